package model

import (
	"cartwright/internal/catalog"
	"cartwright/internal/media"
)

// Image is a picture. Its bytes are in the media store, or elsewhere at an address that is handed out as it is.
type Image struct {
	still catalog.Still
	view  *View
}

// NewImage shows a picture; nil stays nil.
func NewImage(s *catalog.Still, v *View) *Image {
	if s == nil {
		return nil
	}
	return &Image{still: *s, view: v}
}

// ID is the picture's global id.
func (i *Image) ID() *string {
	if i.still.ID == 0 {
		return nil
	}
	id := GID("ImageSource", i.still.ID)
	return &id
}

// AltText says in words what is to be seen.
func (i *Image) AltText() *string { return text(i.still.Alt) }

// Width is in pixels; null when the bytes are elsewhere and were not measured.
func (i *Image) Width() *int { return pixels(i.still.Width) }

// Height is in pixels.
func (i *Image) Height() *int { return pixels(i.still.Height) }

// Thumbhash is null: no hashes are kept.
func (i *Image) Thumbhash() *string { return nil }

// URL is the picture's address, transformed as asked.
func (i *Image) URL(transform *ImageTransformInput) string {
	if transform == nil {
		return i.address(media.Transform{})
	}
	t := media.Transform{Width: number(transform.MaxWidth.Value()), Height: number(transform.MaxHeight.Value())}
	if c := transform.Crop.Value(); c != nil {
		t.Crop = crops[*c]
	}
	if s := transform.Scale.Value(); s != nil {
		t.Scale = *s
	}
	if f := transform.PreferredContentType.Value(); f != nil {
		t.Format = formats[*f]
	}
	return i.address(t)
}

// Src is the older name of the address.
func (i *Image) Src() string { return i.address(media.Transform{}) }

// OriginalSrc is the older name of the untransformed address.
func (i *Image) OriginalSrc() string { return i.address(media.Transform{}) }

// TransformedSrc is the older form of URL with a transformation.
func (i *Image) TransformedSrc(crop *CropRegion, maxHeight, maxWidth *int, preferredContentType *ImageContentType, scale *int) string {
	t := media.Transform{Width: number(maxWidth), Height: number(maxHeight)}
	if crop != nil {
		t.Crop = crops[*crop]
	}
	if scale != nil {
		t.Scale = *scale
	}
	if preferredContentType != nil {
		t.Format = formats[*preferredContentType]
	}
	return i.address(t)
}

func (i *Image) address(t media.Transform) string {
	if i.still.Name == "" {
		return i.still.Source
	}
	return i.view.Origin + media.Path(i.still.Name) + t.Query()
}

var crops = map[CropRegion]media.Crop{
	CropRegionBottom: media.CropBottom, CropRegionCenter: media.CropCenter, CropRegionLeft: media.CropLeft,
	CropRegionRight: media.CropRight, CropRegionTop: media.CropTop,
}

var formats = map[ImageContentType]media.Format{
	ImageContentTypeJpg: media.JPG, ImageContentTypePng: media.PNG, ImageContentTypeWebp: media.WEBP,
}

func pixels(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func number(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
