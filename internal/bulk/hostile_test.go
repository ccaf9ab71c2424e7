package bulk

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stretch is a reader of a text, then of n bytes of filler, then of another text.
func stretch(before, filler string, n int64, after string) io.Reader {
	return io.MultiReader(strings.NewReader(before), io.LimitReader(&endless{text: []byte(strings.Repeat(filler, max(1, 1<<16/len(filler))))}, n), strings.NewReader(after))
}

// endless repeats a text.
type endless struct {
	text []byte
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

// rows generates products until size bytes are out: every third with four variants.
type rows struct {
	size, out int64
	n         int
	buf       []byte
}

const rowsHead = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Image Src,Image Position,Image Alt Text,Status\n"

func (g *rows) Read(p []byte) (int, error) {
	for len(g.buf) < len(p) && g.out < g.size {
		before := len(g.buf)
		if g.n == 0 {
			g.buf = append(g.buf, rowsHead...)
		}
		g.n++
		g.buf = fmt.Appendf(g.buf, "product-%d,Product %d,\"<p>A product of good make, the \"\"%d\"\".</p>\n<p>It is of steel, wood and wool.</p>\",Northwind Mill,Things,\"steel, wood, wool\",true,Size,S,SKU-%d-S,250,shopify,5,deny,19.90,24.90,true,true,https://pictures.example/%d.jpg,1,A thing,active\n", g.n, g.n, g.n, g.n, g.n)
		if g.n%3 == 0 {
			for _, size := range []string{"M", "L", "XL"} {
				g.buf = fmt.Appendf(g.buf, "product-%d,,,,,,,,%s,SKU-%d-%s,250,shopify,5,deny,19.90,24.90,true,true,,,,\n", g.n, size, g.n, size)
			}
		}
		g.out += int64(len(g.buf) - before)
	}
	if len(g.buf) == 0 {
		return 0, io.EOF
	}
	n := copy(p, g.buf)
	g.buf = g.buf[:copy(g.buf, g.buf[n:])]
	return n, nil
}

// gauge measures the memory of an import at every step of its progress.
type gauge struct{ base, peak uint64 }

func newGauge() *gauge {
	runtime.GC()
	g := &gauge{}
	g.base = g.now()
	return g
}

func (g *gauge) now() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

func (g *gauge) attach(o *Options) {
	o.Progress = func(int64, int) { g.peak = max(g.peak, g.now()) }
}

// grown is by how many MiB the memory grew at most.
func (g *gauge) grown() float64 { return (float64(g.peak) - float64(g.base)) / (1 << 20) }

func TestMemory(t *testing.T) {
	gigabyte := int64(1 << 30)
	if raceEnabled {
		gigabyte = 1 << 27 // the detector makes every byte ten times as dear
	}
	for _, c := range []struct {
		name   string
		in     io.Reader
		want   []string
		rows   int
		atMost float64 // MiB
	}{
		{"a field of a gigabyte in quotes", stretch(head+"a,A,,,,,1,\nb,\"", "x", gigabyte, "\",,,,,1,\nc,C,,,,,1,\n"),
			[]string{fmt.Sprintf("error: row 3 (b): the row is %d bytes long, more than 1 MiB: shorten it, or close a quote that was left open in it", gigabyte+11)}, 3, 16},
		{"a long field without quotes", stretch(head+"a,A,,,,,1,\nb,", "x", gigabyte/8, ",,,,,1,\nc,C,,,,,1,\n"),
			[]string{fmt.Sprintf("error: row 3 (b): the row is %d bytes long, more than 1 MiB: shorten it, or close a quote that was left open in it", gigabyte/8+9)}, 3, 16},
		{"a quote that takes the rest of the file", stretch(head+"a,A,,,,,1,\nb,\"", "x,y\r\n", gigabyte/8, ""),
			[]string{"error: row 3, Title (b): the quote that opens here is never closed, and everything after it is lost: close it, and double each quote that belongs to the text"}, 2, 16},
		{"blank lines", stretch(head, "\n", gigabyte/64, ""), nil, 0, 16},
		{"a row of separators beyond the limit", stretch(head, ",", gigabyte/16, ""), []string{fmt.Sprintf("error: row 2: the row is %d bytes long, more than 1 MiB: shorten it, or close a quote that was left open in it", gigabyte/16)}, 1, 16},
		{"blank rows of a million fields", stretch(head, strings.Repeat(",", 1_000_000)+"\n", 4*1_000_001, ""), nil, 0, 16},
		{"rows of a million fields, one filled", stretch(head, "a"+strings.Repeat(",", 1_000_000)+"\n", 8*1_000_002, ""),
			slices.Collect(func(yield func(string) bool) {
				for i := range 8 {
					if !yield(fmt.Sprintf("error: row %d (a): the row has 1000001 fields and the header 8: look for a separator or a quote too many or too few", i+2)) {
						return
					}
				}
			}), 8, 16},
		{"many products", &rows{size: gigabyte / 32}, nil, 0, 32},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGauge()
			begin := time.Now()
			sum, lines, err := takeFrom(t, c.in, &sieve{}, g.attach)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, append([]string(nil), lines...)); diff != "" || c.rows > 0 && sum.Rows != c.rows {
				t.Errorf("%+v (-want +got):\n%s", sum, diff)
			}
			if g.grown() > c.atMost {
				t.Errorf("the memory grew by %.1f MiB, more than %.0f", g.grown(), c.atMost)
			}
			t.Logf("%v, memory grew by %.1f MiB", time.Since(begin).Round(time.Millisecond), g.grown())
		})
	}
}

func TestLimits(t *testing.T) {
	top := "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Body (HTML)\n"
	t.Run("a product has at most 2048 variants", func(t *testing.T) {
		for n, want := range map[int][]string{2048: {}, 2049: {"error: row 2050 (a): a product has at most 2048 variants: make several products of it"}} {
			var b strings.Builder
			b.WriteString(top)
			for i := range n {
				fmt.Fprintf(&b, "a,%s,%s,v%d,1,,\n", once(i, "A"), once(i, "Size"), i)
			}
			b.WriteString("b,B,,,1,,\n")
			sum, lines, err := take(t, b.String(), &shelf{})
			if diff := cmp.Diff(want, lines); diff != "" || err != nil || sum.Created != 2-len(want) {
				t.Errorf("%+v, %v (-want +got):\n%s", sum, err, diff)
			}
		}
	})
	t.Run("a product has at most 250 images", func(t *testing.T) {
		for n, want := range map[int][]string{250: {}, 251: {"error: row 252 (a): a product has at most 250 images: remove the rows or pictures beyond"}} {
			var b strings.Builder
			b.WriteString(top)
			for i := range n {
				fmt.Fprintf(&b, "a,%s,,,%s,https://p.example/%d.png,\n", once(i, "A"), once(i, "1"), i)
			}
			sum, lines, err := take(t, b.String(), &shelf{})
			if diff := cmp.Diff(want, lines); diff != "" || err != nil || sum.Created != 1-len(want) {
				t.Errorf("%+v, %v (-want +got):\n%s", sum, err, diff)
			}
		}
	})
	t.Run("a product has at most 16 MiB", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(top)
		body := strings.Repeat("x", 1_000_000)
		for i := range 18 {
			fmt.Fprintf(&b, "a,%s,%s,v%d,1,,%s\n", once(i, "A"), once(i, "Size"), i, body)
		}
		b.WriteString("b,B,,,1,,\n")
		sum, lines, err := take(t, b.String(), &shelf{})
		want := []string{"error: row 18 (a): the rows of the product are larger than 16 MiB together: shorten its texts, or make it several products"}
		if diff := cmp.Diff(want, lines); diff != "" || err != nil || sum.Created != 1 || sum.Refused != 1 {
			t.Errorf("%+v, %v (-want +got):\n%s", sum, err, diff)
		}
	})
	t.Run("large products do not wait for a full batch", func(t *testing.T) {
		sink := &shelf{}
		var b strings.Builder
		b.WriteString(top)
		for i := range 12 {
			fmt.Fprintf(&b, "p%d,P,,,1,,%s\n", i, strings.Repeat("x", 1_000_000))
		}
		if _, _, err := take(t, b.String(), sink); err != nil || sink.calls != 3 {
			t.Errorf("%d calls, %v", sink.calls, err)
		}
	})
}

// once is a text for the first of several rows.
func once(i int, s string) string {
	if i > 0 {
		return ""
	}
	return s
}

func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		g := newGauge()
		sink := &sieve{}
		o := Options{Currency: "EUR"}
		g.attach(&o)
		const size = 200 << 20
		begin := time.Now()
		b.SetBytes(size)
		sum, err := Import(b.Context(), &rows{size: size}, sink, o)
		if err != nil || sum.Errors > 0 || sink.products != sum.Products {
			b.Fatalf("%+v, %v", sum, err)
		}
		b.ReportMetric(float64(sum.Rows)/time.Since(begin).Seconds(), "rows/s")
		b.ReportMetric(g.grown(), "MiB-peak")
		b.ReportMetric(float64(sum.Products), "products")
	}
}

func TestMaxProducts(t *testing.T) {
	w := newRun(t.Context(), &sieve{}, Options{BatchSize: defaultBatch})
	var lines []string
	w.o.Report = func(l Line) { lines = append(lines, l.String()) }
	w.sum.Products = maxProducts - 1
	var b strings.Builder
	b.WriteString(head)
	for _, h := range []string{"a", "b", "c"} {
		fmt.Fprintf(&b, "%s,%s,,,,,1,\n", h, h)
	}
	w.o.Currency = "EUR"
	if err := w.read(newRecords(strings.NewReader(b.String()), maxRecord)); err != nil {
		t.Fatal(err)
	}
	want := []string{"error: row 3 (b): a file holds at most 1000000 products: import the rows from here on as a second file"}
	if diff := cmp.Diff(want, lines); diff != "" || w.sum.Created != 1 || w.sum.Products != maxProducts {
		t.Errorf("%+v (-want +got):\n%s", w.sum, diff)
	}
}

// watch measures until it is told to stop.
func (g *gauge) watch() (stop func()) {
	end := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				g.peak = max(g.peak, g.now())
			}
		}
	})
	return func() { close(end); group.Wait() }
}
