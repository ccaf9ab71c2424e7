package graph

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
)

// inventoryPayload shows what became of a mutation of stock: what it wrote, or its faults, and beside a Conflict what there
// is now. An id stands beside the argument, and so do the faults at it.
func inventoryPayload(argument string, p *model.InventoryPayload, err error) (*model.InventoryPayload, error) {
	if f, ok := errors.AsType[*fault.Fault](err); ok && slices.Equal(f.Path, []string{"id"}) {
		argument = ""
	}
	faults, wrong := userErrors(argument, err)
	switch {
	case wrong != nil:
		return nil, wrong
	case len(faults) > 0 && !fault.Is(err, fault.Conflict):
		p = &model.InventoryPayload{}
	}
	p.UserErrors = faults
	return p, nil
}

// setQuantities makes levels what they shall be.
func (r *Resolver) setQuantities(ctx context.Context, in model.InventorySetQuantitiesInput) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.InventoryWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	c := catalog.StockChange{Name: in.Name, Reason: catalog.StockReason(in.Reason), Reference: said(in.ReferenceDocumentURI)}
	force := yes(in.IgnoreCompareQuantity.Value(), false)
	for i, q := range in.Quantities {
		row := catalog.StockRow{VariantID: itemID(q.InventoryItemID), LocationID: numberOf("Location", q.LocationID), Quantity: int64(q.Quantity)}
		from, asked := q.ChangeFromQuantity.ValueOK()
		compare := q.CompareQuantity.Value()
		path := "quantities." + strconv.Itoa(i) + ".compareQuantity"
		switch {
		case force:
		case from != nil && compare != nil && *from != *compare:
			return inventoryPayload("input", &model.InventoryPayload{}, fault.Invalidf(path, "changeFromQuantity says something else; give one of them"))
		case from != nil:
			row.Expected, row.At = new(int64(*from)), "changeFromQuantity"
		case compare != nil:
			row.Expected, row.At = new(int64(*compare)), "compareQuantity"
		case !asked:
			return inventoryPayload("input", &model.InventoryPayload{}, fault.Invalidf(path, "say what you think is there, or give ignoreCompareQuantity: true"))
		}
		c.Rows = append(c.Rows, row)
	}
	out, err := r.catalog.SetStock(ctx, by(ctx), c)
	return inventoryPayload("input", changedStock(out, c.Name), err)
}

// adjustQuantities adds to levels.
func (r *Resolver) adjustQuantities(ctx context.Context, in model.InventoryAdjustQuantitiesInput) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.InventoryWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	c := catalog.StockChange{Name: in.Name, Reason: catalog.StockReason(in.Reason), Reference: said(in.ReferenceDocumentURI)}
	for _, q := range in.Changes {
		row := catalog.StockRow{VariantID: itemID(q.InventoryItemID), LocationID: numberOf("Location", q.LocationID), Quantity: int64(q.Delta)}
		if from := q.ChangeFromQuantity.Value(); from != nil {
			row.Expected, row.At = new(int64(*from)), "changeFromQuantity"
		}
		c.Rows = append(c.Rows, row)
	}
	out, err := r.catalog.AdjustStock(ctx, by(ctx), c)
	return inventoryPayload("input", changedStock(out, c.Name), err)
}

func changedStock(out catalog.StockOutcome, name string) *model.InventoryPayload {
	p := &model.InventoryPayload{InventoryAdjustmentGroup: model.NewAdjustmentGroup(out.Entries, name)}
	for _, l := range model.NewLevels(out.Levels, nil) {
		p.InventoryLevels = append(p.InventoryLevels, *l)
	}
	return p
}

// itemID is the variant of an inventory item.
func itemID(gid string) catalog.VariantID {
	return catalog.VariantID(numberOf("InventoryItem", gid))
}

// updateItem changes what stock-keeping knows of a variant.
func (r *Resolver) updateItem(ctx context.Context, gid string, in model.InventoryItemInput, expected *int) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.InventoryWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	c := catalog.ItemChange{SKU: cleared(in.Sku), Tracked: in.Tracked.Value(), RequiresShipping: in.RequiresShipping.Value()}
	if text, ok := in.Cost.ValueOK(); ok {
		c.Cost = new((*int64)(nil))
		if text != nil {
			s, err := r.settings.Settings(ctx)
			if err != nil {
				return nil, err
			}
			minor, err := amount("cost", *text, s.Currency)
			if err != nil {
				return inventoryPayload("input", &model.InventoryPayload{}, err)
			}
			*c.Cost = &minor
		}
	}
	item, err := r.catalog.UpdateItem(ctx, by(ctx), itemID(gid), c, version(expected))
	return inventoryPayload("input", &model.InventoryPayload{InventoryItem: model.NewItems([]catalog.Item{item}, view(ctx))[0]}, err)
}

// cleared is a text that a field is set to: what is absent stays, and null removes.
func cleared(o graphql.Omittable[*string]) *string {
	text, ok := o.ValueOK()
	if ok && text == nil {
		return new("")
	}
	return text
}

// activateItem has an item kept at a location.
func (r *Resolver) activateItem(ctx context.Context, item, location string, available *int) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.InventoryWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	var quantity *int64
	if available != nil {
		quantity = new(int64(*available))
	}
	l, err := r.catalog.Activate(ctx, by(ctx), itemID(item), numberOf("Location", location), quantity)
	p := &model.InventoryPayload{}
	if l.VariantID != 0 {
		p.InventoryLevel = model.NewLevels([]catalog.Level{l}, nil)[0]
	}
	return inventoryPayload("", p, err)
}

// deactivateItem has an item kept at a location no longer; either the level is named, or both of what it is of.
func (r *Resolver) deactivateItem(ctx context.Context, level, item, location *string) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.InventoryWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	var at catalog.VariantID
	var place int64
	switch {
	case level != nil:
		_, variant, _ := strings.Cut(*level, "?inventory_item_id=")
		at, place = itemID("gid://shopify/InventoryItem/"+variant), numberOf("InventoryLevel", *level)
	case item == nil || location == nil:
		return inventoryPayload("", &model.InventoryPayload{}, fault.Invalidf("inventoryLevelId", "name the level, or both the item and the location"))
	default:
		at, place = itemID(*item), numberOf("Location", *location)
	}
	return inventoryPayload("", &model.InventoryPayload{}, r.catalog.Deactivate(ctx, by(ctx), at, place))
}

// item finds an item; null where there is none.
func (r *Resolver) item(ctx context.Context, gid string) (*model.InventoryItem, error) {
	id, ok, err := parseID("id", gid, "InventoryItem")
	if err != nil || !ok {
		return nil, err
	}
	row, err := r.catalog.FindItem(ctx, catalog.VariantID(id))
	return absent(model.NewItems([]catalog.Item{row}, view(ctx))[0], err)
}

func (r *Resolver) items(ctx context.Context, q catalog.ItemQuery) (*model.InventoryItemConnection, error) {
	rows, err := r.catalog.Items(ctx, q)
	return shown(rows, err, func(rows []catalog.Item) []*model.InventoryItem { return model.NewItems(rows, view(ctx)) })
}

// levelsOf are an item's levels; one statement brings those of all items of a page.
func (r *Resolver) levelsOf(ctx context.Context, i *model.InventoryItem) ([]*model.InventoryLevel, error) {
	found, err := model.Share(ctx, i.Of.Kin.Siblings, "stock levels", func(ctx context.Context, ids []catalog.VariantID) (map[catalog.VariantID][]*model.InventoryLevel, error) {
		levels, err := r.catalog.LevelsOf(ctx, ids)
		var rows []catalog.Level
		items := make(map[catalog.VariantID]*model.InventoryItem, len(ids))
		for _, id := range ids {
			rows = append(rows, levels[id]...)
			items[id] = i.Of.Kin.Variants[id].InventoryItem()
		}
		out := make(map[catalog.VariantID][]*model.InventoryLevel, len(ids))
		for _, l := range model.NewLevels(rows, items) {
			out[l.Row.VariantID] = append(out[l.Row.VariantID], l)
		}
		return out, err
	})
	return found[i.Of.Row.ID], err
}

// level is an item's level at a location; null where it is not kept there.
func (r *Resolver) level(ctx context.Context, i *model.InventoryItem, gid string) (*model.InventoryLevel, error) {
	id, _, err := parseID("locationId", gid, "Location")
	if err != nil {
		return nil, err
	}
	all, err := r.levelsOf(ctx, i)
	for _, l := range all {
		if l.Row.LocationID == id {
			return l, err
		}
	}
	return nil, err
}

// pageOfLevels pages over an item's levels in memory: a shop has few locations.
func (r *Resolver) pageOfLevels(ctx context.Context, i *model.InventoryItem, reverse bool, args page.Args) (*model.InventoryLevelConnection, error) {
	const listing = "inventoryLevels"
	want, err := page.Check(listing, args)
	if err != nil {
		return nil, err
	}
	all, err := r.levelsOf(ctx, i)
	if err != nil {
		return nil, err
	}
	if all = slices.Clone(all); reverse {
		slices.Reverse(all)
	}
	conn, err := page.Slice(want, all, listing, func(l *model.InventoryLevel) page.Cursor { return page.Cursor{ID: l.Row.LocationID} })
	if err != nil {
		return nil, err
	}
	return model.NewConnection(conn), nil
}

// entriesOf are a page of what became of an item's stock; one statement brings those of all items of a page.
func (r *Resolver) entriesOf(ctx context.Context, i *model.InventoryItem, q catalog.SubQuery) (*model.StockEntryConnection, error) {
	found, err := model.Share(ctx, i.Of.Kin.Siblings, variantsKey{"stock entries", q.Reverse, keyOf(q.Args)},
		func(ctx context.Context, ids []catalog.VariantID) (map[catalog.VariantID]*model.StockEntryConnection, error) {
			pages, err := r.catalog.StockEntriesOf(ctx, ids, q)
			if err != nil {
				return nil, err
			}
			return families(pages, ids, func(rows []catalog.StockEntry) []*model.StockEntry { return model.NewStockEntries(rows, "") }), nil
		})
	return found[i.Of.Row.ID], err
}

// itemOf is the item of a level or an entry; null where it is gone. Those that are not at hand are read together.
func (r *Resolver) itemOf(ctx context.Context, kin *model.StockKin, id catalog.VariantID) (*model.InventoryItem, error) {
	if i := kin.Items[id]; i != nil {
		return i, nil
	}
	found, err := model.Share(ctx, kin.Siblings, "items", func(ctx context.Context, ids []catalog.VariantID) (map[catalog.VariantID]*model.InventoryItem, error) {
		rows, err := r.catalog.ItemsByIDs(ctx, ids)
		out := make(map[catalog.VariantID]*model.InventoryItem, len(rows))
		for _, i := range model.NewItems(values(rows), view(ctx)) {
			out[i.Of.Row.ID] = i
		}
		return out, err
	})
	return found[id], err
}

// locationOf is the location of a level or an entry, in use or not; a shop has few, so all are read together.
func (r *Resolver) locationOf(ctx context.Context, kin *model.StockKin, id int64) (*model.Location, error) {
	found, err := model.Share(ctx, kin.Siblings, "locations", func(ctx context.Context, _ []catalog.VariantID) (map[int64]*model.Location, error) {
		rows, err := r.settings.AllLocations(ctx)
		out := make(map[int64]*model.Location, len(rows))
		for _, l := range model.NewLocations(values(rows)) {
			out[l.Row.ID] = l
		}
		return out, err
	})
	return found[id], err
}

// elsewhere are the names of numbers that the platform has and the shop does not keep; they are 0.
var elsewhere = []string{"committed", "damaged", "incoming", "quality_control", "reserved", "safety_stock"}

// quantities are a level's numbers by their names.
func quantities(l *model.InventoryLevel, names []string) ([]model.InventoryQuantity, error) {
	out := make([]model.InventoryQuantity, len(names))
	for i, name := range names {
		out[i].Name = name
		switch {
		case name == "available" || name == "on_hand":
			out[i].Quantity, out[i].UpdatedAt = int(l.Row.Quantity), &l.Row.UpdatedAt
		case !slices.Contains(elsewhere, name):
			return nil, fault.Invalidf("names."+strconv.Itoa(i), "%.40q is no quantity; use available, on_hand, %s", name, strings.Join(elsewhere, ", "))
		}
	}
	return out, nil
}

// versionOf is the version of an item's product.
func (r *Resolver) versionOf(ctx context.Context, i *model.InventoryItem) (int, error) {
	p, err := r.parent(ctx, i.Of)
	if err != nil || p == nil {
		return 0, err
	}
	return int(p.Row.Version), nil
}

// location finds a location, in use or not; null where there is none.
func (r *Resolver) location(ctx context.Context, gid string) (*model.Location, error) {
	id, ok, err := parseID("id", gid, "Location")
	if err != nil || !ok {
		return nil, err
	}
	rows, err := r.settings.AllLocations(ctx)
	if l, there := rows[id]; there {
		return model.NewLocations([]shop.Location{l})[0], nil
	}
	return nil, err
}

// stockLocations are the locations by their ids.
func (r *Resolver) stockLocations(ctx context.Context, all bool, args page.Args) (*model.LocationConnection, error) {
	const listing = "stockLocations"
	want, err := page.Check(listing, args)
	if err != nil {
		return nil, err
	}
	rows, err := r.settings.AllLocations(ctx)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(values(rows), func(l shop.Location) bool { return !all && !l.Active })
	slices.SortFunc(list, func(a, b shop.Location) int { return int(a.ID - b.ID) })
	conn, err := page.Slice(want, list, listing, func(l shop.Location) page.Cursor { return page.Cursor{ID: l.ID} })
	return shown(conn, err, model.NewLocations)
}

// locationPayload shows a location that was written, or is there beside a Conflict.
func locationPayload(argument string, l shop.Location, err error) (*model.InventoryPayload, error) {
	p := &model.InventoryPayload{}
	if l.ID != 0 {
		p.Location = model.NewLocations([]shop.Location{l})[0]
	}
	return inventoryPayload(argument, p, err)
}

func (r *Resolver) addLocation(ctx context.Context, in model.LocationAddInput) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.SettingsWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	a := in.Address
	l, err := r.settings.AddLocation(ctx, by(ctx), shop.LocationSpec{Name: &in.Name, Address1: cleared(a.Address1), Address2: cleared(a.Address2),
		City: cleared(a.City), CountryCode: new(string(a.CountryCode)), ProvinceCode: cleared(a.ProvinceCode), Zip: cleared(a.Zip), Phone: cleared(a.Phone),
		Latitude: degrees(a.Latitude), Longitude: degrees(a.Longitude)})
	return locationPayload("input", l, err)
}

func (r *Resolver) editLocation(ctx context.Context, gid string, in model.LocationEditInput, expected *int) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.SettingsWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	spec := shop.LocationSpec{Name: cleared(in.Name)}
	if a := in.Address.Value(); a != nil {
		spec.Address1, spec.Address2, spec.City, spec.ProvinceCode = cleared(a.Address1), cleared(a.Address2), cleared(a.City), cleared(a.ProvinceCode)
		spec.Zip, spec.Phone, spec.Latitude, spec.Longitude = cleared(a.Zip), cleared(a.Phone), degrees(a.Latitude), degrees(a.Longitude)
		if c := a.CountryCode.Value(); c != nil {
			spec.CountryCode = new(string(*c))
		}
	}
	l, err := r.settings.EditLocation(ctx, by(ctx), numberOf("Location", gid), spec, version(expected))
	return locationPayload("input", l, err)
}

// degrees are what a coordinate is set to: what is absent stays, and null removes.
func degrees(o graphql.Omittable[*float64]) **float64 {
	if v, ok := o.ValueOK(); ok {
		return &v
	}
	return nil
}

// useLocation takes a location into use, or out of it.
func (r *Resolver) useLocation(ctx context.Context, gid string, expected *int, on bool) (*model.InventoryPayload, error) {
	if err := viewer(ctx).Need(staff.SettingsWrite); err != nil {
		return inventoryPayload("", &model.InventoryPayload{}, err)
	}
	do := r.settings.DeactivateLocation
	if on {
		do = r.settings.ActivateLocation
	}
	l, err := do(ctx, by(ctx), numberOf("Location", gid), version(expected))
	return locationPayload("", l, err)
}
