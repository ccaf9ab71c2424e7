package bulk

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"cartwright/internal/fault"
)

// lineReader cuts a text into lines without ever holding more than one of them, and of that at most limit bytes.
type lineReader struct {
	in    *bufio.Reader
	limit int
	row   int
	buf   []byte
}

func newLineReader(r io.Reader, limit int) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(r, 1<<16), limit: limit}
}

// next is the next line, and how long it is; of one beyond the limit only its beginning is there. It is valid until the call
// after it. The error is io.EOF after the last line.
func (l *lineReader) next() (line []byte, size int64, err error) {
	l.buf = l.buf[:0]
	for {
		chunk, err := l.in.ReadSlice('\n')
		if size += int64(len(chunk)); size == 0 && err == io.EOF {
			return nil, 0, io.EOF
		}
		l.buf = append(l.buf, chunk[:min(len(chunk), l.limit-len(l.buf))]...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return nil, size, err
		}
		l.row++
		return l.buf, size, nil
	}
}

// readLines takes products one by one, a line each.
func (w *run) readLines(in *lineReader) error {
	for {
		line, size, err := in.next()
		if err == io.EOF {
			return w.end()
		}
		if err != nil {
			return fmt.Errorf("read the file after row %d: %w", in.row, err)
		}
		if size <= int64(len(line)) && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if w.sum.Rows == 0 && bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) {
			return fault.Invalidf("", "the file is a JSON list: write one product a line, without brackets and commas around them")
		}
		w.sum.Rows++
		if !w.full {
			w.line(in.row, line, size)
		}
		if err := w.after(in.row); err != nil {
			return err
		}
	}
}

// line makes a product of a line.
func (w *run) line(num int, line []byte, size int64) {
	if w.full = w.sum.Products >= maxProducts; w.full {
		w.remark(Error, num, "", "", fmt.Sprintf("a file holds at most %d products: import the lines from here on as a second file", maxProducts))
		return
	}
	if size > int64(len(line)) {
		w.sum.Products++
		w.sum.Refused++
		w.remark(Error, num, "", "", fmt.Sprintf("the line is %d bytes long, more than 16 MiB: make it several products", size))
		return
	}
	var p productJSON
	column, wrong, unknown := decodeLine(line, &p)
	d := &draft{run: w, whole: true, handle: p.Handle, first: num, size: 2*len(line) + rowSize}
	if unknown != "" && wrong == "" {
		w.once(num, unknown, d.handle, "the member is unknown and not used")
	}
	w.sum.Products++
	switch {
	case wrong != "":
		d.fault(num, column, wrong)
	case p.Handle == "":
		d.fault(num, "handle", "a product needs a handle")
	default:
		if first, isNew := w.seen.began(p.Handle, num); !isNew {
			d.fault(num, "handle", fmt.Sprintf("the handle %s stands in row %d already", quote(p.Handle), first))
		}
	}
	if !d.bad {
		spec, err := p.spec(w.o.Currency)
		if f, ok := errors.AsType[*fault.Fault](err); ok {
			d.fault(num, strings.Join(f.Path, "."), f.Text)
		}
		d.spec = spec
	}
	w.draft = d
	w.finish()
}

// decodeLine reads a line, or tells in which member something is wrong, and what; unknown is a member that is not known.
func decodeLine(line []byte, p *productJSON) (column, wrong, unknown string) {
	err := json.Unmarshal(line, p, json.RejectUnknownMembers(true))
	if errors.Is(err, json.ErrUnknownName) {
		var at *json.SemanticError
		if errors.As(err, &at) {
			unknown = member(at.JSONPointer)
		}
		*p = productJSON{}
		err = json.Unmarshal(line, p)
	}
	if err == nil {
		return "", "", unknown
	}
	var kind *json.SemanticError
	var form *jsontext.SyntacticError
	switch {
	case errors.As(err, &kind):
		column = member(kind.JSONPointer)
	case errors.As(err, &form):
		column = member(form.JSONPointer)
	}
	return column, "this is not the JSON of a product: " + jsonReason(err), unknown
}

// maxMember is how much is told of where a member is, in bytes: it may be deep.
const maxMember = 100

// member is a pointer in the form that paths of faults have.
func member(p jsontext.Pointer) string {
	text := strings.ReplaceAll(strings.TrimPrefix(string(p), "/"), "/", ".")
	if len(text) > maxMember {
		text = strings.ToValidUTF8(text[:maxMember], "") + "…"
	}
	return text
}
