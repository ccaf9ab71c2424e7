package database_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		db := open(t, url)
		if db.Version() == "" || !strings.Contains(strings.ToLower(t.Name()), strings.ToLower(string(db.Kind()))) {
			t.Errorf("opened %s %q", db.Kind(), db.Version())
		}
		t.Run("and nothing was changed", func(t *testing.T) {
			if tables, err := db.Read(t.Context()).Migrator().GetTables(); err != nil || len(tables) > 0 {
				t.Errorf("there are tables %q, %v", tables, err)
			}
		})
		if db.Kind() == database.SQLite {
			return
		}
		t.Run("every connection is set up alike", func(t *testing.T) {
			var zone, mode string
			var wait int
			if err := db.Read(t.Context()).Raw("SELECT @@session.time_zone, @@session.sql_mode, @@session.innodb_lock_wait_timeout").
				Row().Scan(&zone, &mode, &wait); err != nil {
				t.Fatal(err)
			}
			if zone != "+00:00" || !strings.Contains(mode, "STRICT_TRANS_TABLES") || wait != 5 {
				t.Errorf("zone %s, mode %s, wait %d", zone, mode, wait)
			}
			variable := map[database.Kind]string{database.MySQL: "transaction_isolation", database.MariaDB: "tx_isolation"}[db.Kind()]
			var level string
			if err := db.Read(t.Context()).Raw("SELECT @@session." + variable).Row().Scan(&level); err != nil || level != "READ-COMMITTED" {
				t.Errorf("isolation %s, %v", level, err)
			}
		})
	})
}

func TestOpenFile(t *testing.T) {
	for _, name := range []string{"shop.db", "new/folder/shop.db", "50% off?.db", "shop#1.db", "a b%20c&d=e.db", "été'\".db"} {
		t.Run(name+" is a name like any other", func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, name)
			db := open(t, path)
			migrate(t, db)
			if info, err := os.Stat(path); err != nil || info.Size() == 0 {
				t.Errorf("%v, %v", info, err)
			}
			left, err := filepath.Glob(filepath.Join(dir, "*"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range left {
				if !strings.HasPrefix(path, file) && !strings.HasPrefix(file, path) {
					t.Errorf("something else was made: %q", file)
				}
			}
			for _, f := range db.Doctor(t.Context()) {
				if f.Level != database.OK {
					t.Errorf("%+v", f)
				}
			}
		})
	}
	t.Run("the directory's own file when nothing is named", func(t *testing.T) {
		dir := t.TempDir()
		db, err := database.Open(t.Context(), database.Options{DataDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(dir, "cartwright.db"); db.String() != want {
			t.Errorf("opened %s, want %s", db, want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Run("what is no database is told", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "shop.db")
		if err := os.WriteFile(path, []byte(strings.Repeat("this is a letter. ", 100)), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "open "+path, "not a database")
	})
	t.Run("a path through a file is told", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "shop.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, filepath.Join(path, "x", "shop.db"), "make the directory of the database")
	})
	t.Run("a path to a directory is told", func(t *testing.T) {
		dir := t.TempDir()
		refused(t, dir, "open "+dir)
	})
}

// refused expects that a database cannot be opened, and that the error says so without the password "geheim".
func refused(t *testing.T, url string, want ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	db, err := database.Open(ctx, database.Options{URL: url})
	if err == nil {
		t.Errorf("opened %s: %v", db, db.Close())
		return
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
	if strings.Contains(err.Error(), "geheim") {
		t.Errorf("the password is told: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		c, err := mysql.ParseDSN(url)
		if err != nil {
			return // a file has no server that could refuse
		}
		with := func(change func(*mysql.Config)) string {
			d := c.Clone()
			d.Passwd = "geheim"
			change(d)
			return d.FormatDSN()
		}
		t.Run("a wrong password", func(t *testing.T) {
			refused(t, with(func(*mysql.Config) {}), "mysql://root@"+c.Addr, "refuses the user or the password")
		})
		t.Run("a user that is not there", func(t *testing.T) {
			refused(t, with(func(d *mysql.Config) { d.User = "nobody" }), "mysql://nobody@"+c.Addr, "refuses the user or the password")
		})
		t.Run("a database that is not there", func(t *testing.T) {
			refused(t, with(func(d *mysql.Config) { d.Passwd, d.DBName = "", "cartwright_nowhere" }), "cartwright_nowhere: there is no such database", "CREATE DATABASE")
		})
	})
	t.Run("a server that is not there", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		refused(t, "mysql://ann:geheim@"+address+"/shop", address+"/shop does not answer", "connection refused", "is the server running")
	})
	t.Run("a server that says nothing, for as long as the context allows", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if db, err := database.Open(ctx, database.Options{URL: "mysql://ann:geheim@" + l.Addr().String() + "/shop"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, %v", db, err)
		}
	})
}
