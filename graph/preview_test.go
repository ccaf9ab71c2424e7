package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"cartwright/graph"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// answered is what the tests of metafields and previews look at.
type answered struct {
	Data struct {
		MetafieldsSet, MetafieldsDelete, ProductPreviewCreate struct {
			Metafields        []struct{ Type, Value string }
			DeletedMetafields []struct{ Key, Namespace, OwnerID string }
			Token             string
			UserErrors        []struct {
				Code  string
				Field []string
			}
		}
		Product *struct {
			Handle    string
			Metafield *struct{ Value string }
		}
	}
	Errors []any
}

// put sends a request and reads the answer.
func (h *house) put(t *testing.T, q graph.Request) (out answered) {
	t.Helper()
	body := h.engine.Execute(t.Context(), q).Body
	if err := json.Unmarshal(body, &out); err != nil || len(out.Errors) > 0 {
		t.Fatalf("%v: %s", err, body)
	}
	return out
}

func TestMetafieldsAndPreviews(t *testing.T) {
	clock := now
	storetest.EachAt(t, func() time.Time { return clock }, func(t *testing.T, db *database.DB) {
		clock = now
		h := newHouse(t, db)
		owner, support := h.hire(t, "owner@example.com", staff.Owner), h.hire(t, "helper@example.com", staff.Support)
		h.putProduct(t, "draft", catalog.Draft, catalog.VariantSpec{Price: 1000, Image: -1})
		h.putProduct(t, "other", catalog.Draft, catalog.VariantSpec{Price: 1000, Image: -1})
		const product, other = "gid://shopify/Product/1", "gid://shopify/Product/2"
		set := func(bearer, fields string) answered {
			t.Helper()
			return h.put(t, graph.Request{Bearer: bearer, Text: "mutation { metafieldsSet(metafields: [" + fields + "]) { metafields { type value } userErrors { code field } } }"})
		}
		field := func(owner, key, kind, value string) string {
			return fmt.Sprintf("{ ownerId: %q, key: %q, type: %q, value: %q }", owner, key, kind, value)
		}
		fields := func() (n int64) {
			t.Helper()
			if err := db.Read(t.Context()).Raw("SELECT COUNT(*) FROM metafields").Scan(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}

		t.Run("what is wrong is told at its place, and nothing is written", func(t *testing.T) {
			good := field(product, "fabric", "single_line_text_field", "Wool")
			for _, c := range []struct{ bearer, field, code, path string }{
				{owner, field(product, "warmth", "number_integer", "very"), "INVALID", "metafields.1.value"},
				{owner, field("gid://shopify/Product/999", "warmth", "number_integer", "1"), "NOT_FOUND", "metafields.1.ownerId"},
				{owner, field("gid://shopify/Order/1", "warmth", "number_integer", "1"), "INVALID", "metafields.1.ownerId"},
				{owner, field("none", "warmth", "number_integer", "1"), "INVALID", "metafields.1.ownerId"},
				{support, field(product, "warmth", "number_integer", "1"), "ACCESS_DENIED", "metafields.0.ownerId"},
			} {
				got := set(c.bearer, good+c.field).Data.MetafieldsSet
				if len(got.UserErrors) != 1 || got.UserErrors[0].Code != c.code || strings.Join(got.UserErrors[0].Field, ".") != c.path {
					t.Errorf("%s: got %+v, want %s at %s", c.field, got.UserErrors, c.code, c.path)
				}
			}
			if n := fields(); n != 0 {
				t.Errorf("%d metafields were written", n)
			}
		})

		t.Run("metafields of drafts are set and removed, each by whoever may write the thing", func(t *testing.T) {
			got := set(owner, field(product, "fabric", "single_line_text_field", "Wool")+field("gid://shopify/ProductVariant/1", "size", "number_integer", "7")).Data.MetafieldsSet
			if len(got.UserErrors) != 0 || len(got.Metafields) != 2 || got.Metafields[1].Value != "7" || fields() != 2 {
				t.Errorf("got %+v", got)
			}
			gone := h.put(t, graph.Request{Bearer: owner, Text: `mutation { metafieldsDelete(metafields: [{ ownerId: "gid://shopify/ProductVariant/1", key: "size" }]) {
				deletedMetafields { key namespace ownerId } userErrors { code field } } }`}).Data.MetafieldsDelete
			if len(gone.DeletedMetafields) != 1 || gone.DeletedMetafields[0].Namespace != "custom" || fields() != 1 {
				t.Errorf("got %+v", gone)
			}
		})

		t.Run("a token shows one draft to anybody, until it ends", func(t *testing.T) {
			made := h.put(t, graph.Request{Bearer: owner, Text: fmt.Sprintf(`mutation { productPreviewCreate(id: %q, expiresAt: %q) { token userErrors { code field } } }`,
				product, now.Add(time.Hour).Format(time.RFC3339))}).Data.ProductPreviewCreate
			if made.Token == "" || len(made.UserErrors) != 0 {
				t.Fatalf("got %+v", made)
			}
			shows := func(token, by string) bool {
				t.Helper()
				p := h.put(t, graph.Request{Preview: token, Text: "{ product(" + by + `) { handle metafield(key: "fabric") { value } } }`}).Data.Product
				if p != nil && (p.Handle != "draft" || p.Metafield == nil || p.Metafield.Value != "Wool") {
					t.Errorf("%s shows %+v", by, p)
				}
				return p != nil
			}
			for _, by := range []string{`handle: "draft"`, fmt.Sprintf("id: %q", product)} {
				if !shows(made.Token, by) {
					t.Errorf("the token does not show %s", by)
				}
				forged := made.Token[:len(made.Token)-4] + map[bool]string{true: "AAAA", false: "BBBB"}[!strings.HasSuffix(made.Token, "AAAA")]
				for _, token := range []string{"", "cw_preview_", forged} {
					if shows(token, by) {
						t.Errorf("%q shows %s", token, by)
					}
				}
			}
			for _, by := range []string{`handle: "other"`, fmt.Sprintf("id: %q", other)} {
				if shows(made.Token, by) {
					t.Errorf("the token shows %s", by)
				}
			}
			clock = now.Add(time.Hour)
			if shows(made.Token, `handle: "draft"`) {
				t.Error("it has ended, and shows the draft")
			}
			clock = now
		})
	})
}
