package bulk

import (
	"errors"
	"fmt"
	"strconv"

	"cartwright/internal/catalog"
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

// flush writes the batch and counts what became of it. The sink has its own transactions: what it says is written
// stays, whatever comes after.
func (w *run) flush() error {
	drafts := w.batch.drafts
	w.batch.drafts, w.batch.size = nil, 0
	if len(drafts) == 0 {
		return nil
	}
	if err := w.ctx.Err(); err != nil {
		return fmt.Errorf("import the products from row %d on: %w", drafts[0].first, err)
	}
	if w.o.DryRun {
		return w.rehearse(drafts)
	}
	if w.batch.pictures != nil {
		err := w.batch.pictures.fetch(w.ctx, drafts, func(d *draft, media int, err error) {
			m := d.media[media]
			w.remark(Warning, m.row, w.head.name(colImage), d.handle, fmt.Sprintf("the picture could not be fetched and is kept by address: %s: %s", m.spec.Source, reason(err)))
		})
		if err != nil {
			return fmt.Errorf("fetch the pictures of the products from row %d on: %w", drafts[0].first, err)
		}
	}
	specs := make([]catalog.Spec, len(drafts))
	for i, d := range drafts {
		specs[i] = d.spec
	}
	outcomes, err := w.sink.PutMany(w.ctx, specs)
	if err == nil && len(outcomes) != len(specs) {
		err = fmt.Errorf("%d products came back as %d outcomes", len(specs), len(outcomes))
	}
	// With an error, some of the batch may be written all the same.
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
	if err != nil {
		return fmt.Errorf("write the products from row %d on: %w", drafts[0].first, err)
	}
	return nil
}

// rehearse counts what a real import would do, as far as the handles alone tell.
func (w *run) rehearse(drafts []*draft) error {
	if w.o.Known == nil {
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
}

// refused turns the path of a fault back into a place of the file. Paths count variants and media as the spec does,
// which for both is the order that the draft keeps. A fault without a path is about the product's first row.
func (w *run) refused(d *draft, err error) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		w.remark(Error, d.first, "", d.handle, err.Error())
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
