package bulk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// folder holds files as staff have sent them.
type folder struct{ dir string }

func (f folder) Open(_ context.Context, source string) (io.ReadCloser, int64, error) {
	file, err := os.Open(filepath.Join(f.dir, source))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fault.NotFoundf("", "there is no such upload")
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	return file, info.Size(), err
}

func (f folder) Hold(_ database.Tx, source string, _ time.Time) error {
	if _, err := os.Stat(filepath.Join(f.dir, source)); err != nil {
		return fault.NotFoundf("", "there is no such upload")
	}
	return nil
}

// file puts a file into the folder.
func (f folder) file(t testing.TB, name, text string) string {
	t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func service(db *database.DB, f Files, batch int) *Service {
	return New(Rooms{Database: db, Catalog: catalog.New(db), Files: f, Currency: func(context.Context) (money.Currency, error) { return "EUR", nil }},
		Settings{Lease: 250 * time.Millisecond, Poll: 10 * time.Millisecond, Batch: batch, Log: slog.New(slog.DiscardHandler)})
}

// running works operations off until the test ends.
func running(t testing.TB, s *Service) {
	ctx, stop := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { _ = s.Run(ctx) })
	t.Cleanup(func() { stop(); group.Wait() })
}

// await waits until an operation is as wanted.
func await(t testing.TB, s *Service, id int64, wanted func(Operation) bool) Operation {
	t.Helper()
	end := time.Now().Add(time.Minute)
	for {
		o, err := s.Find(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if wanted(o) {
			return o
		}
		if time.Now().After(end) {
			t.Fatalf("not in a minute: %+v", o)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func done(o Operation) bool { return o.Done() }

// report is the whole report of an operation.
func report(t testing.TB, s *Service, id int64, level string) []string {
	t.Helper()
	out := []string{}
	var after *string
	for {
		p, err := s.Report(t.Context(), id, level, page.Args{First: new(250), After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Nodes {
			out = append(out, fmt.Sprintf("%s: row %d, %s (%s): %s", r.Level, r.Row, r.Column, r.Handle, r.Text))
		}
		if !p.HasNext {
			return out
		}
		after = new(p.Cursor(len(p.Nodes) - 1))
	}
}

// goods are products of some variants in a file; some are wrong, by the file alone or by what the catalogue says, and each
// links to the one behind it.
func goods(n, variants int) string {
	var b strings.Builder
	b.WriteString("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Published At,Related products (product.metafields.shopify--discovery--product_recommendation.related_products),Variant Quantity Minimum,Variant Quantity Increment\n")
	for i := range n {
		price, minimum := "9.90", "2"
		if i%10 == 3 {
			price = "cheap"
		}
		if i%10 == 7 {
			minimum = "3" // no multiple of the increment
		}
		for v := range variants {
			if v == 0 {
				fmt.Fprintf(&b, "p-%d,Product %d,Size,S0,sku-%d-0,%s,%d,2026-04-01T09:30:00Z,p-%d,%s,2\n", i, i, i, price, i, (i+1)%n, minimum)
			} else {
				fmt.Fprintf(&b, "p-%d,,,S%d,sku-%d-%d,9.90,%d,,,2,2\n", i, v, i, v, v)
			}
		}
	}
	return b.String()
}

func TestOperation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		f := folder{t.TempDir()}
		s := service(db, f, 10)
		start := func(t *testing.T, in ImportInput) Operation {
			t.Helper()
			o, err := s.Import(t.Context(), act.Nobody{}, in)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		file := f.file(t, "goods.csv", goods(60, 3))
		t.Run("a file that is not there is refused", func(t *testing.T) {
			_, err := s.Import(t.Context(), act.Nobody{}, ImportInput{Source: "nowhere", Format: CSV})
			if g, ok := faultOf(err); !ok || g.Kind != fault.NotFound || strings.Join(g.Path, ".") != "resourceUrl" {
				t.Errorf("%v", err)
			}
			if _, err := s.Import(t.Context(), act.Nobody{}, ImportInput{Source: file, Format: "XML"}); !isFault(err, fault.Invalid) {
				t.Errorf("%v", err)
			}
			if p, err := s.List(t.Context(), page.Args{First: new(5)}); err != nil || len(p.Nodes) > 0 {
				t.Errorf("%+v, %v", p.Nodes, err)
			}
		})
		var waiting Operation
		t.Run("one that waits is canceled at once", func(t *testing.T) {
			waiting = start(t, ImportInput{Source: file, Format: CSV})
			o, err := s.Cancel(t.Context(), act.Nobody{}, waiting.ID)
			if err != nil || o.State != Canceled || !o.Done() {
				t.Errorf("%+v, %v", o, err)
			}
			if _, err := s.Cancel(t.Context(), act.Nobody{}, waiting.ID); !isFault(err, fault.Conflict) {
				t.Errorf("%v", err)
			}
		})
		running(t, s)
		t.Run("a dry run says what would be", func(t *testing.T) {
			o := await(t, s, start(t, ImportInput{Source: file, Format: CSV, DryRun: true}).ID, done)
			want := Summary{Rows: 180, Products: 60, Variants: 162, Created: 54, Refused: 6, Errors: 6}
			if o.State != Completed || o.Summary != want {
				t.Errorf("%+v", o)
			}
			if n, err := catalog.New(db).CountProducts(t.Context()); err != nil || n != 0 {
				t.Errorf("%d products, %v", n, err)
			}
		})
		t.Run("an import tells what became of it", func(t *testing.T) {
			o := await(t, s, start(t, ImportInput{Source: file, Format: CSV}).ID, done)
			want := Summary{Rows: 180, Products: 60, Variants: 162, Created: 48, Refused: 12, Errors: 12}
			if o.State != Completed || o.Summary != want || o.Percent() != 100 || o.BytesDone != o.Bytes || o.RowsKept != 12 || o.Error != "" {
				t.Errorf("%+v", o)
			}
			lines := report(t, s, o.ID, "error")
			if len(lines) != 12 || lines[0] != `error: row 11, Variant Price (p-3): "cheap" is not an amount: write digits with a point before the decimals, such as 1234.5` {
				t.Errorf("%q", lines)
			}
			if warnings := report(t, s, o.ID, "warning"); len(warnings) > 0 {
				t.Errorf("%q", warnings)
			}
			links := 0
			specs, err := catalog.New(db).SpecsAfter(t.Context(), 0, 100)
			for _, spec := range specs {
				links += len(spec.Related)
			}
			if err != nil || links != 36 { // two of ten products are not there, and as many link to one that is not
				t.Errorf("%d links, %v", links, err)
			}
		})
		t.Run("a second import changes nothing", func(t *testing.T) {
			o := await(t, s, start(t, ImportInput{Source: file, Format: CSV}).ID, done)
			if o.Summary.Unchanged != 48 || o.Summary.Created+o.Summary.Updated > 0 {
				t.Errorf("%+v", o.Summary)
			}
		})
		t.Run("a file that cannot be used fails the operation", func(t *testing.T) {
			o := await(t, s, start(t, ImportInput{Source: f.file(t, "bad.csv", "Title\nx\n"), Format: CSV}).ID, done)
			if o.State != Failed || !strings.Contains(o.Error, "no column") {
				t.Errorf("%+v", o)
			}
		})
		t.Run("one that runs is canceled with its batch", func(t *testing.T) {
			o := start(t, ImportInput{Source: f.file(t, "many.csv", strings.ReplaceAll(goods(5000, 1), "p-", "m-")), Format: CSV})
			await(t, s, o.ID, func(o Operation) bool { return o.RowDone > 0 })
			if _, err := s.Cancel(t.Context(), act.Nobody{}, o.ID); err != nil {
				t.Fatal(err)
			}
			o = await(t, s, o.ID, done)
			n, err := catalog.New(db).CountProducts(t.Context())
			if o.State != Canceled || o.Summary.Created == 0 || o.Summary.Created > 4000 || err != nil || int(n) != 48+o.Summary.Created {
				t.Errorf("%+v; %d products, %v", o, n, err)
			}
		})
		t.Run("they are listed, the latest first", func(t *testing.T) {
			p, err := s.List(t.Context(), page.Args{First: new(250)})
			if err != nil || len(p.Nodes) != 6 || p.Nodes[0].State != Canceled || p.Nodes[5].ID != waiting.ID {
				t.Errorf("%+v, %v", p.Nodes, err)
			}
		})
	})
}

// A holder that was thought dead writes nothing any more, however far it has come.
func TestFencing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		f := folder{t.TempDir()}
		s := service(db, f, 10)
		o, err := s.Import(t.Context(), act.Nobody{}, ImportInput{Source: f.file(t, "a.csv", goods(5, 1)), Format: CSV})
		if err != nil {
			t.Fatal(err)
		}
		old := o
		if ok, err := s.claim(t.Context(), &old); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if ok, err := s.claim(t.Context(), new(o)); ok || err != nil {
			t.Fatalf("a held operation was leased again: %v", err)
		}
		if err := s.giveBack(t.Context(), &old, 0); err != nil {
			t.Fatal(err)
		}
		fresh, err := s.Find(t.Context(), o.ID)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		won := make([]bool, 8)
		for i := range won {
			group.Go(func() { won[i], _ = s.claim(context.Background(), new(fresh)) })
		}
		group.Wait()
		if n := len(slicesWhere(won)); n != 1 {
			t.Fatalf("%d of %d took the lease", n, len(won))
		}
		if err := s.importFile(t.Context(), &old); !errors.Is(err, errStopped) {
			t.Errorf("the former holder got: %v", err)
		}
		if n, err := catalog.New(db).CountProducts(t.Context()); n != 0 || err != nil {
			t.Errorf("the former holder wrote %d products, %v", n, err)
		}
		if ok, err := s.renew(t.Context(), &old); ok || err != nil {
			t.Errorf("the former holder kept its lease, %v", err)
		}
		if err := s.finish(t.Context(), &old, Completed, ""); err != nil {
			t.Fatal(err)
		}
		if now, err := s.Find(t.Context(), o.ID); err != nil || now.Done() {
			t.Errorf("the former holder ended it: %+v, %v", now, err)
		}
	})
}

func slicesWhere(all []bool) (out []int) {
	for i, yes := range all {
		if yes {
			out = append(out, i)
		}
	}
	return out
}

const workerVariable = "CARTWRIGHT_TEST_BULK_WORKER"

// workUntilKilled is the other process of TestKills: the database's URL, and the folder of files behind a line break.
func workUntilKilled(variable string) {
	url, dir, _ := strings.Cut(variable, "\n")
	db, err := database.Open(context.Background(), database.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = service(db, folder{dir}, 10).Run(context.Background())
}

// An import whose process is killed again and again ends as one that was left alone.
func TestKills(t *testing.T) {
	kills := 20
	if testing.Short() || raceEnabled {
		kills = 4
	}
	const products = 600
	storetest.EachURL(t, func(t *testing.T, url string) {
		t.Parallel()
		open := func() *database.DB {
			db, err := database.Open(t.Context(), database.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			return db
		}
		db := open()
		if err := db.Migrate(t.Context(), func(string) {}); err != nil {
			t.Fatal(err)
		}
		f := folder{t.TempDir()}
		file := f.file(t, "goods.csv", goods(products, 2))
		s := service(db, f, 10)
		o, err := s.Import(t.Context(), act.Nobody{}, ImportInput{Source: file, Format: CSV})
		if err != nil {
			t.Fatal(err)
		}
		var worker *exec.Cmd
		launch := func() {
			worker = exec.Command(os.Args[0])
			worker.Env = append(os.Environ(), workerVariable+"="+url+"\n"+f.dir)
			worker.Stderr = os.Stderr
			if err := worker.Start(); err != nil {
				t.Fatal(err)
			}
		}
		end := func() {
			_ = worker.Process.Kill() // SIGKILL
			_ = worker.Wait()
		}
		last, began := Operation{}, time.Now()
		forward := func(now Operation) bool {
			if now.Reading < last.Reading || now.Reading == last.Reading && now.RowDone < last.RowDone || now.BytesDone < last.BytesDone ||
				now.Summary.Rows < last.Summary.Rows || now.Summary.Created < last.Summary.Created {
				t.Fatalf("it went back from %+v to %+v", last, now)
			}
			further := now.Reading > last.Reading || now.RowDone > last.RowDone
			last = now
			return further
		}
		done := 0
		for range kills {
			launch()
			now := await(t, s, o.ID, func(o Operation) bool { return forward(o) || o.Done() })
			if now.Done() {
				end()
				break
			}
			time.Sleep(time.Duration(rand.IntN(15)) * time.Millisecond) // anywhere in its work
			end()
			done++
			if last, err = s.Find(t.Context(), o.ID); err != nil { // it may have come further meanwhile
				t.Fatal(err)
			}
		}
		launch()
		defer end()
		now := await(t, s, o.ID, func(o Operation) bool { forward(o); return o.Done() })
		if done < kills {
			t.Errorf("it was over after %d kills", done)
		}

		alone := storetest.Open(t, db.Kind())
		other := service(alone, f, 10)
		running(t, other)
		whole, err := other.Import(t.Context(), act.Nobody{}, ImportInput{Source: file, Format: CSV})
		if err != nil {
			t.Fatal(err)
		}
		whole = await(t, other, whole.ID, func(o Operation) bool { return o.Done() })
		if now.State != Completed || now.Summary != whole.Summary || now.RowsKept != whole.RowsKept {
			t.Errorf("%+v\nnot as without kills: %+v", now, whole)
		}
		if diff := cmp.Diff(report(t, other, whole.ID, ""), report(t, s, o.ID, "")); diff != "" {
			t.Errorf("the report is not as without kills:\n%s", diff)
		}
		if exported(t, alone, JSONL) != exported(t, db, JSONL) {
			t.Error("the products are not as without kills")
		}
		n, err := catalog.New(db).CountProducts(t.Context())
		if err != nil || int(n) != whole.Summary.Created {
			t.Errorf("%d products, %v", n, err)
		}
		again, err := s.Import(t.Context(), act.Nobody{}, ImportInput{Source: file, Format: CSV})
		if err != nil {
			t.Fatal(err)
		}
		again = await(t, s, again.ID, func(o Operation) bool { return o.Done() })
		if again.Summary.Unchanged != whole.Summary.Created || again.Summary.Created+again.Summary.Updated > 0 {
			t.Errorf("a second import changed something: %+v", again.Summary)
		}
		t.Logf("%d kills, %d leases, %d products of %d, %d lines of report, %v", done, now.Lease, n, products, now.RowsKept, time.Since(began).Round(time.Millisecond))
	})
}
