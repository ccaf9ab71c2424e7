package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
)

// appNamespace stands for a client's own when none is named.
const appNamespace = "custom"

// owner is a thing with metafields: its type and number, itself, and those it was answered with.
type owner[K ~int64] struct {
	kind   string
	id     K
	thing  model.MetafieldParentResource
	kin    *model.Siblings[K]
	viewer *model.View
}

// metafieldsOf are all metafields of the owner; one statement brings those of the whole family, whichever are asked for.
func metafieldsOf[K ~int64](ctx context.Context, r *Resolver, o owner[K]) ([]catalog.Metafield, error) {
	found, err := model.Share(ctx, o.kin, "metafields", func(ctx context.Context, ids []K) (map[int64][]catalog.Metafield, error) {
		plain := make([]int64, len(ids))
		for i, id := range ids {
			plain[i] = int64(id)
		}
		return r.catalog.MetafieldsOf(ctx, o.kind, plain)
	})
	return found[int64(o.id)], err
}

func metafield[K ~int64](ctx context.Context, r *Resolver, o owner[K], key string, namespace *string) (*model.Metafield, error) {
	fields, err := metafieldsOf(ctx, r, o)
	return pickField(fields, key, namespace, o.viewer, o.thing), err
}

// metafields answers in the order of the identifiers, null where there is none.
func metafields[K ~int64](ctx context.Context, r *Resolver, o owner[K], identifiers []model.HasMetafieldsIdentifier) ([]*model.Metafield, error) {
	fields, err := metafieldsOf(ctx, r, o)
	out := make([]*model.Metafield, len(identifiers))
	for i, id := range identifiers {
		out[i] = pickField(fields, id.Key, id.Namespace.Value(), o.viewer, o.thing)
	}
	return out, err
}

func pickField(fields []catalog.Metafield, key string, namespace *string, v *model.View, parent model.MetafieldParentResource) *model.Metafield {
	ns := or(namespace, appNamespace)
	for _, f := range fields {
		if f.Namespace == ns && f.Name == key {
			return &model.Metafield{Row: f, View: v, Parent: parent}
		}
	}
	return nil
}

func ofProduct(p *model.Product) owner[catalog.ProductID] {
	return owner[catalog.ProductID]{catalog.OwnerProduct, p.Row.ID, p, p.Kin.Siblings, p.View}
}

func ofVariant(v *model.ProductVariant) owner[catalog.VariantID] {
	return owner[catalog.VariantID]{catalog.OwnerVariant, v.Row.ID, v, v.Kin.Siblings, v.View}
}

func ofCollection(c *model.Collection) owner[catalog.CollectionID] {
	return owner[catalog.CollectionID]{catalog.OwnerCollection, c.Row.ID, c, c.Kin.Siblings, c.View}
}

func ofPage(p *model.Page) owner[int64] {
	return owner[int64]{catalog.OwnerPage, p.Row.ID, p, p.Kin, p.View}
}

func ofBlog(b *model.Blog) owner[int64] {
	return owner[int64]{catalog.OwnerBlog, b.Row.ID, b, b.Kin, b.View}
}

func ofArticle(a *model.Article) owner[int64] {
	return owner[int64]{catalog.OwnerArticle, a.Row.ID, a, a.Kin.Siblings, a.View}
}

func ofLocation(ctx context.Context, l *model.Location) owner[int64] {
	return owner[int64]{catalog.OwnerLocation, l.Row.ID, l, l.Kin, view(ctx)}
}

func ofMarket(ctx context.Context, m *model.Market) owner[int64] {
	return owner[int64]{catalog.OwnerMarket, m.Row.ID, m, model.NewSiblings([]int64{m.Row.ID}), view(ctx)}
}

func ofShop(s *model.Shop) owner[int64] {
	return owner[int64]{catalog.OwnerShop, s.Row.ID, s, s.Kin, s.View}
}
