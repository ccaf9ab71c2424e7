package graph

import (
	"context"
	"fmt"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
)

func (r *Resolver) collection(ctx context.Context, handle string) (*model.Collection, error) {
	row, err := r.goods(ctx).FindCollection(ctx, handle)
	if err != nil {
		return absent[model.Collection](nil, err)
	}
	return model.NewCollections([]catalog.Collection{row}, view(ctx))[0], nil
}

type membersKey struct {
	variantsKey
	filter string
}

// productsIn shows a page of products per collection of a group, all products in one family. Where they are to be narrowed
// or counted, the index answers; else the order's index of the database.
func (r *Resolver) productsIn(ctx context.Context, c *model.Collection, q catalog.SubQuery, in []model.ProductFilter) (*model.ProductConnection, error) {
	f, err := productFilters("filters", in, c.View)
	if err != nil {
		return nil, err
	}
	counted := asks(ctx, "filters") || asks(ctx, "totalCount")
	key := membersKey{variantsKey{q.Sort, q.Reverse, keyOf(q.Args)}, fmt.Sprint(counted, f.Key())}
	found, err := model.Share(ctx, c.Kin.Siblings, key, func(ctx context.Context, ids []catalog.CollectionID) (map[catalog.CollectionID]*model.ProductConnection, error) {
		if len(in) > 0 || counted {
			return r.narrowed(ctx, c.Kin.Collections, ids, q, f, counted)
		}
		rows := make([]catalog.Collection, len(ids))
		for i, id := range ids {
			rows[i] = *c.Kin.Collections[id].Row
		}
		pages, err := r.goods(ctx).ProductsOf(ctx, rows, q)
		if err != nil {
			return nil, err
		}
		out := make(map[catalog.CollectionID]*model.ProductConnection, len(ids))
		for id, conn := range families(pages, ids, func(rows []catalog.Product) []*model.Product { return model.NewProducts(rows, c.View) }) {
			out[id] = &model.ProductConnection{Connection: conn, Filters: []model.Filter{}}
		}
		return out, nil
	})
	return found[c.Row.ID], err
}

func (r *Resolver) collectionsOf(ctx context.Context, p *model.Product, q catalog.SubQuery) (*model.CollectionConnection, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, membersKey{variantsKey{"", q.Reverse, keyOf(q.Args)}, "collections"},
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]*model.Connection[*model.Collection], error) {
			pages, err := r.goods(ctx).CollectionsOf(ctx, ids, q)
			if err != nil {
				return nil, err
			}
			return families(pages, ids, func(rows []catalog.Collection) []*model.Collection { return model.NewCollections(rows, p.View) }), nil
		})
	if err != nil {
		return nil, err
	}
	return &model.CollectionConnection{Connection: found[p.Row.ID], Of: p}, nil
}

// imageOf finds a picture among those that a family points at.
func imageOf[K comparable, M ~int64](ctx context.Context, r *Resolver, kin *model.Siblings[K], id *M, all func() []catalog.MediaID, v *model.View) (*model.Image, error) {
	if id == nil {
		return nil, nil
	}
	found, err := model.Share(ctx, kin, "images", func(ctx context.Context, _ []K) (map[catalog.MediaID]catalog.Media, error) {
		return r.catalog.MediaByIDs(ctx, all())
	})
	if err != nil {
		return nil, err
	}
	m, ok := found[catalog.MediaID(*id)]
	if !ok {
		return nil, nil
	}
	return model.NewImage(m.Still(), v), nil
}
