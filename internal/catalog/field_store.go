package catalog

import (
	"fmt"

	"cartwright/internal/database"
)

// SetFieldsIn sets metafields of one owner in the transaction of whoever keeps the owner; what is not named stays. The
// caller holds the owner's row, so that no two of its writers meet.
func (s *Service) SetFieldsIn(tx database.Tx, ownerType string, owner int64, specs []MetafieldSpec) ([]Metafield, error) {
	if err := checkFields("metafields", specs); err != nil {
		return nil, err
	}
	var old []Metafield
	if err := tx.DB.Where("owner_type = ? AND owner_id = ?", ownerType, owner).Find(&old).Error; err != nil {
		return nil, fmt.Errorf("load metafields of %s %d: %w", ownerType, owner, err)
	}
	fields := layFields(ownerType, owner, specs, old, tx.Now)
	rows := make([]*Metafield, len(fields))
	for i := range fields {
		rows[i] = &fields[i]
	}
	if err := store(tx.DB, "metafields", rows, func(m *Metafield) bool { return m.ID == 0 }); err != nil {
		return nil, err
	}
	for i := range fields {
		fields[i] = *rows[i]
	}
	return fields, nil
}

// FieldsIn are all metafields of one owner, as the transaction sees them.
func (s *Service) FieldsIn(tx database.Tx, ownerType string, owner int64) ([]Metafield, error) {
	var rows []Metafield
	err := tx.DB.Where("owner_type = ? AND owner_id = ?", ownerType, owner).Order("namespace, name").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load metafields of %s %d: %w", ownerType, owner, err)
	}
	return rows, nil
}

// RemoveFieldIn removes one metafield and tells its id; 0 where there was none.
func (s *Service) RemoveFieldIn(tx database.Tx, ownerType string, owner int64, namespace, key string) (int64, error) {
	var row Metafield
	err := tx.DB.Where("owner_type = ? AND owner_id = ? AND namespace = ? AND name = ?", ownerType, owner, namespace, key).
		Limit(1).Find(&row).Error
	if err == nil && row.ID > 0 {
		err = tx.DB.Delete(&Metafield{}, row.ID).Error
	}
	if err != nil {
		return 0, fmt.Errorf("remove metafield %s.%s of %s %d: %w", namespace, key, ownerType, owner, err)
	}
	return row.ID, nil
}

// ClearFieldsIn removes all metafields of the owners.
func (s *Service) ClearFieldsIn(tx database.Tx, ownerType string, owners []int64) error {
	if err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id IN ?", ownerType, owners).Error; err != nil {
		return fmt.Errorf("clear metafields of %d %ss: %w", len(owners), ownerType, err)
	}
	return nil
}
