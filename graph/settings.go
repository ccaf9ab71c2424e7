package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/page"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
)

// updateShop changes the settings of the shop; what is left out stays.
func (r *Resolver) updateShop(ctx context.Context, in model.ShopUpdateInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.SettingsWrite, "input", func(by act.By) (shop.Settings, error) {
		pictures, err := r.brandPictures(ctx, in.Brand.Value())
		if err != nil {
			return shop.Settings{}, err
		}
		return r.settings.UpdateSettings(ctx, by, version(expected), r.carts.Priced, func(s *shop.Settings) {
			set(&s.Name, in.Name)
			set(&s.Description, in.Description)
			set(&s.Email, in.Email)
			set(&s.Phone, in.Phone)
			set(&s.PublicURL, in.PublicURL)
			setCode(&s.Country, in.CountryCode)
			setCode(&s.Language, in.LanguageCode)
			setCode((*string)(&s.Currency), in.CurrencyCode)
			setCodes(&s.Countries, in.ShipsToCountries)
			setCodes(&s.Languages, in.Languages)
			setCodes(&s.Payment.Cards, in.AcceptedCardBrands)
			setCodes(&s.Payment.Wallets, in.SupportedDigitalWallets)
			setBrand(&s.Brand, in.Brand, pictures)
		})
	}, func(s shop.Settings, p *model.EditingPayload) {
		p.Shop = &model.Shop{Row: &s, View: viewOf(view(ctx), s), Kin: model.NewSiblings([]int64{s.ID})}
	})
}

// viewOf is a view with what the settings say now of the storefront and the currency.
func viewOf(v *model.View, s shop.Settings) *model.View {
	out := *v
	out.Storefront, out.Currency = s.PublicURL, s.Currency
	return &out
}

// setCode writes a code that is given: there is none to do without.
func setCode[T ~string](to *string, in graphql.Omittable[*T]) {
	if v := in.Value(); v != nil {
		*to = string(*v)
	}
}

// setCodes writes a list of codes; null empties it.
func setCodes[T ~string](to *[]string, in graphql.Omittable[[]T]) {
	codes, ok := in.ValueOK()
	if !ok {
		return
	}
	*to = nil
	for _, c := range codes {
		*to = append(*to, string(c))
	}
}

// brandPictures are the pictures that an input names, by the names of its fields.
func (r *Resolver) brandPictures(ctx context.Context, in *model.BrandInput) (map[string]int64, error) {
	out := map[string]int64{}
	if in == nil {
		return out, nil
	}
	for _, f := range []struct {
		name string
		gid  *string
	}{{"logo", in.Logo.Value()}, {"squareLogo", in.SquareLogo.Value()}, {"coverImage", in.CoverImage.Value()}} {
		if f.gid == nil {
			continue
		}
		id, err := r.picture(ctx, "brand."+f.name, *f.gid)
		if err != nil {
			return nil, err
		}
		out[f.name] = id
	}
	return out, nil
}

func setBrand(to *shop.Brand, in graphql.Omittable[*model.BrandInput], pictures map[string]int64) {
	v, ok := in.ValueOK()
	if !ok {
		return
	}
	if v == nil {
		*to = shop.Brand{}
		return
	}
	set(&to.Slogan, v.Slogan)
	set(&to.ShortDescription, v.ShortDescription)
	for _, f := range []struct {
		to   *int64
		in   graphql.Omittable[*string]
		name string
	}{{&to.Logo, v.Logo, "logo"}, {&to.SquareLogo, v.SquareLogo, "squareLogo"}, {&to.Cover, v.CoverImage, "coverImage"}} {
		if _, given := f.in.ValueOK(); given {
			*f.to = pictures[f.name] // 0 for null
		}
	}
	colors, ok := v.Colors.ValueOK()
	switch {
	case ok && colors == nil:
		to.Primary, to.Secondary = nil, nil
	case ok:
		setColors(&to.Primary, colors.Primary)
		setColors(&to.Secondary, colors.Secondary)
	}
}

func setColors(to *[]shop.ColorGroup, in graphql.Omittable[[]model.BrandColorGroupInput]) {
	groups, ok := in.ValueOK()
	if !ok {
		return
	}
	*to = nil
	for _, g := range groups {
		*to = append(*to, shop.ColorGroup{Background: said(g.Background), Foreground: said(g.Foreground)})
	}
}

func (r *Resolver) updatePolicy(ctx context.Context, in model.ShopPolicyInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.SettingsWrite, "shopPolicy", func(by act.By) (shop.Policy, error) {
		return r.settings.UpdatePolicy(ctx, by, version(expected), model.PolicyKindOf(in.Type), in.Body)
	}, func(row shop.Policy, p *model.EditingPayload) {
		if row.ID != 0 {
			p.ShopPolicy = &model.ShopPolicy{Row: &row, View: view(ctx)}
		}
	})
}

// policies are all policies of the shop; they come with those that are asked for one by one.
func (r *Resolver) policies(ctx context.Context, s *model.Shop) ([]model.ShopPolicy, error) {
	rows, err := model.Share(ctx, s.Kin, "policies", func(ctx context.Context, _ []int64) ([]shop.Policy, error) {
		return r.settings.Policies(ctx)
	})
	out := make([]model.ShopPolicy, len(rows))
	for i := range rows {
		out[i] = model.ShopPolicy{Row: &rows[i], View: s.View}
	}
	return out, err
}

// markets are paged in memory: a shop has few.
func (r *Resolver) markets(ctx context.Context, reverse *bool, args page.Args) (*model.MarketConnection, error) {
	listing := "markets"
	if yes(reverse, false) {
		listing += "/reverse"
	}
	want, err := page.Check(listing, args)
	if err != nil {
		return nil, err
	}
	rows, err := r.settings.Markets(ctx)
	if err != nil {
		return nil, err
	}
	if yes(reverse, false) {
		slices.Reverse(rows)
	}
	conn, err := page.Slice(want, rows, listing, func(m shop.Market) page.Cursor { return page.Cursor{ID: m.ID} })
	return shown(conn, err, model.NewMarkets)
}

func (r *Resolver) createMarket(ctx context.Context, in model.MarketCreateInput) (*model.EditingPayload, error) {
	m := shop.Market{Name: in.Name, Disabled: !yes(in.Enabled.Value(), true)}
	set(&m.Handle, in.Handle)
	setCodes(&m.Countries, in.Countries)
	return editing(ctx, staff.SettingsWrite, "input", func(by act.By) (shop.Market, error) { return r.settings.CreateMarket(ctx, by, m) }, showMarket)
}

func (r *Resolver) updateMarket(ctx context.Context, gid string, in model.MarketUpdateInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.SettingsWrite, "input", func(by act.By) (shop.Market, error) {
		return r.settings.UpdateMarket(ctx, by, numberOf("Market", gid), version(expected), func(m *shop.Market) {
			set(&m.Name, in.Name)
			set(&m.Handle, in.Handle)
			setCodes(&m.Countries, in.Countries)
			if enabled := in.Enabled.Value(); enabled != nil {
				m.Disabled = !*enabled
			}
		})
	}, showMarket)
}

func showMarket(row shop.Market, p *model.EditingPayload) { p.Market = &model.Market{Row: &row} }
