package bulk

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/storetest"
)

// BenchmarkCatalogue imports ten thousand variants in a thousand products, by an operation, and writes them out again. Run it
// with -benchtime=1x; the time is that of both, the rates are those of each.
func BenchmarkCatalogue(b *testing.B) {
	for _, kind := range storetest.Kinds() {
		b.Run(string(kind), func(b *testing.B) {
			for b.Loop() {
				db := storetest.Open(b, kind)
				f := folder{b.TempDir()}
				s := service(db, f, 0)
				file := f.file(b, "many.csv", sound10(1000))
				o, err := s.Import(b.Context(), act.Nobody{}, ImportInput{Source: file, Format: CSV})
				if err != nil {
					b.Fatal(err)
				}
				g := newGauge()
				begin := time.Now()
				if ok, err := s.claim(b.Context(), &o); !ok || err != nil {
					b.Fatal(ok, err)
				}
				stop := g.watch()
				if err := s.importFile(b.Context(), &o); err != nil {
					b.Fatal(err)
				}
				stop()
				b.ReportMetric(10_000/time.Since(begin).Seconds(), "variants/s-in")
				b.ReportMetric(g.grown(), "MiB-in")
				if o, err = s.Find(b.Context(), o.ID); err != nil || o.Summary.Created != 1000 || o.Summary.Variants != 10_000 {
					b.Fatalf("%+v, %v", o, err)
				}
				g = newGauge()
				begin = time.Now()
				stop = g.watch()
				if n, err := Export(b.Context(), io.Discard, catalog.New(db), ExportOptions{Format: CSV, Currency: "EUR"}); err != nil || n != 1000 {
					b.Fatal(n, err)
				}
				stop()
				b.ReportMetric(10_000/time.Since(begin).Seconds(), "variants/s-out")
				b.ReportMetric(g.grown(), "MiB-out")
			}
		})
	}
}

// sound10 are products of ten variants each, without a fault.
func sound10(n int) string {
	var b bytes.Buffer
	for _, line := range strings.SplitAfter(goods(n, 10), "\n") {
		b.WriteString(strings.NewReplacer(",cheap,", ",9.90,", "Z,p-", "Z,x-", ",3,2\n", ",2,2\n").Replace(line))
	}
	return b.String()
}
