package bulk

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/fault"
	"cartwright/internal/place"
	"cartwright/internal/secret"
)

// People takes the customers of a file; *account.Service is one. Import makes all of them or none, and its faults lie at
// customers.<place>.<field>.
type People interface {
	Import(ctx context.Context, rows []account.Imported) ([]account.CustomerID, error)
}

var _ People = (*account.Service)(nil)

// PeopleOptions say how customers are imported.
type PeopleOptions struct {
	Progress func(bytesRead int64, n int) // as that of Options, with customers
	Report   func(Line)                   // is handed every line, in the order of the file but for what the room says of a batch
}

// PeopleSummary counts what an import of customers found and did.
type PeopleSummary struct {
	Rows    int // records below the header that are not blank
	Created int
	Known   int // rows whose address has an account already, which stays as it is
	Refused int
	Errors  int // lines of level Error
}

// person is a column of customers.
type person int

const (
	personEmail person = iota
	personPhone
	personFirst
	personLast
	personMarketing
	personTags
	personHash
	personIdentifier
	personCreated
	personCompany
	personAddress1
	personAddress2
	personCity
	personProvince
	personCountry
	personZip
	personAddressPhone
	personColumns
)

// personTitles are the names of the columns: those of the hosted platform's export of today, those it had before, and our
// own for what it does not export.
var personTitles = map[string]person{
	"email": personEmail, "phone": personPhone, "first name": personFirst, "last name": personLast,
	"accepts email marketing": personMarketing, "accepts marketing": personMarketing, "tags": personTags,
	"password hash": personHash, "identifier": personIdentifier, "created at": personCreated,
	"default address company": personCompany, "company": personCompany,
	"default address address1": personAddress1, "address1": personAddress1,
	"default address address2": personAddress2, "address2": personAddress2,
	"default address city": personCity, "city": personCity,
	"default address province code": personProvince, "province code": personProvince,
	"default address country code": personCountry, "country code": personCountry,
	"default address zip": personZip, "zip": personZip,
	"default address phone": personAddressPhone,
}

// unusedTitles are columns of the export that mean nothing here, and need no remark.
var unusedTitles = map[string]bool{"customer id": true, "total spent": true, "total orders": true, "note": true, "tax exempt": true,
	"accepts sms marketing": true, "province": true, "country": true, "accepts email marketing consent updated at": true}

// personFields are the columns of what the room of accounts finds fault with, by the last part of its path.
var personFields = map[string]person{"email": personEmail, "phone": personPhone, "firstName": personFirst, "lastName": personLast,
	"tags": personTags, "passwordHash": personHash, "identifier": personIdentifier, "company": personCompany, "address1": personAddress1,
	"address2": personAddress2, "city": personCity, "province": personProvince, "country": personCountry, "zip": personZip}

// peopleRun is one reading of one file of customers.
type peopleRun struct {
	people People
	o      PeopleOptions
	sum    PeopleSummary
	head   *header
	index  [personColumns]int // place of a column; -1 when the file does not have it
	rows   []account.Imported
	nums   []int // the rows of the file that they come from
}

// ImportPeople reads customers from a CSV file, one a row, and makes accounts of them. A row that is refused is reported and
// the others go on; one whose address has an account already is counted and left alone, so that a file may be imported
// again after an interruption.
//
// Errors: an Invalid or Limit fault when the file as a whole cannot be used; the room's and the reader's errors.
func ImportPeople(ctx context.Context, r io.Reader, people People, o PeopleOptions) (PeopleSummary, error) {
	w := &peopleRun{people: people, o: o}
	source := &counter{ctx: ctx, r: r, step: func(n int64) {
		if o.Progress != nil {
			o.Progress(n, w.sum.Rows)
		}
	}}
	text, err := decode(source)
	if err != nil {
		return w.sum, err
	}
	err = w.read(ctx, newRecords(text, maxRecord))
	source.step(source.n)
	return w.sum, err
}

func (w *peopleRun) read(ctx context.Context, records *records) error {
	top, err := records.header()
	if err != nil {
		return err
	}
	if err := w.columns(top); err != nil {
		return err
	}
	err = records.each(w.head, func(rec record, _ *parser, fields []string, wrong *problem) error {
		w.sum.Rows++
		if wrong != nil {
			w.refuse(rec.row, wrong.column, wrong.text)
			w.sum.Refused++
			return nil
		}
		if c, ok := w.customer(rec.row, fields); ok {
			w.rows, w.nums = append(w.rows, c), append(w.nums, rec.row)
		}
		if len(w.rows) < account.MaxImport {
			return nil
		}
		return w.flush(ctx)
	})
	if err != nil {
		return err
	}
	return w.flush(ctx)
}

// columns finds out where each column stands.
func (w *peopleRun) columns(top titles) error {
	if len(top.names) > maxColumns {
		return tooWide(len(top.names))
	}
	w.head = &header{names: top.names}
	for i := range w.index {
		w.index[i] = -1
	}
	for at, name := range top.names {
		title := plainTitle(name)
		c, known := personTitles[title]
		switch {
		case known && w.index[c] >= 0:
			return fault.Invalidf("", "the columns %s and %s mean the same: remove one of them", quote(top.names[w.index[c]]), quote(name))
		case known:
			w.index[c] = at
		case title != "" && !unusedTitles[title]:
			w.report(Line{Row: top.row, Level: Warning, Text: "the column " + quote(name) + " is unknown and not used"})
		}
	}
	if w.index[personEmail] < 0 {
		return fault.Invalidf("", `the file has no column "Email": the first row has to name the columns, as the hosted platform's export of customers does`)
	}
	return nil
}

// customer makes a customer of a row; not ok where the row cannot be read as one.
func (w *peopleRun) customer(row int, fields []string) (account.Imported, bool) {
	get := func(c person) string {
		if w.index[c] < 0 {
			return ""
		}
		return strings.TrimSpace(fields[w.index[c]])
	}
	// Spreadsheets are kept from reckoning with a number by an apostrophe before it.
	phone := func(c person) string { return strings.TrimPrefix(get(c), "'") }
	out := account.Imported{Email: get(personEmail), Phone: phone(personPhone), FirstName: get(personFirst), LastName: get(personLast),
		Tags: parseTags(get(personTags)), PasswordHash: secret.Text(get(personHash)), Identifier: get(personIdentifier)}
	ok := true
	if text := get(personMarketing); text != "" {
		if out.AcceptsMarketing, ok = parseBool(text); !ok {
			w.refuse(row, w.name(personMarketing), "write yes or no")
		}
	}
	if text := get(personCreated); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			w.refuse(row, w.name(personCreated), "write the moment as in 2026-04-01T12:00:00Z")
			ok = false
		}
		out.CreatedAt = at
	}
	a := place.Address{Company: get(personCompany), Address1: get(personAddress1), Address2: get(personAddress2), City: get(personCity),
		ProvinceCode: get(personProvince), CountryCode: place.CountryCode(get(personCountry)), Zip: get(personZip), Phone: phone(personAddressPhone)}
	if a != (place.Address{}) {
		a.FirstName, a.LastName = out.FirstName, out.LastName
		out.Addresses = []place.Address{a}
	}
	if !ok {
		w.sum.Refused++
	}
	return out, ok
}

// name is what the file calls a column.
func (w *peopleRun) name(c person) string { return w.head.at(w.index[c]) }

// flush makes accounts of the batch: of what the room refuses it is told, and the others are tried again without it.
func (w *peopleRun) flush(ctx context.Context) error {
	rows, nums := w.rows, w.nums
	w.rows, w.nums = nil, nil
	for len(rows) > 0 {
		made, err := w.people.Import(ctx, rows)
		faults := account.Faults(err)
		if err != nil && len(faults) == 0 {
			return fmt.Errorf("import the customers of rows %d to %d: %w", nums[0], nums[len(nums)-1], err)
		}
		w.sum.Created += len(made)
		if err == nil {
			return nil
		}
		bad := map[int]bool{} // places of the batch, true where the account is there already
		for _, f := range faults {
			at, err := placeOf(f)
			if err != nil {
				return err
			}
			if field := f.Path[len(f.Path)-1]; field == "email" && f.Code == account.CodeTaken {
				bad[at] = true
			}
		}
		w.tell(faults, bad, nums)
		var nextRows []account.Imported
		var nextNums []int
		for i := range rows {
			if _, out := bad[i]; !out {
				nextRows, nextNums = append(nextRows, rows[i]), append(nextNums, nums[i])
			}
		}
		rows, nums = nextRows, nextNums
	}
	return nil
}

// tell reports what the room found wrong with rows, and counts them; rows that have accounts are marked as such, and
// nothing else about them matters.
func (w *peopleRun) tell(faults []*fault.Fault, bad map[int]bool, nums []int) {
	for _, f := range faults {
		at, _ := placeOf(f) // looked at before
		if bad[at] {
			continue
		}
		if _, counted := bad[at]; !counted {
			bad[at] = false
		}
		column := ""
		if c, ok := personFields[f.Path[len(f.Path)-1]]; ok && w.index[c] >= 0 {
			column = w.name(c)
		}
		w.refuse(nums[at], column, f.Text)
	}
	for _, known := range bad {
		if known {
			w.sum.Known++
		} else {
			w.sum.Refused++
		}
	}
}

// placeOf is the place in the batch that a fault lies at.
func placeOf(f *fault.Fault) (int, error) {
	if len(f.Path) < 3 || f.Path[0] != "customers" {
		return 0, f
	}
	at, err := strconv.Atoi(f.Path[1])
	if err != nil {
		return 0, f
	}
	return at, nil
}

func (w *peopleRun) refuse(row int, column, text string) {
	w.sum.Errors++
	w.report(Line{Row: row, Column: column, Level: Error, Text: text})
}

func (w *peopleRun) report(l Line) {
	if w.o.Report != nil {
		w.o.Report(l)
	}
}
