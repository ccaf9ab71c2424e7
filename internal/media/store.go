package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"cartwright/internal/fault"
)

// Bounds that hold where Options say nothing.
const (
	defaultBytes  = 20 << 20
	defaultPixels = 50_000_000
	defaultCache  = 2 << 30
	workers       = 2 // pictures that are worked on at a time: each takes a core and its pixels in memory
)

// Options say what a store takes and keeps. The zero value is usable.
type Options struct {
	Log        *slog.Logger
	MaxBytes   int64 // of one picture
	MaxPixels  int   // width times height
	CacheBytes int64 // of derived pictures on disk

	// Make makes the bytes of a picture that is named but not there yet; ok is false for a name it does not know.
	Make func(ctx context.Context, name string) (picture []byte, ok bool, err error)

	// AllowPrivate lets Fetch reach addresses of private networks. For tests.
	AllowPrivate bool
}

// Store keeps pictures in a directory: the originals in files/, what was made of them in cache/.
type Store struct {
	dir    string
	o      Options
	flight singleflight.Group
	work   *semaphore.Weighted
	cache  *cache
	client *http.Client
}

// Stored is what is known of a stored picture.
type Stored struct {
	Name   string // 32 hexadecimal digits of its SHA-256 and the extension of its type
	MIME   string
	Width  int // pixels, as it is shown: a picture that lies on its side is turned first
	Height int
	Bytes  int64
}

// Open opens the store in a directory, and makes it if need be.
func Open(dir string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = defaultBytes
	}
	if o.MaxPixels == 0 {
		o.MaxPixels = defaultPixels
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = defaultCache
	}
	for _, sub := range []string{"files", "cache"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make the directory of pictures: %w", err)
		}
	}
	s := &Store{dir: dir, o: o, work: semaphore.NewWeighted(workers)}
	s.cache = &cache{dir: filepath.Join(dir, "cache"), bound: o.CacheBytes, log: o.Log}
	s.client = newClient(o.AllowPrivate)
	return s, nil
}

// Dir is the store's directory.
func (s *Store) Dir() string { return s.dir }

// namePattern is what names look like; nothing else touches the disk.
var namePattern = regexp.MustCompile(`^[0-9a-f]{32}\.(jpg|png|gif|webp)$`)

// Put stores a picture and tells its name; the same bytes again change nothing. What is no raster picture, or too large,
// is a fault.
func (s *Store) Put(_ context.Context, r io.Reader) (Stored, error) {
	content, err := io.ReadAll(io.LimitReader(r, s.o.MaxBytes+1))
	if err != nil {
		return Stored{}, fmt.Errorf("read a picture: %w", err)
	}
	if int64(len(content)) > s.o.MaxBytes {
		return Stored{}, fault.Limitf("", "a picture has at most %d MiB", s.o.MaxBytes>>20)
	}
	meta, err := examine(content, s.o.MaxPixels)
	if err != nil {
		return Stored{}, err
	}
	sum := sha256.Sum256(content)
	stored := Stored{Name: hex.EncodeToString(sum[:16]) + "." + meta.ext, MIME: meta.mime, Width: meta.width, Height: meta.height, Bytes: int64(len(content))}
	if s.Has(stored.Name) {
		return stored, nil
	}
	return stored, writeFile(s.path(stored.Name), content)
}

// Has reports whether the bytes of a name are here.
func (s *Store) Has(name string) bool {
	if !namePattern.MatchString(name) {
		return false
	}
	_, err := os.Stat(s.path(name))
	return err == nil
}

// Ensure makes sure that the bytes of a name are here, and has them made if they can be.
func (s *Store) Ensure(ctx context.Context, name string) error {
	if !namePattern.MatchString(name) {
		return fs.ErrNotExist
	}
	if s.Has(name) {
		return nil
	}
	if s.o.Make == nil {
		return fs.ErrNotExist
	}
	_, err, _ := s.flight.Do(name, func() (any, error) {
		if s.Has(name) {
			return nil, nil
		}
		if err := s.work.Acquire(ctx, 1); err != nil {
			return nil, err
		}
		defer s.work.Release(1)
		content, ok, err := s.o.Make(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("make picture %s: %w", name, err)
		}
		if !ok {
			return nil, fs.ErrNotExist
		}
		return nil, writeFile(s.path(name), content)
	})
	return err
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, "files", name) }

// read is the whole picture of a name, made if need be.
func (s *Store) read(ctx context.Context, name string) ([]byte, error) {
	if err := s.Ensure(ctx, name); err != nil {
		return nil, err
	}
	content, err := os.ReadFile(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", name, err)
	}
	return content, nil
}

// writeFile writes a file whole or not at all.
func writeFile(path string, content []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return fmt.Errorf("write a picture: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write a picture: %w", err), os.Remove(file.Name()))
		}
	}()
	if _, err := io.Copy(file, bytes.NewReader(content)); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Chmod(file.Name(), 0o600); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// age is how long ago a file was last used.
func age(info fs.FileInfo) time.Duration { return time.Since(info.ModTime()) }
