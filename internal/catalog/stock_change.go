package catalog

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// StockChange is what staff want of stock levels. A level that is not there counts as 0, and is made.
type StockChange struct {
	Name      string // which quantity: available or on_hand, which are one number
	Reason    StockReason
	Reference string // address of the document behind the change; empty: none
	Rows      []StockRow
}

// StockRow is what is wanted of one level.
type StockRow struct {
	VariantID  VariantID
	LocationID int64
	Quantity   int64  // what shall be there, or what is added to it
	Expected   *int64 // what is thought to be there; nil: whatever it is
	At         string // the input field of Expected, for faults
}

// StockOutcome is what became of a change. The levels are those that it names, as they are now, in its order; they stand
// beside a Conflict, too.
type StockOutcome struct {
	Entries []StockEntry
	Levels  []Level
}

// quantityNames are the names of the number that a level is.
var quantityNames = []string{"available", "on_hand"}

// CheckQuantity refuses names of quantities that are not written; path is where the name stands.
func CheckQuantity(path, name string) error {
	if slices.Contains(quantityNames, name) {
		return nil
	}
	return fault.Invalidf(path, "%.40q is no quantity that can be written; use available, or on_hand, which is the same number", name)
}

// SetStock makes levels what the rows say, all or none. Faults: Invalid at name, reason, referenceDocumentUri and
// quantities.<n>.<field>, NotFound at the ids of a row, Conflict at a row's location where that is not in use and at its
// Expected where something else is there.
func (s *Service) SetStock(ctx context.Context, by act.By, c StockChange) (StockOutcome, error) {
	return s.changeStock(ctx, by, c, kindOfChange{action: "stock.set", list: "quantities", field: "quantity",
		what: "a stock", step: func(_, quantity int64) int64 { return quantity }})
}

// AdjustStock adds the rows' quantities to levels, all or none. Faults: those of SetStock, below changes, and Limit at
// changes.<n>.delta where a level would be beyond what it can be.
func (s *Service) AdjustStock(ctx context.Context, by act.By, c StockChange) (StockOutcome, error) {
	return s.changeStock(ctx, by, c, kindOfChange{action: "stock.adjust", list: "changes", field: "delta",
		what: "a change of stock", step: func(was, delta int64) int64 { return was + delta }})
}

// kindOfChange is what sets changes of stock apart.
type kindOfChange struct {
	action, list, field, what string
	step                      func(was, quantity int64) int64
}

func (s *Service) changeStock(ctx context.Context, by act.By, c StockChange, k kindOfChange) (StockOutcome, error) {
	if err := c.check(k); err != nil {
		return StockOutcome{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (StockOutcome, error) {
		pairs := make([]pair, len(c.Rows))
		for i, r := range c.Rows {
			pairs[i] = pair{r.VariantID, r.LocationID}
		}
		held, err := s.holdStock(tx, pairs, k.list)
		if err != nil {
			return StockOutcome{}, err
		}
		now := make([]Level, len(c.Rows))
		for i, r := range c.Rows {
			was := held.level(pairs[i])
			now[i] = was
			now[i].Quantity = k.step(was.Quantity, r.Quantity)
			path := fmt.Sprintf("%s.%d.", k.list, i)
			switch n := now[i].Quantity; {
			case r.Expected != nil && *r.Expected != was.Quantity:
				return StockOutcome{Levels: held.all(pairs)}, fault.Conflictf(path+r.At, "there are %d, not %d; read it again, then decide", was.Quantity, *r.Expected)
			case n < -maxStock || n > maxStock:
				return StockOutcome{}, fault.Limitf(path+k.field, "a stock is between %d and %d; there are %d", -maxStock, maxStock, was.Quantity)
			}
		}
		entries, err := held.write(tx, now, why{c.Reason, c.Reference, by.Who()})
		if err != nil {
			return StockOutcome{}, err
		}
		return StockOutcome{Entries: entries, Levels: now}, by.Note(tx, notes(k.action, entries)...)
	})
}

// check finds what is wrong with a change whatever the shop has.
func (c *StockChange) check(k kindOfChange) error {
	if err := CheckQuantity("name", c.Name); err != nil {
		return err
	}
	switch {
	case !slices.Contains(stockReasons, c.Reason):
		return fault.Invalidf("reason", "%.40q is no reason; use one of %s", c.Reason, joinReasons())
	case len(c.Rows) == 0:
		return fault.Invalidf(k.list, "nothing is asked for")
	}
	if err := checkReference(c.Reference); err != nil {
		return err
	}
	first := make(map[pair]int, len(c.Rows))
	for i, r := range c.Rows {
		path := fmt.Sprintf("%s.%d.", k.list, i)
		if r.Quantity < -maxStock || r.Quantity > maxStock {
			return fault.Invalidf(path+k.field, "%s is between %d and %d, got %d", k.what, -maxStock, maxStock, r.Quantity)
		}
		at := pair{r.VariantID, r.LocationID}
		if n, twice := first[at]; twice {
			return fault.Invalidf(path+"inventoryItemId", "the item stands twice with the location, first at %d", n)
		}
		first[at] = i
	}
	return nil
}

func joinReasons() string {
	names := make([]string, len(stockReasons))
	for i, r := range stockReasons {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

// checkReference wants the address of a document, such as gid://erp/Receipt/7; none is none.
func checkReference(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" || !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxText {
		return fault.Invalidf("referenceDocumentUri", "the address of a document is needed, such as gid://erp/Receipt/7, of at most %d characters", maxText)
	}
	return nil
}

// stockNote is what the audit log remembers of a level.
type stockNote struct {
	LocationID int64       `json:"locationId"`
	Quantity   int64       `json:"quantity"`
	Reason     StockReason `json:"reason,omitempty"`
}

func notes(action string, entries []StockEntry) []act.Entry {
	out := make([]act.Entry, len(entries))
	for i, e := range entries {
		out[i] = act.Entry{Action: action, Kind: "inventoryItem", ID: int64(e.VariantID),
			Before: stockNote{LocationID: e.LocationID, Quantity: e.Quantity - e.Delta},
			After:  stockNote{e.LocationID, e.Quantity, e.Reason}}
	}
	return out
}
