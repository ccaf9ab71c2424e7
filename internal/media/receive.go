package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"cartwright/internal/fault"
)

// Received is what has come in and is not kept yet: a file on this machine. Whoever received it discards it.
type Received struct {
	file  *os.File
	sum   [sha256.Size]byte
	bytes int64
}

// Bytes is how many bytes came.
func (in *Received) Bytes() int64 { return in.bytes }

// Discard removes the file, unless it was kept.
func (in *Received) Discard() error {
	return errors.Join(in.file.Close(), ignoreGone(os.Remove(in.file.Name())))
}

// Receive writes what comes to the disk as it comes: little of it is in memory at a time. More bytes than a kind may have
// are a fault.
func (s *Store) Receive(k Kind, r io.Reader) (_ *Received, err error) {
	file, err := os.CreateTemp(s.bucket.spool(), halfWritten+"*")
	if err != nil {
		return nil, fmt.Errorf("receive a %s: %w", things[k], err)
	}
	in := &Received{file: file}
	defer func() {
		if err != nil {
			err = errors.Join(err, in.Discard())
		}
	}()
	sum := sha256.New()
	// The buffer is handed to the reader as it is: a file that is copied to would ask for one of its own.
	in.bytes, err = io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(file, sum)}, io.LimitReader(r, s.Most(k)+1), make([]byte, 64<<10))
	switch {
	case err != nil:
		return nil, fmt.Errorf("receive a %s: %w", things[k], err)
	case in.bytes > s.Most(k):
		return nil, s.TooLarge(k)
	}
	sum.Sum(in.sum[:0])
	return in, nil
}

// Keep keeps what was received as a picture, a video or a model, under a name made of its content. What is none is a fault.
// The same bytes again are kept once.
func (s *Store) Keep(ctx context.Context, k Kind, in *Received) (Stored, error) {
	if k == Picture {
		return s.keepPicture(ctx, in)
	}
	head := make([]byte, headBytes)
	n, err := in.file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Stored{}, fmt.Errorf("read a %s: %w", things[k], err)
	}
	extension, err := fileType(k, head[:n])
	if err != nil {
		return Stored{}, err
	}
	stored := Stored{Name: in.name(extension), MIME: fileTypes[extension], Bytes: in.bytes}
	return stored, s.settle(ctx, stored, in)
}

// name is what the content is called.
func (in *Received) name(extension string) string {
	return hex.EncodeToString(in.sum[:16]) + "." + extension
}

// keepPicture decodes a picture and keeps it. Two are in memory at a time.
func (s *Store) keepPicture(ctx context.Context, in *Received) (Stored, error) {
	if err := s.reading.Acquire(ctx, 1); err != nil {
		return Stored{}, err
	}
	defer s.reading.Release(1)
	content := make([]byte, in.bytes)
	if _, err := in.file.ReadAt(content, 0); err != nil && !errors.Is(err, io.EOF) {
		return Stored{}, fmt.Errorf("read a picture: %w", err)
	}
	f, err := examine(content, s.o.MaxPixels)
	if err != nil {
		return Stored{}, err
	}
	stored := Stored{Name: in.name(string(f.format)), MIME: f.format.mime(), Width: f.width, Height: f.height, Bytes: in.bytes}
	// What is kept was decoded before. A file of another length under this name is what a crash left of it.
	if o, err := s.bucket.stat(ctx, stored.Name); err != nil || o.bytes != in.bytes {
		if err := s.working(ctx, f, func() error { _, err := decode(content, f); return err }); err != nil {
			if ctx.Err() != nil {
				return Stored{}, ctx.Err()
			}
			return Stored{}, fault.Invalidf("", "the picture is damaged, or coded in a way that is not understood: export it again as JPEG, PNG or WebP")
		}
	}
	return stored, s.settle(ctx, stored, in)
}

// settle makes sure that the bytes are kept under their name, and that they are young: what nobody mentions is swept when
// it is old, and whoever keeps a thing is about to mention it.
func (s *Store) settle(ctx context.Context, stored Stored, in *Received) error {
	o, err := s.bucket.stat(ctx, stored.Name)
	if err == nil && o.bytes == in.bytes && time.Since(o.at) < refreshed {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look for %s: %w", stored.Name, err)
	}
	if err := s.bucket.keep(ctx, stored.Name, stored.MIME, in.file); err != nil {
		return fmt.Errorf("keep %s: %w", stored.Name, err)
	}
	return nil
}
