package content

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

func (s *MenuSpec) check() (string, error) {
	if err := checkHandle("handle", s.Handle); err != nil {
		return "", err
	}
	if err := checkTitle("title", s.Title); err != nil {
		return "", err
	}
	count := 0
	return s.Handle, checkItems("items", s.Items, 1, &count)
}

// checkItems checks the items of a level and those below them, and counts them.
func checkItems(path string, items []MenuItemSpec, level int, count *int) error {
	if len(items) > 0 && level > menuDepth {
		return fault.Limitf(path, "a menu has at most %d levels", menuDepth)
	}
	if *count += len(items); *count > maxItems {
		return fault.Limitf(path, "a menu has at most %d items", maxItems)
	}
	for i := range items {
		at := fmt.Sprintf("%s.%d", path, i)
		if err := items[i].check(at); err != nil {
			return err
		}
		if err := checkItems(at+".items", items[i].Items, level+1, count); err != nil {
			return err
		}
	}
	return nil
}

func (s *MenuItemSpec) check(path string) error {
	if err := checkTitle(path+".title", s.Title); err != nil {
		return err
	}
	resource, ok := menuTypes[s.Type]
	switch {
	case !ok:
		return fault.Invalidf(path+".type", "%q is no type of a menu item", s.Type)
	case (s.ResourceType == "") != (s.ResourceID == 0) || s.ResourceID < 0:
		return fault.Invalidf(path+".resourceId", "a resource needs both its type and its id")
	case s.ResourceType != "" && s.ResourceType != resource:
		return fault.Invalidf(path+".resourceType", "an item of type %s does not lead to a %s", s.Type, s.ResourceType)
	case s.ResourceType == "" && s.URL == "" && (resource != "" || s.Type == "HTTP"):
		return fault.Invalidf(path+".url", "an item of type %s needs somewhere to lead to", s.Type)
	}
	if s.URL != "" {
		if err := checkAddress(path+".url", s.URL, "http", "https", "mailto", "tel"); err != nil {
			return err
		}
	}
	_, err := checkTags(path+".tags", s.Tags)
	return err
}

// normalItems are the items as the database would give them back.
func normalItems(specs []MenuItemSpec) ([]MenuItemSpec, error) {
	var out []MenuItemSpec
	for _, s := range specs {
		tags, err := checkTags("tags", s.Tags)
		if err != nil {
			return nil, err
		}
		below, err := normalItems(s.Items)
		if err != nil {
			return nil, err
		}
		s.Title, s.Tags, s.Items = strings.TrimSpace(s.Title), tags, below
		out = append(out, s)
	}
	return out, nil
}

// specsBelow are the rows below a parent in the form that declares them.
func specsBelow(parent int64, byParent map[int64][]MenuItem) []MenuItemSpec {
	var out []MenuItemSpec
	for _, i := range byParent[parent] {
		out = append(out, MenuItemSpec{Title: i.Title, Type: i.Type, ResourceType: i.ResourceType, ResourceID: i.ResourceID,
			URL: i.URL, Tags: i.Tags, Items: specsBelow(i.ID, byParent)})
	}
	return out
}

// PutMenus makes the menus what the specs declare, all or none. The items of a menu are written anew, with new ids, when
// they are not as declared, and left alone otherwise. It returns a *fault.Fault at the index and field of the first spec
// that is wrong.
func (s *Service) PutMenus(ctx context.Context, specs []MenuSpec) error {
	handles, err := checkAll(specs, "handle", (*MenuSpec).check)
	if err != nil {
		return err
	}
	items := make([][]MenuItemSpec, len(specs))
	for i := range specs {
		if items[i], err = normalItems(specs[i].Items); err != nil {
			return err
		}
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows, err := lock[Menu](tx, handles, "handle IN ?")
		if err != nil {
			return err
		}
		there := index(rows, func(m Menu) string { return m.Handle })
		ids := make([]int64, len(rows))
		for i, m := range rows {
			ids[i] = m.ID
		}
		present, err := menuItems(tx.DB, ids)
		if err != nil {
			return err
		}
		ofMenu := group(present, func(i MenuItem) int64 { return i.MenuID })

		menus := make([]Menu, 0, len(specs))
		var write []*Menu
		var rewrite []int // indices of specs, one for each of write; -1: the items stay
		for i, spec := range specs {
			was := there[spec.Handle]
			row := was
			row.Handle, row.Title = spec.Handle, strings.TrimSpace(spec.Title)
			byParent := group(ofMenu[was.ID], func(i MenuItem) int64 { return i.ParentID })
			same := reflect.DeepEqual(specsBelow(0, byParent), items[i])
			if was.ID != 0 && was == row && same {
				continue
			}
			row.stamp(tx.Now)
			menus = append(menus, row)
			write = append(write, &menus[len(menus)-1])
			if same {
				i = -1
			}
			rewrite = append(rewrite, i)
		}
		if err := save[Menu](tx, "menu", write); err != nil {
			return err
		}
		for n, i := range rewrite {
			if i < 0 {
				continue
			}
			if err := rewriteItems(tx, write[n].ID, items[i]); err != nil {
				return err
			}
		}
		return nil
	})
}
