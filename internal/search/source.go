package search

import (
	"context"
	"strings"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
)

// batch is how many things are read at once.
const batch = 500

// source reads things of a kind: those behind an id, by their ids, or those of a list.
type source struct {
	kind  Kind
	after func(ctx context.Context, id int64, limit int) ([]Thing, error)
	byIDs func(ctx context.Context, ids []int64) ([]Thing, error)
}

// sources are where the things of each kind come from.
func (s *Service) sources() []source {
	return []source{
		{Product, func(ctx context.Context, id int64, limit int) ([]Thing, error) {
			return eachOf(s.catalog.SearchablesAfter(ctx, catalog.ProductID(id), limit))(product)
		}, func(ctx context.Context, ids []int64) ([]Thing, error) {
			return eachOf(s.catalog.SearchablesByIDs(ctx, typed[catalog.ProductID](ids)))(product)
		}},
		{Collection, func(ctx context.Context, id int64, limit int) ([]Thing, error) {
			return eachOf(s.catalog.SearchableCollectionsAfter(ctx, catalog.CollectionID(id), limit))(collection)
		}, func(ctx context.Context, ids []int64) ([]Thing, error) {
			return eachOf(s.catalog.SearchableCollectionsByIDs(ctx, typed[catalog.CollectionID](ids)))(collection)
		}},
		{Page, func(ctx context.Context, id int64, limit int) ([]Thing, error) {
			return eachOf(s.content.SearchablePagesAfter(ctx, id, limit))(pageThing)
		}, func(ctx context.Context, ids []int64) ([]Thing, error) {
			return eachOf(s.content.SearchablePagesByIDs(ctx, ids))(pageThing)
		}},
		{Article, func(ctx context.Context, id int64, limit int) ([]Thing, error) {
			rows, err := s.content.SearchableArticlesAfter(ctx, id, limit)
			return s.articles(ctx, rows, err)
		}, func(ctx context.Context, ids []int64) ([]Thing, error) {
			rows, err := s.content.SearchableArticlesByIDs(ctx, ids)
			return s.articles(ctx, rows, err)
		}},
	}
}

// eachOf makes things of rows, one by one.
func eachOf[T any](rows []T, err error) func(func(*T) Thing) ([]Thing, error) {
	return func(of func(*T) Thing) ([]Thing, error) {
		out := make([]Thing, len(rows))
		for i := range rows {
			out[i] = of(&rows[i])
		}
		return out, err
	}
}

func typed[N ~int64](ids []int64) []N {
	out := make([]N, len(ids))
	for i, id := range ids {
		out[i] = N(id)
	}
	return out
}

// since is from when on something is shown; the zero time for what is not.
func since(published *time.Time) time.Time {
	if published == nil {
		return time.Time{}
	}
	return *published
}

func product(r *catalog.Searchable) Thing {
	p := &r.Product
	t := Thing{Key: Key{Product, int64(p.ID)}, Handle: p.Handle, Title: p.Title, Type: p.ProductType, Tags: p.Tags, Vendor: p.Vendor, Body: p.Description,
		Created: p.CreatedAt, Updated: p.UpdatedAt, Shown: since(p.PublishedAt), Available: p.Available, Category: p.Category, Sales: p.Sales,
		Status: strings.ToLower(string(p.Status)), Stock: p.TotalInventory}
	for _, o := range p.Options {
		option := Option{Name: o.Name}
		for _, v := range o.Values {
			option.Values = append(option.Values, OptionValue{v.Name, v.SwatchColor})
		}
		if !(len(p.Options) == 1 && o.Name == "Title" && len(o.Values) == 1) { // what the dialect gives products without options
			t.Options = append(t.Options, option)
		}
	}
	for _, v := range r.Variants {
		t.Variants = append(t.Variants, Variant{SKU: v.SKU, Barcode: v.Barcode, Price: v.Price})
	}
	for _, m := range r.Metafields {
		t.Metafields = append(t.Metafields, Metafield{m.Namespace, m.Name, m.Value, m.OwnerType == catalog.OwnerVariant})
	}
	for _, p := range r.Places {
		t.Places = append(t.Places, Place{int64(p.CollectionID), p.Position})
	}
	return t
}

func collection(c *catalog.Collection) Thing {
	return Thing{Key: Key{Collection, int64(c.ID)}, Handle: c.Handle, Title: c.Title, Body: c.Description, Created: c.CreatedAt, Updated: c.UpdatedAt,
		Shown: since(c.PublishedAt), Available: true}
}

func pageThing(p *content.Page) Thing {
	return Thing{Key: Key{Page, p.ID}, Handle: p.Handle, Title: p.Title, Body: p.Body, Created: p.CreatedAt, Updated: p.UpdatedAt, Shown: since(p.PublishedAt),
		Available: true}
}

// articles adds the titles of their blogs.
func (s *Service) articles(ctx context.Context, rows []content.Article, err error) ([]Thing, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var ids []int64
	for _, a := range rows {
		ids = append(ids, a.BlogID)
	}
	blogs, err := s.content.BlogsByIDs(ctx, ids)
	out := make([]Thing, len(rows))
	for i, a := range rows {
		out[i] = Thing{Key: Key{Article, a.ID}, Handle: a.Handle, Title: a.Title, Tags: a.Tags, Author: a.Author.Name(), Blog: blogs[a.BlogID].Title,
			Body: a.Content, Created: a.CreatedAt, Updated: a.UpdatedAt, Shown: since(a.PublishedAt), Available: true}
	}
	return out, err
}
