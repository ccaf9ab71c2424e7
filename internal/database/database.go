package database

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// Kind is a database's dialect and make.
type Kind string

// The databases that are served.
const (
	SQLite  Kind = "SQLite"
	MySQL   Kind = "MySQL"
	MariaDB Kind = "MariaDB"
)

// Options say what to open.
type Options struct {
	URL     string // SQLite path, mysql://user:password@host:port/name, or a go-sql-driver DSN; empty: cartwright.db in DataDir
	DataDir string
	Clock   func() time.Time // nil: the system's
	Log     *slog.Logger     // nil: the default
}

// DB is an open database.
type DB struct {
	kind    Kind
	version string
	name    string // for people, without secrets
	write   *gorm.DB
	read    *gorm.DB
	clock   func() time.Time
	log     *slog.Logger
	commits atomic.Uint64 // transactions with changes
}

// Open connects and asks for the version. It changes nothing; Migrate does.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	target, err := parseURL(o.URL, o.DataDir)
	if err != nil {
		return nil, err
	}
	db := &DB{clock: o.Clock, log: o.Log, name: target.name}
	if target.sqlite != "" {
		err = db.openSQLite(target.sqlite)
	} else {
		err = db.openMySQL(target.mysql)
	}
	if err != nil {
		return nil, err
	}
	if err := db.greet(ctx); err != nil {
		return nil, fmt.Errorf("%w%s", err, closed(db.Close()))
	}
	return db, nil
}

func closed(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf(" (closing it failed too: %v)", err)
}

// Close ends all connections.
func (db *DB) Close() error {
	for _, g := range []*gorm.DB{db.read, db.write} {
		if g == nil {
			continue
		}
		pool, err := g.DB()
		if err != nil {
			return fmt.Errorf("find the connections to close: %w", err)
		}
		if err := pool.Close(); err != nil {
			return fmt.Errorf("close the database: %w", err)
		}
	}
	return nil
}

// Kind is the database's make.
func (db *DB) Kind() Kind { return db.kind }

// Version is the server's own word for its version.
func (db *DB) Version() string { return db.version }

// String names the database for people, without its password.
func (db *DB) String() string { return db.name }

// Now is the time that writes carry: UTC, to the millisecond, as every database can keep it.
func (db *DB) Now() time.Time { return db.clock().UTC().Truncate(time.Millisecond) }

// Read is a handle for statements that change nothing.
func (db *DB) Read(ctx context.Context) *gorm.DB { return db.read.WithContext(ctx) }

// config is what GORM works with everywhere. Values never reach the log: they are people's.
func (db *DB) config() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true, // asking for the version is the first word, with better errors
		NowFunc:                db.Now,
		Logger:                 queryLog{log: db.log},
	}
}
