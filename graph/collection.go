package graph

import (
	"context"
	"fmt"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/page"
)

func (r *Resolver) collection(ctx context.Context, handle string) (*model.Collection, error) {
	row, err := r.catalog.FindCollection(ctx, handle)
	if err != nil {
		return absent[model.Collection](nil, err)
	}
	return model.NewCollections([]catalog.Collection{row}, view(ctx))[0], nil
}

func collectionConnection(rows page.Conn[catalog.Collection], v *model.View, of *model.Product) *model.CollectionConnection {
	shown := model.NewCollections(rows.Nodes, v)
	next := 0
	conn := page.Map(rows, func(catalog.Collection) *model.Collection { next++; return shown[next-1] })
	return &model.CollectionConnection{Connection: model.NewConnection(conn), Of: of}
}

type membersKey struct {
	variantsKey
	filter string
}

// productsOf shows a page of products per collection of a group, all products in one family.
func (r *Resolver) productsIn(ctx context.Context, c *model.Collection, q catalog.SubQuery, f catalog.Filter) (*model.ProductConnection, error) {
	key := membersKey{variantsKey{q.Sort, q.Reverse, keyOf(q.Args)}, fmt.Sprint(f.Conditions)}
	found, err := model.Share(ctx, c.Kin.Siblings, key,
		func(ctx context.Context, ids []catalog.CollectionID) (map[catalog.CollectionID]*model.ProductConnection, error) {
			rows := make([]catalog.Collection, len(ids))
			for i, id := range ids {
				rows[i] = *c.Kin.Collections[id].Row
			}
			pages, err := r.catalog.ProductsOf(ctx, rows, q, f)
			if err != nil {
				return nil, err
			}
			return familyOf(pages, ids, c.View), nil
		})
	return found[c.Row.ID], err
}

// familyOf makes the connections of several collections over one family of products.
func familyOf(pages map[catalog.CollectionID]page.Conn[catalog.Product], ids []catalog.CollectionID, v *model.View) map[catalog.CollectionID]*model.ProductConnection {
	var rows []catalog.Product
	for _, id := range ids {
		rows = append(rows, pages[id].Nodes...)
	}
	shown := model.NewProducts(rows, v)
	next := 0
	out := make(map[catalog.CollectionID]*model.ProductConnection, len(pages))
	for _, id := range ids {
		conn := page.Map(pages[id], func(catalog.Product) *model.Product { next++; return shown[next-1] })
		out[id] = &model.ProductConnection{Connection: model.NewConnection(conn), Filters: []model.Filter{}}
	}
	return out
}

func (r *Resolver) collectionsOf(ctx context.Context, p *model.Product, q catalog.SubQuery) (*model.CollectionConnection, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, membersKey{variantsKey{"", q.Reverse, keyOf(q.Args)}, "collections"},
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]*model.CollectionConnection, error) {
			pages, err := r.catalog.CollectionsOf(ctx, ids, q)
			if err != nil {
				return nil, err
			}
			return collectionFamily(pages, ids, p), nil
		})
	return found[p.Row.ID], err
}

// collectionFamily makes the connections of several products over one family of collections.
func collectionFamily(pages map[catalog.ProductID]page.Conn[catalog.Collection], ids []catalog.ProductID, p *model.Product) map[catalog.ProductID]*model.CollectionConnection {
	var rows []catalog.Collection
	for _, id := range ids {
		rows = append(rows, pages[id].Nodes...)
	}
	shown := model.NewCollections(rows, p.View)
	next := 0
	out := make(map[catalog.ProductID]*model.CollectionConnection, len(pages))
	for _, id := range ids {
		conn := page.Map(pages[id], func(catalog.Collection) *model.Collection { next++; return shown[next-1] })
		out[id] = &model.CollectionConnection{Connection: model.NewConnection(conn), Of: p.Kin.Products[id]}
	}
	return out
}

// image finds a picture among those that a family points at.
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
