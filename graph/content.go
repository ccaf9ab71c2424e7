package graph

import (
	"context"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/content"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

func contentQuery(sort string, reverse *bool, args page.Args, match *string) content.Query {
	return content.Query{Sort: sort, Reverse: yes(reverse, false), Args: args, Match: or(match, "")}
}

func (r *Resolver) page(ctx context.Context, handle string) (*model.Page, error) {
	row, err := r.texts(ctx).FindPage(ctx, handle)
	if err != nil {
		return absent[model.Page](nil, err)
	}
	return model.NewPages([]content.Page{row}, view(ctx))[0], nil
}

func (r *Resolver) blog(ctx context.Context, handle string) (*model.Blog, error) {
	row, err := r.texts(ctx).FindBlog(ctx, handle)
	if err != nil {
		return absent[model.Blog](nil, err)
	}
	return model.NewBlogs([]content.Blog{row}, view(ctx))[0], nil
}

func (r *Resolver) articles(ctx context.Context, q content.Query) (*model.ArticleConnection, error) {
	rows, err := r.texts(ctx).Articles(ctx, q)
	return shown(rows, err, func(rows []content.Article) []*model.Article { return model.NewArticles(rows, view(ctx)) })
}

type articlesKey struct {
	sort, match string
	reverse     bool
	args        argsKey
}

// articlesOf shows a page of articles per blog of a group, all in one family.
func (r *Resolver) articlesOf(ctx context.Context, b *model.Blog, q content.Query) (*model.ArticleConnection, error) {
	found, err := model.Share(ctx, b.Kin, articlesKey{q.Sort, q.Match, q.Reverse, keyOf(q.Args)},
		func(ctx context.Context, ids []int64) (map[int64]*model.ArticleConnection, error) {
			pages, err := r.texts(ctx).ArticlesOf(ctx, ids, q)
			if err != nil {
				return nil, err
			}
			return families(pages, ids, func(rows []content.Article) []*model.Article { return model.NewArticles(rows, b.View) }), nil
		})
	return found[b.Row.ID], err
}

func (r *Resolver) articleOf(ctx context.Context, b *model.Blog, handle string) (*model.Article, error) {
	found, err := model.Share(ctx, b.Kin, "article "+handle, func(ctx context.Context, ids []int64) (map[int64]content.Article, error) {
		return r.texts(ctx).ArticlesByHandle(ctx, ids, handle)
	})
	row, ok := found[b.Row.ID]
	if err != nil || !ok {
		return nil, err
	}
	return model.NewArticles([]content.Article{row}, b.View)[0], nil
}

func (r *Resolver) authorsOf(ctx context.Context, b *model.Blog) ([]model.ArticleAuthor, error) {
	found, err := model.Share(ctx, b.Kin, "authors", r.content.AuthorsOf)
	authors := found[b.Row.ID]
	out := make([]model.ArticleAuthor, len(authors))
	for i, a := range authors {
		out[i] = model.NewAuthor(a)
	}
	return out, err
}

// blogOf is the blog of an article; those of all its siblings come together.
func (r *Resolver) blogOf(ctx context.Context, a *model.Article) (*model.Blog, error) {
	found, err := model.Share(ctx, a.Kin.Siblings, "blogs", func(ctx context.Context, _ []int64) (map[int64]*model.Blog, error) {
		rows, err := r.texts(ctx).BlogsByIDs(ctx, a.Kin.BlogIDs)
		out := map[int64]*model.Blog{}
		for _, b := range model.NewBlogs(values(rows), a.View) {
			out[b.Row.ID] = b
		}
		return out, err
	})
	return found[a.Row.BlogID], err
}

func (r *Resolver) menu(ctx context.Context, handle string) (*model.Menu, error) {
	row, items, err := r.texts(ctx).FindMenu(ctx, handle)
	if err != nil {
		return absent[model.Menu](nil, err)
	}
	return model.NewMenu(row, items, view(ctx)), nil
}

// resource is what a menu item leads to; those of all items of the menu come together.
func (r *Resolver) resource(ctx context.Context, i *model.MenuItem) (any, error) {
	if i.Row.ResourceID == 0 {
		return nil, nil
	}
	found, err := model.Share(ctx, i.Menu.Links.Siblings, "resources", r.refs)
	return found[model.Link{Kind: i.Row.ResourceType, ID: i.Row.ResourceID}], err
}

// menuURL is the address of what an item leads to, on the host that storefronts cut from it.
func (r *Resolver) menuURL(ctx context.Context, i *model.MenuItem) (*string, error) {
	v := i.Menu.View
	thing, err := r.resource(ctx, i)
	if err != nil {
		return nil, err
	}
	var path []string
	switch t := thing.(type) {
	case *model.Product:
		path = []string{"products", t.Row.Handle}
	case *model.Collection:
		path = []string{"collections", t.Row.Handle}
	case *model.Page:
		path = []string{"pages", t.Row.Handle}
	case *model.Blog:
		path = []string{"blogs", t.Row.Handle}
	case *model.Article:
		b, err := r.blogOf(ctx, t)
		if err != nil || b == nil {
			return nil, err
		}
		path = []string{"blogs", b.Row.Handle, t.Row.Handle}
	case *model.ShopPolicy:
		path = []string{"policies", t.Row.Handle}
	default:
		return plainURL(i.Row.Type, i.Row.URL, v), nil
	}
	u := v.ShopURL(path...)
	return &u, nil
}

// plainURL is the address of an item that leads to no resource: its own, or the place that its type names.
func plainURL(kind, address string, v *model.View) *string {
	if strings.HasPrefix(address, "/") {
		address = v.ShopURL() + address
	}
	if address == "" {
		places := map[string]string{"FRONTPAGE": "/", "CATALOG": "/collections/all", "COLLECTIONS": "/collections", "SEARCH": "/search", "CUSTOMER_ACCOUNT_PAGE": "/account"}
		place, ok := places[kind]
		if !ok {
			return nil
		}
		address = v.ShopURL() + place
	}
	return &address
}

// metaobjectOf finds an entry by id, or by type and handle.
func (r *Resolver) metaobjectOf(ctx context.Context, id *string, handle *model.MetaobjectHandleInput) (*model.Metaobject, error) {
	switch {
	case id != nil:
		return byID[model.Metaobject](ctx, r, *id, "Metaobject")
	case handle == nil:
		return nil, fault.Invalidf("handle", "give an id, or a type and a handle")
	}
	row, err := r.texts(ctx).FindMetaobject(ctx, handle.Type, handle.Handle)
	if err != nil {
		return absent[model.Metaobject](nil, err)
	}
	return &model.Metaobject{Row: &row, View: view(ctx)}, nil
}
