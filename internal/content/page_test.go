package content_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

func TestPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		specs := pageSpecs()
		must(t, s.PutPages(ctx, specs))
		touchPages(t, s, specs)
		visible := all[content.Page](t, db)
		tomorrow := db.Now().Add(24 * time.Hour)
		must(t, s.PutPages(ctx, []content.PageSpec{{Handle: "draft", Title: "apple draft"},
			{Handle: "later", Title: "apple later", PublishedAt: &tomorrow}}))
		hidden := all[content.Page](t, db)[len(visible):]

		list := func(q content.Query) (page.Conn[content.Page], error) { return s.Pages(ctx, q) }
		testOrders(t, visible, func(p content.Page) int64 { return p.ID }, map[string]func(a, b content.Page) int{
			"ID":         func(a, b content.Page) int { return 0 },
			"RELEVANCE":  func(a, b content.Page) int { return 0 },
			"TITLE":      func(a, b content.Page) int { return byText(a.Title, b.Title) },
			"UPDATED_AT": func(a, b content.Page) int { return a.UpdatedAt.Compare(b.UpdatedAt) },
		}, list)

		t.Run("words find titles without regard to case, accents and order", func(t *testing.T) {
			for text, want := range map[string][]string{
				"APPLE": {"apple", "Apple", "apple"}, "école": {"École", "ecole"}, "crossing zebra": {"zebra crossing"},
				"uber": {"Über uns"}, "apple zebra": {}, "日本": {"日本"}, "%": titles, "_": titles, "' OR 1=1": {}, "\"tips\"": {"10 tips", "9 tips"},
			} {
				rows := walk(t, list, content.Query{Sort: "ID", Match: text}, 4, false)
				found := []string{}
				for _, r := range rows {
					found = append(found, r.Title)
				}
				same(t, text, want, found)
			}
		})
		t.Run("too many words are a fault", func(t *testing.T) {
			_, err := list(content.Query{Sort: "ID", Match: strings.Repeat("word ", 17), Args: page.Args{First: new(1)}})
			wantFault(t, err, fault.Limit, "query")
		})
		t.Run("a cursor of one order is refused by another", func(t *testing.T) {
			c := got[page.Conn[content.Page]](t)(list(content.Query{Sort: "ID", Args: page.Args{First: new(1)}}))
			_, err := list(content.Query{Sort: "TITLE", Args: page.Args{First: new(1), After: new(c.Cursor(0))}})
			wantFault(t, err, fault.Invalid, "after")
		})
		t.Run("a page is found by handle and by id when it is published", func(t *testing.T) {
			same(t, "page", visible[2], got[content.Page](t)(s.FindPage(ctx, "page-2")))
			ids := []int64{visible[0].ID, 987654, hidden[0].ID, hidden[1].ID, visible[3].ID}
			same(t, "by ids", map[int64]content.Page{visible[0].ID: visible[0], visible[3].ID: visible[3]},
				got[map[int64]content.Page](t)(s.PagesByIDs(ctx, ids)))
			same(t, "by no ids", map[int64]content.Page{}, got[map[int64]content.Page](t)(s.PagesByIDs(ctx, nil)))
			for _, h := range []string{"draft", "later", "nowhere", ""} {
				_, err := s.FindPage(ctx, h)
				wantFault(t, err, fault.NotFound, "handle")
			}
		})
	})
}

func TestPutPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		spec := content.PageSpec{Handle: "about", Title: " About ", PublishedAt: &anyTime, SEO: content.SEO{Title: "A", Description: "B"},
			BodyHTML: `<p onclick="x()">Hello <b>you</b></p><script>alert(1)</script><p>there</p>`}
		must(t, s.PutPages(ctx, []content.PageSpec{spec}))
		first := got[content.Page](t)(s.FindPage(ctx, "about"))

		t.Run("HTML is made harmless, and its text kept beside it", func(t *testing.T) {
			if first.CreatedAt.IsZero() || first.PublishedAt == nil {
				t.Fatalf("the times are missing: %+v", first)
			}
			same(t, "page", content.Page{ID: first.ID, Handle: "about", Title: "About", TitleKey: []byte("about"),
				BodyHTML: "<p>Hello <b>you</b></p><p>there</p>", Body: "Hello you there", SEO: spec.SEO,
				PublishedAt: &first.CreatedAt, Version: 1, CreatedAt: first.CreatedAt, UpdatedAt: first.CreatedAt}, first)
		})
		t.Run("the same once more writes nothing", func(t *testing.T) {
			must(t, s.PutPages(ctx, []content.PageSpec{spec}))
			same(t, "page", first, got[content.Page](t)(s.FindPage(ctx, "about")))
			same(t, "changes", 1, changes(t, db, "page"))
		})
		t.Run("a change keeps the id and the times of making and publication", func(t *testing.T) {
			spec.Title = "About us"
			must(t, s.PutPages(ctx, []content.PageSpec{spec, {Handle: "other", Title: "Other"}}))
			want := first
			want.Title, want.TitleKey, want.Version = "About us", []byte("about us"), 2
			have := got[content.Page](t)(s.FindPage(ctx, "about"))
			if have.UpdatedAt.Before(first.UpdatedAt) {
				t.Errorf("updated %s, before %s", have.UpdatedAt, first.UpdatedAt)
			}
			want.UpdatedAt = have.UpdatedAt
			same(t, "page", want, have)
			same(t, "changes", 3, changes(t, db, "page"))
		})
		t.Run("a publication can be set, moved and taken back", func(t *testing.T) {
			spec.PublishedAt = &longAgo
			twice(t, s.PutPages, []content.PageSpec{spec})
			same(t, "time", longAgo, *got[content.Page](t)(s.FindPage(ctx, "about")).PublishedAt)
			spec.PublishedAt = nil
			twice(t, s.PutPages, []content.PageSpec{spec})
			_, err := s.FindPage(ctx, "about")
			wantFault(t, err, fault.NotFound, "handle")
			same(t, "changes", 5, changes(t, db, "page"))
		})
		t.Run("nothing declared is nothing done", func(t *testing.T) {
			must(t, s.PutPages(ctx, nil))
			must(t, s.PutPages(ctx, []content.PageSpec{}))
			same(t, "changes", 5, changes(t, db, "page"))
		})
		t.Run("one wrong spec stops all, and says where", func(t *testing.T) {
			good := content.PageSpec{Handle: "good", Title: "Good"}
			for name, tt := range map[string]struct {
				bad  content.PageSpec
				path string
				kind fault.Kind
			}{
				"no handle":             {content.PageSpec{Title: "T"}, "1.handle", 0},
				"capitals in a handle":  {content.PageSpec{Handle: "About", Title: "T"}, "1.handle", 0},
				"a slash in a handle":   {content.PageSpec{Handle: "a/b", Title: "T"}, "1.handle", 0},
				"a handle too long":     {content.PageSpec{Handle: strings.Repeat("a", 256), Title: "T"}, "1.handle", 0},
				"a handle twice":        {content.PageSpec{Handle: "good", Title: "T"}, "1.handle", 0},
				"a blank title":         {content.PageSpec{Handle: "x", Title: "  "}, "1.title", 0},
				"a title too long":      {content.PageSpec{Handle: "x", Title: strings.Repeat("ä", 256)}, "1.title", 0},
				"a title with bad UTF8": {content.PageSpec{Handle: "x", Title: "\xff"}, "1.title", 0},
				"a body with NUL":       {content.PageSpec{Handle: "x", Title: "T", BodyHTML: "a\x00b"}, "1.bodyHtml", 0},
				"a body too long":       {content.PageSpec{Handle: "x", Title: "T", BodyHTML: strings.Repeat("a", 1<<20+1)}, "1.bodyHtml", fault.Limit},
				"an SEO title too long": {content.PageSpec{Handle: "x", Title: "T", SEO: content.SEO{Title: strings.Repeat("a", 256)}}, "1.seo.title", 0},
			} {
				t.Run(name, func(t *testing.T) {
					before := all[content.Page](t, db)
					err := s.PutPages(ctx, []content.PageSpec{good, tt.bad})
					wantFault(t, err, cmp.Or(tt.kind, fault.Invalid), tt.path)
					same(t, "pages", before, all[content.Page](t, db))
				})
			}
		})
		t.Run("more pages than one statement takes", func(t *testing.T) {
			many := make([]content.PageSpec, 1203)
			for i := range many {
				many[i] = content.PageSpec{Handle: fmt.Sprintf("bulk-%d", i), Title: "Bulk", PublishedAt: &longAgo}
			}
			twice(t, s.PutPages, many)
			same(t, "count", int64(1203), got[int64](t)(s.SitemapCount(ctx, "PAGE")))
			same(t, "changes", 5+1203, changes(t, db, "page"))
		})
	})
}

func TestPutPagesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := content.New(db)
		var all errgroup.Group
		for range 4 {
			all.Go(func() error { return s.PutPages(t.Context(), pageSpecs()) })
		}
		must(t, all.Wait())
		same(t, "pages", int64(len(titles)), got[int64](t)(s.SitemapCount(t.Context(), "PAGE")))
		same(t, "changes", len(titles), changes(t, db, "page"))
	})
}
