package bulk

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// shelf is a sink in memory. It refuses the handles that it is told to, and fails after some calls when told so.
type shelf struct {
	specs  map[string]catalog.Spec
	order  []string
	refuse map[string]error
	calls  int
	fails  int // the call that fails, from 1; 0 for none
}

var errDisk = errors.New("disk full")

func (s *shelf) PutMany(_ context.Context, specs []catalog.Spec) ([]catalog.Outcome, error) {
	s.calls++
	if s.calls == s.fails {
		return nil, errDisk
	}
	out := make([]catalog.Outcome, len(specs))
	for i, spec := range specs {
		out[i] = catalog.Outcome{Handle: spec.Handle, Act: catalog.Refused, Err: s.refuse[spec.Handle]}
		if out[i].Err != nil {
			continue
		}
		old, there := s.specs[spec.Handle]
		switch {
		case !there:
			out[i].Act = catalog.Created
			s.order = append(s.order, spec.Handle)
		case reflect.DeepEqual(old, spec):
			out[i].Act = catalog.Unchanged
		default:
			out[i].Act = catalog.Updated
		}
		if s.specs == nil {
			s.specs = map[string]catalog.Spec{}
		}
		s.specs[spec.Handle] = spec
	}
	return out, nil
}

// sieve is a sink that keeps nothing.
type sieve struct{ products, variants int }

func (s *sieve) PutMany(_ context.Context, specs []catalog.Spec) ([]catalog.Outcome, error) {
	out := make([]catalog.Outcome, len(specs))
	for i := range specs {
		s.products++
		s.variants += len(specs[i].Variants)
		out[i] = catalog.Outcome{Handle: specs[i].Handle, Act: catalog.Created}
	}
	return out, nil
}

// take imports a text in euro and returns what was said about it.
func take(t *testing.T, text string, sink Sink, change ...func(*Options)) (Summary, []string, error) {
	t.Helper()
	return takeFrom(t, onlyReader{strings.NewReader(text)}, sink, change...)
}

func takeFrom(t *testing.T, r io.Reader, sink Sink, change ...func(*Options)) (Summary, []string, error) {
	t.Helper()
	lines := []string{}
	o := Options{Currency: "EUR", Report: func(l Line) { lines = append(lines, l.String()) }}
	for _, f := range change {
		f(&o)
	}
	sum, err := Import(t.Context(), r, sink, o)
	return sum, lines, err
}

// onlyReader hides whatever else a reader can do.
type onlyReader struct{ io.Reader }

func sample(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func isFault(err error, kind fault.Kind) bool { return fault.Is(err, kind) }
