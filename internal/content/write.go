package content

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// Edit is a change of one thing: what Change makes of it as it is. It is refused with a Conflict where another version is
// expected than there is.
type Edit[S any] struct {
	Expected *int64
	Change   func(*S)
	Show     Publication
	Silent   bool // the old address is forgotten where there is a new one, instead of leading to it
}

// Publication is what is said about when a page or an article shows; nil says nothing.
type Publication struct {
	Visible *bool
	At      *time.Time
}

// of is the time of publication that follows, for something that had the other one; fresh is new. Faults are at publishDate.
func (p Publication) of(was *time.Time, fresh bool, now time.Time) (*time.Time, error) {
	switch {
	case p.At != nil:
		at := p.At.UTC().Truncate(time.Millisecond)
		if later := at.After(now); p.Visible != nil && *p.Visible == later {
			return nil, fault.Invalidf("publishDate", "what comes out later is not published yet, and what came out is: leave isPublished out, or say what the date says")
		}
		if at.Year() < 1000 || at.Year() > 9999 {
			return nil, fault.Invalidf("publishDate", "a date has a year between 1000 and 9999")
		}
		return &at, nil
	case p.Visible != nil && !*p.Visible:
		return nil, nil //nolint:nilnil // never
	case fresh || p.Visible != nil && (was == nil || was.After(now)):
		return &now, nil
	}
	return was, nil
}

// taken says that somebody else has what a key is unique by.
func taken(path, format string, args ...any) error {
	f := fault.Conflictf(path, format, args...)
	f.Code = "TAKEN"
	return f
}

// handles are where handles must differ: the rows of a table that meet the condition.
type handles struct {
	table string
	scope condition
}

// tries is how many numbers a handle is given before it gets something at random.
const tries = 9

// fresh is the handle of something new: the given one, which nobody may have, or one made of a text. Where others take the same
// numbers at the same time the act begins anew; try counts that, so that it ends.
func (h handles) fresh(tx database.Tx, given, text string, try *int) (string, error) {
	*try++
	if given != "" {
		return given, h.free(tx, given, 0)
	}
	if strings.TrimSpace(text) == "" {
		return "", checkTitle("title", text)
	}
	base := fold.Handle(text)
	if base == "" {
		return "", nil // the check of the whole says that a handle is needed
	}
	base = string([]rune(base)[:min(len([]rune(base)), maxText-len("-123456789"))])
	candidates := []string{base}
	if *try > 2 {
		candidates = nil
	}
	for i := range tries * len(candidates) {
		candidates = append(candidates, base+"-"+strconv.Itoa(i+1))
	}
	candidates = append(candidates, base+"-"+strconv.Itoa(100_000_000+rand.IntN(900_000_000)))
	there, err := h.among(tx, candidates)
	if err != nil {
		return "", err
	}
	for _, c := range candidates {
		if there[c] == 0 {
			return c, nil
		}
	}
	return "", taken("handle", "somebody else has the handle %q; choose another", base)
}

// free refuses a handle that another than the one of the id has.
func (h handles) free(tx database.Tx, handle string, id int64) error {
	there, err := h.among(tx, []string{handle})
	if err != nil || there[handle] == 0 || there[handle] == id {
		return err
	}
	return taken("handle", "somebody else has the handle %q; choose another", handle)
}

// put writes one row, with the entry in the audit log. A row that is as it was is not written.
func put[T any, P row[T]](tx database.Tx, by act.By, kind string, was, now *T, before, after any) error {
	rows := changed[T, P]([]T{*was}, []T{*now}, tx.Now)
	if len(rows) == 0 {
		return nil
	}
	action := kind + ".update"
	if P(was).id() == 0 {
		action, before = kind+".create", nil
	}
	if err := save[T, P](tx, kind, rows); err != nil {
		return err
	}
	*now = *rows[0]
	return by.Note(tx, act.Entry{Action: action, Kind: kind, ID: P(now).id(), Before: before, After: after})
}

// gone notes that a thing was removed.
func gone(tx database.Tx, by act.By, kind string, id int64, before any) error {
	if err := tx.Changed(kind, id); err != nil {
		return err
	}
	return by.Note(tx, act.Entry{Action: kind + ".delete", Kind: kind, ID: id, Before: before})
}

// moved makes the old address lead to the new one, where there is one.
func (s *Service) moved(tx database.Tx, silent bool, from, to string) error {
	if silent || from == to {
		return nil
	}
	return s.Moved(tx, from, to)
}

// none says that there is no such thing.
func none(what string) error {
	return fault.NotFoundf("id", "there is no such %s", what)
}

// at is a path below a place of a list.
func at(list string, i int, field string) string {
	if field == "" {
		return fmt.Sprintf("%s.%d", list, i)
	}
	return fmt.Sprintf("%s.%d.%s", list, i, field)
}
