package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// PutBatch is PutMany for at most 200 products, in one transaction that also does more: what a batch is part of notes in it
// how far it has come. With an error of also, nothing is written; it runs again when the transaction does, so it must have no
// other effects.
func (s *Service) PutBatch(ctx context.Context, specs []Spec, also func(tx database.Tx, outcomes []Outcome) error) ([]Outcome, error) {
	if len(specs) > putBatch {
		return nil, fmt.Errorf("%d products are more than a batch, which has %d", len(specs), putBatch)
	}
	outcomes, good := sound(specs)
	batch := make([]*Spec, len(good))
	for i, at := range good {
		batch[i] = &specs[at]
	}
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		if len(batch) > 0 {
			written, err := s.put(tx, batch)
			if err != nil {
				return err
			}
			for i, at := range good {
				outcomes[at] = written[i]
			}
		}
		return also(tx, outcomes)
	})
	return outcomes, err
}

// sound checks specs by themselves: an outcome for each, which is a refusal until it is written, and the places of those that
// are good.
func sound(specs []Spec) (outcomes []Outcome, good []int) {
	outcomes = make([]Outcome, len(specs))
	seen := map[string]bool{}
	for i := range specs {
		outcomes[i] = Outcome{Handle: specs[i].Handle, Act: Refused, Err: specs[i].check()}
		if outcomes[i].Err == nil && seen[specs[i].Handle] {
			outcomes[i].Err = fault.Invalidf("handle", "the handle %q stands twice", specs[i].Handle)
		}
		if outcomes[i].Err == nil {
			seen[specs[i].Handle] = true
			good = append(good, i)
		}
	}
	return outcomes, good
}
