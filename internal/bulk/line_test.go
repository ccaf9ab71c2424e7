package bulk

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/fault"
)

// head is a header with the columns that most of these files need.
const head = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,Image Src\n"

func TestLines(t *testing.T) {
	long := strings.Repeat("é", 256)
	for _, c := range []struct {
		name string
		text string
		want []string
	}{
		{"a row without a handle", head + ",A,,,,,1,\n",
			[]string{`error: row 2, Handle: a row needs the handle of its product, on every row of the product`}},
		{"a handle with other characters", head + "Crème Brûlée!,A,,,,,1,\n",
			[]string{`error: row 2, Handle (Crème Brûlée!): "Crème Brûlée!" is no handle: use lower case letters, digits and hyphens, such as creme-brulee`}},
		{"a handle of signs alone", head + "!!,A,,,,,1,\n",
			[]string{`error: row 2, Handle (!!): "!!" is no handle: use lower case letters, digits and hyphens`}},
		{"a handle that is too long", head + strings.Repeat("a", 256) + ",A,,,,,1,\n",
			[]string{`error: row 2, Handle (` + strings.Repeat("a", 256) + `): a handle has at most 255 characters, this one has 256`}},
		{"a handle that comes back", head + "a,A,,,,,1,\nb,B,,,,,1,\na,,,,,,,https://p.example/1.png\na,,,,,,,https://p.example/2.png\n",
			[]string{`error: row 4, Handle (a): rows of handle "a" are not together, see row 2: sort the file by handle`}},
		{"no title", head + "a,,,,,,1,\n", []string{`error: row 2, Title (a): a product needs a title on its first row`}},
		{"a title that is too long", head + "a," + long + ",,,,,1,\n", []string{`error: row 2, Title (a): the text has 256 characters, and at most 255 are allowed`}},
		{"another title further down", head + "a,A,Size,S,,,1,\na,B,,M,,,1,\n",
			[]string{`warning: row 3, Title (a): the title is not used: that of the product's first row counts, row 2`}},
		{"a row that adds nothing", head + "a,A,Size,S,,,1,\na,,,,,,,\n",
			[]string{`warning: row 3 (a): the row is not used: it has neither a variant nor an image`}},
		{"no price", head + "a,A,,,,,,\n", []string{`error: row 2, Variant Price (a): a variant needs a price: write 0 for one that is free`}},
		{"a price with a sign and separators", head + `a,A,,,,,"€1,234.50",` + "\n",
			[]string{`error: row 2, Variant Price (a): "€1,234.50" is not a price: write digits with a point before the decimals and nothing else, such as 1234.50`}},
		{"a price with a comma", head + `a,A,,,,,"12,5",` + "\n",
			[]string{`error: row 2, Variant Price (a): "12,5" is not a price: write digits with a point before the decimals and nothing else, such as 12.5`}},
		{"a price in thousands with a point", head + `a,A,,,,,1.234 €,` + "\n",
			[]string{`error: row 2, Variant Price (a): "1.234 €" is not a price: write digits with a point before the decimals and nothing else, such as 1234`}},
		{"a price of words", head + "a,A,,,,,free,\n",
			[]string{`error: row 2, Variant Price (a): "free" is not an amount: write digits with a point before the decimals, such as 1234.5`}},
		{"a negative price", head + "a,A,,,,,-1,\n",
			[]string{`error: row 2, Variant Price (a): "-1" is out of range: a price is between 0 and 1000000000000.0`}},
		{"a value without its option", head + "a,A,,S,,,1,\n",
			[]string{`error: row 2, Option1 Name (a): the value "S" needs the name of its option on the product's first row`}},
		{"an option that skips one", "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value\na,A,Size,S,,,Cut,Slim\n",
			[]string{`warning: row 1: the file has no column "Variant Price" (or "Price"): every variant costs 0`,
				`error: row 2, Option3 Name (a): options are named from the first on: there is no option 2`}},
		{"an option named twice", head + "a,A,Size,S,size,M,1,\n", []string{`error: row 2, Option2 Name (a): the option "size" is named twice`}},
		{"an option without a value", head + "a,A,Size,S,Colour,,1,\n", []string{`error: row 2, Option2 Value (a): a variant needs a value for the option "Colour"`}},
		{"an option that changes its name", head + "a,A,Size,S,,,1,\na,,Cut,M,,,1,\n",
			[]string{`error: row 3, Option1 Name (a): the option is named "Size" in row 2 and "Cut" here: a product has one set of options`}},
		{"an option that comes later", head + "a,A,Size,S,,,1,\na,,,M,Colour,Red,1,\n",
			[]string{`error: row 3, Option2 Name (a): the product's first row, row 2, does not name this option`}},
		{"a second variant without options", head + "a,A,,,,,1,\na,,,,,,2,\n",
			[]string{`error: row 3, Option1 Value (a): the product has no options and so one variant: name an option in row 2, or leave the variant's columns blank to add an image alone`}},
		{"a variant twice", head + "a,A,Size,S,Colour,Red,1,\na,,,M,,Red,1,\na,,,S,,Red,1,\n",
			[]string{`error: row 4, Option1 Value (a): the variant "S / Red" stands in row 2 already`}},
		{"a picture without an address", head + "a,A,,,,,1,shirt.png\n",
			[]string{`error: row 2, Image Src (a): "shirt.png" is not the address of a picture: write it in full, from https:// on`}},
		{"a picture with a long address", head + "a,A,,,,,1,https://p.example/" + strings.Repeat("a", 2048) + "\n",
			[]string{`error: row 2, Image Src (a): the address has 2066 bytes, and at most 2048 are allowed`}},
		{"a short row", head + "a,A,1\n", []string{`error: row 2 (a): the row has 3 fields and the header 8: look for a separator or a quote too many or too few`}},
		{"a long row", head + "a,A,,,,,1,,x\n", []string{`error: row 2 (a): the row has 9 fields and the header 8: look for a separator or a quote too many or too few`}},
		{"a quote inside of a field", head + "a,A \"one\",,,,,1,\nb,B,,,,,1,\n",
			[]string{`error: row 2 (a): a quote stands inside of a field that does not begin with one: put the field in quotes and double the quote`}},
		{"text after a closing quote", head + "a,\"A\" one,,,,,1,\nb,B,,,,,1,\n",
			[]string{`error: row 2 (a): a field in quotes goes on after its closing quote: double each quote that belongs to the text`}},
		{"a quote that is never closed", head + "a,A,,,,,1,\nb,\"B,,,,,1,\nc,C,,,,,1,\n",
			[]string{`error: row 3, Title (b): the quote that opens here is never closed, and everything after it is lost: close it, and double each quote that belongs to the text`}},
		{"a NUL byte", head + "a,A,,\x00,,,1,\n",
			[]string{`error: row 2, Option1 Value (a): the row holds a NUL byte, which is no text: remove it, or save the file as CSV UTF-8`}},
		{"text in another encoding", head + "a,Caf\xe9,,,,,1,\n", []string{`error: row 2 (a): the row is not UTF-8 text: save the file as CSV UTF-8`}},
		{"a bad row after the first spoils its product alone", head + "a,A,Size,S,,,1,\na,,,M\",,,1,\nb,B,,,,,1,\n",
			[]string{`error: row 3 (a): a quote stands inside of a field that does not begin with one: put the field in quotes and double the quote`}},
		{"a bad first row spoils the rows that follow it", head + "a,A,,,,,1,\nb,B\",Size,S,,,1,\nb,,,M,,,1,\nc,C,,,,,1,\n",
			[]string{`error: row 3 (b): a quote stands inside of a field that does not begin with one: put the field in quotes and double the quote`}},
		{"all errors of a product are told", head + "a,,Size,S,,,x,\na,,,M,,,y,\n", []string{
			`error: row 2, Title (a): a product needs a title on its first row`,
			`error: row 2, Variant Price (a): "x" is not an amount: write digits with a point before the decimals, such as 1234.5`,
			`error: row 3, Variant Price (a): "y" is not an amount: write digits with a point before the decimals, such as 1234.5`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sink := &shelf{}
			sum, lines, err := take(t, c.text, sink)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if sum.Errors+sum.Warnings != len(lines) || sum.Created+sum.Refused != sum.Products {
				t.Errorf("the summary does not add up: %+v", sum)
			}
		})
	}
}

func TestColumnLines(t *testing.T) {
	for _, c := range []struct{ column, value, want string }{
		{"Published", "maybe", `"maybe" is neither true nor false: write TRUE or FALSE`},
		{"Gift Card", "2", `"2" is neither true nor false: write TRUE or FALSE`},
		{"Variant Taxable", "?", `"?" is neither true nor false: write TRUE or FALSE`},
		{"Variant Requires Shipping", "?", `"?" is neither true nor false: write TRUE or FALSE`},
		{"Google Shopping / Custom Product", "?", `"?" is neither true nor false: write TRUE or FALSE`},
		{"Status", "hidden", `"hidden" is no status: write active, draft or archived`},
		{"Tags", tagList(251), `a product has at most 250 tags, and this one has more`},
		{"Tags", strings.Repeat("a", 256), `the tag "` + strings.Repeat("a", 60) + `…" has 256 characters, and at most 255 are allowed`},
		{"Variant Inventory Qty", "many", `"many" is no quantity: write a whole number`},
		{"Variant Inventory Qty", "1.5", `"1.5" is no quantity: write a whole number`},
		{"Variant Inventory Policy", "perhaps", `"perhaps" is not known here: write deny or continue`},
		{"Variant Grams", "heavy", `"heavy" is no weight: write the grams as a number, such as 250`},
		{"Variant Grams", "-1", `"-1" is no weight: write the grams as a number, such as 250`},
		{"Variant Weight Unit", "stone", `"stone" is no unit of weight: write g, kg, oz or lb`},
		{"Variant Compare At Price", "1,5", `"1,5" is not a price: write digits with a point before the decimals and nothing else, such as 1.5`},
		{"Cost per item", "1.005", `"1.005" is too fine for EUR: write at most 2 decimals`},
		{"Variant SKU", strings.Repeat("a", 256), `the text has 256 characters, and at most 255 are allowed`},
		{"Variant Image", "x.png", `"x.png" is not the address of a picture: write it in full, from https:// on`},
	} {
		t.Run(c.column+" "+c.value[:min(len(c.value), 10)], func(t *testing.T) {
			_, lines, err := take(t, fmt.Sprintf("Handle,Title,Variant Price,%s\na,A,1,%q\n", c.column, c.value), &shelf{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"error: row 2, " + c.column + " (a): " + c.want}, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("of pictures", func(t *testing.T) {
		top := "Handle,Title,Variant Price,Image Src,Image Position,Image Alt Text\na,A,1,https://p.example/a.png,"
		for rest, want := range map[string]string{
			"first,":                        `error: row 2, Image Position (a): "first" is no position: write a whole number from 1 on`,
			"0,":                            `error: row 2, Image Position (a): "0" is no position: write a whole number from 1 on`,
			"1," + strings.Repeat("a", 513): `error: row 2, Image Alt Text (a): the text has 513 characters, and at most 512 are allowed`,
		} {
			_, lines, err := take(t, top+rest+"\n", &shelf{})
			if err != nil || len(lines) != 1 || lines[0] != want {
				t.Errorf("%q, %v, want %s", lines, err, want)
			}
		}
	})
	t.Run("of unit prices", func(t *testing.T) {
		top := "Handle,Title,Variant Price,Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit\na,A,1,"
		for rest, want := range map[string]string{
			"1,kg,,":     `Unit Price Base Measure (a): a unit price needs a measure, a base measure and the units of both: fill all four columns or none`,
			"1,kg,1,cup": `Unit Price Base Measure Unit (a): "cup" is no unit of measure: write one such as g, kg, ml, l, m, m2 or item`,
			"1,kg,1,l":   `Unit Price Base Measure Unit (a): "kg" and "l" do not measure the same kind of thing`,
			"0,kg,1,kg":  `Unit Price Total Measure (a): "0" is no measure: write a number above 0, such as 0.75`,
			"1,kg,.5,kg": `Unit Price Base Measure (a): ".5" is no base measure: write a whole number above 0, such as 100`,
		} {
			_, lines, err := take(t, top+rest+"\n", &shelf{})
			if err != nil || len(lines) != 1 || lines[0] != "error: row 2, "+want {
				t.Errorf("%q, %v, want %s", lines, err, want)
			}
		}
	})
	t.Run("a fulfillment service is remarked on once", func(t *testing.T) {
		_, lines, err := take(t, "Handle,Title,Variant Price,Variant Fulfillment Service\na,A,1,parcels\nb,B,1,parcels\nc,C,1,manual\n", &shelf{})
		want := []string{`warning: row 2, Variant Fulfillment Service (a): the fulfillment service "parcels" is not used: the shop sends its goods itself`}
		if diff := cmp.Diff(want, lines); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

func tagList(n int) string {
	tags := make([]string, n)
	for i := range tags {
		tags[i] = fmt.Sprint("tag", i)
	}
	return strings.Join(tags, ",")
}

func TestRefusals(t *testing.T) {
	text := "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,SEO Title\n" +
		"a,A,Size,S,s,1,https://p.example/1.png,\na,,,M,m,2,https://p.example/2.png,\nb,B,,,,1,,\n"
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.Invalidf("variants.1.sku", "no"), "error: row 3, Variant SKU (a): no"},
		{fault.Invalidf("variants.1.options.0", "no"), "error: row 3, Option1 Value (a): no"},
		{fault.Invalidf("media.1.alt", "no"), "error: row 3, image alt text (a): no"},
		{fault.Invalidf("options.0.name", "no"), "error: row 2, Option1 Name (a): no"},
		{fault.Invalidf("seo.title", "no"), "error: row 2, SEO Title (a): no"},
		{fault.Invalidf("variants.99.price", "no"), "error: row 2, Variant Price (a): no"},
		{fault.Invalidf("", "no"), "error: row 2 (a): no"},
		{fmt.Errorf("put: %w", fault.Invalidf("handle", "taken")), "error: row 2, Handle (a): taken"},
		{errors.New("odd"), "error: row 2 (a): odd"},
	} {
		t.Run(c.err.Error(), func(t *testing.T) {
			sum, lines, err := take(t, text, &shelf{refuse: map[string]error{"a": c.err}})
			if err != nil || len(lines) != 1 || lines[0] != c.want {
				t.Errorf("%q, %v, want %s", lines, err, c.want)
			}
			if sum.Refused != 1 || sum.Created != 1 || sum.Errors != 1 {
				t.Errorf("%+v", sum)
			}
		})
	}
}
