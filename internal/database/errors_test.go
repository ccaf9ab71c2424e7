package database_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/go-sql-driver/mysql"
	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestErrorKinds(t *testing.T) {
	type kinds struct{ duplicate, retryable bool }
	server := func(number uint16) error { return &mysql.MySQLError{Number: number, Message: "no"} }
	for _, c := range []struct {
		name string
		err  error
		want kinds
	}{
		{"none", nil, kinds{}},
		{"any", errors.New("no"), kinds{}},
		{"nothing found", gorm.ErrRecordNotFound, kinds{}},
		{"a unique key", server(1062), kinds{duplicate: true}},
		{"a unique key, in GORM's word", gorm.ErrDuplicatedKey, kinds{duplicate: true}},
		{"a deadlock", server(1213), kinds{retryable: true}},
		{"a lock waited for too long", server(1205), kinds{retryable: true}},
		{"a snapshot that moved on", server(1020), kinds{retryable: true}},
		{"a syntax error", server(1064), kinds{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, err := range []error{c.err, fmt.Errorf("write: %w", c.err)} {
				if c.err == nil {
					err = nil
				}
				if got := (kinds{database.IsDuplicate(err), database.IsRetryable(err)}); got != c.want {
					t.Errorf("%v: got %+v, want %+v", err, got, c.want)
				}
			}
		})
	}
}

func TestIsDuplicate(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		note(t, db, "product", 1)
		insert := func(statement string, args ...any) error {
			return db.InTx(t.Context(), func(tx database.Tx) error { return tx.DB.Exec(statement, args...).Error })
		}
		const redirect = "INSERT INTO redirects (path, target, created_at, updated_at) VALUES (?, '/', ?, ?)"
		if err := insert(redirect, "/a", db.Now(), db.Now()); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			err  error
			want bool
		}{
			"a unique key":               {insert(redirect, "/a", db.Now(), db.Now()), true},
			"a primary key":              {insert("INSERT INTO changes (sequence, kind, object_id, changed_at) VALUES (1, '', 1, ?)", db.Now()), true},
			"a column that must be set":  {insert(redirect, nil, db.Now(), db.Now()), false},
			"a table that is not there":  {insert("INSERT INTO nowhere (id) VALUES (1)"), false},
			"a statement that is broken": {insert("INSERT INTO"), false},
		} {
			if c.err == nil || database.IsDuplicate(c.err) != c.want {
				t.Errorf("%s: %v", name, c.err)
			}
		}
	})
}
