package database

import (
	"strings"

	"gorm.io/gorm"
)

// Seek is one page of a listing by keyset: the rows beyond a position in the order of a column, ties decided by the id.
// A page deep in a listing costs what the first one costs, as long as an index holds the column and the id. Column
// names are the program's own; only positions come from outside, and they travel as parameters.
type Seek struct {
	Column   string // what the listing is sorted by; empty: the id alone
	ID       string // the id column
	Desc     bool   // the listing's order
	Backward bool   // walk from the listing's end; rows come in walking order
	Limit    int    // rows to read; callers ask for one more than they show
	From     *Position
	Until    *Position
}

// Position is a row's place: its value in the sort column, and its id.
type Position struct {
	Value any
	ID    int64
}

// Page narrows a query to the page.
func (s Seek) Page(q *gorm.DB) *gorm.DB {
	if where, args := s.bounds(""); where != "" {
		q = q.Where(where, args...)
	}
	return q.Order(s.order("")).Limit(s.Limit)
}

// PerParent reads the page of each parent in one statement: rows of table whose parent column is in ids, with a further
// condition if where is not empty. Rows come grouped by parent, each group in walking order.
func (s Seek) PerParent(db *gorm.DB, table, parent string, ids any, where string, args ...any) *gorm.DB {
	return s.PerParentOf(db, table, nil, parent, ids, where, args...)
}

// PerParentOf is PerParent over a query in parentheses, with that query's own parameters.
func (s Seek) PerParentOf(db *gorm.DB, query string, own []any, parent string, ids any, where string, args ...any) *gorm.DB {
	q := strings.Builder{}
	q.WriteString("SELECT * FROM (SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t." + parent + " ORDER BY " + s.order("t.") +
		") AS row_no FROM " + query + " t WHERE t." + parent + " IN ?")
	params := append(append([]any{}, own...), ids)
	if where != "" {
		q.WriteString(" AND " + where)
		params = append(params, args...)
	}
	if bounds, more := s.bounds("t."); bounds != "" {
		q.WriteString(" AND " + bounds)
		params = append(params, more...)
	}
	q.WriteString(") numbered WHERE row_no <= ? ORDER BY " + parent + ", row_no")
	return db.Raw(q.String(), append(params, s.Limit)...)
}

// order is the walking order.
func (s Seek) order(prefix string) string {
	way := " ASC"
	if s.Desc != s.Backward {
		way = " DESC"
	}
	if s.Column == "" || s.Column == s.ID {
		return prefix + s.ID + way
	}
	return prefix + s.Column + way + ", " + prefix + s.ID + way
}

// bounds are the conditions that keep a page between its positions. Column stands alone in a plain comparison first:
// that one an index can follow, row comparisons it cannot everywhere.
func (s Seek) bounds(prefix string) (string, []any) {
	var conditions []string
	var args []any
	add := func(p *Position, ahead bool) {
		if p == nil {
			return
		}
		op := ">"
		if (s.Desc != s.Backward) == ahead {
			op = "<"
		}
		if s.Column == "" || s.Column == s.ID {
			conditions = append(conditions, prefix+s.ID+" "+op+" ?")
			args = append(args, p.ID)
			return
		}
		column := prefix + s.Column
		conditions = append(conditions, column+" "+op+"= ? AND ("+column+" "+op+" ? OR "+prefix+s.ID+" "+op+" ?)")
		args = append(args, p.Value, p.Value, p.ID)
	}
	add(s.From, true)
	add(s.Until, false)
	return strings.Join(conditions, " AND "), args
}
