package content

import (
	"strings"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// Move is that what stood at one path stands at another now.
type Move struct{ From, To string }

// Moved makes the path that a thing had lead to the one that it has now, within the transaction that gave it the new one.
// Whatever led to the old path leads to the new one, and nothing leads away from the new one any more: so there are neither
// chains nor loops. Paths may be written in any way; two that are the same place need nothing.
func (s *Service) Moved(tx database.Tx, from, to string) error {
	return s.MovedAll(tx, []Move{{from, to}})
}

// movesAtOnce bounds the conditions of one statement.
const movesAtOnce = 100

// MovedAll is Moved for many things, none of which stands now where another stood. The number of statements does not depend
// on how many redirects are concerned; it grows once every hundred moves.
func (s *Service) MovedAll(tx database.Tx, moves []Move) error {
	to := make(map[string]string, len(moves))
	var froms []string
	for _, m := range moves {
		from, target, err := m.normal()
		if err != nil {
			return err
		}
		if _, twice := to[from]; !twice && from != target {
			to[from] = target
			froms = append(froms, from)
		}
	}
	for len(froms) > 0 {
		n := min(len(froms), movesAtOnce)
		if err := moveRedirects(tx, froms[:n], to); err != nil {
			return err
		}
		froms = froms[n:]
	}
	return nil
}

// normal are the two paths as they are kept. They come from handles, which are checked, so that a fault is rare.
func (m Move) normal() (from, to string, err error) {
	for _, path := range []string{m.From, m.To} {
		if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
			return "", "", fault.Invalidf("handle", "%q is no path to lead to or from", path)
		}
		if n := len(normalPath(path)); n > maxPath {
			return "", "", fault.Invalidf("handle", "a redirect from the old address would have %d characters when escaped; there is room for %d", n, maxPath)
		}
	}
	return normalPath(m.From), normalPath(m.To), nil
}

// place is a target without its query and its fragment, which are the rest.
func place(target string) (path, rest string) {
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		return target[:i], target[i:]
	}
	return target, ""
}

// moving is what becomes of the redirects that moves concern.
type moving struct {
	gone   []int64    // lead away from where something stands now
	turned []Redirect // lead to the new place
	fresh  []Redirect // of the old paths that had none
}

// plan works out what becomes of the rows that are there, for the moves from the given paths.
func plan(rows []Redirect, froms []string, to map[string]string) moving {
	arrived := map[string]bool{}
	for _, from := range froms {
		arrived[to[from]] = true
	}
	var m moving
	led := map[string]bool{}
	for _, r := range rows {
		target := r.Target
		if now, moved := to[r.Path]; moved {
			led[r.Path], target = true, now
		} else if path, rest := place(r.Target); to[path] != "" {
			target = to[path] + rest
		}
		switch {
		case arrived[r.Path]:
			m.gone = append(m.gone, r.ID)
		case target != r.Target:
			r.Target = target
			m.turned = append(m.turned, r)
		}
	}
	for _, from := range froms {
		if !led[from] && !arrived[from] {
			m.fresh = append(m.fresh, Redirect{Path: from, Target: to[from]})
		}
	}
	return m
}
