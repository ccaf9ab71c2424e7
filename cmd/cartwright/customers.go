package main

import (
	"errors"
	"fmt"

	"cartwright/internal/bulk"
)

// customerCommands are what concerns customers as a whole.
type customerCommands struct {
	Import customersImport `cmd:"" help:"Make accounts of the customers in a CSV file."`
}

type customersImport struct {
	dataFlags
	File string `arg:"" help:"CSV file of customers, as the hosted platform exports it, with a column Password Hash for bcrypt hashes if you have them; - reads standard input." placeholder:"FILE.csv"`
}

var errCustomersRefused = errors.New("some customers were not imported; the lines above say why")

// Run imports the file. Lines of the report go to standard output, progress to standard error.
func (c *customersImport) Run(s *session) error {
	return c.withFile(s, c.File, func(r *rooms, file *reading) error { return c.load(s, r, file) })
}

func (c *customersImport) load(s *session, r *rooms, file *reading) error {
	sum, err := bulk.ImportPeople(s.ctx, file, r.people, bulk.PeopleOptions{
		Progress: file.progress,
		Report:   func(l bulk.Line) { fmt.Fprintln(s.out, l) },
	})
	file.end()
	fmt.Fprintf(s.out, "%d rows: %d accounts made, %d known already, %d refused; %d errors\n", sum.Rows, sum.Created, sum.Known, sum.Refused, sum.Errors)
	if err == nil && sum.Errors > 0 {
		return errCustomersRefused
	}
	return err
}
