package bulk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// maxBatch is how many bytes of rows wait for the sink, but for one product that is larger by itself.
const maxBatch = 4 << 20

// batch holds the sound products that wait to be written.
type batch struct {
	drafts   []*draft
	size     int
	pictures *fetcher // nil: addresses are kept
}

func (b *batch) add(d *draft) {
	b.drafts = append(b.drafts, d)
	b.size += d.size
}

// due reports whether the batch has as many products, or bytes, as it may.
func (b *batch) due(most int) bool { return len(b.drafts) >= most || b.size >= maxBatch }

// clear forgets what waits.
func (b *batch) clear() { b.drafts, b.size = nil, 0 }

// flush writes the batch and counts what became of it. The sink has its own transactions: what it says is written
// stays, whatever comes after. An import that notes its progress notes the mark in the same transaction.
func (w *run) flush(m Mark) error {
	drafts := w.batch.drafts
	w.batch.clear()
	if len(drafts) == 0 && w.o.Commit == nil {
		return nil
	}
	if err := w.ctx.Err(); err != nil {
		return fmt.Errorf("import the products %s: %w", w.whence(drafts), err)
	}
	if w.o.DryRun {
		if err := w.rehearse(drafts); err != nil {
			return err
		}
		return w.commit(m)
	}
	if w.batch.pictures != nil {
		err := w.batch.pictures.fetch(w.ctx, drafts, func(d *draft, media int, text string) {
			num, column := d.mediaPlace(media)
			w.remark(Warning, num, column, d.handle, text)
		})
		if err != nil {
			return fmt.Errorf("fetch the pictures of the products %s: %w", w.whence(drafts), err)
		}
	}
	specs := make([]catalog.Spec, len(drafts))
	for i, d := range drafts {
		specs[i] = d.spec
	}
	outcomes, err := w.write(specs, drafts, m)
	if err == nil && len(outcomes) != len(specs) {
		err = fmt.Errorf("%d products came back as %d outcomes", len(specs), len(outcomes))
	}
	if w.o.Commit == nil {
		w.settle(drafts, outcomes) // with an error, some of the batch may be written all the same
	}
	if err != nil {
		return fmt.Errorf("write the products %s: %w", w.whence(drafts), err)
	}
	return nil
}

// whence says where the products of a batch begin.
func (w *run) whence(drafts []*draft) string {
	if len(drafts) == 0 {
		return fmt.Sprintf("up to row %d", w.last)
	}
	return fmt.Sprintf("from row %d on", drafts[0].first)
}

// write hands the specs to the sink, with the mark where one is noted.
func (w *run) write(specs []catalog.Spec, drafts []*draft, m Mark) ([]catalog.Outcome, error) {
	if w.o.Commit == nil {
		return w.sink.PutMany(w.ctx, specs)
	}
	batches, ok := w.sink.(Batches)
	if !ok {
		return nil, errors.New("this sink does not note how far an import has come")
	}
	before, lines := w.sum, len(w.pending)
	outcomes, err := batches.PutBatch(w.ctx, specs, func(tx database.Tx, outcomes []catalog.Outcome) error {
		w.sum, w.pending = before, w.pending[:lines] // it may run again
		w.settle(drafts, outcomes)
		return w.o.Commit(tx, w.marked(m))
	})
	if err == nil {
		w.pending = nil
	}
	return outcomes, err
}

// marked is a mark with what is known at it.
func (w *run) marked(m Mark) Mark {
	m.Sum, m.Lines, m.Bytes = w.sum, w.pending, w.source.n
	if w.second() {
		m.Sum = w.o.From.Sum
	}
	return m
}

// commit notes a mark that no products go with.
func (w *run) commit(m Mark) error {
	if w.o.Commit == nil {
		return nil
	}
	err := w.o.Begin(w.ctx, func(tx database.Tx) error { return w.o.Commit(tx, w.marked(m)) })
	if err == nil {
		w.pending = nil
	}
	return err
}

// settle counts what became of a batch. The reading of the links has counted all of it before.
func (w *run) settle(drafts []*draft, outcomes []catalog.Outcome) {
	if w.second() {
		return
	}
	for i := range min(len(outcomes), len(drafts)) {
		switch out := outcomes[i]; {
		case out.Err != nil:
			w.sum.Refused++
			w.refused(drafts[i], out.Err)
		case out.Act == catalog.Created:
			w.sum.Created++
		case out.Act == catalog.Updated:
			w.sum.Updated++
		case out.Act == catalog.Unchanged:
			w.sum.Unchanged++
		}
	}
}

// rehearse counts what a real import would do, as far as the handles alone tell.
func (w *run) rehearse(drafts []*draft) error {
	if w.o.Known == nil || len(drafts) == 0 {
		return nil
	}
	handles := make([]string, len(drafts))
	for i, d := range drafts {
		handles[i] = d.handle
	}
	known, err := w.o.Known(w.ctx, handles)
	if err != nil {
		return fmt.Errorf("look up the products from row %d on: %w", drafts[0].first, err)
	}
	for _, h := range handles {
		if known[h] {
			w.sum.Updated++
		} else {
			w.sum.Created++
		}
	}
	return nil
}

// refusals maps the last word of a fault's path to the column that it is about.
var refusals = map[string]column{
	"handle": colHandle, "title": colTitle, "descriptionHtml": colBody, "vendor": colVendor, "productType": colType, "category": colCategory,
	"tags": colTags, "status": colStatus, "options": colOptionValue, "name": colOptionName, "sku": colSKU, "barcode": colBarcode,
	"taxCode": colTaxCode, "price": colPrice, "compareAtPrice": colCompareAt, "cost": colCost, "weight": colGrams, "image": colVariantImage,
	"source": colImage, "alt": colAlt, "unitPrice": colMeasure,
	"quantityRule": colMinimum, "minimum": colMinimum, "maximum": colMaximum, "increment": colIncrement,
}

// refused turns the path of a fault back into a place of the file. Paths count variants and media as the spec does,
// which for both is the order that the draft keeps. A fault without a path is about the product's first row.
func (w *run) refused(d *draft, err error) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		w.remark(Error, d.first, "", d.handle, err.Error())
		return
	}
	if w.head == nil {
		w.remark(Error, d.first, strings.Join(f.Path, "."), d.handle, f.Text)
		return
	}
	num, where, which := d.first, colNone, 0
	for i, word := range f.Path {
		if c, known := refusals[word]; known {
			where = c
		}
		n, err := strconv.Atoi(word)
		if err != nil || n < 0 || i == 0 {
			continue
		}
		switch list := f.Path[i-1]; {
		case list == "variants" && n < len(d.variants):
			num = d.variants[n].row
		case list == "media" && n < len(d.media):
			num = d.media[n].row
		case list == "options" && n < catalog.MaxOptions:
			which = n
		}
	}
	switch {
	case len(f.Path) > 0 && f.Path[0] == "seo":
		where = colSEOTitle
	case where == colOptionName || where == colOptionValue:
		where += column(which)
	}
	name := ""
	if where != colNone {
		name = w.head.name(where)
	}
	w.remark(Error, num, name, d.handle, f.Text)
}
