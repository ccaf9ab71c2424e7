package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/fault"
)

// sitemapCount is how many pages of entries there are.
func (r *Resolver) sitemapCount(ctx context.Context, kind model.SitemapType) (*model.Count, error) {
	var n int64
	var err error
	switch kind {
	case model.SitemapTypeProduct, model.SitemapTypeCollection:
		n, err = r.catalog.SitemapCount(ctx, kind == model.SitemapTypeCollection)
	default:
		n, err = r.content.SitemapCount(ctx, string(kind))
	}
	if err != nil {
		return nil, err
	}
	const size = catalog.SitemapPage
	return &model.Count{Count: int((n + size - 1) / size), Precision: model.CountPrecisionExact}, nil
}

// sitemapPage is one page of entries, counted from 1.
func (r *Resolver) sitemapPage(ctx context.Context, kind model.SitemapType, number int) (*model.PaginatedSitemapResources, error) {
	if number < 1 {
		return nil, fault.Invalidf("page", "pages are counted from 1, got %d", number)
	}
	items, err := r.sitemapItems(ctx, kind, number)
	if err != nil {
		return nil, err
	}
	pages, err := r.sitemapCount(ctx, kind)
	if err != nil {
		return nil, err
	}
	return &model.PaginatedSitemapResources{Items: items, HasNextPage: number < pages.Count}, nil
}

func (r *Resolver) sitemapItems(ctx context.Context, kind model.SitemapType, number int) ([]model.SitemapResourceInterface, error) {
	v := view(ctx)
	out := []model.SitemapResourceInterface{}
	switch kind {
	case model.SitemapTypeProduct, model.SitemapTypeCollection:
		list := r.catalog.SitemapProducts
		if kind == model.SitemapTypeCollection {
			list = r.catalog.SitemapCollections
		}
		entries, err := list(ctx, number)
		for _, e := range entries {
			item := &model.SitemapResource{Handle: e.Handle, Title: &e.Title, UpdatedAt: e.UpdatedAt}
			if image := model.NewImage(e.Image, v); image != nil {
				src := image.Src()
				item.Image = &model.SitemapImage{Filepath: &src, Alt: image.AltText(), UpdatedAt: e.UpdatedAt}
			}
			out = append(out, item)
		}
		return out, err
	}
	entries, err := r.content.Sitemap(ctx, string(kind), number)
	for _, e := range entries {
		if kind == model.SitemapTypeMetaobject {
			out = append(out, &model.SitemapResourceMetaobject{Handle: e.Handle, Type: e.Type, UpdatedAt: e.UpdatedAt})
			continue
		}
		out = append(out, &model.SitemapResource{Handle: e.Handle, Title: &e.Title, UpdatedAt: e.UpdatedAt})
	}
	return out, err
}

// The two rooms agree on how long a page is.
var _ = [1]struct{}{}[catalog.SitemapPage-content.SitemapPage]
