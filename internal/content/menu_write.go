package content

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// MenuTree is a menu with its items, by parent and position.
type MenuTree struct {
	Menu  Menu
	Items []MenuItem
}

// spec is what declares a menu as it is.
func (t *MenuTree) spec() MenuSpec {
	return MenuSpec{Handle: t.Menu.Handle, Title: t.Menu.Title, Items: t.specs(0)}
}

// specs are the items below a parent, with their ids.
func (t *MenuTree) specs(parent int64) []MenuItemSpec {
	var out []MenuItemSpec
	for _, i := range t.Items {
		if i.ParentID == parent {
			out = append(out, MenuItemSpec{ID: i.ID, Title: i.Title, Type: i.Type, ResourceType: i.ResourceType, ResourceID: i.ResourceID,
				URL: i.URL, Tags: i.Tags, Items: t.specs(i.ID)})
		}
	}
	return out
}

// CreateMenu makes a menu. Faults are at the field that is wrong, such as items.0.items.2.url; a handle that somebody has is
// TAKEN, and an item of this room's things that leads to nothing is a NotFound.
func (s *Service) CreateMenu(ctx context.Context, by act.By, spec MenuSpec) (MenuTree, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MenuTree, error) {
		spec := spec
		var err error
		if spec.Handle, err = (handles{table: "menus"}).fresh(tx, spec.Handle, spec.Title, &try); err != nil {
			return MenuTree{}, err
		}
		return writeMenu(tx, by, MenuTree{}, spec)
	})
}

// UpdateMenu changes a menu. Items with an id stay what they are and keep it; those without are new, and those that are left
// out are gone. Faults are those of CreateMenu, a NotFound at id, an Invalid at the id of an item that the menu does not have or
// that stands twice, and a Conflict at expectedVersion, beside which the menu is as it is.
func (s *Service) UpdateMenu(ctx context.Context, by act.By, id int64, edit Edit[MenuSpec]) (MenuTree, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MenuTree, error) {
		was, err := holdMenu(tx, id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Menu.Version); err != nil {
			return was, err
		}
		spec := was.spec()
		edit.Change(&spec)
		if spec.Handle != was.Menu.Handle {
			if err := (handles{table: "menus"}).free(tx, spec.Handle, id); err != nil {
				return was, err
			}
		}
		out, err := writeMenu(tx, by, was, spec)
		if err != nil {
			return was, err
		}
		return out, nil
	})
}

// DeleteMenu removes a menu with its items. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteMenu(ctx context.Context, by act.By, id int64, expected *int64) (MenuTree, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MenuTree, error) {
		was, err := holdMenu(tx, id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Menu.Version); err != nil {
			return was, err
		}
		if err := rewriteItems(tx, id, nil); err != nil {
			return was, err
		}
		if err := remove(tx, "menus", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "menu", id, was.spec())
	})
}

func holdMenu(tx database.Tx, id int64) (MenuTree, error) {
	menu, err := hold[Menu](tx, "menu", id)
	if err != nil {
		return MenuTree{}, err
	}
	items, err := menuItems(tx.DB, []int64{id})
	return MenuTree{menu, items}, err
}

func writeMenu(tx database.Tx, by act.By, was MenuTree, spec MenuSpec) (MenuTree, error) {
	if _, err := spec.check(); err != nil {
		return was, err
	}
	if err := was.own(spec.Items); err != nil {
		return was, err
	}
	if err := leadSomewhere(tx, spec.Items); err != nil {
		return was, err
	}
	items, err := normalItems(spec.Items)
	if err != nil {
		return was, err
	}
	spec.Items = items
	now := was
	now.Menu.Handle, now.Menu.Title = spec.Handle, strings.TrimSpace(spec.Title)
	same := reflect.DeepEqual(was.specs(0), items)
	if was.Menu.ID != 0 && now.Menu == was.Menu && same {
		return was, nil
	}
	now.Menu.stamp(tx.Now)
	if err := save[Menu](tx, "menu", []*Menu{&now.Menu}); err != nil {
		return was, err
	}
	if !same {
		if err := rewriteItems(tx, now.Menu.ID, items); err != nil {
			return was, err
		}
		if now.Items, err = menuItems(tx.DB, []int64{now.Menu.ID}); err != nil {
			return was, err
		}
	}
	entry := act.Entry{Action: "menu.create", Kind: "menu", ID: now.Menu.ID, After: now.spec()}
	if was.Menu.ID != 0 {
		entry.Action, entry.Before = "menu.update", was.spec()
	}
	return now, by.Note(tx, entry)
}

// own refuses ids of items that the menu does not have, and those that stand twice: an item would be below itself.
func (t *MenuTree) own(items []MenuItemSpec) error {
	there := map[int64]bool{}
	for _, i := range t.Items {
		there[i.ID] = true
	}
	return eachItem("items", items, func(path string, i MenuItemSpec) error {
		if i.ID == 0 {
			return nil
		}
		if !there[i.ID] {
			return fault.Invalidf(path+".id", "the menu has no item %d, or it stands twice: leave the id of a new item out", i.ID)
		}
		delete(there, i.ID)
		return nil
	})
}

// EachItem visits the items of a menu with their paths, such as items.0.items.2; an error of visit ends it.
func EachItem(items []MenuItemSpec, visit func(path string, i MenuItemSpec) error) error {
	return eachItem("items", items, visit)
}

// eachItem visits items with their paths, those on top before those below.
func eachItem(path string, items []MenuItemSpec, visit func(path string, i MenuItemSpec) error) error {
	for n, i := range items {
		here := at(path, n, "")
		if err := visit(here, i); err != nil {
			return err
		}
		if err := eachItem(here+".items", i.Items, visit); err != nil {
			return err
		}
	}
	return nil
}

// ownTables are the tables of those resources of menu items that are this room's. The others are looked for by the caller.
var ownTables = map[string]string{"Page": "pages", "Blog": "blogs", "Article": "articles", "Metaobject": "metaobjects"}

// leadSomewhere refuses items that lead to something of this room that is not there; one statement for each type.
func leadSomewhere(tx database.Tx, items []MenuItemSpec) error {
	wanted, there := map[string][]int64{}, map[string]map[int64]bool{}
	_ = eachItem("items", items, func(_ string, i MenuItemSpec) error { // this visit has no faults
		if ownTables[i.ResourceType] != "" {
			wanted[i.ResourceType] = append(wanted[i.ResourceType], i.ResourceID)
		}
		return nil
	})
	for kind, ids := range wanted {
		slices.Sort(ids)
		var err error
		if there[kind], err = present(tx, ownTables[kind], slices.Compact(ids)); err != nil {
			return err
		}
	}
	return eachItem("items", items, func(path string, i MenuItemSpec) error {
		if found, ours := there[i.ResourceType]; ours && !found[i.ResourceID] {
			return fault.NotFoundf(path+".resourceId", "there is no such %s to lead to", i.ResourceType)
		}
		return nil
	})
}

// Menus lists the menus by their ids.
func (s *Service) Menus(ctx context.Context, q Query) (page.Conn[Menu], error) {
	orders := map[string]order[Menu]{"ID": byID(func(m Menu) int64 { return m.ID })}
	return list(q, "menus", orders, func(seek database.Seek) ([]Menu, error) {
		return readPage[Menu](s.db.Read(ctx), seek, condition{})
	})
}
