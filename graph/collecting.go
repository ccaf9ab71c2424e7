package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/staff"
)

// collectionPayload shows a collection that was written; beside a conflict, as somebody else has left it.
func collectionPayload(ctx context.Context, argument string, c catalog.Collection, err error) (*model.CollectionPayload, error) {
	faults, wrong := userErrors(argument, err)
	if wrong != nil {
		return nil, wrong
	}
	p := &model.CollectionPayload{UserErrors: faults}
	if c.ID != 0 && (err == nil || fault.Is(err, fault.Conflict)) {
		p.Collection = model.NewCollections([]catalog.Collection{c}, view(ctx))[0]
	}
	return p, nil
}

func (r *Resolver) createCollection(ctx context.Context, in model.CollectionInput) (*model.CollectionPayload, error) {
	c, err := catalog.Collection{}, viewer(ctx).Need(staff.ProductsWrite)
	if err == nil && in.ID.Value() != nil {
		err = fault.Invalidf("id", "a new collection has no id yet; leave it out, or use collectionUpdate")
	}
	var change func(*catalog.CollectionDraft)
	if err == nil {
		change, err = r.collectionChange(ctx, in)
	}
	if err == nil {
		c, err = r.catalog.CreateCollection(ctx, by(ctx), change)
	}
	return collectionPayload(ctx, "input", c, imagePath(err))
}

func (r *Resolver) updateCollection(ctx context.Context, in model.CollectionInput, expected *int) (*model.CollectionPayload, error) {
	c, err := catalog.Collection{}, viewer(ctx).Need(staff.ProductsWrite)
	if err == nil && in.ID.Value() == nil {
		err = fault.Invalidf("id", "say which collection is to be changed")
	}
	var change func(*catalog.CollectionDraft)
	if err == nil {
		change, err = r.collectionChange(ctx, in)
	}
	if err == nil {
		id := catalog.CollectionID(numberOf("Collection", *in.ID.Value()))
		c, err = r.catalog.UpdateCollection(ctx, by(ctx), id, version(expected), change)
	}
	return collectionPayload(ctx, "input", c, imagePath(err))
}

func (r *Resolver) deleteCollection(ctx context.Context, gid string, expected *int) (*model.CollectionPayload, error) {
	err := viewer(ctx).Need(staff.ProductsWrite)
	if err == nil {
		_, err = r.catalog.DeleteCollection(ctx, by(ctx), catalog.CollectionID(numberOf("Collection", gid)), version(expected))
	}
	p, wrong := collectionPayload(ctx, "input", catalog.Collection{}, err)
	if wrong == nil && err == nil {
		p.DeletedCollectionID = &gid
	}
	return p, wrong
}

func (r *Resolver) addToCollection(ctx context.Context, gid string, products []string) (*model.CollectionPayload, error) {
	c, err := catalog.Collection{}, viewer(ctx).Need(staff.ProductsWrite)
	if err == nil {
		c, err = r.catalog.AddProducts(ctx, by(ctx), catalog.CollectionID(numberOf("Collection", gid)), productIDs(products))
	}
	return collectionPayload(ctx, "", c, err)
}

func (r *Resolver) removeFromCollection(ctx context.Context, gid string, products []string) (*model.CollectionPayload, error) {
	c, err := catalog.Collection{}, viewer(ctx).Need(staff.ProductsWrite)
	if err == nil {
		c, err = r.catalog.RemoveProducts(ctx, by(ctx), catalog.CollectionID(numberOf("Collection", gid)), productIDs(products))
	}
	return collectionPayload(ctx, "", c, err)
}

func (r *Resolver) reorderCollection(ctx context.Context, gid string, in []model.MoveInput) (*model.CollectionPayload, error) {
	c, err := catalog.Collection{}, viewer(ctx).Need(staff.ProductsWrite)
	moves := make([]catalog.Move, len(in))
	for i, m := range in {
		moves[i] = catalog.Move{ProductID: catalog.ProductID(numberOf("Product", m.ID)), To: int(min(m.NewPosition, math.MaxInt32))}
	}
	if err == nil {
		c, err = r.catalog.ReorderProducts(ctx, by(ctx), catalog.CollectionID(numberOf("Collection", gid)), moves)
	}
	return collectionPayload(ctx, "", c, err)
}

func productIDs(gids []string) []catalog.ProductID {
	ids := make([]catalog.ProductID, len(gids))
	for i, gid := range gids {
		ids[i] = catalog.ProductID(numberOf("Product", gid))
	}
	return ids
}

// imagePath names the field of the input where the room speaks of the source of a picture.
func imagePath(err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || len(f.Path) != 2 || f.Path[0] != "image" {
		return err
	}
	field := map[string]string{"source": "src", "alt": "altText"}[f.Path[1]]
	if field == "" {
		return err
	}
	out := *f
	out.Path = []string{"image", field}
	return &out
}

// collectionChange is what an input makes of a collection. It may be called more than once.
func (r *Resolver) collectionChange(ctx context.Context, in model.CollectionInput) (func(*catalog.CollectionDraft), error) {
	var image catalog.CollectionImage
	if given, ok := in.Image.ValueOK(); ok {
		var err error
		if image, err = r.collectionImage(ctx, given); err != nil {
			return nil, err
		}
	}
	ruleSet, ruled := in.RuleSet.ValueOK()
	rules, err := ruleSetOf(ruleSet, view(ctx).Currency)
	if err != nil {
		return nil, err
	}
	return func(d *catalog.CollectionDraft) {
		for _, t := range []struct {
			given interface{ ValueOK() (*string, bool) }
			into  *string
		}{{in.Title, &d.Title}, {in.Handle, &d.Handle}, {in.DescriptionHTML, &d.DescriptionHTML}} {
			if text, ok := t.given.ValueOK(); ok {
				*t.into = or(text, "")
			}
		}
		if seo, ok := in.SEO.ValueOK(); ok {
			d.SEO = seoChange(d.SEO, seo)
		}
		if order := in.SortOrder.Value(); order != nil {
			d.SortOrder = catalog.SortOrder(*order)
		}
		if at, ok := in.PublishedAt.ValueOK(); ok {
			d.PublishedAt = at
		}
		if ruled {
			d.Rules = rules
		}
		for _, m := range in.Metafields.Value() {
			d.Metafields = append(d.Metafields, catalog.MetafieldSpec{Namespace: or(m.Namespace.Value(), "custom"), Key: m.Key, Type: said(m.Type), Value: m.Value})
		}
		d.Image, d.Members, d.NoRedirect = image, productIDs(in.Products.Value()), !yes(in.RedirectNewHandle.Value(), true)
	}, nil
}

// seoChange lays what is given over what there is; null empties it.
func seoChange(seo catalog.SEO, in *model.SEOInput) catalog.SEO {
	if in == nil {
		return catalog.SEO{}
	}
	if text, ok := in.Title.ValueOK(); ok {
		seo.Title = or(text, "")
	}
	if text, ok := in.Description.ValueOK(); ok {
		seo.Description = or(text, "")
	}
	return seo
}

// collectionImage reads what becomes of a picture: an upload is looked up, another one fetched.
func (r *Resolver) collectionImage(ctx context.Context, in *model.ImageInput) (catalog.CollectionImage, error) {
	if in == nil {
		return catalog.CollectionImage{Gone: true}, nil
	}
	src := in.Src.Value()
	if src == nil {
		alt, ok := in.AltText.ValueOK()
		if !ok {
			return catalog.CollectionImage{}, nil
		}
		return catalog.CollectionImage{Alt: new(or(alt, ""))}, nil
	}
	kind := model.FileContentTypeImage
	specs, err := r.fileSpecs(ctx, []model.FileCreateInput{{Alt: in.AltText, ContentType: graphql.OmittableOf(&kind), OriginalSource: *src}})
	if err != nil {
		return catalog.CollectionImage{}, sourceFault(err, "image.src")
	}
	return catalog.CollectionImage{New: &specs[0]}, nil
}

// ruleSetOf reads rules; nil where there are none.
func ruleSetOf(in *model.CollectionRuleSetInput, c money.Currency) (*catalog.RuleSet, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // a collection without rules
	}
	out := &catalog.RuleSet{Any: in.AppliedDisjunctively}
	for i, given := range in.Rules.Value() {
		r := catalog.Rule{Column: catalog.RuleColumn(given.Column), Relation: catalog.RuleRelation(given.Relation),
			Namespace: said(given.Namespace), Key: said(given.Key), Option: said(given.Option)}
		condition := strings.TrimSpace(said(given.Condition))
		switch {
		case !r.Relation.Asks():
		case !r.Column.Number():
			r.Condition = condition
		default:
			var err error
			if r.Amount, err = ruleNumber(fmt.Sprintf("ruleSet.rules.%d.condition", i), r.Column, condition, c); err != nil {
				return nil, err
			}
		}
		out.Rules = append(out.Rules, r)
	}
	return out, nil
}

// ruleNumber reads the number of a condition, in the unit that the column is kept in.
func ruleNumber(path string, column catalog.RuleColumn, text string, c money.Currency) (int64, error) {
	switch column {
	case catalog.RuleStock:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0, fault.Invalidf(path, "a stock is a whole number, such as 10")
		}
		return n, nil
	case catalog.RuleWeight:
		kilograms, err := strconv.ParseFloat(text, 64)
		if err != nil || !(kilograms >= 0 && kilograms <= 2000) {
			return 0, fault.Invalidf(path, "a weight is a number of kilograms between 0 and 2000, such as 1.5")
		}
		return int64(math.Round(kilograms * 1e6)), nil
	}
	return amount(path, text, c)
}
