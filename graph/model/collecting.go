package model

import (
	"strconv"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/money"
)

// ProductsCount is how many products are in the collection, published or not.
func (c *Collection) ProductsCount() *Count {
	return &Count{Count: c.Row.ProductsCount, Precision: CountPrecisionExact}
}

// PublishedAt is from when on the collection is shown; nil: not at all.
func (c *Collection) PublishedAt() *time.Time { return c.Row.PublishedAt }

// SortOrder is the collection's own order.
func (c *Collection) SortOrder() CollectionSortOrder { return CollectionSortOrder(c.Row.SortOrder) }

// Version counts the changes of the collection itself.
func (c *Collection) Version() int { return int(c.Row.Version) }

// RuleSet are the rules that choose the collection's products; nil where staff do.
func (c *Collection) RuleSet() *CollectionRuleSet {
	if c.Row.Rules == nil {
		return nil
	}
	out := &CollectionRuleSet{AppliedDisjunctively: c.Row.Rules.Any, Rules: []CollectionRule{}}
	for _, r := range c.Row.Rules.Rules {
		out.Rules = append(out.Rules, CollectionRule{Column: CollectionRuleColumn(r.Column), Relation: CollectionRuleRelation(r.Relation),
			Condition: conditionOf(r, c.View.Currency), Namespace: text(r.Namespace), Key: text(r.Key), Option: text(r.Option)})
	}
	return out
}

// conditionOf writes a condition as it is given: amounts in the shop's currency, weights in kilograms.
func conditionOf(r catalog.Rule, c money.Currency) string {
	switch {
	case !r.Column.Number() || !r.Relation.Asks():
		return r.Condition
	case r.Column == catalog.RuleStock:
		return strconv.FormatInt(r.Amount, 10)
	case r.Column == catalog.RuleWeight:
		return strconv.FormatFloat(float64(r.Amount)/1e6, 'f', -1, 64)
	}
	return money.Amount{Minor: r.Amount, Currency: c}.String()
}

// CollectionPayload is what became of a mutation of collections; all of them are parts of this shape.
type CollectionPayload struct {
	Collection          *Collection
	DeletedCollectionID *string
	UserErrors          []StaffUserError
}

// The payloads of collections.
type (
	CollectionAddProductsPayload     = CollectionPayload
	CollectionCreatePayload          = CollectionPayload
	CollectionDeletePayload          = CollectionPayload
	CollectionRemoveProductsPayload  = CollectionPayload
	CollectionReorderProductsPayload = CollectionPayload
	CollectionUpdatePayload          = CollectionPayload
)
