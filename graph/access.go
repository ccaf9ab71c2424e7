package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph/model"
	"cartwright/internal/staff"
)

// rule says who may use a field: what the directive @access says of it, or else of its type. Without either it is the
// dialect's, and everybody's.
type rule struct {
	staff    bool             // somebody of staff, or a key
	unlisted bool             // everybody, but only staff find it listed
	needs    staff.Permission // besides; empty: none
}

// ruleOf reads the rule of a field of a type.
func ruleOf(def *ast.Definition, field *ast.FieldDefinition) rule {
	d := field.Directives.ForName("access")
	if d == nil {
		d = def.Directives.ForName("access")
	}
	if d == nil {
		return rule{}
	}
	r := rule{staff: true}
	if to := d.Arguments.ForName("to"); to != nil {
		r.staff, r.unlisted = to.Value.Raw == string(model.AudienceStaff), to.Value.Raw == string(model.AudienceUnlisted)
	}
	if needs := d.Arguments.ForName("needs"); needs != nil {
		r.needs = model.PermissionOf(model.StaffPermission(needs.Value.Raw))
	}
	return r
}

// admits reports whether a viewer may use what the rule is of.
func (r rule) admits(v staff.Viewer) bool {
	return !r.staff || v.Staff() && (r.needs == "" || v.May(r.needs))
}

// lists reports whether a viewer finds what the rule is of in the schema.
func (r rule) lists(v staff.Viewer) bool {
	return r.admits(v) && (!r.unlisted || v.Staff())
}

// narrow is a schema without the fields that are left out, and without what only they lead to. The rules themselves are
// no part of it.
func narrow(full *ast.Schema, keep func(rule) bool) *ast.Schema {
	s := &ast.Schema{Types: map[string]*ast.Definition{}, Directives: map[string]*ast.DirectiveDefinition{}, Description: full.Description,
		PossibleTypes: map[string][]*ast.Definition{}, Implements: map[string][]*ast.Definition{}}
	leads := reachable(full, keep)
	for name, def := range full.Types {
		if leads[name] || def.BuiltIn {
			s.Types[name] = narrowed(def, keep)
		}
	}
	s.Query, s.Mutation = s.Types[full.Query.Name], s.Types[full.Mutation.Name]
	for name, list := range full.PossibleTypes {
		s.PossibleTypes[name] = same(s, list)
	}
	for name, list := range full.Implements {
		s.Implements[name] = same(s, list)
	}
	for name, d := range full.Directives {
		if name != "access" {
			s.Directives[name] = d
		}
	}
	return s
}

// narrowed is a type with the fields that are kept.
func narrowed(def *ast.Definition, keep func(rule) bool) *ast.Definition {
	out := *def
	out.Directives, out.Fields = without(def.Directives, "access"), nil
	for _, f := range def.Fields {
		if !keep(ruleOf(def, f)) {
			continue
		}
		if f.Directives.ForName("access") != nil {
			plain := *f
			plain.Directives = without(f.Directives, "access")
			f = &plain
		}
		out.Fields = append(out.Fields, f)
	}
	return &out
}

// same are the definitions of a schema that have the names of another's.
func same(s *ast.Schema, list []*ast.Definition) (out []*ast.Definition) {
	for _, def := range list {
		if own := s.Types[def.Name]; own != nil {
			out = append(out, own)
		}
	}
	return out
}

// reachable are the names of the types that the roots and the directives lead to by the fields that are kept. An
// interface leads to whatever implements it, when that is led to by nothing else.
func reachable(full *ast.Schema, keep func(rule) bool) map[string]bool {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		def := full.Types[name]
		if def == nil || seen[name] {
			return
		}
		seen[name] = true
		for _, f := range def.Fields {
			if !keep(ruleOf(def, f)) {
				continue
			}
			visit(f.Type.Name())
			for _, a := range f.Arguments {
				visit(a.Type.Name())
			}
		}
		for _, i := range def.Interfaces {
			visit(i)
		}
		for _, possible := range full.PossibleTypes[name] {
			if keeps(possible, keep) {
				visit(possible.Name)
			}
		}
	}
	visit(full.Query.Name)
	visit(full.Mutation.Name)
	for _, d := range full.Directives {
		if d.Name == "access" {
			continue // the rules are not shown
		}
		for _, a := range d.Arguments {
			visit(a.Type.Name())
		}
	}
	return seen
}

// keeps reports whether anything of a type is kept.
func keeps(def *ast.Definition, keep func(rule) bool) bool {
	for _, f := range def.Fields {
		if keep(ruleOf(def, f)) && !strings.HasPrefix(f.Name, "__") {
			return true
		}
	}
	return false
}

// forbidden finds the first field of a validated document that the viewer may not use.
func forbidden(doc *ast.QueryDocument, v staff.Viewer) (name string, r rule, found bool) {
	var walk func(ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			if found {
				return
			}
			switch s := s.(type) {
			case *ast.Field:
				if s.ObjectDefinition != nil && s.Definition != nil {
					if own := ruleOf(s.ObjectDefinition, s.Definition); !own.admits(v) {
						name, r, found = s.Name, own, true
						return
					}
				}
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				walk(s.SelectionSet)
			}
		}
	}
	for _, op := range doc.Operations {
		walk(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		walk(f.SelectionSet)
	}
	return name, r, found
}
