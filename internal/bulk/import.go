package bulk

import (
	"context"
	"fmt"
	"io"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// The bounds of a file. They keep the memory of an import flat, whatever the file holds.
const (
	maxRecord   = 1 << 20   // bytes of one row
	maxProduct  = 16 << 20  // bytes of the rows of one product
	maxColumns  = 1000      // columns of the header
	rowSize     = 512       // bytes that what is made of a row takes beside its text
	fieldSize   = 96        // the same of a metafield
	maxProducts = 1_000_000 // products of one file: each is remembered, to find rows that stand apart
)

// defaultBatch is how many products go to the sink together when Options does not say.
const defaultBatch = 100

// Sink takes the products of a file; *catalog.Service is one. PutMany returns one outcome per spec, in their order, whose
// Err is a *fault.Fault for a spec that was refused. Its own error is the system's and ends the import.
type Sink interface {
	PutMany(ctx context.Context, specs []catalog.Spec) ([]catalog.Outcome, error)
}

var _ Sink = (*catalog.Service)(nil)

// Options say how a file is imported. The zero value is usable but for the currency.
type Options struct {
	DryRun   bool // read and check everything, fetch no pictures, write nothing
	Strict   bool // stop at the first error line
	NoImages bool // keep the addresses of pictures without fetching them

	Currency  money.Currency // of the prices in the file: the shop's own
	BatchSize int            // products handed to the sink at once; 0 for a hundred
	Pictures  Pictures       // fetches pictures; nil is the same as NoImages

	// Progress is told how far the reading has come, about every megabyte and at the end: bytes of the file, and
	// products so far. A strict import reads a seekable file twice, and progress begins again with the second reading.
	Progress func(bytesRead int64, products int)

	// Report is handed every line, in the order of the file except that what the sink or the pictures say comes when
	// the batch is written.
	Report func(Line)

	// Known tells which handles exist, so that a dry run can say what would be created and what updated. Without it a
	// dry run counts neither.
	Known func(ctx context.Context, handles []string) (map[string]bool, error)
}

// Level says how much a line matters.
type Level uint8

// The levels of lines.
const (
	Warning Level = iota + 1 // something of the row is not used, or used otherwise than one might think
	Error                    // the product of the row is not imported
)

// String is the level in a word.
func (l Level) String() string {
	if l == Error {
		return "error"
	}
	return "warning"
}

// Line is one remark about one place in the file.
type Line struct {
	Row    int    // as a spreadsheet counts: the header is row 1, a record with line breaks in it is one row
	Column string // the name in the header; empty when the row as a whole is meant
	Handle string // the product's; empty when it is not known
	Level  Level
	Text   string // one sentence: what is wrong, and what would be right
}

// String puts the line in the form that goes to a terminal: "row 12, Variant Price (blue-shirt): …".
func (l Line) String() string {
	s := fmt.Sprintf("%s: row %d", l.Level, l.Row)
	if l.Column != "" {
		s += ", " + l.Column
	}
	if l.Handle != "" {
		s += " (" + l.Handle + ")"
	}
	return s + ": " + l.Text
}

// Summary counts what an import found and did. Products is the number of handles in the file; of these, Refused were
// not imported and the others were Created, Updated or Unchanged, or would be in a dry run that was given Known (it
// cannot tell Unchanged from Updated). Variants and Images are those of products that were not refused by the file's
// own errors.
type Summary struct {
	Rows      int // records below the header that are not blank
	Products  int
	Variants  int
	Images    int
	Created   int
	Updated   int
	Unchanged int
	Refused   int
	Warnings  int // lines of level Warning
	Errors    int // lines of level Error
}

// Import reads products from a CSV file and hands them to the sink. Rows of one handle belong together and stand
// together.
//
// A product with an error line is left out and the others go on; then the error is nil and Summary.Errors says how many
// lines there were. With Strict the first error line ends the import with a fault: if r can seek, the whole file is
// checked before anything is written; if it cannot, batches before the error stay written, and the summary counts them.
//
// Errors: an Invalid or Limit fault when the file as a whole cannot be used, before anything is written; the sink's and
// the reader's errors, wrapped with the row.
func Import(ctx context.Context, r io.Reader, sink Sink, o Options) (Summary, error) {
	if seeker, ok := r.(io.ReadSeeker); ok && o.Strict && !o.DryRun {
		// Pipes are seekers by type and refuse when asked.
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			check := o
			check.DryRun, check.Known = true, nil
			check.Report = func(l Line) {
				if l.Level == Error {
					o.report(l) // warnings are told by the second reading
				}
			}
			if sum, err := importOnce(ctx, seeker, sink, check); err != nil {
				return sum, err
			}
			if _, err := seeker.Seek(start, io.SeekStart); err != nil {
				return Summary{}, fmt.Errorf("go back to the start of the file: %w", err)
			}
		}
	}
	return importOnce(ctx, r, sink, o)
}

func (o *Options) report(l Line) {
	if o.Report != nil {
		o.Report(l)
	}
}

// run is one reading of one file.
type run struct {
	ctx  context.Context
	sink Sink
	o    Options
	sum  Summary
	head *header

	seen  *handles
	draft *draft // the product whose rows are being read; nil before the first
	batch batch
	noted map[string]bool // remarks that are made once a file
	full  bool            // maxProducts is reached
}

func importOnce(ctx context.Context, r io.Reader, sink Sink, o Options) (Summary, error) {
	if o.BatchSize <= 0 {
		o.BatchSize = defaultBatch
	}
	w := &run{ctx: ctx, sink: sink, o: o, seen: newHandles(), noted: map[string]bool{}}
	if !o.NoImages && !o.DryRun && o.Pictures != nil {
		fetched, err := newFetcher(o.Pictures)
		if err != nil {
			return w.sum, err
		}
		w.batch.pictures = fetched
	}
	source := &counter{ctx: ctx, r: r, step: func(n int64) {
		if o.Progress != nil {
			o.Progress(n, w.sum.Products)
		}
	}}
	text, err := decode(source)
	if err != nil {
		return w.sum, err
	}
	err = w.read(newRecords(text, maxRecord))
	source.step(source.n)
	return w.sum, err
}

// read takes the records one by one: the header first, then rows until the end or until the import has to stop.
func (w *run) read(records *records) error {
	top, err := records.header()
	if err != nil {
		return err
	}
	if w.head, err = newHeader(top); err != nil {
		return err
	}
	w.head.remarks(func(column, text string) { w.remark(Warning, top.row, column, "", text) })
	err = records.each(w.head, func(rec record, parse *parser, fields []string, wrong *problem) error {
		w.sum.Rows++
		switch {
		case wrong != nil:
			w.unreadable(rec, parse, *wrong)
		case w.full:
		default:
			w.row(row{num: rec.row, fields: fields, head: w.head, size: len(rec.raw) + rowSize})
		}
		if w.mustStop() {
			return w.stopped()
		}
		if !w.batch.due(w.o.BatchSize) {
			return nil
		}
		if err := w.flush(); err != nil {
			return err
		}
		if w.mustStop() {
			return w.stopped()
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.finish()
	if w.mustStop() {
		return w.stopped()
	}
	if err := w.flush(); err != nil {
		return err
	}
	if w.mustStop() {
		return w.stopped()
	}
	return nil
}

// row adds a row to the product it belongs to.
func (w *run) row(r row) {
	handle := r.get(colHandle)
	if handle == "" {
		w.remark(Error, r.num, w.head.name(colHandle), "", "a row needs the handle of its product, on every row of the product")
		if w.draft != nil {
			w.draft.bad = true // the row may be one of its own
		}
		return
	}
	if w.draft == nil || w.draft.handle != handle {
		w.finish()
		if w.full = w.sum.Products >= maxProducts; w.full {
			w.remark(Error, r.num, "", handle, fmt.Sprintf("a file holds at most %d products: import the rows from here on as a second file", maxProducts))
			return
		}
		w.begin(handle, r.num)
	}
	w.draft.add(r)
}

// begin opens the product of a handle that differs from that of the row before.
func (w *run) begin(handle string, num int) {
	w.sum.Products++
	w.draft = newDraft(handle, num, w)
	if first, isNew := w.seen.began(handle, num); !isNew {
		w.sum.Products-- // it has been counted
		w.draft.again = true
		w.draft.fault(num, w.head.name(colHandle), fmt.Sprintf("rows of handle %s are not together, see row %d: sort the file by handle", quote(handle), first))
		return
	}
	if text := checkHandle(handle); text != "" {
		w.draft.fault(num, w.head.name(colHandle), text)
	}
}

// finish closes the current product and puts it into the batch if it is sound.
func (w *run) finish() {
	d := w.draft
	w.draft = nil
	if d == nil {
		return
	}
	if !d.bad {
		d.complete()
	}
	if d.bad {
		if !d.again {
			w.sum.Refused++
		}
		return
	}
	w.sum.Variants += len(d.spec.Variants)
	w.sum.Images += len(d.spec.Media)
	w.batch.add(d)
}

// unreadable reports a record that is no row. The product it belongs to, as far as that can be told, is refused: it would
// be written with a part missing.
func (w *run) unreadable(rec record, p *parser, wrong problem) {
	handle := p.guess(rec, w.head)
	if handle != "" && (w.draft == nil || w.draft.handle != handle) && checkHandle(handle) == "" && !w.full {
		w.finish()
		if w.sum.Products < maxProducts {
			w.begin(handle, rec.row)
			w.draft.shut = true // its first row is lost, and with it what the others refer to
		}
	}
	if w.draft != nil {
		w.draft.bad = true
		handle = w.draft.handle
	}
	w.remark(Error, rec.row, wrong.column, handle, wrong.text)
}

// remark counts a line and hands it on.
func (w *run) remark(level Level, num int, column, handle, text string) {
	if level == Error {
		w.sum.Errors++
	} else {
		w.sum.Warnings++
	}
	w.o.report(Line{Row: num, Column: column, Handle: handle, Level: level, Text: text})
}

// once makes a remark about the file where the matter first appears, and is silent afterwards.
func (w *run) once(num int, column, handle, text string) {
	if !w.noted[text] {
		w.noted[text] = true
		w.remark(Warning, num, column, handle, text)
	}
}

func (w *run) mustStop() bool { return w.o.Strict && w.sum.Errors > 0 }

// stopped is the fault that ends a strict import.
func (w *run) stopped() error {
	if n := w.sum.Created + w.sum.Updated; n > 0 && !w.o.DryRun {
		return fault.Invalidf("", "stopped at the first error; %s written before and kept", count(n, "product was", "products were"))
	}
	return fault.Invalidf("", "stopped at the first error; nothing is written")
}
