package graph

import (
	"context"
	"strconv"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// paging gathers the four paging arguments.
func paging(first *int, after *string, last *int, before *string) page.Args {
	return page.Args{First: first, After: after, Last: last, Before: before}
}

// or is what a nullable argument says, or its default: null and absent are the same to clients.
func or[T ~string](value *T, otherwise string) string {
	if value == nil {
		return otherwise
	}
	return string(*value)
}

func yes(b *bool, otherwise bool) bool {
	if b == nil {
		return otherwise
	}
	return *b
}

// absent turns a NotFound into null: an unknown handle is no error.
func absent[T any](thing *T, err error) (*T, error) {
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return thing, err
}

// byID finds the thing of a global id, nil where it is of another type or not there.
func byID[T any](ctx context.Context, r *Resolver, gid, kind string) (*T, error) {
	id, ok, err := parseID("id", gid, kind)
	if err != nil || !ok {
		return nil, err
	}
	found, err := r.ref(ctx, kind, id)
	if err != nil || found == nil {
		return nil, err
	}
	thing, _ := found.(*T)
	return thing, nil
}

// neither is the fault of a field that takes an id or a handle and got none.
func neither() error { return fault.Invalidf("handle", "give an id or a handle") }

func (r *Resolver) product(ctx context.Context, handle string) (*model.Product, error) {
	row, err := r.goods(ctx).FindProduct(ctx, handle)
	if fault.Is(err, fault.NotFound) {
		return r.previewed(ctx, func(p *catalog.Product) bool { return p.Handle == handle })
	}
	if err != nil {
		return absent[model.Product](nil, err)
	}
	return model.NewProducts([]catalog.Product{row}, view(ctx))[0], nil
}

func (r *Resolver) products(ctx context.Context, q catalog.ProductQuery) (*model.ProductConnection, error) {
	rows, err := r.catalog.Products(ctx, q)
	conn, err := shown(rows, err, func(rows []catalog.Product) []*model.Product { return model.NewProducts(rows, view(ctx)) })
	if err != nil {
		return nil, err
	}
	return &model.ProductConnection{Connection: conn, Filters: []model.Filter{}}, nil
}

type variantsKey struct {
	sort    string
	reverse bool
	args    argsKey
}

// argsKey is paging arguments as a comparable value.
type argsKey struct {
	first, last   int
	after, before string
}

func keyOf(a page.Args) argsKey {
	k := argsKey{first: -1, last: -1}
	if a.First != nil {
		k.first = *a.First
	}
	if a.Last != nil {
		k.last = *a.Last
	}
	if a.After != nil {
		k.after = *a.After
	}
	if a.Before != nil {
		k.before = *a.Before
	}
	return k
}

func (r *Resolver) variantsOf(ctx context.Context, p *model.Product, q catalog.SubQuery) (*model.ProductVariantConnection, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, variantsKey{q.Sort, q.Reverse, keyOf(q.Args)},
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]*model.ProductVariantConnection, error) {
			pages, err := r.catalog.VariantsOf(ctx, ids, q)
			if err != nil {
				return nil, err
			}
			return families(pages, ids, func(rows []catalog.Variant) []*model.ProductVariant {
				return model.NewVariants(rows, p.Kin.Products, p.View)
			}), nil
		})
	return found[p.Row.ID], err
}

type mediaKey struct {
	variantsKey
	images bool
}

func (r *Resolver) mediaOf(ctx context.Context, p *model.Product, q catalog.SubQuery, images bool) (page.Conn[catalog.Placed], error) {
	found, err := model.Share(ctx, p.Kin.Siblings, mediaKey{variantsKey{q.Sort, q.Reverse, keyOf(q.Args)}, images},
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]page.Conn[catalog.Placed], error) {
			return r.catalog.MediaOf(ctx, ids, q, images)
		})
	return found[p.Row.ID], err
}

// matrix is the product's grid of variants; siblings' grids come in the same statement.
func (r *Resolver) matrix(ctx context.Context, p *model.Product) (catalog.Matrix, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, "matrix",
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID]catalog.Matrix, error) {
			options := make(map[catalog.ProductID][]catalog.Option, len(ids))
			for _, id := range ids {
				options[id] = p.Kin.Products[id].Row.Options
			}
			return r.catalog.Matrices(ctx, options)
		})
	return found[p.Row.ID], err
}

type pickKey struct {
	field, selected string
	fold, ignore    bool
}

// picked are the variants that a picker's state leads to, for each product of the group: one statement for the grids,
// one for the rows.
func (r *Resolver) picked(ctx context.Context, p *model.Product, key pickKey, pick func(catalog.Matrix) []catalog.VariantID) ([]*model.ProductVariant, error) {
	found, err := model.Share(ctx, p.Kin.Siblings, key,
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.ProductID][]*model.ProductVariant, error) {
			var all []int64
			picks := make(map[catalog.ProductID][]catalog.VariantID, len(ids))
			for _, id := range ids {
				m, err := r.matrix(ctx, p.Kin.Products[id])
				if err != nil {
					return nil, err
				}
				picks[id] = pick(m)
				for _, v := range picks[id] {
					all = append(all, int64(v))
				}
			}
			return r.variantRows(ctx, p, picks, all)
		})
	return found[p.Row.ID], err
}

func (r *Resolver) variantRows(ctx context.Context, p *model.Product, picks map[catalog.ProductID][]catalog.VariantID, all []int64) (map[catalog.ProductID][]*model.ProductVariant, error) {
	rows, err := r.goods(ctx).VariantsByIDs(ctx, idsOf[catalog.VariantID](all))
	if err != nil {
		return nil, err
	}
	shown := map[catalog.VariantID]*model.ProductVariant{}
	for _, v := range model.NewVariants(inOrder(all, rows), p.Kin.Products, p.View) {
		shown[v.Row.ID] = v
	}
	out := make(map[catalog.ProductID][]*model.ProductVariant, len(picks))
	for id, variants := range picks {
		for _, v := range variants {
			if s, ok := shown[v]; ok {
				out[id] = append(out[id], s)
			}
		}
	}
	return out, nil
}

// firstVariant is the variant to show for an option's value; those of all values of all siblings come together.
func (r *Resolver) firstVariant(ctx context.Context, v *model.ProductOptionValue) (*model.ProductVariant, error) {
	if v.Row.First == 0 {
		return nil, nil
	}
	p := v.Product
	found, err := model.Share(ctx, p.Kin.Siblings, "firsts",
		func(ctx context.Context, ids []catalog.ProductID) (map[catalog.VariantID]*model.ProductVariant, error) {
			var all []int64
			for _, id := range ids {
				for _, o := range p.Kin.Products[id].Row.Options {
					for _, value := range o.Values {
						all = append(all, int64(value.First))
					}
				}
			}
			rows, err := r.goods(ctx).VariantsByIDs(ctx, idsOf[catalog.VariantID](all))
			out := map[catalog.VariantID]*model.ProductVariant{}
			for _, s := range model.NewVariants(inOrder(all, rows), p.Kin.Products, p.View) {
				out[s.Row.ID] = s
			}
			return out, err
		})
	return found[v.Row.First], err
}

// selections reads what a picker has chosen.
func selections(in []model.SelectedOptionInput) ([]catalog.Selection, string) {
	out := make([]catalog.Selection, len(in))
	var key strings.Builder
	for i, s := range in {
		out[i] = catalog.Selection{Name: s.Name, Value: s.Value}
		key.WriteString(strconv.Quote(s.Name) + strconv.Quote(s.Value))
	}
	return out, key.String()
}

// first is the first of a list, nil of an empty one.
func first[T any](items []*T, err error) (*T, error) {
	if err != nil || len(items) == 0 {
		return nil, err
	}
	return items[0], nil
}

// deref are the things themselves, as lists in the schema hold them.
func deref[T any](items []*T, err error) ([]T, error) {
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = *item
	}
	return out, err
}

// together are the products that people take with one.
func (r *Resolver) together(id catalog.ProductID) []catalog.ProductID {
	var out []catalog.ProductID
	for _, other := range r.carts.Together(int64(id)) {
		out = append(out, catalog.ProductID(other))
	}
	return out
}

// parent is the product of a variant; those of all its siblings come together.
func (r *Resolver) parent(ctx context.Context, v *model.ProductVariant) (*model.Product, error) {
	if v.Parent != nil {
		return v.Parent, nil
	}
	found, err := model.Share(ctx, v.Kin.Siblings, "parents", func(ctx context.Context, _ []catalog.VariantID) (map[catalog.ProductID]*model.Product, error) {
		ids := map[catalog.ProductID]bool{}
		for _, sibling := range v.Kin.Variants {
			ids[sibling.Row.ProductID] = true
		}
		all := make([]catalog.ProductID, 0, len(ids))
		for id := range ids {
			all = append(all, id)
		}
		var products []*model.Product
		var err error
		if v.Kin.Kept {
			products, err = r.keptProducts(ctx, all)
		} else {
			products, err = r.productsOf(ctx, r.viewers(ctx), all)
		}
		out := make(map[catalog.ProductID]*model.Product, len(products))
		for _, p := range products {
			out[p.Row.ID] = p
		}
		return out, err
	})
	return found[v.Row.ProductID], err
}

// recommendations are products to show beside one; null where that one is not there.
func (r *Resolver) recommendations(ctx context.Context, intent string, gid, handle *string) ([]model.Product, error) {
	var id catalog.ProductID
	switch {
	case gid != nil:
		n, ok, err := parseID("productId", *gid, "Product")
		if err != nil || !ok {
			return nil, err
		}
		id = catalog.ProductID(n)
	case handle != nil:
		row, err := r.catalog.FindProduct(ctx, *handle)
		if err != nil {
			_, err = absent[model.Product](nil, err)
			return nil, err
		}
		id = row.ID
	default:
		return nil, fault.Invalidf("productId", "give a productId or a productHandle")
	}
	rows, err := r.catalog.Recommend(ctx, id, catalog.Intent(intent), r.together(id))
	if err != nil || rows == nil {
		return nil, err
	}
	return deref(model.NewProducts(rows, view(ctx)), nil)
}
