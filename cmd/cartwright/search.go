package main

import (
	"fmt"
	"time"

	"cartwright/internal/search"
)

// searchCommands are about the index that shoppers search.
type searchCommands struct {
	Status  searchStatus  `cmd:"" help:"Build the index once, and tell how large it is and how long that took."`
	Reindex searchReindex `cmd:"" help:"Have every running server build its index anew."`
}

type searchStatus struct{ dataFlags }

// Run builds an index of its own: a server keeps its in memory.
func (c *searchStatus) Run(s *session) error {
	return c.withSearch(s, func(room *search.Service) error {
		start := time.Now()
		status, err := room.Status(s.ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "things    %d, of which %d are hidden, %d of them until later\nwords     %d\nbuilt in  %v\n", status.Things, status.Hidden, status.Pending, status.Words,
			time.Since(start).Round(time.Millisecond))
		return err
	})
}

type searchReindex struct{ dataFlags }

// Run notes that the index is to be built anew.
func (c *searchReindex) Run(s *session) error {
	return c.withSearch(s, func(room *search.Service) error {
		if err := room.Rebuild(s.ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintln(s.out, "every running server builds its index anew, and answers from the old one until then")
		return err
	})
}

// withSearch opens the room of searching for a command.
func (f dataFlags) withSearch(s *session, do func(*search.Service) error) error {
	return f.withRooms(s, func(r *rooms) error { return do(r.search) })
}
