package main

import (
	"fmt"
	"time"

	"cartwright/internal/media"
)

// mediaCommands are about pictures and files that are kept.
type mediaCommands struct {
	Sweep mediaSweep `cmd:"" help:"Remove what nothing mentions any more: pictures, videos and models without a record, and uploads that have expired. A running server does this twice a day by itself."`
}

type mediaSweep struct {
	dataFlags
	DryRun  bool          `help:"Only tell what would go."`
	Grace   time.Duration `help:"How old something must be; it then waits as long again in trash/, and comes back if it is asked for." default:"24h"`
	Verbose bool          `help:"Name everything that goes." short:"v"`
}

// Run sweeps once.
func (c *mediaSweep) Run(s *session) error {
	if c.Grace < media.MinGrace {
		return fmt.Errorf("--grace: write %v or more: what is younger may be about to be used", media.MinGrace)
	}
	return c.withRooms(s, func(r *rooms) error {
		o := media.Sweeping{Grace: c.Grace, DryRun: c.DryRun}
		if c.Verbose {
			o.Report = func(name string, bytes int64) { fmt.Fprintf(s.out, "%s\t%d bytes\n", name, bytes) }
		}
		got, err := r.uploads.Sweep(s.ctx, o)
		tail := ""
		if c.DryRun {
			tail = " (dry run: nothing was removed)"
		}
		fmt.Fprintf(s.out, "%d things: %d to the trash and %d for good (%d bytes), %d back out of the trash%s\n",
			got.Looked, got.Trashed, got.Removed, got.Bytes, got.Restored, tail)
		return err
	})
}
