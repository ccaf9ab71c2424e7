package graph_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cartwright/internal/database"
)

// picture is what stands in tables, by their names: it tells whether something changed, and puts it back.
type picture map[string]rows

// rows are a table's.
type rows struct {
	columns []string
	values  [][]any
	texts   []string       // the rows as text, sorted
	at      map[string]int // where in values a text stands
}

// meters are the tables that a refused call may write: they count tries, and tell of them.
var meters = []string{"customer_guesses", "staff_guesses", "audit_entries"}

// tables are the names of all tables.
func (h *house) tables(t *testing.T) (names []string) {
	t.Helper()
	query := "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
	if h.db.Kind() == database.SQLite {
		query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
	}
	if err := h.db.Read(t.Context()).Raw(query).Scan(&names).Error; err != nil || len(names) == 0 {
		t.Fatal("there are no tables", err)
	}
	slices.Sort(names)
	return names
}

// picture reads tables; all of them where none is named.
func (h *house) picture(t *testing.T, names ...string) picture {
	t.Helper()
	if len(names) == 0 {
		names = h.tables(t)
	}
	out := picture{}
	for _, name := range names {
		out[name] = h.rows(t, name)
	}
	return out
}

func (h *house) rows(t *testing.T, name string) (out rows) {
	t.Helper()
	found, err := h.db.Read(t.Context()).Raw("SELECT * FROM `" + name + "`").Rows()
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	out.at = map[string]int{}
	types, err := found.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range types {
		out.columns = append(out.columns, "`"+c.Name()+"`")
	}
	for found.Next() {
		row, into := make([]any, len(types)), make([]any, len(types))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i := range row {
			if b, ok := row[i].([]byte); ok && b == nil {
				row[i] = []byte{} // SQLite's empty one, which is not null
			}
		}
		for i, c := range types {
			if text, ok := row[i].([]byte); ok && !strings.HasSuffix(c.DatabaseTypeName(), "BLOB") && !strings.HasSuffix(c.DatabaseTypeName(), "BINARY") {
				row[i] = string(text) // JSON takes no bytes
			}
		}
		text := fmt.Sprintf("%q", row)
		out.at[text] = len(out.values)
		out.values, out.texts = append(out.values, row), append(out.texts, text)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out.texts)
	return out
}

// putBack makes tables again what they were, where they are now what a later picture shows. What is in both is not touched.
func (h *house) putBack(t *testing.T, was, now picture) {
	t.Helper()
	err := h.db.InTx(t.Context(), func(tx database.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(now)) {
			key := h.primaryKey(t, name)
			for gone := range slices.Chunk(now[name].besides(was[name]), 100) {
				var conditions []string
				var values []any
				for _, row := range gone {
					conditions = append(conditions, "("+strings.Join(key, " = ? AND ")+" = ?)")
					for _, column := range key {
						values = append(values, row[slices.Index(now[name].columns, column)])
					}
				}
				if err := tx.DB.Exec("DELETE FROM `"+name+"` WHERE "+strings.Join(conditions, " OR "), values...).Error; err != nil {
					return err
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(now)) {
			columns := was[name].columns
			for back := range slices.Chunk(was[name].besides(now[name]), 100) {
				one := "( ?" + strings.Repeat(", ?", len(columns)-1) + ")" // GORM takes bytes right behind a parenthesis for a list
				insert := "INSERT INTO `" + name + "` (" + strings.Join(columns, ", ") + ") VALUES " + one + strings.Repeat(", "+one, len(back)-1)
				if err := tx.DB.Exec(insert, slices.Concat(back...)...).Error; err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// primaryKey is what rows of a table are known by, quoted as columns are.
func (h *house) primaryKey(t *testing.T, name string) []string {
	t.Helper()
	if key, known := h.keys[name]; known {
		return key
	}
	query := "SELECT column_name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND constraint_name = 'PRIMARY' AND table_name = ? ORDER BY ordinal_position"
	if h.db.Kind() == database.SQLite {
		query = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
	}
	var key []string
	if err := h.db.Read(t.Context()).Raw(query, name).Scan(&key).Error; err != nil || len(key) == 0 {
		t.Fatalf("%s has no primary key: %v", name, err)
	}
	for i := range key {
		key[i] = "`" + key[i] + "`"
	}
	if h.keys == nil {
		h.keys = map[string][]string{}
	}
	h.keys[name] = key
	return key
}

// besides are the rows of r that are not in other.
func (r rows) besides(other rows) (out [][]any) {
	for text, i := range r.at {
		if _, both := other.at[text]; !both {
			out = append(out, r.values[i])
		}
	}
	return out
}

// changed names the tables of q that are not as in p, but for meters.
func (p picture) changed(q picture) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if !slices.Contains(meters, name) && !slices.Equal(p[name].texts, q[name].texts) {
			names = append(names, name)
		}
	}
	return names
}

// without are the rows of p that are not in q: what was made between the two.
func (p picture) without(q picture) map[string][]string {
	out := map[string][]string{}
	for name, table := range p {
		for _, text := range table.texts {
			if _, there := slices.BinarySearch(q[name].texts, text); !there {
				out[name] = append(out[name], text)
			}
		}
	}
	return out
}

var writing = regexp.MustCompile("(?i)^\\s*(?:INSERT(?: IGNORE| OR [A-Z]+)? INTO|REPLACE INTO|UPDATE|DELETE FROM)\\s+`?(\\w+)")

// written names the tables that statements write to.
func written(statements []string) (names []string) {
	for _, s := range statements {
		if m := writing.FindStringSubmatch(s); m != nil && !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}
