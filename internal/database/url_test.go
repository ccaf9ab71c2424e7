package database

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseURL(t *testing.T) {
	// read is what of a target matters: the name for people, and where it leads.
	type read struct{ Name, SQLite, Net, Addr, User, Password, Database, TLS string }
	for _, c := range []struct {
		name, url string
		want      read
	}{
		{"nothing is a file in the data directory", "", read{Name: "/data/cartwright.db", SQLite: "/data/cartwright.db"}},
		{"a relative path", "shop.db", read{Name: "shop.db", SQLite: "shop.db"}},
		{"an absolute path", "/var/shop.db", read{Name: "/var/shop.db", SQLite: "/var/shop.db"}},
		{"a path with an at sign", "/home/me@work/shop.db", read{Name: "/home/me@work/shop.db", SQLite: "/home/me@work/shop.db"}},
		{"a path below a directory that ends with one", "./me@/shop.db", read{Name: "./me@/shop.db", SQLite: "./me@/shop.db"}},
		{"a SQLite URL", "sqlite:///var/shop.db", read{Name: "/var/shop.db", SQLite: "/var/shop.db"}},
		{"a relative SQLite URL", "sqlite:shop.db", read{Name: "shop.db", SQLite: "shop.db"}},
		{"a MySQL URL", "mysql://ann:geheim@db.example:3307/shop",
			read{Name: "mysql://ann@db.example:3307/shop", Net: "tcp", Addr: "db.example:3307", User: "ann", Password: "geheim", Database: "shop"}},
		{"a MariaDB URL without a port", "mariadb://ann:geheim@db.example/shop",
			read{Name: "mysql://ann@db.example:3306/shop", Net: "tcp", Addr: "db.example:3306", User: "ann", Password: "geheim", Database: "shop"}},
		{"a password with special characters", "mysql://ann:a%40b%3A%2F%3F%23@db.example/shop",
			read{Name: "mysql://ann@db.example:3306/shop", Net: "tcp", Addr: "db.example:3306", User: "ann", Password: "a@b:/?#", Database: "shop"}},
		{"an IPv6 address without a port", "mysql://ann@[::1]/shop",
			read{Name: "mysql://ann@[::1]:3306/shop", Net: "tcp", Addr: "[::1]:3306", User: "ann", Database: "shop"}},
		{"an IPv6 address with a port", "mysql://ann@[::1]:3307/shop",
			read{Name: "mysql://ann@[::1]:3307/shop", Net: "tcp", Addr: "[::1]:3307", User: "ann", Database: "shop"}},
		{"the driver's options", "mysql://ann@db.example/shop?tls=skip-verify&charset=utf8mb4&parseTime=true",
			read{Name: "mysql://ann@db.example:3306/shop", Net: "tcp", Addr: "db.example:3306", User: "ann", Database: "shop", TLS: "skip-verify"}},
		{"a DSN", "ann:geheim@tcp(db.example:3307)/shop",
			read{Name: "mysql://ann@db.example:3307/shop", Net: "tcp", Addr: "db.example:3307", User: "ann", Password: "geheim", Database: "shop"}},
		{"a DSN over a socket", "ann:geheim@unix(/run/mysqld.sock)/shop",
			read{Name: "mysql://ann@/run/mysqld.sock/shop", Net: "unix", Addr: "/run/mysqld.sock", User: "ann", Password: "geheim", Database: "shop"}},
		{"a DSN without an address", "ann:geheim@/shop",
			read{Name: "mysql://ann@127.0.0.1:3306/shop", Net: "tcp", Addr: "127.0.0.1:3306", User: "ann", Password: "geheim", Database: "shop"}},
		{"a DSN whose password looks like a URL", "ann:geheim://@tcp(db.example:3307)/shop",
			read{Name: "mysql://ann@db.example:3307/shop", Net: "tcp", Addr: "db.example:3307", User: "ann", Password: "geheim://", Database: "shop"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseURL(c.url, "/data")
			if err != nil {
				t.Fatal(err)
			}
			is := read{Name: got.name, SQLite: got.sqlite}
			if m := got.mysql; m != nil {
				is.Net, is.Addr, is.User, is.Password, is.Database, is.TLS = m.Net, m.Addr, m.User, m.Passwd, m.DBName, m.TLSConfig
				if len(m.Params) > 0 {
					t.Errorf("sent to the server as variables: %v", m.Params)
				}
			}
			if diff := cmp.Diff(c.want, is); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a variable of the session is passed on", func(t *testing.T) {
		got, err := parseURL("mysql://ann@db.example/shop?sql_mode=%27ANSI%27", "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"sql_mode": "'ANSI'"}, got.mysql.Params); diff != "" {
			t.Error(diff)
		}
	})
}

func TestParseURLRefuses(t *testing.T) {
	for _, c := range []struct{ name, url, want string }{
		{"memory", ":memory:", "in memory"},
		{"memory by URL", "sqlite::memory:", "in memory"},
		{"a SQLite URL without a file", "sqlite:", "name a file"},
		{"another database", "postgres://ann:geheim@db.example/shop", `"postgres://…" is not served`},
		{"no database", "mysql://ann:geheim@db.example", "names no database"},
		{"no database in a DSN", "ann:geheim@tcp(db.example:3306)/", "names no database"},
		{"a password that is not encoded", "mysql://ann:geheim%zz@db.example/shop", "percent-encoded"},
		{"a password with a slash", "mysql://ann:geheim/1@db.example/shop", "percent-encoded"},
		{"a password with an at sign and a slash", "mysql://ann:4/@711/geheim@db.example/shop", "percent-encoded"},
		{"a password whose middle looks like a host", "mysql://ann:x@y/geheim@db.example/shop", "percent-encoded"},
		{"a password that begins like a port", "mysql://ann:4711/geheim@db.example/shop", "percent-encoded"},
		{"an option that is not understood", "mysql://ann:geheim@db.example/shop?parseTime=geheim", "option"},
		{"a DSN with a bracket missing", "ann:geheim@tcp(db.example:3306/shop", "DSN is not understood"},
		{"a DSN with an option that is not understood", "ann:geheim@tcp(db.example:3306)/shop?timeout=geheim", "DSN is not understood"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseURL(c.url, "/data")
			if err == nil {
				t.Fatalf("taken as %q", got.name)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q does not say %q", err, c.want)
			}
			if strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "4711") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
}

// FuzzParseURL looks for forms of an address that show the password or stop the reader.
func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"mysql://%s@h/db", "mysql://u:%s@h:3306/db", "u:%s@tcp(h:1)/db", "u:%s@/db", "mysql://u:%s@[::1]/db?tls=true", "sqlite:%s"} {
		f.Add(strings.ReplaceAll(s, "%s", "secret"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseURL(text, "/data")
		if err != nil || got.mysql == nil || len(got.mysql.Passwd) < 4 {
			return
		}
		// What people see may hold the password's letters only where they also stand elsewhere in the address.
		open := got.mysql.User + "@" + got.mysql.Addr + "/" + got.mysql.DBName
		if strings.Contains(got.name, got.mysql.Passwd) && !strings.Contains("mysql://"+open, got.mysql.Passwd) {
			t.Errorf("%q shows the password %q", got.name, got.mysql.Passwd)
		}
	})
}
