package terms

import (
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// CountUse notes that an order uses a discount, in the order's transaction. Where its limit, or the customer's, is reached
// already the answer is a Conflict fault and nothing is counted; where it is gone, NotFound. customer is 0 for a guest.
//
// The order that reaches the limit changes the terms for everybody.
func (s *Service) CountUse(tx database.Tx, id, customer int64) error {
	used, err := countUse(tx, id)
	if err != nil {
		return err
	}
	row, err := findDiscount(tx, id)
	if err != nil {
		return err
	}
	if !used {
		return fault.Conflictf("discountCodes", "this discount was used as often as it may be")
	}
	if customer > 0 {
		counted, err := countCustomerUse(tx, id, customer, row.OncePer)
		if err != nil {
			return err
		}
		if !counted {
			if _, err := uncountUse(tx, id); err != nil {
				return err
			}
			return fault.Conflictf("discountCodes", "the customer has used this discount as often as it may be")
		}
	}
	if row.UseLimit > 0 && row.Used == row.UseLimit {
		return noteUse(tx, id)
	}
	return nil
}

// Uncount takes back what CountUse has counted, for an order that is cancelled, in its transaction. It is called once for
// each use. Where the discount is gone there is nothing to take back, and that is no fault.
func (s *Service) Uncount(tx database.Tx, id, customer int64) error {
	uncounted, err := uncountUse(tx, id)
	if err != nil || !uncounted {
		return err
	}
	if customer > 0 {
		if err := uncountCustomerUse(tx, id, customer); err != nil {
			return err
		}
	}
	row, err := findDiscount(tx, id)
	if err != nil {
		return err
	}
	if row.UseLimit > 0 && row.Used == row.UseLimit-1 {
		return noteUse(tx, id)
	}
	return nil
}

// noteUse notes that a discount has come to its limit, or back from it. It takes its turn among those who write terms: a
// change with a lower number than one that carts know of already would not be seen. Staff lock the terms before a discount and
// orders after it; where the two meet at one discount, the database picks one of them and InTx begins it anew.
func noteUse(tx database.Tx, id int64) error {
	if _, err := hold(tx); err != nil {
		return err
	}
	return tx.Changed(Changed, id)
}
