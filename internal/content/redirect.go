package content

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// redirectOrders has the one order of redirects. The dialect gives them no sort keys.
var redirectOrders = map[string]order[Redirect]{
	"":   byID(func(r Redirect) int64 { return r.ID }),
	"ID": byID(func(r Redirect) int64 { return r.ID }),
}

// Redirects lists the redirects. Match is the dialect's query text with the fields path and target, compared whole or by
// their beginning; a path may stand alone, and other words match nothing. Faults of the text are those of query.Parse.
func (s *Service) Redirects(ctx context.Context, q Query) (page.Conn[Redirect], error) {
	where, possible, err := matchRedirects(q.Match)
	if err != nil {
		return page.Conn[Redirect]{}, err
	}
	return list(q, "redirects", redirectOrders, func(seek database.Seek) ([]Redirect, error) {
		if !possible {
			return nil, nil
		}
		return readPage[Redirect](s.db.Read(ctx), seek, where)
	})
}

// RedirectsByIDs are the redirects among the ids.
func (s *Service) RedirectsByIDs(ctx context.Context, ids []int64) (map[int64]Redirect, error) {
	return byIDs[Redirect](s.db.Read(ctx), ids, condition{})
}

// redirectFields are the fields of the query text.
var redirectFields = query.Fields{"path": true, "target": true}

// matchRedirects reads a query text; it is not possible when nothing can match it. Storefronts ask for one path with every
// address that they do not know, as it came, whatever is in it: what is one path is not read as anything else.
func matchRedirects(text string) (where condition, possible bool, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return condition{}, true, nil
	}
	_, value, _ := strings.Cut(text, ":")
	if composed := strings.ContainsFunc(strings.TrimSpace(value), unicode.IsSpace) || strings.HasSuffix(text, "*") || strings.HasPrefix(text, "-") ||
		strings.HasPrefix(text, "("); composed {
		n, err := query.Parse("query", text, redirectFields)
		if err != nil {
			return condition{}, false, err
		}
		where, args := query.Condition(n, redirectOf)
		return condition{where, args}, true, nil
	}
	where, possible = oneRedirect(text)
	return where, possible, nil
}

// redirectOf is a term as a condition.
func redirectOf(t query.Term) (string, []any) {
	column, value := "path", t.Text
	if t.Field == "target" {
		column = "target"
	}
	switch {
	case t.Op == query.Exists:
		return column + " <> ''", nil
	case t.Op != query.Match || column == "path" && !strings.HasPrefix(value, "/"):
		return query.Never, nil
	case t.Prefix:
		return column + " >= ? AND " + column + " < ?", []any{value, value + string(unicode.MaxRune)}
	case column == "target":
		return "target = ?", []any{normalTarget(value)}
	}
	return "path = ?", []any{normalPath(value)}
}

// oneRedirect reads "path:/old", "target:/new", either with the value in quotes, or a path alone.
func oneRedirect(text string) (where condition, possible bool) {
	field, value := "path", text
	if name, rest, ok := strings.Cut(text, ":"); ok && (name == "path" || name == "target") {
		field, value = name, strings.TrimSpace(rest)
	}
	value = unquote(value)
	if field == "target" {
		return condition{"target = ?", []any{normalTarget(value)}}, value != ""
	}
	if !strings.HasPrefix(value, "/") {
		return condition{}, false
	}
	return condition{"path = ?", []any{normalPath(value)}}, true
}

func unquote(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// normalPath writes a path the one way that paths are kept and asked for: without a slash at the end, except that of the
// root, and escaped like a browser sends it, whoever wrote it. A query string stays as it is.
func normalPath(path string) string {
	path, query, _ := strings.Cut(path, "?")
	if path = strings.TrimRight(path, "/"); path == "" {
		path = "/"
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case c == '%' && i+2 < len(path) && isHex(path[i+1]) && isHex(path[i+2]):
			b.WriteString(strings.ToUpper(path[i : i+3]))
			i += 2
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"#%<>\\^`{|}", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	if query != "" {
		b.WriteString("?" + query)
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// normalTarget is a target as it is kept: paths like those that lead to them, addresses as they are.
func normalTarget(target string) string {
	if !strings.HasPrefix(target, "/") {
		return target
	}
	target, fragment, found := strings.Cut(target, "#")
	target = normalPath(target)
	if found {
		target += "#" + fragment
	}
	return target
}
