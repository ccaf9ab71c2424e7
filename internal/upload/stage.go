package upload

import (
	"context"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// Spec is a file that somebody will send.
type Spec struct {
	Resource Resource
	Filename string
	MIME     string
	Size     int64 // bytes; 0: not told
}

// Target is where a file is sent to. Addresses that begin with a slash are at this server.
type Target struct {
	URL      string // takes the bytes by one PUT
	Resource string // stands for the file from then on
}

// The bounds of what is told of a file.
const (
	maxFilename = 255
	maxMIME     = 100
)

// check looks at what is told. Faults: Invalid and Limit at the field.
func (s *Service) check(path string, f Spec) error {
	if f.Resource.Kind() == "" {
		return fault.Invalidf(path+".resource", "%q is nothing that is uploaded; use IMAGE, VIDEO, MODEL_3D, FILE or BULK_MUTATION_VARIABLES", f.Resource)
	}
	if n := utf8.RuneCountInString(f.Filename); n == 0 || n > maxFilename || !utf8.ValidString(f.Filename) || strings.ContainsFunc(f.Filename, unicode.IsControl) {
		return fault.Invalidf(path+".filename", "the name of a file has between 1 and %d characters, on one line", maxFilename)
	}
	if strings.ContainsAny(f.Filename, `/\`) || strings.Trim(f.Filename, ". ") == "" {
		return fault.Invalidf(path+".filename", "name the file alone, without folders")
	}
	kind, _, err := mime.ParseMediaType(f.MIME)
	if err != nil || len(f.MIME) > maxMIME || !strings.Contains(kind, "/") {
		return fault.Invalidf(path+".mimeType", "a media type looks like image/png")
	}
	switch {
	case f.Size < 0:
		return fault.Invalidf(path+".fileSize", "a file has no negative number of bytes")
	case f.Size > s.store.Most(f.Resource.Kind()):
		return faultAt(s.store.TooLarge(f.Resource.Kind()), path+".fileSize")
	}
	return nil
}

// Stage announces files, and gives each a target. Faults: Invalid and Limit at <place>.<field>.
func (s *Service) Stage(ctx context.Context, by act.By, specs []Spec) ([]Target, error) {
	for i, f := range specs {
		if err := s.check(fmt.Sprint(i), f); err != nil {
			return nil, err
		}
	}
	// The rows' keys stay out of what is kept for those who ask again.
	ids, err := act.Do(ctx, s.db, by, func(tx database.Tx) ([]int64, error) {
		rows := make([]Upload, len(specs))
		for i, f := range specs {
			rows[i] = Upload{Name: newName(), Resource: f.Resource, Filename: f.Filename, MIME: f.MIME, Size: f.Size, MacKey: randomKey(),
				State: waiting, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(useLife)}
			if rows[i].Direct = s.direct && f.Size > 0; rows[i].Direct {
				rows[i].BlobName = staged(rows[i].Name)
			}
		}
		if err := insert(tx, rows); err != nil {
			return nil, err
		}
		ids, entries := make([]int64, len(rows)), make([]act.Entry, len(rows))
		for i, u := range rows {
			ids[i] = u.ID
			entries[i] = act.Entry{Action: "upload.stage", Kind: "upload", ID: u.ID, After: map[string]any{"resource": u.Resource, "filename": u.Filename, "size": u.Size}}
		}
		return ids, by.Note(tx, entries...)
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := s.byIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Target, len(ids))
	for i, id := range ids {
		u, ok := rows[id]
		if !ok { // who asks again may ask too late
			return nil, fault.NotFoundf("", "what was staged has expired; stage it again with another idempotency key")
		}
		if out[i], err = s.target(ctx, u); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// target is where an upload's bytes go.
func (s *Service) target(ctx context.Context, u Upload) (Target, error) {
	t := Target{Resource: Path + u.Name}
	if u.Direct {
		// A moment is lost on the way, and clocks differ: never longer than the row says.
		address, ok, err := s.store.Direct(ctx, u.Name, u.Size, min(putLife, max(u.ExpiresAt.Sub(s.db.Now()), 1)))
		if err != nil || ok {
			t.URL = address
			return t, err
		}
		return t, fault.Unavailablef("the bucket no longer takes files by itself; try again")
	}
	var err error
	t.URL, err = u.sign(s.key)
	return t, err
}

// faultAt puts a fault at a path.
func faultAt(err error, path string) error {
	f, ok := err.(*fault.Fault) //nolint:errorlint // it was made just now
	if !ok {
		return err
	}
	return f.At(strings.Split(path, ".")...)
}
