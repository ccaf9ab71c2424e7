package catalog

import (
	"sync/atomic"

	"cartwright/internal/database"
)

// Service is the room's door. Its methods that shoppers' queries come to show published products alone.
type Service struct {
	db    *database.DB
	rules atomic.Pointer[ruleIndex] // of the last change of rules that was seen
	moved Moved
}

// Moved is told that what stood at one path of the shop stands at another now, in the transaction that moved it.
type Moved func(tx database.Tx, from, to string) error

// New opens the room over a database. Handles that staff change are told to moved, where it is given.
func New(db *database.DB, moved ...Moved) *Service {
	s := &Service{db: db}
	for _, m := range moved {
		s.moved = m
	}
	return s
}
