package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

func moment(c page.Cursor) any { return time.UnixMilli(c.Int).UTC() }

func (s *Service) foundCustomers(ctx context.Context, match query.Node) *gorm.DB {
	q := s.db.Read(ctx).Model(&Customer{})
	if match != nil {
		where, args := query.Condition(match, compareCustomer)
		q = q.Where(where, args...)
	}
	return q
}

func (s *Service) findCustomers(ctx context.Context, match query.Node, seek database.Seek) ([]Customer, error) {
	var rows []Customer
	if err := seek.Page(s.foundCustomers(ctx, match)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list customers by %s: %w", seek.Column, err)
	}
	return rows, nil
}

// CountCustomers counts the customers that a text asks for, up to a limit.
func (s *Service) CountCustomers(ctx context.Context, match query.Node, limit int) (int, error) {
	var n int64
	some := s.foundCustomers(ctx, match).Select("id").Limit(limit)
	if err := s.db.Read(ctx).Table("(?) AS some", some).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count customers: %w", err)
	}
	return int(n), nil
}

// compareCustomer is a term as a condition. A word without a field is in the name, the address, the number or a tag.
func compareCustomer(t query.Term) (string, []any) {
	switch t.Field {
	case "id":
		return t.Number("id")
	case "created_at", "updated_at":
		return t.Moment(t.Field)
	case "email":
		return compareKey("email_key", t, fold.EmailKey(t.Text), "", "email <> ''")
	case "phone":
		return compareKey("phone_key", t, []byte(t.Text), "", "phone <> ''")
	case "last_name":
		return compareKey("name_key", t, fold.Key(t.Text), between, "last_name <> ''")
	case "first_name":
		first := append([]byte(between), fold.Key(t.Text)...)
		switch {
		case t.Op == query.Exists:
			return "first_name <> ''", nil
		case t.Op != query.Match:
			return query.Never, nil
		case t.Prefix:
			return "INSTR(name_key, ?) > 0", []any{first}
		}
		return "SUBSTR(name_key, " + strconv.Itoa(-len(first)) + ") = ?", []any{first}
	case "state":
		return compareState(t)
	case "accepts_marketing":
		yes, err := strconv.ParseBool(strings.ToLower(t.Text))
		switch {
		case t.Op == query.Exists:
			return "1 = 1", nil
		case err != nil || t.Op != query.Match:
			return query.Never, nil
		}
		return "accepts_marketing = ?", []any{yes}
	case "tag", "tag_not":
		where, args := compareTag(t)
		if t.Field == "tag_not" {
			where = "NOT (" + where + ")"
		}
		return where, args
	}
	tag, args := compareTag(t)
	return "INSTR(name_key, ?) > 0 OR INSTR(email_key, ?) > 0 OR phone_key = ? OR " + tag,
		append([]any{fold.Key(t.Text), fold.EmailKey(t.Text), []byte(t.Text)}, args...)
}

// compareKey compares a column of keys, whole or by their beginning; a whole one ends with end.
func compareKey(column string, t query.Term, key []byte, end, exists string) (string, []any) {
	switch {
	case t.Op == query.Exists:
		return exists, nil
	case t.Op != query.Match:
		return query.Never, nil
	case t.Prefix:
		return column + " >= ? AND " + column + " < ?", []any{key, append(append([]byte{}, key...), string(unicode.MaxRune)...)}
	case end != "":
		from := append(append([]byte{}, key...), end...)
		until := append(append([]byte{}, key...), end[0]+1)
		return column + " >= ? AND " + column + " < ?", []any{from, until}
	}
	return column + " = ?", []any{key}
}

// compareTag looks for a tag in a JSON list, without regard to the case of plain letters.
func compareTag(t query.Term) (string, []any) {
	if t.Op == query.Exists {
		return `INSTR(tags, '"') > 0`, nil
	}
	text, err := json.Marshal(strings.ToLower(t.Text))
	if err != nil || t.Op != query.Match {
		return query.Never, nil
	}
	if t.Prefix {
		text = text[:len(text)-1]
	}
	return "INSTR(LOWER(tags), ?) > 0", []any{string(text)}
}

// compareState compares the state, by its own name or by the schema's.
func compareState(t query.Term) (string, []any) {
	if t.Op == query.Exists {
		return "1 = 1", nil
	}
	state := State(strings.ToLower(t.Text))
	if state == "invited" {
		state = Waiting
	}
	if t.Op != query.Match {
		return query.Never, nil
	}
	return "state = ?", []any{state}
}

// AddressesByIDs are the addresses among the ids, for whoever has the customers that they are of.
func (s *Service) AddressesByIDs(ctx context.Context, ids []int64) (map[int64]Address, error) {
	var rows []Address
	if len(ids) > 0 {
		if err := s.db.Read(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load %d addresses: %w", len(ids), err)
		}
	}
	out := make(map[int64]Address, len(rows))
	for _, a := range rows {
		out[a.ID] = a
	}
	return out, nil
}

// AddressesOf pages over the books of customers, in the order they were written; one statement for all of them.
func (s *Service) AddressesOf(ctx context.Context, ids []int64, args page.Args, reverse bool) (map[int64]page.Conn[Address], error) {
	const listing = "customer addresses"
	want, err := page.Check(listing, args)
	if err != nil {
		return nil, err
	}
	seek := database.Seek{ID: "id", Desc: reverse, Backward: want.Backward, Limit: want.Limit + 1, From: position(want.From), Until: position(want.Until)}
	q := seek.PerParent(s.db.Read(ctx), "customer_addresses", "customer_id", ids, "")
	if len(ids) == 1 {
		q = seek.Page(s.db.Read(ctx).Where("customer_id = ?", ids[0]))
	}
	var rows []Address
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the addresses of %d customers: %w", len(ids), err)
	}
	books, out := map[int64][]Address{}, map[int64]page.Conn[Address]{}
	for _, a := range rows {
		books[int64(a.CustomerID)] = append(books[int64(a.CustomerID)], a)
	}
	for _, id := range ids {
		out[id] = page.Cut(want, books[id], func(a Address) string { return page.Cursor{ID: a.ID}.Encode(listing) })
	}
	return out, nil
}

// SessionsOf are where customers are signed in, the last used first.
func (s *Service) SessionsOf(ctx context.Context, ids []int64) (map[int64][]Token, error) {
	var rows []Token
	err := s.db.Read(ctx).Where("customer_id IN ? AND renewed = ? AND expires_at > ?", ids, false, s.db.Now()).Order("used_at DESC, id DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the sessions of %d customers: %w", len(ids), err)
	}
	out := map[int64][]Token{}
	for _, t := range rows {
		out[int64(t.CustomerID)] = append(out[int64(t.CustomerID)], t)
	}
	return out, nil
}
