package catalog

import (
	"context"
	"fmt"
	"path"
	"slices"

	"gorm.io/gorm"
)

// namesPerStatement keeps the parameters of one statement within every database's bounds.
const namesPerStatement = 1000

// MentionedMedia are those of the names in the media store that a media record mentions: as its bytes, as its preview, or as
// one of its files.
func (s *Service) MentionedMedia(ctx context.Context, names []string) (map[string]bool, error) {
	out := make(map[string]bool, len(names))
	for some := range slices.Chunk(names, namesPerStatement) {
		var found []string
		if err := s.db.Read(ctx).Raw("SELECT DISTINCT name FROM media WHERE name IN ?", some).Scan(&found).Error; err != nil {
			return nil, fmt.Errorf("look for media of %d names: %w", len(some), err)
		}
		for _, name := range found {
			out[name] = true
		}
	}
	if len(out) == len(names) {
		return out, nil
	}
	wanted := make(map[string]bool, len(names))
	for _, name := range names {
		wanted[name] = true
	}
	// What stands within JSON cannot be asked for by name; but there are few videos and models.
	var rows []Media
	found := s.db.Read(ctx).Select("id", "sources", "preview").Where("kind IN ?", []MediaKind{Video, ExternalVideo, Model3D})
	err := found.FindInBatches(&rows, namesPerStatement, func(*gorm.DB, int) error {
		for _, m := range rows {
			if m.Preview != nil && wanted[m.Preview.Name] {
				out[m.Preview.Name] = true
			}
			for _, f := range m.Sources {
				if name := path.Base(f.URL); wanted[name] {
					out[name] = true
				}
			}
		}
		return nil
	}).Error
	if err != nil {
		return nil, fmt.Errorf("look for files of media: %w", err)
	}
	return out, nil
}
