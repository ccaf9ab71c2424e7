package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
)

// searchSettings are what staff say about searching.
func (r *Resolver) searchSettings(ctx context.Context) (*model.SearchSettings, error) {
	if err := viewer(ctx).Need(staff.SettingsRead); err != nil {
		return nil, err
	}
	s, err := r.settings.Settings(ctx)
	return model.NewSearchSettings(s), err
}

// updateSearch changes what staff say about searching; what is left out stays.
func (r *Resolver) updateSearch(ctx context.Context, in model.SearchSettingsInput, expected *int) (*model.StaffPayload, error) {
	if err := viewer(ctx).Need(staff.SettingsWrite); err != nil {
		return staffPayload("", nil, err)
	}
	s, err := r.settings.UpdateSearch(ctx, by(ctx), version(expected), func(s *shop.Search) {
		if groups, ok := in.Synonyms.ValueOK(); ok {
			s.Synonyms = groups
		}
		if facets, ok := in.Facets.ValueOK(); ok {
			s.Facets = nil
			for _, f := range facets {
				s.Facets = append(s.Facets, shop.Facet{Namespace: f.Namespace, Key: f.Key, Label: f.Label, OfVariant: yes(f.OfVariant.Value(), false)})
			}
		}
	})
	return staffPayload("input", &model.StaffPayload{SearchSettings: model.NewSearchSettings(s)}, err)
}
