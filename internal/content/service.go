package content

import (
	"fmt"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// Service is the room's door. What it lists and finds is what shoppers may see.
type Service struct {
	db *database.DB
}

// New opens the room over a database.
func New(db *database.DB) *Service { return &Service{db: db} }

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
