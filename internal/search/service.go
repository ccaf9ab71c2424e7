package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
)

// Service is the room's door.
type Service struct {
	db      *database.DB
	catalog *catalog.Service
	content *content.Service
	shop    *shop.Service
	log     *slog.Logger

	work    sync.Mutex // one builds or follows at a time
	index   atomic.Pointer[index]
	built   atomic.Int64 // things so far, while the index is built
	low     int64        // all changes up to this sequence are followed
	seen    map[int64]bool
	looked  time.Time     // when changes were last looked for
	commits atomic.Uint64 // of this process that are followed
}

// New opens the room. The index is built by Run, or else when something is looked for first.
func New(db *database.DB, c *catalog.Service, t *content.Service, s *shop.Service, log *slog.Logger) *Service {
	return &Service{db: db, catalog: c, content: t, shop: s, log: log}
}

// followEvery is how often changes of other processes are looked for.
const followEvery = 200 * time.Millisecond

// Run builds the index and follows what changes, until the context ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		if err := s.Follow(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "the search index could not be brought up to date; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// patience is how long somebody who looks for something waits for the index to be built.
const patience = 3 * time.Second

// current reports whether all that this process has written is in an index, and nothing waits there to be shown.
func (s *Service) current(x *index) bool {
	return s.commits.Load() == s.db.Commits() && x.back.dueAt.Load() > s.db.Now().UnixMilli()
}

// ready gives the index with all that this process has written so far.
func (s *Service) ready(ctx context.Context) (*index, error) {
	if x := s.index.Load(); x != nil && s.current(x) {
		return x, nil
	}
	done := make(chan error, 1)
	go func() { done <- s.follow(context.WithoutCancel(ctx), true) }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		if x := s.index.Load(); x != nil {
			if err != nil { // what is a little old is better than nothing
				s.log.ErrorContext(ctx, "the search index could not be brought up to date", "error", err)
			}
			return x, nil
		}
		return nil, err
	case <-timer.C:
	case <-ctx.Done():
	}
	if x := s.index.Load(); x != nil {
		return x, nil
	}
	return nil, fault.Unavailablef("the search index is being built (%d things so far); try again in a few seconds", s.built.Load())
}

// Follow builds the index where there is none, and else takes up what has changed, in whatever process.
func (s *Service) Follow(ctx context.Context) error { return s.follow(ctx, false) }

// follow is Follow; own says that nothing is to be done where all that this process has written is followed already, by
// somebody who waited for the same.
func (s *Service) follow(ctx context.Context, own bool) error {
	s.work.Lock()
	defer s.work.Unlock()
	commits := s.db.Commits() // before reading: what is committed later is followed later
	x := s.index.Load()
	if own && x != nil && s.current(x) {
		return nil
	}
	slept := s.db.Now().Sub(s.looked) > database.ChangesKept/2 // what was written meanwhile may be pruned
	s.looked = s.db.Now()
	if x == nil || slept {
		if err := s.build(ctx); err != nil {
			return fmt.Errorf("build the search index: %w", err)
		}
		s.commits.Store(commits)
		return nil
	}
	if err := s.catchUp(ctx); err != nil {
		return fmt.Errorf("follow what changed: %w", err)
	}
	if err := s.show(ctx); err != nil {
		return fmt.Errorf("show what is due: %w", err)
	}
	s.commits.Store(commits)
	return nil
}

// show takes what is due out of the back, as it is now.
func (s *Service) show(ctx context.Context) error {
	x, changed := s.index.Load(), map[string][]int64{}
	for _, k := range x.due(s.db.Now()) {
		changed[kindNames[k.Kind]] = append(changed[kindNames[k.Kind]], k.ID)
	}
	if len(changed) == 0 {
		return nil
	}
	return s.read(ctx, x, changed)
}

// build reads everything. Words are cut on all processors; one reads meanwhile.
func (s *Service) build(ctx context.Context) error {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return err
	}
	lang, err := newLanguage(settings.Language)
	if err != nil {
		return err
	}
	last, err := s.db.LastChange(ctx) // what is written while everything is read is followed afterwards
	if err != nil {
		return err
	}
	s.built.Store(0)
	start, x := time.Now(), newIndex(lang)
	x.mean(newSynonyms(lang, settings.Search.Synonyms), settings.Search.Facets)
	batches := make(chan []Thing, runtime.GOMAXPROCS(0))
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(batches)
		for _, src := range s.sources() {
			for after := int64(0); ; {
				things, err := src.after(ctx, after, batch)
				if err != nil {
					return err
				}
				if len(things) == 0 {
					break
				}
				after = things[len(things)-1].ID
				select {
				case batches <- things:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for things := range batches {
				x.put(x.prepareAll(things), s.db.Now())
				s.built.Add(int64(len(things)))
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	s.low, s.seen = max(0, last-overlap), map[int64]bool{}
	s.index.Store(x)
	s.log.InfoContext(ctx, "the search index is built", "things", s.built.Load(), "words", len(x.words), "ms", time.Since(start).Milliseconds())
	return nil
}

// overlap is how many changes before the last one are looked at again after building, for those whose transaction was
// not committed yet.
const overlap = 200

// settled is after what time no transaction with an earlier sequence appears any more.
const settled = 15 * time.Second

// most is how many changes are taken up at once.
const most = 2000

// catchUp takes up the changes that were not seen yet. Sequences that appear late are found because the latest are looked
// at again until they have settled.
func (s *Service) catchUp(ctx context.Context) error {
	for {
		x := s.index.Load() // what was taken up may have built another
		n, err := s.db.CountChanges(ctx, s.low)
		if err != nil || n == int64(len(s.seen)) {
			return err
		}
		rows, err := s.db.ChangesAfter(ctx, s.low, most+len(s.seen))
		if err != nil {
			return err
		}
		changed, fresh := map[string][]int64{}, 0
		for _, c := range rows {
			if !s.seen[c.Sequence] {
				changed[c.Kind] = append(changed[c.Kind], c.ObjectID)
				fresh++
			}
		}
		if err := s.take(ctx, x, changed); err != nil {
			return err
		}
		line := s.db.Now().Add(-settled)
		for _, c := range rows {
			s.seen[c.Sequence] = true
		}
		for _, c := range rows {
			if c.ChangedAt.After(line) {
				break
			}
			s.low = c.Sequence
			delete(s.seen, c.Sequence)
		}
		if fresh == 0 {
			return nil
		}
	}
}

// take reads what has changed and puts it into the index.
func (s *Service) take(ctx context.Context, x *index, changed map[string][]int64) error {
	if len(changed[rebuildKind]) > 0 {
		if err := s.build(ctx); err != nil {
			return err
		}
	}
	if len(changed["shop"]) > 0 {
		if err := s.settle(ctx, x); err != nil {
			return err
		}
	}
	if blogs := changed["blog"]; len(blogs) > 0 {
		ids, err := s.content.ArticleIDsOf(ctx, blogs)
		if err != nil {
			return err
		}
		changed["article"] = append(changed["article"], ids...)
	}
	if err := s.read(ctx, x, changed); err != nil {
		return err
	}
	for _, id := range unique(changed["collection"]) {
		places, err := s.catalog.PlacesIn(ctx, catalog.CollectionID(id))
		if err != nil {
			return err
		}
		positions := make(map[int64]int64, len(places))
		for _, p := range places {
			positions[int64(p.ProductID)] = p.Position
		}
		x.shelve(id, positions)
	}
	return nil
}

// read puts things into the index as they are now, and drops those that are no more.
func (s *Service) read(ctx context.Context, x *index, changed map[string][]int64) error {
	for _, src := range s.sources() {
		ids := unique(changed[kindNames[src.kind]])
		for len(ids) > 0 {
			n := min(len(ids), batch)
			things, err := src.byIDs(ctx, ids[:n])
			if err != nil {
				return err
			}
			there := map[int64]bool{}
			for _, t := range things {
				there[t.ID] = true
			}
			var gone []Key
			for _, id := range ids[:n] {
				if !there[id] {
					gone = append(gone, Key{src.kind, id})
				}
			}
			x.put(x.prepareAll(things), s.db.Now())
			x.drop(gone)
			ids = ids[n:]
		}
	}
	return nil
}

// settle takes up new settings. Another language needs another index.
func (s *Service) settle(ctx context.Context, x *index) error {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return err
	}
	if lang, err := newLanguage(settings.Language); err != nil || lang.code != x.lang.code {
		return errors.Join(err, s.build(ctx))
	}
	x.mean(newSynonyms(x.lang, settings.Search.Synonyms), settings.Search.Facets)
	return nil
}

// kindNames are the kinds as changes name them.
var kindNames = [kinds]string{Product: "product", Collection: "collection", Page: "page", Article: "article"}

func unique(ids []int64) []int64 {
	seen := map[int64]bool{}
	var out []int64
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// rebuildKind is the change that has every process build its index anew.
const rebuildKind = "search"

// Rebuild has every process build its index anew, as soon as it looks for changes. None is without one meanwhile.
func (s *Service) Rebuild(ctx context.Context) error {
	return s.db.InTx(ctx, func(tx database.Tx) error { return tx.Changed(rebuildKind, 1) })
}

// Status says how large the index is.
type Status struct {
	Things, Words int // Things are those of the back, too
	Hidden        int // from shoppers
	Pending       int // of these, that they see later
}

// Status looks at the index, and builds it where there is none.
func (s *Service) Status(ctx context.Context) (Status, error) {
	x, err := s.ready(ctx)
	if err != nil {
		return Status{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return Status{Things: len(x.numbers) + len(x.back.numbers), Words: len(x.words), Hidden: len(x.back.numbers), Pending: len(x.back.awaited)}, nil
}
