package bulk

import (
	"context"
	"errors"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/errgroup"

	"cartwright/internal/catalog"
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

// keeper is a place for pictures that can tell what it has; *media.Store is behind one.
type keeper interface {
	Has(ctx context.Context, name string) (bool, error)
}

// wants reports whether a media is a picture whose bytes are to be fetched. An export names the files of the shop itself;
// where they are missing, because it is another shop, their address may help.
func (f *fetcher) wants(ctx context.Context, m *catalog.MediaSpec) (bool, error) {
	if m.Blob == "" {
		return m.Kind == catalog.Image || m.Kind == "", nil
	}
	k, ok := f.pictures.(keeper)
	if !ok {
		return false, nil
	}
	has, err := k.Has(ctx, m.Blob)
	return !has, err
}

// fetch brings the pictures of some products into the shop. One that cannot be had keeps its address, and failed is told
// why; the error is that of the context, or of the media store.
func (f *fetcher) fetch(ctx context.Context, drafts []*draft, failed func(d *draft, media int, text string)) error {
	outcomes := map[string]*fetched{}
	var group errgroup.Group
	group.SetLimit(fetches)
	wanted := map[*catalog.MediaSpec]string{} // by its address
	for _, d := range drafts {
		for i := range d.spec.Media {
			m := &d.spec.Media[i]
			wants, err := f.wants(ctx, m)
			if err != nil {
				return errors.Join(err, group.Wait())
			}
			if !wants {
				continue
			}
			address := d.addressOf(i)
			wanted[m] = address
			if outcomes[address] != nil {
				continue
			}
			out := new(fetched)
			outcomes[address] = out
			if old, ok := f.known.Get(address); ok {
				*out = old
				continue
			}
			group.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				out.picture, out.err = f.pictures.Fetch(ctx, address)
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
			address, ok := wanted[m]
			if !ok {
				continue
			}
			out := outcomes[address]
			_, told := f.known.Get(address)
			f.known.Add(address, *out)
			switch {
			case out.err == nil:
				p := out.picture
				m.Blob, m.MIME, m.Width, m.Height, m.Bytes = p.Name, p.MIME, p.Width, p.Height, p.Bytes
			case told:
			case m.Blob != "":
				failed(d, i, fmt.Sprintf("the shop has no file %s, and it could not be fetched: %s: %s", quote(m.Blob), address, reason(out.err)))
			default:
				failed(d, i, fmt.Sprintf("the picture could not be fetched and is kept by address: %s: %s", m.Source, reason(out.err)))
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
