package staff

import (
	"cartwright/internal/act"
	"cartwright/internal/fault"
)

// ActorKind says what kind of hand did something.
type ActorKind string

// The kinds of actors.
const (
	Person ActorKind = "staff"  // somebody who signed in
	APIKey ActorKind = "key"    // a program with an API key
	System ActorKind = "system" // the command line, or the shop itself
)

// Viewer is who asks, and what they may do. The zero Viewer is nobody and may nothing.
type Viewer struct {
	Kind      ActorKind
	ID        int64 // of the account, or of the key; 0: the system
	AccountID int64 // of the account, or of whoever made the key; 0: none
	TokenID   int64 // of the session or key that was shown
	Name      string
	Role      Role     // of the account; empty for keys
	RequestID string   // set by whoever serves the request; it goes into the audit log
	Once      act.Once // the idempotency key of the request; it counts in the room of staff
	allowed   set
}

// SystemViewer is the hand of the machine's own administrator: it may everything. Name says which tool it is.
func SystemViewer(name string) Viewer {
	return Viewer{Kind: System, Name: name, allowed: setOf(permissions[:])}
}

// ViewerWith is somebody with just these permissions, for those who ask what such a one may do.
func ViewerWith(permissions ...Permission) Viewer {
	return Viewer{Kind: Person, allowed: setOf(permissions)}
}

// May reports whether the viewer may do something.
func (v Viewer) May(p Permission) bool { return v.allowed.has(p) }

// Permissions are what the viewer may do.
func (v Viewer) Permissions() []Permission { return v.allowed.list() }

// Staff reports whether the viewer is anybody at all.
func (v Viewer) Staff() bool { return v.Kind != "" }

// Need is a fault.Denied where the viewer may not do something.
func (v Viewer) Need(p Permission) error {
	if v.May(p) {
		return nil
	}
	return denied("ACCESS_DENIED", "this needs the permission %s", p)
}

// person is a fault.Denied where the viewer is not somebody who signed in: what concerns one's own account is done there.
func (v Viewer) person() error {
	if v.Kind == Person {
		return nil
	}
	return denied("ACCESS_DENIED", "sign in with your own account to do this")
}

func denied(code, format string, args ...any) *fault.Fault {
	f := fault.Invalidf("", format, args...)
	f.Kind, f.Code = fault.Denied, code
	return f
}
