package catalog_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// comparison is what an order means, told without SQL. Desc is the order that comes without reverse.
type comparison[T any] struct {
	desc    bool
	compare func(a, b T) int
}

var (
	byID    = comparison[catalog.Product]{false, func(a, b catalog.Product) int { return 0 }}
	byTitle = comparison[catalog.Product]{false, func(a, b catalog.Product) int { return bytes.Compare(a.TitleKey, b.TitleKey) }}
	byPrice = comparison[catalog.Product]{false, func(a, b catalog.Product) int { return cmp.Compare(a.PriceMin, b.PriceMin) }}
	bySales = comparison[catalog.Product]{true, func(a, b catalog.Product) int { return cmp.Compare(a.Sales, b.Sales) }}
	byBirth = comparison[catalog.Product]{false, func(a, b catalog.Product) int { return a.CreatedAt.Compare(b.CreatedAt) }}
)

var productSorts = map[catalog.ProductSort]comparison[catalog.Product]{
	"ID": byID, "TITLE": byTitle, "PRICE": byPrice, "BEST_SELLING": bySales, "RELEVANCE": bySales, "CREATED_AT": byBirth,
	"UPDATED_AT":   {false, func(a, b catalog.Product) int { return a.UpdatedAt.Compare(b.UpdatedAt) }},
	"VENDOR":       {false, func(a, b catalog.Product) int { return bytes.Compare(a.VendorKey, b.VendorKey) }},
	"PRODUCT_TYPE": {false, func(a, b catalog.Product) int { return bytes.Compare(a.TypeKey, b.TypeKey) }},
}

func TestProductListings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		shown := visible(fillShelves(t, db, s, 40), db.Now())
		for sort, c := range productSorts {
			for _, reverse := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s reversed %t", sort, reverse), func(t *testing.T) {
					walkAll(t, sorted(shown, productID, c.desc != reverse, c.compare), productID, func(a page.Args) (page.Conn[catalog.Product], error) {
						return s.Products(context.Background(), catalog.ProductQuery{Sort: sort, Reverse: reverse, Args: a})
					})
				})
			}
		}
	})
}

func TestProductsOfCollections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		rows := fillShelves(t, db, s, 30)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		place := map[catalog.ProductID]int{}
		for i, p := range rows {
			place[p.ID] = i
		}
		byPlace := comparison[catalog.Product]{false, func(a, b catalog.Product) int { return cmp.Compare(place[a.ID], place[b.ID]) }}
		shown := visible(rows, db.Now())
		at := published
		collect := func(order catalog.SortOrder, of []catalog.Product) catalog.Collection {
			handle := strings.ToLower(string(order))
			_, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: handle, Title: handle, SortOrder: order, PublishedAt: &at,
				Products: keys(of, func(p catalog.Product) string { return p.Handle })})
			if err != nil {
				t.Fatal(err)
			}
			c, err := s.FindCollection(ctx, handle)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		fetch := func(c catalog.Collection, sort string, reverse bool) fetcher[catalog.Product] {
			return func(a page.Args) (page.Conn[catalog.Product], error) {
				pages, err := s.ProductsOf(ctx, []catalog.Collection{c}, catalog.SubQuery{Sort: sort, Reverse: reverse, Args: a})
				return pages[c.ID], err
			}
		}

		manual := collect(catalog.Manual, rows)
		for sort, c := range map[string]comparison[catalog.Product]{"MANUAL": byPlace, "RELEVANCE": byPlace, "COLLECTION_DEFAULT": byPlace,
			"ID": byID, "TITLE": byTitle, "PRICE": byPrice, "CREATED": byBirth, "BEST_SELLING": bySales} {
			for _, reverse := range []bool{false, true} {
				t.Run(fmt.Sprintf("by %s reversed %t", sort, reverse), func(t *testing.T) {
					walkAll(t, sorted(shown, productID, c.desc != reverse, c.compare), productID, fetch(manual, sort, reverse))
				})
			}
		}

		all := []catalog.Collection{manual}
		for order, want := range map[catalog.SortOrder]struct {
			comparison[catalog.Product]
			reverse bool
		}{catalog.BestSelling: {bySales, false}, catalog.AlphaAsc: {byTitle, false}, catalog.AlphaDesc: {byTitle, true}, catalog.PriceAsc: {byPrice, false},
			catalog.PriceDesc: {byPrice, true}, catalog.CreatedAsc: {byBirth, false}, catalog.CreatedDesc: {byBirth, true}} {
			c := collect(order, rows)
			all = append(all, c)
			t.Run("a collection shown by "+string(order), func(t *testing.T) {
				for _, reverse := range []bool{false, true} {
					desc := want.desc != want.reverse != reverse
					walkAll(t, sorted(shown, productID, desc, want.compare), productID, fetch(c, "COLLECTION_DEFAULT", reverse))
				}
			})
		}

		t.Run("many collections at once are what each is by itself", func(t *testing.T) {
			for _, a := range []page.Args{{First: new(4)}, {Last: new(4)}, {First: new(250)}} {
				for _, sort := range []string{"COLLECTION_DEFAULT", "PRICE", "TITLE", "ID"} {
					together, err := s.ProductsOf(ctx, all, catalog.SubQuery{Sort: sort, Args: a})
					if err != nil {
						t.Fatal(err)
					}
					for _, c := range all {
						alone, err := fetch(c, sort, false)(a)
						if err != nil {
							t.Fatal(err)
						}
						sameConn(t, productID, alone, together[c.ID])
					}
				}
			}
		})

		t.Run("an order that is none is a fault", func(t *testing.T) {
			if _, err := fetch(manual, "SHUFFLED", false)(page.Args{First: new(1)}); !fault.Is(err, fault.Invalid) {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestCollectionListings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		put(t, s, plain("one"), plain("two"))
		at := published
		for i := range 20 {
			spec := catalog.CollectionSpec{Handle: fmt.Sprintf("c%d", i), Title: words[i*5%len(words)], PublishedAt: &at, Products: []string{"two"}}
			if i%2 == 0 {
				spec.Products = append(spec.Products, "one")
			}
			if i%9 == 4 {
				spec.PublishedAt = nil
			}
			if _, err := s.PutCollection(ctx, spec); err != nil {
				t.Fatal(err)
			}
			run(t, db, "UPDATE collections SET updated_at = ? WHERE handle = ?", published.Add(time.Duration(i%3)*time.Millisecond), spec.Handle)
		}
		var rows []catalog.Collection
		if err := db.Read(ctx).Where("published_at IS NOT NULL").Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		none := func(a, b catalog.Collection) int { return 0 }
		for sort, compare := range map[string]func(a, b catalog.Collection) int{"ID": none, "RELEVANCE": none,
			"TITLE":      func(a, b catalog.Collection) int { return bytes.Compare(a.TitleKey, b.TitleKey) },
			"UPDATED_AT": func(a, b catalog.Collection) int { return a.UpdatedAt.Compare(b.UpdatedAt) }} {
			for _, reverse := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s reversed %t", sort, reverse), func(t *testing.T) {
					walkAll(t, sorted(rows, collectionID, reverse, compare), collectionID, func(a page.Args) (page.Conn[catalog.Collection], error) {
						return s.Collections(ctx, catalog.SubQuery{Sort: sort, Reverse: reverse, Args: a})
					})
				})
			}
		}
		t.Run("the collections of products", func(t *testing.T) {
			one, two := find(t, s, "one"), find(t, s, "two")
			both := []catalog.ProductID{one.ID, two.ID}
			for _, reverse := range []bool{false, true} {
				all, err := s.CollectionsOf(ctx, both, catalog.SubQuery{Reverse: reverse, Args: page.Args{First: new(250)}})
				if err != nil {
					t.Fatal(err)
				}
				for _, id := range both {
					mine := slices.DeleteFunc(slices.Clone(rows), func(c catalog.Collection) bool { return id == one.ID && c.ProductsCount == 1 })
					want := sorted(mine, collectionID, reverse, none)
					if diff := gocmp.Diff(want, keys(all[id].Nodes, collectionID)); diff != "" {
						t.Error(diff)
					}
					walkAll(t, want, collectionID, func(a page.Args) (page.Conn[catalog.Collection], error) {
						pages, err := s.CollectionsOf(ctx, []catalog.ProductID{id}, catalog.SubQuery{Reverse: reverse, Args: a})
						return pages[id], err
					})
					if n, err := s.CountCollections(ctx, id); err != nil || n != int64(len(want)) {
						t.Errorf("%d collections are counted, want %d: %v", n, len(want), err)
					}
				}
			}
		})
	})
}

// sameConn compares pages by the ids and cursors of their rows and by what they say of their neighbours.
func sameConn[T any, K ~int64](t *testing.T, id func(T) K, want, got page.Conn[T]) {
	t.Helper()
	type view struct {
		IDs                  []K
		Cursors              []string
		HasNext, HasPrevious bool
	}
	look := func(c page.Conn[T]) view {
		v := view{IDs: keys(c.Nodes, id), HasNext: c.HasNext, HasPrevious: c.HasPrevious}
		for i := range c.Nodes {
			v.Cursors = append(v.Cursors, c.Cursor(i))
		}
		return v
	}
	if diff := gocmp.Diff(look(want), look(got)); diff != "" {
		t.Error(diff)
	}
}

func TestVariantAndMediaListings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		var ids []catalog.ProductID
		for n := range 3 {
			spec := plain(fmt.Sprintf("of-%d", n))
			spec.Options = []catalog.OptionSpec{{Name: "Word"}}
			spec.Variants = nil
			for i := range 11 {
				spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{words[(i*3+n)%len(words)]}, SKU: []string{"", "B-1", "b-1", "Ä"}[i%4], Image: -1})
				kind := catalog.Image
				if i%3 == 1 {
					kind = catalog.Video
				}
				spec.Media = append(spec.Media, catalog.MediaSpec{Kind: kind, Blob: fmt.Sprintf("%d-%d", n, i)})
			}
			slices.Reverse(spec.Media[:5])
			put(t, s, spec)
			ids = append(ids, find(t, s, spec.Handle).ID)
		}
		run(t, db, "UPDATE media SET created_at = ? WHERE id % 3 = 0", published.Add(time.Millisecond))
		var variants []catalog.Variant
		if err := db.Read(ctx).Where("product_id = ?", ids[0]).Find(&variants).Error; err != nil {
			t.Fatal(err)
		}
		var media []catalog.Placed
		if err := db.Read(ctx).Raw("SELECT m.*, pm.position, pm.product_id FROM media m JOIN product_media pm ON pm.media_id = m.id WHERE pm.product_id = ?", ids[0]).
			Scan(&media).Error; err != nil {
			t.Fatal(err)
		}

		position := func(a, b catalog.Variant) int { return cmp.Compare(a.Position, b.Position) }
		for sort, compare := range map[string]func(a, b catalog.Variant) int{"POSITION": position, "RELEVANCE": position,
			"ID":    func(a, b catalog.Variant) int { return 0 },
			"TITLE": func(a, b catalog.Variant) int { return strings.Compare(a.Title, b.Title) },
			"SKU":   func(a, b catalog.Variant) int { return strings.Compare(a.SKU, b.SKU) }} {
			for _, reverse := range []bool{false, true} {
				t.Run(fmt.Sprintf("variants by %s reversed %t", sort, reverse), func(t *testing.T) {
					of := func(ids []catalog.ProductID, a page.Args) (map[catalog.ProductID]page.Conn[catalog.Variant], error) {
						return s.VariantsOf(ctx, ids, catalog.SubQuery{Sort: sort, Reverse: reverse, Args: a})
					}
					checkEach(t, ids, sorted(variants, variantID, reverse, compare), variantID, of)
				})
			}
		}

		place := func(a, b catalog.Placed) int { return cmp.Compare(a.Position, b.Position) }
		for sort, compare := range map[string]func(a, b catalog.Placed) int{"POSITION": place, "RELEVANCE": place,
			"ID":         func(a, b catalog.Placed) int { return 0 },
			"CREATED_AT": func(a, b catalog.Placed) int { return a.CreatedAt.Compare(b.CreatedAt) }} {
			for _, imagesOnly := range []bool{false, true} {
				t.Run(fmt.Sprintf("media by %s, pictures alone %t", sort, imagesOnly), func(t *testing.T) {
					for _, reverse := range []bool{false, true} {
						mine := slices.DeleteFunc(slices.Clone(media), func(m catalog.Placed) bool { return imagesOnly && m.Kind != catalog.Image })
						of := func(ids []catalog.ProductID, a page.Args) (map[catalog.ProductID]page.Conn[catalog.Placed], error) {
							return s.MediaOf(ctx, ids, catalog.SubQuery{Sort: sort, Reverse: reverse, Args: a}, imagesOnly)
						}
						checkEach(t, ids, sorted(mine, placedID, reverse, compare), placedID, of)
					}
				})
			}
		}
	})
}

// checkEach walks what belongs to the first parent, and compares the pages of all parents at once with those of each.
func checkEach[T any, K ~int64](t *testing.T, parents []catalog.ProductID, want []K, id func(T) K,
	of func([]catalog.ProductID, page.Args) (map[catalog.ProductID]page.Conn[T], error)) {
	t.Helper()
	walkAll(t, want, id, func(a page.Args) (page.Conn[T], error) {
		pages, err := of(parents[:1], a)
		return pages[parents[0]], err
	})
	for _, a := range []page.Args{{First: new(4)}, {Last: new(4)}, {First: new(250)}} {
		together, err := of(parents, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parents {
			alone, err := of([]catalog.ProductID{p}, a)
			if err != nil {
				t.Fatal(err)
			}
			sameConn(t, id, alone[p], together[p])
		}
	}
}

func TestCursorsOfElsewhere(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	s, ctx := catalog.New(db), context.Background()
	fillShelves(t, db, s, 12)
	cursors := map[catalog.ProductSort]string{}
	for sort := range productSorts {
		c, err := s.Products(ctx, catalog.ProductQuery{Sort: sort, Args: page.Args{First: new(2)}})
		if err != nil {
			t.Fatal(err)
		}
		cursors[sort] = c.Cursor(1)
	}
	refused := func(t *testing.T, q catalog.ProductQuery, path string) {
		t.Helper()
		_, err := s.Products(ctx, q)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Path[0] != path {
			t.Errorf("%s: got %v", q.Sort, err)
		}
	}
	t.Run("a cursor of another order is refused", func(t *testing.T) {
		for of, cursor := range cursors {
			for sort := range productSorts {
				if sort != of {
					refused(t, catalog.ProductQuery{Sort: sort, Args: page.Args{First: new(2), After: &cursor}}, "after")
					refused(t, catalog.ProductQuery{Sort: sort, Args: page.Args{Last: new(2), Before: &cursor}}, "before")
				}
			}
			refused(t, catalog.ProductQuery{Sort: of, Reverse: true, Args: page.Args{First: new(2), After: &cursor}}, "after")
		}
	})
	t.Run("a damaged cursor is refused, whichever letter is wrong", func(t *testing.T) {
		for sort, cursor := range cursors {
			for i := range cursor {
				other := byte('A')
				if cursor[i] == 'A' {
					other = 'B'
				}
				damaged := cursor[:i] + string(other) + cursor[i+1:]
				refused(t, catalog.ProductQuery{Sort: sort, Args: page.Args{First: new(2), After: &damaged}}, "after")
			}
			for _, text := range []string{"", "x", cursor[:len(cursor)-1], cursor + "A", cursor + "=", " " + cursor} {
				refused(t, catalog.ProductQuery{Sort: sort, Args: page.Args{First: new(2), After: &text}}, "after")
			}
		}
	})
	t.Run("an order that is none is a fault", func(t *testing.T) {
		refused(t, catalog.ProductQuery{Sort: "SHUFFLED", Args: page.Args{First: new(2)}}, "sortKey")
	})
}

func TestRowsThatComeAndGoBetweenPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		for sort, c := range productSorts {
			for _, backward := range []bool{false, true} {
				run(t, db, "DELETE FROM products")
				run(t, db, "DELETE FROM product_options")
				run(t, db, "DELETE FROM product_option_values")
				run(t, db, "DELETE FROM variants")
				shown := visible(fillShelves(t, db, s, 24), db.Now())
				order := sorted(shown, productID, c.desc, c.compare)
				if backward {
					slices.Reverse(order)
				}
				// After the first page: the row of its cursor goes, one already seen goes, one to come goes, and one comes
				// somewhere.
				gone := map[catalog.ProductID]bool{order[3]: true, order[1]: true, order[9]: true}
				var met []catalog.ProductID
				args := page.Args{First: new(4)}
				if backward {
					args = page.Args{Last: new(4)}
				}
				for turn := 0; ; turn++ {
					conn, err := s.Products(ctx, catalog.ProductQuery{Sort: sort, Args: args})
					if err != nil {
						t.Fatal(err)
					}
					ids := keys(conn.Nodes, productID)
					if backward {
						slices.Reverse(ids)
					}
					met = append(met, ids...)
					if turn == 0 {
						for id := range gone {
							run(t, db, "DELETE FROM products WHERE id = ?", id)
						}
						put(t, s, plain("newcomer"))
					}
					if backward && conn.HasPrevious {
						args.Before = new(conn.Cursor(0))
					} else if !backward && conn.HasNext {
						args.After = new(conn.Cursor(len(conn.Nodes) - 1))
					} else {
						break
					}
				}
				newcomer := find(t, s, "newcomer").ID
				want := slices.DeleteFunc(order, func(id catalog.ProductID) bool { return id == order[9] })
				got := slices.DeleteFunc(met, func(id catalog.ProductID) bool { return id == newcomer })
				if diff := gocmp.Diff(want, got); diff != "" {
					t.Errorf("%s backward %t: %s", sort, backward, diff)
				}
			}
		}
	})
}
