package graph

import (
	"context"
	"fmt"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
)

func (r *Resolver) collection(ctx context.Context, handle string) (*model.Collection, error) {
	row, err := r.catalog.FindCollection(ctx, handle)
	if err != nil {
		return absent[model.Collection](nil, err)
	}
	return model.NewCollections([]catalog.Collection{row}, view(ctx))[0], nil
}

type membersKey struct {
	variantsKey
	filter string
}

// productsIn shows a page of products per collection of a group, all products in one family.
func (r *Resolver) productsIn(ctx context.Context, c *model.Collection, q catalog.SubQuery, f catalog.Filter) (*model.ProductConnection, error) {
	key := membersKey{variantsKey{q.Sort, q.Reverse, keyOf(q.Args)}, fmt.Sprint(f.Conditions)}
	found, err := model.Share(ctx, c.Kin.Siblings, key,
		func(ctx context.Context, ids []catalog.CollectionID) (map[catalog.CollectionID]*model.Connection[*model.Product], error) {
			rows := make([]catalog.Collection, len(ids))
			for i, id := range ids {
				rows[i] = *c.Kin.Collections[id].Row
			}
			pages, err := r.catalog.ProductsOf(ctx, rows, q, f)
			if err != nil {
				return nil, err
			}
			return families(pages, ids, func(rows []catalog.Product) []*model.Product { return model.NewProducts(rows, c.View) }), nil
		})
	if err != nil {
		return nil, err
	}
	return &model.ProductConnection{Connection: found[c.Row.ID], Filters: []model.Filter{}}, nil
}

func (r *Resolver) collectionsOf(ctx context.Context, p *model.Product, q catalog.SubQuery) (*model.CollectionConnection, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, membersKey{variantsKey{"", q.Reverse, keyOf(q.Args)}, "collections"},
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]*model.Connection[*model.Collection], error) {
			pages, err := r.catalog.CollectionsOf(ctx, ids, q)
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
