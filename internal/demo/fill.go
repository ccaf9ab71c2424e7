package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/money"
	"cartwright/internal/shop"
	"cartwright/internal/terms"
)

// drawn counts the changes of the drawings: it goes into the names of the pictures, so that caches never show an old one.
const drawn = "1"

// Rooms are where the shop is put.
type Rooms struct {
	Catalog *catalog.Service
	Content *content.Service
	Shop    *shop.Service
	Terms   *terms.Service // nil: no discounts, deliveries and taxes are put
}

// Fill puts the demo shop, whole; what is there under the same handles becomes as declared. Pictures are only named:
// PictureOf draws them when they are first asked for.
func Fill(ctx context.Context, r Rooms, progress func(done, all int)) error {
	products := withPictures(Products())
	collections := Collections()
	steps := len(products) + len(collections) + 7
	done := 0
	step := func(n int) {
		done += n
		progress(done, steps)
	}
	if err := fillShop(ctx, r); err != nil {
		return err
	}
	step(1)
	for len(products) > 0 {
		n := min(len(products), 32)
		if err := putAll(ctx, r.Catalog, products[:n]); err != nil {
			return err
		}
		products = products[n:]
		step(n)
	}
	// Once more for the links: a product can only be linked to when it is there.
	if err := putAll(ctx, r.Catalog, withPictures(Products())); err != nil {
		return err
	}
	step(1)
	for _, c := range collections {
		if c.Image != nil {
			named := picture(*c.Image)
			c.Image = &named
		}
		if _, err := r.Catalog.PutCollection(ctx, c); err != nil {
			return fmt.Errorf("put collection %s: %w", c.Handle, err)
		}
		step(1)
	}
	for _, fill := range []func(context.Context, Rooms) error{fillContent, fillArticles, fillMenus, fillTerms} {
		if err := fill(ctx, r); err != nil {
			return err
		}
		step(1)
	}
	step(1)
	return nil
}

// Is reports whether a shop is the demo shop.
func Is(s shop.Settings) bool { return s.Name == Shop().Name }

func putAll(ctx context.Context, c *catalog.Service, specs []catalog.Spec) error {
	outcomes, err := c.PutMany(ctx, specs)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if o.Err != nil {
			return fmt.Errorf("put product %s: %w", o.Handle, o.Err)
		}
	}
	return nil
}

func fillShop(ctx context.Context, r Rooms) error {
	s := Shop()
	logos := []catalog.MediaSpec{still(s.Logo, s.Name), still(s.SquareLogo, s.Name), still(s.Cover, s.Slogan)}
	ids, err := r.Catalog.PutMedia(ctx, logos)
	if err != nil {
		return err
	}
	err = r.Shop.Update(ctx, func(row *shop.Settings) {
		row.Name, row.Description, row.Email, row.Phone = s.Name, s.Description, s.Email, s.Phone
		row.Currency, row.Country, row.Language = money.Currency(s.Currency), s.Country, s.Language
		row.Countries, row.Languages = s.Countries, s.Languages
		row.Search = shop.Search{Synonyms: s.Synonyms}
		row.Payment = shop.Payment{Cards: s.Cards, Wallets: s.Wallets}
		row.Brand = shop.Brand{Slogan: s.Slogan, ShortDescription: s.ShortDescription, Primary: s.Primary, Secondary: s.Secondary,
			Logo: int64(ids[0]), SquareLogo: int64(ids[1]), Cover: int64(ids[2])}
	})
	if err != nil {
		return fmt.Errorf("write the shop's settings: %w", err)
	}
	if err := r.Shop.PutPolicies(ctx, s.Policies); err != nil {
		return fmt.Errorf("put policies: %w", err)
	}
	markets := []shop.Market{{Handle: "home", Name: "Home", Countries: []string{s.Country}}, {Handle: "abroad", Name: "Abroad"}}
	for _, c := range s.Countries {
		if c != s.Country {
			markets[1].Countries = append(markets[1].Countries, c)
		}
	}
	if err := r.Shop.PutMarkets(ctx, markets); err != nil {
		return fmt.Errorf("put markets: %w", err)
	}
	rows := make([]shop.Location, len(s.Stores))
	for i, l := range s.Stores {
		lat, lon := l.Latitude, l.Longitude
		rows[i] = shop.Location{Name: l.Name, Address1: l.Address1, Address2: l.Address2, City: l.City, Province: l.Province,
			CountryCode: l.CountryCode, Zip: l.Zip, Phone: l.Phone, Latitude: &lat, Longitude: &lon, Active: true}
	}
	rows[0].ID = 1 // takes the place of the location that every shop begins with
	return r.Shop.PutLocations(ctx, rows)
}

func fillContent(ctx context.Context, r Rooms) error {
	for _, put := range []func() error{
		func() error { return r.Content.PutPages(ctx, Pages()) },
		func() error { return r.Content.PutBlogs(ctx, Blogs()) },
		func() error { return r.Content.PutRedirects(ctx, Redirects()) },
		func() error { return r.Content.PutMetaobjects(ctx, Metaobjects()) },
	} {
		if err := put(); err != nil {
			return fmt.Errorf("put content: %w", err)
		}
	}
	return nil
}

func fillArticles(ctx context.Context, r Rooms) error {
	articles := Articles()
	media := make([]catalog.MediaSpec, len(articles))
	for i, a := range articles {
		media[i] = still(a.Picture, a.Alt)
	}
	ids, err := r.Catalog.PutMedia(ctx, media)
	if err != nil {
		return err
	}
	specs := make([]content.ArticleSpec, len(articles))
	for i, a := range articles {
		specs[i] = a.ArticleSpec
		specs[i].ImageID = int64(ids[i])
	}
	return r.Content.PutArticles(ctx, specs)
}

// fillMenus finds the things that items name by handle.
func fillMenus(ctx context.Context, r Rooms) error {
	policies, err := r.Shop.Policies(ctx)
	if err != nil {
		return err
	}
	find := func(i Item) (kind string, id int64, err error) {
		switch i.Type {
		case "COLLECTION":
			c, err := r.Catalog.FindCollection(ctx, i.Handle)
			return "Collection", int64(c.ID), err
		case "PRODUCT":
			p, err := r.Catalog.FindProduct(ctx, i.Handle)
			return "Product", int64(p.ID), err
		case "PAGE":
			p, err := r.Content.FindPage(ctx, i.Handle)
			return "Page", p.ID, err
		case "BLOG":
			b, err := r.Content.FindBlog(ctx, i.Handle)
			return "Blog", b.ID, err
		case "SHOP_POLICY":
			for _, p := range policies {
				if p.Handle == i.Handle {
					return "ShopPolicy", p.ID, nil
				}
			}
			return "", 0, fmt.Errorf("there is no policy %q", i.Handle)
		}
		return "", 0, nil
	}
	var convert func([]Item) ([]content.MenuItemSpec, error)
	convert = func(items []Item) ([]content.MenuItemSpec, error) {
		var out []content.MenuItemSpec
		for _, i := range items {
			kind, id, err := find(i)
			if err != nil {
				return nil, fmt.Errorf("menu item %q: %w", i.Title, err)
			}
			below, err := convert(i.Items)
			if err != nil {
				return nil, err
			}
			out = append(out, content.MenuItemSpec{Title: i.Title, Type: i.Type, ResourceType: kind, ResourceID: id, URL: i.URL, Items: below})
		}
		return out, nil
	}
	var specs []content.MenuSpec
	for _, m := range Menus() {
		items, err := convert(m.Items)
		if err != nil {
			return err
		}
		specs = append(specs, content.MenuSpec{Handle: m.Handle, Title: m.Title, Items: items})
	}
	return r.Content.PutMenus(ctx, specs)
}

// withPictures names the pictures of products.
func withPictures(specs []catalog.Spec) []catalog.Spec {
	for i := range specs {
		for m := range specs[i].Media {
			specs[i].Media[m] = picture(specs[i].Media[m])
		}
	}
	return specs
}

// picture turns a picture that is named by its key into one of the media store.
func picture(m catalog.MediaSpec) catalog.MediaSpec {
	key, drawable := strings.CutPrefix(m.Source, source)
	if !drawable {
		return m
	}
	m.Source, m.Blob, m.MIME = "", pictureName(key), mime(key)
	m.Width, m.Height = Size(key)
	return m
}

func still(key, alt string) catalog.MediaSpec {
	return picture(catalog.MediaSpec{Kind: catalog.Image, Alt: alt, Source: source + key})
}

// pictureName is the picture's name in the media store: a hash of what it is drawn from, in the form that names made of
// bytes have.
func pictureName(key string) string {
	sum := sha256.Sum256([]byte("demo picture " + drawn + " " + key))
	ext := ".jpg"
	if mime(key) == "image/png" {
		ext = ".png"
	}
	return hex.EncodeToString(sum[:16]) + ext
}

// keysByName finds what a name is drawn from.
var keysByName = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, key := range PictureKeys() {
		names[pictureName(key)] = key
	}
	return names
})

// PictureOf draws the picture of a name in the media store; ok is false when the name is none of the demo shop's.
func PictureOf(name string) (picture []byte, ok bool, err error) {
	key, ok := keysByName()[name]
	if !ok {
		return nil, false, nil
	}
	picture, err = Picture(key)
	return picture, true, err
}

// PictureNames are the names of all pictures of the demo shop, in the order in which the shop refers to them.
func PictureNames() []string {
	keys := PictureKeys()
	for i, key := range keys {
		keys[i] = pictureName(key)
	}
	return keys
}

// SyntheticBatch is how many synthetic products are put at a time.
const SyntheticBatch = 1000

// FillSynthetic grows the catalogue to n synthetic products beside what is there.
func FillSynthetic(ctx context.Context, c *catalog.Service, n int, progress func(done, all int)) error {
	batch := make([]catalog.Spec, 0, SyntheticBatch)
	done := 0
	put := func() error {
		if err := putAll(ctx, c, withPictures(batch)); err != nil {
			return err
		}
		done += len(batch)
		batch = batch[:0]
		progress(done, n)
		return nil
	}
	for spec := range Synthetic(n) {
		if batch = append(batch, spec); len(batch) == cap(batch) {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if len(batch) > 0 {
		return put()
	}
	return nil
}
