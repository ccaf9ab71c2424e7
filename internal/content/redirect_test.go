package content_test

import (
	"fmt"
	"strings"
	"testing"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

func TestRedirects(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		specs := []content.RedirectSpec{
			{Path: "/old/", Target: "/new"}, {Path: "/", Target: "/pages/home"}, {Path: "/café", Target: "https://example.com/a?b=c#d"},
			{Path: "/old?size=2", Target: "/new/#top"}, {Path: "/50%-off", Target: "/sale"},
		}
		for i := range 8 {
			specs = append(specs, content.RedirectSpec{Path: fmt.Sprintf("/r/%d", i), Target: "/new"})
		}
		twice(t, s.PutRedirects, specs)
		rows := all[content.Redirect](t, db)
		list := func(q content.Query) (page.Conn[content.Redirect], error) { return s.Redirects(ctx, q) }
		testOrders(t, rows, func(r content.Redirect) int64 { return r.ID },
			map[string]func(a, b content.Redirect) int{"": func(a, b content.Redirect) int { return 0 }}, list)

		t.Run("paths and targets are kept in one form", func(t *testing.T) {
			want := [][2]string{{"/old", "/new"}, {"/", "/pages/home"}, {"/caf%C3%A9", "https://example.com/a?b=c#d"},
				{"/old?size=2", "/new#top"}, {"/50%25-off", "/sale"}}
			for i, w := range want {
				same(t, "redirect", w, [2]string{rows[i].Path, rows[i].Target})
			}
			same(t, "changes", len(specs), changes(t, db, "redirect"))
		})
		t.Run("the dialect's query finds them", func(t *testing.T) {
			for text, want := range map[string][]content.Redirect{
				"": rows, "path:/old": rows[:1], "path:/old/": rows[:1], `path:"/old"`: rows[:1], "path:'/old'": rows[:1], " path: /old ": rows[:1],
				"/old": rows[:1], `"/old"`: rows[:1], "/": rows[1:2], "path:/": rows[1:2], "path:/caf%C3%A9": rows[2:3], "path:/caf%c3%a9": rows[2:3], "path:/café": rows[2:3],
				"path:/old?size=2": rows[3:4], "path:/50%-off": rows[4:5], "/r/7": rows[12:], "target:/sale": rows[4:5], "target:/sale/": rows[4:5],
				"target:https://example.com/a?b=c#d": rows[2:3], "target:/new": append([]content.Redirect{rows[0]}, rows[5:]...),
				"path:": {}, "path:old": {}, "old": {}, "id:1": {}, "path:/OLD": {}, "target:": {}, "/o_d": {},
				"path:/old OR path:/": rows[:2], "path:/ol*": {rows[0], rows[3]}, "target:/n* -path:/old": append([]content.Redirect{rows[3]}, rows[5:]...),
				"NOT target:*": {}, "(path:/old) (target:/new)": rows[:1], "old OR new": {}, "path:>a b": {}, "path:/old -path:/old": {},
			} {
				found := walk(t, list, content.Query{Match: text}, 5, true)
				same(t, fmt.Sprintf("query %q", text), want, found)
			}
		})
		t.Run("a query that matches nothing still checks the page", func(t *testing.T) {
			_, err := list(content.Query{Match: "nonsense", Args: page.Args{First: new(0)}})
			wantFault(t, err, fault.Invalid, "first")
		})
		t.Run("a new target keeps the redirect", func(t *testing.T) {
			twice(t, s.PutRedirects, []content.RedirectSpec{{Path: "/old", Target: "/newer"}})
			now := got[map[int64]content.Redirect](t)(s.RedirectsByIDs(ctx, []int64{rows[0].ID, 98765}))
			want := rows[0]
			want.Target, want.Version, want.UpdatedAt = "/newer", 2, now[want.ID].UpdatedAt
			same(t, "by ids", map[int64]content.Redirect{want.ID: want}, now)
			same(t, "changes", len(specs)+1, changes(t, db, "redirect"))
		})
		t.Run("a wrong redirect is refused", func(t *testing.T) {
			for _, tt := range []struct{ path, target, at string }{
				{"old", "/x", "path"}, {"", "/x", "path"}, {"//host", "/x", "path"}, {"/a b", "/x", "path"}, {"/a#b", "/x", "path"},
				{"/\xff", "/x", "path"}, {"/a\n", "/x", "path"}, {"/" + strings.Repeat("é", 117), "/x", "path"}, {"/" + strings.Repeat("a", 700), "/x", "path"},
				{"/x", "", "target"}, {"/x", "new", "target"}, {"/x", "//example.com", "target"}, {"/x", "/\\example.com", "target"},
				{"/x", "javascript:alert(1)", "target"}, {"/x", "https://", "target"}, {"/x", "mailto:a@example.com", "target"},
				{"/x", "/" + strings.Repeat("a", 2048), "target"}, {"/x", "/" + strings.Repeat("é", 700), "target"},
				{"/x", "/x", "target"}, {"/x", "/x/", "target"}, {"/x/", "/x#top", "target"}, {"/é", "/%C3%A9", "target"}, {"/r/1/", "/x", "path"},
			} {
				err := s.PutRedirects(ctx, []content.RedirectSpec{{Path: "/r/1", Target: "/new"}, {Path: tt.path, Target: tt.target}})
				wantFault(t, err, fault.Invalid, "1."+tt.at)
			}
			same(t, "redirects", len(specs), len(all[content.Redirect](t, db)))
		})
	})
}
