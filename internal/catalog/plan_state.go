package catalog

import (
	"encoding/json"
	"slices"
	"time"
)

// state is what a product is, without ids that follow from the rest, times and versions: two equal states need no write.
type state struct {
	Product  Product
	Options  []Option
	Variants []variantState
	Media    []Media
	Fields   []Metafield
	Links    []Link
}

type variantState struct {
	Variant
	Image  int // the place of its picture among the media; -1 for none
	Fields []Metafield
}

// stateBefore is the product as the database has it.
func (p *plan) stateBefore(there *present) []byte {
	at := map[MediaID]int{}
	for i, m := range p.old.media {
		at[m.ID] = i
	}
	variants := make([]variantState, len(p.old.variants))
	for i, v := range p.old.variants {
		variants[i] = variantState{Variant: v, Image: -1, Fields: there.ofVariants[int64(v.ID)]}
		if v.MediaID != nil {
			if n, ok := at[*v.MediaID]; ok {
				variants[i].Image = n
			}
		}
	}
	return state{p.was, p.was.Options, variants, mediaOf(p.old.media), there.metafields[int64(p.was.ID)], there.links[p.was.ID]}.text()
}

// stateAfter is the product as it is planned.
func (p *plan) stateAfter() []byte {
	variants := make([]variantState, len(p.variants))
	for i, v := range p.variants {
		variants[i] = variantState{Variant: v, Image: p.image(i), Fields: p.ofVariant[i]}
	}
	return state{p.product, p.options, variants, mediaOf(p.media), p.fields, p.links}.text()
}

// image is the place of variant i's picture among the media; -1 for none.
func (p *plan) image(i int) int {
	if n := p.spec.Variants[i].Image; n < len(p.media) {
		return n
	}
	return -1
}

func mediaOf(placed []Placed) []Media {
	out := make([]Media, len(placed))
	for i, m := range placed {
		out[i] = m.Media
	}
	return out
}

// text blanks what does not count and writes the rest down.
func (s state) text() []byte {
	p := &s.Product
	p.CreatedAt, p.UpdatedAt, p.Version, p.FeaturedImage, p.Options = time.Time{}, time.Time{}, 0, nil, nil
	p.TitleKey, p.VendorKey, p.TypeKey = nil, nil, nil // they follow from the texts
	p.Tags = append([]string{}, p.Tags...)
	s.Options = append([]Option{}, s.Options...)
	for i, o := range s.Options {
		values := append([]Value{}, o.Values...)
		for v := range values {
			values[v].First = 0
		}
		s.Options[i].Values = values
	}
	for i := range s.Variants {
		v := &s.Variants[i]
		v.CreatedAt, v.UpdatedAt, v.MediaID = time.Time{}, time.Time{}, nil
		v.Value1ID, v.Value2ID, v.Value3ID = 0, 0, 0 // Selected says the same
		v.Fields = plainFields(v.Fields)
	}
	for i := range s.Media {
		m := &s.Media[i]
		m.CreatedAt, m.UpdatedAt = time.Time{}, time.Time{}
		m.Sources = append([]MediaSource{}, m.Sources...)
	}
	s.Fields = plainFields(s.Fields)
	s.Links = append([]Link{}, s.Links...)
	sortLinks(s.Links)
	b, err := json.Marshal(s)
	if err != nil {
		panic("catalog: a product's state does not marshal: " + err.Error()) // plain structs always do
	}
	return b
}

func plainFields(fields []Metafield) []Metafield {
	out := append([]Metafield{}, fields...)
	for i := range out {
		out[i].CreatedAt, out[i].UpdatedAt = time.Time{}, time.Time{}
	}
	sortFields(out)
	return slices.Clip(out)
}
