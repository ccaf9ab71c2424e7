package staff

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// The defaults of Options.
const (
	DefaultLife = 7 * 24 * time.Hour
	DefaultIdle = 24 * time.Hour
)

// Options say how staff sign in.
type Options struct {
	Hasher *secret.Hasher // nil: one of the default costs
	Key    secret.Text    // what secrets of one-time passwords are sealed with, 32 characters or more; empty: they are stored readable
	Issuer string         // the name that an authenticator shows; empty: Cartwright
	Life   time.Duration  // of a session, at most; 0: DefaultLife
	Idle   time.Duration  // of a session that is not used; 0: DefaultIdle
	Log    *slog.Logger   // nil: the default
}

// Service is the room's door.
type Service struct {
	db     *database.DB
	hasher *secret.Hasher
	sealer *secret.Sealer
	issuer string
	life   time.Duration
	idle   time.Duration
	log    *slog.Logger
}

// New opens the room; the error is that of a key that is too short.
func New(db *database.DB, o Options) (*Service, error) {
	if o.Hasher == nil {
		o.Hasher = secret.NewHasher(secret.Default())
	}
	if o.Issuer == "" {
		o.Issuer = "Cartwright"
	}
	if o.Life <= 0 {
		o.Life = DefaultLife
	}
	if o.Idle <= 0 {
		o.Idle = DefaultIdle
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	sealer, err := secret.NewSealer(o.Key, "staff one-time passwords")
	if err != nil {
		return nil, err
	}
	return &Service{db: db, hasher: o.Hasher, sealer: sealer, issuer: o.Issuer, life: o.Life, idle: o.Idle, log: o.Log}, nil
}

// Sweep removes sessions and keys that have expired, guesses that no longer count and answers that nobody can ask for any
// more, and tells how many rows.
func (s *Service) Sweep(ctx context.Context) (removed int64, err error) {
	err = s.db.InTx(ctx, func(tx database.Tx) (err error) {
		removed, err = s.sweep(tx)
		return err
	})
	return removed, err
}

// sweepEvery is how often Run sweeps.
const sweepEvery = time.Hour

// Run sweeps until the context ends, and returns nil.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if _, err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "sweep of staff sessions failed; it is tried again", "in", sweepEvery, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// busy makes a fault of a hasher that has too much to do.
func busy(err error) error {
	if errors.Is(err, secret.ErrBusy) {
		return fault.Unavailablef("too many people sign in at the moment; try again in a few seconds")
	}
	return err
}
