package media

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// mentions are rows that mention names.
type mentions map[string]bool

func (m mentions) of(_ context.Context, names []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = m[n]
	}
	return out, nil
}

const long = 25 * time.Hour

func TestSweepOriginals(t *testing.T) {
	eachPlace(t, func(t *testing.T, p place) {
		s := newStore(t, Options{URL: p.url})
		ctx := t.Context()
		content := func(width int) []byte { return pngOf(t, quarters(width, 20)) }
		used, loose, young := stored(t, s, content(40)).Name, stored(t, s, content(42)).Name, stored(t, s, content(44)).Name
		for _, name := range []string{used, loose} {
			p.older(t, s, name, long)
		}
		put := func(name string) {
			in, err := s.Receive(Data, strings.NewReader("a,b\n"))
			if err != nil {
				t.Fatal(err)
			}
			defer in.Discard()
			if err := s.Stage(ctx, name, in); err != nil {
				t.Fatal(err)
			}
		}
		put("up_waiting0")
		put("up_expired0")
		p.older(t, s, "uploads/up_waiting0", long)
		p.older(t, s, "uploads/up_expired0", long)
		rows := mentions{used: true, "uploads/up_waiting0": true}
		sweep := func(dry bool) Swept {
			t.Helper()
			out, err := s.Sweep(ctx, Sweeping{DryRun: dry, Mentioned: rows.of})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		check := func(want ...string) {
			t.Helper()
			got := p.names(t)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		t.Run("a dry run only tells", func(t *testing.T) {
			if got := sweep(true); got.Looked != 5 || got.Trashed != 1 || got.Removed != 1 {
				t.Errorf("got %+v", got)
			}
			check(used, loose, young, "uploads/up_waiting0", "uploads/up_expired0")
		})
		t.Run("what is old and not mentioned goes out of sight", func(t *testing.T) {
			if got := sweep(false); got.Trashed != 1 || got.Removed != 1 || got.Restored != 0 {
				t.Errorf("got %+v", got)
			}
			check(used, young, "trash/"+loose, "uploads/up_waiting0")
		})
		t.Run("who asks for it has it back", func(t *testing.T) {
			if r := get(t, s, Path(loose)); r.StatusCode != http.StatusOK {
				t.Errorf("status %d", r.StatusCode)
			}
			check(used, young, loose, "uploads/up_waiting0")
			if got := sweep(false); got.Trashed != 0 {
				t.Errorf("what came back was taken at once: %+v", got)
			}
		})
		t.Run("who keeps it again meanwhile has it whole, and young", func(t *testing.T) {
			p.older(t, s, loose, long)
			sweep(false)
			stored(t, s, content(42))
			check(used, young, loose, "trash/"+loose, "uploads/up_waiting0")
			rows[loose] = true
			p.older(t, s, "trash/"+loose, long)
			if got := sweep(false); got.Removed != 1 || got.Trashed+got.Restored != 0 {
				t.Errorf("got %+v", got)
			}
			check(used, young, loose, "uploads/up_waiting0")
		})
		t.Run("what a row mentions after all comes back", func(t *testing.T) {
			delete(rows, loose)
			p.older(t, s, loose, long)
			sweep(false)
			rows[loose] = true
			p.older(t, s, "trash/"+loose, long)
			if got := sweep(false); got.Restored != 1 {
				t.Errorf("got %+v", got)
			}
			check(used, young, loose, "uploads/up_waiting0")
		})
		t.Run("what nobody mentions for two graces goes for good", func(t *testing.T) {
			delete(rows, loose)
			p.older(t, s, loose, long)
			sweep(false)
			if got := sweep(false); got.Removed != 0 {
				t.Errorf("too early: %+v", got)
			}
			p.older(t, s, "trash/"+loose, long)
			if got := sweep(false); got.Removed != 1 {
				t.Errorf("got %+v", got)
			}
			check(used, young, "uploads/up_waiting0")
		})
	})
}

// TestSweepAndPut has somebody keep the bytes of a picture, and mention it, at the worst moments of a sweep: whatever comes
// first, whoever asks for the picture has it, and it outlives further sweeps.
func TestSweepAndPut(t *testing.T) {
	eachPlace(t, func(t *testing.T, p place) {
		content := pngOf(t, quarters(40, 20))
		for _, moment := range []string{"after the look at the rows", "just before it is moved", "after it was kept and before the row appears"} {
			t.Run(moment, func(t *testing.T) {
				s := newStore(t, Options{URL: p.url})
				name := stored(t, s, content).Name
				p.older(t, s, name, long)
				rows := mentions{}
				act := func() { stored(t, s, content); rows[name] = true }
				asked := rows.of
				switch moment {
				case "after the look at the rows":
					asked = func(ctx context.Context, names []string) (map[string]bool, error) {
						defer act()
						return mentions{}.of(ctx, names)
					}
				case "just before it is moved":
					s.bucket = &meddled{bucket: s.bucket, before: act}
				case "after it was kept and before the row appears":
					// Kept while young, so left as it is; the sweep has another idea of its age.
					s.bucket = &meddled{bucket: s.bucket, before: func() { rows[name] = true }}
				}
				if _, err := s.Sweep(t.Context(), Sweeping{Mentioned: asked}); err != nil {
					t.Fatal(err)
				}
				if !rows[name] {
					t.Fatal("the moment did not come")
				}
				for range 3 {
					if r := get(t, s, Path(name)); !bytes.Equal(bodyOf(t, r), content) {
						t.Fatalf("the picture is gone: status %d", r.StatusCode)
					}
					for _, n := range p.names(t) {
						p.older(t, s, n, long)
					}
					if _, err := s.Sweep(t.Context(), Sweeping{Mentioned: rows.of}); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.Delete(t.Context(), name); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
}

// meddled is a bucket in which something happens between the last look at an object and its move.
type meddled struct {
	bucket
	before func()
}

func (m *meddled) move(ctx context.Context, from, to string) error {
	if m.before != nil && strings.HasPrefix(to, trashFolder) {
		m.before()
		m.before = nil
	}
	return m.bucket.move(ctx, from, to)
}

func TestSweepLeavesOthersAlone(t *testing.T) {
	p := directoryPlace(t)
	s := newStore(t, Options{URL: p.url})
	dir := strings.TrimPrefix(p.url, "file://")
	for _, name := range []string{"notes.txt", "picture.png", "ABCDEF.png", ".hidden"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		setAge(t, filepath.Join(dir, name), 1000*time.Hour)
	}
	got, err := s.Sweep(t.Context(), Sweeping{Mentioned: mentions{}.of})
	if err != nil || got != (Swept{}) || len(p.names(t)) != 4 {
		t.Errorf("got %+v, %v, left %q", got, err, p.names(t))
	}
	if _, err := s.Sweep(t.Context(), Sweeping{Grace: time.Minute, Mentioned: mentions{}.of}); err == nil {
		t.Error("swept what may be on its way")
	}
	failing := func(context.Context, []string) (map[string]bool, error) { return nil, fmt.Errorf("no database") }
	name := stored(t, s, pngOf(t, quarters(40, 20))).Name
	p.older(t, s, name, long)
	if _, err := s.Sweep(t.Context(), Sweeping{Mentioned: failing}); err == nil || !slices.Contains(p.names(t), name) {
		t.Errorf("without rows: %v, left %q", err, p.names(t))
	}
}

// TestSweepMany sweeps 100,000 names, of which one in sixteen is mentioned by nobody.
func TestSweepMany(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 100,000 files")
	}
	const count = 100_000
	p := directoryPlace(t)
	s := newStore(t, Options{URL: p.url})
	dir, old := strings.TrimPrefix(p.url, "file://"), time.Now().Add(-long)
	for i := range count {
		path := filepath.Join(dir, fmt.Sprintf("%032x.png", i))
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	most, asked := 0, 0
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	got, err := s.Sweep(t.Context(), Sweeping{Mentioned: func(_ context.Context, names []string) (map[string]bool, error) {
		most, asked = max(most, len(names)), asked+1
		out := map[string]bool{}
		for _, n := range names {
			out[n] = !strings.HasSuffix(n, "7.png")
		}
		runtime.ReadMemStats(&after)
		return out, nil
	}})
	if err != nil || got.Looked < count || got.Trashed != count/16 {
		t.Errorf("got %+v, %v", got, err)
	}
	if most >= sweepBatch+listPage {
		t.Errorf("%d names were in memory at a time", most)
	}
	t.Logf("%d names in %v, %d questions of at most %d names, %d KiB more on the heap", got.Looked, time.Since(start).Round(time.Millisecond), asked, most,
		(int64(after.HeapAlloc)-int64(before.HeapAlloc))>>10)
}
