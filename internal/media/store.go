package media

import (
	"bytes"
	"context"
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
)

// Bounds that hold where Options say nothing.
const (
	defaultBytes  = 20 << 20
	defaultVideo  = 1 << 30
	defaultModel  = 500 << 20
	defaultData   = 1 << 30
	defaultPixels = 50_000_000
	defaultCache  = 2 << 30
	workers       = 2      // pictures that are worked on at a time: each takes a core and its pixels in memory
	factsKept     = 16_384 // pictures whose dimensions stay in memory, some 100 bytes each
)

// Options say what a store takes and keeps. The zero value is usable.
type Options struct {
	Log        *slog.Logger
	URL        string // where originals are: file:///path, s3://bucket?region=…, gs://bucket, azblob://container; empty: files/ in the directory
	MaxBytes   int64  // of one picture; 20 MiB
	MaxVideo   int64  // bytes; 1 GiB
	MaxModel   int64  // bytes; 500 MiB
	MaxData    int64  // bytes of a file to import; 1 GiB
	MaxPixels  int    // width times height; 50 million
	CacheBytes int64  // of derived pictures on disk; 2 GiB

	// Make makes the bytes of a picture that is named but not there yet; ok is false for a name it does not know.
	Make func(ctx context.Context, name string) (picture []byte, ok bool, err error)

	// AllowPrivate lets Fetch reach addresses of private networks. For tests.
	AllowPrivate bool
}

// Store keeps originals in a bucket, and what was made of pictures in a directory.
type Store struct {
	o       Options
	bucket  bucket
	where   string
	remote  bool // whether the bucket is far
	flight  flight
	reading *semaphore.Weighted // pictures that came in and are in memory
	work    *semaphore.Weighted
	cache   *cache
	facts   *lru.Cache[string, facts]
	client  *http.Client
}

// Stored is what is known of a stored picture.
type Stored struct {
	Name   string // 32 hexadecimal digits of its SHA-256 and the extension of its type
	MIME   string
	Width  int // pixels, as it is shown: a picture that lies on its side is turned first
	Height int
	Bytes  int64
}

// Open opens the store. The directory, which is made if need be, holds what was made of pictures, and the originals too
// unless Options have an address for them.
func Open(dir string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	for bound, instead := range map[*int64]int64{&o.MaxBytes: defaultBytes, &o.MaxVideo: defaultVideo, &o.MaxModel: defaultModel,
		&o.MaxData: defaultData, &o.CacheBytes: defaultCache} {
		if *bound <= 0 {
			*bound = instead
		}
	}
	if o.MaxPixels <= 0 {
		o.MaxPixels = defaultPixels
	}
	s := &Store{o: o, reading: semaphore.NewWeighted(workers), work: semaphore.NewWeighted(workers), client: newClient(publicOr(o.AllowPrivate))}
	if err := os.MkdirAll(filepath.Join(dir, "cache"), 0o700); err != nil {
		return nil, fmt.Errorf("make the directory of pictures: %w", err)
	}
	var err error
	if s.facts, err = lru.New[string, facts](factsKept); err != nil {
		return nil, fmt.Errorf("make room for the dimensions of pictures: %w", err)
	}
	if s.bucket, s.where, err = openBucket(dir, o.URL); err != nil {
		return nil, fmt.Errorf("open the place of pictures and files: %w", err)
	}
	_, here := s.bucket.(*directory)
	s.remote = !here
	s.cache = newCache(filepath.Join(dir, "cache"), o.CacheBytes, o.Log)
	removeHalfWritten(s.bucket.spool(), o.Log)
	return s, nil
}

// Where is the place of the originals, without what is secret of its address.
func (s *Store) Where() string { return s.where }

// Check tries to write where originals are kept, and to remove what it wrote.
func (s *Store) Check(ctx context.Context) (err error) {
	in, err := s.Receive(Data, strings.NewReader("This file can be removed: it was written to see whether that is possible.\n"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Discard()) }()
	name := stagingFolder + "check-" + in.name("txt")
	return errors.Join(s.bucket.keep(ctx, name, "text/plain", in.file), s.bucket.remove(ctx, name))
}

// namePattern is what names look like; nothing else touches the disk.
var namePattern = regexp.MustCompile(`^[0-9a-f]{32}\.(jpg|png|gif|webp)$`)

// Put stores a picture and tells its name; the same bytes again change nothing. What is no raster picture, is damaged or
// is too large is a fault. The type is told by the bytes.
func (s *Store) Put(ctx context.Context, r io.Reader) (stored Stored, err error) {
	in, err := s.Receive(Picture, r)
	if err != nil {
		return Stored{}, err
	}
	defer func() { err = errors.Join(err, in.Discard()) }()
	return s.Keep(ctx, Picture, in)
}

// Has reports whether the bytes of a picture are here.
func (s *Store) Has(ctx context.Context, name string) (bool, error) {
	if !namePattern.MatchString(name) {
		return false, nil
	}
	o, err := s.bucket.stat(ctx, name)
	if err != nil {
		return false, ignoreGone(err)
	}
	return o.bytes > 0, nil
}

// Open opens the picture of a name for reading, as it was stored; the caller closes it. A name that is not there is
// fs.ErrNotExist.
func (s *Store) Open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	if err := s.Ensure(ctx, name); err != nil {
		return nil, err
	}
	file, err := s.bucket.open(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("open picture %s: %w", name, err)
	}
	return file, nil
}

// Delete removes a picture and what was made of it. One that is not there is no error.
func (s *Store) Delete(ctx context.Context, name string) error {
	if !namePattern.MatchString(name) {
		return nil
	}
	s.facts.Remove(name)
	if err := s.bucket.remove(ctx, name); err != nil {
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
	if here, err := s.Has(ctx, name); here || err != nil {
		return err
	}
	_, err := s.flight.do(ctx, name, func(ctx context.Context) ([]byte, error) {
		if here, err := s.Has(ctx, name); here || err != nil {
			return nil, err
		}
		if back, err := s.bringBack(ctx, name); back || err != nil {
			return nil, err
		}
		if s.o.Make == nil {
			return nil, fs.ErrNotExist
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
	in, err := s.Receive(Picture, bytes.NewReader(content))
	if err != nil {
		return err
	}
	if err := s.bucket.keep(ctx, name, f.format.mime(), in.file); err != nil {
		err = fmt.Errorf("keep picture %s: %w", name, err)
		return errors.Join(err, in.Discard())
	}
	return in.Discard()
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

// read is the whole picture of a name, which must be there.
func (s *Store) read(ctx context.Context, name string) (content []byte, err error) {
	o, err := s.bucket.stat(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", name, err)
	}
	if o.bytes > max(s.o.MaxBytes, defaultBytes) { // nobody has put it there by way of us
		return nil, fmt.Errorf("read picture %s: %d bytes", name, o.bytes)
	}
	file, err := s.bucket.open(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content = make([]byte, o.bytes)
	if _, err := io.ReadFull(file, content); err != nil {
		return nil, fmt.Errorf("read picture %s: %w", name, err)
	}
	return content, nil
}

// factsOf is what is known of a picture, from memory if it was asked before. The picture is made if need be.
func (s *Store) factsOf(ctx context.Context, name string) (facts, error) {
	// A bucket is asked once: to ask it for every answer would take longer than the answer.
	f, known := s.facts.Get(name)
	if known && s.remote {
		return f, nil
	}
	if err := s.Ensure(ctx, name); err != nil {
		return facts{}, err
	}
	if known {
		return f, nil
	}
	content, err := s.read(ctx, name)
	if err != nil {
		return facts{}, err
	}
	if f, err = examine(content, s.o.MaxPixels); err != nil {
		return facts{}, fmt.Errorf("examine picture %s: %v", name, err)
	}
	s.facts.Add(name, f)
	return f, nil
}

// stem is a name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// Close waits until nothing is written any more. Work that somebody waits for goes on; callers end first.
func (s *Store) Close() error {
	s.flight.running.Wait()
	s.client.CloseIdleConnections()
	return s.bucket.close()
}
