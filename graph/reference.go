package graph

import (
	"context"
	"encoding/json"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/page"
)

// references are what the value of a metafield leads to: a type that ends in _reference holds one global id, a list of
// such holds many as JSON.
func references(kind, value string) []model.Link {
	var gids []string
	switch {
	case strings.HasPrefix(kind, "list.") && strings.HasSuffix(kind, "_reference"):
		if err := json.Unmarshal([]byte(value), &gids); err != nil {
			return nil // a value that is no list of ids leads nowhere
		}
	case strings.HasSuffix(kind, "_reference"):
		gids = []string{value}
	}
	var links []model.Link
	for _, gid := range gids {
		if kind, id, ok := model.ParseGID(gid); ok {
			links = append(links, model.Link{Kind: kind, ID: id})
		}
	}
	return links
}

// reference is what a single reference leads to; null where that is not there.
func (r *Resolver) reference(ctx context.Context, kind, value string) (model.MetafieldReference, error) {
	links := references(kind, value)
	if strings.HasPrefix(kind, "list.") || len(links) == 0 {
		return nil, nil
	}
	found, err := r.refs(ctx, links)
	if thing, ok := found[links[0]]; ok {
		return thing, err
	}
	return nil, err
}

// referencePage is a page of what a list of references leads to, without what is not there.
func (r *Resolver) referencePage(ctx context.Context, kind, value string, args page.Args) (*model.MetafieldReferenceConnection, error) {
	if !strings.HasPrefix(kind, "list.") {
		return nil, nil
	}
	want, err := page.Check("references", args)
	if err != nil {
		return nil, err
	}
	links := references(kind, value)
	found, err := r.refs(ctx, links)
	if err != nil {
		return nil, err
	}
	var present []model.Link
	for _, l := range links {
		if _, ok := found[l]; ok {
			present = append(present, l)
		}
	}
	rows, err := page.Slice(want, present, "references", func(l model.Link) page.Cursor { return page.Cursor{Bytes: []byte(l.Kind), ID: l.ID} })
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page.Map(rows, func(l model.Link) model.MetafieldReference { return found[l] })), nil
}
