package media

import (
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// flight lets many wait for the same work. The work goes on while one of them waits, and is cancelled when the last has
// left: whoever asks for a thousand sizes and hangs up costs nothing.
type flight struct {
	group singleflight.Group

	mu      sync.Mutex
	waiting map[string]*party
	running sync.WaitGroup // of results that are still to come, whether or not somebody waits
}

// party are those who wait for one piece of work.
type party struct {
	ctx    context.Context // the work's own, not a caller's
	cancel context.CancelFunc
	size   int
}

// do does the work of a key, or waits for it.
func (f *flight) do(ctx context.Context, key string, work func(context.Context) ([]byte, error)) ([]byte, error) {
	f.mu.Lock()
	p := f.waiting[key]
	if p == nil {
		p = &party{}
		p.ctx, p.cancel = context.WithCancel(context.WithoutCancel(ctx))
		if f.waiting == nil {
			f.waiting = map[string]*party{}
		}
		f.waiting[key] = p
	}
	p.size++
	f.running.Add(1)
	done := f.group.DoChan(key, func() (any, error) { return work(p.ctx) })
	f.mu.Unlock()

	defer f.leave(key, p)
	select {
	case <-ctx.Done():
		go func() { // cancelled work ends soon, not at once
			<-done
			f.running.Done()
		}()
		return nil, ctx.Err()
	case r := <-done:
		f.running.Done()
		content, _ := r.Val.([]byte)
		return content, r.Err
	}
}

// leave takes one out of a party; the last cancels the work.
func (f *flight) leave(key string, p *party) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p.size--; p.size == 0 {
		p.cancel()
		delete(f.waiting, key)
		f.group.Forget(key) // who comes now must not join work that was cancelled
	}
}
