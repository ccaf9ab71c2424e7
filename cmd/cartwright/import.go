package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cartwright/internal/bulk"
	"cartwright/internal/demo"
	"cartwright/internal/media"
)

type importCommand struct {
	dataFlags
	File     string `arg:"" help:"CSV file of products, as the hosted platform or an export of ours writes it, or JSONL; - reads standard input." placeholder:"FILE.csv"`
	Format   string `help:"csv or jsonl; by default what the name of the file ends in, or csv." enum:"csv,jsonl," default:"" placeholder:"FORMAT"`
	DryRun   bool   `help:"Read and check everything, write nothing."`
	Strict   bool   `help:"Stop at the first error, before anything is written."`
	NoImages bool   `help:"Keep the addresses of pictures without fetching them."`
}

var errRefused = errors.New("some products were not imported; the lines above say why")

// Run imports the file. Lines of the report go to standard output, progress to standard error.
func (c *importCommand) Run(s *session) error {
	return c.withFile(s, c.File, func(r *rooms, file *reading) error { return c.load(s, r, file) })
}

// reading is a file that a command reads, with a bar that shows how far it has come.
type reading struct {
	*os.File
	*bar
	size int64 // bytes; 0: nobody knows
}

// progress moves the bar.
func (r *reading) progress(read int64, _ int) {
	if r.size > 0 {
		r.at(int(read), int(r.size))
	}
}

// withFile opens the rooms and a file for a command that reads it into them.
func (f dataFlags) withFile(s *session, name string, do func(*rooms, *reading) error) error {
	file, size, err := openInput(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return f.withRooms(s, func(r *rooms) error {
		in := &reading{file, newBar(s.log, "bytes"), size}
		defer in.end()
		return do(r, in)
	})
}

// openInput opens the file that a command reads; - is standard input, whose size nobody knows.
func openInput(name string) (*os.File, int64, error) {
	if name == "-" {
		return os.Stdin, 0, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("the file cannot be read: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, withClose(fmt.Errorf("the file cannot be read: %w", err), file)
	}
	if info.IsDir() {
		return nil, 0, withClose(fmt.Errorf("%s is a directory; name a CSV file", name), file)
	}
	return file, info.Size(), nil
}

func (c *importCommand) load(s *session, r *rooms, file *reading) error {
	settings, err := r.shop.Settings(s.ctx)
	if err != nil {
		return err
	}
	sum, err := bulk.Import(s.ctx, file, r.catalog, bulk.Options{
		Format: formatOf(c.Format, c.File), DryRun: c.DryRun, Strict: c.Strict, NoImages: c.NoImages, Currency: settings.Currency, Pictures: pictures{r.media},
		Progress: file.progress,
		Report:   func(l bulk.Line) { fmt.Fprintln(s.out, l) },
		Known:    r.catalog.KnownHandles,
	})
	file.end()
	verb := ""
	if c.DryRun {
		verb = " (dry run: nothing was written)"
	}
	fmt.Fprintf(s.out, "%d rows: %d products with %d variants and %d pictures; %d created, %d updated, %d unchanged, %d refused; %d errors, %d warnings%s\n",
		sum.Rows, sum.Products, sum.Variants, sum.Images, sum.Created, sum.Updated, sum.Unchanged, sum.Refused, sum.Errors, sum.Warnings, verb)
	if err == nil && sum.Errors > 0 {
		return errRefused
	}
	return err
}

// formatOf is the format of a file, by the flag or else by the file's name.
func formatOf(flag, name string) bulk.Format {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case flag == "jsonl", flag == "" && (ext == ".jsonl" || ext == ".ndjson"):
		return bulk.JSONL
	}
	return bulk.CSV
}

// pictures fits the media store to the importer: each has its own words for a fetched picture.
type pictures struct{ store *media.Store }

// Fetch brings a picture into the store.
func (p pictures) Fetch(ctx context.Context, url string) (bulk.Picture, error) {
	s, err := p.store.Fetch(ctx, url)
	return bulk.Picture{Name: s.Name, MIME: s.MIME, Width: s.Width, Height: s.Height, Bytes: s.Bytes}, err
}

// Has reports whether the store has a picture, or draws it when it is asked for.
func (p pictures) Has(ctx context.Context, name string) (bool, error) {
	has, err := p.store.Has(ctx, name)
	return has || slices.Contains(demo.PictureNames(), name), err
}
