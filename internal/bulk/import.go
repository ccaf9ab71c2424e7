package bulk

import (
	"context"
	"fmt"
	"io"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
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

// Batches is a sink that writes a batch and what goes with it in one transaction. An import that notes its progress needs one.
type Batches interface {
	Sink
	PutBatch(ctx context.Context, specs []catalog.Spec, also func(tx database.Tx, outcomes []catalog.Outcome) error) ([]catalog.Outcome, error)
}

var _ Batches = (*catalog.Service)(nil)

// Mark is how far an import has come: everything up to a row of a reading is written, and nothing behind it. A file is read
// twice when its products link to one another, as a link can only be laid to a product that is there.
type Mark struct {
	Reading int // 0 and 1: of the products; 2: of the links between them; 3: there is nothing left to do
	Row     int // the last row that counts in; 0: before the first
	Bytes   int64
	Sum     Summary
	Lines   []Line // what there is to report since the last mark
}

// Options say how a file is imported. The zero value is usable but for the currency.
type Options struct {
	Format   Format // empty: CSV
	DryRun   bool   // read and check everything, fetch no pictures, write nothing
	Strict   bool   // stop at the first error line
	NoImages bool   // keep the addresses of pictures without fetching them

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

	// Commit notes a mark in the transaction that writes what lies before it; the sink has to be a Batches then. Lines go
	// with their marks, and not to Report. It may run again with the same mark, when the transaction does.
	Commit func(tx database.Tx, m Mark) error
	// Begin opens a transaction for a mark that no products go with.
	Begin func(ctx context.Context, f func(tx database.Tx) error) error
	// From is where an earlier import of the same file came to. Its lines are not wanted.
	From Mark
	// Again opens the file anew for the reading of the links. Without it the file is sought in, or else copied aside.
	Again func(ctx context.Context) (io.ReadCloser, error)
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
			if sum, _, err := importOnce(ctx, seeker, sink, check, nil); err != nil {
				return sum, err
			}
			if _, err := seeker.Seek(start, io.SeekStart); err != nil {
				return Summary{}, fmt.Errorf("go back to the start of the file: %w", err)
			}
		}
	}
	return o.readings(ctx, r, sink)
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

	reading int    // see Mark
	links   bool   // some product links to others
	spool   *spool // keeps the file for the second reading; nil: it need not be kept
	quiet   bool   // what is read now has been reported and written before
	source  *counter
	last    int    // the row that was read last
	pending []Line // since the last mark
}

// maxPending is how many lines wait for a mark: products to write may be far between.
const maxPending = 500

func newRun(ctx context.Context, sink Sink, o Options) *run {
	w := &run{ctx: ctx, sink: sink, o: o, seen: newHandles(), noted: map[string]bool{}, reading: max(o.From.Reading, 1)}
	w.quiet = w.second() || o.From.Row > 0
	return w
}

// second reports whether this is the reading of the links.
func (w *run) second() bool { return w.reading == 2 }

// importOnce reads the file once; it reports whether it has to be read again for the links.
func importOnce(ctx context.Context, r io.Reader, sink Sink, o Options, spool *spool) (sum Summary, again bool, err error) {
	if o.BatchSize <= 0 {
		o.BatchSize = defaultBatch
	}
	w := newRun(ctx, sink, o)
	w.spool = spool
	if !o.NoImages && !o.DryRun && o.Pictures != nil && !w.second() {
		fetched, err := newFetcher(o.Pictures)
		if err != nil {
			return w.sum, false, err
		}
		w.batch.pictures = fetched
	}
	w.source = &counter{ctx: ctx, r: r, step: func(n int64) {
		if o.Progress != nil && !w.second() {
			o.Progress(n, w.sum.Products)
		}
	}}
	text, err := decode(w.source)
	if err != nil {
		return w.sum, false, err
	}
	if o.Format == JSONL {
		err = w.readLines(newLineReader(text, maxProduct))
	} else {
		err = w.read(newRecords(text, maxRecord))
	}
	w.source.step(w.source.n)
	if w.second() {
		w.sum = o.From.Sum
	}
	return w.sum, w.links && !w.second() && !o.DryRun, err
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
	if !w.head.links() {
		w.spool.drop()
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
		return w.after(rec.row)
	})
	if err != nil {
		return err
	}
	return w.end()
}

// after is what follows a row: the batch is written when it is full.
func (w *run) after(num int) error {
	w.last = num
	if w.mustStop() {
		return w.stopped()
	}
	if num <= w.o.From.Row {
		w.batch.clear() // written before
		if num == w.o.From.Row {
			w.sum, w.quiet = w.o.From.Sum, w.second()
		}
		return nil
	}
	if !w.batch.due(w.o.BatchSize) && len(w.pending) < maxPending {
		return nil
	}
	if err := w.flush(w.mark()); err != nil {
		return err
	}
	if w.mustStop() {
		return w.stopped()
	}
	return nil
}

// end is what follows the last row.
func (w *run) end() error {
	if w.last <= w.o.From.Row && w.o.From.Row > 0 {
		w.sum, w.quiet = w.o.From.Sum, w.second()
	}
	w.finish()
	if w.mustStop() {
		return w.stopped()
	}
	mark := Mark{Reading: 3}
	if w.links && !w.second() && !w.o.DryRun {
		mark.Reading = 2
	}
	if err := w.flush(mark); err != nil {
		return err
	}
	if w.mustStop() {
		return w.stopped()
	}
	return nil
}

// mark is the place behind the row that was read last.
func (w *run) mark() Mark { return Mark{Reading: w.reading, Row: w.last} }

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
	if !d.bad && !d.whole {
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
	linked := len(d.spec.Related)+len(d.spec.Complementary) > 0
	if linked && !w.links {
		_, w.links = w.sink.(Batches) // others have no need of the second reading: they keep links as they come
	}
	if w.second() {
		if !linked {
			return
		}
		d.linksAlone()
	}
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
	if w.quiet {
		return
	}
	if w.o.Commit != nil {
		w.pending = append(w.pending, Line{Row: num, Column: column, Handle: handle, Level: level, Text: text})
		return
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
