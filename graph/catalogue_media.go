package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// mediaID is the number of a picture, a video or a model.
func mediaID(gid string) catalog.MediaID {
	kind, n, _ := model.ParseGID(gid)
	if !slices.Contains([]string{"MediaImage", "Video", "ExternalVideo", "Model3d"}, kind) {
		return 0
	}
	return catalog.MediaID(n)
}

// mediumOf is the place of a medium among those of a product.
func mediumOf(s *catalog.Spec, path, gid string) (int, error) {
	id := mediaID(gid)
	for i, m := range s.Media {
		if m.ID == id && id != 0 {
			return i, nil
		}
	}
	return 0, fault.NotFoundf(path, "the product has no such medium")
}

// mediaPayload shows a product with those of its media that the act was about.
func mediaPayload(ctx context.Context, out catalog.Edited, err error) (*model.CataloguePayload, error) {
	p, err := productPayload(ctx, "", out, err)
	if p != nil && len(p.UserErrors) == 0 {
		p.Media = []model.Media{}
		for _, i := range out.Named {
			if i < len(out.Media) {
				p.Media = append(p.Media, model.NewMedia(out.Media[i].Media, view(ctx)))
			}
		}
	}
	return p, err
}

func (r *Resolver) createMedia(ctx context.Context, gid string, inputs []model.CreateMediaInput, expected *int) (*model.CataloguePayload, error) {
	files, err := r.mediaSpecs(ctx, inputs)
	if err != nil {
		return cataloguePayload("", nil, err)
	}
	out, err := r.editProduct(ctx, "product.createMedia", gid, expected, func(s *catalog.Spec) error {
		for i := range files {
			s.Named = append(s.Named, len(s.Media)+i)
		}
		s.Media = append(s.Media, files...)
		return nil
	})
	return mediaPayload(ctx, out, err)
}

func (r *Resolver) updateMedia(ctx context.Context, gid string, inputs []model.UpdateMediaInput, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.updateMedia", gid, expected, func(s *catalog.Spec) error {
		for n, in := range inputs {
			i, err := mediumOf(s, fmt.Sprintf("media.%d.id", n), in.ID)
			if err != nil {
				return err
			}
			setText(&s.Media[i].Alt, in.Alt)
			s.Media[i].At = fmt.Sprintf("media.%d", n)
			s.Named = append(s.Named, i)
		}
		return nil
	})
	return mediaPayload(ctx, out, err)
}

func (r *Resolver) deleteMedia(ctx context.Context, gid string, gids []string, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.deleteMedia", gid, expected, func(s *catalog.Spec) error {
		for n, gid := range gids {
			i, err := mediumOf(s, fmt.Sprintf("mediaIds.%d", n), gid)
			if err != nil {
				return err
			}
			takeMedium(s, i)
		}
		return nil
	})
	p, err := productPayload(ctx, "", out, err)
	if p != nil && len(p.UserErrors) == 0 {
		p.DeletedMediaIds = gids
	}
	return p, err
}

// takeMedium takes a medium off a product and off its variants.
func takeMedium(s *catalog.Spec, i int) {
	s.Media = slices.Delete(s.Media, i, i+1)
	for n := range s.Variants {
		switch at := &s.Variants[n].Image; {
		case *at == i:
			*at = -1
		case *at > i:
			*at--
		}
	}
}

func (r *Resolver) reorderMedia(ctx context.Context, gid string, moves []model.MoveInput, expected *int) (*model.CataloguePayload, error) {
	out, err := r.catalog.EditProduct(ctx, by(ctx), productID(gid), catalog.Edit{Action: "product.reorderMedia", Expected: version(expected), Change: func(s *catalog.Spec) error {
		for n, m := range moves {
			i, err := mediumOf(s, fmt.Sprintf("moves.%d.id", n), m.ID)
			if err != nil {
				return err
			}
			moveMedium(s, i, int(min(m.NewPosition, uint64(len(s.Media)-1))))
		}
		return nil
	}})
	return productPayload(ctx, "", out, err)
}

// moveMedium moves a medium; the variants that show it go on showing it.
func moveMedium(s *catalog.Spec, from, to int) {
	shown := make([]catalog.MediaID, len(s.Variants))
	for n, v := range s.Variants {
		if v.Image >= 0 {
			shown[n] = s.Media[v.Image].ID
		}
	}
	m := s.Media[from]
	s.Media = slices.Insert(slices.Delete(s.Media, from, from+1), to, m)
	for n := range s.Variants {
		if shown[n] != 0 {
			s.Variants[n].Image = slices.IndexFunc(s.Media, func(m catalog.MediaSpec) bool { return m.ID == shown[n] })
		}
	}
}

// mediaSpecs declares new media by their sources: uploads are looked up, other pictures fetched.
func (r *Resolver) mediaSpecs(ctx context.Context, inputs []model.CreateMediaInput) ([]catalog.MediaSpec, error) {
	if len(inputs) == 0 {
		return nil, nil
	}
	files := make([]model.FileCreateInput, len(inputs))
	for i, in := range inputs {
		kind := model.FileContentType(in.MediaContentType)
		files[i] = model.FileCreateInput{Alt: in.Alt, ContentType: graphql.OmittableOf(&kind), OriginalSource: in.OriginalSource}
	}
	specs, err := r.fileSpecs(ctx, files)
	var f *fault.Fault
	if errors.As(err, &f) {
		return nil, f.At("media")
	}
	for i := range specs {
		specs[i].At = fmt.Sprintf("media.%d", i)
	}
	return specs, err
}
