package graph

import (
	"context"
	"time"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
)

// previewKey is for the token of a preview that the request came with.
type previewKey struct{}

// previewed is the product that the request's token shows, where it is the one that is asked for; null otherwise, as for
// everybody without a token.
func (r *Resolver) previewed(ctx context.Context, is func(*catalog.Product) bool) (*model.Product, error) {
	token, _ := ctx.Value(previewKey{}).(string)
	if token == "" {
		return nil, nil //nolint:nilnil // the schema's null
	}
	row, err := r.previews.Find(ctx, token)
	if err != nil || !is(&row) {
		return absent[model.Product](nil, err)
	}
	return model.NewProducts([]catalog.Product{row}, view(ctx))[0], nil
}

// productByID finds a product by its global id; a token may show one that is not published.
func (r *Resolver) productByID(ctx context.Context, gid string) (*model.Product, error) {
	p, err := byID[model.Product](ctx, r, gid, "Product")
	if err != nil || p != nil {
		return p, err
	}
	return r.previewed(ctx, func(p *catalog.Product) bool { return model.GID("Product", p.ID) == gid })
}

// createPreview makes a token for a product.
func (r *Resolver) createPreview(ctx context.Context, gid string, expires *time.Time) (*model.FieldsPayload, error) {
	made, err := r.previews.Create(ctx, by(ctx), productID(gid), expires)
	return fieldsPayload(&model.FieldsPayload{Token: &made.Token, ExpiresAt: &made.ExpiresAt}, err)
}

// fieldsPayload shows what became of a mutation; beside faults, only what there is where somebody else was quicker.
func fieldsPayload(p *model.FieldsPayload, err error) (*model.FieldsPayload, error) {
	faults, wrong := userErrors("", err)
	if wrong != nil {
		return nil, wrong
	}
	if err != nil && !stale(err) {
		p = &model.FieldsPayload{}
	}
	p.UserErrors = faults
	return p, nil
}
