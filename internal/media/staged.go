package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// StagedFile is what was uploaded and is kept as it came, out of sight of the handlers.
type StagedFile struct {
	Name  string // below uploads/
	Bytes int64
}

// Stage keeps what was received under a name of a staged upload.
func (s *Store) Stage(ctx context.Context, name string, in *Received) error {
	if !isStaged(name) {
		return fmt.Errorf("%q is no name of a staged upload", name)
	}
	if err := s.bucket.keep(ctx, stagingFolder+name, "application/octet-stream", in.file); err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	return nil
}

// StagedBytes is how large a staged upload is; fs.ErrNotExist where it is not there.
func (s *Store) StagedBytes(ctx context.Context, name string) (int64, error) {
	if !isStaged(name) {
		return 0, fs.ErrNotExist
	}
	o, err := s.bucket.stat(ctx, stagingFolder+name)
	return o.bytes, err
}

// OpenStaged opens a staged upload for reading; the caller closes it. One that is not there is fs.ErrNotExist.
func (s *Store) OpenStaged(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	if !isStaged(name) {
		return nil, fs.ErrNotExist
	}
	return s.bucket.open(ctx, stagingFolder+name)
}

// CopyStaged copies a staged upload to another name.
func (s *Store) CopyStaged(ctx context.Context, from, to string) error {
	if !isStaged(from) || !isStaged(to) {
		return fs.ErrNotExist
	}
	return s.bucket.copy(ctx, stagingFolder+from, stagingFolder+to)
}

// RemoveStaged removes a staged upload; one that is not there is no error.
func (s *Store) RemoveStaged(ctx context.Context, name string) error {
	if !isStaged(name) {
		return nil
	}
	return s.bucket.remove(ctx, stagingFolder+name)
}

// StagedName is the name of a staged upload that Sweep asks for, for one that has the name below uploads/.
func StagedName(name string) string { return stagingFolder + name }

// Direct is an address that takes a staged upload by one PUT of exactly so many bytes; ok is false where the bucket takes
// none but from the server.
func (s *Store) Direct(ctx context.Context, name string, bytes int64, life time.Duration) (address string, ok bool, err error) {
	if !isStaged(name) {
		return "", false, fmt.Errorf("%q is no name of a staged upload", name)
	}
	address, err = s.bucket.direct(ctx, stagingFolder+name, bytes, life)
	if errors.Is(err, errNoDirect) {
		return "", false, nil
	}
	return address, err == nil, err
}
