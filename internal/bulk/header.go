package bulk

import (
	"fmt"
	"strings"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/metafield"
)

// header knows where each column stands in this file. Columns may come in any order, and most may be missing.
type header struct {
	names   []string     // as they are written
	index   [columns]int // place of a column; -1 when the file does not have it
	fields  []field      // columns that are metafields
	markets []string     // names of columns about markets
	unknown []string     // remarks on the others
}

// field is a column that holds a metafield.
type field struct {
	at        int
	variant   bool // of the variant, not of the product
	namespace string
	key       string
	typ       string // empty: the title does not say, and the value decides
	about     string
}

// parseField reads the title of a metafield's column.
func parseField(title string) (field, bool) {
	if m := typedTitle.FindStringSubmatch(title); m != nil && metafield.Known(m[2]) {
		return field{variant: m[3] == "variant", namespace: m[4], key: m[5], typ: m[2], about: m[1]}, true
	}
	if m := fieldTitle.FindStringSubmatch(title); m != nil {
		return field{variant: m[1] == "variant", namespace: m[2], key: m[3]}, true
	}
	return field{}, false
}

// kind is what the column holds.
func (f field) kind() catalog.FieldKind {
	k := catalog.FieldKind{OwnerType: catalog.OwnerProduct, Namespace: f.namespace, Key: f.key, Type: f.typ, Description: f.about}
	if f.variant {
		k.OwnerType = catalog.OwnerVariant
	}
	return k
}

// newHeader reads the titles of a file. It returns a fault when a file with them cannot be imported.
func newHeader(t titles) (*header, error) {
	h := &header{names: t.names}
	for len(h.names) > 0 && strings.TrimSpace(h.names[len(h.names)-1]) == "" {
		h.names = h.names[:len(h.names)-1] // spreadsheets leave empty columns at the end
	}
	if len(h.names) > maxColumns {
		return nil, tooWide(len(h.names))
	}
	for i := range h.index {
		h.index[i] = -1
	}
	taken := map[string]string{}
	for at, name := range h.names {
		h.names[at] = cell(name)
		title := plainTitle(h.names[at])
		if title == "" {
			h.unknown = append(h.unknown, fmt.Sprintf("the column at place %d has no name and is not used", at+1))
			continue
		}
		// Two names of one column are as much in doubt as one name twice.
		meaning := h.place(at, title)
		if first, twice := taken[meaning]; twice {
			if plainTitle(first) == title {
				return nil, fault.Invalidf("", "the header names the column %s twice: remove or rename one of them", quote(h.names[at]))
			}
			return nil, fault.Invalidf("", "the columns %s and %s mean the same: remove one of them", quote(first), quote(h.names[at]))
		}
		taken[meaning] = h.names[at]
	}
	for _, need := range []struct {
		c     column
		names string
	}{{colHandle, `"Handle" (or "URL handle")`}, {colTitle, `"Title"`}} {
		if h.index[need.c] < 0 {
			return nil, fault.Invalidf("", "the file has no column %s: the first row has to name the columns as the product template does", need.names)
		}
	}
	return h, nil
}

func tooWide(n int) error {
	return fault.Limitf("", "the header names %d columns, and at most %d are read: remove those that are not needed", n, maxColumns)
}

// place files a column under what it means, and returns that in a form to compare. The columns of the template come
// first: a market may be called anything, so that the prefixes of its columns decide nothing else.
func (h *header) place(at int, title string) string {
	if c, ok := columnOf[title]; ok {
		if h.index[c] < 0 {
			h.index[c] = at
		}
		return titlesOf[c][0]
	}
	if rest, ok := strings.CutPrefix(title, googlePrefix); ok {
		if key, ok := googleKeys[rest]; ok {
			h.fields = append(h.fields, field{at: at, namespace: googleNamespace, key: key})
			return googlePrefix + key
		}
	}
	if f, ok := parseField(h.names[at]); ok {
		f.at = at
		h.fields = append(h.fields, f)
		k := f.kind()
		return strings.Join([]string{k.OwnerType, k.Namespace, k.Key, k.Type, k.Description}, "\x00")
	}
	for _, prefix := range marketPrefixes {
		if strings.HasPrefix(title, prefix) {
			h.markets = append(h.markets, h.names[at])
			return title
		}
	}
	h.unknown = append(h.unknown, "the column "+quote(h.names[at])+" is unknown and not used")
	return title
}

// maxUnknown is how many unknown columns are named one by one.
const maxUnknown = 20

// remarks says, once a file, which columns are not used and which are missed. The markets have one line together: an
// export has three columns for each.
func (h *header) remarks(remark func(column, text string)) {
	if len(h.markets) > 0 {
		remark(h.markets[0], fmt.Sprintf("%s about markets and not used: prices and assortments by market are not imported", count(len(h.markets), "column is", "columns are")))
	}
	if at := h.index[colCollection]; at >= 0 {
		remark(h.names[at], "the column is not used: a product is put into a collection by the collection")
	}
	for i, text := range h.unknown {
		if i == maxUnknown {
			remark("", fmt.Sprintf("%s not used either", count(len(h.unknown)-i, "more column is", "more columns are")))
			break
		}
		remark("", text)
	}
	if h.index[colPrice] < 0 {
		remark("", `the file has no column "Variant Price" (or "Price"): every variant costs 0`)
	}
}

// links reports whether the file has a column of links between products.
func (h *header) links() bool {
	for _, f := range h.fields {
		if f.namespace == recommendations && f.typ == "" {
			return true
		}
	}
	return false
}

// name is what the file calls a column, or what the older template does when the file does not have it.
func (h *header) name(c column) string {
	if at := h.index[c]; at >= 0 {
		return h.names[at]
	}
	return titlesOf[c][0]
}

// has reports whether the file has the column.
func (h *header) has(c column) bool { return h.index[c] >= 0 }

// at is the name of the column at a place; empty beyond the last.
func (h *header) at(place int) string {
	if place >= 0 && place < len(h.names) {
		return h.names[place]
	}
	return ""
}

// row is one row of the file with a field for every column.
type row struct {
	num    int
	fields []string
	head   *header
	size   int // bytes it takes in memory, roughly
}

// get is the value of a column as cell reads it; empty when the file does not have the column.
func (r row) get(c column) string {
	if at := r.head.index[c]; at >= 0 {
		return cell(r.fields[at])
	}
	return ""
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
