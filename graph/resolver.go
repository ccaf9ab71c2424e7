package graph

import (
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/shop"
)

// Resolver is the root that gqlgen hangs every resolver on: the rooms that answers come from.
type Resolver struct {
	catalog  *catalog.Service
	content  *content.Service
	settings *shop.Service
	now      Clock
}

// NewResolver answers from the given rooms.
func NewResolver(c *catalog.Service, t *content.Service, s *shop.Service, now Clock) *Resolver {
	return &Resolver{catalog: c, content: t, settings: s, now: now}
}
