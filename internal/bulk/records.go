package bulk

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"cartwright/internal/fault"
)

// record is the text of one row, line breaks inside of quotes included, all of them as "\n".
type record struct {
	row    int
	raw    []byte // valid until the next record is read; cut off at the limit
	size   int64  // bytes of the whole row
	fields int    // how many there are, by the separators outside of quotes
	open   int    // the field, from 0, whose quote is not closed before the file ends; else -1
}

// blank reports whether the row holds nothing but separators and blanks.
func (r record) blank(sep byte) bool {
	for _, c := range r.raw {
		if c != sep && c != ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return r.size <= int64(len(r.raw))
}

// records cuts a text into records without ever holding more than one of them, and of that at most limit bytes.
// encoding/csv would gather a field of any length in memory; so it is given the records one by one, and here is decided
// only where they end. A quote opens a field only as its first character, as RFC 4180 has it: one in the middle of a
// field spoils its own row and not those after it.
type records struct {
	in    *bufio.Reader
	limit int
	sep   byte // 0 while the header is read: any of the separators
	row   int
	buf   []byte
	cr    bool // the last byte was a carriage return, which has ended the line already
}

// separators are what may stand between fields, the usual one first.
const separators = ",;\t"

func newRecords(r io.Reader, limit int) *records {
	return &records{in: bufio.NewReaderSize(r, 1<<16), limit: limit}
}

// The bounds of splitting, which takes some 40 bytes a field. Spreadsheets write up to 16,384 columns, most of them empty.
const (
	maxFields = 20_000
	maxGuess  = 1 << 14 // bytes
)

// The places of a reader within a field.
const (
	atStart  = iota // before the first character
	inPlain         // in a field without quotes, or after the quotes have closed
	inQuotes        // between quotes
	atQuote         // after a quote between quotes: doubled, or the closing one
)

// next reads the next record. The error is io.EOF after the last one, else the reader's.
func (s *records) next() (record, error) {
	s.buf = s.buf[:0]
	rec := record{open: -1}
	state, field, quotedField, any := atStart, 0, 0, false
	for {
		if _, err := s.in.Peek(1); err == io.EOF {
			if !any {
				return record{}, io.EOF
			}
			if state == inQuotes {
				rec.open = quotedField
			}
			break
		} else if err != nil {
			return record{}, err
		}
		chunk, _ := s.in.Peek(s.in.Buffered())
		skip, ended := 0, false
		if s.cr && chunk[0] == '\n' {
			skip = 1
		}
		s.cr = false
		used, from := skip, skip
	scan:
		for used < len(chunk) {
			c := chunk[used]
			used++
			if c == '\r' {
				s.keep(&rec, chunk[from:used-1])
				from = used
				if used < len(chunk) && chunk[used] == '\n' {
					used++
					from = used
				} else {
					s.cr = used == len(chunk)
				}
				if state != inQuotes {
					ended = true
					break scan
				}
				s.keep(&rec, []byte{'\n'})
				continue
			}
			switch state {
			case inQuotes:
				if c == '"' {
					state = atQuote
				} else if n := bytes.IndexAny(chunk[used:], "\"\r"); n >= 0 {
					used += n
				} else {
					used = len(chunk)
				}
				continue
			case atQuote:
				if c == '"' {
					state = inQuotes
					continue
				}
				state = inPlain
			case atStart:
				if c == '"' {
					state, quotedField = inQuotes, field
					continue
				}
				state = inPlain
			}
			switch {
			case c == '\n':
				s.keep(&rec, chunk[from:used-1])
				from = used
				ended = true
				break scan
			case c == s.sep || s.sep == 0 && strings.IndexByte(separators, c) >= 0:
				state = atStart
				field++
			}
		}
		any = any || used > skip
		if !ended {
			s.keep(&rec, chunk[from:used])
		}
		// The chunk is in the reader's buffer, so this cannot come up short.
		_, _ = s.in.Discard(used)
		if ended {
			break
		}
	}
	s.row++
	rec.row, rec.raw, rec.fields = s.row, s.buf, field+1
	return rec, nil
}

// each hands on every row below the header that is not blank, in fields, or with what is wrong with it.
func (s *records) each(head *header, do func(rec record, p *parser, fields []string, wrong *problem) error) error {
	parse := newParser(s.sep)
	for {
		rec, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the file after row %d: %w", s.row, err)
		}
		if rec.blank(s.sep) {
			continue
		}
		fields, wrong := parse.fields(rec, head)
		if err := do(rec, parse, fields, wrong); err != nil {
			return err
		}
	}
}

// keep appends to the record as far as the limit allows; what is beyond is only counted.
func (s *records) keep(rec *record, text []byte) {
	rec.size += int64(len(text))
	if room := s.limit - len(s.buf); room < len(text) {
		text = text[:max(room, 0)]
	}
	s.buf = append(s.buf, text...)
}

// header reads the first record that is not blank, finds the separator by it, and returns its fields.
func (s *records) header() (titles, error) {
	for {
		rec, err := s.next()
		if err == io.EOF {
			return titles{}, fault.Invalidf("", "the file is empty: its first row has to name the columns")
		}
		if err != nil {
			return titles{}, fmt.Errorf("read the header: %w", err)
		}
		switch {
		case rec.size > int64(s.limit):
			return titles{}, fault.Limitf("", "the header is longer than 1 MiB: the first row has to name the columns")
		case bytes.IndexByte(rec.raw, 0) >= 0 || !utf8.Valid(rec.raw):
			return titles{}, fault.Invalidf("", "the header is not UTF-8 text: save the file as CSV UTF-8")
		case rec.open >= 0:
			return titles{}, fault.Invalidf("", "a quote in the header is never closed")
		case len(bytes.Trim(rec.raw, separators+" \n")) == 0:
			continue
		}
		var most int
		if s.sep, most = separator(rec.raw); most > maxFields {
			return titles{}, tooWide(most)
		}
		names, err := newParser(s.sep).split(rec.raw)
		if err != nil {
			return titles{}, fault.Invalidf("", "the header cannot be read: %s", sentence(err))
		}
		return titles{row: rec.row, names: append([]string{}, names...)}, nil
	}
}

// titles are the fields of the header.
type titles struct {
	row   int
	names []string
}

// separator is the candidate that the header has most of outside of quotes, the comma if it has none, and how many
// fields it makes.
func separator(raw []byte) (sep byte, fields int) {
	counts, quoted := [len(separators)]int{}, false
	for _, c := range raw {
		if c == '"' {
			quoted = !quoted
		} else if i := strings.IndexByte(separators, c); i >= 0 && !quoted {
			counts[i]++
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return separators[best], counts[best] + 1
}

// problem is what makes a record unreadable.
type problem struct {
	column string
	text   string
}

// parser splits records into fields. The fields are valid until the next call; their strings stay.
type parser struct {
	sep  byte
	feed bytes.Reader
	csv  *csv.Reader
}

func newParser(sep byte) *parser {
	p := &parser{sep: sep}
	p.csv = p.reader()
	return p
}

func (p *parser) reader() *csv.Reader {
	r := csv.NewReader(&p.feed)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = rune(p.sep), -1, true
	return r
}

// split reads one record. A failed one leaves the reader in the middle of it, so the next gets a new reader.
func (p *parser) split(raw []byte) ([]string, error) {
	p.feed.Reset(raw)
	fields, err := p.csv.Read()
	if err == nil && p.feed.Len() > 0 {
		err = csv.ErrQuote
	}
	if err != nil {
		p.csv = p.reader()
		return nil, err
	}
	return fields, nil
}

// fields splits a record and says what is wrong when it is no row of this file.
func (p *parser) fields(rec record, head *header) ([]string, *problem) {
	if rec.open >= 0 {
		return nil, &problem{head.at(rec.open), "the quote that opens here is never closed, and everything after it is lost: close it, and double each quote that belongs to the text"}
	}
	if rec.size > int64(len(rec.raw)) {
		return nil, &problem{"", fmt.Sprintf("the row is %d bytes long, more than 1 MiB: shorten it, or close a quote that was left open in it", rec.size)}
	}
	if !utf8.Valid(rec.raw) {
		return nil, &problem{"", "the row is not UTF-8 text: save the file as CSV UTF-8"}
	}
	if rec.fields > maxFields {
		return nil, mismatch(rec.fields, head)
	}
	fields, err := p.split(rec.raw)
	if err != nil {
		return nil, &problem{"", sentence(err)}
	}
	if bytes.IndexByte(rec.raw, 0) >= 0 {
		at := slices.IndexFunc(fields, func(f string) bool { return strings.IndexByte(f, 0) >= 0 })
		return nil, &problem{head.at(at), "the row holds a NUL byte, which is no text: remove it, or save the file as CSV UTF-8"}
	}
	for len(fields) > len(head.names) && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) != len(head.names) {
		return nil, mismatch(len(fields), head)
	}
	return fields, nil
}

func mismatch(fields int, head *header) *problem {
	return &problem{"", fmt.Sprintf("the row has %d fields and the header %d: look for a separator or a quote too many or too few", fields, len(head.names))}
}

// guess finds the handle of a record that is no proper row, as far as the beginning of its first line is readable.
func (p *parser) guess(rec record, head *header) string {
	line, _, _ := bytes.Cut(rec.raw, []byte{'\n'})
	if len(line) > maxGuess {
		line = line[:bytes.LastIndexByte(line[:maxGuess], p.sep)+1] // no field is cut in half
	}
	lazy := newParser(p.sep)
	lazy.csv.LazyQuotes = true
	fields, err := lazy.split(line)
	if at := head.index[colHandle]; err == nil && at < len(fields) {
		return cell(strings.ToValidUTF8(fields[at], ""))
	}
	return ""
}

// sentence tells what encoding/csv found, in terms of the row.
func sentence(err error) string {
	if errors.Is(err, csv.ErrBareQuote) {
		return "a quote stands inside of a field that does not begin with one: put the field in quotes and double the quote"
	}
	return "a field in quotes goes on after its closing quote: double each quote that belongs to the text"
}
