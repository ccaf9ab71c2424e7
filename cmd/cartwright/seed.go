package main

import (
	"fmt"
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"cartwright/internal/demo"
)

type seedCommand struct {
	dataFlags
	Force    bool `help:"Put the demo shop even over a shop of your own: its name, currency and policies are replaced."`
	Products int  `help:"Grow a synthetic catalogue of so many products, for load work, instead of the demo shop." placeholder:"N"`
}

// Run fills the demo shop, or grows a synthetic catalogue.
func (c *seedCommand) Run(s *session) error {
	if c.Products < 0 || c.Products > 1_000_000 {
		return fmt.Errorf("--products is between 1 and 1000000, got %d", c.Products)
	}
	return c.withRooms(s, func(r *rooms) error { return c.fill(s, r) })
}

func (c *seedCommand) fill(s *session, r *rooms) error {
	bar := newBar(s.log, "products")
	defer bar.end()
	if c.Products > 0 {
		if err := demo.FillSynthetic(s.ctx, r.catalog, c.Products, bar.at); err != nil {
			return fmt.Errorf("grow the catalogue: %w", err)
		}
		fmt.Fprintf(s.out, "the catalogue has %d synthetic products\n", c.Products)
		return nil
	}
	if err := c.mayReplace(s, r); err != nil {
		return err
	}
	if err := demo.Fill(s.ctx, r.demo(), bar.at); err != nil {
		return fmt.Errorf("fill the demo shop: %w", err)
	}
	fmt.Fprintln(s.out, "the demo shop is there")
	return nil
}

// mayReplace keeps the demo shop from being put over somebody's own.
func (c *seedCommand) mayReplace(s *session, r *rooms) error {
	settings, err := r.shop.Settings(s.ctx)
	if err != nil {
		return err
	}
	n, err := r.catalog.CountProducts(s.ctx)
	if err != nil {
		return err
	}
	if n > 0 && !demo.Is(settings) && !c.Force {
		return fmt.Errorf("%s already holds the shop %q with %d products; --force puts the demo shop over it", r.db, settings.Name, n)
	}
	return nil
}

// bar shows how far long work has come: a bar on a terminal, a line now and then elsewhere.
type bar struct {
	w     io.Writer
	what  string
	box   *mpb.Progress
	bar   *mpb.Bar
	tenth int
}

func newBar(w io.Writer, what string) *bar { return &bar{w: w, what: what} }

// at moves the bar.
func (b *bar) at(done, all int) {
	if !terminal(b.w) {
		if tenth := done * 10 / max(all, 1); tenth > b.tenth {
			b.tenth = tenth
			fmt.Fprintf(b.w, "%d of %d %s\n", done, all, b.what)
		}
		return
	}
	if b.bar == nil {
		b.box = mpb.New(mpb.WithOutput(b.w), mpb.WithWidth(64))
		b.bar = b.box.AddBar(int64(all),
			mpb.PrependDecorators(decor.CountersNoUnit("%d / %d "+b.what)),
			mpb.AppendDecorators(decor.Percentage(), decor.Name("  "), decor.AverageETA(decor.ET_STYLE_GO)))
	}
	b.bar.SetTotal(int64(all), false)
	b.bar.SetCurrent(int64(done))
}

// end leaves the bar as it stands.
func (b *bar) end() {
	if b.bar != nil {
		b.bar.Abort(false)
		b.box.Wait()
	}
}
