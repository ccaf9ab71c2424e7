package catalog

import (
	"context"

	"cartwright/internal/database"
)

// putBatch is how many products one transaction of PutMany takes: enough to share the statements, few enough to keep
// locks short.
const putBatch = 200

// Put makes the product what the spec declares. It returns a *fault.Fault when the spec is wrong.
func (s *Service) Put(ctx context.Context, spec Spec) (Outcome, error) {
	outcomes, err := s.PutMany(ctx, []Spec{spec})
	if err != nil {
		return Outcome{}, err
	}
	return outcomes[0], outcomes[0].Err
}

// PutMany makes many products what their specs declare; one outcome a spec, in their order. A spec that is wrong is
// refused and stops no other. Products are written in transactions of up to 200, with a number of statements that does
// not grow with the products; the error is the system's, and the transactions before it stay.
func (s *Service) PutMany(ctx context.Context, specs []Spec) ([]Outcome, error) {
	outcomes, good := sound(specs)
	for len(good) > 0 {
		n := min(len(good), putBatch)
		batch := make([]*Spec, n)
		for i, at := range good[:n] {
			batch[i] = &specs[at]
		}
		var written []Outcome
		err := s.db.Declare(ctx, func(tx database.Tx) (err error) {
			written, err = s.put(tx, batch)
			return err
		})
		if err != nil {
			return outcomes, err
		}
		for i, at := range good[:n] {
			outcomes[at] = written[i]
		}
		good = good[n:]
	}
	return outcomes, nil
}

// put writes one batch, an outcome for each spec: reads what is there, plans each product in memory, writes the plans together.
func (s *Service) put(tx database.Tx, specs []*Spec) ([]Outcome, error) {
	present, err := loadPresent(tx, specs)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(specs))
	plans := make([]*plan, 0, len(specs))
	for i, spec := range specs {
		p := newPlan(spec, present, tx.Now)
		outcomes[i] = Outcome{Handle: spec.Handle, Act: Refused, Err: p.checkLocations(present)}
		if outcomes[i].Err != nil {
			continue
		}
		if outcomes[i].Act = p.act(); outcomes[i].Act != Unchanged {
			plans = append(plans, p)
		}
	}
	if len(plans) == 0 {
		return outcomes, nil
	}
	if err := s.writePlans(tx, plans, present); err != nil {
		return nil, err
	}
	ids := make([]int64, len(plans))
	for i, p := range plans {
		ids[i] = int64(p.product.ID)
	}
	return outcomes, tx.Changed("product", ids...)
}
