package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// refs finds things by their dialect type and number, one statement or two a type. It is how node, nodes, menu items and
// references of metafields reach what they name. What is not there, or not for this caller, is missing in the answer.
func (r *Resolver) refs(ctx context.Context, links []model.Link) (map[model.Link]any, error) {
	return r.refsOf(ctx, r.viewers(ctx), links)
}

// refsOf is refs for somebody's sight.
func (r *Resolver) refsOf(ctx context.Context, s sight, links []model.Link) (map[model.Link]any, error) {
	byKind := map[string][]int64{}
	for _, l := range links {
		byKind[l.Kind] = append(byKind[l.Kind], l.ID)
	}
	out := make(map[model.Link]any, len(links))
	for kind, ids := range byKind {
		find, ok := r.finders()[kind]
		if !ok {
			continue
		}
		found, err := find(ctx, s, ids)
		if err != nil {
			return nil, err
		}
		for id, thing := range found {
			out[model.Link{Kind: kind, ID: id}] = thing
		}
	}
	return out, nil
}

// ref finds one thing; nil when it is not there.
func (r *Resolver) ref(ctx context.Context, kind string, id int64) (any, error) {
	link := model.Link{Kind: kind, ID: id}
	found, err := r.refs(ctx, []model.Link{link})
	return found[link], err
}

type finder func(context.Context, sight, []int64) (map[int64]any, error)

// finders are the types that can be found by number.
func (r *Resolver) finders() map[string]finder {
	return map[string]finder{
		"Product":            r.findProducts,
		"ProductVariant":     r.findVariants,
		"ProductOption":      r.findOptions,
		"ProductOptionValue": r.findOptionValues,
		"Collection":         r.findCollections,
		"MediaImage":         r.findMedia,
		"Video":              r.findMedia,
		"ExternalVideo":      r.findMedia,
		"Model3d":            r.findMedia,
		"Page":               r.findPages,
		"Blog":               r.findBlogs,
		"Article":            r.findArticles,
		"Menu":               r.findMenus,
		"MenuItem":           r.findMenuItems,
		"Metaobject":         r.findMetaobjects,
		"Metafield":          r.findMetafields,
		"UrlRedirect":        r.findRedirects,
		"Location":           r.findLocations,
		"Market":             r.findMarkets,
		"Shop":               r.findShop,
		"ShopPolicy":         r.findPolicies,
	}
}

// idsOf gives numbers the type a room knows them by.
func idsOf[K ~int64](ids []int64) []K {
	out := make([]K, len(ids))
	for i, id := range ids {
		out[i] = K(id)
	}
	return out
}

// inOrder picks rows in the order of ids, leaving out what is missing.
func inOrder[K ~int64, T any](ids []int64, rows map[K]T) []T {
	out := make([]T, 0, len(rows))
	done := make(map[int64]bool, len(ids))
	for _, id := range ids {
		if row, ok := rows[K(id)]; ok && !done[id] {
			done[id] = true
			out = append(out, row)
		}
	}
	return out
}

func (r *Resolver) findProducts(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.goods.ProductsByIDs(ctx, idsOf[catalog.ProductID](ids))
	return keyed(model.NewProducts(inOrder(ids, rows), view(ctx)), func(p *model.Product) int64 { return int64(p.Row.ID) }, err)
}

func (r *Resolver) findVariants(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.goods.VariantsByIDs(ctx, idsOf[catalog.VariantID](ids))
	return keyed(model.NewVariants(inOrder(ids, rows), nil, view(ctx)), func(v *model.ProductVariant) int64 { return int64(v.Row.ID) }, err)
}

func (r *Resolver) findOptions(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	owners, err := s.goods.ProductsOfOptions(ctx, idsOf[catalog.OptionID](ids))
	if err != nil {
		return nil, err
	}
	products, err := r.productsOf(ctx, s, values(owners))
	out := map[int64]any{}
	for _, p := range products {
		for _, o := range p.Options(nil) {
			out[int64(o.Row.ID)] = o
		}
	}
	return out, err
}

func (r *Resolver) findOptionValues(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	owners, err := s.goods.ProductsOfValues(ctx, idsOf[catalog.ValueID](ids))
	if err != nil {
		return nil, err
	}
	products, err := r.productsOf(ctx, s, values(owners))
	out := map[int64]any{}
	for _, p := range products {
		for _, o := range p.Options(nil) {
			for _, v := range o.OptionValues() {
				out[int64(v.Row.ID)] = v
			}
		}
	}
	return out, err
}

// productsOf shows the products among the ids that are in sight.
func (r *Resolver) productsOf(ctx context.Context, s sight, ids []catalog.ProductID) ([]*model.Product, error) {
	rows, err := s.goods.ProductsByIDs(ctx, ids)
	return model.NewProducts(values(rows), view(ctx)), err
}

// keptProducts shows products among the ids whether they are sold or not.
func (r *Resolver) keptProducts(ctx context.Context, ids []catalog.ProductID) ([]*model.Product, error) {
	rows, err := r.catalog.KeptProducts(ctx, ids)
	return model.NewProducts(values(rows), view(ctx)), err
}

func (r *Resolver) findCollections(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.goods.CollectionsByIDs(ctx, idsOf[catalog.CollectionID](ids))
	return keyed(model.NewCollections(inOrder(ids, rows), view(ctx)), func(c *model.Collection) int64 { return int64(c.Row.ID) }, err)
}

func (r *Resolver) findMedia(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.goods.MediaByIDs(ctx, idsOf[catalog.MediaID](ids))
	out := map[int64]any{}
	for id, m := range rows {
		out[int64(id)] = model.NewMedia(m, view(ctx))
	}
	return out, err
}

func (r *Resolver) findPages(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.texts.PagesByIDs(ctx, ids)
	return keyed(model.NewPages(inOrder(ids, rows), view(ctx)), func(p *model.Page) int64 { return p.Row.ID }, err)
}

func (r *Resolver) findBlogs(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.texts.BlogsByIDs(ctx, ids)
	return keyed(model.NewBlogs(inOrder(ids, rows), view(ctx)), func(b *model.Blog) int64 { return b.Row.ID }, err)
}

func (r *Resolver) findArticles(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.texts.ArticlesByIDs(ctx, ids)
	return keyed(model.NewArticles(inOrder(ids, rows), view(ctx)), func(a *model.Article) int64 { return a.Row.ID }, err)
}

func (r *Resolver) findMenus(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	menus, err := s.texts.MenusByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	items, err := s.texts.MenuItemsOf(ctx, ids)
	out := map[int64]any{}
	for id, m := range menus {
		out[id] = model.NewMenu(m, items[id], view(ctx))
	}
	return out, err
}

// findMenuItems finds the items' menus first, since an item answers with what is below it.
func (r *Resolver) findMenuItems(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	menuOf, err := s.texts.MenusOfItems(ctx, ids)
	if err != nil {
		return nil, err
	}
	menus, err := r.findMenus(ctx, s, unique(values(menuOf)))
	out := map[int64]any{}
	for item, id := range menuOf {
		if menu, ok := menus[id].(*model.Menu); ok {
			out[item] = menu.Item(item)
		}
	}
	return out, err
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r *Resolver) findMetaobjects(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.texts.MetaobjectsByIDs(ctx, ids)
	return keyed(model.NewMetaobjects(inOrder(ids, rows), view(ctx)), func(m *model.Metaobject) int64 { return m.Row.ID }, err)
}

// findMetafields finds the owners too: a metafield is seen by whoever may see its owner.
func (r *Resolver) findMetafields(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.goods.MetafieldsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var owners []model.Link
	for _, m := range rows {
		owners = append(owners, model.Link{Kind: m.OwnerType, ID: m.OwnerID})
	}
	found, err := r.refsOf(ctx, s, owners)
	out := map[int64]any{}
	for id, m := range rows {
		if owner, ok := found[model.Link{Kind: m.OwnerType, ID: m.OwnerID}]; ok {
			out[id] = &model.Metafield{Row: m, View: view(ctx), Parent: owner}
		}
	}
	return out, err
}

func (r *Resolver) findRedirects(ctx context.Context, s sight, ids []int64) (map[int64]any, error) {
	rows, err := s.texts.RedirectsByIDs(ctx, ids)
	return keyed(model.NewRedirects(inOrder(ids, rows)), func(u *model.UrlRedirect) int64 { return u.Row.ID }, err)
}

func (r *Resolver) findLocations(ctx context.Context, _ sight, ids []int64) (map[int64]any, error) {
	rows, err := r.settings.Locations(ctx)
	return keyed(model.NewLocations(rows), func(l *model.Location) int64 { return l.Row.ID }, err)
}

func (r *Resolver) findMarkets(ctx context.Context, _ sight, _ []int64) (map[int64]any, error) {
	rows, err := r.settings.Markets(ctx)
	out := map[int64]any{}
	for i := range rows {
		out[rows[i].ID] = &model.Market{Row: &rows[i]}
	}
	return out, err
}

func (r *Resolver) findShop(ctx context.Context, _ sight, _ []int64) (map[int64]any, error) {
	s, err := r.shop(ctx)
	if err != nil {
		return nil, err
	}
	return map[int64]any{s.Row.ID: s}, nil
}

func (r *Resolver) findPolicies(ctx context.Context, _ sight, _ []int64) (map[int64]any, error) {
	rows, err := r.settings.Policies(ctx)
	out := map[int64]any{}
	for i := range rows {
		out[rows[i].ID] = &model.ShopPolicy{Row: &rows[i], View: view(ctx)}
	}
	return out, err
}

// values are a map's values, in any order.
func values[K comparable, V any](m map[K]V) []V {
	out := make([]V, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// link reads a global id as a link; a malformed one is a fault at the argument.
func link(argument, gid string) (model.Link, error) {
	kind, id, ok := model.ParseGID(gid)
	if !ok {
		return model.Link{}, malformed(argument, gid)
	}
	return model.Link{Kind: kind, ID: id}, nil
}

// nodes finds many things, in the order of their ids; nil where there is none.
func (r *Resolver) nodes(ctx context.Context, gids []string) ([]model.Node, error) {
	if len(gids) > page.Max {
		return nil, fault.Limitf("ids", "at most %d ids are looked up at once, got %d", page.Max, len(gids))
	}
	links := make([]model.Link, len(gids))
	secret := make([]any, len(gids))
	for i, gid := range gids {
		if thing, ok, err := r.cartThing(ctx, gid); ok || err != nil {
			if secret[i] = thing; err != nil {
				return nil, err
			}
			continue
		}
		l, err := link(fmt.Sprintf("ids.%d", i), gid)
		if err != nil {
			return nil, err
		}
		links[i] = l
	}
	found, err := r.refs(ctx, links)
	if err != nil {
		return nil, err
	}
	out := make([]model.Node, len(gids))
	for i, l := range links {
		thing := found[l]
		if l.Kind == "" {
			thing = secret[i]
		}
		out[i] = node(thing)
	}
	return out, nil
}

// node is a thing as a node; null for what is none.
func node(thing any) model.Node {
	n, ok := thing.(model.Node)
	if !ok {
		return nil
	}
	return n
}

// cartThing finds a cart or a line of one: they are known by more than a number. ok is false for everything else.
func (r *Resolver) cartThing(ctx context.Context, gid string) (thing any, ok bool, err error) {
	switch {
	case strings.HasPrefix(gid, cartPrefix):
		c, err := r.cart(ctx, gid)
		if c == nil {
			return nil, true, err
		}
		return c, true, err
	case strings.HasPrefix(gid, "gid://shopify/CartLine/"):
		line, err := r.cartLine(ctx, gid)
		return line, true, err
	}
	return nil, false, nil
}
