package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// besides are the arguments that stand beside the input of a mutation of products, by the first step of a fault's path.
var besides = []string{"media", "identifier", "productId", "optionValuesToAdd", "optionValuesToUpdate", "optionValuesToDelete"}

// inVariants are the input fields of what the room knows of a variant by other names.
var inVariants = map[string]string{"sku": "inventoryItem.sku", "cost": "inventoryItem.cost", "weight": "inventoryItem.measurement.weight",
	"options": "optionValues", "stock": "inventoryQuantities", "image": "mediaId"}

// catalogueFault puts a fault of the catalogue at the input field that it is about.
func catalogueFault(argument string, err error) (string, error) {
	var f *fault.Fault
	if !errors.As(err, &f) || len(f.Path) == 0 {
		return argument, err
	}
	g := *f
	g.Path = slices.Clone(f.Path)
	if g.Path[0] == "variants" && len(g.Path) > 2 {
		if name, other := inVariants[g.Path[2]]; other {
			g.Path = slices.Concat(g.Path[:2], strings.Split(name, "."), g.Path[3:])
		}
	}
	if last := len(g.Path) - 1; g.Path[0] == "media" && g.Path[last] == "source" {
		g.Path[last] = "originalSource"
	}
	if slices.Contains(besides, g.Path[0]) {
		argument = ""
	}
	return argument, &g
}

// cataloguePayload shows what became of a mutation of the catalogue.
func cataloguePayload(argument string, p *model.CataloguePayload, err error) (*model.CataloguePayload, error) {
	faults, wrong := userErrors(catalogueFault(argument, err))
	switch {
	case wrong != nil:
		return nil, wrong
	case len(faults) > 0 && !fault.Is(err, fault.Conflict):
		p = &model.CataloguePayload{}
	}
	p.UserErrors = faults
	return p, nil
}

// productPayload shows a product that was written, or is there beside a conflict.
func productPayload(ctx context.Context, argument string, out catalog.Edited, err error) (*model.CataloguePayload, error) {
	p := &model.CataloguePayload{}
	if out.Product.ID != 0 {
		p.Product = model.NewProducts([]catalog.Product{out.Product}, view(ctx))[0]
	}
	return cataloguePayload(argument, p, err)
}

// under names the argument that a product's id stands in, where the room calls it id.
func under(argument string, err error) error { return renamed("id", argument, err) }

// renamed is a fault at the argument that stands for what the room calls by another name.
func renamed(name, argument string, err error) error {
	var f *fault.Fault
	if errors.As(err, &f) && len(f.Path) == 1 && f.Path[0] == name {
		return f.To(argument)
	}
	return err
}

func productID(gid string) catalog.ProductID { return catalog.ProductID(numberOf("Product", gid)) }

// editProduct changes a product by its id, which stands in the argument productId.
func (r *Resolver) editProduct(ctx context.Context, action, gid string, expected *int, change func(*catalog.Spec) error) (catalog.Edited, error) {
	out, err := r.catalog.EditProduct(ctx, by(ctx), productID(gid), catalog.Edit{Action: action, Expected: version(expected), Change: change})
	return out, under("productId", err)
}

func (r *Resolver) createProduct(ctx context.Context, in model.ProductCreateInput, media []model.CreateMediaInput) (*model.CataloguePayload, error) {
	files, err := r.mediaSpecs(ctx, media)
	if err != nil {
		return cataloguePayload("product", nil, err)
	}
	spec := catalog.Spec{Title: in.Title, Handle: said(in.Handle), DescriptionHTML: said(in.DescriptionHTML), Vendor: said(in.Vendor), ProductType: said(in.ProductType),
		Category: said(in.Category), Tags: in.Tags.Value(), Status: catalog.Active, GiftCard: yes(in.GiftCard.Value(), false), PublishedAt: in.PublishedAt.Value(),
		Options: newOptions("productOptions", in.ProductOptions.Value()), Media: files, Joins: collectionIDs(in.CollectionsToJoin.Value())}
	if s := in.Status.Value(); s != nil {
		spec.Status = catalog.Status(*s)
	}
	catalogueSEO(&spec.SEO, in.SEO.Value())
	if spec.Metafields, err = layFields("metafields", nil, in.Metafields.Value(), false); err != nil {
		return cataloguePayload("product", nil, err)
	}
	first := catalog.VariantSpec{Taxable: true, RequiresShipping: !spec.GiftCard, Image: -1}
	for i, o := range spec.Options {
		if len(o.Values) == 0 {
			return cataloguePayload("product", nil, fault.Invalidf(fmt.Sprintf("productOptions.%d.values", i), "an option needs a value"))
		}
		first.Options = append(first.Options, o.Values[0].Name)
	}
	spec.Variants = []catalog.VariantSpec{first}
	out, err := r.catalog.CreateProduct(ctx, by(ctx), spec)
	return productPayload(ctx, "product", out, err)
}

func (r *Resolver) updateProduct(ctx context.Context, in model.ProductUpdateInput, media []model.CreateMediaInput, expected *int) (*model.CataloguePayload, error) {
	files, err := r.mediaSpecs(ctx, media)
	if err != nil {
		return cataloguePayload("product", nil, err)
	}
	out, err := r.catalog.EditProduct(ctx, by(ctx), productID(in.ID), catalog.Edit{Action: "product.update", Expected: version(expected), Change: func(s *catalog.Spec) (err error) {
		for _, t := range []struct {
			to   *string
			from omittableText
		}{{&s.Title, in.Title}, {&s.Handle, in.Handle}, {&s.DescriptionHTML, in.DescriptionHTML}, {&s.Vendor, in.Vendor}, {&s.ProductType, in.ProductType}, {&s.Category, in.Category}} {
			setText(t.to, t.from)
		}
		if tags, ok := in.Tags.ValueOK(); ok {
			s.Tags = tags
		}
		if status := in.Status.Value(); status != nil {
			s.Status = catalog.Status(*status)
		}
		if at, ok := in.PublishedAt.ValueOK(); ok {
			s.PublishedAt = at
		}
		s.GiftCard = yes(in.GiftCard.Value(), s.GiftCard)
		if seo, ok := in.SEO.ValueOK(); ok {
			catalogueSEO(&s.SEO, seo)
		}
		s.Media = append(s.Media, files...)
		s.Joins, s.Leaves = collectionIDs(in.CollectionsToJoin.Value()), collectionIDs(in.CollectionsToLeave.Value())
		s.Metafields, err = layFields("metafields", s.Metafields, in.Metafields.Value(), false)
		return err
	}})
	return productPayload(ctx, "product", out, err)
}

// newOptions declares options that are new.
func newOptions(path string, inputs []model.OptionCreateInput) []catalog.OptionSpec {
	var out []catalog.OptionSpec
	for i, in := range inputs {
		o := catalog.OptionSpec{Name: in.Name, At: fmt.Sprintf("%s.%d", path, i)}
		for n, v := range in.Values {
			o.Values = append(o.Values, catalog.OptionValueSpec{Name: v.Name, SwatchColor: said(v.Swatch), At: fmt.Sprintf("%s.values.%d", o.At, n)})
		}
		out = append(out, o)
	}
	return out
}

// setText sets what an input says; null empties, what is left out stays.
func setText(to *string, from omittableText) {
	if text, ok := from.ValueOK(); ok {
		*to = ""
		if text != nil {
			*to = *text
		}
	}
}

// catalogueSEO sets what search engines are told; null empties all of it.
func catalogueSEO(to *catalog.SEO, in *model.SEOInput) {
	if in == nil {
		*to = catalog.SEO{}
		return
	}
	setText(&to.Title, in.Title)
	setText(&to.Description, in.Description)
}

func collectionIDs(gids []string) []catalog.CollectionID {
	out := make([]catalog.CollectionID, len(gids))
	for i, gid := range gids {
		out[i] = catalog.CollectionID(numberOf("Collection", gid))
	}
	return out
}

// defaultNamespace is the group of metafields that name none.
const defaultNamespace = "custom"

// layFields lays metafields of an input over those that are there; alone says that these are all there are to be.
func layFields(path string, there []catalog.MetafieldSpec, inputs []model.MetafieldInput, alone bool) ([]catalog.MetafieldSpec, error) {
	out := slices.Clone(there)
	if alone {
		out = []catalog.MetafieldSpec{}
	}
	for i, in := range inputs {
		f := catalog.MetafieldSpec{Namespace: or(in.Namespace.Value(), defaultNamespace), Key: in.Key, Type: said(in.Type), Value: in.Value, At: fmt.Sprintf("%s.%d", path, i)}
		same := func(o catalog.MetafieldSpec) bool { return o.Namespace == f.Namespace && o.Key == f.Key && o.At == "" }
		if n := slices.IndexFunc(there, same); n >= 0 && f.Type == "" {
			f.Type, f.Description = there[n].Type, there[n].Description
		}
		if err := checkField(f); err != nil {
			return nil, err
		}
		if n := slices.IndexFunc(out, same); n >= 0 {
			out[n] = f
		} else {
			out = append(out, f)
		}
	}
	return out, nil
}

func (r *Resolver) deleteProduct(ctx context.Context, in model.ProductDeleteInput, expected *int) (*model.CataloguePayload, error) {
	out, err := r.catalog.RemoveProduct(ctx, by(ctx), productID(in.ID), version(expected))
	if err != nil {
		return productPayload(ctx, "input", out, err)
	}
	return cataloguePayload("input", &model.CataloguePayload{DeletedProductID: &in.ID}, nil)
}

func (r *Resolver) duplicateProduct(ctx context.Context, gid, title string, status *model.ProductStatus, images bool) (*model.CataloguePayload, error) {
	out, err := r.catalog.DuplicateProduct(ctx, by(ctx), productID(gid), func(s *catalog.Spec) error {
		s.Title = title
		if status != nil {
			s.Status = catalog.Status(*status)
		}
		if !images {
			s.Media = []catalog.MediaSpec{}
			for i := range s.Variants {
				s.Variants[i].Image = -1
			}
		}
		return nil
	})
	p, err := productPayload(ctx, "", out, renamed("title", "newTitle", err))
	if p != nil {
		p.NewProduct, p.Product = p.Product, nil
	}
	return p, err
}

func (r *Resolver) changeStatus(ctx context.Context, gid string, status model.ProductStatus, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.changeStatus", gid, expected, func(s *catalog.Spec) error {
		s.Status = catalog.Status(status)
		return nil
	})
	return productPayload(ctx, "", out, err)
}

// publishProduct sets from when on shoppers see a product; nil hides it.
func (r *Resolver) publishProduct(ctx context.Context, action, gid string, at *time.Time, expected *int) (*model.CataloguePayload, error) {
	out, err := r.catalog.EditProduct(ctx, by(ctx), productID(gid), catalog.Edit{Action: action, Expected: version(expected), Change: func(s *catalog.Spec) error {
		s.PublishedAt = at
		return nil
	}})
	return productPayload(ctx, "input", out, err)
}

// publishedFrom is the time that a product is published at: the one that is given, or since when it was, or now.
func publishedFrom(at *time.Time) *time.Time {
	if at == nil {
		return new(time.Time{})
	}
	return at
}
