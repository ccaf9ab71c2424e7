package upload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/media"
)

// stagingFolder begins the names of bytes that are an upload's alone.
var stagingFolder = media.StagedName("")

// Staged reports whether an address stands for an upload, which may have expired, or never been there.
func Staged(source string) bool { return nameOf(source) != "" }

// Picture is the picture of a source: an upload, or any address on the web, from which it is fetched. Faults are those of
// Resolve and of media.Store.Fetch, without a path.
func (s *Service) Picture(ctx context.Context, source string) (media.Stored, error) {
	out, err := s.Pictures(ctx, []string{source})
	if err != nil {
		return media.Stored{}, bare(err)
	}
	return out[0], nil
}

// atOnce is how many pictures are fetched at a time.
const atOnce = 8

// Pictures are the pictures of sources, in their order: uploads are looked up in one statement, others are fetched, some at
// a time. Faults are those of Picture at <place>, of the first place that has one.
func (s *Service) Pictures(ctx context.Context, sources []string) ([]media.Stored, error) {
	uploads, err := s.ResolveAll(ctx, sources)
	if err != nil {
		return nil, err
	}
	out, faults := make([]media.Stored, len(sources)), make([]error, len(sources))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, source := range sources {
		switch u := uploads[i]; {
		case !Staged(source):
			group.Go(func() error { out[i], faults[i] = s.store.Fetch(ctx, source); return nil })
		case u.Resource != Image:
			faults[i] = fault.Invalidf("", "this was uploaded as %s, not as IMAGE", u.Resource)
		default:
			out[i] = *u.Stored
		}
	}
	_ = group.Wait() // each has its own place for what went wrong
	for i, err := range faults {
		if err != nil {
			return nil, at(i, err)
		}
	}
	return out, nil
}

// Resolve is the upload that an address stands for. What went to the bucket directly is looked at when it is first asked
// for. Faults: NotFound for what was never staged or has expired, Conflict for what has not arrived yet, Invalid and Limit
// for bytes that are not what they should be.
func (s *Service) Resolve(ctx context.Context, source string) (Upload, error) {
	if !Staged(source) {
		return Upload{}, fault.Invalidf("", "this is not the resourceUrl of a staged upload")
	}
	out, err := s.ResolveAll(ctx, []string{source})
	if err != nil {
		return Upload{}, bare(err)
	}
	return out[0], nil
}

// ResolveAll are the uploads that addresses stand for, in their order, in one statement; zero for other addresses. Faults
// are those of Resolve at <place>.
func (s *Service) ResolveAll(ctx context.Context, sources []string) ([]Upload, error) {
	names := make([]string, len(sources))
	for i, source := range sources {
		names[i] = nameOf(source)
	}
	found, err := findAll(s.db.Read(ctx), names, s.db.Now())
	if err != nil {
		return nil, err
	}
	out := make([]Upload, len(sources))
	for i, name := range names {
		if name == "" {
			continue
		}
		u, ok := found[name]
		if ok && u.Direct && u.State == waiting {
			arrived, err := s.fetchDirect(ctx, &u)
			if err != nil {
				return nil, at(i, err)
			}
			if ok = arrived != nil; ok {
				u = *arrived
			}
		}
		switch {
		case !ok:
			return nil, at(i, gone())
		case u.State != ready:
			return nil, at(i, notYet())
		}
		out[i] = u
	}
	return out, nil
}

// at puts a fault at a place of a list; other errors stay as they are.
func at(place int, err error) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.At(strconv.Itoa(place))
	}
	return err
}

// bare takes the place of the only thing off a fault.
func bare(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	return f.To()
}

func gone() error {
	return fault.NotFoundf("", "there is no such upload, or it has expired: stage it again with stagedUploadsCreate")
}

func notYet() error {
	return fault.Conflictf("", "nothing has been uploaded yet: send the file by PUT to the address that stagedUploadsCreate gave")
}

// Open opens the file of an upload that is to be imported, as it came; the caller closes it. Faults are those of Resolve.
func (s *Service) Open(ctx context.Context, source string) (Upload, io.ReadSeekCloser, error) {
	u, err := s.Resolve(ctx, source)
	if err != nil {
		return Upload{}, nil, err
	}
	if u.Resource.Kind() != media.Data {
		return Upload{}, nil, fault.Invalidf("", "this was uploaded as %s; upload what is to be imported as BULK_MUTATION_VARIABLES or FILE", u.Resource)
	}
	file, err := s.store.OpenStaged(ctx, strings.TrimPrefix(u.BlobName, stagingFolder))
	if err != nil {
		return Upload{}, nil, fmt.Errorf("open upload %s: %w", u.Name, err)
	}
	return u, file, nil
}

// Hold keeps an upload until a time at least, for somebody who is at work on it. The fault is NotFound.
func (s *Service) Hold(tx database.Tx, source string, until time.Time) error {
	ok, err := hold(tx, nameOf(source), until)
	if err == nil && !ok {
		return gone()
	}
	return err
}

// fetchDirect looks at what went to the bucket directly. It is copied to a name that nobody else can write.
func (s *Service) fetchDirect(ctx context.Context, u *Upload) (*Upload, error) {
	bytes, err := s.store.StagedBytes(ctx, u.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notYet()
	case err != nil:
		return nil, fmt.Errorf("look for upload %s: %w", u.Name, err)
	case bytes != u.Size:
		return nil, wrongLength(u.Size, bytes)
	}
	var blob string
	var stored media.Stored
	if u.Resource.Kind() == media.Data {
		copied := ownName(u)
		if err := s.store.CopyStaged(ctx, u.Name, copied); err != nil {
			return nil, fmt.Errorf("copy upload %s: %w", u.Name, err)
		}
		blob, stored = staged(copied), media.Stored{Bytes: bytes}
	} else {
		if stored, err = s.keepDirect(ctx, u); err != nil {
			return nil, err
		}
		blob = stored.Name
	}
	done, err := s.note(ctx, u, blob, stored)
	if err != nil {
		return nil, err
	}
	if !done { // somebody else was first
		return find(s.db.Read(ctx), u.Name, s.db.Now())
	}
	if err := s.store.RemoveStaged(ctx, u.Name); err != nil {
		return nil, fmt.Errorf("remove what was copied of upload %s: %w", u.Name, err)
	}
	return u, nil
}

func (s *Service) keepDirect(ctx context.Context, u *Upload) (stored media.Stored, err error) {
	r, err := s.store.OpenStaged(ctx, u.Name)
	if err != nil {
		return stored, fmt.Errorf("open upload %s: %w", u.Name, err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	in, err := s.store.Receive(u.Resource.Kind(), r)
	if err != nil {
		return stored, err
	}
	defer func() { err = errors.Join(err, in.Discard()) }()
	return s.store.Keep(ctx, u.Resource.Kind(), in)
}

// note notes what came of an upload; it is false where somebody else was first. Bytes that only this upload has, and that
// are not used now, go.
func (s *Service) note(ctx context.Context, u *Upload, blob string, stored media.Stored) (done bool, err error) {
	err = s.db.InTx(ctx, func(tx database.Tx) (err error) {
		done, err = settle(tx, u, blob, stored)
		return err
	})
	if err != nil {
		return false, err
	}
	if !done {
		return false, s.removeBlob(ctx, blob)
	}
	u.State, u.BlobName, u.Stored = ready, blob, &stored
	return true, nil
}

// ownName is a name in the media store for an upload's bytes that nobody else writes.
func ownName(u *Upload) string { return u.Name[:min(len(u.Name), 35)] + "-" + randomHex(8) }

// removeBytes removes the bytes that are an upload's alone.
func (s *Service) removeBytes(ctx context.Context, u Upload) error {
	var err error
	if u.Direct { // the address may have been used again after the copy was made
		err = s.store.RemoveStaged(ctx, u.Name)
	}
	return errors.Join(err, s.removeBlob(ctx, u.BlobName))
}

func (s *Service) removeBlob(ctx context.Context, blob string) error {
	name, own := strings.CutPrefix(blob, stagingFolder)
	if !own { // it may be somebody else's too; Sweep finds out
		return nil
	}
	return s.store.RemoveStaged(ctx, name)
}

func wrongLength(want, got int64) *fault.Fault {
	return fault.Invalidf("", "the file was to have %d bytes, and has %d", want, got)
}
