package content

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
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

// MenuOfItem is the menu that an item belongs to; a fault.NotFound if there is no such item.
func (s *Service) MenuOfItem(ctx context.Context, itemID int64) (menuID int64, err error) {
	var item MenuItem
	err = s.db.Read(ctx).Select("menu_id").Where("id = ?", itemID).Take(&item).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, fault.NotFoundf("id", "there is no menu item %d", itemID)
	}
	if err != nil {
		return 0, fmt.Errorf("find the menu of item %d: %w", itemID, err)
	}
	return item.MenuID, nil
}

// rewriteItems replaces the items of a menu, level by level, because items need the ids of those above them.
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
				rows = append(rows, &MenuItem{MenuID: menuID, ParentID: f.parent, Position: i + 1, Title: s.Title, Type: s.Type,
					ResourceType: s.ResourceType, ResourceID: s.ResourceID, URL: s.URL, Tags: s.Tags})
				below = append(below, s.Items)
			}
		}
		if len(rows) == 0 {
			return nil
		}
		if err := tx.DB.CreateInBatches(rows, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("insert the items of menu %d: %w", menuID, err)
		}
		level = level[:0]
		for i, r := range rows {
			level = append(level, family{r.ID, below[i]})
		}
	}
	return nil
}
