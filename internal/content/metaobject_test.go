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

func TestMetaobjects(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		var specs []content.MetaobjectSpec
		for i := range 9 {
			specs = append(specs, content.MetaobjectSpec{Type: "size_chart", Handle: fmt.Sprintf("chart-%d", i),
				Fields: []content.MetaobjectField{{Key: "name", Type: "single_line_text_field", Value: fmt.Sprint(i)}}})
		}
		other := content.MetaobjectSpec{Type: "designer", Handle: "chart-1"}
		twice(t, s.PutMetaobjects, append(specs, other))
		for _, i := range []int{5, 2, 7} {
			specs[i].Fields[0].Value = "<changed & kept as it is>"
			must(t, s.PutMetaobjects(ctx, specs[i:i+1]))
		}
		rows := all[content.Metaobject](t, db)
		charts := rows[:len(specs)]

		list := func(q content.Query) (page.Conn[content.Metaobject], error) {
			return s.Metaobjects(ctx, "size_chart", q)
		}
		none := func(a, b content.Metaobject) int { return 0 }
		at := func(a, b content.Metaobject) int { return a.UpdatedAt.Compare(b.UpdatedAt) }
		testOrders(t, charts, func(m content.Metaobject) int64 { return m.ID }, map[string]func(a, b content.Metaobject) int{
			"": none, "id": none, "ID": none, "updated_at": at, "UPDATED_AT": at,
		}, list)

		t.Run("fields are kept as declared", func(t *testing.T) {
			same(t, "fields", specs[5].Fields, rows[5].Fields)
			same(t, "no fields", []content.MetaobjectField{}, rows[9].Fields)
			same(t, "changes", 13, changes(t, db, "metaobject"))
		})
		t.Run("an entry is found by type and handle, and by id", func(t *testing.T) {
			same(t, "entry", rows[9], got[content.Metaobject](t)(s.FindMetaobject(ctx, "designer", "chart-1")))
			same(t, "by ids", map[int64]content.Metaobject{rows[1].ID: rows[1], rows[9].ID: rows[9]},
				got[map[int64]content.Metaobject](t)(s.MetaobjectsByIDs(ctx, []int64{rows[9].ID, rows[1].ID, 98765})))
			_, err := s.FindMetaobject(ctx, "designer", "chart-2")
			wantFault(t, err, fault.NotFound, "handle")
		})
		t.Run("metaobjects cannot be searched", func(t *testing.T) {
			_, err := list(content.Query{Match: "x", Args: page.Args{First: new(1)}})
			wantFault(t, err, fault.Invalid, "query")
		})
		t.Run("a cursor of one type is refused by another", func(t *testing.T) {
			c := got[page.Conn[content.Metaobject]](t)(list(content.Query{Args: page.Args{First: new(1)}}))
			_, err := s.Metaobjects(ctx, "designer", content.Query{Args: page.Args{First: new(1), After: new(c.Cursor(0))}})
			wantFault(t, err, fault.Invalid, "after")
		})
		t.Run("a wrong entry is refused", func(t *testing.T) {
			field := content.MetaobjectField{Key: "k", Type: "t", Value: "v"}
			for path, bad := range map[string]content.MetaobjectSpec{
				"0.type":           {Handle: "x"},
				"0.handle":         {Type: "x", Handle: "X"},
				"0.fields.0":       {Type: "x", Handle: "x", Fields: []content.MetaobjectField{{Key: "k"}}},
				"0.fields.0.key":   {Type: "x", Handle: "x", Fields: []content.MetaobjectField{{Key: strings.Repeat("k", 65), Type: "t"}}},
				"0.fields.0.type":  {Type: "x", Handle: "x", Fields: []content.MetaobjectField{{Key: "k", Type: "\xff"}}},
				"0.fields.1.key":   {Type: "x", Handle: "x", Fields: []content.MetaobjectField{field, field}},
				"0.fields.0.value": {Type: "x", Handle: "x", Fields: []content.MetaobjectField{{Key: "k", Type: "t", Value: "\xff"}}},
			} {
				wantFault(t, s.PutMetaobjects(ctx, []content.MetaobjectSpec{bad}), fault.Invalid, path)
			}
			wantFault(t, s.PutMetaobjects(ctx, []content.MetaobjectSpec{specs[0], specs[0]}), fault.Invalid, "1.handle")
			many := content.MetaobjectSpec{Type: "x", Handle: "x", Fields: make([]content.MetaobjectField, 251)}
			wantFault(t, s.PutMetaobjects(ctx, []content.MetaobjectSpec{many}), fault.Limit, "0.fields")
			same(t, "entries", rows, all[content.Metaobject](t, db))
		})
	})
}

func TestSitemap(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, blogRows, articles := putArticles(t, db)
		ctx := t.Context()
		pages := make([]content.PageSpec, 251)
		for i := range pages {
			pages[i] = content.PageSpec{Handle: fmt.Sprintf("p-%d", i), Title: "P", PublishedAt: &longAgo}
		}
		must(t, s.PutPages(ctx, append(pages, content.PageSpec{Handle: "draft", Title: "D"})))
		must(t, s.PutMetaobjects(ctx, []content.MetaobjectSpec{{Type: "designer", Handle: "x"}}))

		want := map[string][]content.SitemapEntry{}
		for _, p := range all[content.Page](t, db)[:251] {
			want["PAGE"] = append(want["PAGE"], content.SitemapEntry{Handle: p.Handle, Title: "P", UpdatedAt: p.UpdatedAt})
		}
		handles := map[int64]string{}
		for _, b := range blogRows {
			handles[b.ID] = b.Handle
			want["BLOG"] = append(want["BLOG"], content.SitemapEntry{Handle: b.Handle, Title: b.Title, UpdatedAt: b.UpdatedAt})
		}
		for _, a := range articles {
			want["ARTICLE"] = append(want["ARTICLE"], content.SitemapEntry{Handle: handles[a.BlogID] + "/" + a.Handle, Title: a.Title,
				UpdatedAt: a.UpdatedAt, ImageID: a.ImageID})
		}
		for _, m := range all[content.Metaobject](t, db) {
			want["METAOBJECT"] = append(want["METAOBJECT"], content.SitemapEntry{Handle: m.Handle, Type: m.Type, UpdatedAt: m.UpdatedAt})
		}
		for kind, entries := range want {
			t.Run("every "+kind+" stands in it once", func(t *testing.T) {
				same(t, "count", int64(len(entries)), got[int64](t)(s.SitemapCount(ctx, kind)))
				var have []content.SitemapEntry
				for n := 1; ; n++ {
					next := got[[]content.SitemapEntry](t)(s.Sitemap(ctx, kind, n))
					if len(next) == 0 {
						break
					}
					have = append(have, next...)
				}
				same(t, "entries", entries, have)
			})
		}
		t.Run("another kind, and a page before the first, are faults", func(t *testing.T) {
			_, err := s.SitemapCount(ctx, "PRODUCT")
			wantFault(t, err, fault.Invalid, "type")
			_, err = s.Sitemap(ctx, "page", 1)
			wantFault(t, err, fault.Invalid, "type")
			_, err = s.Sitemap(ctx, "PAGE", 0)
			wantFault(t, err, fault.Invalid, "page")
		})
	})
}
