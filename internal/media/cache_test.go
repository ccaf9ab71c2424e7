package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// leave puts a file of a size and an age under a key, past the cache's own looking after its bound.
func (c *cache) leave(t testing.TB, key string, size int, old time.Duration) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(c.path(key)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.path(key), bytes.Repeat([]byte{1}, size), 0o600); err != nil {
		t.Fatal(err)
	}
	setAge(t, c.path(key), old)
}

func setAge(t testing.TB, path string, old time.Duration) {
	t.Helper()
	at := time.Now().Add(-old)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// files are the names of all files below a directory.
func files(t testing.TB, dir string) []string {
	t.Helper()
	names := []string{}
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestSweep(t *testing.T) {
	t.Run("what was not used for the longest time goes, until nine tenths are in use", func(t *testing.T) {
		c := newCache(t.TempDir(), 1000, quiet)
		for i := range 12 {
			c.leave(t, fmt.Sprintf("%02d", i), 100, time.Duration(100-i)*time.Hour)
		}
		if err := c.sweep(); err != nil {
			t.Fatal(err)
		}
		want := []string{"03", "04", "05", "06", "07", "08", "09", "10", "11"}
		if diff := cmp.Diff(want, files(t, c.dir)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what was read lately stays", func(t *testing.T) {
		c := newCache(t.TempDir(), 250, quiet)
		for i := range 3 {
			c.leave(t, fmt.Sprintf("%02d", i), 100, time.Duration(100-i)*time.Hour)
		}
		file, ok := c.open("00")
		if !ok {
			t.Fatal("it is gone")
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if err := c.sweep(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"00", "02"}, files(t, c.dir)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a cache within its bound keeps all but what nobody finished", func(t *testing.T) {
		c := newCache(t.TempDir(), 1000, quiet)
		c.leave(t, "00", 100, 1000*time.Hour)
		for name, old := range map[string]time.Duration{halfWritten + "old": 2 * time.Hour, halfWritten + "new": 0} {
			path := filepath.Join(c.dir, "00", name)
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			setAge(t, path, old)
		}
		if err := c.sweep(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{halfWritten + "new", "00"}, files(t, c.dir)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an empty file is no picture", func(t *testing.T) {
		c := newCache(t.TempDir(), 1000, quiet)
		c.leave(t, "00", 0, 0)
		if _, ok := c.open("00"); ok {
			t.Error("opened")
		}
		if _, ok := c.read("00"); ok {
			t.Error("read")
		}
	})
	t.Run("a cache that was removed is no error", func(t *testing.T) {
		c := newCache(filepath.Join(t.TempDir(), "gone"), 1000, quiet)
		if err := c.sweep(); err != nil {
			t.Error(err)
		}
	})
}

// TestCacheBound asks for far more than the cache may keep.
func TestCacheBound(t *testing.T) {
	const bound = 100_000
	s := newStore(t, Options{CacheBytes: bound})
	name := stored(t, s, pngOf(t, photo(200))).Name
	made := 0
	for width := 40; width < 140; width++ {
		r := get(t, s, fmt.Sprintf("%s?width=%d&format=png", Path(name), width))
		made += len(bodyOf(t, r))
	}
	var kept int64
	for _, key := range files(t, filepath.Join(dirOf(s), "cache")) {
		info, err := os.Stat(s.cache.path(key))
		if err != nil {
			t.Fatal(err)
		}
		kept += info.Size()
	}
	// It looks after every twentieth of the bound; the last picture may go beyond that.
	if made < 3*bound || kept > bound+bound/20+40_000 || kept == 0 {
		t.Errorf("%d bytes were made and %d kept, with a bound of %d", made, kept, bound)
	}
	t.Run("what went is made again", func(t *testing.T) {
		if img := shown(t, get(t, s, Path(name)+"?width=40&format=png")); img.Bounds().Dx() != 40 {
			t.Errorf("got %v", img.Bounds())
		}
	})
	t.Run("a cache that cannot be written only slows down", func(t *testing.T) {
		dir := filepath.Join(dirOf(s), "cache")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if img := shown(t, get(t, s, Path(name)+"?width=41&format=png")); img.Bounds().Dx() != 41 {
			t.Errorf("got %v", img.Bounds())
		}
	})
}

func TestStore(t *testing.T) {
	ctx := context.Background()
	t.Run("the same bytes are kept once", func(t *testing.T) {
		s := newStore(t, Options{})
		content := pngOf(t, quarters(40, 20))
		if first, second := stored(t, s, content), stored(t, s, content); first != second {
			t.Errorf("%+v and %+v", first, second)
		}
		if got := files(t, dirOf(s)); len(got) != 1 {
			t.Errorf("kept %q", got)
		}
	})
	t.Run("what a crash left of a picture is written anew", func(t *testing.T) {
		s := newStore(t, Options{})
		content := pngOf(t, quarters(40, 20))
		name := stored(t, s, content).Name
		if err := os.WriteFile(pathOf(s, name), content[:10], 0o600); err != nil {
			t.Fatal(err)
		}
		stored(t, s, content)
		file, err := s.Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d of %d bytes, %v", len(got), len(content), err)
		}
	})
	t.Run("what was begun long ago goes when the store is opened", func(t *testing.T) {
		s := newStore(t, Options{})
		for name, old := range map[string]time.Duration{"old": 2 * time.Hour, "new": 0} {
			path := filepath.Join(dirOf(s), "files", halfWritten+name)
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			setAge(t, path, old)
		}
		if _, err := Open(dirOf(s), Options{Log: quiet}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{halfWritten + "new"}, files(t, dirOf(s))); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a picture goes with all that was made of it, and nothing else does", func(t *testing.T) {
		s := newStore(t, Options{})
		name, other := stored(t, s, pngOf(t, quarters(40, 20))).Name, stored(t, s, pngOf(t, quarters(44, 20))).Name
		for _, n := range []string{name, other} {
			for _, q := range []string{"?width=10", "?width=20", "?format=webp"} {
				bodyOf(t, get(t, s, Path(n)+q))
			}
		}
		for range 2 { // the second time there is nothing to do
			if err := s.Delete(ctx, name); err != nil {
				t.Fatal(err)
			}
		}
		for _, left := range files(t, dirOf(s)) {
			if strings.HasPrefix(left, stem(name)) {
				t.Errorf("%s is still there", left)
			}
		}
		if got := len(files(t, dirOf(s))); got != 4 {
			t.Errorf("%d files are left", got)
		}
		if r := get(t, s, Path(name)+"?width=10"); r.StatusCode != 404 {
			t.Errorf("status %d", r.StatusCode)
		}
	})
	t.Run("names that are none touch nothing", func(t *testing.T) {
		s := newStore(t, Options{})
		victim := filepath.Join(dirOf(s), "victim.png")
		if err := os.WriteFile(victim, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"", ".", "../victim.png", "/etc/passwd", `..\victim.png`, "*", strings.Repeat("*", 32) + ".png", strings.Repeat("a", 32) + ".png/../../victim.png"} {
			if err := s.Delete(ctx, name); err != nil {
				t.Errorf("delete %q: %v", name, err)
			}
			if _, err := s.Open(ctx, name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("open %q: %v", name, err)
			}
			if here, err := s.Has(ctx, name); here || err != nil || !errors.Is(s.Ensure(ctx, name), fs.ErrNotExist) {
				t.Errorf("%q is here", name)
			}
		}
		if _, err := os.Stat(victim); err != nil {
			t.Error(err)
		}
	})
	t.Run("why a picture was not made stays with us", func(t *testing.T) {
		s := newStore(t, Options{Make: func(context.Context, string) ([]byte, bool, error) {
			return nil, false, errors.New("no room in /srv/secret")
		}})
		r := get(t, s, Path(strings.Repeat("0", 32)+".png"))
		if text := string(bodyOf(t, r)); r.StatusCode != 500 || text != "internal error\n" {
			t.Errorf("%d %q", r.StatusCode, text)
		}
	})
}
