package graph_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// What not every mutation of staff does, and why.
var (
	// Who signs in or out, or changes what they sign in with, does not repeat it in the dark: each time is another one.
	notOnce = []string{"staffSignIn", "staffSignOut", "staffSignOutEverywhere", "staffPasswordChange", "staffTotpBegin", "staffTotpConfirm", "staffTotpDrop", "staffRecoveryCodesRenew"}
	// A product of one option has it in its place already; the story of products reorders two.
	changesNothing = []string{"productOptionsReorder"}
	// They need a device that shows codes; the story of two factors has one.
	needsDevice = []string{"staffTotpConfirm", "staffRecoveryCodesRenew"}
)

// shownOnce are the secrets that are not told again under the same idempotency key.
var shownOnce = regexp.MustCompile(`"(?:secret|giftCardCode)":(?:"[^"]+"|null)`)

// TestEveryStaffMutation holds what is promised of each: it tells what is wrong with code and path, it is noted in the audit
// log, and asked for twice under one idempotency key it happens once and answers the same.
func TestEveryStaffMutation(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		c := newCrew(t, h)
		h.write(t)
		was := h.picture(t)
		schema := beyondEverybody(roleViewer(staff.Owner))
		as := graph.Request{Bearer: c.owner, Client: account.Client{Address: "192.0.2.7"}, Once: "5f0c6f7e-1d2b-4a8e-9c51-0c6a1f3b7d42"}
		asked := newCaller(h, schema, as, c.inputs())
		for _, m := range schema.Mutation.Fields {
			t.Run(m.Name, func(t *testing.T) {
				if !tellsFaults(schema, m) {
					t.Error("its payload has no userErrors with code and field")
				}
				if slices.Contains(needsDevice, m.Name) {
					return
				}
				args := asked.arguments(m, spot{}, nil)
				first, statements := asked.call(t, ast.Mutation, m, args, false)
				if refuses(schema, m, first) {
					t.Fatalf("it refuses what nothing is wrong with: %s", first)
				}
				names := append(written(statements), "audit_entries")
				after := h.picture(t, names...)
				if len(after["audit_entries"].texts) <= len(was["audit_entries"].texts) && !slices.Contains(changesNothing, m.Name) {
					t.Error("nothing is noted in the audit log")
				}
				if !slices.Contains(notOnce, m.Name) {
					again, more := asked.call(t, ast.Mutation, m, args, false)
					if shownOnce.ReplaceAllString(first, "") != shownOnce.ReplaceAllString(again, "") {
						t.Errorf("asked again it answers\n%s\nand first it did\n%s", again, first)
					}
					for _, name := range written(more) {
						if !slices.Contains(names, name) {
							names, after[name] = append(names, name), was[name]
						}
					}
					if changed := after.changed(h.picture(t, names...)); len(changed) > 0 {
						t.Errorf("asked again it changes %q", changed)
					}
				}
				h.putBack(t, was, h.picture(t, names...))
			})
		}
	})
}

// tellsFaults reports whether a mutation's payload has the errors that staff are told of.
func tellsFaults(schema *ast.Schema, m *ast.FieldDefinition) bool {
	f := schema.Types[m.Type.Name()].Fields.ForName("userErrors")
	if f == nil || f.Type.Elem == nil {
		return false
	}
	of := schema.Types[f.Type.Name()].Fields
	return of.ForName("code") != nil && of.ForName("field") != nil && of.ForName("message") != nil
}
