package media

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"time"
)

// Folders below the originals.
const (
	trashFolder   = "trash/"   // what was swept and may still be asked for
	stagingFolder = "uploads/" // what came in and is of no kind that is shown
)

// DefaultGrace is how old something must be to be swept.
const DefaultGrace = 24 * time.Hour

// MinGrace is the least grace. Whoever keeps bytes that are there already leaves them as they are while they are younger
// than refreshed, so a grace must be longer by far than that and any quarrel between two clocks.
const MinGrace = 2 * refreshed

// sweepBatch is how many names are in memory at a time.
const sweepBatch = 5 * listPage

// Sweeping says what to sweep.
type Sweeping struct {
	Grace  time.Duration // 0: DefaultGrace
	DryRun bool          // only tell
	// Mentioned are those of the names that a row mentions. It is asked for some thousands at a time.
	Mentioned func(ctx context.Context, names []string) (map[string]bool, error)
	Report    func(name string, bytes int64) // of what goes out of sight; may be nil
}

// Swept is what became of a sweep.
type Swept struct {
	Looked   int   // objects that were looked at
	Trashed  int   // objects that went to the trash, because nobody mentions them
	Bytes    int64 // of them
	Removed  int   // objects that went for good
	Restored int   // objects that came back out of the trash, because somebody mentions them after all
}

// Sweep removes what no row mentions and is older than the grace.
//
// A row may appear at any moment, also between the look at the rows and the removal, and no bucket can remove on the
// condition that no row appears. So nothing is removed at once: what nobody mentions goes to the trash, from where it comes
// back by itself when somebody asks for it (see Ensure). After another grace it goes for good, if still no row mentions it,
// and comes back otherwise. Whoever keeps the same bytes again meanwhile finds them missing, or too old to be left as they
// are, and writes them anew. Objects whose names are not of our making are left alone.
func (s *Store) Sweep(ctx context.Context, o Sweeping) (out Swept, err error) {
	if o.Grace <= 0 {
		o.Grace = DefaultGrace
	}
	if o.Grace < MinGrace {
		return out, fmt.Errorf("the grace is %v at least", MinGrace)
	}
	// The trash first: what this sweep puts there waits.
	for _, f := range []struct {
		folder string
		ours   func(name string) bool
		each   func(context.Context, Sweeping, *Swept, object, bool) error
	}{{trashFolder, isOriginal, s.sweepTrash}, {"", isOriginal, s.sweepOriginal}, {stagingFolder, isStaged, s.sweepStaged}} {
		if err := s.sweepFolder(ctx, o, &out, f.folder, f.ours, f.each); err != nil {
			return out, fmt.Errorf("sweep: %w", err)
		}
	}
	return out, nil
}

// isOriginal reports whether a name is one that a picture, a video or a model is kept under.
func isOriginal(name string) bool {
	return namePattern.MatchString(name) || filePattern.MatchString(name)
}

// stagedPattern is what names of staged uploads look like.
var stagedPattern = regexp.MustCompile(`^[a-z0-9_]{8,40}(-[a-z0-9]{1,20})?$`)

func isStaged(name string) bool { return stagedPattern.MatchString(name) }

// sweepFolder hands everything old in a folder to each, with whether it is mentioned.
func (s *Store) sweepFolder(ctx context.Context, o Sweeping, out *Swept, folder string, ours func(string) bool,
	each func(context.Context, Sweeping, *Swept, object, bool) error) error {
	var old []object
	flush := func() error {
		names := make([]string, len(old))
		for i, thing := range old {
			names[i] = strings.TrimPrefix(thing.name, trashFolder)
		}
		mentioned, err := o.Mentioned(ctx, names)
		if err != nil {
			return err
		}
		for i, thing := range old {
			if err := each(ctx, o, out, thing, mentioned[names[i]]); err != nil {
				return err
			}
		}
		old = old[:0]
		return nil
	}
	err := s.bucket.list(ctx, folder, func(page []object) error {
		for _, thing := range page {
			if !ours(path.Base(thing.name)) {
				continue
			}
			out.Looked++
			if time.Since(thing.at) > o.Grace {
				old = append(old, thing)
			}
		}
		if len(old) < sweepBatch {
			return nil
		}
		return flush()
	})
	if err != nil || len(old) == 0 {
		return err
	}
	return flush()
}

func (s *Store) sweepOriginal(ctx context.Context, o Sweeping, out *Swept, thing object, mentioned bool) error {
	if mentioned {
		return nil
	}
	if !o.DryRun {
		// Somebody may have kept it anew since it was listed. What appears later is what the trash is for.
		now, err := s.bucket.stat(ctx, thing.name)
		if err != nil || time.Since(now.at) <= o.Grace {
			return ignoreGone(err)
		}
		if err := s.bucket.move(ctx, thing.name, trashFolder+thing.name); err != nil {
			return ignoreGone(err)
		}
		s.facts.Remove(thing.name)
		if err := s.cache.forget(stem(thing.name)); err != nil {
			return err
		}
	}
	out.Trashed++
	out.Bytes += thing.bytes
	if o.Report != nil {
		o.Report(thing.name, thing.bytes)
	}
	return nil
}

func (s *Store) sweepTrash(ctx context.Context, o Sweeping, out *Swept, thing object, mentioned bool) error {
	name := strings.TrimPrefix(thing.name, trashFolder)
	if mentioned {
		_, err := s.bucket.stat(ctx, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil {
			out.Restored++
			if o.DryRun {
				return nil
			}
			return ignoreGone(s.bucket.move(ctx, thing.name, name))
		}
	}
	out.Removed++
	if o.DryRun {
		return nil
	}
	return s.bucket.remove(ctx, thing.name)
}

// sweepStaged removes what was uploaded and belongs to no row. Nothing of it is ever shown, and its names are made once.
func (s *Store) sweepStaged(ctx context.Context, o Sweeping, out *Swept, thing object, mentioned bool) error {
	if mentioned {
		return nil
	}
	out.Removed++
	out.Bytes += thing.bytes
	if o.Report != nil {
		o.Report(thing.name, thing.bytes)
	}
	if o.DryRun {
		return nil
	}
	return s.bucket.remove(ctx, thing.name)
}

// bringBack brings something back out of the trash, if it is there.
func (s *Store) bringBack(ctx context.Context, name string) (bool, error) {
	err := s.bucket.move(ctx, trashFolder+name, name)
	if err == nil {
		s.o.Log.InfoContext(ctx, "what was swept is asked for, and is back", "name", name)
	}
	return err == nil, ignoreGone(err)
}
