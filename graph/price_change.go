package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/staff"
)

// priceChange is a change of prices as the room has it.
type priceChange struct {
	filter catalog.PriceFilter
	rule   catalog.PriceRule
}

func priceChangeOf(filter model.PriceChangeFilter, change model.PriceChangeInput, what model.PriceChangeTarget, c money.Currency) (p priceChange, err error) {
	if p.filter.Products, err = numbers[catalog.ProductID]("filter.productIds", "Product", filter.ProductIds.Value()); err != nil {
		return p, err
	}
	if p.filter.Collections, err = numbers[catalog.CollectionID]("filter.collectionIds", "Collection", filter.CollectionIds.Value()); err != nil {
		return p, err
	}
	p.filter.Vendors, p.filter.Types, p.filter.Tags = filter.Vendors.Value(), filter.ProductTypes.Value(), filter.Tags.Value()
	p.rule = catalog.PriceRule{What: catalog.PriceOf(what), From: catalog.PriceOf(said(change.From)), Clear: yes(change.Clear.Value(), false)}
	for _, f := range []struct {
		path string
		text *string
		to   **int64
	}{{"filter.minimumPrice", filter.MinimumPrice.Value(), &p.filter.MinPrice}, {"filter.maximumPrice", filter.MaximumPrice.Value(), &p.filter.MaxPrice},
		{"change.amount", change.Amount.Value(), &p.rule.Amount}, {"change.setTo", change.SetTo.Value(), &p.rule.SetTo}} {
		if f.text == nil {
			continue
		}
		n, err := amount(f.path, *f.text, c)
		if err != nil {
			return p, err
		}
		*f.to = &n
	}
	if text := change.Percentage.Value(); text != nil {
		n, err := hundredths("change.percentage", *text)
		if err != nil {
			return p, err
		}
		p.rule.BasisPoints = &n
	}
	round := change.RoundTo.Value()
	if round == nil {
		return p, nil
	}
	p.rule.Round = &catalog.Rounding{}
	if p.rule.Round.Step, err = amount("change.roundTo.multipleOf", round.MultipleOf, c); err != nil {
		return p, err
	}
	if text := round.Ending.Value(); text != nil {
		p.rule.Round.Ending, err = amount("change.roundTo.ending", *text, c)
	}
	return p, err
}

// numbers are those in global ids of a kind.
func numbers[N ~int64](path, kind string, gids []string) ([]N, error) {
	out := make([]N, 0, len(gids))
	for i, gid := range gids {
		at := fmt.Sprintf("%s.%d", path, i)
		n, ok, err := parseID(at, gid, kind)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fault.Invalidf(at, "this is no id of a %s", kind)
		}
		out = append(out, N(n))
	}
	return out, nil
}

// hundredths reads a number with up to two decimals exactly.
func hundredths(path, text string) (int64, error) {
	rest, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(rest, ".")
	bad := whole == "" || len(whole) > 9 || point && fraction == "" || strings.Trim(whole+fraction, "0123456789") != ""
	fraction = strings.TrimRight(fraction, "0")
	if bad || len(fraction) > 2 {
		return 0, fault.Invalidf(path, "a percentage is a number with up to two decimals, such as -12.5")
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", 2-len(fraction)), 10, 64)
	if err != nil {
		return 0, fault.Invalidf(path, "a percentage is a number, such as -12.5")
	}
	if negative {
		n = -n
	}
	return n, nil
}

// pricePlaces are the fields of inputs by those of the room.
var pricePlaces = map[string]string{"minPrice": "minimumPrice", "maxPrice": "maximumPrice"}

func (r *Resolver) previewPrices(ctx context.Context, filter model.PriceChangeFilter, change model.PriceChangeInput, what model.PriceChangeTarget, first *int) (*model.PriceChangePreview, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return nil, err
	}
	n := 10
	if first != nil {
		n = *first
	}
	if n < 0 || n > page.Max {
		return nil, fault.Invalidf("first", "this is between 0 and %d, got %d", page.Max, n)
	}
	p, err := priceChangeOf(filter, change, what, view(ctx).Currency)
	if err != nil {
		return nil, err
	}
	out, err := r.catalog.PreviewPrices(ctx, p.filter, p.rule, n)
	return pricePreview(out, view(ctx)), moved(err, pricePlaces)
}

func pricePreview(p catalog.PricePreview, v *model.View) *model.PriceChangePreview {
	out := &model.PriceChangePreview{ProductsCount: p.Products, Samples: []model.PriceChangeSample{}, Token: p.Token, UnchangedCount: p.Unchanged, VariantsCount: p.Variants}
	for _, s := range p.First {
		sample := model.PriceChangeSample{After: v.MoneyOf(s.After), Before: v.MoneyOf(s.Before), ProductID: model.GID("Product", s.ProductID),
			ProductTitle: s.ProductTitle, Title: s.Title, VariantID: model.GID("ProductVariant", s.VariantID)}
		if s.SKU != "" {
			sample.Sku = &s.SKU
		}
		out.Samples = append(out.Samples, sample)
	}
	return out
}

func (r *Resolver) changePrices(ctx context.Context, filter model.PriceChangeFilter, change model.PriceChangeInput, what model.PriceChangeTarget, token string) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	p, err := priceChangeOf(filter, change, what, view(ctx).Currency)
	if err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	out, err := r.catalog.ChangePrices(ctx, by(ctx), p.filter, p.rule, token)
	return termsPayload("", &model.TermsPayload{PriceChange: pricePreview(out, view(ctx))}, moved(err, pricePlaces))
}
