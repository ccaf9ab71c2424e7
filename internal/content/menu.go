package content

import (
	"context"
)

// menuTypes are the dialect's MenuItemTypes, each with the kind of resource that its items lead to, if any.
var menuTypes = map[string]string{
	"ARTICLE": "Article", "BLOG": "Blog", "COLLECTION": "Collection", "METAOBJECT": "Metaobject", "PAGE": "Page",
	"PRODUCT": "Product", "SHOP_POLICY": "ShopPolicy",
	"CATALOG": "", "COLLECTIONS": "", "CUSTOMER_ACCOUNT_PAGE": "", "FRONTPAGE": "", "HTTP": "", "SEARCH": "",
}

// menuDepth is how many levels of items a menu has at most.
const menuDepth = 3

// FindMenu is the menu of the handle with its items, those of one parent in their order; a fault.NotFound if there is no
// such menu.
func (s *Service) FindMenu(ctx context.Context, handle string) (Menu, []MenuItem, error) {
	menu, err := find[Menu](s.db.Read(ctx), "menu", handle, condition{"handle = ?", []any{handle}})
	if err != nil {
		return menu, nil, err
	}
	items, err := s.MenuItemsOf(ctx, []int64{menu.ID})
	return menu, items[menu.ID], err
}

// MenusByIDs are the menus among the ids.
func (s *Service) MenusByIDs(ctx context.Context, ids []int64) (map[int64]Menu, error) {
	return byIDs[Menu](s.db.Read(ctx), ids, condition{})
}

// MenuItemsOf are the items of the menus, on all levels: by parent, those at the top first, and by position.
func (s *Service) MenuItemsOf(ctx context.Context, menuIDs []int64) (map[int64][]MenuItem, error) {
	rows, err := menuItems(s.db.Read(ctx), menuIDs)
	if err != nil {
		return nil, err
	}
	return group(rows, func(i MenuItem) int64 { return i.MenuID }), nil
}
