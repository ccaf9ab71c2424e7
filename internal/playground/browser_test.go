package playground

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/playground/browsertest"
)

func TestInBrowser(t *testing.T) {
	files, err := fs.Sub(embedded, "assets")
	if err != nil {
		t.Fatal(err)
	}

	for _, kind := range []string{browsertest.Light, browsertest.GraphiQL} {
		t.Run("the playground "+kind+" runs a query and shows the answer", func(t *testing.T) {
			answer, picture := browsertest.Run(t, fakeShop(t, Options{}, files), kind, "{ shop { name } }")
			var got any
			if err := json.Unmarshal([]byte(answer), &got); err != nil {
				t.Fatalf("the answer %q: %v", answer, err)
			}
			want := map[string]any{"data": map[string]any{"shop": map[string]any{
				"name": "The Weir", "brand": map[string]any{"slogan": nil, "shortDescription": "Pots & lamps."},
			}}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.HasPrefix(string(picture), "\x89PNG") {
				t.Error("the picture is none")
			}
		})
	}

	t.Run("the light playground offers only what the schema can answer", func(t *testing.T) {
		text, _ := browsertest.Page(t, fakeShop(t, Options{}, files)+"/playground/light", browsertest.View{})
		for _, want := range []string{"Products with variants", "Product by handle", "Collection with products"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not offered", want)
			}
		}
		for _, absent := range []string{"Create a cart", "Log in", "Search with filters", "Shop and menus"} {
			if strings.Contains(text, absent) {
				t.Errorf("%q is offered, and the schema has no field for it", absent)
			}
		}
	})

	t.Run("the landing page shows the shop's own name and products", func(t *testing.T) {
		base := fakeShop(t, Options{ShopName: "Cartwright"}, files)
		text, _ := browsertest.Page(t, base+"/", browsertest.View{})
		for _, want := range []string{"The Weir", "Pots & lamps.", "Jug 3", "€1.50", base + "/graphql", "PUBLIC_STORE_DOMAIN=\"" + base + "\""} {
			if !strings.Contains(text, want) {
				t.Errorf("the page does not show %q:\n%s", want, text)
			}
		}
	})
}
