package bulk

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

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

	whole bool // it comes in one piece, which is its spec

	spec     catalog.Spec
	options  []string // names of the options; nil when the first row spoiled them
	declared [catalog.MaxOptions][]catalog.OptionValueSpec
	plain    bool // no options but the one that stands for none
	combined map[string]int
	variants []variantPlace // beside spec.Variants
	media    []mediaPlace
	images   map[string]int // address → place in media
}

// variantPlace is what a variant has beside its spec.
type variantPlace struct {
	row   int
	image string // address of its picture; empty for none
	place int    // of the picture, where several have the address; 0: it is not told
}

// mediaPlace is an image and where it goes.
type mediaPlace struct {
	row      int
	position int
	address  string // what its cell says
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
		if text := r.get(colPublishedAt); text != "" {
			at, ok := parseTime(text)
			if !ok {
				d.wrong(r, colPublishedAt, "%s is no time: write one such as 2026-04-01T09:30:00Z", quote(text))
			}
			s.PublishedAt = &at
		}
	}
	if text := r.get(colSales); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			d.wrong(r, colSales, "%s is no count of sales: write a whole number", quote(text))
		}
		s.SalesRank = n
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
	// Our own export says of each media what it is; then the address may be any, and none is one that repeats another.
	told := r.get(colMediaKind) != ""
	if !told && !d.address(r, colImage, address) {
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
	if told {
		d.medium(r, address, alt, position)
		return
	}
	if at, there := d.images[address]; there {
		if m := &d.media[at]; m.spec.Alt == "" {
			m.spec.Alt = alt
		}
		return
	}
	d.place(mediaPlace{row: r.num, position: position, address: address, spec: catalog.MediaSpec{Kind: catalog.Image, Alt: alt, Source: address}})
}

// place adds an image that the product does not have yet.
func (d *draft) place(m mediaPlace) {
	if len(d.media) == catalog.MaxMedia {
		d.close(m.row, fmt.Sprintf("a product has at most %d images: remove the rows or pictures beyond", catalog.MaxMedia))
		return
	}
	if _, there := d.images[m.address]; !there {
		d.images[m.address] = len(d.media)
	}
	d.media = append(d.media, m)
}

// medium adds a media as our own export writes it.
func (d *draft) medium(r row, address, alt string, position int) {
	m := catalog.MediaSpec{Kind: catalog.MediaKind(strings.ToUpper(r.get(colMediaKind))), Alt: alt, Source: address, Blob: r.get(colMediaFile)}
	switch m.Kind {
	case catalog.Image, catalog.Video, catalog.ExternalVideo, catalog.Model3D:
	default:
		d.wrong(r, colMediaKind, "%s is no kind of media: write IMAGE, VIDEO, EXTERNAL_VIDEO or MODEL_3D", quote(string(m.Kind)))
		return
	}
	var more details
	if !d.json(r, colMediaDetails, &more) {
		return
	}
	if isOwn(address, m.Blob) {
		m.Source = ""
	}
	if more.Source != nil {
		m.Source = *more.Source
	}
	shape := mediaJSON{Preview: more.Preview, Sources: more.Sources}
	rest := shape.spec()
	m.MIME, m.Width, m.Height, m.Bytes, m.Preview, m.Variants = more.MIME, more.Width, more.Height, more.Bytes, rest.Preview, rest.Variants
	d.place(mediaPlace{row: r.num, position: position, address: address, spec: m})
}

// json reads a cell that holds JSON, if it holds anything.
func (d *draft) json(r row, c column, to any) bool {
	text := r.get(c)
	if text == "" {
		return true
	}
	if err := json.Unmarshal([]byte(text), to); err != nil {
		d.wrong(r, c, "this is not the JSON that an export writes here: %s", jsonReason(err))
		return false
	}
	return true
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

// mediaPlace is where the file says what a media is.
func (d *draft) mediaPlace(i int) (num int, column string) {
	if d.run.head == nil {
		return d.first, fmt.Sprintf("media.%d.source", i)
	}
	return d.media[i].row, d.run.head.name(colImage)
}

// addressOf is where the bytes of a media may be had.
func (d *draft) addressOf(i int) string {
	if i < len(d.media) {
		return d.media[i].address
	}
	return d.spec.Media[i].Source
}

// linksAlone leaves of the spec what is needed to lay links: what has been written before stays as it is, and so does what
// has been sold since.
func (d *draft) linksAlone() {
	d.spec.Media = nil
	for i := range d.spec.Variants {
		d.spec.Variants[i].Stock = nil
	}
}

// complete makes the spec whole when the last row is read: only now it is known how many variants there are, and in
// which order the images come. It may find the product to be bad.
func (d *draft) complete() {
	s := &d.spec
	// The picture of a variant need not stand in the column of images; then it is one of the product's all the same.
	for _, v := range d.variants {
		if _, there := d.images[v.image]; v.image != "" && !there && !d.shut {
			d.place(mediaPlace{row: v.row, position: math.MaxInt, address: v.image, spec: catalog.MediaSpec{Kind: catalog.Image, Source: v.image}})
		}
	}
	if d.bad {
		return
	}
	// Positions may have gaps and repeat; rows of one position keep their order.
	slices.SortStableFunc(d.media, func(a, b mediaPlace) int { return cmp.Compare(a.position, b.position) })
	clear(d.images)
	for i, m := range d.media {
		if _, there := d.images[m.address]; !there {
			d.images[m.address] = i
		}
		s.Media = append(s.Media, m.spec)
	}
	for i, v := range d.variants {
		s.Variants[i].Image = -1
		if v.image != "" {
			s.Variants[i].Image = d.images[v.image]
			if n := v.place - 1; n >= 0 && n < len(d.media) && d.media[n].address == v.image {
				s.Variants[i].Image = n
			}
		}
	}
	d.completeOptions()
	// The draft waits in the batch, and needs these no more.
	d.combined, d.images = nil, nil
}
