package content_test

import (
	"testing"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestDefinitionsOfWhatWasThere puts entries into tables from before there were definitions.
func TestDefinitionsOfWhatWasThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		for name := ""; name != "00018_content_writes.sql"; {
			name = got[string](t)(db.MigrateDown(t.Context()))
		}
		must(t, db.InTx(t.Context(), func(tx database.Tx) error {
			for handle, entry := range map[string][2]string{
				"a": {"maker", `[{"key":"name","type":"single_line_text_field","value":"A"},{"key":"since","type":"number_integer","value":"1988"}]`},
				"b": {"maker", `[{"key":"name","type":"single_line_text_field","value":"B"},{"key":"Name","type":"color","value":"#ffffff"},{"key":"since","type":"date","value":"1988-01-01"}]`},
				"c": {"Maker", `[{"key":"name","type":"json","value":"{\"key\":1}"}]`}, "d": {"nothing", `[]`},
			} {
				if err := tx.DB.Exec("INSERT INTO metaobjects (type, handle, fields, created_at, updated_at) VALUES (?, ?, ?, ?, ?)", entry[0], handle, entry[1], tx.Now, tx.Now).Error; err != nil {
					return err
				}
			}
			return nil
		}))
		must(t, db.Migrate(t.Context(), func(string) {}))
		defined := map[string][]content.FieldDefinition{}
		for _, d := range all[content.MetaobjectDefinition](t, db) {
			if defined[d.Type] = d.Fields; d.Name != d.Type || d.Version != 1 || d.CreatedAt.IsZero() {
				t.Errorf("the definition is %+v", d)
			}
		}
		same(t, "definitions", map[string][]content.FieldDefinition{
			"maker": {{Key: "name", Name: "name", Type: "single_line_text_field"}, {Key: "Name", Name: "Name", Type: "color"}, {Key: "since", Name: "since", Type: "multi_line_text_field"}},
			"Maker": {{Key: "name", Name: "name", Type: "json"}}, "nothing": {},
		}, defined)
	})
}
