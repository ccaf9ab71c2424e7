package upload

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/media"
	"cartwright/internal/secret"
)

// Options say how files are taken.
type Options struct {
	Key    secret.Text // the shop's own; signatures are made with it besides a key in each row
	Direct bool        // files go to the bucket itself where it can say how large they may be
	// Mentioned are those of the names in the media store that a row of another room mentions.
	Mentioned func(ctx context.Context, names []string) (map[string]bool, error)
	Log       *slog.Logger // nil: the default
}

// Service is the room's door.
type Service struct {
	db        *database.DB
	store     *media.Store
	key       secret.Text
	direct    bool
	mentioned func(ctx context.Context, names []string) (map[string]bool, error)
	log       *slog.Logger
}

// New opens the room. Files go to the bucket itself only where the bucket can, which is asked here.
func New(db *database.DB, store *media.Store, o Options) (*Service, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Direct {
		_, ok, err := store.Direct(context.Background(), newName(), 1, time.Minute)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, errors.New("this place takes files from the server alone; an s3:// bucket can take them directly")
		}
	}
	return &Service{db: db, store: store, key: o.Key, direct: o.Direct, mentioned: o.Mentioned, log: o.Log}, nil
}

func randomKey() []byte {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

// staged is what an upload that is kept as it came is called in the media store.
func staged(name string) string { return media.StagedName(name) }

// sweepBatch is how many rows go at a time.
const sweepBatch = 500

// Expire removes uploads that have expired, and the bytes that are theirs alone, and tells how many.
func (s *Service) Expire(ctx context.Context) (removed int, err error) {
	for {
		var gone []Upload
		// The rows first: what a crash leaves of the bytes is found by Sweep.
		err := s.db.InTx(ctx, func(tx database.Tx) (err error) {
			gone, err = takeExpired(tx, sweepBatch)
			return err
		})
		if err != nil {
			return removed, err
		}
		removed += len(gone)
		for _, u := range gone {
			if err := s.removeBytes(ctx, u); err != nil {
				return removed, fmt.Errorf("remove the bytes of upload %s: %w", u.Name, err)
			}
		}
		if len(gone) < sweepBatch {
			return removed, nil
		}
	}
}

// Sweep removes expired uploads, and bytes in the media store that no row mentions.
func (s *Service) Sweep(ctx context.Context, o media.Sweeping) (media.Swept, error) {
	if !o.DryRun {
		if _, err := s.Expire(ctx); err != nil {
			return media.Swept{}, err
		}
	}
	o.Mentioned = s.mentionedAnywhere
	return s.store.Sweep(ctx, o)
}

// mentionedAnywhere are the names that an upload or a row of another room mentions.
func (s *Service) mentionedAnywhere(ctx context.Context, names []string) (map[string]bool, error) {
	out, err := s.mentionedHere(ctx, names)
	if err != nil {
		return nil, err
	}
	left := make([]string, 0, len(names))
	for _, n := range names {
		if !out[n] {
			left = append(left, n)
		}
	}
	elsewhere, err := s.mentioned(ctx, left)
	if err != nil {
		return nil, err
	}
	for name, yes := range elsewhere {
		out[name] = out[name] || yes
	}
	return out, nil
}

// How often Run looks: for uploads that have expired, which is one statement, and through all that is kept.
const (
	expireEvery = time.Hour
	sweepEvery  = 12 // of those
)

// Run removes what has expired and what nobody mentions until the context ends, and returns nil. A server that has just
// started has other things to do, so the first look comes later.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(expireEvery)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if _, err := s.Expire(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "uploads that have expired were not removed; it is tried again", "in", expireEvery, "error", err)
		}
		if n%sweepEvery != 1 {
			continue
		}
		got, err := s.Sweep(ctx, media.Sweeping{})
		switch {
		case ctx.Err() != nil:
		case err != nil:
			s.log.ErrorContext(ctx, "pictures and files were not swept; it is tried again", "in", sweepEvery*expireEvery, "error", err)
		case got.Trashed+got.Removed+got.Restored > 0:
			s.log.InfoContext(ctx, "pictures and files were swept", "looked", got.Looked, "trashed", got.Trashed, "removed", got.Removed, "restored", got.Restored)
		}
	}
}
