package staff

import "slices"

// Role is a name for what somebody may do.
type Role string

// The roles.
const (
	Owner     Role = "owner"     // everything, and the others
	Catalogue Role = "catalogue" // what is sold and shown
	Orders    Role = "orders"    // what was bought
	Support   Role = "support"   // who buys
	ReadOnly  Role = "read_only" // looks, and changes nothing
)

// matrix says what each role may do. It is all there is to say: whoever asks goes through it.
var matrix = map[Role][]Permission{
	Owner: permissions[:],
	Catalogue: {
		ProductsRead, ProductsWrite, InventoryWrite, DiscountsRead, DiscountsWrite, ContentRead, ContentWrite,
	},
	Orders: {
		ProductsRead, InventoryWrite, DiscountsRead, OrdersRead, OrdersWrite, CustomersRead,
	},
	Support: {
		ProductsRead, DiscountsRead, OrdersRead, CustomersRead, CustomersWrite, ContentRead,
	},
	ReadOnly: {
		ProductsRead, DiscountsRead, OrdersRead, CustomersRead, ContentRead, SettingsRead,
	},
}

// Roles are all roles, the mightiest first.
func Roles() []Role { return []Role{Owner, Catalogue, Orders, Support, ReadOnly} }

// Valid reports whether there is such a role.
func (r Role) Valid() bool { return matrix[r] != nil }

// Permissions are what the role may do.
func (r Role) Permissions() []Permission { return slices.Clone(matrix[r]) }

// May reports whether the role may do something.
func (r Role) May(p Permission) bool { return slices.Contains(matrix[r], p) }
