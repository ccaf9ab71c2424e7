package cart

import (
	"context"
	"errors"

	"cartwright/internal/database"
	"cartwright/internal/price"
)

// errUndo ends a transaction that was only for looking.
var errUndo = errors.New("nothing is to be kept")

// Explain writes out how a cart comes to its total, step by step, as it would be priced now. It changes nothing.
func (s *Service) Explain(ctx context.Context, token string) (text string, err error) {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return "", err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lock(tx, token)
		if err != nil {
			return err
		}
		d, err := s.draft(tx, c, settings, work{})
		if err != nil {
			return err
		}
		d.catchUp()
		d.spent()
		in, err := d.priced()
		if err != nil {
			return err
		}
		text = price.Quote(in, d.terms.Rules).Explain(in, d.terms.Rules)
		return errUndo
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	return text, err
}
