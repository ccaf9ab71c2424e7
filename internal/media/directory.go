package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// directory keeps originals as files of their names. It is not the directory of the library that speaks to the buckets: that
// one promises nothing of what is on the disk after a power cut, reads a whole directory for every page of a listing, and
// gives no file that the kernel could send by itself.
type directory struct{ dir string }

func newDirectory(dir string) (*directory, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &directory{dir}, nil
}

func (d *directory) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *directory) stat(_ context.Context, name string) (object, error) {
	info, err := os.Stat(d.path(name))
	if err != nil {
		return object{}, err
	}
	return object{name, info.Size(), info.ModTime()}, nil
}

func (d *directory) open(_ context.Context, name string) (io.ReadSeekCloser, error) {
	return os.Open(d.path(name))
}

func (d *directory) keep(_ context.Context, name, _ string, file *os.File) error {
	if err := file.Sync(); err != nil {
		return err
	}
	if err := d.folder(name); err != nil {
		return err
	}
	return os.Rename(file.Name(), d.path(name))
}

// folder makes the folder of a name.
func (d *directory) folder(name string) error {
	if !strings.Contains(name, "/") {
		return nil
	}
	return os.MkdirAll(filepath.Dir(d.path(name)), 0o700)
}

func (d *directory) move(_ context.Context, from, to string) error {
	if err := d.folder(to); err != nil {
		return err
	}
	// First the time, then the name: what a crash leaves between the two is young, and waits once more.
	now := time.Now()
	if err := os.Chtimes(d.path(from), now, now); err != nil {
		return err
	}
	return os.Rename(d.path(from), d.path(to))
}

func (d *directory) copy(ctx context.Context, from, to string) (err error) {
	source, err := os.Open(d.path(from))
	if err != nil {
		return err
	}
	defer source.Close()
	file, err := os.CreateTemp(d.dir, halfWritten+"*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // it has another name when all went well
	defer file.Close()
	if _, err := io.Copy(file, source); err != nil {
		return err
	}
	return d.keep(ctx, to, "", file)
}

func (d *directory) remove(_ context.Context, name string) error {
	err := os.Remove(d.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (d *directory) list(ctx context.Context, folder string, page func([]object) error) error {
	dir, err := os.Open(d.path(folder))
	if err != nil {
		return ignoreGone(err)
	}
	defer dir.Close()
	for {
		entries, err := dir.ReadDir(listPage)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		objects := make([]object, 0, len(entries))
		for _, e := range entries {
			if e.IsDir() || strings.HasPrefix(e.Name(), halfWritten) {
				continue
			}
			info, err := e.Info()
			if err != nil {
				if errors.Is(err, fs.ErrNotExist) {
					continue
				}
				return err
			}
			objects = append(objects, object{folder + e.Name(), info.Size(), info.ModTime()})
		}
		if err := errors.Join(ctx.Err(), page(objects)); err != nil {
			return err
		}
	}
}

// listPage is how many objects a page of a listing has at most.
const listPage = 1000

var errNoDirect = errors.New("this bucket takes nothing but from the server")

func (d *directory) direct(context.Context, string, int64, time.Duration) (string, error) {
	return "", fmt.Errorf("a directory: %w", errNoDirect)
}

func (d *directory) spool() string { return d.dir }

func (d *directory) close() error { return nil }
