package content

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
)

func menuItems(db *gorm.DB, menuIDs []int64) ([]MenuItem, error) {
	var rows []MenuItem
	if len(menuIDs) == 0 {
		return rows, nil
	}
	if err := db.Where("menu_id IN ?", menuIDs).Order("menu_id, parent_id, position").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the items of %d menus: %w", len(menuIDs), err)
	}
	return rows, nil
}

// MenusOfItems are the menus that the items belong to; items that are not there are missing.
func (s *Service) MenusOfItems(ctx context.Context, itemIDs []int64) (map[int64]int64, error) {
	var items []MenuItem
	if err := s.db.Read(ctx).Select("id", "menu_id").Where("id IN ?", itemIDs).Find(&items).Error; err != nil {
		return nil, fmt.Errorf("find the menus of %d items: %w", len(itemIDs), err)
	}
	out := make(map[int64]int64, len(items))
	for _, i := range items {
		out[i.ID] = i.MenuID
	}
	return out, nil
}

// rewriteItems replaces the items of a menu, level by level, because items need the ids of those above them. Items that say
// their ids keep them.
func rewriteItems(tx database.Tx, menuID int64, specs []MenuItemSpec) error {
	if err := tx.DB.Exec("DELETE FROM menu_items WHERE menu_id = ?", menuID).Error; err != nil {
		return fmt.Errorf("clear menu %d: %w", menuID, err)
	}
	type family struct {
		parent int64
		specs  []MenuItemSpec
	}
	for level := []family{{0, specs}}; len(level) > 0; {
		var rows []*MenuItem
		var below [][]MenuItemSpec
		for _, f := range level {
			for i, s := range f.specs {
				rows = append(rows, &MenuItem{ID: s.ID, MenuID: menuID, ParentID: f.parent, Position: i + 1, Title: s.Title, Type: s.Type,
					ResourceType: s.ResourceType, ResourceID: s.ResourceID, URL: s.URL, Tags: s.Tags})
				below = append(below, s.Items)
			}
		}
		if len(rows) == 0 {
			return nil
		}
		fresh, kept := parted(rows, func(i *MenuItem) bool { return i.ID == 0 })
		for _, some := range [][]*MenuItem{kept, fresh} { // apart: the ids of one insert are all given, or none
			if len(some) == 0 {
				continue
			}
			if err := tx.DB.CreateInBatches(some, rowsPerInsert).Error; err != nil {
				return fmt.Errorf("insert the items of menu %d: %w", menuID, err)
			}
		}
		level = level[:0]
		for i, r := range rows {
			level = append(level, family{r.ID, below[i]})
		}
	}
	return nil
}

// parted are the rows that a test holds for, and the others.
func parted[T any](rows []T, test func(T) bool) (yes, no []T) {
	for _, r := range rows {
		if test(r) {
			yes = append(yes, r)
		} else {
			no = append(no, r)
		}
	}
	return yes, no
}
