package catalog

import (
	encoding "encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"cartwright/internal/act"
)

// noteProduct is what the audit log keeps of a product that was made, changed or removed: of a change only what it changed,
// with the ids of the parts, so that the log stays small and tells at a glance. Nil is a product that is not there.
func noteProduct(action string, id ProductID, before, after []byte) (act.Entry, error) {
	e := act.Entry{Action: action, Kind: "product", ID: int64(id)}
	was, err := stateOf(before)
	if err != nil {
		return e, err
	}
	is, err := stateOf(after)
	if err != nil {
		return e, err
	}
	var b, a any
	switch {
	case was == nil:
		a, err = is.told()
	case is == nil:
		b, err = was.told()
	default:
		b, a, err = was.apart(is)
	}
	if err != nil {
		return e, fmt.Errorf("compare the states of a product: %w", err)
	}
	if e.Before, err = written(b); err != nil {
		return e, err
	}
	e.After, err = written(a)
	return e, err
}

// roughly is a state whose parts are read when that is needed: most acts are about few of many variants.
type roughly struct {
	Product, Options, Media, Fields, Links jsontext.Value
	Variants                               []jsontext.Value
}

func stateOf(text []byte) (*roughly, error) {
	if text == nil {
		return nil, nil //nolint:nilnil // it is not there
	}
	var r roughly
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("read the state of a product: %w", err)
	}
	return &r, nil
}

// whole is a state with some of its variants.
func (r *roughly) whole(variants []jsontext.Value) (map[string]any, error) {
	parts := make([]any, len(variants))
	for i, v := range variants {
		if err := json.Unmarshal(v, &parts[i]); err != nil {
			return nil, err
		}
	}
	out := map[string]any{"Variants": parts}
	for name, text := range map[string]jsontext.Value{"Product": r.Product, "Options": r.Options, "Media": r.Media, "Fields": r.Fields, "Links": r.Links} {
		var member any
		if err := json.Unmarshal(text, &member); err != nil {
			return nil, err
		}
		out[name] = member
	}
	return out, nil
}

func (r *roughly) told() (any, error) {
	all, err := r.whole(r.Variants)
	return told(all), err
}

// apart are the differences between two states. Variants that are in both, as they are and where they are, are not looked into.
func (r *roughly) apart(is *roughly) (before, after any, err error) {
	in := func(variants []jsontext.Value) map[string]bool {
		out := make(map[string]bool, len(variants))
		for _, v := range variants {
			out[string(v)] = true
		}
		return out
	}
	had, have := in(r.Variants), in(is.Variants)
	was, err := r.whole(slices.DeleteFunc(slices.Clone(r.Variants), func(v jsontext.Value) bool { return have[string(v)] }))
	if err != nil {
		return nil, nil, err
	}
	now, err := is.whole(slices.DeleteFunc(slices.Clone(is.Variants), func(v jsontext.Value) bool { return had[string(v)] }))
	if err != nil {
		return nil, nil, err
	}
	before, after, _ = differences(was, now)
	return before, after, nil
}

// written is a value as the log keeps it; nil for none.
func written(v any) (any, error) {
	if v == nil {
		return nil, nil //nolint:nilnil // nothing is kept
	}
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("write what the log keeps of a product: %w", err)
	}
	return encoding.RawMessage(text), nil
}

// never is how a time is written that does not count.
var never = time.Time{}.Format(time.RFC3339)

// told is a value without the members that say nothing.
func told(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			if member = told(member); !silent(member) {
				out[name] = member
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = told(v[i])
		}
		return out
	}
	return v
}

func silent(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == "" || v == never
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// differences are what two values do not have in common.
func differences(was, is any) (before, after any, same bool) {
	switch was := was.(type) {
	case map[string]any:
		if is, ok := is.(map[string]any); ok {
			return membersApart(was, is)
		}
	case []any:
		if is, ok := is.([]any); ok {
			wasIDs, wasKnown := partIDs(was)
			isIDs, isKnown := partIDs(is)
			if wasKnown && isKnown {
				return partsApart(was, wasIDs, is, isIDs)
			}
		}
	}
	return was, is, reflect.DeepEqual(was, is)
}

// membersApart are the members of objects that differ, with the id that both have.
func membersApart(was, is map[string]any) (_, _ any, same bool) {
	before, after := map[string]any{}, map[string]any{}
	same = true
	apart := func(name string) {
		b, a, alike := differences(was[name], is[name])
		same = same && alike
		switch {
		case name == "ID" || name == "id":
			before[name], after[name] = was[name], is[name]
		case !alike:
			before[name], after[name] = b, a
		}
	}
	for name := range was {
		apart(name)
	}
	for name := range is {
		if _, both := was[name]; !both {
			apart(name)
		}
	}
	return before, after, same
}

// partsApart are the parts of lists that differ, where parts are known by their ids: what is in one list alone is told, and
// where the order of what is in both differs, the ids of all are.
func partsApart(was []any, wasIDs []int64, is []any, isIDs []int64) (_, _ any, same bool) {
	before, after := []any{}, []any{}
	at := make(map[int64]int, len(isIDs))
	for n, id := range isIDs {
		at[id] = n
	}
	last, moved := -1, false
	for _, id := range wasIDs {
		if n, both := at[id]; both {
			moved, last = moved || n < last, n
		}
	}
	shown := make(map[int]any, len(is)) // what after shows of a part, by its place
	for i, part := range was {
		n, both := at[wasIDs[i]]
		if !both {
			before = append(before, told(part))
			continue
		}
		if b, a, alike := differences(part, is[n]); moved || !alike { // of parts that are alike, the id
			before, shown[n] = append(before, b), a
		}
		delete(at, wasIDs[i])
	}
	for n, part := range is {
		if _, fresh := at[isIDs[n]]; fresh {
			after = append(after, told(part))
		} else if a, ok := shown[n]; ok {
			after = append(after, a)
		}
	}
	return before, after, len(before) == 0 && len(after) == 0
}

// partIDs are the ids of the parts of a list; not ok where one has none, or two have the same.
func partIDs(parts []any) (ids []int64, ok bool) {
	seen := map[int64]bool{}
	for _, part := range parts {
		object, is := part.(map[string]any)
		if !is {
			return nil, false
		}
		n, there := object["ID"].(float64)
		if !there {
			n, there = object["id"].(float64)
		}
		if id := int64(n); !there || id == 0 || seen[id] {
			return nil, false
		}
		seen[int64(n)] = true
		ids = append(ids, int64(n))
	}
	return ids, true
}
