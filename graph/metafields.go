package graph

import (
	"context"
	"fmt"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/staff"
)

// fieldPermissions are what writing the metafields of a thing needs: what writing the thing does.
var fieldPermissions = map[string]staff.Permission{
	catalog.OwnerProduct: staff.ProductsWrite, catalog.OwnerVariant: staff.ProductsWrite, catalog.OwnerCollection: staff.ProductsWrite,
	catalog.OwnerPage: staff.ContentWrite, catalog.OwnerBlog: staff.ContentWrite, catalog.OwnerArticle: staff.ContentWrite,
	catalog.OwnerShop: staff.SettingsWrite, catalog.OwnerLocation: staff.SettingsWrite, catalog.OwnerMarket: staff.SettingsWrite,
	catalog.OwnerCustomer: staff.CustomersWrite,
}

// mayNotWrite is the fault of a viewer who may not write things of a kind.
func mayNotWrite(ctx context.Context, kind string) (denied *fault.Fault, is bool) {
	needs, known := fieldPermissions[kind]
	if !known {
		return nil, false
	}
	return faultOf(viewer(ctx).Need(needs))
}

// fieldKey reads which metafield is meant, and refuses who may not write it.
func fieldKey(ctx context.Context, i int, gid string, namespace *string, key string) (catalog.FieldKey, error) {
	at := fmt.Sprintf("metafields.%d.ownerId", i)
	kind, id, ok := model.ParseGID(gid)
	if !ok {
		return catalog.FieldKey{}, malformed(at, gid)
	}
	if denied, is := mayNotWrite(ctx, kind); is {
		return catalog.FieldKey{}, denied.At("metafields", fmt.Sprint(i), "ownerId")
	}
	return catalog.FieldKey{OwnerType: kind, OwnerID: id, Namespace: or(namespace, ""), Key: key}, nil
}

func (r *Resolver) setMetafields(ctx context.Context, in []model.MetafieldsSetInput) (*model.FieldsPayload, error) {
	changes := make([]catalog.FieldChange, len(in))
	for i, f := range in {
		key, err := fieldKey(ctx, i, f.OwnerID, f.Namespace.Value(), f.Key)
		if err != nil {
			return fieldsPayload(nil, err)
		}
		changes[i] = catalog.FieldChange{FieldKey: key, Type: said(f.Type), Value: f.Value}
		if digest, given := f.CompareDigest.ValueOK(); given {
			changes[i].Expected = new(or(digest, ""))
		}
	}
	out, err := r.catalog.SetMetafields(ctx, by(ctx), changes)
	if err != nil && !stale(err) {
		return fieldsPayload(nil, err)
	}
	shown, failed := r.fieldsOf(ctx, out.Fields)
	if failed != nil {
		return nil, failed
	}
	return fieldsPayload(&model.FieldsPayload{Metafields: shown}, err)
}

func (r *Resolver) deleteMetafields(ctx context.Context, in []model.MetafieldIdentifierInput) (*model.FieldsPayload, error) {
	keys := make([]catalog.FieldKey, len(in))
	for i, f := range in {
		key, err := fieldKey(ctx, i, f.OwnerID, f.Namespace.Value(), f.Key)
		if err != nil {
			return fieldsPayload(nil, err)
		}
		keys[i] = key
	}
	out, err := r.catalog.RemoveMetafields(ctx, by(ctx), keys)
	p := &model.FieldsPayload{DeletedMetafields: []model.MetafieldIdentifier{}}
	for _, f := range out.Fields {
		p.DeletedMetafields = append(p.DeletedMetafields, model.MetafieldIdentifier{Key: f.Name, Namespace: f.Namespace, OwnerID: model.GID(f.OwnerType, f.OwnerID)})
	}
	return fieldsPayload(p, err)
}

// fieldsOf shows metafields with their owners, published or not: whoever wrote them has named them.
func (r *Resolver) fieldsOf(ctx context.Context, rows []catalog.Metafield) ([]model.Metafield, error) {
	var others []model.Link
	var products []catalog.ProductID
	var variants []catalog.VariantID
	for _, f := range rows {
		switch f.OwnerType {
		case catalog.OwnerProduct:
			products = append(products, catalog.ProductID(f.OwnerID))
		case catalog.OwnerVariant:
			variants = append(variants, catalog.VariantID(f.OwnerID))
		default:
			others = append(others, model.Link{Kind: f.OwnerType, ID: f.OwnerID})
		}
	}
	found, err := r.refs(ctx, others)
	if err != nil {
		return nil, err
	}
	kept, err := r.catalog.KeptProducts(ctx, products)
	if err != nil {
		return nil, err
	}
	for id, row := range kept {
		found[model.Link{Kind: catalog.OwnerProduct, ID: int64(id)}] = model.NewProducts([]catalog.Product{row}, view(ctx))[0]
	}
	items, err := r.catalog.ItemsByIDs(ctx, variants)
	if err != nil {
		return nil, err
	}
	for id, item := range items {
		found[model.Link{Kind: catalog.OwnerVariant, ID: int64(id)}] = model.NewVariants([]catalog.Variant{item.Variant}, nil, view(ctx))[0]
	}
	out := make([]model.Metafield, len(rows))
	for i, f := range rows {
		out[i] = model.Metafield{Row: f, View: view(ctx), Parent: found[model.Link{Kind: f.OwnerType, ID: f.OwnerID}]}
	}
	return out, nil
}
