package terms

import (
	"errors"
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

func loadZones(tx database.Tx) ([]Zone, error) {
	var zones []Zone
	var rates []Rate
	if err := errors.Join(tx.DB.Order("id").Find(&zones).Error, tx.DB.Order("zone_id, id").Find(&rates).Error); err != nil {
		return nil, fmt.Errorf("load the delivery zones: %w", err)
	}
	at := make(map[int64]int, len(zones))
	for i, z := range zones {
		at[z.ID] = i
	}
	for _, r := range rates {
		if i, ok := at[r.ZoneID]; ok {
			zones[i].Rates = append(zones[i].Rates, r)
		}
	}
	return zones, nil
}

// saveZone writes a zone and its rates; rates that it does not have any more go. New rates get their ids.
func saveZone(tx database.Tx, z *Zone, isNew bool) error {
	if err := saveRow(tx, z, isNew); err != nil {
		return err
	}
	var old, fresh []Rate
	kept := []int64{0} // never empty: IN wants something
	for i := range z.Rates {
		r := &z.Rates[i]
		if r.ZoneID = z.ID; r.ID == 0 {
			fresh = append(fresh, *r)
		} else {
			old, kept = append(old, *r), append(kept, r.ID)
		}
	}
	if err := tx.DB.Exec("DELETE FROM delivery_rates WHERE zone_id = ? AND id NOT IN ?", z.ID, kept).Error; err != nil {
		return fmt.Errorf("remove rates of zone %d: %w", z.ID, err)
	}
	if len(old) > 0 {
		if err := tx.DB.Clauses(clause.OnConflict{UpdateAll: true}).Create(old).Error; err != nil {
			return fmt.Errorf("write %d rates of zone %d: %w", len(old), z.ID, err)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := tx.DB.Create(fresh).Error; err != nil {
		return fmt.Errorf("write %d new rates of zone %d: %w", len(fresh), z.ID, err)
	}
	for i := range z.Rates {
		if z.Rates[i].ID == 0 {
			z.Rates[i], fresh = fresh[0], fresh[1:]
		}
	}
	return nil
}

func findZone(tx database.Tx, id int64) (Zone, error) {
	zone, err := findRow[Zone](tx, id, "there is no such zone")
	if err != nil {
		return Zone{}, err
	}
	if err := tx.DB.Where("zone_id = ?", id).Order("id").Find(&zone.Rates).Error; err != nil {
		return Zone{}, fmt.Errorf("load the rates of zone %d: %w", id, err)
	}
	return zone, nil
}

func removeZone(tx database.Tx, id int64) error {
	return remove(tx, "zone", id, "DELETE FROM delivery_rates WHERE zone_id = ?", "DELETE FROM delivery_zones WHERE id = ?")
}

func loadPickups(tx database.Tx) ([]Pickup, error) {
	var rows []Pickup
	if err := tx.DB.Order("location_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the pickups: %w", err)
	}
	return rows, nil
}

func replacePickups(tx database.Tx, rows []Pickup) error {
	if err := tx.DB.Exec("DELETE FROM pickups").Error; err != nil {
		return fmt.Errorf("clear the pickups: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.Create(rows).Error; err != nil {
		return fmt.Errorf("write %d pickups: %w", len(rows), err)
	}
	return nil
}
