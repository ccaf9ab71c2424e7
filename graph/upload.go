package graph

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/media"
	"cartwright/internal/staff"
	"cartwright/internal/upload"
)

// filePayload shows what became of a mutation of files. Beside a conflict stands what there is now.
func filePayload(argument string, p *model.FilePayload, err error) (*model.FilePayload, error) {
	faults, other := userErrors(argument, err)
	switch {
	case other != nil:
		return nil, other
	case p == nil || len(faults) > 0 && !fault.Is(err, fault.Conflict):
		return &model.FilePayload{UserErrors: faults}, nil
	}
	p.UserErrors = faults
	return p, nil
}

func (r *Resolver) stageUploads(ctx context.Context, input []model.StagedUploadInput) (*model.FilePayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return filePayload("", nil, err)
	}
	specs := make([]upload.Spec, len(input))
	for i, in := range input {
		specs[i] = upload.Spec{Resource: upload.Resource(in.Resource), Filename: in.Filename, MIME: in.MimeType}
		if size := in.FileSize.Value(); size != nil {
			// What no signed number holds is too much in any case.
			specs[i].Size = int64(min(*size, 1<<62))
		}
	}
	targets, err := r.uploads.Stage(ctx, by(ctx), specs)
	return filePayload("input", &model.FilePayload{StagedTargets: model.NewStagedTargets(targets, view(ctx))}, err)
}

func (r *Resolver) createFiles(ctx context.Context, files []model.FileCreateInput) (*model.FilePayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return filePayload("", nil, err)
	}
	specs, err := r.fileSpecs(ctx, files)
	if err != nil {
		return filePayload("files", nil, err)
	}
	rows, err := r.catalog.CreateFiles(ctx, by(ctx), specs)
	return filePayload("files", &model.FilePayload{Files: model.NewFiles(rows, view(ctx))}, err)
}

// fileSpecs declares files by their sources. Uploads are looked up together, other pictures are fetched.
func (r *Resolver) fileSpecs(ctx context.Context, files []model.FileCreateInput) ([]catalog.MediaSpec, error) {
	sources := make([]string, len(files))
	for i, f := range files {
		sources[i] = f.OriginalSource
	}
	uploads, err := r.uploads.ResolveAll(ctx, sources)
	if err != nil {
		return nil, sourceFault(err, "originalSource")
	}
	specs := make([]catalog.MediaSpec, len(files))
	var pictures []int // those that are to be fetched
	for i, f := range files {
		kind := catalog.Image
		if staged := upload.Staged(f.OriginalSource); staged {
			kind = catalog.MediaKind(uploads[i].Resource)
		}
		if given := f.ContentType.Value(); given != nil {
			kind = catalog.MediaKind(*given)
		}
		if specs[i], err = fileSpec(kind, f.OriginalSource, uploads[i]); err != nil {
			return nil, sourceFault(err, fmt.Sprintf("%d.originalSource", i))
		}
		specs[i].Alt = said(f.Alt)
		if kind == catalog.Image && specs[i].Blob == "" {
			pictures = append(pictures, i)
		}
	}
	wanted := make([]string, len(pictures))
	for n, i := range pictures {
		wanted[n] = sources[i]
	}
	stored, err := r.uploads.Pictures(ctx, wanted)
	if err != nil {
		return nil, sourceFault(placeAmong(pictures, err), "originalSource")
	}
	for n, i := range pictures {
		specs[i] = pictureSpec(stored[n], specs[i].Alt, specs[i].Source)
	}
	return specs, nil
}

// fileSpec declares a file of a kind, which was uploaded or is somewhere else.
func fileSpec(kind catalog.MediaKind, source string, u upload.Upload) (catalog.MediaSpec, error) {
	switch {
	case u.ID == 0 && kind == catalog.Image: // to be fetched
		return catalog.MediaSpec{Kind: kind, Source: source}, nil
	case u.ID == 0 && kind == catalog.ExternalVideo:
		if !model.PlaysVideo(source) {
			return catalog.MediaSpec{}, fault.Invalidf("", "an external video is the address of its page at YouTube or Vimeo")
		}
		return catalog.MediaSpec{Kind: kind, Source: source}, nil
	case u.ID == 0:
		return catalog.MediaSpec{}, fault.Invalidf("", "upload it with stagedUploadsCreate, and give its resourceUrl: only pictures are fetched from elsewhere")
	case kind != catalog.MediaKind(u.Resource):
		return catalog.MediaSpec{}, fault.Invalidf("", "this was uploaded as %s, not as %s", u.Resource, kind)
	case u.Resource.Kind() == media.Picture:
		return pictureSpec(*u.Stored, "", ""), nil
	}
	address := media.FilePath(u.Stored.Name)
	return catalog.MediaSpec{Kind: kind, Blob: u.Stored.Name, MIME: u.Stored.MIME, Bytes: u.Stored.Bytes, Variants: []catalog.MediaSource{
		{URL: address, MIME: u.Stored.MIME, Format: strings.TrimPrefix(path.Ext(address), "."), Bytes: u.Stored.Bytes},
	}}, nil
}

// pictureSpec declares a picture that is kept.
func pictureSpec(s media.Stored, alt, source string) catalog.MediaSpec {
	return catalog.MediaSpec{Kind: catalog.Image, Alt: alt, Source: source, Blob: s.Name, MIME: s.MIME, Width: s.Width, Height: s.Height, Bytes: s.Bytes}
}

// sourceFault puts a fault of a source at the field that the source stands in: behind the place, or at the path that is
// whole already.
func sourceFault(err error, field string) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	if strings.Contains(field, ".") {
		return f.To(strings.Split(field, ".")...)
	}
	return f.To(append(slices.Clone(f.Path), field)...)
}

// placeAmong puts a fault at the place that a thing has among all.
func placeAmong(places []int, err error) error {
	var f *fault.Fault
	var n int
	if !errors.As(err, &f) || len(f.Path) != 1 {
		return err
	}
	if _, scanErr := fmt.Sscan(f.Path[0], &n); scanErr != nil || n >= len(places) {
		return err
	}
	return f.To(fmt.Sprint(places[n]))
}

func (r *Resolver) updateFiles(ctx context.Context, files []model.FileUpdateInput) (*model.FilePayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return filePayload("", nil, err)
	}
	changes := make([]catalog.FileChange, len(files))
	var places []int
	var wanted []string
	for i, f := range files {
		changes[i] = catalog.FileChange{ID: model.MediaNumber(f.ID), Expected: f.ExpectedUpdatedAt.Value()}
		if alt, ok := f.Alt.ValueOK(); ok {
			changes[i].Alt = new(or(alt, ""))
		}
		if source := f.PreviewImageSource.Value(); source != nil {
			places, wanted = append(places, i), append(wanted, *source)
		}
	}
	stored, err := r.uploads.Pictures(ctx, wanted)
	if err != nil {
		return filePayload("files", nil, sourceFault(placeAmong(places, err), "previewImageSource"))
	}
	for n, i := range places {
		changes[i].Preview = new(pictureSpec(stored[n], "", ""))
	}
	rows, err := r.catalog.UpdateFiles(ctx, by(ctx), changes)
	return filePayload("files", &model.FilePayload{Files: model.NewFiles(rows, view(ctx))}, err)
}

func (r *Resolver) deleteFiles(ctx context.Context, gids []string) (*model.FilePayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return filePayload("", nil, err)
	}
	ids := make([]catalog.MediaID, len(gids))
	for i, gid := range gids {
		ids[i] = model.MediaNumber(gid)
	}
	gone, err := r.catalog.DeleteFiles(ctx, by(ctx), ids)
	if err != nil {
		return filePayload("fileIds", &model.FilePayload{}, err)
	}
	p := &model.FilePayload{}
	for _, gid := range gids {
		if id := model.MediaNumber(gid); len(gone) > 0 && id == gone[0] { // twice the same is one file
			p.DeletedFileIDs, gone = append(p.DeletedFileIDs, gid), gone[1:]
		}
	}
	return filePayload("fileIds", p, nil)
}

func (r *Resolver) files(ctx context.Context, q catalog.SubQuery, match string) (*model.MediaConnection, error) {
	if err := viewer(ctx).Need(staff.ProductsRead); err != nil {
		return nil, err
	}
	rows, err := r.catalog.Files(ctx, q, match)
	return shown(rows, err, func(rows []catalog.Media) []model.Media { return model.NewFiles(rows, view(ctx)) })
}
