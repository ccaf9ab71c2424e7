package content

import (
	"errors"
	"reflect"
	"strconv"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// row is a row of this room: it has an id, zero before it is written, and the times of its making and last change.
type row[T any] interface {
	*T
	id() int64
	stamp(now time.Time)
}

func (p *Page) id() int64                 { return p.ID }
func (b *Blog) id() int64                 { return b.ID }
func (a *Article) id() int64              { return a.ID }
func (m *Menu) id() int64                 { return m.ID }
func (r *Redirect) id() int64             { return r.ID }
func (m *Metaobject) id() int64           { return m.ID }
func (d *MetaobjectDefinition) id() int64 { return d.ID }

func (p *Page) stamp(now time.Time)       { stamp(&p.CreatedAt, &p.UpdatedAt, &p.Version, now) }
func (b *Blog) stamp(now time.Time)       { stamp(&b.CreatedAt, &b.UpdatedAt, &b.Version, now) }
func (a *Article) stamp(now time.Time)    { stamp(&a.CreatedAt, &a.UpdatedAt, &a.Version, now) }
func (m *Menu) stamp(now time.Time)       { stamp(&m.CreatedAt, &m.UpdatedAt, &m.Version, now) }
func (r *Redirect) stamp(now time.Time)   { stamp(&r.CreatedAt, &r.UpdatedAt, &r.Version, now) }
func (m *Metaobject) stamp(now time.Time) { stamp(&m.CreatedAt, &m.UpdatedAt, &m.Version, now) }
func (d *MetaobjectDefinition) stamp(now time.Time) {
	stamp(&d.CreatedAt, &d.UpdatedAt, &d.Version, now)
}

func stamp(created, updated *time.Time, version *int64, now time.Time) {
	if created.IsZero() {
		*created = now
	}
	*updated = now
	*version++
}

// checkAll checks each spec, puts its index before the path of a fault, and refuses a key that stands twice. It returns
// the keys in the order of the specs.
func checkAll[S any](specs []S, field string, check func(*S) (key string, err error)) ([]string, error) {
	keys := make([]string, len(specs))
	first := make(map[string]int, len(specs))
	for i := range specs {
		key, err := check(&specs[i])
		if f, ok := errors.AsType[*fault.Fault](err); ok {
			return nil, f.At(strconv.Itoa(i))
		}
		if err != nil {
			return nil, err
		}
		if at, twice := first[key]; twice {
			return nil, fault.Invalidf(field, "the same stands twice, first as number %d", at+1).At(strconv.Itoa(i))
		}
		first[key], keys[i] = i, key
	}
	return keys, nil
}

// changed picks the rows that are to be other than they were, and stamps them.
func changed[T any, P row[T]](was, want []T, now time.Time) []*T {
	var out []*T
	for i := range want {
		if P(&was[i]).id() == 0 || !reflect.DeepEqual(was[i], want[i]) {
			P(&want[i]).stamp(now)
			out = append(out, &want[i])
		}
	}
	return out
}

// publication reads a declared time of publication: none, the zero time for "since when it was, or now", or a time.
// A time that stays comes back as it was.
func publication(declared, was *time.Time, now time.Time) *time.Time {
	if declared == nil {
		return nil
	}
	at := declared.UTC().Truncate(time.Millisecond)
	switch {
	case declared.IsZero() && was == nil:
		return &now
	case was != nil && (declared.IsZero() || at.Equal(*was)):
		return was
	}
	return &at
}

// sortKey is the key of a text, which replaces what was there. A driver may give an empty key back as nil; it is made
// empty again, so that the two compare.
func sortKey(text string, was *[]byte) []byte {
	if *was == nil {
		*was = []byte{}
	}
	return fold.Key(text)
}
