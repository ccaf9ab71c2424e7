package bulk

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cartwright/internal/catalog"
)

// draft is a product while its rows are read. The first row has what is true of the whole product; every row may add a
// variant, an image, or both.
type draft struct {
	run    *run
	handle string
	first  int // the row it begins at
	rows   int
	size   int  // bytes of its rows, roughly
	bad    bool // it has an error and is not imported
	shut   bool // its other rows are not even read
	again  bool // the handle stood earlier in the file, with other rows in between

	spec     catalog.Spec
	options  []string // names of the options; nil when the first row spoiled them
	plain    bool     // no options but the one that stands for none
	combined map[string]int
	variants []variantPlace // beside spec.Variants
	media    []mediaPlace
	images   map[string]int // address → place in media
}

// variantPlace is what a variant has beside its spec.
type variantPlace struct {
	row   int
	image string // address of its picture; empty for none
}

// mediaPlace is an image and where it goes.
type mediaPlace struct {
	row      int
	position int
	spec     catalog.MediaSpec
}

// newDraft opens the product of a handle at the row where it first stands.
func newDraft(handle string, first int, w *run) *draft {
	return &draft{run: w, handle: handle, first: first, combined: map[string]int{}, images: map[string]int{}}
}

// fault makes an error line, which refuses the product.
func (d *draft) fault(num int, column, text string) {
	d.bad = true
	d.run.remark(Error, num, column, d.handle, text)
}

// wrong is a fault at a column of a row.
func (d *draft) wrong(r row, c column, format string, args ...any) {
	d.fault(r.num, r.head.name(c), fmt.Sprintf(format, args...))
}

// close ends the reading of the product because it is too much.
func (d *draft) close(num int, text string) {
	d.fault(num, "", text)
	d.shut = true
	// Nothing of it is wanted any more, and it may be large.
	d.spec, d.variants, d.media, d.combined, d.images = catalog.Spec{}, nil, nil, nil, nil
}

// add takes the next row.
func (d *draft) add(r row) {
	if d.shut || d.again {
		return
	}
	if d.size += r.size; d.size > maxProduct {
		d.close(r.num, "the rows of the product are larger than 16 MiB together: shorten its texts, or make it several products")
		return
	}
	d.rows++
	// What is true of the whole product stands on its first row. Exports leave it blank on the others; a different title
	// there is most likely another product under the wrong handle.
	if d.rows == 1 {
		d.product(r)
	} else if title := r.get(colTitle); title != "" && title != d.spec.Title {
		d.run.remark(Warning, r.num, r.head.name(colTitle), d.handle, fmt.Sprintf("the title is not used: that of the product's first row counts, row %d", d.first))
	}
	address := r.get(colImage)
	if address != "" {
		d.image(r, address)
	}
	// The first row always has a variant, be it the only one of a product without options.
	variant := d.rows == 1 || hasVariant(r)
	if variant && !d.shut {
		d.variant(r)
	}
	if !variant && address == "" {
		d.run.remark(Warning, r.num, "", d.handle, "the row is not used: it has neither a variant nor an image")
	}
}

// hasVariant tells a row with a variant from one that only adds an image. Exports leave a row's variant columns blank in
// the second case; other programs fill some of them with what they have for every row.
func hasVariant(r row) bool {
	for _, c := range []column{colOptionValue, colOptionValue2, colOptionValue3, colSKU, colPrice} {
		if r.get(c) != "" {
			return true
		}
	}
	return false
}

// product reads the columns that count on the first row of a product.
func (d *draft) product(r row) {
	s := &d.spec
	s.Handle = d.handle
	s.Title = d.text(r, colTitle)
	if s.Title == "" {
		d.wrong(r, colTitle, "a product needs a title on its first row")
	}
	s.DescriptionHTML = r.get(colBody)
	s.Vendor = d.text(r, colVendor)
	s.ProductType = d.text(r, colType)
	s.Category = d.text(r, colCategory)
	s.SEO = catalog.SEO{Title: d.text(r, colSEOTitle), Description: r.get(colSEOText)}
	s.Tags = parseTags(r.get(colTags))
	if len(s.Tags) > catalog.MaxTags {
		d.wrong(r, colTags, "a product has at most %d tags, and this one has more", catalog.MaxTags)
	}
	for _, tag := range s.Tags {
		if n := utf8.RuneCountInString(tag); n > maxText {
			d.wrong(r, colTags, "the tag %s has %d characters, and at most %d are allowed", quote(tag), n, maxText)
		}
	}
	s.GiftCard = d.truth(r, colGiftCard, false)
	// The template publishes what says nothing else. The zero time is "since when it was, or now", so that a second
	// import of the file changes nothing.
	if d.truth(r, colPublished, true) {
		s.PublishedAt = &time.Time{}
	}
	switch status := r.get(colStatus); strings.ToLower(status) {
	case "", "active":
		s.Status = catalog.Active
	case "draft":
		s.Status = catalog.Draft
	case "archived":
		s.Status = catalog.Archived
	default:
		d.wrong(r, colStatus, "%s is no status: write active, draft or archived", quote(status))
	}
	d.optionNames(r)
	d.productFields(r)
}

// text reads a short text.
func (d *draft) text(r row, c column) string {
	s := r.get(c)
	if n := utf8.RuneCountInString(s); n > maxText {
		d.wrong(r, c, "the text has %d characters, and at most %d are allowed", n, maxText)
	}
	return s
}

// truth reads a truth value; blank is what the template takes it for.
func (d *draft) truth(r row, c column, blank bool) bool {
	s := r.get(c)
	if s == "" {
		return blank
	}
	value, ok := parseBool(s)
	if !ok {
		d.wrong(r, c, "%s is neither true nor false: write TRUE or FALSE", quote(s))
	}
	return value
}

// image adds the image of a row, unless the product has it already: rows with variants tend to repeat it.
func (d *draft) image(r row, address string) {
	if !d.address(r, colImage, address) {
		return
	}
	alt := r.get(colAlt)
	if n := utf8.RuneCountInString(alt); n > maxAlt {
		d.wrong(r, colAlt, "the text has %d characters, and at most %d are allowed", n, maxAlt)
		return
	}
	position := math.MaxInt // images without one come last
	if s := r.get(colPosition); s != "" {
		n, ok := parseCount(s)
		if !ok || n < 1 {
			d.wrong(r, colPosition, "%s is no position: write a whole number from 1 on", quote(s))
			return
		}
		position = int(n)
	}
	if at, there := d.images[address]; there {
		if m := &d.media[at]; m.spec.Alt == "" {
			m.spec.Alt = alt
		}
		return
	}
	d.place(mediaPlace{row: r.num, position: position, spec: catalog.MediaSpec{Kind: catalog.Image, Alt: alt, Source: address}})
}

// place adds an image that the product does not have yet.
func (d *draft) place(m mediaPlace) {
	if len(d.media) == catalog.MaxMedia {
		d.close(m.row, fmt.Sprintf("a product has at most %d images: remove the rows or pictures beyond", catalog.MaxMedia))
		return
	}
	d.images[m.spec.Source] = len(d.media)
	d.media = append(d.media, m)
}

// address checks that a picture's address is one.
func (d *draft) address(r row, c column, s string) bool {
	u, err := url.Parse(s)
	switch {
	case len(s) > maxAddress:
		d.wrong(r, c, "the address has %d bytes, and at most %d are allowed", len(s), maxAddress)
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		d.wrong(r, c, "%s is not the address of a picture: write it in full, from https:// on", quote(s))
	default:
		return true
	}
	return false
}

// complete makes the spec whole when the last row is read: only now it is known how many variants there are, and in
// which order the images come. It may find the product to be bad.
func (d *draft) complete() {
	s := &d.spec
	// The picture of a variant need not stand in the column of images; then it is one of the product's all the same.
	for _, v := range d.variants {
		if _, there := d.images[v.image]; v.image != "" && !there && !d.shut {
			d.place(mediaPlace{row: v.row, position: math.MaxInt, spec: catalog.MediaSpec{Kind: catalog.Image, Source: v.image}})
		}
	}
	if d.bad {
		return
	}
	// Positions may have gaps and repeat; rows of one position keep their order.
	slices.SortStableFunc(d.media, func(a, b mediaPlace) int { return cmp.Compare(a.position, b.position) })
	for i, m := range d.media {
		d.images[m.spec.Source] = i
		s.Media = append(s.Media, m.spec)
	}
	for i, v := range d.variants {
		s.Variants[i].Image = -1
		if v.image != "" {
			s.Variants[i].Image = d.images[v.image]
		}
	}
	d.completeOptions()
	// The draft waits in the batch, and needs these no more.
	d.combined, d.images = nil, nil
}
