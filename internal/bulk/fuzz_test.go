package bulk

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// FuzzImport holds that no file makes the import panic or fail as if the system were to blame, that the summary adds up,
// that what reaches the sink keeps the bounds, and that nothing depends on how the bytes arrive.
func FuzzImport(f *testing.F) {
	for _, file := range []string{"apparel.csv", "jewelery.csv", "newer.csv"} {
		f.Add([]byte(sample(f, file)))
	}
	for _, text := range []string{"", head, head + "a,\"", "\xff\xfeH\x00", head + "a,A,,,,,1,\r\rb,B\"\r", "Handle;Title\n;\n", rowsHead + ",,\n", "Handle,Title,,\na,A,,\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		sink := &shelf{}
		lines := []Line{}
		o := Options{Currency: "EUR", BatchSize: 3, Report: func(l Line) { lines = append(lines, l) }}
		sum, err := Import(context.Background(), onlyReader{bytes.NewReader(file)}, sink, o)
		if _, ok := errors.AsType[*fault.Fault](err); err != nil && !ok {
			t.Fatalf("not a fault: %v", err)
		}
		if sum.Created+sum.Updated+sum.Unchanged+sum.Refused != sum.Products || sum.Errors+sum.Warnings != len(lines) || sum.Updated+sum.Unchanged > 0 {
			t.Fatalf("the summary does not add up: %+v, %d lines", sum, len(lines))
		}
		for _, l := range lines {
			if l.Row < 1 || l.Text == "" || l.Level != Error && l.Level != Warning {
				t.Fatalf("line %+v", l)
			}
		}
		for handle, s := range sink.specs {
			if handle == "" || s.Title == "" || len(s.Variants) == 0 || len(s.Variants) > catalog.MaxVariants || len(s.Media) > catalog.MaxMedia || len(s.Options) > catalog.MaxOptions {
				t.Fatalf("spec %+v", s)
			}
			for _, v := range s.Variants {
				if len(v.Options) != len(s.Options) || v.Image >= len(s.Media) || v.Image < -1 || v.Price < 0 || v.WeightMilligrams < 0 {
					t.Fatalf("variant %+v", v)
				}
			}
		}
		slow := &shelf{}
		again := []Line{}
		o.Report = func(l Line) { again = append(again, l) }
		if _, err := Import(context.Background(), onlyReader{iotest.OneByteReader(bytes.NewReader(file))}, slow, o); err != nil && !isFault(err, fault.Invalid) && !isFault(err, fault.Limit) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines, again); diff != "" {
			t.Fatalf("lines, byte by byte:\n%s", diff)
		}
		if diff := cmp.Diff(sink.specs, slow.specs); diff != "" {
			t.Fatalf("specs, byte by byte:\n%s", diff)
		}
	})
}

func FuzzSlug(f *testing.F) {
	f.Add("Crème Brûlée!")
	f.Add("ẞǅ _a")
	f.Fuzz(func(t *testing.T, s string) {
		if h := fold.Handle(s); h != "" && len(h) < maxText && checkHandle(h) != "" {
			t.Fatalf("the suggestion %q for %q is refused: %s", h, s, checkHandle(h))
		}
	})
}
