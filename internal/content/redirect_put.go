package content

import (
	"context"
	"strings"
	"unicode"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// maxPath is the width of redirects.path, in characters of the escaped path.
const maxPath = 700

// check returns the path as it is kept.
func (s *RedirectSpec) check() (string, error) {
	if err := checkText("path", s.Path, maxURL); err != nil {
		return "", err
	}
	if !strings.HasPrefix(s.Path, "/") || strings.HasPrefix(s.Path, "//") {
		return "", fault.Invalidf("path", "a path begins with one slash, got %.80q", s.Path)
	}
	if strings.ContainsFunc(s.Path, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == '#' || r == '\\' }) {
		return "", fault.Invalidf("path", "%.80q is no path that a browser asks for", s.Path)
	}
	path := normalPath(s.Path)
	if len(path) > maxPath {
		return "", fault.Invalidf("path", "at most %d characters when escaped, got %d", maxPath, len(path))
	}
	if s.Target == "" {
		return "", fault.Invalidf("target", "a target is needed: a path or an address")
	}
	if err := checkAddress("target", s.Target, "http", "https"); err != nil {
		return "", err
	}
	target := normalTarget(s.Target)
	if len(target) > maxURL {
		return "", fault.Invalidf("target", "at most %d characters when escaped, got %d", maxURL, len(target))
	}
	// The part behind # never reaches the server, so it does not make another place of it.
	if place, _, _ := strings.Cut(target, "#"); place == path {
		return "", fault.Invalidf("target", "%.80q would lead to itself", s.Path)
	}
	return path, nil
}

// PutRedirects makes the redirects what the specs declare, all or none; each is known by its path, which is kept
// without a slash at the end. It returns a *fault.Fault at the index and field of the first spec that is wrong.
func (s *Service) PutRedirects(ctx context.Context, specs []RedirectSpec) error {
	paths, err := checkAll(specs, "path", (*RedirectSpec).check)
	if err != nil {
		return err
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows, err := lock[Redirect](tx, paths, "path IN ?")
		if err != nil {
			return err
		}
		there := index(rows, func(r Redirect) string { return r.Path })
		was, want := make([]Redirect, len(specs)), make([]Redirect, len(specs))
		for i := range specs {
			was[i] = there[paths[i]]
			want[i] = was[i]
			want[i].Path, want[i].Target = paths[i], normalTarget(specs[i].Target)
		}
		return save[Redirect](tx, "redirect", changed[Redirect](was, want, tx.Now))
	})
}
