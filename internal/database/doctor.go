package database

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Level says how serious a finding is.
type Level string

// The levels of findings.
const (
	OK   Level = "ok"
	Warn Level = "warn"
	Fail Level = "fail"
)

// Finding is one thing that the doctor looked at.
type Finding struct {
	Level  Level
	Topic  string
	Text   string
	Advice string // what to do; empty when all is well
}

// Doctor looks at version, character set, time zone, settings and migrations.
func (db *DB) Doctor(ctx context.Context) []Finding {
	found := []Finding{db.checkVersion()}
	if db.kind == SQLite {
		found = append(found, db.checkSQLite(ctx)...)
	} else {
		found = append(found, db.checkMySQL(ctx)...)
	}
	if err := db.CheckMigrations(ctx); err != nil {
		return append(found, Finding{Fail, "migrations", err.Error(), "run: cartwright migrate up"})
	}
	return append(found, Finding{Level: OK, Topic: "migrations", Text: "all are applied, none was edited"})
}

// checkVersion knows the oldest versions that the tests run on.
func (db *DB) checkVersion() Finding {
	f := Finding{Level: OK, Topic: "version", Text: fmt.Sprintf("%s %s", db.kind, db.version)}
	least := map[Kind][2]int{SQLite: {3, 35}, MySQL: {8, 4}, MariaDB: {10, 6}}[db.kind]
	parts := strings.SplitN(db.version, ".", 3)
	if len(parts) < 2 {
		return f
	}
	major, err1 := strconv.Atoi(parts[0])
	minor, err2 := strconv.Atoi(strings.SplitN(parts[1], "-", 2)[0])
	if err1 != nil || err2 != nil {
		return f
	}
	if major < least[0] || major == least[0] && minor < least[1] {
		f.Level, f.Advice = Fail, fmt.Sprintf("use %s %d.%d or newer", db.kind, least[0], least[1])
	}
	return f
}

func (db *DB) checkMySQL(ctx context.Context) []Finding {
	var v struct {
		Charset, Collation, Zone, Mode, Engine string
		Packet, BufferPool                     int64
	}
	err := db.read.WithContext(ctx).Raw(`SELECT DEFAULT_CHARACTER_SET_NAME AS charset, DEFAULT_COLLATION_NAME AS collation,
		@@session.time_zone AS zone, @@session.sql_mode AS mode, @@default_storage_engine AS engine,
		@@max_allowed_packet AS packet, @@innodb_buffer_pool_size AS buffer_pool
		FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()`).Scan(&v).Error
	if err != nil {
		return []Finding{{Fail, "settings", err.Error(), "grant the user SELECT on its own database"}}
	}
	check := func(good bool, bad Level, topic, text, advice string) Finding {
		if good {
			return Finding{Level: OK, Topic: topic, Text: text}
		}
		return Finding{bad, topic, text, advice}
	}
	return []Finding{
		check(v.Charset == "utf8mb4", Warn, "charset", "the database's default is "+v.Charset+" ("+v.Collation+"); our tables are utf8mb4",
			"run: ALTER DATABASE … CHARACTER SET utf8mb4"),
		check(v.Zone == "+00:00" || v.Zone == "UTC", Fail, "time zone", "the session is in "+v.Zone, "let cartwright set the session's time zone to +00:00"),
		check(strings.Contains(v.Mode, "STRICT_"), Fail, "sql mode", v.Mode, "add STRICT_TRANS_TABLES to sql_mode: without it values are cut in silence"),
		check(v.Engine == "InnoDB", Warn, "engine", "the default engine is "+v.Engine, "our tables name InnoDB themselves; nothing to do"),
		check(v.Packet >= 16<<20, Warn, "packet", fmt.Sprintf("max_allowed_packet is %d MiB", v.Packet>>20), "set max_allowed_packet to 16M or more for large imports"),
		check(v.BufferPool >= 128<<20, Warn, "buffer pool", fmt.Sprintf("innodb_buffer_pool_size is %d MiB", v.BufferPool>>20), "give InnoDB at least 128M"),
	}
}

func (db *DB) checkSQLite(ctx context.Context) []Finding {
	var journal, check string
	q := db.write.WithContext(ctx)
	if err := q.Raw("PRAGMA journal_mode").Scan(&journal).Error; err != nil {
		return []Finding{{Fail, "file", err.Error(), "is the file on a local disk, and ours to write?"}}
	}
	if err := q.Raw("PRAGMA quick_check(1)").Scan(&check).Error; err != nil {
		return []Finding{{Fail, "integrity", err.Error(), "restore the last backup"}}
	}
	out := []Finding{{Level: OK, Topic: "journal", Text: "mode " + journal}, {Level: OK, Topic: "integrity", Text: check}}
	if journal != "wal" {
		out[0] = Finding{Fail, "journal", "mode " + journal, "put the file on a local disk: write-ahead logging needs shared memory"}
	}
	if check != "ok" {
		out[1] = Finding{Fail, "integrity", check, "restore the last backup"}
	}
	probe := filepath.Join(filepath.Dir(db.name), ".cartwright-doctor")
	if err := os.WriteFile(probe, nil, 0o600); err != nil {
		return append(out, Finding{Fail, "directory", err.Error(), "make the directory of the database writable for this user"})
	}
	if err := os.Remove(probe); err != nil {
		return append(out, Finding{Warn, "directory", err.Error(), "remove the file " + probe})
	}
	return append(out, Finding{Level: OK, Topic: "directory", Text: "writable"})
}
