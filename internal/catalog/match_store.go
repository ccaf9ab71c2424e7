package catalog

import (
	"fmt"
	"math/rand/v2"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fold"
)

// rematch sets right in which collections by rules the products are, as they stand in the transaction. Whoever writes
// what a rule can ask of (a product, its variants, their stock, metafields) calls it in the same transaction, after all
// else, and notes that the products changed: whoever follows them reads their places with them. Only the products' own
// memberships are touched; a batch costs five to nine statements, and two where no collection has rules.
//
// It shares the lock on the version of the rules until the transaction ends, so that no rules change meanwhile; products
// are locked before, as everywhere.
func (s *Service) rematch(tx database.Tx, ids []ProductID) error {
	if len(ids) == 0 {
		return nil
	}
	var rows []Product
	err := matchable(tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids)).Find(&rows).Error
	if err != nil {
		return fmt.Errorf("lock %d products to match: %w", len(ids), err)
	}
	rules, err := s.knownRules(tx)
	if err != nil || len(rules.sets) == 0 || len(rows) == 0 {
		return err
	}
	found, err := loadFacts(tx, rules, rows)
	if err != nil {
		return err
	}
	present, err := placesAmong(tx, rules, ids)
	if err != nil {
		return err
	}
	var d difference
	for i := range rows {
		d.of(&rows[i], rules.match(&found[i]), present[rows[i].ID])
	}
	return d.write(tx)
}

// matchable reads of products what rules ask for and what memberships repeat.
func matchable(q *gorm.DB) *gorm.DB {
	return q.Select("id, handle, title, title_key, vendor, product_type, tags, options, status, published_at, price_min, sales, created_at").Order("id")
}

// difference is what memberships are to be written.
type difference struct {
	fresh  []*Membership
	gone   map[ProductID][]CollectionID
	counts map[CollectionID]int // by how many products collections grow
}

// of adds what one product's memberships differ by; both lists are in order of the ids.
func (d *difference) of(p *Product, want, have []CollectionID) {
	for len(want) > 0 || len(have) > 0 {
		switch {
		case len(have) == 0 || len(want) > 0 && want[0] < have[0]:
			d.add(want[0], p, placeOf(p.ID))
			want = want[1:]
		case len(want) == 0 || have[0] < want[0]:
			d.drop(have[0], p.ID)
			have = have[1:]
		default:
			want, have = want[1:], have[1:]
		}
	}
}

// placeOf is where a product stands in the manual order of a collection by rules before somebody moves it: the later it
// was made the later it stands. Nobody has to be asked for the last place, and nobody waits for another.
func placeOf(id ProductID) int64 { return int64(id) * placeStep }

func (d *difference) add(c CollectionID, p *Product, position int64) {
	m := &Membership{CollectionID: c, ProductID: p.ID, Position: position, TitleKey: p.TitleKey, PriceMin: p.PriceMin, Sales: p.Sales, CreatedAt: p.CreatedAt}
	if p.Status == Active {
		m.ListedAt = p.PublishedAt
	}
	d.fresh = append(d.fresh, m)
	d.count(c, 1)
}

func (d *difference) drop(c CollectionID, p ProductID) {
	if d.gone == nil {
		d.gone = map[ProductID][]CollectionID{}
	}
	d.gone[p] = append(d.gone[p], c)
	d.count(c, -1)
}

func (d *difference) count(c CollectionID, n int) {
	if d.counts == nil {
		d.counts = map[CollectionID]int{}
	}
	d.counts[c] += n
}

// goneAtOnce bounds how deep the condition of one statement is: SQLite takes 1000.
const goneAtOnce = 200

// write writes the difference. Counts come last, since collections are what products have in common: whoever else writes
// to them waits from here to the end of the transaction, and no longer.
func (d *difference) write(tx database.Tx) error {
	products := sortedKeys(d.gone)
	for len(products) > 0 {
		n := min(len(products), goneAtOnce)
		where := tx.DB.Where("1 = 0")
		for _, id := range products[:n] {
			where = where.Or("product_id = ? AND collection_id IN ?", id, d.gone[id])
		}
		if err := tx.DB.Where(where).Delete(&Membership{}).Error; err != nil {
			return fmt.Errorf("take %d products out of collections: %w", n, err)
		}
		products = products[n:]
	}
	if err := store(tx.DB, "places of products", d.fresh, func(*Membership) bool { return true }); err != nil {
		return err
	}
	return grow(tx, d.counts)
}

// countsAtOnce is how many collections one statement counts anew.
const countsAtOnce = 1000

// grow counts products into collections and out of them, in order of their ids.
func grow(tx database.Tx, by map[CollectionID]int) error {
	ids := sortedKeys(by)
	for len(ids) > 0 {
		n := min(len(ids), countsAtOnce)
		sql, args := "products_count + CASE id", make([]any, 0, 2*n)
		for _, id := range ids[:n] {
			sql += " WHEN ? THEN ?"
			args = append(args, id, by[id])
		}
		err := tx.DB.Model(&Collection{}).Where("id IN ?", ids[:n]).UpdateColumns(map[string]any{
			"products_count": gorm.Expr(sql+" ELSE 0 END", args...), "updated_at": tx.Now}).Error
		if err != nil {
			return fmt.Errorf("count the products of %d collections: %w", n, err)
		}
		ids = ids[n:]
	}
	return nil
}

// knownRules are the rules of all collections, from memory where nobody has changed any since. Until the transaction ends
// nobody does. A transaction that has changed rules itself must not ask: what it has not committed would be kept for all.
func (s *Service) knownRules(tx database.Tx) (*ruleIndex, error) {
	var version int64
	err := tx.DB.Table("collection_rules").Clauses(clause.Locking{Strength: "SHARE"}).Select("version").Where("id = 1").Scan(&version).Error
	if err != nil {
		return nil, fmt.Errorf("share the version of the rules: %w", err)
	}
	if kept := s.rules.Load(); kept != nil && kept.version == version {
		return kept, nil
	}
	var rows []Collection
	if err := tx.DB.Select("id", "rules").Where("rules IS NOT NULL").Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the rules of collections: %w", err)
	}
	sets := make([]matcher, len(rows))
	for i, r := range rows {
		sets[i] = newMatcher(r.ID, *r.Rules)
	}
	fresh := newRuleIndex(version, sets)
	s.rules.Store(fresh)
	return fresh, nil
}

// changeRules has everybody load the rules again, and keeps products from being matched until the transaction ends; where
// the rules are the same it does nothing. It comes before any collection is locked, and after products. Versions are not
// counted but drawn, so that none comes again with other rules after a database was put back from a copy.
func changeRules(tx database.Tx, from, to *RuleSet) error {
	if sameRules(from, to) {
		return nil
	}
	if err := tx.DB.Exec("UPDATE collection_rules SET version = ? WHERE id = 1", rand.Int64()).Error; err != nil {
		return fmt.Errorf("note a change of rules: %w", err)
	}
	return nil
}

// placesAmong are the collections by rules that the products are in, in order of their ids.
func placesAmong(tx database.Tx, rules *ruleIndex, ids []ProductID) (map[ProductID][]CollectionID, error) {
	var rows []Membership
	err := tx.DB.Select("product_id", "collection_id").Where("product_id IN ?", ids).Order("product_id, collection_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find the places of %d products: %w", len(ids), err)
	}
	out := make(map[ProductID][]CollectionID, len(ids))
	for _, m := range rows {
		if rules.ids[m.CollectionID] {
			out[m.ProductID] = append(out[m.ProductID], m.CollectionID)
		}
	}
	return out, nil
}

// loadFacts reads what the rules ask of the products; the facts stand in the order of the rows.
func loadFacts(tx database.Tx, rules *ruleIndex, rows []Product) ([]facts, error) {
	out, at, ids := make([]facts, len(rows)), make(map[ProductID]int, len(rows)), make([]ProductID, len(rows))
	for i := range rows {
		out[i], at[rows[i].ID], ids[i] = newFacts(&rows[i]), i, rows[i].ID
	}
	if rules.variants {
		var variants []Variant
		err := tx.DB.Select("product_id", "title", "price", "compare_at", "quantity", "tracked", "weight_milligrams").
			Where("product_id IN ?", ids).Find(&variants).Error
		if err != nil {
			return nil, fmt.Errorf("load variants to match: %w", err)
		}
		for i := range variants {
			f, v := &out[at[variants[i].ProductID]], &variants[i]
			f.variants = append(f.variants, variantFacts{fold.Text(v.Title), v.Price, v.CompareAt, v.Quantity, v.Tracked, v.WeightMilligrams})
		}
	}
	for _, of := range []struct {
		owner, table, column string
		names                []fieldName
		into                 func(*facts) map[fieldName][]string
	}{
		{OwnerProduct, "products", "id", rules.fields, func(f *facts) map[fieldName][]string { return f.fields }},
		{OwnerVariant, "variants", "product_id", rules.ofVariants, func(f *facts) map[fieldName][]string { return f.ofVariants }},
	} {
		if len(of.names) == 0 {
			continue
		}
		fields, err := fieldFacts(tx, of.owner, of.table, of.column, of.names, ids)
		if err != nil {
			return nil, err
		}
		for _, m := range fields {
			name, into := fieldName{m.Namespace, m.Name}, of.into(&out[at[m.ProductID]])
			into[name] = append(into[name], fieldValues(m.Type, m.Value)...)
		}
	}
	return out, nil
}

// fieldFact is a metafield with the product that it says something of.
type fieldFact struct {
	ProductID       ProductID
	Namespace, Name string
	Type, Value     string
}

func fieldFacts(tx database.Tx, owner, table, column string, names []fieldName, ids []ProductID) ([]fieldFact, error) {
	spaces, keys := make([]string, len(names)), make([]string, len(names))
	for i, n := range names {
		spaces[i], keys[i] = n.namespace, n.key
	}
	var rows []fieldFact
	err := tx.DB.Table(table+" o").Select("o."+column+" AS product_id, m.namespace, m.name, m.type, m.value").
		Joins("JOIN metafields m ON m.owner_type = ? AND m.owner_id = o.id", owner).
		Where("o."+column+" IN ? AND m.namespace IN ? AND m.name IN ?", ids, unique(spaces), unique(keys)).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load metafields of %s to match: %w", table, err)
	}
	return rows, nil
}

// newFacts is what a product's own row says.
func newFacts(p *Product) facts {
	f := facts{id: p.ID, title: fold.Text(p.Title), kind: fold.Text(p.ProductType), vendor: fold.Text(p.Vendor),
		fields: map[fieldName][]string{}, ofVariants: map[fieldName][]string{}}
	for _, t := range p.Tags {
		f.tags = append(f.tags, fold.Text(t))
	}
	for _, o := range p.Options {
		for _, v := range o.Values {
			f.options = append(f.options, optionFact{fold.Text(o.Name), fold.Text(v.Name)})
		}
	}
	return f
}
