package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func fieldOf(kind string, id int64, key, typ, value string) catalog.FieldChange {
	return catalog.FieldChange{FieldKey: catalog.FieldKey{OwnerType: kind, OwnerID: id, Key: key}, Type: typ, Value: value}
}

func TestWriteMetafields(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		put(t, s, tee("one"))
		c, err := s.PutCollection(t.Context(), catalog.CollectionSpec{Handle: "all", Title: "All"})
		if err != nil {
			t.Fatal(err)
		}
		p := find(t, s, "one")
		v := variantsOf(t, s, p.ID)[0]
		values := func() (out []string) {
			t.Helper()
			err := db.Read(t.Context()).Raw("SELECT owner_type || ' ' || name || ' ' || type || ' ' || value FROM metafields ORDER BY owner_type, name").Scan(&out).Error
			if db.Kind() != database.SQLite {
				out = nil
				err = db.Read(t.Context()).Raw("SELECT CONCAT(owner_type, ' ', name, ' ', type, ' ', value) FROM metafields ORDER BY owner_type, name").Scan(&out).Error
			}
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		before := []string{"Product fabric single_line_text_field cotton", "ProductVariant fit single_line_text_field loose"}
		all := []catalog.FieldChange{
			fieldOf(catalog.OwnerVariant, int64(v.ID), "length", "number_integer", "70"),
			fieldOf(catalog.OwnerProduct, int64(p.ID), "fabric", "", "linen"), // the type stays
			fieldOf(catalog.OwnerCollection, int64(c), "season", "list.single_line_text_field", `["summer"]`),
			fieldOf(catalog.OwnerShop, 1, "since", "date", "1999-12-31"),
		}

		t.Run("what is wrong stands at its place, and nothing is written", func(t *testing.T) {
			with := func(f catalog.FieldChange) []catalog.FieldChange { return append(all[:2:2], f) }
			product := int64(p.ID)
			many := make([]catalog.FieldChange, catalog.MaxFields+1)
			for i := range many {
				many[i] = fieldOf(catalog.OwnerProduct, product, fmt.Sprintf("k%d", i), "boolean", "true")
			}
			for _, c := range []struct {
				changes     []catalog.FieldChange
				label, path string
			}{
				{with(fieldOf(catalog.OwnerProduct, 999, "ab", "boolean", "true")), "NOT_FOUND", "metafields.2.ownerId"},
				{with(fieldOf(catalog.OwnerVariant, 999, "ab", "boolean", "true")), "NOT_FOUND", "metafields.2.ownerId"},
				{with(fieldOf(catalog.OwnerPage, 999, "ab", "boolean", "true")), "NOT_FOUND", "metafields.2.ownerId"},
				{with(fieldOf(catalog.OwnerCart, 1, "ab", "boolean", "true")), "BAD_USER_INPUT", "metafields.2.ownerId"},
				{with(fieldOf(catalog.OwnerProduct, product, "a", "boolean", "true")), "BAD_USER_INPUT", "metafields.2.key"},
				{with(fieldOf(catalog.OwnerProduct, product, strings.Repeat("k", 2048), "boolean", "true")), "BAD_USER_INPUT", "metafields.2.key"},
				{with(all[1]), "BAD_USER_INPUT", "metafields.2.key"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "", "x")), "BAD_USER_INPUT", "metafields.2.type"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "colour", "x")), "BAD_USER_INPUT", "metafields.2.type"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "number_integer", "x")), "BAD_USER_INPUT", "metafields.2.value"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "boolean", " ")), "BAD_USER_INPUT", "metafields.2.value"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "single_line_text_field", "a\x00b")), "BAD_USER_INPUT", "metafields.2.value"},
				{with(fieldOf(catalog.OwnerProduct, product, "ab", "multi_line_text_field", strings.Repeat("x", 65_536))), "LIMIT_EXCEEDED", "metafields.2.value"},
				{many, "LIMIT_EXCEEDED", "metafields"},
			} {
				if _, err := s.SetMetafields(t.Context(), act.Nobody{}, c.changes); !isFault(err, c.label, c.path) {
					t.Errorf("got %v, want %s at %s", err, c.label, c.path)
				}
			}
			if diff := cmp.Diff(before, values()); diff != "" {
				t.Error(diff)
			}
			if got := find(t, s, "one").Version; got != p.Version {
				t.Errorf("the product is at version %d, was at %d", got, p.Version)
			}
		})

		t.Run("all owners are written at once, noted, and counted up", func(t *testing.T) {
			var entries []act.Entry
			changes := number(t, db, "SELECT COUNT(*) FROM changes")
			out, err := s.SetMetafields(t.Context(), noter{entries: &entries}, all)
			if err != nil || len(out.Fields) != 4 || out.Fields[1].Type != "single_line_text_field" || out.Fields[3].ID == 0 {
				t.Fatalf("got %+v, %v", out, err)
			}
			want := []string{"Collection season list.single_line_text_field [\"summer\"]", "Product fabric single_line_text_field linen",
				"ProductVariant fit single_line_text_field loose", "ProductVariant length number_integer 70", "Shop since date 1999-12-31"}
			if diff := cmp.Diff(want, values()); diff != "" {
				t.Error(diff)
			}
			if len(entries) != 4 || entries[1].Before == nil || entries[0].Before != nil {
				t.Errorf("noted %+v", entries)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM changes"); n != changes+4 {
				t.Errorf("%d changes", n-changes)
			}
			if got := find(t, s, "one").Version; got != p.Version+2 { // by its own and by its variant's
				t.Errorf("the product is at version %d, was at %d", got, p.Version)
			}
		})

		t.Run("the same again writes nothing", func(t *testing.T) {
			changes := number(t, db, "SELECT COUNT(*) FROM changes")
			if _, err := s.SetMetafields(t.Context(), act.Nobody{}, all); err != nil || number(t, db, "SELECT COUNT(*) FROM changes") != changes {
				t.Errorf("something was written: %v", err)
			}
		})

		t.Run("what is removed comes back, what was not there does not", func(t *testing.T) {
			out, err := s.RemoveMetafields(t.Context(), act.Nobody{}, []catalog.FieldKey{all[0].FieldKey, {OwnerType: catalog.OwnerShop, OwnerID: 1, Key: "nothing"}})
			if err != nil || len(out.Fields) != 1 || out.Fields[0].Value != "70" {
				t.Fatalf("got %+v, %v", out, err)
			}
			if n := len(values()); n != 4 {
				t.Errorf("%d metafields are left", n)
			}
		})

		t.Run("the number of statements does not depend on the metafields", func(t *testing.T) {
			count := func(n int) int {
				many := make([]catalog.FieldChange, n)
				for i := range many {
					many[i] = fieldOf(catalog.OwnerProduct, int64(p.ID), fmt.Sprintf("k%d-%d", n, i), "boolean", "true")
				}
				ctx, counter := database.WithCounter(t.Context())
				if _, err := s.SetMetafields(ctx, act.Nobody{}, many); err != nil {
					t.Fatal(err)
				}
				return len(counter.Statements())
			}
			if one, many := count(1), count(catalog.MaxFields); one != many {
				t.Errorf("%d statements for one, %d for %d", one, many, catalog.MaxFields)
			} else {
				t.Logf("%d statements", one)
			}
		})

		t.Run("eight that set one metafield set it once", func(t *testing.T) {
			together(t, func(i int) error {
				_, err := s.SetMetafields(t.Context(), act.Nobody{}, []catalog.FieldChange{fieldOf(catalog.OwnerShop, 1, "raced", "number_integer", fmt.Sprint(i))})
				return err
			})
			if n := number(t, db, "SELECT COUNT(*) FROM metafields WHERE name = 'raced'"); n != 1 {
				t.Errorf("%d metafields", n)
			}
		})
	})
}
