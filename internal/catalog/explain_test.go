package catalog_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// warehouse fills a database as a grown shop would: 10,000 products of one variant and one picture each, one of them
// with 200 more, and 2,000 collections, one of which holds 3,000 products. Rows are written straight into the tables.
func warehouse(t *testing.T, db *database.DB) (big catalog.Collection, broad catalog.ProductID) {
	t.Helper()
	const count = 10_000
	past := published
	text := strings.Repeat("Made to last, and mended when it does not. ", 8) // a table of short rows is cheaper to read whole
	products := make([]catalog.Product, count)
	variants := make([]catalog.Variant, 0, count+200)
	media := make([]catalog.Media, 0, count+200)
	for i := range products {
		key := func(salt, n int) []byte { return fmt.Appendf(nil, "%04d word", (i*salt)%n) }
		products[i] = catalog.Product{ID: catalog.ProductID(i + 1), Handle: fmt.Sprintf("p-%d", i), Title: "Product", Description: text, DescriptionHTML: text, TitleKey: key(7919, 9001),
			VendorKey: key(31, 40), TypeKey: key(17, 25), Tags: []string{}, Status: catalog.Active, PublishedAt: &past, Options: []catalog.Option{},
			PriceMin: int64(i*37) % 5000, Available: true, VariantsCount: 1, Sales: int64(i*13) % 300,
			CreatedAt: past.Add(time.Duration(i%7000) * time.Minute), UpdatedAt: past.Add(time.Duration(i*11%7000) * time.Minute), Version: 1}
		if i%20 == 7 {
			products[i].Status = catalog.Draft
		}
		for n := range 1 + 200*b2i(i == 500) {
			variants = append(variants, catalog.Variant{ProductID: products[i].ID, Position: n + 1, Title: fmt.Sprint(n), Price: products[i].PriceMin,
				WeightUnit: catalog.Grams, Value1ID: catalog.ValueID(n + 1), Selected: []catalog.Selection{}, CreatedAt: past, UpdatedAt: past})
			media = append(media, catalog.Media{ID: catalog.MediaID(len(media) + 1), Kind: catalog.Image, Name: "x.jpg", Sources: []catalog.MediaSource{},
				Bytes: int64(products[i].ID), Width: n + 1, CreatedAt: past, UpdatedAt: past})
		}
	}
	collections := make([]catalog.Collection, 2000)
	var members []catalog.Membership
	for i := range collections {
		collections[i] = catalog.Collection{ID: catalog.CollectionID(i + 1), Handle: fmt.Sprintf("c-%d", i), Title: "Collection", Description: text, DescriptionHTML: text, SortOrder: catalog.Manual,
			TitleKey: fmt.Appendf(nil, "%04d", i*7%2000), PublishedAt: &past, CreatedAt: past, UpdatedAt: past.Add(time.Duration(i) * time.Second)}
		n := 4
		if i == 5 {
			n = 3000
		}
		for k := range n {
			p := products[(i*97+k*3)%count]
			members = append(members, catalog.Membership{CollectionID: collections[i].ID, ProductID: p.ID, Position: int64(k+1) << 16,
				ListedAt: p.PublishedAt, TitleKey: p.TitleKey, PriceMin: p.PriceMin, Sales: p.Sales, CreatedAt: p.CreatedAt})
		}
	}
	err := db.InTx(context.Background(), func(tx database.Tx) error {
		for _, rows := range []any{products, variants, media, collections, members} {
			if err := tx.DB.CreateInBatches(rows, 500).Error; err != nil {
				return err
			}
		}
		// The picture notes its product and place in columns that the listing does not look at.
		return tx.DB.Exec("INSERT INTO product_media (product_id, position, media_id) SELECT bytes, width, id FROM media").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if db.Kind() != database.SQLite {
		run(t, db, "ANALYZE TABLE products, variants, media, product_media, collections, collection_products")
	}
	return collections[5], products[500].ID
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// spy keeps the statements that really run, with their parameters.
type spy struct {
	statements []statement
}

type statement struct {
	sql  string
	args []any
}

// watch looks at what a database runs on behalf of Find and Scan.
func watch(t *testing.T, db *database.DB) *spy {
	t.Helper()
	s := &spy{}
	see := func(g *gorm.DB) {
		s.statements = append(s.statements, statement{g.Statement.SQL.String(), append([]any{}, g.Statement.Vars...)})
	}
	on := db.Read(context.Background()).Callback()
	if err := on.Query().After("gorm:query").Register("test:spy", see); err != nil {
		t.Fatal(err)
	}
	if err := on.Row().After("gorm:row").Register("test:spy", see); err != nil {
		t.Fatal(err)
	}
	return s
}

// step is a line of a plan.
type step map[string]string

func explain(t *testing.T, db *database.DB, s statement) []step {
	t.Helper()
	pool, err := db.Read(context.Background()).DB()
	if err != nil {
		t.Fatal(err)
	}
	verb := map[database.Kind]string{database.SQLite: "EXPLAIN QUERY PLAN ", database.MySQL: "EXPLAIN FORMAT=TRADITIONAL ", database.MariaDB: "EXPLAIN "}[db.Kind()]
	rows, err := pool.Query(verb+s.sql, s.args...)
	if err != nil {
		t.Fatalf("%s: %v", s.sql, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []step
	for rows.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		st := step{}
		for i, c := range columns {
			switch v := (*cells[i].(*any)).(type) {
			case []byte:
				st[c] = string(v)
			case nil:
			default:
				st[c] = fmt.Sprint(v)
			}
		}
		out = append(out, st)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// judge tells what is wrong with a plan: a table that is read whole, or rows that are sorted though an index has their
// order. A statement that pages through several parents numbers their rows in a derived table; there the rows of those
// parents alone are read and sorted, and only base tables count.
func (st step) judge(kind database.Kind, sql string, windowed bool) string {
	if kind == database.SQLite {
		detail := st["detail"]
		switch {
		case strings.Contains(detail, "USE TEMP B-TREE FOR ORDER BY") && !windowed:
			return detail
		case strings.HasPrefix(detail, "SCAN products"), strings.HasPrefix(detail, "SCAN collection_products"), strings.HasPrefix(detail, "SCAN variants"),
			windowed && (detail == "SCAN t" || detail == "SCAN m" || detail == "SCAN pm"):
			return detail
		case strings.HasPrefix(detail, "SCAN collections") && !strings.Contains(detail, "USING INDEX") && !strings.Contains(sql, "ORDER BY id "):
			return detail // collections have no status to seek by: they are walked in an order, that of their ids or an index
		}
		return ""
	}
	switch {
	case st["type"] == "ALL" && !strings.HasPrefix(st["table"], "<derived"):
		return "all rows of " + st["table"]
	case strings.Contains(st["Extra"], "Using filesort") && !windowed:
		return st["Extra"]
	}
	return ""
}

func (st step) String() string {
	if d, ok := st["detail"]; ok {
		return d
	}
	return fmt.Sprintf("%s %s %s rows %s %s", st["table"], st["type"], st["key"], st["rows"], st["Extra"])
}

func TestListingsFollowAnIndex(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		big, broad := warehouse(t, db)
		spy := watch(t, db)

		type listing struct {
			name     string
			windowed bool
			fetch    func(a page.Args) (next string, err error)
		}
		var listings []listing
		for key := range productSorts {
			for _, reverse := range []bool{false, true} {
				listings = append(listings, listing{fmt.Sprintf("products by %s, reversed %t", key, reverse), false, func(a page.Args) (string, error) {
					c, err := s.Products(ctx, catalog.ProductQuery{Sort: key, Reverse: reverse, Args: a})
					return lastOf(c), err
				}})
			}
		}
		for _, key := range []string{"MANUAL", "ID", "TITLE", "PRICE", "CREATED", "BEST_SELLING", "COLLECTION_DEFAULT"} {
			for _, reverse := range []bool{false, true} {
				listings = append(listings, listing{fmt.Sprintf("products of a collection by %s, reversed %t", key, reverse), false, func(a page.Args) (string, error) {
					c, err := s.ProductsOf(ctx, []catalog.Collection{big}, catalog.SubQuery{Sort: key, Reverse: reverse, Args: a})
					return lastOf(c[big.ID]), err
				}})
			}
			listings = append(listings, listing{"products of three collections by " + key, true, func(a page.Args) (string, error) {
				of := []catalog.Collection{big, {ID: 3, SortOrder: catalog.Manual}, {ID: 9, SortOrder: catalog.Manual}}
				c, err := s.ProductsOf(ctx, of, catalog.SubQuery{Sort: key, Args: a})
				return lastOf(c[big.ID]), err
			}})
		}
		for _, key := range []string{"TITLE", "ID", "UPDATED_AT"} {
			for _, reverse := range []bool{false, true} {
				listings = append(listings, listing{fmt.Sprintf("collections by %s, reversed %t", key, reverse), false, func(a page.Args) (string, error) {
					c, err := s.Collections(ctx, catalog.SubQuery{Sort: key, Reverse: reverse, Args: a})
					return lastOf(c), err
				}})
			}
		}
		for _, key := range []string{"POSITION", "ID"} {
			// By id, MySQL may take another index of the product and sort its rows, 2,048 at most.
			listings = append(listings, listing{"variants of a product by " + key, key == "ID", func(a page.Args) (string, error) {
				c, err := s.VariantsOf(ctx, []catalog.ProductID{broad}, catalog.SubQuery{Sort: key, Args: a})
				return lastOf(c[broad]), err
			}}, listing{"variants of three products by " + key, true, func(a page.Args) (string, error) {
				c, err := s.VariantsOf(ctx, []catalog.ProductID{broad, 7, 8}, catalog.SubQuery{Sort: key, Args: a})
				return lastOf(c[broad]), err
			}}, listing{"media of a product by " + key, true, func(a page.Args) (string, error) {
				c, err := s.MediaOf(ctx, []catalog.ProductID{broad}, catalog.SubQuery{Sort: key, Args: a}, false)
				return lastOf(c[broad]), err
			}})
		}
		sort.Slice(listings, func(i, j int) bool { return listings[i].name < listings[j].name })

		check := func(t *testing.T, windowed bool) {
			t.Helper()
			if len(spy.statements) == 0 {
				t.Fatal("nothing was asked")
			}
			for _, st := range spy.statements {
				steps := explain(t, db, st)
				t.Logf("%v", steps)
				for _, step := range steps {
					if wrong := step.judge(db.Kind(), st.sql, windowed); wrong != "" {
						t.Errorf("%s\n%s\n%v", wrong, st.sql, steps)
					}
				}
			}
		}
		for _, l := range listings {
			t.Run(l.name, func(t *testing.T) {
				spy.statements = nil
				args := page.Args{First: new(20)}
				next, err := l.fetch(args)
				if err != nil {
					t.Fatal(err)
				}
				check(t, l.windowed)
				for range 3 { // some pages further
					args.After = &next
					spy.statements = nil
					if next, err = l.fetch(args); err != nil {
						t.Fatal(err)
					}
				}
				check(t, l.windowed)
				spy.statements = nil
				if _, err := l.fetch(page.Args{Last: new(20)}); err != nil {
					t.Fatal(err)
				}
				check(t, l.windowed)
			})
		}
	})
}

func lastOf[T any](c page.Conn[T]) string {
	if len(c.Nodes) == 0 {
		return ""
	}
	return c.Cursor(len(c.Nodes) - 1)
}
