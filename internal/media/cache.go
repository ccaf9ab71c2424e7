package media

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// cache keeps derived pictures on disk. Every so many bytes it looks whether it has outgrown its bound, and lets go of
// what was not used for the longest time.
type cache struct {
	dir   string
	bound int64
	log   *slog.Logger

	mu      sync.Mutex
	written int64 // since the last look
}

// refreshed is how old a note of use may be before it is renewed: reading must not write every time.
const refreshed = time.Hour

func (c *cache) get(key string) ([]byte, bool) {
	path := filepath.Join(c.dir, key)
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	if info, err := os.Stat(path); err == nil && age(info) > refreshed {
		now := time.Now()
		if err := os.Chtimes(path, now, now); err != nil {
			c.log.Debug("the use of a picture was not noted", "error", err)
		}
	}
	return content, true
}

// put keeps a picture. A cache that cannot be written slows the server down and does not stop it.
func (c *cache) put(key string, content []byte) {
	if err := writeFile(filepath.Join(c.dir, key), content); err != nil {
		c.log.Warn("a derived picture was not kept", "error", err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.written += int64(len(content)); c.written > c.bound/20 {
		c.written = 0
		if err := c.sweep(); err != nil {
			c.log.Warn("the cache of pictures was not swept", "error", err)
		}
	}
}

// sweep removes the least recently used pictures until nine tenths of the bound are in use, and what was left half
// written.
func (c *cache) sweep() error {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	var total int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue // gone meanwhile
		}
		if strings.HasPrefix(info.Name(), ".writing-") && age(info) < refreshed {
			continue
		}
		files = append(files, info)
		total += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	var failed error
	for _, f := range files {
		if total <= c.bound*9/10 {
			break
		}
		if err := os.Remove(filepath.Join(c.dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
			continue
		}
		total -= f.Size()
	}
	return failed
}
