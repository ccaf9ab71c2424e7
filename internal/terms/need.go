package terms

import (
	"slices"

	"cartwright/internal/database"
	"cartwright/internal/price"
)

// Need says what a cart's price depends on beside the terms that hold for everybody.
type Need struct {
	Codes       []string // discount codes as entered
	CustomerID  int64    // 0: a guest
	GiftCardIDs []int64  // cards that the cart has already
	GiftCodes   []string // of cards that are being given, as typed
}

// Found is what prices a cart.
type Found struct {
	Rules     price.Rules        // automatic discounts and those of the codes; zones, pickups, taxes
	Version   int64              // the last change of terms that the rules know
	Uses      map[int64]int64    // how often the customer has used those of the discounts that count it, by their ids; never nil
	GiftCards map[int64]GiftCard // by id: those that were asked for and exist
	ByCode    map[string]int64   // ids of gift cards by the codes as typed
}

// For loads what prices a cart, in the cart's own transaction. What holds for everybody comes from memory as long as
// nobody has written terms since: one statement to see that, one for codes, one for gift cards, one for what the customer
// has used, each where there is something to ask; and six more where somebody has written.
//
// How often an automatic discount was used is known as of the last change of terms; the order that reaches its limit is
// such a change, and so is the cancelled one that comes back from it.
//
// What was found is shared with others: do not change it. A transaction asks for the terms before it counts uses, not
// after: what it has not committed would be kept for everybody.
func (s *Service) For(tx database.Tx, n Need) (Found, error) {
	known, err := s.known(tx)
	if err != nil {
		return Found{}, err
	}
	out := Found{Rules: known.rules, Version: known.version, Uses: map[int64]int64{}}
	coded, err := codedDiscounts(tx, n.Codes)
	if err != nil {
		return Found{}, err
	}
	once := slices.Clip(known.once) // what is appended shall not reach the others that share it
	out.Rules.Discounts = slices.Clip(known.rules.Discounts)
	for i := range coded {
		if coded[i].OncePer > 0 {
			once = append(once, coded[i].ID)
		}
		out.Rules.Discounts = append(out.Rules.Discounts, coded[i].Rule())
	}
	if n.CustomerID > 0 && len(once) > 0 {
		if out.Uses, err = usesOf(tx, n.CustomerID, once); err != nil {
			return Found{}, err
		}
	}
	return out, out.findGiftCards(tx, n)
}

// findGiftCards loads the cards by their ids and by the codes that were typed, in one statement.
func (f *Found) findGiftCards(tx database.Tx, n Need) error {
	f.GiftCards, f.ByCode = map[int64]GiftCard{}, map[string]int64{}
	if len(n.GiftCardIDs)+len(n.GiftCodes) == 0 {
		return nil
	}
	hashes := make([][]byte, 0, len(n.GiftCodes))
	typed := make(map[string][]string, len(n.GiftCodes))
	for _, code := range n.GiftCodes {
		hash := hashCode(code)
		hashes = append(hashes, hash)
		typed[string(hash)] = append(typed[string(hash)], code)
	}
	rows, err := giftCards(tx, n.GiftCardIDs, hashes)
	if err != nil {
		return err
	}
	for _, g := range rows {
		f.GiftCards[g.ID] = g
		for _, code := range typed[string(g.CodeHash)] {
			f.ByCode[code] = g.ID
		}
	}
	return nil
}

// snapshot is what holds for everybody, as of a change.
type snapshot struct {
	version int64
	rules   price.Rules
	once    []int64 // the automatic discounts that count uses per customer
}

// known is the snapshot of the last change that the transaction sees.
func (s *Service) known(tx database.Tx) (*snapshot, error) {
	version, err := lastChange(tx)
	if err != nil {
		return nil, err
	}
	if kept := s.kept.Load(); kept != nil && kept.version == version {
		return kept, nil
	}
	fresh, err := loadSnapshot(tx, version)
	if err != nil {
		return nil, err
	}
	s.kept.Store(fresh)
	return fresh, nil
}
