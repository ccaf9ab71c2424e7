package content

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

func (r *Redirect) spec() RedirectSpec { return RedirectSpec{Path: r.Path, Target: r.Target} }

// CreateRedirect makes a path lead to a target. Faults are at path and target; a path that another redirect has is TAKEN.
func (s *Service) CreateRedirect(ctx context.Context, by act.By, spec RedirectSpec) (Redirect, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Redirect, error) { return writeRedirect(tx, by, Redirect{}, spec) })
}

// UpdateRedirect changes a redirect. Faults are those of CreateRedirect, a NotFound at id, and a Conflict at expectedVersion,
// beside which the redirect is as it is.
func (s *Service) UpdateRedirect(ctx context.Context, by act.By, id int64, edit Edit[RedirectSpec]) (Redirect, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Redirect, error) {
		was, err := hold[Redirect](tx, "redirect", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Version); err != nil {
			return was, err
		}
		spec := was.spec()
		edit.Change(&spec)
		row, err := writeRedirect(tx, by, was, spec)
		if err != nil {
			return was, err
		}
		return row, nil
	})
}

func writeRedirect(tx database.Tx, by act.By, was Redirect, spec RedirectSpec) (Redirect, error) {
	path, err := spec.check()
	if err != nil {
		return was, err
	}
	row := was
	row.Path, row.Target = path, normalTarget(spec.Target)
	if row.Path != was.Path {
		other, err := redirectAt(tx, row.Path)
		if err != nil {
			return was, err
		}
		if other.ID != 0 {
			return was, taken("path", "%.80q leads somewhere already; change that redirect", row.Path)
		}
	}
	if err := put(tx, by, "redirect", &was, &row, was.spec(), row.spec()); err != nil {
		return was, err
	}
	return row, arrives(tx, row)
}

// maxHops is how many other redirects a redirect may lead through. Browsers follow about twenty.
const maxHops = 10

// arrives follows a redirect that was just written, and refuses one that comes back to where it begins. It locks what it reads:
// of two who close a circle together one waits for the other, and sees its half.
func arrives(tx database.Tx, r Redirect) error {
	next := r.Target
	for range maxHops {
		next, _, _ = strings.Cut(next, "#")
		if next == r.Path {
			return fault.Invalidf("target", "%.80q would come back to itself by way of other redirects", r.Path)
		}
		if !strings.HasPrefix(next, "/") {
			return nil
		}
		hop, err := redirectAt(tx, next)
		if err != nil {
			return err
		}
		if hop.ID == 0 {
			return nil
		}
		next = hop.Target
	}
	return fault.Invalidf("target", "it would lead through more than %d other redirects; lead to where they end", maxHops)
}

// DeleteRedirect removes a redirect. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteRedirect(ctx context.Context, by act.By, id int64, expected *int64) (Redirect, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Redirect, error) {
		was, err := hold[Redirect](tx, "redirect", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if err := remove(tx, "redirects", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "redirect", id, was.spec())
	})
}

// DeleteRedirects removes redirects, all or none, and tells how many. An id that there is no redirect of is a NotFound at
// ids.<place>; one that stands twice counts once.
func (s *Service) DeleteRedirects(ctx context.Context, by act.By, ids []int64) (int, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (int, error) {
		distinct := slices.Compact(slices.Sorted(slices.Values(ids)))
		rows, err := lockByID[Redirect](tx, distinct)
		if err != nil {
			return 0, err
		}
		there := index(rows, func(r Redirect) int64 { return r.ID })
		for i, id := range ids {
			if there[id].ID == 0 {
				return 0, fault.NotFoundf(fmt.Sprintf("ids.%d", i), "there is no such redirect")
			}
		}
		if len(rows) == 0 {
			return 0, nil
		}
		entries := make([]act.Entry, len(rows))
		for i, r := range rows {
			entries[i] = act.Entry{Action: "redirect.delete", Kind: "redirect", ID: r.ID, Before: r.spec()}
		}
		if err := remove(tx, "redirects", distinct...); err != nil {
			return 0, err
		}
		if err := tx.Changed("redirect", distinct...); err != nil {
			return 0, err
		}
		return len(rows), by.Note(tx, entries...)
	})
}
