package graph_test

import (
	"strings"
	"testing"

	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestLongLists gives a mutation of staff more than a list may hold, by every way that leads to its field.
func TestLongLists(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))
	owner := h.hire(t, "owner@example.com", staff.Owner)
	call := func(n int) string {
		return `apiKeyCreate(input: {name: "Key", scopes: [` + strings.Repeat("PRODUCTS_READ ", n) + `]}) { userErrors { code } }`
	}
	for name, text := range map[string]string{
		"a field": "mutation { %s }", "an inline fragment": "mutation { ... on Mutation { %s } }", "a fragment": "mutation { ...f } fragment f on Mutation { %s }",
	} {
		t.Run(name, func(t *testing.T) {
			if body := string(h.as(t, owner, strings.ReplaceAll(text, "%s", call(251)))); !strings.Contains(body, `"extensions":{"argument":["input","scopes"],"code":"LIMIT_EXCEEDED"}`) {
				t.Errorf("251 elements: %.300s", body)
			}
			if body := string(h.as(t, owner, strings.ReplaceAll(text, "%s", call(250)))); strings.Contains(body, "LIMIT_EXCEEDED") {
				t.Errorf("250 elements: %.300s", body)
			}
		})
	}
	t.Run("a mutation may ask for its type alone", func(t *testing.T) {
		if body := string(h.as(t, "", `mutation { __typename }`)); body != `{"data":{"__typename":"Mutation"}}` {
			t.Error(body)
		}
	})
}
