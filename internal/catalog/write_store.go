package catalog

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"cartwright/internal/database"
)

// writePlans writes the plans of a batch, table by table, so that the statements are shared. Products that are new go
// first, for their ids; their rows are completed at the end, when the ids of all they repeat are known.
func (s *Service) writePlans(tx database.Tx, plans []*plan, there *present) error {
	for _, step := range []func(database.Tx, []*plan, *present) error{
		insertProducts, clearOld, writeOptions, writeMedia, writeVariants, writeStock, writeFields, writeLinks, writeTags,
		completeProducts,
	} {
		if err := step(tx, plans, there); err != nil {
			return err
		}
	}
	ids := make([]ProductID, len(plans))
	for i, p := range plans {
		ids[i] = p.product.ID
	}
	return s.rematch(tx, ids)
}

func insertProducts(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*Product
	for _, p := range plans {
		if p.isNew() {
			p.product.Options = []Option{}
			rows = append(rows, &p.product)
		}
	}
	return store(tx.DB, "products", rows, func(*Product) bool { return true })
}

// clearOld removes what the plans no longer have, and what is written anew as a whole.
func clearOld(tx database.Tx, plans []*plan, there *present) error {
	var known []ProductID
	var variants []VariantID
	var options []OptionID
	var values []ValueID
	for _, p := range plans {
		if p.isNew() {
			continue
		}
		known = append(known, p.was.ID)
		kept := map[int64]bool{}
		for _, v := range p.variants {
			kept[int64(v.ID)] = true
		}
		for _, v := range p.old.variants {
			if !kept[int64(v.ID)] {
				variants = append(variants, v.ID)
			}
		}
		keptOptions, keptValues := map[OptionID]bool{}, map[ValueID]bool{}
		for _, o := range p.options {
			keptOptions[o.ID] = true
			for _, v := range o.Values {
				keptValues[v.ID] = true
			}
		}
		for _, o := range p.was.Options {
			if !keptOptions[o.ID] {
				options = append(options, o.ID)
			}
			for _, v := range o.Values {
				if !keptValues[v.ID] {
					values = append(values, v.ID)
				}
			}
		}
	}
	if len(known) == 0 {
		return nil
	}
	if err := removeStock(tx, variants, there.why); err != nil {
		return err
	}
	for _, d := range []struct {
		sql  string
		args []any
		skip bool
	}{
		{"DELETE FROM metafields WHERE owner_type = ? AND owner_id IN ?", []any{OwnerVariant, variants}, len(variants) == 0},
		{"DELETE FROM variants WHERE id IN ?", []any{variants}, len(variants) == 0},
		{"DELETE FROM product_option_values WHERE id IN ?", []any{values}, len(values) == 0},
		{"DELETE FROM product_options WHERE id IN ?", []any{options}, len(options) == 0},
		{"DELETE FROM product_media WHERE product_id IN ?", []any{known}, false},
		{"DELETE FROM product_links WHERE product_id IN ?", []any{known}, false},
		{"DELETE FROM product_tags WHERE product_id IN ?", []any{known}, false},
	} {
		if d.skip {
			continue
		}
		if err := tx.DB.Exec(d.sql, d.args...).Error; err != nil {
			return fmt.Errorf("clear what %d products no longer have: %w", len(known), err)
		}
	}
	return nil
}

func writeOptions(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*optionRow
	var renamed []OptionID
	same := map[OptionID]bool{}
	for _, p := range plans {
		was := map[OptionID]optionRow{}
		for i, o := range p.was.Options {
			was[o.ID] = optionRow{ID: o.ID, ProductID: p.was.ID, Position: i + 1, Name: o.Name}
		}
		for i := range p.options {
			r := &optionRow{ID: p.options[i].ID, ProductID: p.product.ID, Position: i + 1, Name: p.options[i].Name}
			rows = append(rows, r)
			if old, known := was[r.ID]; known && old.Name != r.Name {
				renamed = append(renamed, r.ID)
			} else if known && old == *r {
				same[r.ID] = true
			}
		}
	}
	if err := park(tx, "UPDATE product_options SET product_id = -id WHERE id IN ?", renamed); err != nil {
		return err
	}
	if err := store(tx.DB, "options", rows, func(r *optionRow) bool { return r.ID == 0 }, func(r *optionRow) bool { return same[r.ID] }); err != nil {
		return err
	}
	return writeValues(tx, plans, rows)
}

// writeValues writes the values of the options, whose rows are in the order of the plans.
func writeValues(tx database.Tx, plans []*plan, options []*optionRow) error {
	var values []*valueRow
	var renamed []ValueID
	same := map[ValueID]bool{}
	next := 0
	for _, p := range plans {
		was := map[ValueID]valueRow{}
		for _, o := range p.was.Options {
			for n, v := range o.Values {
				was[v.ID] = valueRow{ID: v.ID, OptionID: o.ID, ProductID: p.was.ID, Position: n + 1, Name: v.Name, SwatchColor: v.SwatchColor}
			}
		}
		for i := range p.options {
			p.options[i].ID = options[next].ID
			for n, v := range p.options[i].Values {
				r := &valueRow{ID: v.ID, OptionID: options[next].ID, ProductID: p.product.ID, Position: n + 1,
					Name: v.Name, SwatchColor: v.SwatchColor}
				values = append(values, r)
				if old, known := was[r.ID]; known && old.Name != r.Name {
					renamed = append(renamed, r.ID)
				} else if known && old == *r {
					same[r.ID] = true
				}
			}
			next++
		}
	}
	if err := park(tx, "UPDATE product_option_values SET option_id = -id WHERE id IN ?", renamed); err != nil {
		return err
	}
	if err := store(tx.DB, "option values", values, func(r *valueRow) bool { return r.ID == 0 }, func(r *valueRow) bool { return same[r.ID] }); err != nil {
		return err
	}
	next = 0
	for _, p := range plans {
		for i := range p.options {
			for n := range p.options[i].Values {
				p.options[i].Values[n].ID = values[next].ID
				next++
			}
		}
	}
	return nil
}

// park takes rows out of their unique keys before they are overwritten: two that swap their names would meet there, and
// MySQL would then overwrite the other row.
func park[ID ~int64](tx database.Tx, sql string, ids []ID) error {
	for chunk := range slices.Chunk(ids, idsPerStatement) {
		if err := tx.DB.Exec(sql, chunk).Error; err != nil {
			return fmt.Errorf("park %d rows: %w", len(chunk), err)
		}
	}
	return nil
}

func writeMedia(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*Media
	were := map[MediaID]Media{}
	for _, p := range plans {
		for _, m := range p.old.media {
			were[m.ID] = m.Media
		}
		for i := range p.media {
			rows = append(rows, &p.media[i].Media)
		}
	}
	if err := store(tx.DB, "media", rows, func(m *Media) bool { return m.ID == 0 }, func(m *Media) bool {
		return sameBut(were[m.ID], *m, m.UpdatedAt, func(m *Media) *time.Time { return &m.UpdatedAt })
	}); err != nil {
		return err
	}
	var places []*placeRow
	for _, p := range plans {
		p.product.FeaturedImage = nil
		for i := range p.media {
			m := &p.media[i].Media
			places = append(places, &placeRow{ProductID: p.product.ID, Position: i + 1, MediaID: m.ID})
			if p.product.FeaturedImage == nil {
				p.product.FeaturedImage = m.Still()
			}
		}
	}
	return store(tx.DB, "places of media", places, func(*placeRow) bool { return true })
}

func writeVariants(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*Variant
	for _, p := range plans {
		ids := make([]map[string]ValueID, len(p.options))
		for o := range p.options {
			ids[o] = map[string]ValueID{}
			for _, v := range p.options[o].Values {
				ids[o][v.Name] = v.ID
			}
		}
		for i := range p.variants {
			v := &p.variants[i]
			v.ProductID = p.product.ID
			for o, at := range []*ValueID{&v.Value1ID, &v.Value2ID, &v.Value3ID} {
				*at = 0
				if o < len(v.Selected) {
					*at = ids[o][v.Selected[o].Value]
				}
			}
			v.MediaID = nil
			if n := p.image(i); n >= 0 {
				id := p.media[n].ID
				v.MediaID = &id
			}
			rows = append(rows, v)
		}
	}
	return storeVariants(tx, rows, plans)
}

// storeVariants writes the variants. What they are unique by is taken from those whose keys change, and given to them at
// the end: a key that somebody else has taken meanwhile is a duplicate then, and nobody's row is overwritten.
func storeVariants(tx database.Tx, rows []*Variant, plans []*plan) error {
	were := map[VariantID]Variant{}
	for _, p := range plans {
		for _, v := range p.old.variants {
			were[v.ID] = v
		}
	}
	keys := map[VariantID]*string{}
	var parked []VariantID
	for _, v := range rows {
		was, known := were[v.ID]
		if known && (!samePointer(was.SKUKey, v.SKUKey) || was.Value1ID != v.Value1ID || was.Value2ID != v.Value2ID || was.Value3ID != v.Value3ID) {
			parked, keys[v.ID] = append(parked, v.ID), v.SKUKey
			v.SKUKey = nil
		}
	}
	if err := park(tx, "UPDATE variants SET sku_key = NULL, value1_id = -id WHERE id IN ?", parked); err != nil {
		return err
	}
	err := store(tx.DB, "variants", rows, func(v *Variant) bool { return v.ID == 0 }, func(v *Variant) bool {
		_, moved := keys[v.ID]
		return !moved && sameBut(were[v.ID], *v, v.UpdatedAt, func(v *Variant) *time.Time { return &v.UpdatedAt })
	})
	if err != nil {
		return err
	}
	for _, v := range rows {
		if key, moved := keys[v.ID]; moved {
			v.SKUKey = key
		}
	}
	return giveSKUs(tx, keys, parked)
}

// giveSKUs gives variants the keys of their SKUs.
func giveSKUs(tx database.Tx, keys map[VariantID]*string, parked []VariantID) error {
	parked = slices.DeleteFunc(slices.Clone(parked), func(id VariantID) bool { return keys[id] == nil })
	for chunk := range slices.Chunk(parked, idsPerStatement/4) {
		var cases strings.Builder
		args := make([]any, 0, 2*len(chunk)+1)
		for _, id := range chunk {
			cases.WriteString(" WHEN ? THEN ?")
			args = append(args, id, *keys[id])
		}
		args = append(args, chunk)
		if err := tx.DB.Exec("UPDATE variants SET sku_key = CASE id"+cases.String()+" END WHERE id IN ?", args...).Error; err != nil {
			return fmt.Errorf("give %d variants their SKUs: %w", len(chunk), err)
		}
	}
	return nil
}

func samePointer(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

// sameBut reports whether a row is as it was, but for when it was written.
func sameBut[T any](was, is T, at time.Time, updated func(*T) *time.Time) bool {
	*updated(&was) = at
	return reflect.DeepEqual(was, is)
}

// writeStock writes the declared stock; levels that are so already are left alone. A new variant begins with none at the
// default location.
func writeStock(tx database.Tx, plans []*plan, there *present) error {
	var known []VariantID
	present := map[VariantID]bool{}
	for _, p := range plans {
		for i := range p.old.variants {
			known = append(known, p.old.variants[i].ID)
			present[p.old.variants[i].ID] = true
		}
	}
	were := map[pair]Level{}
	if len(known) > 0 {
		rows, err := lockLevels(tx, known)
		if err != nil {
			return err
		}
		were = index(rows, func(l Level) pair { return l.at() })
	}
	var levels []*Level
	var entries []*StockEntry
	for _, p := range plans {
		for i := range p.variants {
			declared := p.spec.Variants[i].declaredStock(there)
			if _, said := declared[there.location]; !said && !present[p.variants[i].ID] {
				declared[there.location] = 0
			}
			for _, location := range slices.Sorted(maps.Keys(declared)) {
				l := &Level{VariantID: p.variants[i].ID, LocationID: location, Quantity: declared[location], UpdatedAt: tx.Now}
				was, old := were[l.at()]
				if old && was.Quantity == l.Quantity {
					continue
				}
				levels = append(levels, l)
				if l.Quantity != was.Quantity {
					entries = append(entries, there.why.entry(l, l.Quantity-was.Quantity))
				}
			}
		}
	}
	return writeLevels(tx, levels, entries)
}

func writeFields(tx database.Tx, plans []*plan, there *present) error {
	var rows []*Metafield
	var gone []int64
	for _, p := range plans {
		for i := range p.fields {
			p.fields[i].OwnerID = int64(p.product.ID)
			rows = append(rows, &p.fields[i])
		}
		for v := range p.ofVariant {
			for i := range p.ofVariant[v] {
				p.ofVariant[v][i].OwnerID = int64(p.variants[v].ID)
				rows = append(rows, &p.ofVariant[v][i])
			}
		}
	}
	kept := map[int64]bool{}
	for _, r := range rows {
		kept[r.ID] = true
	}
	for _, p := range plans {
		for _, id := range p.oldFields {
			if !kept[id] {
				gone = append(gone, id)
			}
		}
	}
	if len(gone) > 0 {
		if err := tx.DB.Exec("DELETE FROM metafields WHERE id IN ?", gone).Error; err != nil {
			return fmt.Errorf("remove metafields: %w", err)
		}
	}
	return store(tx.DB, "metafields", rows, func(m *Metafield) bool { return m.ID == 0 }, func(m *Metafield) bool {
		return sameBut(there.fields[m.ID], *m, m.UpdatedAt, func(m *Metafield) *time.Time { return &m.UpdatedAt })
	})
}

func writeLinks(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*Link
	for _, p := range plans {
		for i := range p.links {
			p.links[i].ProductID = p.product.ID
			rows = append(rows, &p.links[i])
		}
	}
	return store(tx.DB, "links", rows, func(*Link) bool { return true })
}

func writeTags(tx database.Tx, plans []*plan, _ *present) error {
	var rows []*tagRow
	for _, p := range plans {
		for _, t := range p.product.Tags { // distinct, and without the blanks at the end that MySQL does not compare
			rows = append(rows, &tagRow{Tag: t, ProductID: p.product.ID})
		}
	}
	return store(tx.DB, "tags", rows, func(*tagRow) bool { return true })
}

// completeProducts writes the product rows with the ids they repeat, and brings the copies in collections up to date.
func completeProducts(tx database.Tx, plans []*plan, _ *present) error {
	rows := make([]*Product, len(plans))
	var known []ProductID
	for i, p := range plans {
		p.product.Options = withFirsts(p.options, p.variants)
		rows[i] = &p.product
		if !p.isNew() {
			known = append(known, p.product.ID)
		}
	}
	if err := store(tx.DB, "products", rows, func(*Product) bool { return false }); err != nil {
		return err
	}
	if len(known) == 0 {
		return nil
	}
	err := tx.DB.Exec(`UPDATE collection_products SET
		title_key = (SELECT p.title_key FROM products p WHERE p.id = product_id),
		price_min = (SELECT p.price_min FROM products p WHERE p.id = product_id),
		sales = (SELECT p.sales FROM products p WHERE p.id = product_id),
		created_at = (SELECT p.created_at FROM products p WHERE p.id = product_id),
		listed_at = (SELECT CASE WHEN p.status = ? THEN p.published_at END FROM products p WHERE p.id = product_id)
		WHERE product_id IN ?`, Active, known).Error
	if err != nil {
		return fmt.Errorf("refresh the places of %d products: %w", len(known), err)
	}
	return nil
}

// withFirsts notes with each value the variant to show for it: the one whose other values stand earliest.
func withFirsts(options []Option, variants []Variant) []Option {
	places := map[ValueID]int{}
	for _, o := range options {
		for i, v := range o.Values {
			places[v.ID] = i
		}
	}
	first := map[ValueID]*Variant{}
	key := func(v *Variant) [3]int { return [3]int{places[v.Value1ID], places[v.Value2ID], places[v.Value3ID]} }
	for i := range variants {
		v := &variants[i]
		for _, id := range []ValueID{v.Value1ID, v.Value2ID, v.Value3ID} {
			if id == 0 {
				continue
			}
			if f := first[id]; f == nil || earlier(key(v), key(f)) {
				first[id] = v
			}
		}
	}
	for o := range options {
		for i := range options[o].Values {
			if f := first[options[o].Values[i].ID]; f != nil {
				options[o].Values[i].First = f.ID
			}
		}
	}
	return options
}

func earlier(a, b [3]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
