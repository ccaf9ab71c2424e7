package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

var published = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func minor(n int64) *int64 { return &n }

// tee is a product with two options, one combination of them missing.
func tee(handle string) catalog.Spec {
	at := published
	return catalog.Spec{
		Handle: handle, Title: "Tee " + handle, DescriptionHTML: `<p>Soft <b>cotton</b></p><script>alert(1)</script>`,
		Vendor: "Mill", ProductType: "Shirt", Tags: []string{"summer", "cotton"}, Status: catalog.Active, PublishedAt: &at,
		Options: []catalog.OptionSpec{
			{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "S"}, {Name: "M"}}},
			{Name: "Color", Values: []catalog.OptionValueSpec{{Name: "Oat", SwatchColor: "#eeddcc"}, {Name: "Moss", SwatchColor: "#445533"}}},
		},
		Variants: []catalog.VariantSpec{
			{Options: []string{"S", "Oat"}, SKU: handle + "-1", Price: 2500, Tracked: true, Stock: new(int64(3)), Image: 0},
			{Options: []string{"S", "Moss"}, SKU: handle + "-2", Price: 2500, CompareAt: minor(3000), Tracked: true, Stock: new(int64(0)), Image: 1},
			{Options: []string{"M", "Oat"}, SKU: handle + "-3", Price: 2700, Tracked: true, Stock: new(int64(4)), Image: -1,
				Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "fit", Type: "single_line_text_field", Value: "loose"}}},
		},
		Media: []catalog.MediaSpec{
			{Kind: catalog.Image, Alt: "oat", Blob: handle + "0.jpg", Width: 1200, Height: 1200},
			{Kind: catalog.Image, Alt: "moss", Blob: handle + "1.jpg", Width: 1200, Height: 1200},
		},
		Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "fabric", Type: "single_line_text_field", Value: "cotton"}},
		SalesRank:  7,
	}
}

func put(t *testing.T, s *catalog.Service, specs ...catalog.Spec) []catalog.Outcome {
	t.Helper()
	outcomes, err := s.PutMany(context.Background(), specs)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

func find(t *testing.T, s *catalog.Service, handle string) catalog.Product {
	t.Helper()
	p, err := s.FindProduct(context.Background(), handle)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func variantsOf(t *testing.T, s *catalog.Service, id catalog.ProductID) []catalog.Variant {
	t.Helper()
	first := 250
	pages, err := s.VariantsOf(context.Background(), []catalog.ProductID{id}, catalog.SubQuery{Sort: "POSITION", Args: page.Args{First: &first}})
	if err != nil {
		t.Fatal(err)
	}
	return pages[id].Nodes
}

func TestPut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)

		t.Run("a new product comes back with all that was worked out for it", func(t *testing.T) {
			if got := put(t, s, tee("one"))[0].Act; got != catalog.Created {
				t.Fatalf("got %s", got)
			}
			p := find(t, s, "one")
			type summary struct {
				Text, HTML, Featured      string
				Min, Max, CompareMin      int64
				Inventory                 int64
				Tracked, Available        bool
				Variants                  int
				Tags                      []string
				Options                   []string
				FirstOfMoss, SecondOption bool
			}
			got := summary{p.Description, p.DescriptionHTML, p.FeaturedImage.Name, p.PriceMin, p.PriceMax, *p.CompareMin, p.TotalInventory,
				p.Tracked, p.Available, p.VariantsCount, p.Tags, []string{p.Options[0].Name, p.Options[1].Name}, p.Options[1].Values[1].First != 0, len(p.Options[1].Values) == 2}
			want := summary{"Soft cotton", "<p>Soft <b>cotton</b></p>", "one0.jpg", 2500, 2700, 3000, 7, true, true, 3, []string{"summer", "cotton"}, []string{"Size", "Color"}, true, true}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})

		t.Run("the same spec again changes nothing", func(t *testing.T) {
			before := find(t, s, "one")
			if got := put(t, s, tee("one"))[0].Act; got != catalog.Unchanged {
				t.Fatalf("got %s", got)
			}
			if diff := cmp.Diff(before, find(t, s, "one")); diff != "" {
				t.Error(diff)
			}
		})

		t.Run("what keeps its identity keeps its id", func(t *testing.T) {
			old := variantsOf(t, s, find(t, s, "one").ID)
			spec := tee("one")
			spec.Variants = []catalog.VariantSpec{spec.Variants[2], spec.Variants[0], {Options: []string{"L", "Moss"}, Price: 900, Image: -1}}
			if got := put(t, s, spec)[0].Act; got != catalog.Updated {
				t.Fatalf("got %s", got)
			}
			now := variantsOf(t, s, find(t, s, "one").ID)
			if len(now) != 3 || now[0].ID != old[2].ID || now[1].ID != old[0].ID {
				t.Fatalf("ids moved: %v, before %v", now, old)
			}
			p := find(t, s, "one")
			if p.PriceMin != 900 || len(p.Options[0].Values) != 3 || p.Options[0].Values[2].Name != "L" {
				t.Errorf("got %+v", p)
			}
		})

		t.Run("lists that are nil stay, empty ones go", func(t *testing.T) {
			spec := tee("one")
			spec.Media, spec.Metafields = nil, nil
			put(t, s, spec)
			p := find(t, s, "one")
			fields, err := s.MetafieldsOf(context.Background(), catalog.OwnerProduct, []int64{int64(p.ID)})
			if err != nil || len(fields[int64(p.ID)]) != 1 || p.FeaturedImage == nil {
				t.Fatalf("got %v, %v, %v", fields, p.FeaturedImage, err)
			}
			spec.Media, spec.Metafields = []catalog.MediaSpec{}, []catalog.MetafieldSpec{}
			put(t, s, spec)
			p = find(t, s, "one")
			fields, err = s.MetafieldsOf(context.Background(), catalog.OwnerProduct, []int64{int64(p.ID)})
			if err != nil || len(fields[int64(p.ID)]) != 0 || p.FeaturedImage != nil {
				t.Fatalf("got %v, %v, %v", fields, p.FeaturedImage, err)
			}
		})

		t.Run("a wrong spec is refused by itself", func(t *testing.T) {
			bad := tee("two")
			bad.Variants[1].Price = -1
			twice := tee("three")
			got := put(t, s, bad, tee("three"), twice)
			var f *fault.Fault
			if !errors.As(got[0].Err, &f) || f.Path[len(f.Path)-1] != "price" || got[0].Act != catalog.Refused {
				t.Errorf("got %+v", got[0])
			}
			if got[1].Act != catalog.Created || got[2].Act != catalog.Refused {
				t.Errorf("got %+v", got[1:])
			}
			if _, err := s.FindProduct(context.Background(), "two"); !fault.Is(err, fault.NotFound) {
				t.Errorf("the refused product is there: %v", err)
			}
		})

		t.Run("the number of statements does not grow with the products", func(t *testing.T) {
			count := func(n int) int {
				specs := make([]catalog.Spec, n)
				for i := range specs {
					specs[i] = tee(fmt.Sprintf("many-%d-%d", n, i))
				}
				ctx, counter := database.WithCounter(context.Background())
				if _, err := s.PutMany(ctx, specs); err != nil {
					t.Fatal(err)
				}
				return len(counter.Statements())
			}
			if one, many := count(1), count(100); many != one {
				t.Errorf("%d statements for one product, %d for a hundred", one, many)
			} else {
				t.Logf("%d statements", one)
			}
		})

		t.Run("drafts and products of the future are not seen", func(t *testing.T) {
			draft, future := tee("draft"), tee("future")
			draft.Status = catalog.Draft
			tomorrow := db.Now().Add(24 * time.Hour)
			future.PublishedAt = &tomorrow
			put(t, s, draft, future)
			for _, h := range []string{"draft", "future"} {
				if _, err := s.FindProduct(context.Background(), h); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: %v", h, err)
				}
			}
		})
	})
}
