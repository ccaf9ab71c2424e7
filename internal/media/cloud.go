package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // azblob://
	_ "gocloud.dev/blob/memblob"   // mem://, for tests
	_ "gocloud.dev/blob/s3blob"    // s3://
	"gocloud.dev/gcerrors"
	"golang.org/x/sync/semaphore"
)

// cloudWrites is how many objects are on their way to a bucket at a time. Some libraries hold parts of each in memory.
const cloudWrites = 8

// cloud is a bucket of a cloud.
type cloud struct {
	bucket  *blob.Bucket
	local   string // for files that are being written
	writing *semaphore.Weighted
}

func newCloud(address *url.URL, local string) (*cloud, error) {
	if !blob.DefaultURLMux().ValidBucketScheme(address.Scheme) {
		return nil, errors.New("write it as file:///path, s3://bucket?region=…, gs://bucket or azblob://container") // also where nogoogle left gs:// out
	}
	if err := os.MkdirAll(local, 0o700); err != nil {
		return nil, err
	}
	address = modest(address)
	b, err := blob.DefaultURLMux().OpenBucketURL(context.Background(), address)
	if err != nil {
		// The library repeats the address, in which there may be a secret.
		return nil, errors.New(strings.ReplaceAll(err.Error(), address.String(), address.Scheme+"://"+address.Host))
	}
	return &cloud{b, local, semaphore.NewWeighted(cloudWrites)}, nil
}

// modest is an address of an S3 bucket that asks no more of it than S3 did for long, where it is not at Amazon's: other
// servers do not know the newer checksums, and the library complains of each answer without.
func modest(address *url.URL) *url.URL {
	q := address.Query()
	if address.Scheme != "s3" || !q.Has("endpoint") {
		return address
	}
	for _, name := range []string{"request_checksum_calculation", "response_checksum_validation"} {
		if !q.Has(name) {
			q.Set(name, "when_required")
		}
	}
	out := *address
	out.RawQuery = q.Encode()
	return &out
}

// missing gives what is not there the name that all of Go gives it.
func missing(err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return fmt.Errorf("%w (%w)", fs.ErrNotExist, err)
	}
	return err
}

func (c *cloud) stat(ctx context.Context, name string) (object, error) {
	a, err := c.bucket.Attributes(ctx, name)
	if err != nil {
		return object{}, missing(err)
	}
	return object{name, a.Size, a.ModTime}, nil
}

func (c *cloud) open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	r, err := c.bucket.NewReader(ctx, name, nil)
	if err != nil {
		return nil, missing(err)
	}
	return r, nil
}

func (c *cloud) keep(ctx context.Context, name, mime string, file *os.File) error {
	if err := c.writing.Acquire(ctx, 1); err != nil {
		return err
	}
	defer c.writing.Release(1)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return c.bucket.Upload(ctx, name, file, &blob.WriterOptions{ContentType: mime, MaxConcurrency: 1})
}

func (c *cloud) copy(ctx context.Context, from, to string) error {
	return missing(c.bucket.Copy(ctx, to, from, nil))
}

// move copies first: what a crash leaves is twice there, and not nowhere.
func (c *cloud) move(ctx context.Context, from, to string) error {
	if err := c.copy(ctx, from, to); err != nil {
		return err
	}
	return c.remove(ctx, from)
}

func (c *cloud) remove(ctx context.Context, name string) error {
	err := c.bucket.Delete(ctx, name)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return err
}

func (c *cloud) list(ctx context.Context, folder string, page func([]object) error) error {
	token := blob.FirstPageToken
	for len(token) > 0 {
		found, next, err := c.bucket.ListPage(ctx, token, listPage, &blob.ListOptions{Prefix: folder, Delimiter: "/"})
		if err != nil {
			return err
		}
		objects := make([]object, 0, len(found))
		for _, o := range found {
			if !o.IsDir {
				objects = append(objects, object{o.Key, o.Size, o.ModTime})
			}
		}
		if err := page(objects); err != nil {
			return err
		}
		token = next
	}
	return nil
}

func (c *cloud) direct(ctx context.Context, name string, bytes int64, life time.Duration) (string, error) {
	var unsigned *s3.Client
	if !c.bucket.As(&unsigned) {
		return "", errNoDirect // only there the length is a part of what is signed
	}
	address, err := c.bucket.SignedURL(ctx, name, &blob.SignedURLOptions{Method: http.MethodPut, Expiry: life, BeforeSign: func(as func(any) bool) error {
		var put *s3.PutObjectInput
		if as(&put) {
			put.ContentLength = &bytes
		}
		return nil
	}})
	if err != nil {
		return "", fmt.Errorf("sign an address of the bucket: %w", err)
	}
	return address, nil
}

func (c *cloud) spool() string { return c.local }

func (c *cloud) close() error { return c.bucket.Close() }
