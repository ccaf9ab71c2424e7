package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// plenty is where counting stops: more of anything makes no difference.
const plenty = 1 << 40

func add(a, b int64) int64 { return min(a+b, plenty) }

func mul(a, b int64) int64 {
	if b != 0 && a > plenty/b {
		return plenty
	}
	return a * b
}

// shape is what a document asks for before anybody knows what it means.
type shape struct {
	doc        *ast.QueryDocument
	fragments  map[string]*part
	directives int64
}

// part is the shape of a selection with all that its fragments bring.
type part struct {
	depth   int64
	nested  int64 // levels of introspection lists within each other
	aliases int64
	fields  map[string]int64 // how often each response key is asked for at the top
	doubles int64
	roots   int64
}

func newShape(doc *ast.QueryDocument) *shape { return &shape{doc: doc, fragments: map[string]*part{}} }

// check weighs every operation.
func (s *shape) check(l Limits) *gqlerror.Error {
	for _, op := range s.doc.Operations {
		s.directives += int64(len(op.Directives))
		p := s.set(op.SelectionSet)
		for _, limit := range []struct {
			what string
			got  int64
			most int
		}{
			{"levels of fields", p.depth, l.Depth},
			{"aliases", p.aliases, l.Aliases},
			{"fields at the root", p.roots, l.Roots},
			{"fields asked for twice", p.doubles, l.Doubles},
			{"directives", s.directives, l.Directives},
			{"levels of introspection", p.nested, maxIntrospection},
		} {
			if limit.got > int64(limit.most) {
				return tooLarge("the document has more than %d %s", limit.most, limit.what)
			}
		}
	}
	return nil
}

// maxIntrospection is how deep lists of fields may stand in each other: tools ask for the fields of types, circles ask
// for the types of the fields of the types.
const maxIntrospection = 2

// set weighs a selection.
func (s *shape) set(set ast.SelectionSet) *part {
	p := &part{fields: map[string]int64{}}
	for _, selection := range set {
		switch f := selection.(type) {
		case *ast.Field:
			s.directives += int64(len(f.Directives))
			below := s.set(f.SelectionSet)
			own := int64(0)
			switch f.Name {
			case "fields", "inputFields", "interfaces", "possibleTypes":
				if len(f.SelectionSet) > 0 {
					own = 1
				}
			}
			p.depth = max(p.depth, below.depth+1)
			p.nested = max(p.nested, below.nested+own)
			p.aliases = add(p.aliases, below.aliases)
			p.doubles = add(p.doubles, below.doubles)
			if f.Alias != "" && f.Alias != f.Name {
				p.aliases = add(p.aliases, 1)
			}
			p.fields[f.Alias] = add(p.fields[f.Alias], 1)
		case *ast.InlineFragment:
			s.directives += int64(len(f.Directives))
			p.join(s.set(f.SelectionSet))
		case *ast.FragmentSpread:
			s.directives += int64(len(f.Directives))
			p.join(s.fragment(f.Name))
		}
	}
	for _, n := range p.fields {
		p.roots = add(p.roots, n)
	}
	p.doubles = add(p.doubles, p.roots-int64(len(p.fields)))
	return p
}

// join takes in the shape of a fragment: its fields stand in this selection. Doubles within the fragment are counted
// there; those that arise by joining come out of the sums.
func (p *part) join(f *part) {
	p.depth = max(p.depth, f.depth)
	p.nested = max(p.nested, f.nested)
	p.aliases = add(p.aliases, f.aliases)
	for key, n := range f.fields {
		p.fields[key] = add(p.fields[key], n)
	}
	p.doubles = add(p.doubles, f.doubles-(f.roots-int64(len(f.fields))))
}

// fragment weighs a fragment once. Circles, which validation refuses later, weigh nothing where they close.
func (s *shape) fragment(name string) *part {
	if p, ok := s.fragments[name]; ok {
		return p
	}
	s.fragments[name] = &part{}
	if f := s.doc.Fragments.ForName(name); f != nil {
		s.fragments[name] = s.set(f.SelectionSet)
	}
	return s.fragments[name]
}
