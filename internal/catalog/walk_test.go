package catalog_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/page"
)

// plain is a product without options.
func plain(handle string) catalog.Spec {
	at := published
	return catalog.Spec{Handle: handle, Title: "Plain " + handle, Status: catalog.Active, PublishedAt: &at,
		Variants: []catalog.VariantSpec{{Price: 1000, Image: -1}}}
}

// words hold ties, cases and accents that fold together, and letters that bytes and alphabets order differently.
var words = []string{"Äpfel", "apfel", "APFEL", "Zebra", "zebra 2", "éclair", "日本", "Ωmega", "a", "B", "~"}

// fillShelves puts n products that share most of what listings sort by; every seventh is a draft, every eleventh is of
// the future. It returns all rows.
func fillShelves(t *testing.T, db *database.DB, s *catalog.Service, n int) []catalog.Product {
	t.Helper()
	random := rand.New(rand.NewPCG(7, 11))
	pick := func(of []string) string { return of[random.IntN(len(of))] }
	specs := make([]catalog.Spec, n)
	for i := range specs {
		spec := plain(fmt.Sprintf("shelf-%d", i))
		spec.Title, spec.Vendor, spec.ProductType = pick(words), pick(append([]string{""}, words[:3]...)), pick([]string{"", "Hat", "hat", "Gloves"})
		spec.Variants[0].Price = int64(random.IntN(4)) * 250
		spec.SalesRank = int64(random.IntN(4))
		switch {
		case i%7 == 3:
			spec.Status = catalog.Draft
		case i%11 == 5:
			later := db.Now().Add(time.Hour)
			spec.PublishedAt = &later
		}
		specs[i] = spec
	}
	for _, o := range put(t, s, specs...) {
		if o.Act != catalog.Created {
			t.Fatalf("%s: %s %v", o.Handle, o.Act, o.Err)
		}
	}
	var rows []catalog.Product
	if err := db.Read(context.Background()).Order("id").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		// Some stand at whole seconds, some at milliseconds, and many at the same time.
		rows[i].CreatedAt = published.Add(time.Duration(random.IntN(5)) * 250 * time.Millisecond)
		rows[i].UpdatedAt = published.Add(time.Duration(random.IntN(3)) * 10 * time.Millisecond)
		run(t, db, "UPDATE products SET created_at = ?, updated_at = ? WHERE id = ?", rows[i].CreatedAt, rows[i].UpdatedAt, rows[i].ID)
	}
	return rows
}

func run(t *testing.T, db *database.DB, sql string, args ...any) {
	t.Helper()
	if err := db.InTx(context.Background(), func(tx database.Tx) error { return tx.DB.Exec(sql, args...).Error }); err != nil {
		t.Fatal(err)
	}
}

func visible(rows []catalog.Product, now time.Time) []catalog.Product {
	return slices.DeleteFunc(slices.Clone(rows), func(p catalog.Product) bool { return !p.Visible(now) })
}

type fetcher[T any] func(page.Args) (page.Conn[T], error)

// walk reads a whole listing page by page as a client would, from either end, and checks what each page says of its
// neighbours. It returns the rows in the order of the listing.
func walk[T any](t *testing.T, size int, backward bool, total int, fetch fetcher[T]) []T {
	t.Helper()
	var all []T
	args := page.Args{First: &size}
	if backward {
		args = page.Args{Last: &size}
	}
	for turn := 0; ; turn++ {
		c, err := fetch(args)
		if err != nil {
			t.Fatal(err)
		}
		if want := min(size, total-len(all)); len(c.Nodes) != want {
			t.Fatalf("page %d of %d has %d rows, want %d", turn+1, size, len(c.Nodes), want)
		}
		further, back := c.HasNext, c.HasPrevious
		if backward {
			further, back = back, further
			all = append(slices.Clone(c.Nodes), all...)
		} else {
			all = append(all, c.Nodes...)
		}
		if further != (len(all) < total) || back != (turn > 0) {
			t.Fatalf("page %d of %d: further %t, back %t, with %d of %d rows seen", turn+1, size, further, back, len(all), total)
		}
		if !further {
			return all
		}
		if backward {
			args.Before = new(c.Cursor(0))
		} else {
			args.After = new(c.Cursor(len(c.Nodes) - 1))
		}
	}
}

// walkAll walks with pages of 1, 3, all and 250 rows, in both directions, and reads windows between two cursors.
func walkAll[T any, K comparable](t *testing.T, want []K, key func(T) K, fetch fetcher[T]) {
	t.Helper()
	for _, size := range []int{1, 3, max(len(want), 1), page.Max} {
		for _, backward := range []bool{false, true} {
			if size == 1 && len(want) > 20 && backward {
				continue // pages of three walk back as well, and this is the slowest of all
			}
			if diff := cmp.Diff(want, keys(walk(t, size, backward, len(want), fetch), key)); diff != "" {
				t.Errorf("pages of %d, backward %t: %s", size, backward, diff)
			}
		}
	}
	whole, err := fetch(page.Args{First: new(page.Max)})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+3 < len(want); i += 5 {
		j := len(want) - 1 - i/2
		if j <= i {
			break
		}
		between := want[i+1 : j]
		n := min(2, len(between))
		args := page.Args{First: new(2), After: new(whole.Cursor(i)), Before: new(whole.Cursor(j))}
		c, err := fetch(args)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(between[:n], keys(c.Nodes, key)); diff != "" {
			t.Errorf("the first between %d and %d: %s", i, j, diff)
		}
		args.First, args.Last = nil, new(2)
		if c, err = fetch(args); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(between[len(between)-n:], keys(c.Nodes, key)); diff != "" {
			t.Errorf("the last between %d and %d: %s", i, j, diff)
		}
	}
}

func keys[T any, K comparable](rows []T, key func(T) K) []K {
	out := make([]K, len(rows))
	for i, r := range rows {
		out[i] = key(r)
	}
	return out
}

func productID(p catalog.Product) catalog.ProductID          { return p.ID }
func variantID(v catalog.Variant) catalog.VariantID          { return v.ID }
func collectionID(c catalog.Collection) catalog.CollectionID { return c.ID }
func placedID(m catalog.Placed) catalog.MediaID              { return m.ID }

// sorted orders rows by compare, ties by id; with desc, and ties with it, the other way round.
func sorted[T any, K ~int64](rows []T, id func(T) K, desc bool, compare func(a, b T) int) []K {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b T) int {
		n := compare(a, b)
		if n == 0 {
			n = int(id(a) - id(b))
		}
		if desc {
			return -n
		}
		return n
	})
	return keys(rows, id)
}
