package bulk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool keeps what is read from a pipe in a file aside, for a second reading.
type spool struct {
	file *os.File
	err  error
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "cartwright-import-")
	if err != nil {
		return nil, fmt.Errorf("make a file to keep what is read: %w", err)
	}
	return &spool{file: f}, nil
}

// Write keeps some bytes.
func (s *spool) Write(p []byte) (int, error) {
	if s.file != nil {
		if _, err := s.file.Write(p); err != nil {
			return 0, fmt.Errorf("keep what is read: %w", err)
		}
	}
	return len(p), nil
}

// drop ends the keeping.
func (s *spool) drop() {
	if s == nil || s.file == nil {
		return
	}
	s.err = errors.Join(s.file.Close(), os.Remove(s.file.Name()))
	s.file = nil
}

// readings reads the file once, and once more when its products link to one another.
func (o Options) readings(ctx context.Context, r io.Reader, sink Sink) (sum Summary, err error) {
	if o.From.Reading == 3 {
		return o.From.Sum, nil
	}
	if o.From.Reading == 2 {
		sum, _, err = importOnce(ctx, r, sink, o, nil)
		return sum, err
	}
	again, kept, err := o.again(r)
	if err != nil {
		return sum, err
	}
	if kept != nil {
		r = io.TeeReader(r, kept)
		defer func() { kept.drop(); err = errors.Join(err, kept.err) }()
	}
	sum, linked, err := importOnce(ctx, r, sink, o, kept)
	if err != nil || !linked {
		return sum, err
	}
	second, err := again(ctx)
	if err != nil {
		return sum, fmt.Errorf("open the file again: %w", err)
	}
	defer func() { err = errors.Join(err, second.Close()) }()
	o.From = Mark{Reading: 2, Sum: sum}
	sum, _, err = importOnce(ctx, second, sink, o, nil)
	return sum, err
}

// again is the way to the start of the file, and what it has to be copied to where there is no other.
func (o Options) again(r io.Reader) (func(context.Context) (io.ReadCloser, error), *spool, error) {
	if o.Again != nil {
		return o.Again, nil, nil
	}
	if seeker, ok := r.(io.ReadSeeker); ok {
		// Pipes are seekers by type and refuse when asked.
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			return func(context.Context) (io.ReadCloser, error) {
				_, err := seeker.Seek(start, io.SeekStart)
				return io.NopCloser(seeker), err
			}, nil, nil
		}
	}
	if o.DryRun {
		return nil, nil, nil
	}
	kept, err := newSpool()
	return func(context.Context) (io.ReadCloser, error) {
		_, err := kept.file.Seek(0, io.SeekStart)
		return io.NopCloser(kept.file), err
	}, kept, err
}
