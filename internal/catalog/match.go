package catalog

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cartwright/internal/fold"
)

// facts are what rules can ask of a product. Texts are folded.
type facts struct {
	id                  ProductID
	title, kind, vendor string
	tags                []string
	options             []optionFact
	variants            []variantFacts
	fields              map[fieldName][]string // of the product
	ofVariants          map[fieldName][]string // of any of its variants
}

type optionFact struct{ name, value string }

type variantFacts struct {
	title     string
	price     int64
	compareAt *int64
	stock     int64
	counted   bool
	weight    int64
}

// fieldName names a metafield.
type fieldName struct{ namespace, key string }

// condition is a rule that is ready to be asked.
type condition struct {
	Rule
	text   string // folded
	option string // folded
	number float64
	isNum  bool
}

// matcher is a rule set that is ready to be asked.
type matcher struct {
	id    CollectionID
	any   bool
	rules []condition
}

func newMatcher(id CollectionID, set RuleSet) matcher {
	m := matcher{id: id, any: set.Any, rules: make([]condition, len(set.Rules))}
	for i, r := range set.Rules {
		c := condition{Rule: r, text: fold.Text(r.Condition), option: fold.Text(r.Option)}
		c.number, c.isNum = numeral(c.text)
		m.rules[i] = c
	}
	return m
}

// matches asks all rules of a product.
func (m *matcher) matches(f *facts) bool {
	for i := range m.rules {
		if m.rules[i].holds(f) == m.any {
			return m.any
		}
	}
	return !m.any
}

// opposites are the relations that hold where another holds of no value.
var opposites = map[RuleRelation]RuleRelation{NotEquals: Equals, NotContains: Contains, IsNotSet: IsSet}

func (c *condition) holds(f *facts) bool {
	if positive, ok := opposites[c.Relation]; ok {
		return !c.some(f, positive)
	}
	return c.some(f, c.Relation)
}

// some reports whether the relation holds of some value of the product.
func (c *condition) some(f *facts, r RuleRelation) bool {
	switch c.Column {
	case RuleTag:
		return c.someText(f.tags, r)
	case RuleTitle:
		return c.isText(f.title, r)
	case RuleType:
		return c.isText(f.kind, r)
	case RuleVendor:
		return c.isText(f.vendor, r)
	case RuleOptionValue:
		return slices.ContainsFunc(f.options, func(o optionFact) bool {
			return (c.option == "" || c.option == o.name) && c.isText(o.value, r)
		})
	case RuleMetafield:
		return c.someText(f.fields[fieldName{c.Namespace, c.Key}], r)
	case RuleVariantMetafield:
		return c.someText(f.ofVariants[fieldName{c.Namespace, c.Key}], r)
	}
	return slices.ContainsFunc(f.variants, func(v variantFacts) bool { return c.ofVariant(&v, r) })
}

func (c *condition) ofVariant(v *variantFacts, r RuleRelation) bool {
	switch c.Column {
	case RuleVariantTitle:
		return c.isText(v.title, r)
	case RulePrice:
		return c.isAmount(v.price, r)
	case RuleCompareAt:
		return v.compareAt != nil && c.isAmount(*v.compareAt, r)
	case RuleReduced:
		return v.compareAt != nil && *v.compareAt > v.price
	case RuleStock:
		return v.counted && c.isAmount(v.stock, r)
	case RuleWeight:
		return c.isAmount(v.weight, r)
	}
	return false
}

func (c *condition) isAmount(n int64, r RuleRelation) bool {
	switch r {
	case Equals:
		return n == c.Amount
	case GreaterThan:
		return n > c.Amount
	case LessThan:
		return n < c.Amount
	}
	return r == IsSet
}

func (c *condition) someText(texts []string, r RuleRelation) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return c.isText(t, r) })
}

func (c *condition) isText(text string, r RuleRelation) bool {
	switch r {
	case Equals:
		return text == c.text
	case StartsWith:
		return strings.HasPrefix(text, c.text)
	case EndsWith:
		return strings.HasSuffix(text, c.text)
	case Contains:
		return strings.Contains(text, c.text)
	case GreaterThan, LessThan:
		return c.isBeyond(text, r == GreaterThan)
	}
	return text != "" // IsSet
}

// isBeyond compares numbers as numbers, and dates, which sort like texts, as texts.
func (c *condition) isBeyond(text string, greater bool) bool {
	if n, ok := numeral(text); ok && c.isNum {
		return greater && n > c.number || !greater && n < c.number
	}
	if !dated(text) || !dated(c.text) {
		return false
	}
	return greater && text > c.text || !greater && text < c.text
}

func numeral(text string) (float64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// dated reports whether a text begins like 2026-05-06.
func dated(text string) bool {
	if len(text) < len("2026-05-06") {
		return false
	}
	for i := range len("2026-05-06") {
		if digit := text[i] >= '0' && text[i] <= '9'; digit == (i == 4 || i == 7) || !digit && text[i] != '-' {
			return false
		}
	}
	return true
}

// fieldValues are the values that a metafield is held against a condition with: itself, the elements of a list, the
// number within an amount of money, a measure or a rating.
func fieldValues(kind, value string) []string {
	if strings.HasPrefix(kind, "list.") {
		var elements []json.RawMessage
		if json.Unmarshal([]byte(value), &elements) != nil {
			return nil
		}
		out := make([]string, len(elements))
		for i, e := range elements {
			out[i] = fold.Text(bare(e))
		}
		return out
	}
	if strings.HasPrefix(value, "{") {
		value = bare(json.RawMessage(value))
	}
	return []string{fold.Text(value)}
}

// bare is the text or number of a JSON value.
func bare(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var of struct{ Amount, Value json.RawMessage }
	if json.Unmarshal(raw, &of) == nil {
		for _, inner := range []json.RawMessage{of.Amount, of.Value} {
			if len(inner) > 0 && inner[0] != '{' {
				return bare(inner)
			}
		}
	}
	return string(raw)
}

// ruleIndex finds the collections whose rules a product meets without asking all of them: a set that needs a value, or is
// content with one of some, is found by the values that the product has; only the rest is asked of every product.
type ruleIndex struct {
	version    int64
	sets       []matcher // by their ids
	ids        map[CollectionID]bool
	byValue    map[valueKey][]int // places of sets, by the values that they are found by
	always     []int              // places of the sets that have no such values
	variants   bool               // some rule asks for variants
	fields     []fieldName        // of products, that some rule asks for
	ofVariants []fieldName
}

// valueKey is a value as rules of a column ask for it.
type valueKey struct {
	column RuleColumn
	name   string // of the option
	field  fieldName
	text   string
}

func newRuleIndex(version int64, sets []matcher) *ruleIndex {
	x := &ruleIndex{version: version, sets: sets, ids: make(map[CollectionID]bool, len(sets)), byValue: map[valueKey][]int{}}
	for i := range sets {
		x.ids[sets[i].id] = true
		x.need(sets[i].rules)
		keys := sets[i].keys()
		for _, k := range keys {
			x.byValue[k] = append(x.byValue[k], i)
		}
		if len(keys) == 0 {
			x.always = append(x.always, i)
		}
	}
	return x
}

// need notes what rules ask for.
func (x *ruleIndex) need(rules []condition) {
	for _, r := range rules {
		switch r.Column {
		case RuleTag, RuleTitle, RuleType, RuleVendor, RuleOptionValue: // the product's own row has it
		case RuleMetafield:
			x.fields = withName(x.fields, r.Rule)
		case RuleVariantMetafield:
			x.ofVariants = withName(x.ofVariants, r.Rule)
		default:
			x.variants = true
		}
	}
}

func withName(names []fieldName, r Rule) []fieldName {
	if name := (fieldName{r.Namespace, r.Key}); !slices.Contains(names, name) {
		return append(names, name)
	}
	return names
}

// keys are the values without one of which a product does not match; none where there are no such values.
func (m *matcher) keys() []valueKey {
	var keys []valueKey
	for _, r := range m.rules {
		switch {
		case r.Relation == Equals && !r.Column.Number():
			key := valueKey{column: r.Column, name: r.option, field: fieldName{r.Namespace, r.Key}, text: r.text}
			if !m.any {
				return []valueKey{key}
			}
			keys = append(keys, key)
		case m.any: // this rule may hold without any of the values
			return nil
		}
	}
	return unique(keys)
}

// match finds the collections whose rules the product meets, in order of their ids.
func (x *ruleIndex) match(f *facts) []CollectionID {
	found := slices.Clone(x.always)
	look := func(k valueKey) { found = append(found, x.byValue[k]...) }
	look(valueKey{column: RuleTitle, text: f.title})
	look(valueKey{column: RuleType, text: f.kind})
	look(valueKey{column: RuleVendor, text: f.vendor})
	for _, t := range f.tags {
		look(valueKey{column: RuleTag, text: t})
	}
	for _, o := range f.options {
		look(valueKey{column: RuleOptionValue, text: o.value})
		look(valueKey{column: RuleOptionValue, name: o.name, text: o.value})
	}
	for _, v := range f.variants {
		look(valueKey{column: RuleVariantTitle, text: v.title})
	}
	for column, fields := range map[RuleColumn]map[fieldName][]string{RuleMetafield: f.fields, RuleVariantMetafield: f.ofVariants} {
		for name, values := range fields {
			for _, v := range values {
				look(valueKey{column: column, field: name, text: v})
			}
		}
	}
	slices.Sort(found)
	var out []CollectionID
	for _, i := range slices.Compact(found) {
		if x.sets[i].matches(f) {
			out = append(out, x.sets[i].id)
		}
	}
	return out
}

// sortedKeys are the keys of a map in their order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
