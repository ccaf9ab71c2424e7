package model

import (
	"fmt"
	"strings"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/staff"
)

// InventoryItem is a variant as whoever keeps the stock sees it.
type InventoryItem struct {
	Of *ProductVariant
}

// NewItems shows items that belong together, in their order.
func NewItems(rows []catalog.Item, v *View) []*InventoryItem {
	variants := make([]catalog.Variant, len(rows))
	for i := range rows {
		variants[i] = rows[i].Variant
	}
	out := make([]*InventoryItem, len(rows))
	for i, of := range NewVariants(variants, nil, v) {
		of.Kin.Kept = true // staff see the products of all of them
		out[i] = of.InventoryItem()
	}
	return out
}

// InventoryItem is what stock-keeping knows of the variant.
func (v *ProductVariant) InventoryItem() *InventoryItem { return &InventoryItem{v} }

// InventoryQuantity is how much there is, counted or not.
func (v *ProductVariant) InventoryQuantity() *int { return new(int(v.Row.Quantity)) }

// TracksInventory reports whether the stock of some variant is counted.
func (p *Product) TracksInventory() bool { return p.Row.Tracked }

// IsActive reports whether stock is kept there now.
func (l *Location) IsActive() bool { return l.Row.Active }

// UpdatedAt is when the location was last changed.
func (l *Location) UpdatedAt() time.Time { return l.Row.UpdatedAt }

// Version counts the changes.
func (l *Location) Version() int { return int(l.Row.Version) }

// ID is the global id; it has the variant's number.
func (i *InventoryItem) ID() string { return GID("InventoryItem", i.Of.Row.ID) }

// CreatedAt is when the variant was made.
func (i *InventoryItem) CreatedAt() time.Time { return i.Of.Row.CreatedAt }

// RequiresShipping reports whether it is a thing to be sent.
func (i *InventoryItem) RequiresShipping() bool { return i.Of.Row.RequiresShipping }

// Sku is the merchant's number for the variant.
func (i *InventoryItem) Sku() *string { return i.Of.Sku() }

// Tracked reports whether the stock is counted.
func (i *InventoryItem) Tracked() bool { return i.Of.Row.Tracked }

// UnitCost is what one costs the shop.
func (i *InventoryItem) UnitCost() *MoneyV2 { return i.Of.View.MoneyOf(i.Of.Row.Cost) }

// UpdatedAt is when the variant was last changed.
func (i *InventoryItem) UpdatedAt() time.Time { return i.Of.Row.UpdatedAt }

// Variant is the variant.
func (i *InventoryItem) Variant() *ProductVariant { return i.Of }

// InventoryLevel is how much of an item there is at a location.
type InventoryLevel struct {
	Row *catalog.Level
	Kin *StockKin
}

// StockKin are levels or entries of one answer.
type StockKin struct {
	*Siblings[catalog.VariantID]
	Items map[catalog.VariantID]*InventoryItem // those at hand; the others are read together
}

// newStockKin gathers the variants of an answer.
func newStockKin(n int, variant func(int) catalog.VariantID, items map[catalog.VariantID]*InventoryItem) *StockKin {
	seen := map[catalog.VariantID]bool{}
	var ids []catalog.VariantID
	for i := range n {
		if id := variant(i); !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return &StockKin{NewSiblings(ids), items}
}

// NewLevels shows levels that belong together.
func NewLevels(rows []catalog.Level, items map[catalog.VariantID]*InventoryItem) []*InventoryLevel {
	kin := newStockKin(len(rows), func(i int) catalog.VariantID { return rows[i].VariantID }, items)
	out := make([]*InventoryLevel, len(rows))
	for i := range rows {
		out[i] = &InventoryLevel{&rows[i], kin}
	}
	return out
}

// ID is the global id, which names the location and the variant.
func (l *InventoryLevel) ID() string {
	return fmt.Sprintf("%s?inventory_item_id=%d", GID("InventoryLevel", l.Row.LocationID), l.Row.VariantID)
}

// UpdatedAt is when the level was last changed.
func (l *InventoryLevel) UpdatedAt() time.Time { return l.Row.UpdatedAt }

// StockEntry is one change of a level.
type StockEntry struct {
	Row  *catalog.StockEntry
	Name string // of the number that was changed, as a mutation has it
	Kin  *StockKin
}

// NewStockEntries shows entries that belong together.
func NewStockEntries(rows []catalog.StockEntry, name string) []*StockEntry {
	kin := newStockKin(len(rows), func(i int) catalog.VariantID { return rows[i].VariantID }, nil)
	out := make([]*StockEntry, len(rows))
	for i := range rows {
		out[i] = &StockEntry{&rows[i], name, kin}
	}
	return out
}

// ID is the global id.
func (e *StockEntry) ID() string { return GID("StockEntry", e.Row.ID) }

// ActorID is the id of the account or key that did it; nil for the system.
func (e *StockEntry) ActorID() *string {
	return gidOf(actorKinds[staff.ActorKind(e.Row.ActorKind)], e.Row.ActorID)
}

// ActorKind is what kind of hand did it.
func (e *StockEntry) ActorKind() AuditActorKind {
	return AuditActorKind(strings.ToUpper(e.Row.ActorKind))
}

// ActorName is the name it had then.
func (e *StockEntry) ActorName() string { return e.Row.ActorName }

// At is when.
func (e *StockEntry) At() time.Time { return e.Row.At }

// Delta is by how much.
func (e *StockEntry) Delta() int { return int(e.Row.Delta) }

// QuantityAfterChange is how much there was then.
func (e *StockEntry) QuantityAfterChange() int { return int(e.Row.Quantity) }

// Reason is why.
func (e *StockEntry) Reason() string { return string(e.Row.Reason) }

// ReferenceDocumentURI is the document behind it.
func (e *StockEntry) ReferenceDocumentURI() *string { return text(e.Row.Reference) }

// NewAdjustmentGroup shows what one mutation changed; nil where that is nothing.
func NewAdjustmentGroup(rows []catalog.StockEntry, name string) *InventoryAdjustmentGroup {
	if len(rows) == 0 {
		return nil
	}
	first := rows[0]
	g := &InventoryAdjustmentGroup{ID: GID("InventoryAdjustmentGroup", first.ID), CreatedAt: first.At, Reason: string(first.Reason),
		ReferenceDocumentURI: text(first.Reference)}
	for _, e := range NewStockEntries(rows, name) {
		g.Changes = append(g.Changes, InventoryChange(*e))
	}
	return g
}

// InventoryChange is an entry as the answer to a mutation shows it.
type InventoryChange StockEntry

// Delta is by how much.
func (c *InventoryChange) Delta() int { return int(c.Row.Delta) }

// QuantityAfterChange is how much there was then.
func (c *InventoryChange) QuantityAfterChange() *int { return new(int(c.Row.Quantity)) }

// InventoryPayload is what became of a mutation of stock; all of them are parts of this shape.
type InventoryPayload struct {
	InventoryAdjustmentGroup *InventoryAdjustmentGroup
	InventoryItem            *InventoryItem
	InventoryLevel           *InventoryLevel
	InventoryLevels          []InventoryLevel
	Location                 *Location
	UserErrors               []StaffUserError
}

// The payloads of stock.
type (
	InventoryActivatePayload         = InventoryPayload
	InventoryAdjustQuantitiesPayload = InventoryPayload
	InventoryDeactivatePayload       = InventoryPayload
	InventoryItemUpdatePayload       = InventoryPayload
	InventorySetQuantitiesPayload    = InventoryPayload
	LocationActivatePayload          = InventoryPayload
	LocationAddPayload               = InventoryPayload
	LocationDeactivatePayload        = InventoryPayload
	LocationEditPayload              = InventoryPayload
)

// The connections of stock and their edges.
type (
	InventoryItemConnection  = Connection[*InventoryItem]
	InventoryItemEdge        = Edge[*InventoryItem]
	InventoryLevelConnection = Connection[*InventoryLevel]
	InventoryLevelEdge       = Edge[*InventoryLevel]
	StockEntryConnection     = Connection[*StockEntry]
	StockEntryEdge           = Edge[*StockEntry]
)
