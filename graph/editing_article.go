package graph

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/fault"
	"cartwright/internal/media"
	"cartwright/internal/staff"
)

func (r *Resolver) createArticle(ctx context.Context, in model.ArticleCreateInput) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "article", func(by act.By) (content.Article, error) {
		entry := content.ArticleEntry{BlogID: numberOf("Blog", in.BlogID)}
		entry.Title, entry.Tags = in.Title, in.Tags.Value()
		set(&entry.Handle, in.Handle)
		set(&entry.ContentHTML, in.Body)
		set(&entry.ExcerptHTML, in.Summary)
		setSEO(&entry.SEO, in.SEO)
		if err := setAuthor(&entry.Author, in.Author); err != nil {
			return content.Article{}, err
		}
		image, err := r.pictureOf(ctx, in.Image)
		if err != nil {
			return content.Article{}, err
		}
		entry.ImageID = image
		return r.content.CreateArticle(ctx, by, entry, publication(in.IsPublished, in.PublishDate))
	}, showArticle(ctx))
}

func (r *Resolver) updateArticle(ctx context.Context, gid string, in model.ArticleUpdateInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "article", func(by act.By) (content.Article, error) {
		image, err := r.pictureOf(ctx, in.Image)
		if err != nil {
			return content.Article{}, err
		}
		author := in.Author.Value()
		if author != nil {
			if err := setAuthor(&content.Author{}, *author); err != nil {
				return content.Article{}, err
			}
		}
		edit := content.Edit[content.ArticleEntry]{Expected: version(expected), Show: publication(in.IsPublished, in.PublishDate), Silent: silent(in.RedirectNewHandle)}
		edit.Change = func(entry *content.ArticleEntry) {
			if blog := in.BlogID.Value(); blog != nil {
				entry.BlogID = numberOf("Blog", *blog)
			}
			set(&entry.Title, in.Title)
			set(&entry.Handle, in.Handle)
			set(&entry.ContentHTML, in.Body)
			set(&entry.ExcerptHTML, in.Summary)
			setSEO(&entry.SEO, in.SEO)
			if tags, ok := in.Tags.ValueOK(); ok {
				entry.Tags = tags
			}
			if _, ok := in.Image.ValueOK(); ok {
				entry.ImageID = image
			}
			if author != nil {
				_ = setAuthor(&entry.Author, *author) // it was tried above
			}
		}
		return r.content.UpdateArticle(ctx, by, numberOf("Article", gid), edit)
	}, showArticle(ctx))
}

func showArticle(ctx context.Context) func(content.Article, *model.EditingPayload) {
	return func(row content.Article, p *model.EditingPayload) {
		p.Article = model.NewArticles([]content.Article{row}, view(ctx))[0]
	}
}

// setAuthor writes what an input says of an author: a whole name, or its parts.
func setAuthor(to *content.Author, in model.AuthorInput) error {
	if name := in.Name.Value(); name != nil {
		if in.FirstName.Value() != nil || in.LastName.Value() != nil {
			return fault.Invalidf("author.name", "a name is given whole, or as first and last name")
		}
		to.FirstName, to.LastName = splitName(*name)
	}
	set(&to.FirstName, in.FirstName)
	set(&to.LastName, in.LastName)
	set(&to.Email, in.Email)
	set(&to.Bio, in.Bio)
	return nil
}

// pictureOf is the picture that an input names by its id or its address; 0 where it names none.
func (r *Resolver) pictureOf(ctx context.Context, in graphql.Omittable[*model.ArticleImageInput]) (int64, error) {
	v := in.Value()
	if v == nil {
		return 0, nil
	}
	id, address := v.ID.Value(), v.URL.Value()
	if (id == nil) == (address == nil) {
		return 0, fault.Invalidf("image", "a picture is named by its id or by its address")
	}
	if id != nil {
		return r.picture(ctx, "image.id", *id)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(*address, view(ctx).Origin), "?")
	name, ours := strings.CutPrefix(path, media.Path(""))
	if ours && name != "" && len(name) <= 100 {
		found, err := r.catalog.PictureNamed(ctx, name)
		if err != nil || found != 0 {
			return int64(found), err
		}
	}
	return 0, fault.NotFoundf("image.url", "the shop has no picture of this address; upload it first")
}

// picture is the number of a picture that is there.
func (r *Resolver) picture(ctx context.Context, path, gid string) (int64, error) {
	l, err := link(path, gid)
	if err != nil {
		return 0, err
	}
	found, err := r.catalog.MediaByIDs(ctx, []catalog.MediaID{catalog.MediaID(l.ID)})
	if err != nil {
		return 0, err
	}
	if m := found[catalog.MediaID(l.ID)]; l.Kind != "MediaImage" && l.Kind != "ImageSource" || m.Kind != catalog.Image {
		return 0, fault.NotFoundf(path, "there is no such picture")
	}
	return l.ID, nil
}
