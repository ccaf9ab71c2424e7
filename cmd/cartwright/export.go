package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"cartwright/internal/bulk"
)

type exportCommand struct {
	dataFlags
	File     string `arg:"" help:"File to write; - is standard output." placeholder:"FILE.csv"`
	Format   string `help:"csv or jsonl; by default what the name of the file ends in, or csv." enum:"csv,jsonl," default:"" placeholder:"FORMAT"`
	FilesURL string `help:"Address of the shop, such as https://shop.example, for the pictures that it keeps: so that other systems can fetch them." name:"files-url" placeholder:"URL"`
}

// Run writes the file. It stands under its name only when it is whole.
func (c *exportCommand) Run(s *session) (err error) {
	r, err := c.openCurrent(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	settings, err := r.shop.Settings(s.ctx)
	if err != nil {
		return err
	}
	all, err := r.catalog.CountProducts(s.ctx)
	if err != nil {
		return err
	}
	bar := newBar(s.log, "products")
	defer bar.end()
	o := bulk.ExportOptions{Format: formatOf(c.Format, c.File), Currency: settings.Currency,
		Progress: func(products int) { bar.at(products, max(int(all), products)) }}
	if c.FilesURL != "" {
		o.FileURL = func(blob string) string { return strings.TrimSuffix(c.FilesURL, "/") + "/s/files/" + blob }
	}
	write := func(w io.Writer) error {
		n, err := bulk.Export(s.ctx, w, r.catalog, o)
		bar.end()
		if err == nil && c.File != "-" {
			fmt.Fprintf(s.out, "%d products in %s\n", n, c.File)
		}
		return err
	}
	if c.File == "-" {
		return write(s.out)
	}
	return replaceFile(c.File, write)
}

// replaceFile writes a file beside its name, and puts it there when it is whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-")
	if err != nil {
		return fmt.Errorf("the file cannot be written: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err = write(file); err != nil {
		return errors.Join(err, file.Close())
	}
	if err = errors.Join(file.Chmod(0o644), file.Close()); err != nil {
		return fmt.Errorf("the file cannot be written: %w", err)
	}
	return os.Rename(file.Name(), name)
}
