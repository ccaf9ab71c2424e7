package content

import (
	"fmt"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// Service is the room's door. What it lists and finds is what shoppers may see; All is the door for those who see more.
type Service struct {
	db  *database.DB
	all bool // what is not published is found, too
}

// New opens the room over a database.
func New(db *database.DB) *Service { return &Service{db: db} }

// All is the room as its keepers see it: listing and finding leave nothing out, published or not. Whoever hands it out has
// asked whether it is for them.
func (s *Service) All() *Service {
	all := *s
	all.all = true
	return &all
}

// Query asks for a page of a listing.
type Query struct {
	Sort    string // one of the dialect's sort keys for the listing; redirects have none
	Reverse bool
	Args    page.Args
	Match   string // words that all must occur in the title, author or tags; empty: everything
}

// listing names what a cursor of the query is good for.
func (q Query) listing(of string) string {
	return fmt.Sprintf("%s/%s/%t/%s", of, q.Sort, q.Reverse, q.Match)
}
