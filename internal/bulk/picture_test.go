package bulk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// gallery is a place to fetch pictures from. Each fetch waits until the gate lets it through, when there is one.
type gallery struct {
	mu     sync.Mutex
	asked  map[string]int
	now    int
	most   int
	gate   chan struct{}
	once   sync.Once
	broken map[string]error
}

func (g *gallery) Fetch(ctx context.Context, url string) (Picture, error) {
	g.mu.Lock()
	if g.asked == nil {
		g.asked = map[string]int{}
	}
	g.asked[url]++
	g.now++
	g.most = max(g.most, g.now)
	full := g.now == fetches
	g.mu.Unlock()
	if g.gate != nil {
		if full {
			g.once.Do(func() { close(g.gate) }) // as many as may are here at once; from now on all go through
		}
		<-g.gate
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now--
	if err := g.broken[url]; err != nil {
		return Picture{}, err
	}
	return Picture{Name: url[strings.LastIndex(url, "/")+1:], MIME: "image/png", Width: 4, Height: 3, Bytes: 99}, nil
}

const pictured = "Handle,Title,Variant Price,Image Src\na,A,1,https://p.example/1.png\na,,,https://p.example/2.png\nb,B,1,https://p.example/1.png\nc,C,1,https://p.example/3.png\n"

func TestPictures(t *testing.T) {
	t.Run("are fetched once each and go into the specs", func(t *testing.T) {
		sink, g := &shelf{}, &gallery{}
		_, lines, err := take(t, pictured, sink, func(o *Options) { o.Pictures, o.BatchSize = g, 1 })
		if err != nil || len(lines) > 0 {
			t.Fatalf("%q, %v", lines, err)
		}
		if diff := cmp.Diff(map[string]int{"https://p.example/1.png": 1, "https://p.example/2.png": 1, "https://p.example/3.png": 1}, g.asked); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
		want := []catalog.MediaSpec{{Kind: catalog.Image, Source: "https://p.example/1.png", Blob: "1.png", MIME: "image/png", Width: 4, Height: 3, Bytes: 99}}
		if diff := cmp.Diff(want, sink.specs["b"].Media); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("that cannot be had are kept by address and told once", func(t *testing.T) {
		sink, g := &shelf{}, &gallery{broken: map[string]error{
			"https://p.example/1.png": fault.Invalidf("url", "the address answers 404"), "https://p.example/3.png": errors.New("no route")}}
		sum, lines, err := take(t, pictured, sink, func(o *Options) { o.Pictures, o.BatchSize = g, 1 })
		if err != nil || sum.Created != 3 || sum.Warnings != 2 {
			t.Errorf("%+v, %v", sum, err)
		}
		if diff := cmp.Diff([]string{
			"warning: row 2, Image Src (a): the picture could not be fetched and is kept by address: https://p.example/1.png: the address answers 404",
			"warning: row 5, Image Src (c): the picture could not be fetched and is kept by address: https://p.example/3.png: no route",
		}, lines); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]catalog.MediaSpec{{Kind: catalog.Image, Source: "https://p.example/1.png"}}, sink.specs["b"].Media); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("are left alone in a dry run and when not wanted", func(t *testing.T) {
		for _, change := range []func(*Options){func(o *Options) { o.DryRun = true }, func(o *Options) { o.NoImages = true }} {
			g := &gallery{}
			sum, lines, err := take(t, pictured, &shelf{}, change, func(o *Options) { o.Pictures = g })
			if err != nil || len(g.asked) > 0 || len(lines) > 0 || sum.Images != 4 {
				t.Errorf("%+v, %q, %v", sum, lines, err)
			}
		}
	})
	t.Run("are fetched four at a time", func(t *testing.T) {
		g := &gallery{gate: make(chan struct{})}
		text := "Handle,Title,Variant Price,Image Src\n"
		for i := range 20 {
			text += fmt.Sprintf("p%d,P,1,https://p.example/%d.png\n", i, i)
		}
		if _, _, err := take(t, text, &shelf{}, func(o *Options) { o.Pictures = g }); err != nil || g.most != fetches || len(g.asked) != 20 {
			t.Errorf("%d at once, %d asked, %v", g.most, len(g.asked), err)
		}
	})
	t.Run("the end of the context is not blamed on them", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var lines []Line
		sink := &shelf{}
		_, err := Import(ctx, strings.NewReader(pictured), sink, Options{Currency: "EUR", Pictures: ender(cancel), Report: func(l Line) { lines = append(lines, l) }})
		if !errors.Is(err, context.Canceled) || len(lines) > 0 || sink.calls > 0 {
			t.Errorf("%v, %v", lines, err)
		}
	})
}

// ender ends the context at the first picture.
type ender context.CancelFunc

func (e ender) Fetch(ctx context.Context, _ string) (Picture, error) {
	e()
	return Picture{}, ctx.Err()
}
