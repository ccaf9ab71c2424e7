package database

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gorm.io/driver/mysql"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

func TestMask(t *testing.T) {
	for _, c := range []struct{ name, sql, want string }{
		{"texts", `WHERE email = 'ann@example.test' AND name = "Ann"`, "WHERE email = ? AND name = ?"},
		{"numbers", "WHERE id = 42 AND price < 19.99 AND n = -7 LIMIT 21", "WHERE id = ? AND price < ? AND n = -? LIMIT ?"},
		{"names with digits stay", "SELECT value1_id, t2.x FROM `address1`", "SELECT value1_id, t2.x FROM `address1`"},
		{"a doubled quote", `WHERE name = 'O''Hara' AND x = 'y'`, "WHERE name = ? AND x = ?"},
		{"a doubled double quote", `WHERE name = "12"" disc" AND x = "y"`, "WHERE name = ? AND x = ?"},
		{"a quote of the other kind", `WHERE a = "it's" AND b = 'say "hi"'`, "WHERE a = ? AND b = ?"},
		{"a text that ends with a backslash", `WHERE a = 'C:\' AND b = 'geheim'`, "WHERE a = ? AND b = ?"},
		{"a text over several lines", "WHERE a = 'one\ntwo' AND b = 3", "WHERE a = ? AND b = ?"},
		{"an empty text", "WHERE a = '' AND b = ''", "WHERE a = ? AND b = ?"},
		{"placeholders stay", "WHERE a = ? AND b IN (?,?)", "WHERE a = ? AND b IN (?,?)"},
		{"a list", "WHERE id IN (1,2,3)", "WHERE id IN (?,?,?)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := mask(c.sql); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// explained are the ways in which GORM writes values into a statement, one for each dialect.
var explained = map[string]gorm.Dialector{"MySQL": mysql.Dialector{Config: &mysql.Config{}}, "SQLite": sqlite.Dialector{}}

// FuzzMask holds that a statement is the same whatever its values are.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"", "Ann", `\`, `'`, `"`, `\'`, `''`, `"\`, "\n", "42", "?", "' OR 1=1 --", "`"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for name, d := range explained {
			if got, want := mask(d.Explain("SET a = ?, b = ?, c = ?", a, b, 7)), "SET a = ?, b = ?, c = ?"; got != want {
				t.Errorf("%s: got %s", name, got)
			}
		}
	})
}

func TestTrace(t *testing.T) {
	statement := func() (string, int64) { return "SELECT * FROM t WHERE email = 'ann@example.test'", 3 }
	for _, c := range []struct {
		name string
		took time.Duration
		err  error
		want bool
	}{
		{"a quick statement is not logged", 0, nil, false},
		{"a quick failure is left to whoever gets it", 0, errors.New("no"), false},
		{"a slow statement is a warning", time.Minute, nil, true},
		{"a slow failure too", time.Minute, errors.New("no"), true},
		{"finding nothing is not", time.Minute, gorm.ErrRecordNotFound, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			q := queryLog{slog.New(slog.NewTextHandler(&out, nil))}
			q.Trace(context.Background(), time.Now().Add(-c.took), statement, c.err)
			if got := strings.Contains(out.String(), "slow statement"); got != c.want {
				t.Errorf("logged: %q", out.String())
			}
			if strings.Contains(out.String(), "ann@") {
				t.Errorf("a value is in the log: %s", out.String())
			}
		})
	}
	t.Run("a counter sees statements without their values", func(t *testing.T) {
		ctx, count := WithCounter(context.Background())
		queryLog{slog.New(slog.DiscardHandler)}.Trace(ctx, time.Now(), statement, nil)
		if got := strings.Join(count.Statements(), ";"); got != "SELECT * FROM t WHERE email = ?" {
			t.Error(got)
		}
	})
}
