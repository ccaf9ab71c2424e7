package catalog

import (
	"time"

	"cartwright/internal/act"
)

// Level is a row of stock_levels: how many of a variant lie at a location.
type Level struct {
	VariantID  VariantID `gorm:"primaryKey"`
	LocationID int64     `gorm:"primaryKey"`
	Quantity   int64     // below zero: sold beyond the stock
	UpdatedAt  time.Time
}

// TableName is stock_levels.
func (Level) TableName() string { return "stock_levels" }

// at is where a level is.
func (l *Level) at() pair { return pair{l.VariantID, l.LocationID} }

// pair is a variant at a location.
type pair struct {
	variant  VariantID
	location int64
}

// StockEntry is a row of stock_entries: one change of a level. What a level is now is where it began and the sum of its
// entries.
type StockEntry struct {
	ID         int64 `gorm:"primaryKey"`
	VariantID  VariantID
	LocationID int64
	Delta      int64
	Quantity   int64 // of the level, after the change
	Reason     StockReason
	Reference  string // address of the document behind the change; empty: none
	ActorKind  string // staff, key, system
	ActorID    int64
	ActorName  string
	At         time.Time
}

// StockReason says why a level changed.
type StockReason string

// The reasons that the shop itself gives.
const (
	Imported  StockReason = "import"  // a product was declared with its stock by a file
	Declared  StockReason = "declare" // a product was declared with its stock by staff
	Removed   StockReason = "removed" // the variant went, and its stock with it
	Activated StockReason = "activated"
	Sold      StockReason = "sale"
	Returned  StockReason = "return"
)

// stockReasons are the reasons that staff may give, as the platform lists them.
var stockReasons = []StockReason{"correction", "cycle_count_available", "damaged", "movement_canceled", "movement_created",
	"movement_received", "movement_updated", "other", "promotion", "quality_control", "received", "reservation_created",
	"reservation_deleted", "reservation_updated", "restock", "safety_stock", "shrinkage"}

// why is what all entries of one act have in common.
type why struct {
	reason    StockReason
	reference string
	who       act.Who
}

// entry tells the change of a level to what it is now.
func (w why) entry(l *Level, delta int64) *StockEntry {
	return &StockEntry{VariantID: l.VariantID, LocationID: l.LocationID, Delta: delta, Quantity: l.Quantity, Reason: w.reason,
		Reference: w.reference, ActorKind: w.who.Kind, ActorID: w.who.ID, ActorName: w.who.Name, At: l.UpdatedAt}
}
