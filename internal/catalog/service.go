package catalog

import (
	"sync/atomic"

	"cartwright/internal/database"
)

// Service is the room's door. What it lists and finds is what shoppers may see; All is the door for those who see more.
type Service struct {
	db    *database.DB
	rules *atomic.Pointer[ruleIndex] // of the last change of rules that was seen
	moved Moved
	all   bool // what is hidden from shoppers is found, too
}

// Moved is told that what stood at one path of the shop stands at another now, in the transaction that moved it.
type Moved func(tx database.Tx, from, to string) error

// New opens the room over a database. Handles that staff change are told to moved, where it is given.
func New(db *database.DB, moved ...Moved) *Service {
	s := &Service{db: db, rules: &atomic.Pointer[ruleIndex]{}}
	for _, m := range moved {
		s.moved = m
	}
	return s
}

// All is the room as its keepers see it: listing and finding leave nothing out, neither drafts and archived products nor
// what is not published. Whoever hands it out has asked whether it is for them.
func (s *Service) All() *Service {
	all := *s
	all.all = true
	return &all
}
