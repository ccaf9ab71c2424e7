package database

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm/clause"
)

//go:embed migrations/mysql/*.sql migrations/sqlite/*.sql
var migrationFiles embed.FS

// Migration is one step of the tables' history.
type Migration struct {
	Version int64
	Name    string
	Applied bool
	At      time.Time // when it was applied
}

// checksum remembers what a step was when it was applied: steps are never edited once they have landed.
type checksum struct {
	Version int64  `gorm:"primaryKey;autoIncrement:false"`
	SHA256  string `gorm:"column:sha256"`
}

func (checksum) TableName() string { return "migration_checksums" }

const checksumTable = `CREATE TABLE IF NOT EXISTS migration_checksums (version BIGINT NOT NULL PRIMARY KEY, sha256 VARCHAR(64) NOT NULL)`

func (db *DB) provider() (*goose.Provider, *sql.DB, fs.FS, error) {
	dialect, dir := goose.DialectMySQL, "migrations/mysql"
	if db.kind == SQLite {
		dialect, dir = goose.DialectSQLite3, "migrations/sqlite"
	}
	files, err := fs.Sub(migrationFiles, dir)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("find the migrations: %w", err)
	}
	pool, err := db.write.DB()
	if err != nil {
		return nil, nil, nil, fmt.Errorf("find the connections to migrate with: %w", err)
	}
	p, err := goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, pool, files, nil
}

// Migrate applies every step that is missing, one process at a time. progress hears of each.
func (db *DB) Migrate(ctx context.Context, progress func(string)) error {
	p, _, files, err := db.provider()
	if err != nil {
		return err
	}
	return db.exclusively(ctx, func() error {
		if err := db.write.WithContext(ctx).Exec(checksumTable).Error; err != nil {
			return fmt.Errorf("make the table of migration checksums: %w", err)
		}
		if err := db.compare(ctx, p, files); err != nil && !errors.Is(err, errPending) {
			return err
		}
		for {
			before, err := p.GetDBVersion(ctx)
			if err != nil {
				return fmt.Errorf("read the version of the tables: %w", err)
			}
			result, err := p.UpByOne(ctx)
			if errors.Is(err, goose.ErrNoNextVersion) {
				return nil
			}
			if err != nil && db.overtaken(ctx, p, before) {
				continue
			}
			if err != nil {
				return fmt.Errorf("migrate: %w; mend the cause and run: cartwright migrate up", err)
			}
			sum, err := sumOf(files, result.Source.Path)
			if err != nil {
				return err
			}
			row := checksum{Version: result.Source.Version, SHA256: sum}
			if err := db.write.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
				return fmt.Errorf("note the checksum of migration %d: %w", row.Version, err)
			}
			progress(fmt.Sprintf("applied %s", path.Base(result.Source.Path)))
		}
	})
}

// overtaken reports whether a step failed because another process took it at the same time. On SQLite nothing keeps two
// of them apart before the step's own transaction does, and there a step that failed has left nothing.
func (db *DB) overtaken(ctx context.Context, p *goose.Provider, before int64) bool {
	if db.kind != SQLite {
		return false
	}
	now, err := p.GetDBVersion(ctx)
	return err == nil && now > before
}

// MigrateDown takes the last step back, with the data of its tables.
func (db *DB) MigrateDown(ctx context.Context) (string, error) {
	p, _, _, err := db.provider()
	if err != nil {
		return "", err
	}
	name := ""
	err = db.exclusively(ctx, func() error {
		result, err := p.Down(ctx)
		if errors.Is(err, goose.ErrNoNextVersion) {
			return fmt.Errorf("no migration is applied: there is nothing to take back")
		}
		if err != nil {
			return fmt.Errorf("migrate down: %w", err)
		}
		name = path.Base(result.Source.Path)
		return db.write.WithContext(ctx).Delete(&checksum{Version: result.Source.Version}).Error
	})
	return name, err
}

// Status lists the steps.
func (db *DB) Status(ctx context.Context) ([]Migration, error) {
	p, _, _, err := db.provider()
	if err != nil {
		return nil, err
	}
	status, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the state of the migrations: %w", err)
	}
	out := make([]Migration, len(status))
	for i, s := range status {
		out[i] = Migration{Version: s.Source.Version, Name: path.Base(s.Source.Path), Applied: s.State == goose.StateApplied, At: s.AppliedAt}
	}
	return out, nil
}

var errPending = errors.New("migrations are missing")

// CheckMigrations says what to do when the tables and this program do not fit together.
func (db *DB) CheckMigrations(ctx context.Context) error {
	p, _, files, err := db.provider()
	if err != nil {
		return err
	}
	return db.compare(ctx, p, files)
}

func (db *DB) compare(ctx context.Context, p *goose.Provider, files fs.FS) error {
	version, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the tables: %w", err)
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	if version > newest {
		return fmt.Errorf("the tables are at version %d, this program knows versions up to %d: they were written by a newer cartwright; use that one", version, newest)
	}
	if version > 0 {
		var sums []checksum
		if err := db.write.WithContext(ctx).Find(&sums).Error; err != nil {
			return fmt.Errorf("read the checksums of the migrations: %w", err)
		}
		applied := map[int64]string{}
		for _, s := range sums {
			applied[s.Version] = s.SHA256
		}
		for _, s := range sources {
			was, ok := applied[s.Version]
			if !ok || s.Version > version {
				continue
			}
			is, err := sumOf(files, s.Path)
			if err != nil {
				return err
			}
			if was != is {
				return fmt.Errorf("migration %s is not what it was when it was applied: use the cartwright that applied it, or restore the file", path.Base(s.Path))
			}
		}
	}
	if version < newest {
		return fmt.Errorf("%w: the tables are at version %d of %d; run: cartwright migrate up", errPending, version, newest)
	}
	return nil
}

func sumOf(files fs.FS, name string) (string, error) {
	text, err := fs.ReadFile(files, path.Base(name))
	if err != nil {
		return "", fmt.Errorf("read migration %s: %w", name, err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// How long a process waits for another one's migration, in seconds, and how long in one statement: a connection that is
// silent for longer than its read timeout is given up.
const (
	lockWait      = 120
	lockStatement = 10
)

// exclusively keeps two processes from migrating at once. On SQLite the single writer and its transactions see to that.
func (db *DB) exclusively(ctx context.Context, f func() error) (err error) {
	if db.kind == SQLite {
		return f()
	}
	pool, err := db.write.DB()
	if err != nil {
		return fmt.Errorf("find a connection for the migration lock: %w", err)
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open a connection for the migration lock: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	const name = "CONCAT('cartwright.migrate.', DATABASE())"
	var got sql.NullInt64
	for waited := 0; waited < lockWait && got.Int64 != 1; waited += lockStatement {
		if err := conn.QueryRowContext(ctx, "SELECT GET_LOCK(LEFT("+name+", 64), ?)", lockStatement).Scan(&got); err != nil {
			return fmt.Errorf("take the migration lock: %w", err)
		}
	}
	if got.Int64 != 1 {
		return fmt.Errorf("another cartwright is migrating since more than %d seconds; try again later", lockWait)
	}
	defer func() {
		var released sql.NullInt64
		err = errors.Join(err, conn.QueryRowContext(context.WithoutCancel(ctx), "SELECT RELEASE_LOCK(LEFT("+name+", 64))").Scan(&released))
	}()
	return f()
}
