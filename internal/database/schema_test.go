package database_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm/schema"

	"cartwright/internal/account"
	"cartwright/internal/bulk"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/mail"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
	"cartwright/internal/upload"
)

// rows are the tables with the structs that their rows are.
var rows = []any{
	shop.Settings{}, shop.Policy{}, shop.Market{}, shop.Location{},
	catalog.Product{}, catalog.Variant{}, catalog.Media{}, catalog.Collection{}, catalog.Membership{}, catalog.Link{}, catalog.Metafield{}, catalog.SigningKey{}, catalog.StockEntry{}, content.Page{}, content.Blog{}, content.Article{}, content.Menu{}, content.MenuItem{}, content.Redirect{}, content.Metaobject{}, content.MetaobjectDefinition{},
	terms.Discount{}, terms.GiftCard{}, terms.GiftCardEntry{}, terms.Zone{}, terms.Rate{}, terms.Pickup{}, terms.TaxRate{},
	account.Customer{}, account.Address{}, account.Token{}, cart.Cart{},
	mail.Row{}, staff.Account{}, staff.RecoveryCode{}, staff.Token{}, staff.Guess{}, staff.AuditEntry{}, staff.Answer{}, entry{},
	upload.Upload{}, bulk.Operation{}, bulk.ReportRow{},
}

// plain are the tables whose rows only their room sees, with what they hold.
var plain = map[string]string{
	"product_options":       "id int; name text; position int; product_id int",
	"product_option_values": "id int; name text; option_id int; position int; product_id int; swatch_color text",
	"product_tags":          "product_id int; tag text",
	"product_media":         "media_id int; position int; product_id int",
	"collection_rules":      "id int; version int",
	"collection_work":       "after_id int; collection_id int",
	"stock_levels":          "location_id int; quantity int; updated_at time; variant_id int",
	"terms":                 "id int; pickups_version int; tax_included bool; taxes_version int; updated_at time",
	"discount_uses":         "customer_id int; discount_id int; uses int",
	"customer_links":        "customer_id int; expires_at time; hash bytes; kind text",
	"customer_guesses":      "expires_at time; key_hash bytes; tries int",
	"cart_answers":          "answer bytes; cart_id int; created_at time; expires_at time; key_hash bytes; request_hash bytes",
	"migration_checksums":   "sha256 text; version int",
}

// TestSchema holds the migrated tables against the structs: every field has its column and every column its field, of
// the same family of types, and null where the field is a pointer.
func TestSchema(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	for table, columns := range plain {
		want[table] = columns
	}
	var cache sync.Map
	for _, row := range rows {
		s, err := schema.Parse(row, &cache, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		var columns []string
		for _, f := range s.Fields {
			if f.DBName != "" {
				columns = append(columns, f.DBName+" "+familyOf(f))
			}
		}
		slices.Sort(columns)
		want[s.Table] = strings.Join(columns, "; ")
	}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		columns := map[string][]string{}
		for _, c := range columnsOf(t, db) {
			family := familyNamed(c.Type)
			if c.Absent {
				family += " null"
			}
			columns[c.Owner] = append(columns[c.Owner], c.Name+" "+family)
		}
		got := map[string]string{}
		for table, own := range columns {
			slices.Sort(own)
			got[table] = strings.Join(own, "; ")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the tables (+) are not what the structs (-) say: %s", diff)
		}
	})
}

// column is a column as its database describes it.
type column struct {
	Owner, Name, Type string
	Absent            bool // it may be null
}

// columnsOf are the columns of all tables of ours.
func columnsOf(t testing.TB, db *database.DB) []column {
	t.Helper()
	query := `SELECT TABLE_NAME AS owner, COLUMN_NAME AS name, DATA_TYPE AS type, IS_NULLABLE = 'YES' AS absent
		FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`
	if db.Kind() == database.SQLite {
		query = `SELECT m.name AS owner, c.name AS name, c.type AS type, c."notnull" = 0 AND c.pk = 0 AS absent
			FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'`
	}
	var columns []column
	if err := db.Read(t.Context()).Raw("SELECT * FROM (" + query + ") c WHERE owner <> 'goose_db_version'").Scan(&columns).Error; err != nil {
		t.Fatal(err)
	}
	return columns
}

// familyOf is the family of types that a field needs, and whether it may be absent.
func familyOf(f *schema.Field) string {
	kind, null := f.FieldType, ""
	if kind.Kind() == reflect.Pointer {
		kind, null = kind.Elem(), " null"
	}
	switch {
	case f.Serializer != nil:
		return "text" + null
	case kind == reflect.TypeFor[time.Time]():
		return "time" + null
	case kind == reflect.TypeFor[[]byte]():
		return "bytes" + null
	}
	switch kind.Kind() {
	case reflect.String:
		return "text" + null
	case reflect.Bool:
		return "bool" + null
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "int" + null
	case reflect.Float64:
		return "float" + null
	}
	return fmt.Sprint(kind)
}

// familyNamed is the family of a column's type, as the databases call it.
func familyNamed(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), "(") // a length says nothing of the family
	switch name {
	case "bigint", "int", "integer":
		return "int"
	case "varchar", "mediumtext", "text", "longtext":
		return "text"
	case "varbinary", "blob", "mediumblob":
		return "bytes"
	case "datetime":
		return "time"
	case "tinyint", "boolean":
		return "bool"
	case "double", "real":
		return "float"
	}
	return name
}
