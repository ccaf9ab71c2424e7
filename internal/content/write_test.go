package content_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

// wantCode asks for a fault of a code at a path.
func wantCode(t *testing.T, err error, code, path string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Label() != code || strings.Join(f.Path, ".") != path {
		t.Errorf("got %v, want %s at %q", err, code, path)
	}
}

// atOnce does something many times at once, and tells how often it went well.
func atOnce(t *testing.T, n int, do func(i int) error, refused func(error)) (done int) {
	t.Helper()
	errs := make([]error, n)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() { errs[i] = do(i) })
	}
	wait.Wait()
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			refused(err)
		}
	}
	return done
}

func TestHandlesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		t.Run("one of many gets a handle", func(t *testing.T) {
			done := atOnce(t, 8, func(i int) error {
				_, err := s.CreatePage(ctx, act.Nobody{}, content.PageSpec{Handle: "sizes", Title: fmt.Sprintf("Sizes %d", i)}, content.Publication{})
				return err
			}, func(err error) { wantCode(t, err, "TAKEN", "handle") })
			same(t, "made", 1, done)
			same(t, "pages", 1, len(all[content.Page](t, db)))
		})
		t.Run("without a handle each gets its own", func(t *testing.T) {
			done := atOnce(t, 8, func(int) error {
				_, err := s.CreateBlog(ctx, act.Nobody{}, content.BlogSpec{Title: "News"})
				return err
			}, func(err error) { t.Error(err) })
			same(t, "made", 8, done)
			handles := map[string]bool{}
			for _, b := range all[content.Blog](t, db) {
				handles[b.Handle] = true
			}
			same(t, "handles", 8, len(handles))
		})
		t.Run("one of many who know a version changes it", func(t *testing.T) {
			p, err := s.CreatePage(ctx, act.Nobody{}, content.PageSpec{Title: "Old"}, content.Publication{})
			must(t, err)
			done := atOnce(t, 8, func(i int) error {
				_, err := s.UpdatePage(ctx, act.Nobody{}, p.ID, content.Edit[content.PageSpec]{Expected: &p.Version, Change: func(spec *content.PageSpec) { spec.Title = fmt.Sprintf("New %d", i) }})
				return err
			}, func(err error) { wantCode(t, err, "CONFLICT", "expectedVersion") })
			same(t, "changed", 1, done)
		})
		t.Run("two halves of a circle are not both made", func(t *testing.T) {
			for round := range 10 {
				ends := []string{fmt.Sprintf("/a%d", round), fmt.Sprintf("/b%d", round)}
				done := atOnce(t, 2, func(i int) error {
					_, err := s.CreateRedirect(ctx, act.Nobody{}, content.RedirectSpec{Path: ends[i], Target: ends[1-i]})
					return err
				}, func(err error) { wantCode(t, err, "BAD_USER_INPUT", "target") })
				same(t, "made", 1, done)
			}
		})
	})
}

// TestRefusedWritesWriteNothing gives each act what it must refuse, and looks at every table of the room.
func TestRefusedWritesWriteNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, by := content.New(db), t.Context(), act.Nobody{}
		page, err := s.CreatePage(ctx, by, content.PageSpec{Title: "Page"}, content.Publication{})
		must(t, err)
		_, err = s.CreatePage(ctx, by, content.PageSpec{Title: "Other"}, content.Publication{})
		must(t, err)
		blog, err := s.CreateBlog(ctx, by, content.BlogSpec{Title: "Blog"})
		must(t, err)
		_, err = s.CreateArticle(ctx, by, content.ArticleEntry{BlogID: blog.ID, ArticleSpec: content.ArticleSpec{Title: "Article"}}, content.Publication{})
		must(t, err)
		must(t, s.PutRedirects(ctx, []content.RedirectSpec{{Path: "/a", Target: "/b"}}))
		must(t, s.PutMetaobjects(ctx, []content.MetaobjectSpec{{Type: "maker", Handle: "mill", Fields: []content.MetaobjectField{{Key: "since", Type: "number_integer", Value: "1"}}}}))
		picture := func() []any {
			return []any{all[content.Page](t, db), all[content.Blog](t, db), all[content.Article](t, db), all[content.Menu](t, db), all[content.MenuItem](t, db),
				all[content.Redirect](t, db), all[content.Metaobject](t, db), all[content.MetaobjectDefinition](t, db), changes(t, db, "page")}
		}
		was := picture()
		createPage := func(spec content.PageSpec) error {
			_, err := s.CreatePage(ctx, by, spec, content.Publication{})
			return err
		}
		updatePage := func(change func(*content.PageSpec)) error {
			_, err := s.UpdatePage(ctx, by, page.ID, content.Edit[content.PageSpec]{Change: change})
			return err
		}
		late := time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, tt := range []struct {
			code, path string
			do         func() error
		}{
			{"BAD_USER_INPUT", "title", func() error { return createPage(content.PageSpec{}) }},
			{"BAD_USER_INPUT", "title", func() error { return createPage(content.PageSpec{Title: strings.Repeat("x", 256)}) }},
			{"BAD_USER_INPUT", "title", func() error { return createPage(content.PageSpec{Title: "a\x00"}) }},
			{"TAKEN", "handle", func() error { return createPage(content.PageSpec{Title: "x", Handle: "page"}) }},
			{"LIMIT_EXCEEDED", "bodyHtml", func() error { return createPage(content.PageSpec{Title: "x", BodyHTML: strings.Repeat("x", 1<<20+1)}) }},
			{"TAKEN", "handle", func() error { return updatePage(func(p *content.PageSpec) { p.Handle = "other" }) }},
			{"BAD_USER_INPUT", "publishDate", func() error {
				_, err := s.UpdatePage(ctx, by, page.ID, content.Edit[content.PageSpec]{Change: func(*content.PageSpec) {}, Show: content.Publication{Visible: new(true), At: &late}})
				return err
			}},
			{"NOT_FOUND", "blog", func() error {
				_, err := s.CreateArticle(ctx, by, content.ArticleEntry{BlogID: 98765, ArticleSpec: content.ArticleSpec{Title: "x"}}, content.Publication{})
				return err
			}},
			{"NOT_FOUND", "items.0.items.0.resourceId", func() error {
				below := []content.MenuItemSpec{{Title: "x", Type: "ARTICLE", ResourceType: "Article", ResourceID: 98765}}
				_, err := s.CreateMenu(ctx, by, content.MenuSpec{Title: "x", Items: []content.MenuItemSpec{{Title: "x", Type: "SEARCH", Items: below}}})
				return err
			}},
			{"BAD_USER_INPUT", "target", func() error {
				_, err := s.CreateRedirect(ctx, by, content.RedirectSpec{Path: "/b", Target: "/a"})
				return err
			}},
			{"NOT_FOUND", "ids.1", func() error { _, err := s.DeleteRedirects(ctx, by, []int64{1, 98765}); return err }},
			{"BAD_USER_INPUT", "fields.0.value", func() error {
				_, err := s.UpdateMetaobject(ctx, by, 1, nil, content.Entry{Values: []content.Value{{Key: "since", Value: "long ago"}}})
				return err
			}},
			{"BAD_USER_INPUT", "fields.0.key", func() error {
				_, err := s.UpsertMetaobject(ctx, by, "maker", "new", nil, content.Entry{Values: []content.Value{{Key: "craft", Value: "x"}}})
				return err
			}},
		} {
			wantCode(t, tt.do(), tt.code, tt.path)
			same(t, tt.code+" at "+tt.path, was, picture())
		}
	})
}

// TestMetafieldsGoWithTheirOwners removes what has metafields, beside others of the same ids and kinds.
func TestMetafieldsGoWithTheirOwners(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, by, ctx := content.New(db), act.Nobody{}, t.Context()
		var pages [2]content.Page
		var blogs [2]content.Blog
		var articles [3]content.Article
		var err error
		for i := range pages {
			pages[i], err = s.CreatePage(ctx, by, content.PageSpec{Title: "Page"}, content.Publication{})
			must(t, err)
			blogs[i], err = s.CreateBlog(ctx, by, content.BlogSpec{Title: "Blog"})
			must(t, err)
		}
		for i, blog := range []int{0, 1, 1} {
			articles[i], err = s.CreateArticle(ctx, by, content.ArticleEntry{BlogID: blogs[blog].ID, ArticleSpec: content.ArticleSpec{Title: "Article"}}, content.Publication{})
			must(t, err)
		}
		must(t, db.Declare(ctx, func(tx database.Tx) error {
			for _, kind := range []string{"Page", "Blog", "Article", "Product"} {
				for id := range 3 {
					err := tx.DB.Exec(`INSERT INTO metafields (owner_type, owner_id, namespace, name, type, value, description, created_at, updated_at)
						VALUES (?, ?, 'custom', 'k', 'boolean', 'true', '', ?, ?)`, kind, id+1, tx.Now, tx.Now).Error
					if err != nil {
						return err
					}
				}
			}
			return nil
		}))
		_, err = s.DeletePage(ctx, by, pages[0].ID, nil)
		must(t, err)
		_, err = s.DeleteArticle(ctx, by, articles[1].ID, nil)
		must(t, err)
		_, err = s.DeleteBlog(ctx, by, blogs[0].ID, nil)
		must(t, err)
		var left []string
		must(t, db.Read(ctx).Raw("SELECT owner_type FROM metafields WHERE owner_type <> 'Product' ORDER BY owner_type, owner_id").Scan(&left).Error)
		if got := strings.Join(left, " "); got != "Article Blog Blog Page Page" {
			t.Errorf("the metafields of %s stay", got)
		}
		var others int64
		must(t, db.Read(ctx).Raw("SELECT COUNT(*) FROM metafields WHERE owner_type = 'Product'").Scan(&others).Error)
		if others != 3 {
			t.Errorf("%d of 3 metafields of products stay", others)
		}
	})
}

// TestWritesDoNotGrow counts the statements of small and large writes.
func TestWritesDoNotGrow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, by := content.New(db), act.Nobody{}
		_, err := s.CreatePage(t.Context(), by, content.PageSpec{Title: "About"}, content.Publication{})
		must(t, err)
		counts := map[string][]int{}
		for _, n := range []int{2, 250} {
			ctx, counter := database.WithCounter(t.Context())
			taken := func(what string) {
				counts[what] = append(counts[what], len(counter.Statements()))
				ctx, counter = database.WithCounter(t.Context())
			}
			items := make([]content.MenuItemSpec, n)
			for i := range items {
				items[i] = content.MenuItemSpec{Title: fmt.Sprint(i), Type: "PAGE", ResourceType: "Page", ResourceID: 1, Items: []content.MenuItemSpec{{Title: "below", Type: "SEARCH"}}}
			}
			menu, err := s.CreateMenu(ctx, by, content.MenuSpec{Title: "Menu", Items: items})
			must(t, err)
			taken("menuCreate")
			_, err = s.UpdateMenu(ctx, by, menu.Menu.ID, content.Edit[content.MenuSpec]{Change: func(m *content.MenuSpec) { m.Items[0].Title = "First" }})
			must(t, err)
			taken("menuUpdate")
			specs, values := make([]content.RedirectSpec, n), make([]content.Value, n)
			fields := make([]content.FieldDefinition, n)
			for i := range specs {
				specs[i] = content.RedirectSpec{Path: fmt.Sprintf("/%d/%d", n, i), Target: "/new"}
				fields[i] = content.FieldDefinition{Key: fmt.Sprintf("k%d", i), Name: "K", Type: "number_integer"}
				values[i] = content.Value{Key: fields[i].Key, Value: "1"}
			}
			must(t, s.PutRedirects(t.Context(), specs))
			var ids []int64
			for _, r := range all[content.Redirect](t, db) {
				ids = append(ids, r.ID)
			}
			taken("")
			_, err = s.DeleteRedirects(ctx, by, ids)
			must(t, err)
			taken("urlRedirectBulkDeleteByIds")
			_, err = s.CreateDefinition(ctx, by, content.DefinitionSpec{Type: fmt.Sprintf("type-%d", n), Name: "Type", Fields: fields})
			must(t, err)
			taken("metaobjectDefinitionCreate")
			_, err = s.CreateMetaobject(ctx, by, fmt.Sprintf("type-%d", n), content.Entry{Values: values})
			must(t, err)
			taken("metaobjectCreate")
		}
		delete(counts, "")
		for what, n := range counts {
			if n[0] != n[1] {
				t.Errorf("%s takes %d statements for two and %d for 250", what, n[0], n[1])
			}
		}
		t.Log(counts)
	})
}
