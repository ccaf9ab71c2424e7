package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/fault"
	"cartwright/internal/staff"
)

// tagging adds tags to those of a thing, or takes them away.
type tagging struct {
	action string // as the audit log calls it for products
	tags   []string
	takes  bool
	at     map[int]int // where a tag of the thing stands in tags, for faults
}

// change is what becomes of the tags of a thing. It may be asked again, when the database asks for another try.
func (t *tagging) change(are []string) []string {
	if t.takes {
		return slices.DeleteFunc(slices.Clone(are), func(tag string) bool {
			return slices.ContainsFunc(t.tags, func(gone string) bool { return strings.EqualFold(strings.TrimSpace(gone), tag) })
		})
	}
	out := slices.Clone(are)
	t.at = map[int]int{}
	for i, tag := range t.tags {
		if !slices.Contains(out, tag) {
			t.at[len(out)] = i
			out = append(out, tag)
		}
	}
	return out
}

// placed is a fault about a tag at its place in the argument.
func (t *tagging) placed(err error) error {
	f, is := faultOf(err)
	if !is || len(f.Path) != 2 || f.Path[0] != "tags" {
		return err
	}
	n, scanErr := strconv.Atoi(f.Path[1])
	i, ours := t.at[n]
	if scanErr != nil {
		return err
	}
	if !ours { // it stood there before
		return f.To("id")
	}
	return f.To("tags", fmt.Sprint(i))
}

// tag changes the tags of a product, an article or a customer, for whoever may write it.
func (r *Resolver) tag(ctx context.Context, gid string, t tagging) (*model.CataloguePayload, error) {
	kind, _, _ := model.ParseGID(gid)
	if denied, is := mayNotWrite(ctx, kind); is {
		return cataloguePayload("", nil, denied.At("id"))
	}
	p := &model.CataloguePayload{}
	var err error
	switch kind {
	case catalog.OwnerProduct:
		p, err = r.tagProduct(ctx, gid, &t)
	case catalog.OwnerArticle:
		p.Node, err = r.tagArticle(ctx, gid, &t)
	case catalog.OwnerCustomer:
		p.Customer, err = r.tagCustomer(ctx, gid, &t)
	default:
		err = fault.NotFoundf("id", "products, articles and customers have tags; there is no such thing")
	}
	return cataloguePayload("", p, t.placed(err))
}

func (r *Resolver) tagProduct(ctx context.Context, gid string, t *tagging) (*model.CataloguePayload, error) {
	out, err := r.catalog.EditProduct(ctx, by(ctx), productID(gid), catalog.Edit{Action: t.action, Change: func(s *catalog.Spec) error {
		s.Tags = t.change(s.Tags)
		return nil
	}})
	p := &model.CataloguePayload{}
	if out.Product.ID != 0 {
		p.Node = model.NewProducts([]catalog.Product{out.Product}, view(ctx))[0]
	}
	return p, err
}

func (r *Resolver) tagArticle(ctx context.Context, gid string, t *tagging) (model.Node, error) {
	edit := content.Edit[content.ArticleEntry]{Change: func(e *content.ArticleEntry) { e.Tags = t.change(e.Tags) }}
	row, err := r.content.UpdateArticle(ctx, by(ctx), numberOf("Article", gid), edit)
	if err != nil {
		return nil, err
	}
	return model.NewArticles([]content.Article{row}, view(ctx))[0], nil
}

func (r *Resolver) tagCustomer(ctx context.Context, gid string, t *tagging) (*model.Customer, error) {
	if _, err := r.people.Keep(ctx, by(ctx), customerID(gid), account.Keeping{Tags: t.change}, nil); err != nil || !viewer(ctx).May(staff.CustomersRead) {
		return nil, err
	}
	return r.customerNow(ctx, customerID(gid))
}
