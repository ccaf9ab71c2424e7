package bulk

import (
	"context"
	"errors"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/errgroup"

	"cartwright/internal/fault"
)

// Pictures fetches a picture into the shop's own store. A *fault.Fault says what is wrong with the picture or its address
// in a sentence for people; any other error counts the same, and its text goes into the report.
type Pictures interface {
	Fetch(ctx context.Context, url string) (Picture, error)
}

// Picture is what became of a fetched picture.
type Picture struct {
	Name   string // in the media store
	MIME   string
	Width  int // pixels
	Height int
	Bytes  int64
}

// The bounds of fetching.
const (
	fetches = 4    // at a time
	cached  = 4096 // addresses whose outcome is kept
)

// fetcher asks for every address once, as long as the cache reaches.
type fetcher struct {
	pictures Pictures
	known    *lru.Cache[string, fetched]
}

type fetched struct {
	picture Picture
	err     error
}

func newFetcher(p Pictures) (*fetcher, error) {
	known, err := lru.New[string, fetched](cached)
	if err != nil {
		return nil, fmt.Errorf("make the cache of pictures: %w", err)
	}
	return &fetcher{pictures: p, known: known}, nil
}

// fetch brings the pictures of some products into the shop. One that cannot be had keeps its address, and failed is told
// why; the error is that of the context.
func (f *fetcher) fetch(ctx context.Context, drafts []*draft, failed func(d *draft, media int, err error)) error {
	outcomes := map[string]*fetched{}
	var group errgroup.Group
	group.SetLimit(fetches)
	for _, d := range drafts {
		for _, m := range d.spec.Media {
			if outcomes[m.Source] != nil {
				continue
			}
			out := new(fetched)
			outcomes[m.Source] = out
			if old, ok := f.known.Get(m.Source); ok {
				*out = old
				continue
			}
			group.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				out.picture, out.err = f.pictures.Fetch(ctx, m.Source)
				return nil
			})
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // a picture that failed for this reason is not to blame
	}
	for _, d := range drafts {
		for i := range d.spec.Media {
			m := &d.spec.Media[i]
			out := outcomes[m.Source]
			_, told := f.known.Get(m.Source)
			f.known.Add(m.Source, *out)
			if out.err == nil {
				p := out.picture
				m.Blob, m.MIME, m.Width, m.Height, m.Bytes = p.Name, p.MIME, p.Width, p.Height, p.Bytes
			} else if !told {
				failed(d, i, out.err)
			}
		}
	}
	return nil
}

// reason is an error as the report shows it.
func reason(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Text
	}
	return err.Error()
}
