package database

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/go-sql-driver/mysql"
)

// target is what a database URL leads to.
type target struct {
	name   string // for people, without the password
	sqlite string // path of the file
	mysql  *mysql.Config
}

// parseURL reads the forms that --database takes. Its errors say what the forms are and never show a password.
func parseURL(text, dataDir string) (target, error) {
	switch {
	case text == "":
		return target{name: filepath.Join(dataDir, "cartwright.db"), sqlite: filepath.Join(dataDir, "cartwright.db")}, nil
	case strings.HasPrefix(text, "mysql://"), strings.HasPrefix(text, "mariadb://"):
		return parseMySQLURL(text)
	case strings.HasPrefix(text, "sqlite:"):
		return sqliteTarget(strings.TrimPrefix(strings.TrimPrefix(text, "sqlite:"), "//"))
	case isDSN(text): // before looking for "://", which a password may hold
		c, err := mysql.ParseDSN(text)
		if err != nil {
			return target{}, fmt.Errorf("the database DSN is not understood: it looks like user:password@tcp(host:3306)/name")
		}
		return mysqlTarget(c)
	case strings.Contains(text, "://"):
		return target{}, fmt.Errorf("database %q is not served: use a SQLite path or mysql://user:password@host:3306/name", text[:strings.Index(text, "://")+3]+"…")
	}
	return sqliteTarget(text)
}

// isDSN tells a DSN of the MySQL driver from a path. "@/" is the DSN of the server on this machine, unless a path begins
// as paths do.
func isDSN(text string) bool {
	return strings.Contains(text, "@tcp(") || strings.Contains(text, "@unix(") || strings.HasPrefix(text, "tcp(") ||
		strings.Contains(text, "@/") && !strings.Contains(text, "://") && text[0] != '/' && text[0] != '.'
}

func sqliteTarget(path string) (target, error) {
	switch path {
	case ":memory:":
		return target{}, fmt.Errorf("a database in memory is not served: name a file")
	case "":
		return target{}, fmt.Errorf("nothing stands behind sqlite: in the database address; name a file")
	}
	return target{name: path, sqlite: path}, nil
}

func parseMySQLURL(text string) (target, error) {
	u, err := url.Parse(text)
	if err != nil || (u.User == nil || strings.Contains(u.EscapedPath(), "@")) && strings.Contains(text, "@") { // an @ that ends no user ends a piece of a password
		return target{}, fmt.Errorf("the database URL is not understood: it looks like mysql://user:password@host:3306/name, with special characters of the password percent-encoded")
	}
	// The driver tells its options from variables of the session.
	c, err := mysql.ParseDSN("/?" + u.RawQuery)
	if err != nil {
		return target{}, fmt.Errorf("an option in the database URL is not understood: behind the ? stand options of the MySQL driver, such as tls=true")
	}
	c.Addr, c.User, c.DBName = u.Host, u.User.Username(), strings.TrimPrefix(u.Path, "/")
	c.Passwd, _ = u.User.Password()
	if u.Port() == "" {
		c.Addr = net.JoinHostPort(u.Hostname(), "3306")
	}
	return mysqlTarget(c)
}

func mysqlTarget(c *mysql.Config) (target, error) {
	if c.DBName == "" {
		return target{}, fmt.Errorf("the database address names no database: end it with /name")
	}
	return target{name: fmt.Sprintf("mysql://%s@%s/%s", c.User, c.Addr, c.DBName), mysql: c}, nil
}
