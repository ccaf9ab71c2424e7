package content

import (
	"encoding/json"
	"fmt"
	"strings"

	"cartwright/internal/database"
)

// entriesAfter are the next entries of a type behind an id, some hundreds of them.
func entriesAfter(tx database.Tx, kind string, id int64) ([]Metaobject, error) {
	var rows []Metaobject
	if err := tx.DB.Where("type = ? AND id > ?", kind, id).Order("id").Limit(rowsPerInsert).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read entries of the type %s: %w", kind, err)
	}
	return rows, nil
}

// rewriteEntries writes the fields of entries, all in one statement.
func rewriteEntries(tx database.Tx, rows []Metaobject) error {
	if len(rows) == 0 {
		return nil
	}
	var cases strings.Builder
	args, ids := []any{tx.Now}, make([]int64, len(rows))
	for i, m := range rows {
		fields, err := json.Marshal(m.Fields)
		if err != nil {
			return fmt.Errorf("write the fields of metaobject %d as JSON: %w", m.ID, err)
		}
		cases.WriteString(" WHEN ? THEN ?")
		args, ids[i] = append(args, m.ID, string(fields)), m.ID
	}
	text := "UPDATE metaobjects SET updated_at = ?, version = version + 1, fields = CASE id" + cases.String() + " END WHERE id IN ?"
	if err := tx.DB.Exec(text, append(args, ids)...).Error; err != nil {
		return fmt.Errorf("write the fields of %d metaobjects: %w", len(rows), err)
	}
	return tx.Changed("metaobject", ids...)
}

// removeEntries deletes the entries of a type, and tells their ids.
func removeEntries(tx database.Tx, kind string) ([]int64, error) {
	var ids []int64
	if err := tx.DB.Model(&Metaobject{}).Where("type = ?", kind).Order("id").Pluck("id", &ids).Error; err != nil {
		return nil, fmt.Errorf("list the entries of the type %s: %w", kind, err)
	}
	if err := tx.DB.Exec("DELETE FROM metaobjects WHERE type = ?", kind).Error; err != nil {
		return nil, fmt.Errorf("remove the entries of the type %s: %w", kind, err)
	}
	return ids, nil
}
