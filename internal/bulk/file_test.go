package bulk

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"cartwright/internal/fault"
)

func TestForms(t *testing.T) {
	plain := "Handle,Title,Body (HTML),Variant Price\na,Café,\"two\nlines, \"\"quoted\"\"\",1\n\nb,B,,2\n"
	want := &shelf{}
	if _, _, err := take(t, plain, want); err != nil {
		t.Fatal(err)
	}
	if got := want.specs["a"].DescriptionHTML; got != "two\nlines, \"quoted\"" {
		t.Fatalf("description %q", got)
	}
	utf16 := func(order unicode.Endianness) string {
		s, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(plain)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct{ name, text string }{
		{"a byte order mark", "\ufeff" + plain},
		{"UTF-16, little end first", utf16(unicode.LittleEndian)},
		{"UTF-16, big end first", utf16(unicode.BigEndian)},
		{"lines that end in CR LF", strings.ReplaceAll(plain, "\n", "\r\n")},
		{"lines that end in CR", strings.ReplaceAll(plain, "\n", "\r")},
		{"no line end after the last row", strings.TrimSuffix(plain, "\n")},
		{"semicolons", "Handle;Title;Body (HTML);Variant Price\na;Café;\"two\nlines, \"\"quoted\"\"\";1\n\nb;B;;2\n"},
		{"tabs", "Handle\tTitle\tBody (HTML)\tVariant Price\na\tCafé\t\"two\nlines, \"\"quoted\"\"\"\t1\n\nb\tB\t\t2\n"},
		{"blank rows first", "\n,,,\n" + plain},
		{"empty columns at the end", "Handle,Title,Body (HTML),Variant Price,,\na,Café,\"two\nlines, \"\"quoted\"\"\",1,,\n,,,,,\nb,B,,2,,\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sink := &shelf{}
			sum, lines, err := take(t, c.text, sink)
			if err != nil || len(lines) > 0 || sum.Rows != 2 {
				t.Fatalf("%+v, %q, %v", sum, lines, err)
			}
			if diff := cmp.Diff(want.specs, sink.specs); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
		t.Run(c.name+", byte by byte", func(t *testing.T) {
			sink := &shelf{}
			if _, _, err := takeFrom(t, iotest.OneByteReader(strings.NewReader(c.text)), sink); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.specs, sink.specs); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("rows are counted as a spreadsheet does", func(t *testing.T) {
		_, lines, err := take(t, plain+"c,,,1\n", &shelf{})
		if err != nil || len(lines) != 1 || lines[0] != "error: row 5, Title (c): a product needs a title on its first row" {
			t.Errorf("%q, %v", lines, err)
		}
	})
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       fault.Kind
		want       string
	}{
		{"nothing", "", fault.Invalid, "the file is empty: its first row has to name the columns"},
		{"blank rows alone", "\n,,\n", fault.Invalid, "the file is empty: its first row has to name the columns"},
		{"no handle", "Title,Vendor\n", fault.Invalid, `the file has no column "Handle" (or "URL handle"): the first row has to name the columns as the product template does`},
		{"no title", "URL handle,Vendor\n", fault.Invalid, `the file has no column "Title": the first row has to name the columns as the product template does`},
		{"a name twice", "Handle,Title,Vendor,vendor \n", fault.Invalid, `the header names the column "vendor" twice: remove or rename one of them`},
		{"an unknown name twice", "Handle,Title,Mood,Mood\n", fault.Invalid, `the header names the column "Mood" twice: remove or rename one of them`},
		{"two names of one column", "Handle,Title,Variant Price,Price\n", fault.Invalid, `the columns "Variant Price" and "Price" mean the same: remove one of them`},
		{"ten thousand columns", "Handle,Title" + columnList(9998) + "\n", fault.Limit, "the header names 10000 columns, and at most 1000 are read: remove those that are not needed"},
		{"a header without end", strings.Repeat("Handle,Title,", 100_000), fault.Limit, "the header is longer than 1 MiB: the first row has to name the columns"},
		{"a NUL byte", "Handle,Ti\x00tle\n", fault.Invalid, "the header is not UTF-8 text: save the file as CSV UTF-8"},
		{"UTF-16 without its mark", "H\x00a\x00", fault.Invalid, "the file is not UTF-8 text: save it as CSV UTF-8"},
		{"a workbook", "PK\x03\x04abc", fault.Invalid, "the file is a workbook or an archive: unpack it, or save the sheet as CSV UTF-8"},
		{"an open quote", "Handle,\"Title\na,A\n", fault.Invalid, "a quote in the header is never closed"},
		{"a stray quote", "Handle,Ti\"tle\na,A\n", fault.Invalid, "the header cannot be read: a quote stands inside of a field that does not begin with one: put the field in quotes and double the quote"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sink := &shelf{}
			_, lines, err := take(t, c.text, sink)
			if !isFault(err, c.kind) || err.Error() != c.want || len(lines) > 0 || sink.calls > 0 {
				t.Errorf("%v, %q; want %s", err, lines, c.want)
			}
		})
	}
	t.Run("what is not used is said once", func(t *testing.T) {
		_, lines, err := take(t, "Handle,Title,Included / EU,Mood,,Collection,Price / EU,Compare At Price / EU,Variant Price\na,A,TRUE,good,x,Summer,1,2,3\nb,B,TRUE,good,x,Summer,1,2,3\n", &shelf{})
		want := []string{
			"warning: row 1, Included / EU: 3 columns are about markets and not used: prices and assortments by market are not imported",
			"warning: row 1, Collection: the column is not used: a product is put into a collection by the collection",
			`warning: row 1: the column "Mood" is unknown and not used`,
			"warning: row 1: the column at place 5 has no name and is not used",
		}
		if diff := cmp.Diff(want, lines); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
	t.Run("many unknown columns are summed up", func(t *testing.T) {
		_, lines, err := take(t, "Handle,Title,Variant Price"+columnList(30)+"\n", &shelf{})
		if err != nil || len(lines) != 21 || lines[20] != "warning: row 1: 10 more columns are not used either" {
			t.Errorf("%q, %v", lines, err)
		}
	})
	t.Run("a header alone is an import of nothing", func(t *testing.T) {
		sum, lines, err := take(t, "Handle,Title,Variant Price", &shelf{})
		if err != nil || len(lines) != 0 || sum != (Summary{}) {
			t.Errorf("%+v, %q, %v", sum, lines, err)
		}
	})
}

func columnList(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ",c%d", i)
	}
	return b.String()
}

func TestTemplatesAreKnown(t *testing.T) {
	for _, file := range []string{"apparel.csv", "home-and-garden.csv", "jewelery.csv", "newer.csv"} {
		t.Run(file+" has no column that is unknown", func(t *testing.T) {
			_, lines, err := take(t, sample(t, file), &shelf{})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				if strings.Contains(l, "unknown") {
					t.Error(l)
				}
			}
		})
	}
}
