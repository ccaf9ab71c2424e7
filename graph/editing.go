package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/content"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/staff"
)

// editing carries out a mutation of content or settings, and shows what became of it: the thing that was written, or, where
// another version of it was expected, as it is.
func editing[T any](ctx context.Context, need staff.Permission, argument string, work func(act.By) (T, error), show func(T, *model.EditingPayload)) (*model.EditingPayload, error) {
	var out T
	err := viewer(ctx).Need(need)
	if err == nil {
		out, err = work(by(ctx))
	}
	faults, err := userErrors(inEditing(argument, err))
	if err != nil {
		return nil, err
	}
	p := &model.EditingPayload{UserErrors: faults}
	if len(faults) == 0 || faults[0].Code == model.StaffUserErrorCodeConflict && slices.Equal(faults[0].Field, []string{"expectedVersion"}) {
		show(out, p)
	}
	return p, nil
}

// editingNames are what inputs call things that the rooms call otherwise.
var editingNames = map[string]string{"bodyHtml": "body", "contentHtml": "body", "excerptHtml": "summary", "imageId": "image", "blog": "blogId", "resourceType": "resourceId"}

// inEditing gives a fault the names of the input, and tells below which argument it belongs: one at the id, or at the handle
// that names an entry, stands beside the input.
func inEditing(argument string, err error) (string, error) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || len(f.Path) == 0 {
		return argument, err
	}
	out := *f
	out.Path = slices.Clone(f.Path)
	for i, step := range out.Path {
		if name, other := editingNames[step]; other {
			out.Path[i] = name
		}
	}
	if out.Path[0] == "id" || out.Path[0] == "handle" && len(out.Path) == 2 {
		argument = ""
	}
	return argument, &out
}

// set writes what an input says; null empties, and what is left out stays.
func set(to *string, in graphql.Omittable[*string]) {
	if v, ok := in.ValueOK(); ok {
		*to = or(v, "")
	}
}

func setSEO(to *content.SEO, in graphql.Omittable[*model.SEOInput]) {
	v, ok := in.ValueOK()
	switch {
	case ok && v == nil:
		*to = content.SEO{}
	case ok:
		set(&to.Title, v.Title)
		set(&to.Description, v.Description)
	}
}

// publication is what an input says about when something shows.
func publication(visible graphql.Omittable[*bool], at graphql.Omittable[*time.Time]) content.Publication {
	return content.Publication{Visible: visible.Value(), At: at.Value()}
}

// silent reports whether an old address is to be forgotten.
func silent(redirect graphql.Omittable[*bool]) bool { return !yes(redirect.Value(), true) }

func (r *Resolver) createPage(ctx context.Context, in model.PageCreateInput) (*model.EditingPayload, error) {
	spec := content.PageSpec{Title: in.Title}
	set(&spec.Handle, in.Handle)
	set(&spec.BodyHTML, in.Body)
	setSEO(&spec.SEO, in.SEO)
	return editing(ctx, staff.ContentWrite, "page", func(by act.By) (content.Page, error) {
		return r.content.CreatePage(ctx, by, spec, publication(in.IsPublished, in.PublishDate))
	}, showPage(ctx))
}

func (r *Resolver) updatePage(ctx context.Context, gid string, in model.PageUpdateInput, expected *int) (*model.EditingPayload, error) {
	edit := content.Edit[content.PageSpec]{Expected: version(expected), Show: publication(in.IsPublished, in.PublishDate), Silent: silent(in.RedirectNewHandle),
		Change: func(spec *content.PageSpec) {
			set(&spec.Title, in.Title)
			set(&spec.Handle, in.Handle)
			set(&spec.BodyHTML, in.Body)
			setSEO(&spec.SEO, in.SEO)
		}}
	return editing(ctx, staff.ContentWrite, "page", func(by act.By) (content.Page, error) {
		return r.content.UpdatePage(ctx, by, numberOf("Page", gid), edit)
	}, showPage(ctx))
}

func showPage(ctx context.Context) func(content.Page, *model.EditingPayload) {
	return func(row content.Page, p *model.EditingPayload) {
		p.Page = model.NewPages([]content.Page{row}, view(ctx))[0]
	}
}

func (r *Resolver) createBlog(ctx context.Context, in model.BlogCreateInput) (*model.EditingPayload, error) {
	spec := content.BlogSpec{Title: in.Title}
	set(&spec.Handle, in.Handle)
	setSEO(&spec.SEO, in.SEO)
	return editing(ctx, staff.ContentWrite, "blog", func(by act.By) (content.Blog, error) { return r.content.CreateBlog(ctx, by, spec) }, showBlog(ctx))
}

func (r *Resolver) updateBlog(ctx context.Context, gid string, in model.BlogUpdateInput, expected *int) (*model.EditingPayload, error) {
	edit := content.Edit[content.BlogSpec]{Expected: version(expected), Silent: silent(in.RedirectNewHandle), Change: func(spec *content.BlogSpec) {
		set(&spec.Title, in.Title)
		set(&spec.Handle, in.Handle)
		setSEO(&spec.SEO, in.SEO)
	}}
	return editing(ctx, staff.ContentWrite, "blog", func(by act.By) (content.Blog, error) {
		return r.content.UpdateBlog(ctx, by, numberOf("Blog", gid), edit, silent(in.RedirectArticles))
	}, showBlog(ctx))
}

func showBlog(ctx context.Context) func(content.Blog, *model.EditingPayload) {
	return func(row content.Blog, p *model.EditingPayload) {
		p.Blog = model.NewBlogs([]content.Blog{row}, view(ctx))[0]
	}
}

func (r *Resolver) createRedirect(ctx context.Context, in model.URLRedirectInput) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "urlRedirect", func(by act.By) (content.Redirect, error) {
		return r.content.CreateRedirect(ctx, by, content.RedirectSpec{Path: in.Path, Target: in.Target})
	}, showRedirect)
}

func (r *Resolver) updateRedirect(ctx context.Context, gid string, in model.URLRedirectUpdateInput, expected *int) (*model.EditingPayload, error) {
	edit := content.Edit[content.RedirectSpec]{Expected: version(expected), Change: func(spec *content.RedirectSpec) {
		set(&spec.Path, in.Path)
		set(&spec.Target, in.Target)
	}}
	return editing(ctx, staff.ContentWrite, "urlRedirect", func(by act.By) (content.Redirect, error) {
		return r.content.UpdateRedirect(ctx, by, numberOf("UrlRedirect", gid), edit)
	}, showRedirect)
}

func showRedirect(row content.Redirect, p *model.EditingPayload) {
	p.URLRedirect = model.NewRedirects([]content.Redirect{row})[0]
}

func (r *Resolver) deleteRedirects(ctx context.Context, gids []string) (*model.EditingPayload, error) {
	ids := make([]int64, len(gids))
	for i, gid := range gids {
		ids[i] = numberOf("UrlRedirect", gid)
	}
	return editing(ctx, staff.ContentWrite, "", func(by act.By) (int, error) { return r.content.DeleteRedirects(ctx, by, ids) },
		func(_ int, p *model.EditingPayload) { p.DeletedURLRedirectIds = gids })
}

// deleting carries out a mutation that removes something, and tells the id where it is gone.
func deleting[T any](ctx context.Context, need staff.Permission, kind, gid string, expected *int, remove func(context.Context, act.By, int64, *int64) (T, error), tell func(*model.EditingPayload) **string) (*model.EditingPayload, error) {
	gone := false
	p, err := editing(ctx, need, "", func(by act.By) (T, error) {
		out, err := remove(ctx, by, numberOf(kind, gid), version(expected))
		gone = err == nil
		return out, err
	}, func(T, *model.EditingPayload) {})
	if gone && err == nil {
		*tell(p) = &gid
	}
	return p, err
}

func deletedID(p *model.EditingPayload) **string { return &p.DeletedID }

// menus pages over the menus; two statements in all.
func (r *Resolver) menus(ctx context.Context, reverse *bool, args page.Args) (*model.MenuConnection, error) {
	rows, err := r.content.Menus(ctx, contentQuery("ID", reverse, args, nil))
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(rows.Nodes))
	for i, m := range rows.Nodes {
		ids[i] = m.ID
	}
	items, err := r.content.MenuItemsOf(ctx, ids)
	return model.NewConnection(page.Map(rows, func(m content.Menu) *model.Menu { return model.NewMenu(m, items[m.ID], view(ctx)) })), err
}

func (r *Resolver) createMenu(ctx context.Context, title, handle string, items []model.MenuItemCreateInput) (*model.EditingPayload, error) {
	return r.writeMenu(ctx, newItems(items), func(by act.By, specs []content.MenuItemSpec) (content.MenuTree, error) {
		return r.content.CreateMenu(ctx, by, content.MenuSpec{Title: title, Handle: handle, Items: specs})
	})
}

func (r *Resolver) updateMenu(ctx context.Context, gid, title string, handle *string, items []model.MenuItemUpdateInput, expected *int) (*model.EditingPayload, error) {
	return r.writeMenu(ctx, items, func(by act.By, specs []content.MenuItemSpec) (content.MenuTree, error) {
		return r.content.UpdateMenu(ctx, by, numberOf("Menu", gid), content.Edit[content.MenuSpec]{Expected: version(expected), Change: func(m *content.MenuSpec) {
			m.Title, m.Handle, m.Items = title, or(handle, m.Handle), specs
		}})
	})
}

// newItems are items of a new menu as those of one that is changed, without ids.
func newItems(in []model.MenuItemCreateInput) []model.MenuItemUpdateInput {
	out := make([]model.MenuItemUpdateInput, len(in))
	for i, item := range in {
		out[i] = model.MenuItemUpdateInput{Items: graphql.OmittableOf(newItems(item.Items.Value())), ResourceID: item.ResourceID, Tags: item.Tags, Title: item.Title,
			Type: item.Type, URL: item.URL}
	}
	return out
}

func (r *Resolver) writeMenu(ctx context.Context, items []model.MenuItemUpdateInput, write func(act.By, []content.MenuItemSpec) (content.MenuTree, error)) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "", func(by act.By) (content.MenuTree, error) {
		specs, err := itemSpecs("items", items)
		if err == nil {
			err = r.leadSomewhere(ctx, specs)
		}
		if err != nil {
			return content.MenuTree{}, err
		}
		return write(by, specs)
	}, func(t content.MenuTree, p *model.EditingPayload) { p.Menu = model.NewMenu(t.Menu, t.Items, view(ctx)) })
}

// itemSpecs reads the items of a menu; faults are at the ids that are none.
func itemSpecs(path string, in []model.MenuItemUpdateInput) ([]content.MenuItemSpec, error) {
	var out []content.MenuItemSpec
	for i, item := range in {
		at := fmt.Sprintf("%s.%d", path, i)
		spec := content.MenuItemSpec{Title: item.Title, Type: string(item.Type), URL: said(item.URL), Tags: item.Tags.Value()}
		if gid := item.ResourceID.Value(); gid != nil {
			l, err := link(at+".resourceId", *gid)
			if err != nil {
				return nil, err
			}
			spec.ResourceType, spec.ResourceID = l.Kind, l.ID
		}
		if gid := item.ID.Value(); gid != nil {
			id, ok, err := parseID(at+".id", *gid, "MenuItem")
			if err != nil {
				return nil, err
			}
			if spec.ID = id; !ok {
				return nil, fault.Invalidf(at+".id", "an item of a menu is wanted; leave the id of a new one out")
			}
		}
		var err error
		if spec.Items, err = itemSpecs(at+".items", item.Items.Value()); err != nil {
			return nil, err
		}
		out = append(out, spec)
	}
	return out, nil
}

// leadSomewhere refuses items that lead to something of other rooms than that of content which is not there; one statement for
// each of the types.
func (r *Resolver) leadSomewhere(ctx context.Context, items []content.MenuItemSpec) error {
	wanted := map[string][]int64{}
	if err := content.EachItem(items, func(_ string, i content.MenuItemSpec) error {
		wanted[i.ResourceType] = append(wanted[i.ResourceType], i.ResourceID)
		return nil
	}); err != nil {
		return err
	}
	there := map[string]map[int64]bool{}
	for kind, present := range map[string]func(context.Context, []int64) (map[int64]bool, error){
		"Product": r.catalog.PresentProducts, "Collection": r.catalog.PresentCollections, "ShopPolicy": r.presentPolicies,
	} {
		if len(wanted[kind]) == 0 {
			continue
		}
		var err error
		if there[kind], err = present(ctx, wanted[kind]); err != nil {
			return err
		}
	}
	return content.EachItem(items, func(path string, i content.MenuItemSpec) error {
		if found, looked := there[i.ResourceType]; looked && !found[i.ResourceID] {
			return fault.NotFoundf(path+".resourceId", "there is no such %s to lead to", i.ResourceType)
		}
		return nil
	})
}

func (r *Resolver) presentPolicies(ctx context.Context, _ []int64) (map[int64]bool, error) {
	rows, err := r.settings.Policies(ctx)
	out := map[int64]bool{}
	for _, p := range rows {
		out[p.ID] = true
	}
	return out, err
}

// splitName parts a whole name before its last word.
func splitName(name string) (first, last string) {
	name = strings.TrimSpace(name)
	if i := strings.LastIndex(name, " "); i >= 0 {
		return strings.TrimSpace(name[:i]), name[i+1:]
	}
	return name, ""
}
