package main

import (
	"context"
	"time"
)

// settleEvery is how often collections are looked for whose rules have changed and whose products are not those that the new
// ones choose, because the process that changed them ended too early.
const settleEvery = 5 * time.Second

// settle finishes what changes of rules left behind, until the context ends.
func settle(ctx context.Context, r *rooms) error {
	tick := time.NewTicker(settleEvery)
	defer tick.Stop()
	for {
		if err := r.catalog.Settle(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "collections were not brought to what their rules choose; it is tried again", "in", settleEvery, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
