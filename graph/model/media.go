package model

import (
	"strings"
	"time"

	"cartwright/internal/catalog"
)

// NewMedia shows a media record as the dialect's type of its kind.
func NewMedia(m catalog.Media, v *View) Media {
	item := mediaItem{row: m, view: v}
	switch m.Kind {
	case catalog.Video:
		return &Video{item}
	case catalog.ExternalVideo:
		return &ExternalVideo{item}
	case catalog.Model3D:
		return &Model3d{item}
	}
	return &MediaImage{item}
}

// mediaItem is what the dialect's media have in common.
type mediaItem struct {
	row  catalog.Media
	view *View
}

// Alt says in words what is to be seen.
func (m *mediaItem) Alt() *string { return text(m.row.Alt) }

// CreatedAt is when the shop came by it.
func (m *mediaItem) CreatedAt() time.Time { return m.row.CreatedAt }

// UpdatedAt is when it was last changed.
func (m *mediaItem) UpdatedAt() time.Time { return m.row.UpdatedAt }

// address is where a file is: the shop's own ones stand without a host, as it has several.
func (m *mediaItem) address(of string) string {
	if strings.HasPrefix(of, "/") {
		return m.view.Origin + of
	}
	return of
}

// MediaContentType is the kind.
func (m *mediaItem) MediaContentType() MediaContentType { return MediaContentType(m.row.Kind) }

// Presentation is null: no presentations are kept.
func (m *mediaItem) Presentation() *MediaPresentation { return nil }

// PreviewImage is a still picture of the media.
func (m *mediaItem) PreviewImage() *Image { return NewImage(m.row.Still(), m.view) }

// MediaImage is a picture among the media of a product.
type MediaImage struct{ mediaItem }

// ID is the global id.
func (m *MediaImage) ID() string { return GID("MediaImage", m.row.ID) }

// Image is the picture.
func (m *MediaImage) Image() *Image { return m.PreviewImage() }

// Video is a video whose files are at hand.
type Video struct{ mediaItem }

// ID is the global id.
func (m *Video) ID() string { return GID("Video", m.row.ID) }

// Sources are the files to choose from.
func (m *Video) Sources() []VideoSource {
	out := make([]VideoSource, len(m.row.Sources))
	for i, s := range m.row.Sources {
		out[i] = VideoSource{Format: s.Format, MimeType: s.MIME, URL: m.address(s.URL), Width: s.Width, Height: s.Height}
	}
	return out
}

// ExternalVideo is a video that another host plays.
type ExternalVideo struct{ mediaItem }

// ID is the global id.
func (m *ExternalVideo) ID() string { return GID("ExternalVideo", m.row.ID) }

// Host is the service that plays it.
func (m *ExternalVideo) Host() MediaHost { return videoHost(m.row.Source) }

// OriginURL is the address of the video's page.
func (m *ExternalVideo) OriginURL() string { return m.row.Source }

// EmbedURL is the address for a frame.
func (m *ExternalVideo) EmbedURL() string { return embedURL(m.row.Source) }

// EmbeddedURL is the older name of EmbedURL.
func (m *ExternalVideo) EmbeddedURL() string { return embedURL(m.row.Source) }

// Model3d is a model to be turned.
type Model3d struct{ mediaItem }

// ID is the global id.
func (m *Model3d) ID() string { return GID("Model3d", m.row.ID) }

// Sources are the files to choose from.
func (m *Model3d) Sources() []Model3dSource {
	out := make([]Model3dSource, len(m.row.Sources))
	for i, s := range m.row.Sources {
		out[i] = Model3dSource{Filesize: int(s.Bytes), Format: s.Format, MimeType: s.MIME, URL: m.address(s.URL)}
	}
	return out
}
