package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
	gormmysql "gorm.io/driver/mysql"
	"gorm.io/gorm"
)

// The size of the pool, and how long a connection lives: short enough that a failover is noticed.
const (
	maxConnections     = 25
	connectionLifetime = 3 * time.Minute
)

// openMySQL sets what the rooms rely on: UTC, times as times, rows that a write matched rather than changed, one round
// trip a statement. READ COMMITTED locks the rows a statement touches and not the gaps between them; units of work
// decide by conditional writes and row locks, never by what an earlier statement has seen.
func (db *DB) openMySQL(c *mysql.Config) error {
	c.ParseTime, c.Loc, c.ClientFoundRows, c.InterpolateParams, c.RejectReadOnly = true, time.UTC, true, true, true
	c.MultiStatements = false
	c.Timeout, c.ReadTimeout, c.WriteTimeout = 3*time.Second, 30*time.Second, 30*time.Second
	if c.Params == nil {
		c.Params = map[string]string{}
	}
	c.Params["time_zone"] = "'+00:00'"
	c.Params["innodb_lock_wait_timeout"] = "5"
	if err := c.Apply(mysql.Charset("utf8mb4", "")); err != nil {
		return fmt.Errorf("set the character set: %w", err)
	}
	connector, err := mysql.NewConnector(c)
	if err != nil {
		return fmt.Errorf("the database address is not understood: %w", err)
	}
	pool := sql.OpenDB(readCommitted{connector})
	pool.SetMaxOpenConns(maxConnections)
	pool.SetMaxIdleConns(maxConnections)
	pool.SetConnMaxLifetime(connectionLifetime)
	g, err := gorm.Open(gormmysql.New(gormmysql.Config{Conn: pool, SkipInitializeWithVersion: true,
		DontSupportForShareClause: true, // MariaDB knows LOCK IN SHARE MODE alone
	}), db.config())
	if err != nil {
		return fmt.Errorf("open %s: %w", db.name, err)
	}
	db.write, db.read, db.kind = g, g, MySQL
	return nil
}

// greet asks for the version: the first word with the server, and the one that tells what kind it is.
func (db *DB) greet(ctx context.Context) error {
	query := "SELECT VERSION()"
	if db.kind == SQLite {
		query = "SELECT sqlite_version()"
	}
	if err := db.write.WithContext(ctx).Raw(query).Scan(&db.version).Error; err != nil {
		return unreachable(db.name, err)
	}
	if strings.Contains(db.version, "MariaDB") {
		db.kind = MariaDB
	}
	return nil
}

// unreachable says what to do about a database that does not answer.
func unreachable(name string, err error) error {
	var refused *net.OpError
	var my *mysql.MySQLError
	switch {
	case errors.As(err, &my) && my.Number == 1045:
		return fmt.Errorf("%s refuses the user or the password", name)
	case errors.As(err, &my) && my.Number == 1049:
		return fmt.Errorf("%s: there is no such database; create it with CREATE DATABASE, character set utf8mb4", name)
	case errors.As(err, &refused):
		return fmt.Errorf("%s does not answer (%v); is the server running, and the address right?", name, refused.Err)
	}
	return fmt.Errorf("open %s: %w", name, err)
}

// readCommitted sets the isolation level of every new connection: the variable of that name is not called the same
// everywhere, the statement is.
type readCommitted struct{ driver.Connector }

// Connect opens a connection and sets it up.
func (c readCommitted) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	e, ok := conn.(driver.ExecerContext)
	if !ok {
		return nil, errors.Join(errors.New("the MySQL driver runs no statements"), conn.Close())
	}
	if _, err := e.ExecContext(ctx, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", nil); err != nil {
		return nil, errors.Join(fmt.Errorf("set the isolation level: %w", err), conn.Close())
	}
	return conn, nil
}
