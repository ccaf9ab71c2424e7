package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/content"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/staff"
)

// entryOf reads what becomes of an entry of a merchant's type.
func entryOf(handle graphql.Omittable[*string], fields graphql.Omittable[[]model.MetaobjectFieldInput]) content.Entry {
	e := content.Entry{Handle: said(handle)}
	for _, f := range fields.Value() {
		e.Values = append(e.Values, content.Value{Key: f.Key, Value: f.Value})
	}
	return e
}

func (r *Resolver) createMetaobject(ctx context.Context, in model.MetaobjectCreateInput) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "metaobject", func(by act.By) (content.Metaobject, error) {
		return r.content.CreateMetaobject(ctx, by, in.Type, entryOf(in.Handle, in.Fields))
	}, showMetaobject(ctx))
}

func (r *Resolver) updateMetaobject(ctx context.Context, gid string, in model.MetaobjectUpdateInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "metaobject", func(by act.By) (content.Metaobject, error) {
		return r.content.UpdateMetaobject(ctx, by, numberOf("Metaobject", gid), version(expected), entryOf(in.Handle, in.Fields))
	}, showMetaobject(ctx))
}

func (r *Resolver) upsertMetaobject(ctx context.Context, handle model.MetaobjectHandleInput, in model.MetaobjectUpsertInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "metaobject", func(by act.By) (content.Metaobject, error) {
		return r.content.UpsertMetaobject(ctx, by, handle.Type, handle.Handle, version(expected), entryOf(in.Handle, in.Fields))
	}, showMetaobject(ctx))
}

func showMetaobject(ctx context.Context) func(content.Metaobject, *model.EditingPayload) {
	return func(row content.Metaobject, p *model.EditingPayload) {
		if row.ID == 0 { // another version was expected of what is not there
			return
		}
		p.Metaobject = model.NewMetaobjects([]content.Metaobject{row}, view(ctx))[0]
	}
}

func (r *Resolver) createDefinition(ctx context.Context, in model.MetaobjectDefinitionCreateInput) (*model.EditingPayload, error) {
	spec := content.DefinitionSpec{Type: in.Type, Name: in.Type}
	setName(&spec.Name, in.Name)
	set(&spec.Description, in.Description)
	set(&spec.DisplayNameKey, in.DisplayNameKey)
	for _, f := range in.FieldDefinitions {
		spec.Fields = append(spec.Fields, fieldOf(f))
	}
	return editing(ctx, staff.ContentWrite, "definition", func(by act.By) (content.MetaobjectDefinition, error) {
		return r.content.CreateDefinition(ctx, by, spec)
	}, showDefinition)
}

// setName writes a name that is given; null is as good as nothing.
func setName(to *string, in graphql.Omittable[*string]) {
	if v := in.Value(); v != nil {
		*to = *v
	}
}

func fieldOf(in model.MetaobjectFieldDefinitionCreateInput) content.FieldDefinition {
	f := content.FieldDefinition{Key: in.Key, Name: in.Key, Type: in.Type, Required: yes(in.Required.Value(), false), Rules: rulesOf(in.Validations.Value())}
	setName(&f.Name, in.Name)
	set(&f.Description, in.Description)
	return f
}

func rulesOf(in []model.MetafieldDefinitionValidationInput) []content.Rule {
	var out []content.Rule
	for _, v := range in {
		out = append(out, content.Rule{Name: v.Name, Value: v.Value})
	}
	return out
}

func (r *Resolver) updateDefinition(ctx context.Context, gid string, in model.MetaobjectDefinitionUpdateInput, expected *int) (*model.EditingPayload, error) {
	return editing(ctx, staff.ContentWrite, "definition", func(by act.By) (content.MetaobjectDefinition, error) {
		changes, err := fieldChanges(in.FieldDefinitions.Value())
		if err != nil {
			return content.MetaobjectDefinition{}, err
		}
		edit := content.Edit[content.DefinitionSpec]{Expected: version(expected), Change: func(spec *content.DefinitionSpec) {
			set(&spec.Name, in.Name)
			set(&spec.Description, in.Description)
			set(&spec.DisplayNameKey, in.DisplayNameKey)
		}}
		return r.content.UpdateDefinition(ctx, by, numberOf("MetaobjectDefinition", gid), edit, changes)
	}, showDefinition)
}

// fieldChanges reads changes of fields; each is one of the three.
func fieldChanges(in []model.MetaobjectFieldDefinitionOperationInput) ([]content.FieldChange, error) {
	out := make([]content.FieldChange, len(in))
	for i, o := range in {
		given := 0
		if c := o.Create.Value(); c != nil {
			given++
			out[i].Create = new(fieldOf(*c))
		}
		if u := o.Update.Value(); u != nil {
			given++
			out[i].Update = &content.FieldUpdate{Key: u.Key, Name: u.Name.Value(), Description: u.Description.Value(), Required: u.Required.Value()}
			if rules, ok := u.Validations.ValueOK(); ok {
				out[i].Update.Rules = new(rulesOf(rules))
			}
		}
		if d := o.Delete.Value(); d != nil {
			given++
			out[i].Delete = d.Key
		}
		if given != 1 {
			return nil, fault.Invalidf(fmt.Sprintf("fieldDefinitions.%d", i), "a change creates, updates or deletes a field: one of the three")
		}
	}
	return out, nil
}

func showDefinition(row content.MetaobjectDefinition, p *model.EditingPayload) {
	p.MetaobjectDefinition = model.NewMetaobjectDefinition(row)
}

// definition finds the definition of an id; null where there is none.
func (r *Resolver) definition(ctx context.Context, gid string) (*model.MetaobjectDefinition, error) {
	id, ok, err := parseID("id", gid, "MetaobjectDefinition")
	if err != nil || !ok {
		return nil, err
	}
	rows, err := r.content.DefinitionsByIDs(ctx, []int64{id})
	if row, ok := rows[id]; ok {
		return model.NewMetaobjectDefinition(row), err
	}
	return nil, err
}

func (r *Resolver) definitionOf(ctx context.Context, kind string) (*model.MetaobjectDefinition, error) {
	row, err := r.content.FindDefinition(ctx, kind)
	return absent(model.NewMetaobjectDefinition(row), err)
}

func (r *Resolver) definitions(ctx context.Context, reverse *bool, args page.Args) (*model.MetaobjectDefinitionConnection, error) {
	rows, err := r.content.Definitions(ctx, contentQuery("ID", reverse, args, nil))
	return model.NewConnection(page.Map(rows, model.NewMetaobjectDefinition)), err
}
