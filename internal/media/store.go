package media

import (
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
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/semaphore"

	"cartwright/internal/fault"
)

// Bounds that hold where Options say nothing.
const (
	defaultBytes  = 20 << 20
	defaultPixels = 50_000_000
	defaultCache  = 2 << 30
	workers       = 2      // pictures that are worked on at a time: each takes a core and its pixels in memory
	factsKept     = 16_384 // pictures whose dimensions stay in memory, some 100 bytes each
)

// Options say what a store takes and keeps. The zero value is usable.
type Options struct {
	Log        *slog.Logger
	MaxBytes   int64 // of one picture; 20 MiB
	MaxPixels  int   // width times height; 50 million
	CacheBytes int64 // of derived pictures on disk; 2 GiB

	// Make makes the bytes of a picture that is named but not there yet; ok is false for a name it does not know.
	Make func(ctx context.Context, name string) (picture []byte, ok bool, err error)

	// AllowPrivate lets Fetch reach addresses of private networks. For tests.
	AllowPrivate bool
}

// Store keeps pictures in a directory: the originals in files/, what was made of them in cache/.
type Store struct {
	dir    string
	o      Options
	flight flight
	work   *semaphore.Weighted
	cache  *cache
	facts  *lru.Cache[string, facts]
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
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultBytes
	}
	if o.MaxPixels <= 0 {
		o.MaxPixels = defaultPixels
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = defaultCache
	}
	s := &Store{dir: dir, o: o, work: semaphore.NewWeighted(workers), client: newClient(publicOr(o.AllowPrivate))}
	for _, sub := range []string{"files", "cache"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make the directory of pictures: %w", err)
		}
	}
	var err error
	if s.facts, err = lru.New[string, facts](factsKept); err != nil {
		return nil, fmt.Errorf("make room for the dimensions of pictures: %w", err)
	}
	s.cache = newCache(filepath.Join(dir, "cache"), o.CacheBytes, o.Log)
	removeHalfWritten(filepath.Join(dir, "files"), o.Log)
	return s, nil
}

// Dir is the store's directory.
func (s *Store) Dir() string { return s.dir }

// namePattern is what names look like; nothing else touches the disk.
var namePattern = regexp.MustCompile(`^[0-9a-f]{32}\.(jpg|png|gif|webp)$`)

// Put stores a picture and tells its name; the same bytes again change nothing. What is no raster picture, is damaged or
// is too large is a fault. The type is told by the bytes.
func (s *Store) Put(ctx context.Context, r io.Reader) (Stored, error) {
	content, err := io.ReadAll(io.LimitReader(r, s.o.MaxBytes+1))
	if err != nil {
		return Stored{}, fmt.Errorf("read a picture: %w", err)
	}
	if int64(len(content)) > s.o.MaxBytes {
		return Stored{}, s.tooLarge()
	}
	f, err := examine(content, s.o.MaxPixels)
	if err != nil {
		return Stored{}, err
	}
	sum := sha256.Sum256(content)
	stored := Stored{Name: hex.EncodeToString(sum[:16]) + "." + string(f.format), MIME: f.format.mime(), Bytes: int64(len(content))}
	stored.Width, stored.Height = f.width, f.height
	// A file of another length under this name is what a crash left of it.
	if info, err := os.Stat(s.path(stored.Name)); err == nil && info.Size() == stored.Bytes {
		return stored, nil
	}
	if err := s.working(ctx, f, func() error { _, err := decode(content, f); return err }); err != nil {
		if ctx.Err() != nil {
			return Stored{}, ctx.Err()
		}
		return Stored{}, fault.Invalidf("", "the picture is damaged, or coded in a way that is not understood: export it again as JPEG, PNG or WebP")
	}
	return stored, writeFile(s.path(stored.Name), content, true)
}

// tooLarge is the fault of a picture with too many bytes.
func (s *Store) tooLarge() error {
	if s.o.MaxBytes < 1<<20 {
		return fault.Limitf("", "a picture has at most %d bytes", s.o.MaxBytes)
	}
	return fault.Limitf("", "a picture has at most %d MiB", s.o.MaxBytes>>20)
}

// Has reports whether the bytes of a name are here.
func (s *Store) Has(name string) bool {
	if !namePattern.MatchString(name) {
		return false
	}
	info, err := os.Stat(s.path(name))
	return err == nil && info.Size() > 0
}

// Open opens the picture of a name for reading, as it was stored; the caller closes it. A name that is not there is
// fs.ErrNotExist.
func (s *Store) Open(ctx context.Context, name string) (*os.File, error) {
	if err := s.Ensure(ctx, name); err != nil {
		return nil, err
	}
	file, err := os.Open(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("open picture %s: %w", name, err)
	}
	return file, nil
}

// Delete removes a picture and what was made of it. One that is not there is no error.
func (s *Store) Delete(name string) error {
	if !namePattern.MatchString(name) {
		return nil
	}
	s.facts.Remove(name)
	if err := os.Remove(s.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete picture %s: %w", name, err)
	}
	return s.cache.forget(stem(name))
}

// Ensure makes sure that the bytes of a name are here, and has them made if they can be; otherwise the error is
// fs.ErrNotExist.
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
	_, err := s.flight.do(ctx, name, func(ctx context.Context) ([]byte, error) {
		if s.Has(name) {
			return nil, nil
		}
		return nil, s.working(ctx, facts{}, func() error { return s.makeNow(ctx, name) })
	})
	return err
}

// makeNow has a picture made and keeps it, if it is what its name says.
func (s *Store) makeNow(ctx context.Context, name string) error {
	content, ok, err := s.o.Make(ctx, name)
	if err != nil {
		return fmt.Errorf("make picture %s: %w", name, err)
	}
	if !ok {
		return fs.ErrNotExist
	}
	f, err := examine(content, s.o.MaxPixels)
	if err != nil || "."+string(f.format) != filepath.Ext(name) {
		// What was made wrongly is no fault of whoever asks, so the fault is not wrapped.
		return fmt.Errorf("make picture %s: not a picture of that type (%v)", name, err)
	}
	return writeFile(s.path(name), content, true)
}

// working does what takes a core and much memory, when there is room for it. A panic of a decoder is an error here: its
// input came from elsewhere, and nobody else shall suffer.
func (s *Store) working(ctx context.Context, f facts, work func() error) (err error) {
	share := f.share()
	if err := s.work.Acquire(ctx, share); err != nil {
		return err
	}
	defer s.work.Release(share)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a picture stopped its decoder: %v", p)
		}
	}()
	return work()
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, "files", name) }

// read is the whole picture of a name, which must be there.
func (s *Store) read(name string) ([]byte, error) {
	content, err := os.ReadFile(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", name, err)
	}
	return content, nil
}

// factsOf is what is known of a picture, from memory if it was asked before. The picture is made if need be.
func (s *Store) factsOf(ctx context.Context, name string) (facts, error) {
	if err := s.Ensure(ctx, name); err != nil {
		return facts{}, err
	}
	if f, ok := s.facts.Get(name); ok {
		return f, nil
	}
	content, err := s.read(name)
	if err != nil {
		return facts{}, err
	}
	f, err := examine(content, s.o.MaxPixels)
	if err != nil {
		return facts{}, fmt.Errorf("examine picture %s: %v", name, err)
	}
	s.facts.Add(name, f)
	return f, nil
}

// stem is a name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// Close waits until nothing is written any more. Work that somebody waits for goes on; callers end first.
func (s *Store) Close() { s.flight.running.Wait() }
