package database

import (
	"fmt"
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
	case text == ":memory:":
		return target{}, fmt.Errorf("a database in memory is not served: name a file")
	case strings.HasPrefix(text, "mysql://"), strings.HasPrefix(text, "mariadb://"):
		return parseMySQLURL(text)
	case strings.HasPrefix(text, "sqlite:"):
		path := strings.TrimPrefix(strings.TrimPrefix(text, "sqlite:"), "//")
		return target{name: path, sqlite: path}, nil
	case strings.Contains(text, "://"):
		return target{}, fmt.Errorf("database %q is not served: use a SQLite path or mysql://user:password@host:3306/name", text[:strings.Index(text, "://")+3]+"…")
	case strings.Contains(text, "@tcp(") || strings.Contains(text, "@unix(") || strings.HasPrefix(text, "tcp("):
		c, err := mysql.ParseDSN(text)
		if err != nil {
			return target{}, fmt.Errorf("the database DSN is not understood: it looks like user:password@tcp(host:3306)/name")
		}
		return mysqlTarget(c)
	}
	return target{name: text, sqlite: text}, nil
}

func parseMySQLURL(text string) (target, error) {
	u, err := url.Parse(text)
	if err != nil {
		return target{}, fmt.Errorf("the database URL is not understood: it looks like mysql://user:password@host:3306/name, with special characters of the password percent-encoded")
	}
	c := mysql.NewConfig()
	c.Net, c.Addr, c.User, c.DBName = "tcp", u.Host, u.User.Username(), strings.TrimPrefix(u.Path, "/")
	c.Passwd, _ = u.User.Password()
	if u.Port() == "" {
		c.Addr = u.Hostname() + ":3306"
	}
	c.Params = map[string]string{}
	for name, values := range u.Query() {
		if name == "tls" {
			c.TLSConfig = values[0]
			continue
		}
		c.Params[name] = values[0]
	}
	return mysqlTarget(c)
}

func mysqlTarget(c *mysql.Config) (target, error) {
	if c.DBName == "" {
		return target{}, fmt.Errorf("the database address names no database: end it with /name")
	}
	return target{name: fmt.Sprintf("mysql://%s@%s/%s", c.User, c.Addr, c.DBName), mysql: c}, nil
}
