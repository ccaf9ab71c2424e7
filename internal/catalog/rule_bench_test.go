package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// eachBench runs a benchmark on every database that there is.
func eachBench(b *testing.B, f func(b *testing.B, db *database.DB)) {
	for _, kind := range storetest.Kinds() {
		b.Run(strings.ToLower(string(kind)), func(b *testing.B) { f(b, storetest.Open(b, kind)) })
	}
}

// execute runs statements, each with its arguments behind it.
func execute(b testing.TB, db *database.DB, sql string, args ...any) {
	b.Helper()
	if err := db.InTx(b.Context(), func(tx database.Tx) error { return tx.DB.Exec(sql, args...).Error }); err != nil {
		b.Fatal(err)
	}
}

// manyProducts makes copies of one product, each with a tag of its own and a share of ten others.
func manyProducts(b testing.TB, db *database.DB, s *catalog.Service, n int) {
	b.Helper()
	if _, err := s.Put(b.Context(), plain("first")); err != nil {
		b.Fatal(err)
	}
	const digits = "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)"
	concat, tags := "CONCAT('p', #)", "CONCAT('[\"tag', # % 10, '\",\"own', #, '\"]')"
	if db.Kind() == database.SQLite {
		concat, tags = "'p' || #", "'[\"tag' || (# % 10) || '\",\"own' || # || '\"]'"
	}
	for from := 0; from < n; from += 1000 {
		columns := "title, title_key, description_html, description, vendor, vendor_key, product_type, type_key, status, published_at, gift_card, category, seo_title, seo_description, options, price_min, price_max, total_inventory, tracked, available, variants_count, sales, created_at, updated_at, version"
		copies := strings.ReplaceAll(concat+", "+tags, "#", fmt.Sprintf("(%d + h.d * 100 + t.d * 10 + o.d)", from))
		execute(b, db, "INSERT INTO products (handle, tags, "+columns+") SELECT "+copies+", "+columns+
			" FROM products p, "+digits+" h, "+digits+" t, "+digits+" o WHERE p.handle = 'first'")
	}
	columns := "position, title, sku, barcode, weight_milligrams, weight_unit, taxable, tax_code, requires_shipping, tracked, oversell, quantity, available, value1_id, value2_id, value3_id, selected, quantity_minimum, quantity_increment, created_at, updated_at"
	execute(b, db, "INSERT INTO variants (product_id, price, "+columns+") SELECT p.id, p.id % 1000, v."+strings.ReplaceAll(columns, ", ", ", v.")+
		" FROM products p, variants v WHERE p.handle <> 'first' AND v.product_id = (SELECT id FROM products WHERE handle = 'first')")
}

// BenchmarkRuleCollections updates one product, alone and in a batch of 200, beside 4,000 collections by rules of all
// kinds. Each update takes the product out of twenty collections and puts it into twenty others.
func BenchmarkRuleCollections(b *testing.B) {
	const collections = 4000
	eachBench(b, func(b *testing.B, db *database.DB) {
		s := catalog.New(db)
		manyProducts(b, db, s, 2000)
		for i := range collections {
			var set string
			switch i % 10 {
			case 0:
				set = fmt.Sprintf(`{"rules":[{"column":"VARIANT_PRICE","relation":"GREATER_THAN","amount":%d}]}`, 1_000_000+i)
			case 1:
				set = fmt.Sprintf(`{"rules":[{"column":"TITLE","relation":"CONTAINS","condition":"word %d"}]}`, i)
			case 2:
				set = fmt.Sprintf(`{"rules":[{"column":"VENDOR","relation":"EQUALS","condition":"vendor %d"},{"column":"VARIANT_PRICE","relation":"LESS_THAN","amount":500}]}`, i)
			case 3:
				set = fmt.Sprintf(`{"any":true,"rules":[{"column":"TYPE","relation":"EQUALS","condition":"type %d"},{"column":"TAG","relation":"EQUALS","condition":"t%d"}]}`, i, i/10%40)
			case 4:
				set = fmt.Sprintf(`{"rules":[{"column":"VARIANT_METAFIELD_DEFINITION","relation":"EQUALS","namespace":"custom","key":"code","condition":"c%d"}]}`, i)
			default:
				set = fmt.Sprintf(`{"rules":[{"column":"TAG","relation":"EQUALS","condition":"tag %d"}]}`, i)
			}
			execute(b, db, `INSERT INTO collections (handle, title, title_key, description_html, description, seo_title, seo_description, sort_order, rules, products_count, created_at, updated_at, version)
				VALUES (?, 'C', 'c', '', '', '', '', 'MANUAL', ?, 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)`, fmt.Sprint("c", i), set)
		}
		execute(b, db, "UPDATE collection_rules SET version = version + 1")
		spec := func(handle string, round int) catalog.Spec {
			p := plain(handle)
			p.Title, p.Tags = fmt.Sprint("Round ", round), []string{fmt.Sprint("t", round%2)} // ten of those that are content with any rule
			for i := range 10 {
				p.Tags = append(p.Tags, fmt.Sprint("tag ", 5+i*10+round%2))
			}
			return p
		}
		update := func(b *testing.B, products int) {
			round := 0
			for b.Loop() {
				specs := make([]catalog.Spec, products)
				for i := range specs {
					specs[i] = spec(fmt.Sprintf("p%d", i), round)
				}
				if _, err := s.PutMany(b.Context(), specs); err != nil {
					b.Fatal(err)
				}
				round++
			}
		}
		b.Run("one product", func(b *testing.B) { update(b, 1) })
		b.Run("200 products", func(b *testing.B) { update(b, 200) })
		b.Run("rules change each time", func(b *testing.B) {
			round := 0
			for b.Loop() {
				execute(b, db, "UPDATE collection_rules SET version = version + 1")
				if _, err := s.PutMany(b.Context(), []catalog.Spec{spec("p0", round)}); err != nil {
					b.Fatal(err)
				}
				round++
			}
		})
	})
}

// BenchmarkRuleChange gives a collection other rules in a shop of 100,000 products: first such that 10,000 of them go and
// 10,000 others come, by tag; then such that all are asked for the prices of their variants, and half of them come or go.
func BenchmarkRuleChange(b *testing.B) {
	eachBench(b, func(b *testing.B, db *database.DB) {
		s := catalog.New(db)
		manyProducts(b, db, s, 100_000)
		c, err := s.CreateCollection(b.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) { d.Title, d.Rules = "C", tagged("tag0") })
		if err != nil || c.ProductsCount != 10_000 {
			b.Fatal(c.ProductsCount, err)
		}
		for name, sets := range map[string][2]*catalog.RuleSet{"10,000 of 100,000 by tag": {tagged("tag1"), tagged("tag2")}, "50,000 of 100,000 by price": {dear(500), dear(5000)}} {
			b.Run(name, func(b *testing.B) {
				round := 0
				for b.Loop() {
					if _, err := s.UpdateCollection(b.Context(), act.Nobody{}, c.ID, nil, func(d *catalog.CollectionDraft) { d.Rules = sets[round%2] }); err != nil {
						b.Fatal(err)
					}
					round++
				}
			})
		}
		b.Run("moving one of 50,000", func(b *testing.B) {
			c, err := s.UpdateCollection(b.Context(), act.Nobody{}, c.ID, nil, func(d *catalog.CollectionDraft) { d.Rules, d.SortOrder = dear(500), catalog.Manual })
			if err != nil {
				b.Fatal(err)
			}
			var member catalog.ProductID
			if err := db.Read(b.Context()).Raw("SELECT MAX(product_id) FROM collection_products").Scan(&member).Error; err != nil {
				b.Fatal(err)
			}
			to := 0
			for b.Loop() {
				if _, err := s.ReorderProducts(b.Context(), act.Nobody{}, c.ID, []catalog.Move{{ProductID: member, To: to % 20}}); err != nil {
					b.Fatal(err)
				}
				to++
			}
		})
	})
}
