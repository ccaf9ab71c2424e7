package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// FileChange says what of a media record changes; what is nil stays.
type FileChange struct {
	ID       MediaID
	Alt      *string
	Preview  *MediaSpec // of a video or a model
	Expected *time.Time // when the caller saw it last changed; nil expects nothing
}

// CreateFiles records pictures, videos and models that belong to no product yet. Faults: those of a declared media at
// <place>.<field>.
func (s *Service) CreateFiles(ctx context.Context, by act.By, specs []MediaSpec) ([]Media, error) {
	for i := range specs {
		if err := specs[i].check(strconv.Itoa(i)); err != nil {
			return nil, err
		}
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) ([]Media, error) {
		rows, entries, ids := make([]Media, len(specs)), make([]act.Entry, len(specs)), make([]int64, len(specs))
		for i := range specs {
			rows[i] = newMedia(&specs[i], tx.Now)
		}
		if err := insertMedia(tx, rows); err != nil {
			return nil, err
		}
		for i, m := range rows {
			ids[i] = int64(m.ID)
			entries[i] = act.Entry{Action: "file.create", Kind: "file", ID: ids[i], After: fileEntry(m)}
		}
		if err := tx.Changed("media", ids...); err != nil {
			return nil, err
		}
		return rows, by.Note(tx, entries...)
	})
}

// fileEntry is what the audit log remembers of a media record.
func fileEntry(m Media) map[string]any {
	return map[string]any{"kind": m.Kind, "alt": m.Alt, "name": m.Name, "source": m.Source}
}

// UpdateFiles changes media records, and the copies that products carry. Faults: NotFound at <place>.id, Conflict at
// <place>.expectedUpdatedAt with the records as they are now, those of a declared media at <place>.<field>.
func (s *Service) UpdateFiles(ctx context.Context, by act.By, changes []FileChange) ([]Media, error) {
	ids := make([]MediaID, len(changes))
	for i, c := range changes {
		if slices.Contains(ids[:i], c.ID) {
			return nil, fault.Invalidf(fmt.Sprintf("%d.id", i), "this file stands twice")
		}
		ids[i] = c.ID
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) ([]Media, error) {
		// Products first, as whoever writes a product locks it before its media.
		products, err := lockProductsWith(tx, ids)
		if err != nil {
			return nil, err
		}
		rows, err := lockMedia(tx, ids)
		if err != nil {
			return nil, err
		}
		out, old := make([]Media, len(changes)), make([]Media, len(changes))
		for i, c := range changes {
			row, ok := rows[c.ID]
			if !ok {
				return nil, noFile(fmt.Sprintf("%d.id", i))
			}
			out[i], old[i] = row, row
		}
		for i, c := range changes {
			if c.Expected != nil && !c.Expected.Truncate(time.Millisecond).Equal(out[i].UpdatedAt.Truncate(time.Millisecond)) {
				return out, fault.Conflictf(fmt.Sprintf("%d.expectedUpdatedAt", i), "somebody has changed it meanwhile, at %s; read it again, then decide",
					out[i].UpdatedAt.UTC().Format(time.RFC3339Nano))
			}
		}
		entries, changed := make([]act.Entry, len(changes)), make([]int64, len(changes))
		for i, c := range changes {
			if out[i], err = c.apply(old[i], strconv.Itoa(i), tx.Now); err != nil {
				return nil, err
			}
			changed[i] = int64(c.ID)
			entries[i] = act.Entry{Action: "file.update", Kind: "file", ID: int64(c.ID), Before: fileEntry(old[i]), After: fileEntry(out[i])}
		}
		pointers := make([]*Media, len(out))
		for i := range out {
			pointers[i] = &out[i]
		}
		if err := store(tx.DB, "media", pointers, func(*Media) bool { return false }); err != nil {
			return nil, err
		}
		if err := refreshFeatured(tx, products, old, out); err != nil {
			return nil, err
		}
		if err := tx.Changed("media", changed...); err != nil {
			return nil, err
		}
		return out, by.Note(tx, entries...)
	})
}

// apply is a record after a change.
func (c FileChange) apply(m Media, path string, now time.Time) (Media, error) {
	spec := MediaSpec{Kind: m.Kind, Alt: m.Alt, Source: m.Source, Blob: m.Name, MIME: m.MIME, Preview: c.Preview}
	if c.Alt != nil {
		spec.Alt = *c.Alt
	}
	if err := spec.check(path); err != nil {
		return m, err
	}
	m.Alt, m.UpdatedAt = spec.Alt, now
	if c.Preview != nil {
		if m.Kind == Image {
			return m, fault.Invalidf(path+".previewImageSource", "a picture is its own preview")
		}
		m.Preview = newMedia(&spec, now).Preview
	}
	return m, nil
}

func noFile(path string) error { return fault.NotFoundf(path, "there is no such file") }

// DeleteFiles removes media records that nothing of the catalogue shows; their bytes are swept later. Faults: NotFound and
// Conflict at <place>.
func (s *Service) DeleteFiles(ctx context.Context, by act.By, ids []MediaID) ([]MediaID, error) {
	ids = unique(ids)
	return act.Do(ctx, s.db, by, func(tx database.Tx) ([]MediaID, error) {
		rows, err := lockMedia(tx, ids)
		if err != nil {
			return nil, err
		}
		used, err := usedMedia(tx, ids)
		if err != nil {
			return nil, err
		}
		entries, gone := make([]act.Entry, len(ids)), make([]int64, len(ids))
		for i, id := range ids {
			m, ok := rows[id]
			switch {
			case !ok:
				return nil, noFile(strconv.Itoa(i))
			case used[id]:
				return nil, fault.Conflictf(strconv.Itoa(i), "a product or a collection shows this file: take it out there first")
			}
			gone[i] = int64(id)
			entries[i] = act.Entry{Action: "file.delete", Kind: "file", ID: int64(id), Before: fileEntry(m)}
		}
		if err := removeMedia(tx, ids); err != nil {
			return nil, err
		}
		if err := tx.Changed("media", gone...); err != nil {
			return nil, err
		}
		return ids, by.Note(tx, entries...)
	})
}

// fileOrders are the orders of files.
var fileOrders = map[string]struct {
	order
	cursor func(Media) page.Cursor
}{
	"ID":         {order{column: "id"}, func(m Media) page.Cursor { return intCursor(0, m.ID) }},
	"CREATED_AT": {order{column: "id"}, func(m Media) page.Cursor { return intCursor(0, m.ID) }}, // ids are given in this order
}

// Files lists media records. Match is the dialect's query text with the fields media_type and alt; other words are looked
// for in alternative texts. Faults are those of query.Parse.
func (s *Service) Files(ctx context.Context, q SubQuery, match string) (page.Conn[Media], error) {
	o, ok := fileOrders[q.Sort]
	if !ok {
		return page.Conn[Media]{}, fault.Invalidf("sortKey", "%q is no order of files", q.Sort)
	}
	n, err := query.Parse("query", match, query.Fields{"media_type": true, "alt": true})
	if err != nil {
		return page.Conn[Media]{}, err
	}
	listing := fmt.Sprintf("files/%s/%t/%s", q.Sort, q.Reverse, match)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return page.Conn[Media]{}, err
	}
	where, args := filesWhere(n)
	rows, err := s.listFiles(ctx, o.seek("id", q.Reverse, want), where, args)
	if err != nil {
		return page.Conn[Media]{}, err
	}
	return page.Cut(want, rows, func(m Media) string { return o.cursor(m).Encode(listing) }), nil
}

// filesWhere is a query as a condition. Every value travels as a parameter.
func filesWhere(n query.Node) (string, []any) {
	join := func(nodes []query.Node, with, none string) (string, []any) {
		if len(nodes) == 0 {
			return none, nil
		}
		parts, all := make([]string, len(nodes)), []any{}
		for i, n := range nodes {
			where, args := filesWhere(n)
			parts[i], all = where, append(all, args...)
		}
		return "(" + strings.Join(parts, with) + ")", all
	}
	switch n := n.(type) {
	case query.And:
		return join(n, " AND ", "1 = 1")
	case query.Or:
		return join(n, " OR ", "1 = 0")
	case query.Not:
		where, args := filesWhere(n.Of)
		return "NOT " + where, args
	case query.Term:
		switch {
		case n.Field == "media_type" && n.Op == query.Match:
			return "kind = ?", []any{strings.ToUpper(n.Text)}
		case n.Op == query.Exists && n.Field == "alt":
			return "alt <> ''", nil
		case n.Op == query.Match && n.Field != "media_type":
			return "INSTR(LOWER(alt), ?) > 0", []any{strings.ToLower(n.Text)}
		}
	}
	return "1 = 0", nil
}
