package terms

import (
	"context"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/query"
)

// DiscountListing is what cursors of discounts are of.
const DiscountListing = "discounts"

// FindDiscount finds a discount; a NotFound fault where there is none.
func (s *Service) FindDiscount(ctx context.Context, id int64) (Discount, error) {
	return findDiscount(s.reading(ctx), id)
}

// FindDiscountByCode finds the discount of a code, however it is written.
func (s *Service) FindDiscountByCode(ctx context.Context, code string) (Discount, error) {
	if code == "" {
		return Discount{}, fault.NotFoundf("code", "there is no such discount code")
	}
	row, err := discountByKey(s.reading(ctx), codeKey(code))
	if err == nil && row.ID == 0 {
		err = fault.NotFoundf("code", "there is no such discount code")
	}
	return row, err
}

// Discounts lists discounts in the order they were made. match is a text of package query with the fields of
// discountFields; words alone are looked for in codes, at their beginning, and in titles. Faults of the text are those of
// query.Parse.
func (s *Service) Discounts(ctx context.Context, match string, reverse bool, args page.Args) (page.Conn[Discount], error) {
	n, err := query.Parse("query", match, discountFields)
	if err != nil {
		return page.Conn[Discount]{}, err
	}
	where := always
	if n != nil {
		where = discountsOf(n, s.db.Now())
	}
	return listByID(ctx, s.db, listing{name: DiscountListing, where: where, reverse: reverse}, args, func(d Discount) int64 { return d.ID })
}

// discountFields are the fields of the query text.
var discountFields = query.Fields{"id": true, "code": true, "title": true, "status": true, "method": true, "type": true, "discount_class": true,
	"times_used": true, "starts_at": true, "ends_at": true}

// condition is a piece of SQL with its parameters. Every value travels as a parameter.
type condition struct {
	sql  string
	args []any
}

var (
	always = condition{sql: "1 = 1"}
	never  = condition{sql: "1 = 0"}
)

func where(sql string, args ...any) condition { return condition{sql, args} }

func discountsOf(n query.Node, now time.Time) condition {
	switch n := n.(type) {
	case query.And:
		return joined(n, " AND ", always, now)
	case query.Or:
		return joined(n, " OR ", never, now)
	case query.Not:
		inner := discountsOf(n.Of, now)
		return condition{"NOT (" + inner.sql + ")", inner.args}
	case query.Term:
		return discountsBy(n, now)
	}
	return never
}

func joined(nodes []query.Node, by string, none condition, now time.Time) condition {
	if len(nodes) == 0 {
		return none
	}
	var parts []string
	var all []any
	for _, n := range nodes {
		inner := discountsOf(n, now)
		parts, all = append(parts, "("+inner.sql+")"), append(all, inner.args...)
	}
	return condition{strings.Join(parts, by), all}
}

func discountsBy(t query.Term, now time.Time) condition {
	switch t.Field {
	case "":
		byCode, byTitle := codeBegins(t.Text), titleHas(t.Text)
		return condition{byCode.sql + " OR " + byTitle.sql, append(byCode.args, byTitle.args...)}
	case "code":
		switch {
		case t.Op == query.Exists:
			return where("code <> ''")
		case t.Prefix:
			return codeBegins(t.Text)
		}
		return where("code <> '' AND code_key = ?", fold.Key(t.Text))
	case "title":
		if t.Op == query.Exists {
			return where("title <> ''")
		}
		return titleHas(t.Text)
	case "status":
		return byStatus(strings.ToLower(t.Text), now)
	case "method":
		switch strings.ToLower(t.Text) {
		case "code":
			return where("code <> ''")
		case "automatic":
			return where("code = ''")
		}
	case "type":
		if kind, ok := queryKinds[strings.ToLower(t.Text)]; ok {
			return where("kind = ?", kind)
		}
	case "discount_class":
		return where("class = ?", strings.ToUpper(t.Text))
	case "id", "times_used":
		column := map[string]string{"id": "id", "times_used": "used"}[t.Field]
		n, err := strconv.ParseInt(t.Text, 10, 64)
		if err == nil {
			return compared(column, t.Op, n)
		}
	case "starts_at", "ends_at":
		if t.Op == query.Exists {
			return where(t.Field + " IS NOT NULL")
		}
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if moment, err := time.Parse(layout, t.Text); err == nil {
				return compared(t.Field, t.Op, moment.UTC())
			}
		}
	}
	return never
}

var queryKinds = map[string]price.Kind{"percentage": price.Percentage, "fixed_amount": price.Fixed, "bxgy": price.BuyGet, "free_shipping": price.FreeShipping}

func compared(column string, op query.Op, value any) condition {
	switch op {
	case query.Less, query.AtMost, query.More, query.AtLeast:
		return where(column+" "+string(op)+" ?", value)
	case query.Match:
		return where(column+" = ?", value)
	}
	return always
}

// codeBegins finds codes by the bytes their keys begin with; automatic discounts have keys that none begin like.
func codeBegins(text string) condition {
	key := fold.Key(text)
	if len(key) == 0 {
		return never
	}
	return where("code_key >= ? AND code_key < ?", key, append(append([]byte{}, key...), 0xFF))
}

// titleHas finds a text in titles, without regard to the case of plain letters.
func titleHas(text string) condition {
	return where("INSTR(LOWER(title), ?) > 0", strings.ToLower(text))
}

func byStatus(status string, now time.Time) condition {
	const past = "(enabled = ? OR ends_at IS NOT NULL AND ends_at <= ?)"
	switch status {
	case "expired":
		return where(past, false, now)
	case "scheduled":
		return where("NOT "+past+" AND starts_at > ?", false, now, now)
	case "active":
		return where("NOT "+past+" AND starts_at <= ?", false, now, now)
	}
	return never
}

// Status is where a discount is in its life.
type Status string

// The lives of discounts.
const (
	Active    Status = "ACTIVE"
	Scheduled Status = "SCHEDULED" // switched on, and begins later
	Expired   Status = "EXPIRED"   // switched off, or over
)

// StatusAt is where the discount is in its life at a moment.
func (d *Discount) StatusAt(now time.Time) Status {
	switch {
	case !d.Enabled || d.EndsAt != nil && !d.EndsAt.After(now):
		return Expired
	case d.StartsAt.After(now):
		return Scheduled
	}
	return Active
}
