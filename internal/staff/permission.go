package staff

import (
	"slices"
)

// Permission is one thing that somebody may or may not do.
type Permission string

// The permissions. Writing includes neither reading nor the other way round; roles have both where both make sense.
const (
	ProductsRead   Permission = "products.read" // with what is not published
	ProductsWrite  Permission = "products.write"
	InventoryWrite Permission = "inventory.write"
	DiscountsRead  Permission = "discounts.read"
	DiscountsWrite Permission = "discounts.write"
	OrdersRead     Permission = "orders.read"
	OrdersWrite    Permission = "orders.write"
	CustomersRead  Permission = "customers.read"
	CustomersWrite Permission = "customers.write"
	ContentRead    Permission = "content.read" // with what is not published
	ContentWrite   Permission = "content.write"
	SettingsRead   Permission = "settings.read"
	SettingsWrite  Permission = "settings.write"
	StaffManage    Permission = "staff.manage" // accounts, roles, keys
	AuditRead      Permission = "audit.read"
)

// permissions are all of them. The place of one is its bit in a set; nothing that is stored depends on it.
var permissions = [...]Permission{
	ProductsRead, ProductsWrite, InventoryWrite, DiscountsRead, DiscountsWrite, OrdersRead, OrdersWrite, CustomersRead, CustomersWrite,
	ContentRead, ContentWrite, SettingsRead, SettingsWrite, StaffManage, AuditRead,
}

// Permissions are all permissions.
func Permissions() []Permission { return slices.Clone(permissions[:]) }

// Valid reports whether there is such a permission.
func (p Permission) Valid() bool { return slices.Contains(permissions[:], p) }

// set is a set of permissions.
type set uint32

// setOf makes a set; what is no permission, or no longer one, is left out.
func setOf(list []Permission) (s set) {
	for _, p := range list {
		if i := slices.Index(permissions[:], p); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

func (s set) has(p Permission) bool { return setOf([]Permission{p})&s != 0 }

// covers reports whether everything in other is in s.
func (s set) covers(other set) bool { return other&^s == 0 }

func (s set) list() []Permission {
	out := []Permission{}
	for i, p := range permissions {
		if s&(1<<i) != 0 {
			out = append(out, p)
		}
	}
	return out
}
