package database_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func topics(found []database.Finding) map[string]database.Level {
	out := map[string]database.Level{}
	for _, f := range found {
		out[f.Topic] = f.Level
	}
	return out
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		db := open(t, url)
		well := map[string]database.Level{"version": database.OK, "charset": database.OK, "time zone": database.OK, "sql mode": database.OK,
			"engine": database.OK, "packet": database.OK, "buffer pool": database.OK, "migrations": database.OK}
		if db.Kind() == database.SQLite {
			well = map[string]database.Level{"version": database.OK, "journal": database.OK, "integrity": database.OK, "directory": database.OK, "migrations": database.OK}
		}
		t.Run("missing migrations fail, and nothing else", func(t *testing.T) {
			missing := map[string]database.Level{}
			for topic, level := range well {
				missing[topic] = level
			}
			missing["migrations"] = database.Fail
			found := db.Doctor(t.Context())
			if diff := cmp.Diff(missing, topics(found)); diff != "" {
				t.Error(diff)
			}
			if last := found[len(found)-1]; last.Advice != "run: cartwright migrate up" {
				t.Errorf("%+v", last)
			}
		})
		t.Run("all is well after they ran", func(t *testing.T) {
			migrate(t, db)
			found := db.Doctor(t.Context())
			if diff := cmp.Diff(well, topics(found)); diff != "" {
				t.Error(diff)
			}
			for _, f := range found {
				if f.Text == "" || f.Advice != "" {
					t.Errorf("%+v", f)
				}
			}
		})
		t.Run("an edited migration fails", func(t *testing.T) {
			exec(t, db, "UPDATE migration_checksums SET sha256 = 'other' WHERE version = 1")
			if got := topics(db.Doctor(t.Context()))["migrations"]; got != database.Fail {
				t.Errorf("found %s", got)
			}
		})
		if db.Kind() == database.SQLite {
			return
		}
		t.Run("a database of another character set is a warning", func(t *testing.T) {
			exec(t, db, "ALTER DATABASE CHARACTER SET latin1")
			if got := topics(db.Doctor(t.Context()))["charset"]; got != database.Warn {
				t.Errorf("found %s", got)
			}
		})
	})
}
