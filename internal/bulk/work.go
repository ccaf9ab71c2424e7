package bulk

import (
	"context"
	"errors"
	"io"
	"time"
	"unicode/utf8"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// How operations are worked off.
const (
	maxTries   = 20 // leases without getting any further: then the operation is what ends the process
	pause      = 5 * time.Second
	sweepEvery = time.Hour
	endTimeout = 10 * time.Second // for noting how it ended
)

// Run works operations off, one at a time in the order they were made in, until the context ends. Any number of processes may
// run it on one database: each operation is done by the one that holds its lease, and goes on elsewhere when that one is
// gone. It logs what fails and tries again, and returns nil.
func (s *Service) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var swept time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-timer.C:
		}
		if time.Since(swept) >= sweepEvery {
			if _, err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "sweep of bulk operations failed; it is tried again", "in", sweepEvery, "error", err)
			}
			swept = time.Now()
		}
		wait := s.o.Poll
		for {
			again, err := s.step(ctx)
			if err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "bulk operations cannot be worked off; it is tried again", "in", pause, "error", err)
				wait = pause
			}
			if !again || err != nil {
				break
			}
		}
		timer.Reset(wait)
	}
}

// WorkOff does what there is to do, and returns; Run goes on.
func (s *Service) WorkOff(ctx context.Context) error {
	for {
		if again, err := s.step(ctx); err != nil || !again {
			return err
		}
	}
}

// step does what is to be done next; it reports whether there may be more.
func (s *Service) step(ctx context.Context) (bool, error) {
	o, err := s.next(ctx)
	if err != nil || o == nil {
		return false, err
	}
	if o.LeasedUntil != nil && o.LeasedUntil.After(s.r.Database.Now()) {
		return false, nil // somebody is at it, or it has just failed
	}
	claimed, err := s.claim(ctx, o)
	if err != nil || !claimed {
		return !claimed, err
	}
	switch {
	case o.State == Canceling:
		return true, s.finish(ctx, o, Canceled, "")
	case o.Tries > maxTries:
		s.log.ErrorContext(ctx, "a bulk operation is given up", "id", o.ID, "tries", o.Tries)
		return true, s.finish(ctx, o, Failed, "the work was begun many times and never came further; the server's log may say why")
	}
	return s.work(ctx, o)
}

// work does an operation as far as it goes.
func (s *Service) work(ctx context.Context, o *Operation) (bool, error) {
	within, cancel := context.WithCancelCause(ctx)
	beating := make(chan struct{})
	go func() {
		defer close(beating)
		s.beat(within, o, cancel)
	}()
	err := s.importFile(within, o)
	if cause := context.Cause(within); err != nil && cause != nil {
		err = cause
	}
	cancel(nil)
	<-beating

	end, done := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer done()
	f, isFault := faultOf(err)
	switch {
	case err == nil:
		return true, s.finish(end, o, Completed, "")
	case errors.Is(err, errStopped):
		return true, s.stopped(end, o)
	case ctx.Err() != nil:
		return false, s.giveBack(end, o, 0) // another process may go on at once
	case isFault:
		return true, s.finish(end, o, Failed, f.Text)
	}
	s.log.ErrorContext(ctx, "a bulk operation was interrupted; it goes on", "id", o.ID, "tries", o.Tries, "in", pause, "error", err)
	return false, s.giveBack(end, o, pause)
}

// stopped ends an operation that is canceled; one that somebody else holds is left to them.
func (s *Service) stopped(ctx context.Context, o *Operation) error {
	now, err := s.Find(ctx, o.ID)
	if err != nil || now.Lease != o.Lease || now.State != Canceling {
		return err
	}
	return s.finish(ctx, o, Canceled, "")
}

// beat keeps the lease while the work goes on, and stops the work when the lease is lost or the operation is canceled.
func (s *Service) beat(ctx context.Context, o *Operation, stop context.CancelCauseFunc) {
	tick := time.NewTicker(s.o.Lease / 4)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		kept, err := s.renew(ctx, o)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.log.WarnContext(ctx, "the lease of a bulk operation was not renewed", "id", o.ID, "error", err) // its writing is fenced
		case !kept:
			stop(errStopped)
			return
		}
	}
}

// importFile imports the rest of the operation's file.
func (s *Service) importFile(ctx context.Context, o *Operation) (err error) {
	currency, err := s.r.Currency(ctx)
	if err != nil {
		return err
	}
	file, size, err := s.r.Files.Open(ctx, o.Source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if size != o.Bytes {
		if err := s.setBytes(ctx, o, size); err != nil {
			return err
		}
	}
	_, err = Import(ctx, file, s.r.Catalog, Options{
		Format: o.Format, DryRun: o.DryRun, NoImages: !o.Images, Currency: currency, Pictures: s.r.Pictures, BatchSize: s.o.Batch,
		Known:  s.r.Catalog.KnownHandles,
		From:   o.mark(),
		Commit: func(tx database.Tx, m Mark) error { return commit(tx, o, m) },
		Begin:  s.r.Database.InTx,
		Again: func(ctx context.Context) (io.ReadCloser, error) {
			again, _, err := s.r.Files.Open(ctx, o.Source)
			return again, err
		},
	})
	return err
}

func faultOf(err error) (*fault.Fault, bool) { return errors.AsType[*fault.Fault](err) }

// clip cuts a text to a number of characters.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
