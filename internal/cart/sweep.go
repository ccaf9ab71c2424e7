package cart

import (
	"context"
	"time"

	"cartwright/internal/database"
)

// How carts are swept: so often, and so many in one transaction, that nobody who shops waits for it.
const (
	sweepEvery = 10 * time.Minute
	sweepBatch = 200
)

// Run sweeps expired carts and answers, and counts what lies in carts together, until the context ends.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		carts, answers, err := s.Sweep(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.log.ErrorContext(ctx, "sweep of carts failed; it is tried again", "in", sweepEvery, "error", err)
		case carts+answers > 0:
			s.log.InfoContext(ctx, "swept", "carts", carts, "answers", answers)
		}
		if err := s.CountTogether(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "what lies in carts together was not counted; it is tried again", "in", sweepEvery, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Sweep removes the carts that nobody used for too long, and the answers that nobody can ask for any more, in small
// batches. It tells how many of each.
func (s *Service) Sweep(ctx context.Context) (carts, answers int, err error) {
	for {
		n := 0
		if err := s.db.InTx(ctx, func(tx database.Tx) (err error) { n, err = s.sweepCarts(tx); return err }); err != nil {
			return carts, answers, err
		}
		if carts += n; n < sweepBatch {
			break
		}
	}
	for {
		n := 0
		if err := s.db.InTx(ctx, func(tx database.Tx) (err error) { n, err = expiredAnswers(tx, sweepBatch); return err }); err != nil {
			return carts, answers, err
		}
		if answers += n; n < sweepBatch {
			return carts, answers, nil
		}
	}
}

func (s *Service) sweepCarts(tx database.Tx) (int, error) {
	ids, err := expired(tx, sweepBatch)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	owners := make([]int64, len(ids))
	for i, id := range ids {
		owners[i] = int64(id)
	}
	if err := s.catalog.ClearFieldsIn(tx, ownerType, owners); err != nil {
		return 0, err
	}
	if err := forgetAnswers(tx, ids); err != nil {
		return 0, err
	}
	return len(ids), removeCarts(tx, ids)
}
