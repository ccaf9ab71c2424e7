package model

import (
	"slices"
	"strings"
	"time"

	"cartwright/internal/page"
	"cartwright/internal/staff"
)

// StaffMember is somebody who runs the shop.
type StaffMember struct {
	Row *staff.Account
	Kin *Siblings[int64]
}

// NewStaffMember shows an account.
func NewStaffMember(a *staff.Account) *StaffMember {
	return &StaffMember{Row: a, Kin: NewSiblings([]int64{a.ID})}
}

// NewStaffMembers shows accounts that were found together.
func NewStaffMembers(p page.Conn[staff.Account]) *StaffMemberConnection {
	kin := NewSiblings(make([]int64, len(p.Nodes)))
	for i, a := range p.Nodes {
		kin.IDs[i] = a.ID
	}
	return NewConnection(page.Map(p, func(a staff.Account) *StaffMember { return &StaffMember{Row: &a, Kin: kin} }))
}

// ID is the global id.
func (m *StaffMember) ID() string { return GID("StaffMember", m.Row.ID) }

// Active reports whether the account may be used.
func (m *StaffMember) Active() bool { return m.Row.State == staff.Active }

// CreatedAt is when the account was made.
func (m *StaffMember) CreatedAt() time.Time { return m.Row.CreatedAt }

// Email is the address to sign in with.
func (m *StaffMember) Email() string { return m.Row.Email }

// HasTotp reports whether signing in needs a one-time password.
func (m *StaffMember) HasTotp() bool { return m.Row.HasTOTP() }

// IsShopOwner reports whether the account may everything.
func (m *StaffMember) IsShopOwner() bool { return m.Row.Role == staff.Owner }

// Name is the person's name.
func (m *StaffMember) Name() string { return m.Row.Name }

// Permissions are what the account may do.
func (m *StaffMember) Permissions() []StaffPermission {
	return NewPermissions(m.Row.Role.Permissions())
}

// Role is the account's role.
func (m *StaffMember) Role() StaffRole { return StaffRole(strings.ToUpper(string(m.Row.Role))) }

// SignedInAt is when somebody last signed in with the account.
func (m *StaffMember) SignedInAt() *time.Time { return m.Row.SignedInAt }

// UpdatedAt is when the account was last changed.
func (m *StaffMember) UpdatedAt() time.Time { return m.Row.UpdatedAt }

// Version counts the writings of the account.
func (m *StaffMember) Version() int { return int(m.Row.Version) }

// NewPermissions are permissions in the words of the schema: "products.write" is PRODUCTS_WRITE.
func NewPermissions(list []staff.Permission) []StaffPermission {
	out := make([]StaffPermission, len(list))
	for i, p := range list {
		out[i] = StaffPermission(strings.ToUpper(strings.Replace(string(p), ".", "_", 1)))
	}
	return out
}

// PermissionOf is a permission of the schema in the words of the room.
func PermissionOf(p StaffPermission) staff.Permission {
	return staff.Permission(strings.ToLower(strings.Replace(string(p), "_", ".", 1)))
}

// RoleOf is a role of the schema in the words of the room.
func RoleOf(r StaffRole) staff.Role { return staff.Role(strings.ToLower(string(r))) }

// NewStaffSession shows where an account is signed in; current is the token that the request came with.
func NewStaffSession(t staff.Token, current int64) *StaffSession {
	s := &StaffSession{ID: GID("StaffSession", t.ID), Address: text(t.Address), CreatedAt: t.CreatedAt, Current: t.ID == current,
		Device: text(t.Name), LastUsedAt: t.LastUsedAt}
	if t.ExpiresAt != nil {
		s.ExpiresAt = *t.ExpiresAt
	}
	return s
}

// APIKey is a key that programs come with.
type APIKey struct {
	Row      *staff.Token
	Creators *Siblings[int64] // of this key, and of those it was listed with
}

// NewAPIKey shows a key.
func NewAPIKey(t *staff.Token) *APIKey {
	return &APIKey{Row: t, Creators: NewSiblings(creators([]staff.Token{*t}))}
}

// NewAPIKeys shows keys that were found together.
func NewAPIKeys(p page.Conn[staff.Token]) *APIKeyConnection {
	kin := NewSiblings(creators(p.Nodes))
	return NewConnection(page.Map(p, func(t staff.Token) *APIKey { return &APIKey{Row: &t, Creators: kin} }))
}

func creators(keys []staff.Token) []int64 {
	var ids []int64
	for _, t := range keys {
		if t.AccountID != nil && !slices.Contains(ids, *t.AccountID) {
			ids = append(ids, *t.AccountID)
		}
	}
	return ids
}

// ID is the global id.
func (k *APIKey) ID() string { return GID("ApiKey", k.Row.ID) }

// CreatedAt is when the key was made.
func (k *APIKey) CreatedAt() time.Time { return k.Row.CreatedAt }

// ExpiresAt is when the key ends; nil: never.
func (k *APIKey) ExpiresAt() *time.Time { return k.Row.ExpiresAt }

// LastUsedAt is when the key was last used, to some minutes.
func (k *APIKey) LastUsedAt() *time.Time { return k.Row.LastUsedAt }

// Name is what the key is for.
func (k *APIKey) Name() string { return k.Row.Name }

// Prefix is how the key begins.
func (k *APIKey) Prefix() string { return k.Row.Prefix }

// Scopes are what the key may do.
func (k *APIKey) Scopes() []StaffPermission { return NewPermissions(k.Row.Scopes) }

// NewAuditEntry shows what was written.
func NewAuditEntry(e staff.AuditEntry) *AuditEntry {
	out := &AuditEntry{ID: GID("AuditEntry", e.ID), Action: e.Action, ActorKind: AuditActorKind(strings.ToUpper(string(e.ActorKind))),
		ActorName: e.ActorName, After: e.After, At: e.At, Before: e.Before, ObjectKind: e.ObjectKind, RequestID: text(e.RequestID)}
	out.ActorID, out.ObjectID = gidOf(actorKinds[e.ActorKind], e.ActorID), gidOf(objectKinds[e.ObjectKind], e.ObjectID)
	return out
}

// ActorKindOf is a kind of hand of the schema in the words of the room; empty stays empty.
func ActorKindOf(k string) staff.ActorKind { return staff.ActorKind(strings.ToLower(k)) }

// actorKinds are the types that hands are shown as.
var actorKinds = map[staff.ActorKind]string{staff.Person: "StaffMember", staff.APIKey: "ApiKey"}

// objectKinds are the types of what is written to, by the log's own word. What is not here has no id to be shown.
var objectKinds = map[string]string{
	"metaobjectDefinition": "MetaobjectDefinition",
	"staff":                "StaffMember",
	"inventoryItem":        "InventoryItem",
	"bulkOperation":        "BulkOperation",
	"apiKey":               "ApiKey",
	"Customer":             "Customer",
	"customer":             "Customer",
	"product":              "Product",
	"variant":              "ProductVariant",
	"collection":           "Collection",
	"media":                "MediaImage",
	"location":             "Location",
	"market":               "Market",
	"page":                 "Page",
	"blog":                 "Blog",
	"article":              "Article",
	"menu":                 "Menu",
	"redirect":             "UrlRedirect",
	"metaobject":           "Metaobject",
	"metafield":            "Metafield",
	"policy":               "ShopPolicy",
	"giftCard":             "GiftCard",
	"discount":             "DiscountNode",
	"deliveryZone":         "DeliveryZone",
	"taxRate":              "TaxRate",
}

// gidOf is a global id; nil for what has none.
func gidOf(kind string, id int64) *string {
	if kind == "" || id == 0 {
		return nil
	}
	return new(GID(kind, id))
}

// StaffPayload is what became of a mutation of staff; all of them are parts of this shape.
type StaffPayload struct {
	AccessToken          *string
	APIKey               *APIKey
	DeletedAPIKeyID      *string
	DeletedStaffMemberID *string
	EndedSessionID       *string
	ExpiresAt            *time.Time
	RecoveryCodes        []string
	SearchSettings       *SearchSettings
	Secret               *string
	StaffMember          *StaffMember
	URL                  *string
	UserErrors           []StaffUserError
}

// The payloads of staff.
type (
	APIKeyCreatePayload         = StaffPayload
	APIKeyDeletePayload         = StaffPayload
	SearchSettingsUpdatePayload = StaffPayload
	StaffMemberDeletePayload    = StaffPayload
	StaffMemberPayload          = StaffPayload
	StaffRecoveryCodesPayload   = StaffPayload
	StaffSessionEndPayload      = StaffPayload
	StaffSignInPayload          = StaffPayload
	StaffSignOutPayload         = StaffPayload
	StaffTotpBeginPayload       = StaffPayload
)

// The connections of staff and their edges.
type (
	APIKeyConnection      = Connection[*APIKey]
	APIKeyEdge            = Edge[*APIKey]
	AuditEntryConnection  = Connection[*AuditEntry]
	AuditEntryEdge        = Edge[*AuditEntry]
	StaffMemberConnection = Connection[*StaffMember]
	StaffMemberEdge       = Edge[*StaffMember]
)
