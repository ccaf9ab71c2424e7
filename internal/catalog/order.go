package catalog

import (
	"time"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// order is one way to sort a listing: by a column, ties decided by the id.
type order struct {
	column string
	desc   bool
	kind   keyKind
}

// keyKind says what a cursor's value becomes in SQL.
type keyKind uint8

const (
	byID keyKind = iota
	byInt
	byBytes
	byText // bytes in the cursor; text in SQL, as SQLite puts every blob after every text
	byTime // the cursor holds milliseconds since 1970
)

// seek is the page of a listing in this order; it reads one row more than the page shows.
func (o order) seek(id string, reverse bool, want page.Want) database.Seek {
	return database.Seek{Column: o.column, ID: id, Desc: o.desc != reverse, Backward: want.Backward, Limit: want.Limit + 1,
		From: o.position(want.From), Until: o.position(want.Until)}
}

func (o order) position(c *page.Cursor) *database.Position {
	if c == nil {
		return nil
	}
	p := &database.Position{ID: c.ID}
	switch o.kind {
	case byInt:
		p.Value = c.Int
	case byBytes:
		p.Value = c.Bytes
	case byText:
		p.Value = string(c.Bytes)
	case byTime:
		p.Value = time.UnixMilli(c.Int).UTC()
	}
	return p
}

func intCursor[N ~int64](value int64, id N) page.Cursor {
	return page.Cursor{Int: value, ID: int64(id)}
}

func timeCursor[N ~int64](t time.Time, id N) page.Cursor {
	return page.Cursor{Int: t.UnixMilli(), ID: int64(id)}
}

func bytesCursor[N ~int64](b []byte, id N) page.Cursor {
	if b == nil {
		b = []byte{}
	}
	return page.Cursor{Bytes: b, ID: int64(id)}
}
