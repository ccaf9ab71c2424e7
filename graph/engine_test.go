package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/bulk"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/demo"
	"cartwright/internal/mail"
	"cartwright/internal/media"
	"cartwright/internal/privacy"
	"cartwright/internal/search"
	"cartwright/internal/secret"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
	"cartwright/internal/upload"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// house is the demo shop with an engine over it.
type house struct {
	store   *media.Store
	uploads *upload.Service
	bulk    *bulk.Service
	db      *database.DB
	engine  *graph.Engine
	catalog *catalog.Service
	content *content.Service
	shop    *shop.Service
	terms   *terms.Service
	carts   *cart.Service
	people  *account.Service
	staff   *staff.Service
	post    *post
	log     *bytes.Buffer
	keys    map[string][]string // primary keys, by table
}

// now is when the tests play: after everything in the demo shop was published.
var now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

func newHouse(t testing.TB, db *database.DB) *house {
	t.Helper()
	texts := content.New(db)
	h := &house{db: db, catalog: catalog.New(db, texts.Moved), content: texts, shop: shop.New(db), terms: terms.New(db), log: &bytes.Buffer{}}
	h.post = &post{}
	cheap := secret.NewHasher(secret.Params{Memory: 64, Time: 1, Threads: 1})
	h.people = account.New(db, account.Options{Hasher: cheap, Mailer: h.post, Multipass: multipassKey})
	h.carts = cart.New(db, h.catalog, h.terms, h.people, h.shop, cart.Options{})
	var err error
	if h.staff, err = staff.New(db, staff.Options{Hasher: cheap, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	if h.store, err = media.Open(t.TempDir(), media.Options{AllowPrivate: true, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.store.Close() })
	if h.uploads, err = upload.New(db, h.store, upload.Options{Mentioned: h.catalog.MentionedMedia, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	h.bulk = h.newBulk()
	rooms := graph.Rooms{Bulk: h.bulk, Previews: catalog.NewPreviews(db, ""), Uploads: h.uploads, Terms: h.terms, Staff: h.staff, Search: search.New(db, h.catalog, h.content, h.shop, slog.New(slog.DiscardHandler)), Catalog: h.catalog, Content: h.content, Shop: h.shop, Carts: h.carts, People: h.people, Privacy: h.privacy(t, db), Now: db.Now}
	h.engine = graph.NewEngine(graph.NewResolver(rooms), graph.Options{
		Log: slog.New(slog.NewTextHandler(h.log, nil)), Limits: graph.DefaultLimits(),
		Origin:    func(context.Context) string { return "https://shop.example" },
		RequestID: func(context.Context) string { return "test-request" },
	})
	return h
}

// privacy is what gives people what is kept of them.
func (h *house) privacy(t testing.TB, db *database.DB) *privacy.Service {
	t.Helper()
	mails, err := mail.New(db, mail.Options{ShopName: func(context.Context) (string, error) { return "Test", nil }})
	if err != nil {
		t.Fatal(err)
	}
	return privacy.New(privacy.Rooms{Database: db, People: h.people, Carts: h.carts, Catalog: h.catalog, Mail: mails})
}

// demoHouse is a house with the whole demo shop in it.
func demoHouse(t testing.TB, db *database.DB) *house {
	t.Helper()
	h := newHouse(t, db)
	if err := demo.Fill(context.Background(), demo.Rooms{Catalog: h.catalog, Content: h.content, Shop: h.shop, Terms: h.terms}, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	return h
}

// warm has the house read what it reads once: the settings, and everything that can be found.
func (h *house) warm(t testing.TB) {
	t.Helper()
	h.do(t, `{ shop { name } search(query: "", first: 1) { totalCount } }`, nil)
}

// do runs a request and counts its statements.
func (h *house) do(t testing.TB, text string, variables map[string]any) (answer []byte, statements []string) {
	t.Helper()
	ctx, counter := database.WithCounter(context.Background())
	reply := h.engine.Execute(ctx, graph.Request{Text: text, Variables: variables})
	return reply.Body, counter.Statements()
}

// TestGoldens runs every operation of testdata on every database: the answers are the same to the byte, and the number
// of statements is the one that stands in the operation's first line ("# statements: 4").
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no operations: %v", err)
	}
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := demoHouse(t, db)
		h.warm(t) // the settings are read once a second, not with every operation
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".graphql")
			t.Run(name, func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				var variables map[string]any
				if raw, err := os.ReadFile(strings.TrimSuffix(file, ".graphql") + ".variables.json"); err == nil {
					decoder := json.NewDecoder(bytes.NewReader(raw))
					decoder.UseNumber()
					if err := decoder.Decode(&variables); err != nil {
						t.Fatal(err)
					}
				}
				answer, statements := h.do(t, string(text), variables)
				var pretty bytes.Buffer
				if err := json.Indent(&pretty, answer, "", "  "); err != nil {
					t.Fatalf("%v: %s", err, answer)
				}
				pretty.WriteByte('\n')
				storetest.Golden(t, strings.TrimSuffix(file, ".graphql")+".golden.json", pretty.Bytes())
				checkStatements(t, file, string(text), statements)
			})
		}
	})
}

const statementsMark = "# statements: "

// checkStatements holds the count against the operation's first line; with -update it writes that line.
func checkStatements(t *testing.T, file, text string, statements []string) {
	t.Helper()
	first, rest, _ := strings.Cut(text, "\n")
	committed, marked := strings.CutPrefix(first, statementsMark)
	if !marked {
		rest = text
	}
	got := strconv.Itoa(len(statements))
	if committed == got {
		return
	}
	if storetest.Updating() {
		if err := os.WriteFile(file, []byte(statementsMark+got+"\n"+rest), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s statements, committed are %q:\n%s", got, committed, strings.Join(statements, "\n"))
}

// TestStatementsDoNotGrow asks for pages of every size: the statements stay the same.
func TestStatementsDoNotGrow(t *testing.T) {
	text, err := os.ReadFile("testdata/products-listing.graphql")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		h := demoHouse(t, db)
		h.warm(t)
		for _, first := range []int64{3, 10, 100} {
			answer, statements := h.do(t, string(text), map[string]any{"first": first})
			if len(statements) != 4 || bytes.Contains(answer, []byte(`"errors"`)) {
				t.Errorf("a page of %d took %d statements, want 4: %s", first, len(statements), statements)
			}
		}
	})
}
