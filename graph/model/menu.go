package model

import "cartwright/internal/content"

// Menu is a tree of links.
type Menu struct {
	Row   content.Menu
	View  *View
	Links *Links

	children map[int64][]*MenuItem
	count    int
}

// Links are what the items of a menu, or the fields of metaobjects, lead to: ids by type. The first item that is asked
// for its resource fetches those of all.
type Links struct {
	*Siblings[Link]
}

// Link names a thing by its dialect type and number.
type Link struct {
	Kind string
	ID   int64
}

// NewMenu shows a menu with its items, which come in the order of their places.
func NewMenu(row content.Menu, items []content.MenuItem, v *View) *Menu {
	m := &Menu{Row: row, View: v, children: map[int64][]*MenuItem{}, count: len(items)}
	var links []Link
	for _, item := range items {
		m.children[item.ParentID] = append(m.children[item.ParentID], &MenuItem{Row: item, Menu: m})
		if item.ResourceID != 0 {
			links = append(links, Link{item.ResourceType, item.ResourceID})
		}
	}
	m.Links = &Links{NewSiblings(links)}
	return m
}

// Item finds an item of the menu.
func (m *Menu) Item(id int64) *MenuItem {
	for _, items := range m.children {
		for _, item := range items {
			if item.Row.ID == id {
				return item
			}
		}
	}
	return nil
}

// ID is the global id.
func (m *Menu) ID() string { return GID("Menu", m.Row.ID) }

// Handle names the menu.
func (m *Menu) Handle() string { return m.Row.Handle }

// Title is the menu's name.
func (m *Menu) Title() string { return m.Row.Title }

// Items are the items at the top.
func (m *Menu) Items() []*MenuItem { return list(m.children[0]) }

// ItemsCount counts the items of all levels.
func (m *Menu) ItemsCount() int { return m.count }

// MenuItem is a link of a menu.
type MenuItem struct {
	Row  content.MenuItem
	Menu *Menu
}

// ID is the global id.
func (i *MenuItem) ID() string { return GID("MenuItem", i.Row.ID) }

// Title is what people read.
func (i *MenuItem) Title() string { return i.Row.Title }

// Type says what kind of place it leads to.
func (i *MenuItem) Type() MenuItemType { return MenuItemType(i.Row.Type) }

// Tags narrow a collection down.
func (i *MenuItem) Tags() []string { return list(i.Row.Tags) }

// Items are the items below.
func (i *MenuItem) Items() []*MenuItem { return list(i.Menu.children[i.Row.ID]) }

// ResourceID is the global id of what it leads to.
func (i *MenuItem) ResourceID() *string {
	if i.Row.ResourceID == 0 {
		return nil
	}
	id := GID(i.Row.ResourceType, i.Row.ResourceID)
	return &id
}
