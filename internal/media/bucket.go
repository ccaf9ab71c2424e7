package media

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// bucket is where originals are: a directory of this machine, or a bucket of a cloud. Names have been checked; what is not
// there is fs.ErrNotExist.
type bucket interface {
	stat(ctx context.Context, name string) (object, error)
	open(ctx context.Context, name string) (io.ReadSeekCloser, error)
	// keep makes a file's content that of the name, whole or not at all, and returns when it is durable. The file, which is
	// in spool, may be taken over.
	keep(ctx context.Context, name, mime string, file *os.File) error
	// move gives an object another name and the time of the move.
	move(ctx context.Context, from, to string) error
	copy(ctx context.Context, from, to string) error
	remove(ctx context.Context, name string) error // of what is not there it is no error
	// list tells the objects directly below a folder ("" or "trash/"), a page at a time.
	list(ctx context.Context, folder string, page func([]object) error) error
	// direct is an address that takes the bytes of a name by one PUT, for as long as life; errNoDirect where there is none.
	direct(ctx context.Context, name string, bytes int64, life time.Duration) (string, error)
	spool() string // the directory of files that are being written
	close() error
}

// object is what a bucket says of a name.
type object struct {
	name  string // with its folder
	bytes int64
	at    time.Time // when it was written
}

// openBucket opens what an address names: a directory as file:///path, s3://, gs://, azblob:// or mem://. Without one it is
// the directory files/ below dir.
func openBucket(dir, address string) (b bucket, where string, err error) {
	if address == "" {
		path := filepath.Join(dir, "files")
		b, err = newDirectory(path)
		return b, path, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, "", fmt.Errorf("it is no address: %w", hideAddress(err))
	}
	if u.Scheme == "file" {
		if u.Host != "" || !filepath.IsAbs(u.Path) || u.RawQuery != "" {
			return nil, "", fmt.Errorf("the address of a directory is file:///path")
		}
		b, err = newDirectory(u.Path)
		return b, u.Path, err
	}
	where = u.Scheme + "://" + u.Host + u.Path
	b, err = newCloud(u, filepath.Join(dir, "incoming"))
	return b, where, err
}

// hideAddress takes the address out of an error of reading it: there may be a secret in it.
func hideAddress(err error) error {
	if e, ok := err.(*url.Error); ok { //nolint:errorlint // it is what url.Parse returns
		return e.Err
	}
	return err
}
