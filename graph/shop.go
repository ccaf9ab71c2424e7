package graph

import (
	"context"
	"math"
	"slices"
	"sort"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/shop"
)

// APIVersion is the version of the dialect that is spoken, whatever version an address names.
const APIVersion = "2026-04"

func (r *Resolver) shop(ctx context.Context) (*model.Shop, error) {
	s, err := r.settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return &model.Shop{Row: &s, View: view(ctx), Kin: model.NewSiblings([]int64{s.ID})}, nil
}

// policy is the shop's policy of the kind; null where the shop has none.
func (r *Resolver) policy(ctx context.Context, s *model.Shop, kind shop.PolicyKind) (*model.ShopPolicy, error) {
	rows, err := model.Share(ctx, s.Kin, "policies", func(ctx context.Context, _ []int64) ([]shop.Policy, error) {
		return r.settings.Policies(ctx)
	})
	for i := range rows {
		if rows[i].Kind == kind {
			return &model.ShopPolicy{Row: &rows[i], View: s.View}, err
		}
	}
	return nil, err
}

func (r *Resolver) subscriptionPolicy(ctx context.Context, s *model.Shop) (*model.ShopPolicyWithDefault, error) {
	p, err := r.policy(ctx, s, shop.Subscription)
	if err != nil || p == nil {
		return nil, err
	}
	id := p.ID()
	return &model.ShopPolicyWithDefault{ID: &id, Handle: p.Handle(), Title: p.Title(), Body: p.Body(), URL: p.URL()}, nil
}

func (r *Resolver) brand(ctx context.Context, s *model.Shop) (*model.Brand, error) {
	b := s.Row.Brand
	out := &model.Brand{Slogan: optional(b.Slogan), ShortDescription: optional(b.ShortDescription),
		Colors: model.BrandColors{Primary: colors(b.Primary), Secondary: colors(b.Secondary)}}
	media, err := r.catalog.MediaByIDs(ctx, idsOf[catalog.MediaID]([]int64{b.Logo, b.SquareLogo, b.Cover}))
	if err != nil {
		return nil, err
	}
	for id, field := range map[int64]**model.MediaImage{b.Logo: &out.Logo, b.SquareLogo: &out.SquareLogo, b.Cover: &out.CoverImage} {
		if m, ok := media[catalog.MediaID(id)]; ok {
			if image, ok := model.NewMedia(m, s.View).(*model.MediaImage); ok {
				*field = image
			}
		}
	}
	return out, nil
}

func colors(groups []shop.ColorGroup) []model.BrandColorGroup {
	out := make([]model.BrandColorGroup, len(groups))
	for i, g := range groups {
		out[i] = model.BrandColorGroup{Background: optional(g.Background), Foreground: optional(g.Foreground)}
	}
	return out
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// localization names the countries and languages that the shop serves, in the language of the answer.
func (r *Resolver) localization(ctx context.Context) (*model.Localization, error) {
	s, err := r.settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	markets, err := r.settings.Markets(ctx)
	if err != nil {
		return nil, err
	}
	v := view(ctx)
	languages := make([]model.Language, len(s.Languages))
	for i, l := range s.Languages {
		languages[i] = model.NewLanguage(l, v.Language)
	}
	country := func(code string) model.Country {
		c := model.Country{IsoCode: model.CountryCode(code), Name: model.CountryName(code, v.Language), Currency: model.NewCurrency(s.Currency, v.Language),
			UnitSystem: model.UnitSystemOf(code), AvailableLanguages: languages, DefaultLanguage: model.NewLanguage(s.Language, v.Language)}
		if m := marketOf(markets, code); m != nil {
			c.Market = &model.Market{Row: m}
		}
		return c
	}
	out := &model.Localization{AvailableLanguages: languages, Language: model.NewLanguage(v.Language, v.Language), Country: country(v.Country)}
	for _, code := range s.Countries {
		out.AvailableCountries = append(out.AvailableCountries, country(code))
	}
	sort.SliceStable(out.AvailableCountries, func(i, j int) bool { return out.AvailableCountries[i].Name < out.AvailableCountries[j].Name })
	out.Market = model.Market{Row: &shop.Market{ID: 1, Handle: strings.ToLower(s.Country)}}
	if out.Country.Market != nil {
		out.Market = *out.Country.Market
	}
	return out, nil
}

func marketOf(markets []shop.Market, country string) *shop.Market {
	for i := range markets {
		if !markets[i].Disabled && slices.Contains(markets[i].Countries, country) {
			return &markets[i]
		}
	}
	return nil
}

// locations sorts in memory: a shop has few.
func (r *Resolver) locations(ctx context.Context, sortKey string, reverse bool, args page.Args, near *model.GeoCoordinateInput) (*model.LocationConnection, error) {
	listing := "locations/" + sortKey
	want, err := page.Check(listing, args)
	if err != nil {
		return nil, err
	}
	if sortKey == "DISTANCE" && near == nil {
		return nil, fault.Invalidf("near", "to sort by distance, say near which coordinates")
	}
	rows, err := r.settings.Locations(ctx)
	if err != nil {
		return nil, err
	}
	less := map[string]func(a, b shop.Location) bool{
		"ID":       func(a, b shop.Location) bool { return a.ID < b.ID },
		"NAME":     func(a, b shop.Location) bool { return string(a.NameKey) < string(b.NameKey) },
		"CITY":     func(a, b shop.Location) bool { return string(a.CityKey) < string(b.CityKey) },
		"DISTANCE": func(a, b shop.Location) bool { return distance(a, near) < distance(b, near) },
	}[sortKey]
	sort.SliceStable(rows, func(i, j int) bool { return less(rows[i], rows[j]) })
	if reverse {
		slices.Reverse(rows)
	}
	conn, err := page.Slice(want, rows, listing, func(l shop.Location) page.Cursor { return page.Cursor{ID: l.ID} })
	return shown(conn, err, model.NewLocations)
}

// distance is that of the great circle, in units of the earth's radius; places without coordinates are farthest.
func distance(l shop.Location, near *model.GeoCoordinateInput) float64 {
	if l.Latitude == nil || l.Longitude == nil {
		return math.Inf(1)
	}
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	a, b := rad(*l.Latitude), rad(near.Latitude)
	dLat, dLon := b-a, rad(near.Longitude-*l.Longitude)
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a)*math.Cos(b)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * math.Asin(min(1, math.Sqrt(h)))
}

// names makes a connection of plain texts; one more than asked for tells that there are more.
func names(ctx context.Context, listing string, n int, list func(context.Context, int) ([]string, error)) (*model.StringConnection, error) {
	want, err := page.Check(listing, page.Args{First: &n})
	if err != nil {
		return nil, err
	}
	rows, err := list(ctx, n+1)
	if err != nil {
		return nil, err
	}
	at := func(s string) string { return page.Cursor{Bytes: []byte(s)}.Encode(listing) }
	return model.NewConnection(page.Cut(want, rows, at)), nil
}
