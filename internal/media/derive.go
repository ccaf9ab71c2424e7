package media

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"
)

// opened is a picture that can be sent; whoever sent it closes it.
type opened interface {
	io.ReadSeeker
	io.Closer
}

// inMemory is a picture that was made just now.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// derived is the picture that a plan makes of a name, from the cache or made now. Whoever asks for the same meanwhile
// waits for the same work.
func (s *Store) derived(ctx context.Context, name string, f facts, p plan) (opened, error) {
	key := p.key(stem(name))
	if file, ok := s.cache.open(key); ok {
		return file, nil
	}
	content, err := s.flight.do(ctx, key, func(ctx context.Context) ([]byte, error) {
		if content, ok := s.cache.read(key); ok {
			return content, nil
		}
		var made []byte
		start := time.Now()
		err := s.working(ctx, f, func() error {
			source, err := s.read(ctx, name)
			if err != nil {
				return err
			}
			made, err = render(ctx, source, f, p)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", key, err)
		}
		s.o.Log.DebugContext(ctx, "a picture was made", "key", key, "bytes", len(made), "took", time.Since(start))
		s.cache.put(key, made)
		return made, nil
	})
	if err != nil {
		return nil, err
	}
	return inMemory{bytes.NewReader(content)}, nil
}
