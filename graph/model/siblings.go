package model

import (
	"context"
	"sync"
)

// Siblings are things that were answered together: the products of a page, the variants of those products. The first of
// them that is asked for something further fetches it for all, and the others wait for that one statement.
type Siblings[K comparable] struct {
	IDs []K

	mu    sync.Mutex
	loads map[any]*load
}

type load struct {
	done  chan struct{}
	value any
	err   error
}

// NewSiblings makes a group of the given ids.
func NewSiblings[K comparable](ids []K) *Siblings[K] { return &Siblings[K]{IDs: ids} }

// Share answers from the group's one call of fetch for the key. The key tells apart what is asked for: a comparable
// value holding the field and every argument that fetch depends on.
func Share[K comparable, V any](ctx context.Context, s *Siblings[K], key any, fetch func(context.Context, []K) (V, error)) (V, error) {
	s.mu.Lock()
	l, waiting := s.loads[key]
	if !waiting {
		l = &load{done: make(chan struct{})}
		if s.loads == nil {
			s.loads = make(map[any]*load)
		}
		s.loads[key] = l
	}
	s.mu.Unlock()
	if waiting {
		select {
		case <-l.done:
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		}
		return cast[V](l)
	}
	l.err = errAbandoned // what the others see if fetch panics
	defer close(l.done)
	value, err := fetch(ctx, s.IDs)
	l.value, l.err = value, err
	return value, err
}

func cast[V any](l *load) (V, error) {
	value, _ := l.value.(V)
	return value, l.err
}
