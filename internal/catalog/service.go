package catalog

import (
	"cartwright/internal/database"
)

// Service is the room's door. Its methods that shoppers' queries come to show published products alone.
type Service struct {
	db *database.DB
}

// New opens the room over a database.
func New(db *database.DB) *Service { return &Service{db: db} }
