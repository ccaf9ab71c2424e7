package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// The words that generated shops say.
var (
	materials = strings.Fields("linen cotton wool silk leather denim canvas bamboo steel oak walnut cork felt jute hemp velvet suede mesh rubber brass")
	styles    = strings.Fields("slim relaxed classic vintage modern heavy light long short wide narrow soft crisp washed raw striped plain checked quilted ribbed")
	goods     = strings.Fields("shirt jacket trousers dress scarf hat boots sandals bag wallet belt lamp chair table mug bowl blanket cushion candle vase " +
		"notebook pen clock mirror rug basket apron towel robe socks gloves cardigan hoodie vest skirt jeans shorts blouse sweater coat")
	colours  = strings.Fields("black white red blue green yellow grey brown navy olive sand rust")
	alphabet = "abcdefghijklmnopqrstuvwxyz"
)

// someday is when generated shops are looked at.
var someday = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// generated is a product as shops have them; the same numbers make the same one.
func generated(r *rand.Rand, id int64) Thing {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	letter := func() string { return string(alphabet[r.IntN(len(alphabet))]) }
	good := pick(goods)
	t := Thing{Key: Key{Product, id}, Handle: fmt.Sprintf("thing-%d", id),
		Title: fmt.Sprintf("%so %s %s %s", letter()+letter()+letter()+letter(), pick(styles), pick(materials), good),
		Type:  good, Vendor: fmt.Sprintf("Maker %d", r.IntN(50)), Sales: int64(r.IntN(1000)), Created: someday.Add(-time.Duration(id) * time.Minute),
		Updated: someday.Add(-time.Duration(r.IntN(100000)) * time.Second), Shown: someday.AddDate(-1, 0, 0)}
	for range 3 {
		t.Tags = append(t.Tags, fmt.Sprintf("tag %d", r.IntN(300)))
	}
	var words []string
	for range 20 {
		words = append(words, pick(styles), pick(goods))
	}
	t.Body = strings.Join(words, " ")
	colour, size := Option{Name: "Color"}, Option{Name: "Size"}
	for _, c := range r.Perm(len(colours))[:3] {
		colour.Values = append(colour.Values, OptionValue{Name: colours[c]})
	}
	for _, s := range []string{"S", "M", "L"}[:1+r.IntN(3)] {
		size.Values = append(size.Values, OptionValue{Name: s})
	}
	t.Options = []Option{colour, size}
	price := int64(500 + r.IntN(20000))
	for i := range 3 {
		t.Variants = append(t.Variants, Variant{SKU: fmt.Sprintf("SKU-%d-%d", id, i), Price: price + int64(i)*100})
	}
	t.Available = r.IntN(10) > 0
	t.Places = []Place{{Collection: int64(1 + r.IntN(20)), Position: id}}
	return t
}

// grown is an index of generated products.
func grown(t testing.TB, n int) *index {
	t.Helper()
	lang, err := newLanguage("EN")
	if err != nil {
		t.Fatal(err)
	}
	x, r := newIndex(lang), rand.New(rand.NewPCG(1, 2))
	for from := 1; from <= n; from += batch {
		var things []Thing
		for id := from; id < from+batch && id <= n; id++ {
			things = append(things, generated(r, int64(id)))
		}
		x.put(x.prepareAll(things), someday)
	}
	return x
}
