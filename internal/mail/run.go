package mail

import (
	"context"
	"time"
)

// How the sender works. A lease is longer than a try can take, by more than the clocks of two processes may differ.
const (
	batch       = 20 // rows that are looked up at once
	lease       = 3 * time.Minute
	tryTimeout  = time.Minute
	endTimeout  = 10 * time.Second // for noting how a try ended
	grace       = 10 * time.Second // that a try gets when the sender is told to stop
	pollEvery   = 5 * time.Second  // how soon mails are found that another process has queued
	sweepEvery  = time.Hour
	sweepBatch  = 500
	firstRetry  = 30 * time.Second
	longestWait = 4 * time.Hour
	maxTries    = 14 // some 20 hours
	firstPause  = 2 * time.Second
	longPause   = 2 * time.Minute
)

// looks are the times after a wake at which the sender looks into the outbox: Queue wakes it before the commit.
var looks = []time.Duration{20 * time.Millisecond, 80 * time.Millisecond, 400 * time.Millisecond, 1500 * time.Millisecond}

// retryAfter is how long a mail waits after a try, the first being 1.
func retryAfter(try int) time.Duration {
	wait := firstRetry
	for range try - 1 {
		if wait *= 2; wait >= longestWait {
			return longestWait
		}
	}
	return wait
}

// Run sends what is in the outbox, and sweeps it, until the context ends; a mail that is being sent then gets ten seconds
// to be finished. It logs what fails and tries again, and returns nil.
func (s *Service) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var pause time.Duration
	var swept time.Time
	look := len(looks)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
			look = 0
		case <-timer.C:
		}
		if time.Since(swept) >= sweepEvery {
			if _, err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "sweep of mails failed; it is tried again", "in", sweepEvery, "error", err)
			}
			swept = time.Now()
		}
		if err := s.deliver(ctx); err != nil && ctx.Err() == nil {
			pause = min(max(2*pause, firstPause), longPause)
			s.log.ErrorContext(ctx, "mails cannot be sent; they are tried again", "in", pause, "error", err)
			if !rest(ctx, timer, pause) {
				return nil
			}
			timer.Reset(0)
			continue
		}
		pause = 0
		if look < len(looks) {
			timer.Reset(looks[look])
			look++
		} else {
			timer.Reset(pollEvery)
		}
	}
}

// rest waits, whoever wakes the sender, and reports false when the context ends.
func rest(ctx context.Context, timer *time.Timer, d time.Duration) bool {
	timer.Reset(d)
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// deliver looks for mails again until there is none, because trying takes time and others are queued meanwhile. It tries
// each mail that is due once, over one connection. An error says that it is no use to go on now.
func (s *Service) deliver(ctx context.Context) error {
	var l *line
	defer func() {
		if l != nil {
			l.close()
		}
	}()
	for {
		rows, err := s.due(ctx, batch)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if ctx.Err() != nil {
				return nil
			}
			claimed, err := s.claim(ctx, &row)
			if err != nil {
				return err
			}
			if !claimed {
				continue
			}
			if l, err = s.attempt(ctx, l, row); err != nil {
				return err
			}
		}
	}
}

// attempt tries one leased mail and notes how that ended. It returns the connection for the next one, opened if it was
// not yet, or nil where it broke.
func (s *Service) attempt(ctx context.Context, l *line, row Row) (*line, error) {
	within, cancel := linger(ctx)
	defer cancel()
	shop, r, err := s.render(within, row)
	if err != nil {
		return l, s.fail(ctx, row, verdict{brief: err.Error()}, err)
	}
	if s.relay == nil {
		s.album.keep(row.ID, r)
		s.log.InfoContext(ctx, "a mail can be read", "kind", row.Kind, "at", page(row.ID))
		return nil, s.note(ctx, row, Sent, 0, "")
	}
	for {
		if l == nil {
			if l, err = s.relay.open(within); err != nil {
				return nil, s.giveBack(ctx, row, err)
			}
		}
		err = l.send(within, s.message(row, shop, r))
		if err == nil {
			l.used = true
			return l, s.note(ctx, row, Sent, 0, "")
		}
		v := judge(err)
		if !v.broken {
			return l, s.fail(ctx, row, v, err)
		}
		l.close()
		if !l.used || !v.before {
			return nil, s.giveBack(ctx, row, err)
		}
		l = nil // servers close a connection after some mails: that is no failure of this one
	}
}

// fail notes a try that the mail itself, or the server's mind about it, is the reason of.
func (s *Service) fail(ctx context.Context, row Row, v verdict, err error) error {
	if v.final || row.Tries >= maxTries {
		s.log.ErrorContext(ctx, "a mail is given up", "id", row.ID, "kind", row.Kind, "tries", row.Tries, "error", v.brief)
		return s.note(ctx, row, Failed, 0, err.Error())
	}
	s.log.WarnContext(ctx, "a mail is tried again", "id", row.ID, "kind", row.Kind, "tries", row.Tries, "in", retryAfter(row.Tries), "error", v.brief)
	return s.note(ctx, row, Queued, retryAfter(row.Tries), err.Error())
}

// giveBack notes a try that the connection is the reason of, and returns the error of the connection: one mail bears the
// try, the others wait until the sender tries again.
func (s *Service) giveBack(ctx context.Context, row Row, err error) error {
	state := Queued
	if row.Tries >= maxTries {
		state = Failed
		s.log.ErrorContext(ctx, "a mail is given up", "id", row.ID, "kind", row.Kind, "tries", row.Tries)
	}
	next := retryAfter(row.Tries)
	if ctx.Err() != nil {
		next = 0 // it was stopped, the next process may try at once
	}
	if noted := s.note(ctx, row, state, next, err.Error()); noted != nil {
		return noted
	}
	return briefly{err}
}

// briefly is an error that shows its judged form, which has no address in it.
type briefly struct{ err error }

func (b briefly) Error() string { return judge(b.err).brief }
func (b briefly) Unwrap() error { return b.err }

// note writes the end of a try even when the sender is being stopped: what was sent must not be sent again.
func (s *Service) note(ctx context.Context, row Row, state State, next time.Duration, lastError string) error {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	return s.end(within, row, state, next, lastError)
}

// linger is a context for one try: it ends after tryTimeout, or a grace after ctx.
func linger(ctx context.Context) (context.Context, context.CancelFunc) {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), tryTimeout)
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(grace, cancel)
		context.AfterFunc(within, func() { timer.Stop() })
	})
	return within, func() { stop(); cancel() }
}
