package database

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// readers is how many connections read a SQLite file side by side.
const readers = 4

// openSQLite opens one connection that writes and a few that cannot. Write-ahead logging lets them work side by side;
// immediate transactions take the write lock at their beginning, where waiting for it is possible; synchronous FULL
// keeps what was acknowledged through a power cut; the time format sorts and reads alike in SQL and Go.
func (db *DB) openSQLite(path string) error {
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make the directory of the database: %w", err)
		}
	}
	const common = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
		"&_pragma=journal_size_limit(67108864)&_pragma=cache_size(-32000)&_time_format=sqlite&_timezone=UTC"
	open := func(more string, connections int) (*gorm.DB, error) {
		config := db.config()
		config.PrepareStmt, config.PrepareStmtMaxSize = true, 200
		g, err := gorm.Open(sqlite.Dialector{DriverName: "sqlite", DSN: "file:" + escaped.Replace(path) + common + more}, config)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		pool, err := g.DB()
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		pool.SetMaxOpenConns(connections)
		pool.SetMaxIdleConns(connections)
		return g, nil
	}
	var err error
	db.kind = SQLite
	if db.write, err = open("&_txlock=immediate", 1); err != nil {
		return err
	}
	db.read, err = open("&_pragma=query_only(1)", readers)
	return err
}

// escaped is a path as it stands in a file URI.
var escaped = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")
