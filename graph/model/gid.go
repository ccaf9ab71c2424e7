package model

import (
	"errors"
	"strconv"
	"strings"
)

var errAbandoned = errors.New("the read that siblings shared was abandoned")

// prefix opens every global id. Clients parse ids and build them themselves, so the form is fixed by the dialect.
const prefix = "gid://shopify/"

// GID is the global id of a thing: its type and the number of its row.
func GID[N ~int64 | ~int](kind string, id N) string {
	b := make([]byte, 0, len(prefix)+len(kind)+12)
	b = append(b, prefix...)
	b = append(b, kind...)
	b = append(b, '/')
	return string(strconv.AppendInt(b, int64(id), 10))
}

// ParseGID takes a global id apart. The last part must be a positive whole number.
func ParseGID(gid string) (kind string, id int64, ok bool) {
	rest, found := strings.CutPrefix(gid, prefix)
	if !found {
		return "", 0, false
	}
	kind, number, found := strings.Cut(rest, "/")
	if !found || kind == "" || number == "" || number[0] == '+' {
		return "", 0, false
	}
	number, _, _ = strings.Cut(number, "?")
	id, err := strconv.ParseInt(number, 10, 64)
	return kind, id, err == nil && id > 0
}
