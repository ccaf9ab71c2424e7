package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"cartwright/internal/fault"
)

// RuleSet says what the products of a collection have in common. Each rule is asked of the product by itself: what is
// said of variants holds where it holds for some variant; that something is not so, where it is so for none.
type RuleSet struct {
	Any   bool   `json:"any,omitempty"` // one rule is enough; else all must hold
	Rules []Rule `json:"rules"`
}

// Rule is one condition.
type Rule struct {
	Column    RuleColumn   `json:"column"`
	Relation  RuleRelation `json:"relation"`
	Condition string       `json:"condition,omitempty"` // the text that values are held against
	Amount    int64        `json:"amount,omitempty"`    // for numbers: minor units, pieces, or milligrams
	Namespace string       `json:"namespace,omitempty"` // of metafields
	Key       string       `json:"key,omitempty"`       // of metafields
	Option    string       `json:"option,omitempty"`    // name of the option whose values are meant; empty: of any
}

// RuleColumn is what a rule is about, in the words of the hosted platform.
type RuleColumn string

// The columns of rules.
const (
	RuleTag              RuleColumn = "TAG"
	RuleTitle            RuleColumn = "TITLE"
	RuleType             RuleColumn = "TYPE"
	RuleVendor           RuleColumn = "VENDOR"
	RulePrice            RuleColumn = "VARIANT_PRICE"
	RuleCompareAt        RuleColumn = "VARIANT_COMPARE_AT_PRICE"
	RuleReduced          RuleColumn = "IS_PRICE_REDUCED"
	RuleStock            RuleColumn = "VARIANT_INVENTORY" // of variants whose stock is counted
	RuleWeight           RuleColumn = "VARIANT_WEIGHT"
	RuleVariantTitle     RuleColumn = "VARIANT_TITLE"
	RuleOptionValue      RuleColumn = "OPTION_VALUE" // this one is ours
	RuleMetafield        RuleColumn = "PRODUCT_METAFIELD_DEFINITION"
	RuleVariantMetafield RuleColumn = "VARIANT_METAFIELD_DEFINITION"
)

// RuleRelation is how a value stands to the condition, in the words of the hosted platform. Texts are compared without
// regard to case and accents.
type RuleRelation string

// The relations of rules.
const (
	Equals      RuleRelation = "EQUALS"
	NotEquals   RuleRelation = "NOT_EQUALS"
	GreaterThan RuleRelation = "GREATER_THAN"
	LessThan    RuleRelation = "LESS_THAN"
	StartsWith  RuleRelation = "STARTS_WITH"
	EndsWith    RuleRelation = "ENDS_WITH"
	Contains    RuleRelation = "CONTAINS"
	NotContains RuleRelation = "NOT_CONTAINS"
	IsSet       RuleRelation = "IS_SET"
	IsNotSet    RuleRelation = "IS_NOT_SET"
)

// The relations that make sense of texts, of numbers, and of what may be missing.
var (
	textRelations   = []RuleRelation{Equals, NotEquals, StartsWith, EndsWith, Contains, NotContains}
	numberRelations = []RuleRelation{Equals, NotEquals, GreaterThan, LessThan}
	setRelations    = []RuleRelation{IsSet, IsNotSet}
)

// columns says which relations each column has, and which of them hold numbers.
var columns = map[RuleColumn]struct {
	relations []RuleRelation
	number    bool
}{
	RuleTag:              {relations: slices.Concat(textRelations, setRelations)},
	RuleTitle:            {relations: textRelations},
	RuleType:             {relations: slices.Concat(textRelations, setRelations)},
	RuleVendor:           {relations: slices.Concat(textRelations, setRelations)},
	RulePrice:            {numberRelations, true},
	RuleCompareAt:        {slices.Concat(numberRelations, setRelations), true},
	RuleReduced:          {relations: setRelations},
	RuleStock:            {numberRelations, true},
	RuleWeight:           {numberRelations, true},
	RuleVariantTitle:     {relations: textRelations},
	RuleOptionValue:      {relations: slices.Concat(textRelations, setRelations)},
	RuleMetafield:        {relations: slices.Concat(textRelations, []RuleRelation{GreaterThan, LessThan}, setRelations)},
	RuleVariantMetafield: {relations: slices.Concat(textRelations, []RuleRelation{GreaterThan, LessThan}, setRelations)},
}

// Number reports whether the column holds numbers, so that a rule about it has an amount.
func (c RuleColumn) Number() bool { return columns[c].number }

// Asks reports whether a relation holds values against something.
func (r RuleRelation) Asks() bool { return r != IsSet && r != IsNotSet }

// MaxRules is how many rules a collection has at most.
const MaxRules = 60

// check refuses rules that make no sense; paths begin behind path, as rules.<place>.<field>.
func (s *RuleSet) check(path string) error {
	if s == nil {
		return nil
	}
	if len(s.Rules) == 0 {
		return fault.Invalidf(path+".rules", "a collection by rules needs at least one rule")
	}
	if len(s.Rules) > MaxRules {
		return fault.Limitf(path+".rules", "a collection has at most %d rules, got %d", MaxRules, len(s.Rules))
	}
	for i := range s.Rules {
		if err := s.Rules[i].check(fmt.Sprintf("%s.rules.%d", path, i)); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rule) check(path string) error {
	column, ok := columns[r.Column]
	if !ok {
		return fault.Invalidf(path+".column", "%q is nothing that products are chosen by", r.Column)
	}
	if !slices.Contains(column.relations, r.Relation) {
		return fault.Invalidf(path+".relation", "%s has no relation %s; it has %s", r.Column, r.Relation, list(column.relations))
	}
	field := r.Column == RuleMetafield || r.Column == RuleVariantMetafield
	switch {
	case field && (r.Namespace == "" || r.Key == ""):
		return fault.Invalidf(path+".key", "name the metafield by its namespace and its key")
	case !field && (r.Namespace != "" || r.Key != ""):
		return fault.Invalidf(path+".key", "only rules about metafields have a namespace and a key")
	case r.Column != RuleOptionValue && r.Option != "":
		return fault.Invalidf(path+".option", "only rules about the values of options name an option")
	}
	for _, t := range []struct{ path, text string }{{".condition", r.Condition}, {".namespace", r.Namespace}, {".key", r.Key}, {".option", r.Option}} {
		if err := checkText(path+t.path, t.text); err != nil {
			return err
		}
	}
	switch {
	case !r.Relation.Asks():
		return nil
	case r.Column == RuleStock && (r.Amount < -maxStock || r.Amount > maxStock):
		return fault.Invalidf(path+".condition", "a stock is between %d and %d, got %d", -maxStock, maxStock, r.Amount)
	case (r.Column == RulePrice || r.Column == RuleCompareAt) && (r.Amount < 0 || r.Amount > maxPrice):
		return fault.Invalidf(path+".condition", "a price is between 0 and %d minor units, got %d", int64(maxPrice), r.Amount)
	case r.Column == RuleWeight && (r.Amount < 0 || r.Amount > math.MaxInt32*1000):
		return fault.Invalidf(path+".condition", "a weight is not negative, and no more than some tons")
	case !column.number && strings.TrimSpace(r.Condition) == "":
		return fault.Invalidf(path+".condition", "say what is to be looked for")
	}
	return nil
}

// list writes relations for people.
func list(relations []RuleRelation) string {
	texts := make([]string, len(relations))
	for i, r := range relations {
		texts[i] = string(r)
	}
	return strings.Join(texts, ", ")
}
