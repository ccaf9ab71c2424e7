package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"text/tabwriter"
	"time"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/media"
)

type schemaCommand struct{}

// Run prints the SDL.
func (*schemaCommand) Run(s *session) error {
	_, err := fmt.Fprint(s.out, graph.SDL())
	return err
}

type versionCommand struct{}

// Run prints the version, and what it was built from where that is known.
func (*versionCommand) Run(s *session) error {
	line := "cartwright " + version + ", dialect " + graph.APIVersion
	if info, ok := debug.ReadBuildInfo(); ok {
		line += ", " + info.GoVersion
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				line += ", revision " + setting.Value
			}
		}
	}
	_, err := fmt.Fprintln(s.out, line)
	return err
}

type healthCommand struct {
	URL string `arg:"" optional:"" help:"Address of the server." default:"http://127.0.0.1:8080"`
}

// Run asks the server's health page.
func (c *healthCommand) Run(s *session) error {
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.URL, "/")+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("%q is no address: %w", c.URL, err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", response.Status)
	}
	_, err = fmt.Fprintln(s.out, "alive")
	return err
}

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"Apply what is missing."`
	Down   migrateDown   `cmd:"" help:"Take the last step back, with the data of its tables."`
	Status migrateStatus `cmd:"" help:"List the steps and when they were applied."`
}

type migrateUp struct{ dataFlags }

// Run applies the missing steps.
func (c *migrateUp) Run(s *session) error {
	r, err := c.open(s)
	if err != nil {
		return err
	}
	n := 0
	err = r.db.Migrate(s.ctx, func(step string) {
		n++
		fmt.Fprintln(s.out, step)
	})
	if err == nil && n == 0 {
		fmt.Fprintln(s.out, "the tables are up to date")
	}
	return errors.Join(err, r.Close())
}

type migrateDown struct {
	dataFlags
	Yes bool `help:"Do not ask: the data of the step's tables goes with them." required:""`
}

// Run takes the last step back.
func (c *migrateDown) Run(s *session) error {
	r, err := c.open(s)
	if err != nil {
		return err
	}
	name, err := r.db.MigrateDown(s.ctx)
	if err == nil {
		fmt.Fprintf(s.out, "took back %s\n", name)
	}
	return errors.Join(err, r.Close())
}

type migrateStatus struct{ dataFlags }

// Run lists the steps.
func (c *migrateStatus) Run(s *session) error {
	r, err := c.open(s)
	if err != nil {
		return err
	}
	steps, err := r.db.Status(s.ctx)
	table := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, m := range steps {
		state := "missing"
		if m.Applied {
			state = m.At.Format(time.DateTime)
		}
		fmt.Fprintf(table, "%s\t%s\n", m.Name, state)
	}
	return errors.Join(err, table.Flush(), r.Close())
}

type doctorCommand struct{ dataFlags }

var errUnwell = errors.New("something is wrong; the lines above say what to do")

// Run looks at the database and the place of pictures.
func (c *doctorCommand) Run(s *session) error {
	r, err := c.open(s)
	if err != nil {
		return err
	}
	findings := append(r.db.Doctor(s.ctx), checkMedia(s.ctx, r.media))
	table := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	unwell := false
	for _, f := range findings {
		fmt.Fprintf(table, "%s\t%s\t%s\n", f.Level, f.Topic, f.Text)
		if f.Advice != "" && f.Level != database.OK {
			fmt.Fprintf(table, "\t\t→ %s\n", f.Advice)
		}
		unwell = unwell || f.Level == database.Fail
	}
	if err := errors.Join(table.Flush(), r.Close()); err != nil {
		return err
	}
	if unwell {
		return errUnwell
	}
	return nil
}

// checkMedia tries to write where pictures and files are kept.
func checkMedia(ctx context.Context, store *media.Store) database.Finding {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := store.Check(ctx); err != nil {
		return database.Finding{Level: database.Fail, Topic: "pictures", Text: fmt.Sprintf("%s cannot be written: %v", store.Where(), err),
			Advice: "make the directory writable for this user, or give the bucket's key the right to write, list and delete objects"}
	}
	return database.Finding{Level: database.OK, Topic: "pictures", Text: store.Where() + " is writable"}
}
