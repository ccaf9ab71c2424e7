package media

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// cache keeps derived pictures on disk, in folders by the first two digits of their names. Every so many bytes it looks
// whether it has outgrown its bound, and lets go of what was not used for the longest time. It may be removed at any time.
type cache struct {
	dir   string
	bound int64
	log   *slog.Logger

	mu      sync.Mutex
	written int64 // since the last look
}

// refreshed is how old a note of use may be before it is renewed: reading must not write every time.
const refreshed = time.Hour

// newCache begins with a look at the first picture it is given: nobody knows what was left.
func newCache(dir string, bound int64, log *slog.Logger) *cache {
	return &cache{dir: dir, bound: bound, log: log, written: bound}
}

func (c *cache) path(key string) string { return filepath.Join(c.dir, key[:2], key) }

// open opens a picture; the caller closes it.
func (c *cache) open(key string) (*os.File, bool) {
	file, err := os.Open(c.path(key))
	if err != nil {
		return nil, false
	}
	info, err := file.Stat()
	if err != nil || info.Size() == 0 { // what a crash left
		file.Close()
		return nil, false
	}
	if age(info) > refreshed {
		now := time.Now()
		if err := os.Chtimes(c.path(key), now, now); err != nil {
			c.log.Debug("the use of a picture was not noted", "error", err)
		}
	}
	return file, true
}

func (c *cache) read(key string) ([]byte, bool) {
	content, err := os.ReadFile(c.path(key))
	return content, err == nil && len(content) > 0
}

// put keeps a picture. A cache that cannot be written slows the server down and does not stop it.
func (c *cache) put(key string, content []byte) {
	if err := os.MkdirAll(filepath.Dir(c.path(key)), 0o700); err != nil {
		c.log.Warn("a derived picture was not kept", "error", err)
		return
	}
	if err := writeFile(c.path(key), content, false); err != nil {
		c.log.Warn("a derived picture was not kept", "error", err)
		return
	}
	if !c.due(int64(len(content))) {
		return
	}
	if err := c.sweep(); err != nil {
		c.log.Warn("the cache of pictures was not swept", "error", err)
	}
}

// due counts what was written, and tells one writer that it is time to sweep.
func (c *cache) due(bytes int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.written += bytes; c.written <= c.bound/20 {
		return false
	}
	c.written = 0
	return true
}

// kept is a file of the cache.
type kept struct {
	path string
	info fs.FileInfo
}

// sweep removes the least recently used pictures until nine tenths of the bound are in use, if more than the bound is,
// and always what was left half written.
func (c *cache) sweep() error {
	var files []kept
	var total int64
	var failed error
	remove := func(k kept) {
		if err := os.Remove(k.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
			return
		}
		total -= k.info.Size()
	}
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return ignoreGone(err)
		}
		info, err := d.Info()
		if err != nil {
			return ignoreGone(err)
		}
		k := kept{path, info}
		total += info.Size()
		switch {
		case isAbandoned(info):
			remove(k)
		case !strings.HasPrefix(info.Name(), halfWritten):
			files = append(files, k)
		}
		return nil
	})
	if total > c.bound {
		slices.SortFunc(files, func(a, b kept) int { return a.info.ModTime().Compare(b.info.ModTime()) })
		for _, k := range files {
			if total <= c.bound/10*9 {
				break
			}
			remove(k)
		}
	}
	return errors.Join(err, failed)
}

// forget removes what was made of one picture.
func (c *cache) forget(stem string) error {
	paths, err := filepath.Glob(filepath.Join(filepath.Dir(c.path(stem)), stem+"_*"))
	if err != nil {
		return fmt.Errorf("find what was made of picture %s: %w", stem, err)
	}
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete what was made of picture %s: %w", stem, err)
		}
	}
	return nil
}

// ignoreGone passes over what somebody else removed meanwhile.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
