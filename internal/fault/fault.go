// Package fault holds the errors that a caller can mend.
//
// A room returns a *Fault when the request is at fault: something is not there, an argument is out of its range, the
// state has moved on. The graph shows it, as data in a mutation and as a coded error in a query. Every other error is
// the system's; the caller learns "internal error" and a request id, and the log has the cause.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what the caller can do about a fault.
type Kind uint8

// The kinds of fault. A kind decides the general code that clients see; Code may say more.
const (
	Invalid     Kind = iota + 1 // an argument is wrong: correct it and try again
	NotFound                    // there is no such thing, or not for this caller
	Conflict                    // the state has moved on: read again, then decide
	Denied                      // the caller may not
	Limit                       // too much at once, or too often
	Unavailable                 // not now: try again later
)

// String is the general code of the kind, as it stands in extensions.code.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "BAD_USER_INPUT"
	case NotFound:
		return "NOT_FOUND"
	case Conflict:
		return "CONFLICT"
	case Denied:
		return "ACCESS_DENIED"
	case Limit:
		return "LIMIT_EXCEEDED"
	case Unavailable:
		return "UNAVAILABLE"
	}
	return "UNKNOWN"
}

// Fault is an error that the caller can mend.
type Fault struct {
	Kind Kind
	Code string   // the dialect's own word where it has one ("INVALID", "TAKEN"); else empty
	Path []string // the argument or input field at fault, outermost first: ["input", "lines", "0", "quantity"]
	Text string   // one sentence for people: what is wrong, and what would be right
}

// Error joins path and text.
func (f *Fault) Error() string {
	if len(f.Path) == 0 {
		return f.Text
	}
	return strings.Join(f.Path, ".") + ": " + f.Text
}

// Label is the code a client branches on: the fault's own, or that of its kind.
func (f *Fault) Label() string {
	if f.Code != "" {
		return f.Code
	}
	return f.Kind.String()
}

// At returns a copy of the fault placed below the given outer path.
func (f *Fault) At(outer ...string) *Fault {
	g := *f
	g.Path = append(append([]string{}, outer...), f.Path...)
	return &g
}

// To returns a copy of the fault at another path.
func (f *Fault) To(path ...string) *Fault {
	g := *f
	g.Path = path
	return &g
}

// Invalidf is a fault at one argument; path is dotted ("input.title") or empty.
func Invalidf(path, format string, args ...any) *Fault {
	return newFault(Invalid, path, format, args)
}

// NotFoundf says that something is not there.
func NotFoundf(path, format string, args ...any) *Fault {
	return newFault(NotFound, path, format, args)
}

// Conflictf says that the state has moved on.
func Conflictf(path, format string, args ...any) *Fault {
	return newFault(Conflict, path, format, args)
}

// Limitf says that a request asks for too much; the text names the limit.
func Limitf(path, format string, args ...any) *Fault {
	return newFault(Limit, path, format, args)
}

// Unavailablef says that the system cannot answer now and that a later try may do.
func Unavailablef(format string, args ...any) *Fault {
	return newFault(Unavailable, "", format, args)
}

// Is reports whether err is, or wraps, a fault of the kind.
func Is(err error, kind Kind) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == kind
}

func newFault(kind Kind, path, format string, args []any) *Fault {
	f := &Fault{Kind: kind, Text: fmt.Sprintf(format, args...)}
	if path != "" {
		f.Path = strings.Split(path, ".")
	}
	return f
}
