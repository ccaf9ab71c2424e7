package graph

import (
	"context"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// documents keeps parsed and validated documents by their text, as many as fit a bound in bytes of text: a parsed
// document takes some thirty times the room of its text. Texts that did not validate are never kept.
type documents struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[string, *ast.QueryDocument]
	bytes int
	bound int
}

// maxDocuments bounds the count; the bytes are what matters.
const maxDocuments = 10_000

func newDocuments(bound int) *documents {
	d := &documents{bound: bound}
	lru, err := simplelru.NewLRU(maxDocuments, func(text string, _ *ast.QueryDocument) { d.bytes -= len(text) })
	if err != nil {
		panic(err) // the size is a positive constant
	}
	d.lru = lru
	return d
}

// Get finds a document.
func (d *documents) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lru.Get(text)
}

// Add keeps a document, and makes room for it. Documents of more than a twentieth of the bound are not kept: they are
// not what storefronts send.
func (d *documents) Add(_ context.Context, text string, doc *ast.QueryDocument) {
	undefer(doc)
	if len(text) > d.bound/20 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lru.Contains(text) {
		return
	}
	d.lru.Add(text, doc)
	for d.bytes += len(text); d.bytes > d.bound; {
		if _, _, ok := d.lru.RemoveOldest(); !ok {
			break
		}
	}
}

func (d *documents) has(text string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lru.Contains(text)
}

// undefer takes @defer off every fragment: one plain answer is legal, and what every client gets.
func undefer(doc *ast.QueryDocument) {
	var walk func(ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				s.Directives = without(s.Directives, "defer")
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				s.Directives = without(s.Directives, "defer")
			}
		}
	}
	for _, op := range doc.Operations {
		walk(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		walk(f.SelectionSet)
	}
}

func without(list ast.DirectiveList, name string) ast.DirectiveList {
	if list.ForName(name) == nil {
		return list
	}
	var kept ast.DirectiveList
	for _, d := range list {
		if d.Name != name {
			kept = append(kept, d)
		}
	}
	return kept
}
