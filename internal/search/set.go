package search

import (
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/fold"
)

// group names sets that let either through: the values of one option, all vendors.
type group struct {
	kind groupKind
	name string // of the option, or "namespace.key"
}

type groupKind uint8

const (
	byVendor groupKind = iota
	byType
	byTag
	byOption
	byCategory
	byCollection
	byMetafield
	byVariantMetafield

	byAvailability // not by sets, but chosen like them
	byPrice
)

// fieldGroup is the group of a metafield's values.
func fieldGroup(namespace, key string, ofVariant bool) group {
	g := group{byMetafield, namespace + "." + key}
	if ofVariant {
		g.kind = byVariantMetafield
	}
	return g
}

// codeKind is what kind of code a thing is known by. Codes are many, and few things have the same one.
type codeKind uint8

const (
	byHandle codeKind = iota
	bySKU
	byBarcode
	codeKinds = iota
)

// code is a handle, a SKU or a barcode, without regard to case.
type code struct {
	kind codeKind
	text string
}

func newCode(kind codeKind, text string) code {
	return code{kind, strings.ToLower(strings.TrimSpace(text))}
}

// set is what has a value of a group.
type set struct {
	group
	value  string // folded
	label  string // as it is shown: as the thing that was added first wrote it
	swatch string
	things *roaring.Bitmap
}

// join puts a thing into the sets of its values.
func (x *index) join(t *Thing, e *entry, n number) {
	add := func(kind groupKind, name, value, swatch string) {
		if folded := x.value(kind, value); folded != "" {
			x.into(e, n, group{kind, name}, folded, value, swatch)
		}
	}
	know := func(kind codeKind, text string) {
		c := newCode(kind, text)
		if c.text == "" || slices.Contains(e.codes, c) {
			return
		}
		e.codes = append(e.codes, c)
		x.codes[kind][c.text] = append(x.codes[kind][c.text], n)
	}
	know(byHandle, t.Handle)
	add(byVendor, "", t.Vendor, "")
	add(byType, "", t.Type, "")
	for _, tag := range t.Tags {
		add(byTag, "", tag, "")
	}
	for _, o := range t.Options {
		for _, v := range o.Values {
			add(byOption, o.Name, v.Name, v.Swatch)
		}
	}
	for path := t.Category; path != ""; path = above(path) {
		add(byCategory, "", path, "")
	}
	for _, p := range t.Places {
		add(byCollection, "", strconv.FormatInt(p.Collection, 10), "")
	}
	for _, v := range t.Variants {
		know(bySKU, v.SKU)
		know(byBarcode, v.Barcode)
	}
	for _, m := range t.Metafields {
		g := fieldGroup(m.Namespace, m.Key, m.OfVariant)
		add(g.kind, g.name, m.Value, "")
	}
}

// shelve says anew which products stand in a collection, and where.
func (x *index) shelve(collection int64, positions map[int64]int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, side := range x.sides(true) {
		side.shelveHere(collection, positions)
	}
}

func (x *index) shelveHere(collection int64, positions map[int64]int64) {
	g, value := group{kind: byCollection}, strconv.FormatInt(collection, 10)
	if s := x.groups[g][value]; s != nil {
		for _, n := range s.things.ToArray() {
			e := &x.things[n]
			e.places = slices.DeleteFunc(slices.Clone(e.places), func(p Place) bool { return p.Collection == collection })
			e.sets = slices.DeleteFunc(e.sets, func(other *set) bool { return other == s })
			x.leave(s, n)
		}
	}
	for id, position := range positions {
		n, there := x.numbers[Key{Product, id}]
		if !there {
			continue
		}
		e := &x.things[n]
		e.places = append(slices.Clip(e.places), Place{collection, position})
		x.into(e, n, g, value, "", "")
	}
}

// above is the path of the category that a category stands in.
func above(path string) string {
	if i := strings.LastIndex(path, " > "); i > 0 {
		return path[:i]
	}
	return ""
}

// into puts a thing into a set.
func (x *index) into(e *entry, n number, g group, value, label, swatch string) {
	s := x.groups[g][value]
	if s == nil {
		s = &set{group: g, value: value, label: label, things: roaring.New()}
		if x.groups[g] == nil {
			x.groups[g] = map[string]*set{}
		}
		x.groups[g][value] = s
	}
	if swatch != "" {
		s.swatch = swatch
	}
	if s.things.CheckedAdd(n) {
		e.sets = append(e.sets, s)
	}
}

// leave takes a thing out of a set, and the set away with its last thing.
func (x *index) leave(s *set, n number) {
	s.things.Remove(n)
	if !s.things.IsEmpty() {
		return
	}
	delete(x.groups[s.group], s.value)
	if len(x.groups[s.group]) == 0 {
		delete(x.groups, s.group)
	}
}

// shelf are the products of a collection.
func (x *index) shelf(collection int64) *roaring.Bitmap {
	return x.having(group{kind: byCollection}, strconv.FormatInt(collection, 10))
}

// having are the things with a folded value of a group. They are the index's own, not to be changed.
func (x *index) having(g group, value string) *roaring.Bitmap {
	if s := x.groups[g][value]; s != nil {
		return s.things
	}
	return roaring.New()
}

// value is a value as it is looked for: without regard to case and accents, but metafields as they are.
func (x *index) value(kind groupKind, text string) string {
	if v, ok := x.plain[text]; ok && kind < byCollection {
		return v
	}
	v := folded(kind, text)
	if kind < byCollection {
		x.plain[text] = v
	}
	return v
}

// key is a value in the bytes that it is sorted by.
func (x *index) key(text string) []byte { return []byte(x.value(byVendor, text)) }

// folded is value, for those who only read.
func folded(kind groupKind, text string) string {
	switch kind {
	case byCollection, byMetafield, byVariantMetafield:
		return text
	}
	return string(fold.Key(text))
}
