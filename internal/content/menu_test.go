package content_test

import (
	"testing"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

func mainMenu() content.MenuSpec {
	return content.MenuSpec{Handle: "main-menu", Title: "Main", Items: []content.MenuItemSpec{
		{Title: "Home", Type: "FRONTPAGE"},
		{Title: "Shop", Type: "COLLECTION", ResourceType: "Collection", ResourceID: 4, Tags: []string{"new"}, Items: []content.MenuItemSpec{
			{Title: "All", Type: "CATALOG", URL: "/collections/all"},
			{Title: "Chairs", Type: "COLLECTION", ResourceType: "Collection", ResourceID: 5, Items: []content.MenuItemSpec{
				{Title: "Stool", Type: "PRODUCT", ResourceType: "Product", ResourceID: 9}}},
		}},
		{Title: "Elsewhere", Type: "HTTP", URL: "https://example.com/", Items: []content.MenuItemSpec{{Title: "Write", Type: "HTTP", URL: "mailto:a@example.com"}}},
	}}
}

func TestMenus(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		footer := content.MenuSpec{Handle: "footer", Title: "Footer", Items: []content.MenuItemSpec{{Title: "Search", Type: "SEARCH"}}}
		twice(t, s.PutMenus, []content.MenuSpec{mainMenu(), footer, {Handle: "empty", Title: "Empty"}})
		menu, items, err := s.FindMenu(ctx, "main-menu")
		must(t, err)

		t.Run("items stand by parent and position", func(t *testing.T) {
			id := func(n int) int64 { return items[n].ID }
			m := menu.ID
			same(t, "items", []content.MenuItem{
				{ID: id(0), MenuID: m, Position: 1, Title: "Home", Type: "FRONTPAGE", Tags: []string{}},
				{ID: id(1), MenuID: m, Position: 2, Title: "Shop", Type: "COLLECTION", ResourceType: "Collection", ResourceID: 4, Tags: []string{"new"}},
				{ID: id(2), MenuID: m, Position: 3, Title: "Elsewhere", Type: "HTTP", URL: "https://example.com/", Tags: []string{}},
				{ID: id(3), MenuID: m, ParentID: id(1), Position: 1, Title: "All", Type: "CATALOG", URL: "/collections/all", Tags: []string{}},
				{ID: id(4), MenuID: m, ParentID: id(1), Position: 2, Title: "Chairs", Type: "COLLECTION", ResourceType: "Collection", ResourceID: 5, Tags: []string{}},
				{ID: id(5), MenuID: m, ParentID: id(2), Position: 1, Title: "Write", Type: "HTTP", URL: "mailto:a@example.com", Tags: []string{}},
				{ID: id(6), MenuID: m, ParentID: id(4), Position: 1, Title: "Stool", Type: "PRODUCT", ResourceType: "Product", ResourceID: 9, Tags: []string{}},
			}, items)
		})
		t.Run("the same once more leaves menu and items alone", func(t *testing.T) {
			must(t, s.PutMenus(ctx, []content.MenuSpec{mainMenu()}))
			again, same2, err := s.FindMenu(ctx, "main-menu")
			must(t, err)
			same(t, "menu", menu, again)
			same(t, "items", items, same2)
			same(t, "changes", 3, changes(t, db, "menu"))
		})
		t.Run("a new title leaves the items alone", func(t *testing.T) {
			spec := mainMenu()
			spec.Title = "Top"
			twice(t, s.PutMenus, []content.MenuSpec{spec})
			top, kept, err := s.FindMenu(ctx, "main-menu")
			must(t, err)
			same(t, "title", "Top", top.Title)
			same(t, "items", items, kept)
			same(t, "changes", 4, changes(t, db, "menu"))
		})
		t.Run("a new item writes the items of that menu alone", func(t *testing.T) {
			_, others, err := s.FindMenu(ctx, "footer")
			must(t, err)
			spec := mainMenu()
			spec.Items[1].Items[1].Items = append(spec.Items[1].Items[1].Items, content.MenuItemSpec{Title: "Bench", Type: "PRODUCT", URL: "/products/bench"})
			twice(t, s.PutMenus, []content.MenuSpec{spec, footer})
			_, now, err := s.FindMenu(ctx, "main-menu")
			must(t, err)
			same(t, "items", len(items)+1, len(now))
			same(t, "the last", "Bench", now[len(now)-1].Title)
			_, kept, err := s.FindMenu(ctx, "footer")
			must(t, err)
			same(t, "footer", others, kept)
			same(t, "changes", 5, changes(t, db, "menu"))
		})
		t.Run("menus and items are found in batches, and a menu by its item", func(t *testing.T) {
			menus := all[content.Menu](t, db)
			ids := []int64{menus[0].ID, menus[1].ID, menus[2].ID, 98765}
			same(t, "menus", map[int64]content.Menu{menus[0].ID: menus[0], menus[1].ID: menus[1], menus[2].ID: menus[2]},
				got[map[int64]content.Menu](t)(s.MenusByIDs(ctx, ids)))
			of := got[map[int64][]content.MenuItem](t)(s.MenuItemsOf(ctx, ids))
			for _, m := range menus {
				_, alone, err := s.FindMenu(ctx, m.Handle)
				must(t, err)
				same(t, m.Handle, alone, of[m.ID])
				for _, i := range alone {
					same(t, "menu of "+i.Title, m.ID, got[map[int64]int64](t)(s.MenusOfItems(ctx, []int64{i.ID, 98765}))[i.ID])
				}
			}
			same(t, "of none", map[int64][]content.MenuItem{}, got[map[int64][]content.MenuItem](t)(s.MenuItemsOf(ctx, nil)))
			_, _, err := s.FindMenu(ctx, "none")
			wantFault(t, err, fault.NotFound, "handle")
		})
		t.Run("all items can go", func(t *testing.T) {
			twice(t, s.PutMenus, []content.MenuSpec{{Handle: "footer", Title: "Footer"}})
			_, none, err := s.FindMenu(ctx, "footer")
			must(t, err)
			same(t, "items", 0, len(none))
		})
	})
}

func TestPutMenusRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		deep := []content.MenuItemSpec{{Title: "4", Type: "SEARCH"}}
		for range 3 {
			deep = []content.MenuItemSpec{{Title: "x", Type: "SEARCH", Items: deep}}
		}
		wide := make([]content.MenuItemSpec, 1001)
		for name, tt := range map[string]struct {
			items []content.MenuItemSpec
			kind  fault.Kind
			path  string
		}{
			"four levels":                {deep, fault.Limit, "1.items.0.items.0.items.0.items"},
			"too many items":             {wide, fault.Limit, "1.items"},
			"no title":                   {[]content.MenuItemSpec{{Type: "SEARCH"}}, fault.Invalid, "1.items.0.title"},
			"no type":                    {[]content.MenuItemSpec{{Title: "x"}}, fault.Invalid, "1.items.0.type"},
			"another type":               {[]content.MenuItemSpec{{Title: "x", Type: "search"}}, fault.Invalid, "1.items.0.type"},
			"a resource without an id":   {[]content.MenuItemSpec{{Title: "x", Type: "PAGE", ResourceType: "Page"}}, fault.Invalid, "1.items.0.resourceId"},
			"a resource of another type": {[]content.MenuItemSpec{{Title: "x", Type: "PAGE", ResourceType: "Blog", ResourceID: 1}}, fault.Invalid, "1.items.0.resourceType"},
			"nowhere to lead to":         {[]content.MenuItemSpec{{Title: "x", Type: "HTTP"}}, fault.Invalid, "1.items.0.url"},
			"a page that is none":        {[]content.MenuItemSpec{{Title: "x", Type: "PAGE"}}, fault.Invalid, "1.items.0.url"},
			"a script":                   {[]content.MenuItemSpec{{Title: "x", Type: "HTTP", URL: "javascript:alert(1)"}}, fault.Invalid, "1.items.0.url"},
			"another host in disguise":   {[]content.MenuItemSpec{{Title: "x", Type: "HTTP", URL: "//example.com"}}, fault.Invalid, "1.items.0.url"},
			"a backslash":                {[]content.MenuItemSpec{{Title: "x", Type: "HTTP", URL: "/\\example.com"}}, fault.Invalid, "1.items.0.url"},
			"an address without a host":  {[]content.MenuItemSpec{{Title: "x", Type: "HTTP", URL: "https:x"}}, fault.Invalid, "1.items.0.url"},
			"an empty tag below": {[]content.MenuItemSpec{{Title: "x", Type: "SEARCH", Items: []content.MenuItemSpec{{Title: "y", Type: "SEARCH", Tags: []string{""}}}}},
				fault.Invalid, "1.items.0.items.0.tags.0"},
		} {
			t.Run(name, func(t *testing.T) {
				err := s.PutMenus(ctx, []content.MenuSpec{mainMenu(), {Handle: "bad", Title: "Bad", Items: tt.items}})
				wantFault(t, err, tt.kind, tt.path)
			})
		}
		wantFault(t, s.PutMenus(ctx, []content.MenuSpec{mainMenu(), mainMenu()}), fault.Invalid, "1.handle")
		wantFault(t, s.PutMenus(ctx, []content.MenuSpec{{Handle: "x"}}), fault.Invalid, "0.title")
		wantFault(t, s.PutMenus(ctx, []content.MenuSpec{{Title: "x"}}), fault.Invalid, "0.handle")
		same(t, "menus", 0, len(all[content.Menu](t, db)))
	})
}
