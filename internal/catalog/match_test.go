package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"cartwright/internal/fold"
)

// red is a product to ask things of.
func red() *facts {
	amount := func(n int64) *int64 { return &n }
	p := Product{ID: 1, Title: "Rain Coat", Vendor: "Höhle", Tags: []string{"Wet Weather", "coat"},
		Options: []Option{{Name: "Colour", Values: []Value{{Name: "Red"}, {Name: "Blue"}}}}}
	f := newFacts(&p)
	f.variants = []variantFacts{{title: "red", price: 1999, stock: 4, counted: true, weight: 1_500_000},
		{title: "blue", price: 2999, compareAt: amount(3999), stock: 900}}
	f.fields[fieldName{"custom", "season"}] = fieldValues("list.single_line_text_field", `["Autumn","Spring"]`)
	f.fields[fieldName{"custom", "litres"}] = fieldValues("volume", `{"value":7.5,"unit":"LITERS"}`)
	f.fields[fieldName{"custom", "launch"}] = fieldValues("date", "2026-03-01")
	f.fields[fieldName{"custom", "deposit"}] = fieldValues("money", `{"amount":"5.50","currency_code":"EUR"}`)
	f.ofVariants[fieldName{"custom", "code"}] = []string{"a1", "b2"}
	return &f
}

func TestRules(t *testing.T) {
	season, litres := Rule{Column: RuleMetafield, Namespace: "custom", Key: "season"}, Rule{Column: RuleMetafield, Namespace: "custom", Key: "litres"}
	launch, deposit := Rule{Column: RuleMetafield, Namespace: "custom", Key: "launch"}, Rule{Column: RuleMetafield, Namespace: "custom", Key: "deposit"}
	code := Rule{Column: RuleVariantMetafield, Namespace: "custom", Key: "code"}
	none := Rule{Column: RuleMetafield, Namespace: "custom", Key: "none"}
	is := func(r Rule, relation RuleRelation, condition string) Rule {
		r.Relation, r.Condition = relation, condition
		return r
	}
	about := func(c RuleColumn, relation RuleRelation, condition string) Rule {
		return Rule{Column: c, Relation: relation, Condition: condition}
	}
	number := func(c RuleColumn, relation RuleRelation, n int64) Rule {
		return Rule{Column: c, Relation: relation, Amount: n}
	}
	for _, tt := range []struct {
		rule Rule
		want bool
	}{
		{about(RuleTag, Equals, "wet weather"), true}, {about(RuleTag, Equals, "wet"), false}, {about(RuleTag, NotEquals, "wet"), true},
		{about(RuleTag, NotEquals, "COAT"), false}, {about(RuleTag, StartsWith, "wet"), true}, {about(RuleTag, NotContains, "weather"), false},
		{about(RuleTag, IsSet, ""), true}, {about(RuleTag, IsNotSet, ""), false},
		{about(RuleTitle, Equals, "rain coat"), true}, {about(RuleTitle, EndsWith, "COAT"), true}, {about(RuleTitle, Contains, "n c"), true},
		{about(RuleTitle, NotContains, "umbrella"), true}, {about(RuleTitle, StartsWith, "coat"), false},
		{about(RuleVendor, Equals, "hohle"), true}, {about(RuleVendor, NotEquals, "HÖHLE"), false},
		{about(RuleType, IsSet, ""), false}, {about(RuleType, IsNotSet, ""), true}, {about(RuleType, Contains, "x"), false},
		{number(RulePrice, Equals, 1999), true}, {number(RulePrice, NotEquals, 1999), false}, {number(RulePrice, NotEquals, 1), true},
		{number(RulePrice, GreaterThan, 2998), true}, {number(RulePrice, GreaterThan, 2999), false}, {number(RulePrice, LessThan, 2000), true},
		{number(RulePrice, LessThan, 1999), false},
		{number(RuleCompareAt, Equals, 3999), true}, {number(RuleCompareAt, LessThan, 3999), false}, {about(RuleCompareAt, IsSet, ""), true},
		{about(RuleCompareAt, IsNotSet, ""), false}, {about(RuleReduced, IsSet, ""), true}, {about(RuleReduced, IsNotSet, ""), false},
		{number(RuleStock, GreaterThan, 3), true}, {number(RuleStock, GreaterThan, 4), false}, {number(RuleStock, Equals, 900), false}, // not counted
		{number(RuleWeight, GreaterThan, 1_499_999), true}, {number(RuleWeight, Equals, 0), true}, {number(RuleWeight, LessThan, 0), false},
		{about(RuleVariantTitle, Equals, "Blue"), true}, {about(RuleVariantTitle, Contains, "ello"), false},
		{about(RuleOptionValue, Equals, "RED"), true}, {Rule{Column: RuleOptionValue, Relation: Equals, Condition: "red", Option: "colour"}, true},
		{Rule{Column: RuleOptionValue, Relation: Equals, Condition: "red", Option: "Size"}, false},
		{Rule{Column: RuleOptionValue, Relation: IsSet, Option: "Size"}, false}, {Rule{Column: RuleOptionValue, Relation: IsNotSet, Option: "Size"}, true},
		{is(season, Equals, "spring"), true}, {is(season, Equals, "winter"), false}, {is(season, NotEquals, "winter"), true}, {is(season, Contains, "umn"), true},
		{is(litres, GreaterThan, "7"), true}, {is(litres, GreaterThan, "7.5"), false}, {is(litres, LessThan, "10"), true}, {is(litres, LessThan, "much"), false},
		{is(launch, GreaterThan, "2026-02-28"), true}, {is(launch, LessThan, "2026-02-28"), false}, {is(launch, LessThan, "summer"), false},
		{is(deposit, LessThan, "6"), true}, {is(deposit, Equals, "5.50"), true},
		{is(code, Equals, "B2"), true}, {is(code, NotEquals, "B2"), false}, {is(code, StartsWith, "a"), true},
		{is(none, IsSet, ""), false}, {is(none, IsNotSet, ""), true}, {is(none, NotEquals, "x"), true}, {is(none, GreaterThan, "0"), false},
	} {
		if err := tt.rule.check("rule"); err != nil {
			t.Errorf("%+v: %v", tt.rule, err)
		}
		m := newMatcher(1, RuleSet{Rules: []Rule{tt.rule}})
		if got := m.matches(red()); got != tt.want {
			t.Errorf("%+v holds: %t, want %t", tt.rule, got, tt.want)
		}
	}
}

func TestAllAndAny(t *testing.T) {
	yes, no := Rule{Column: RuleTag, Relation: Equals, Condition: "coat"}, Rule{Column: RuleTag, Relation: Equals, Condition: "hat"}
	for _, tt := range []struct {
		any   bool
		rules []Rule
		want  bool
	}{{false, []Rule{yes, yes}, true}, {false, []Rule{yes, no}, false}, {true, []Rule{no, yes}, true}, {true, []Rule{no, no}, false}} {
		m := newMatcher(1, RuleSet{Any: tt.any, Rules: tt.rules})
		if got := m.matches(red()); got != tt.want {
			t.Errorf("any %t of %v: %t", tt.any, tt.rules, got)
		}
	}
}

// TestRuleIndex asks an index of many random rule sets about many random products, and every set by itself.
func TestRuleIndex(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, seed))
	words := []string{"red", "blue", "coat", "hat", "wet", "dry", ""}
	word := func() string { return words[random.IntN(len(words))] }
	all := sortedKeys(columns)
	var sets []matcher
	for id := range 600 {
		s := RuleSet{Any: random.IntN(2) == 0}
		for range 1 + random.IntN(3) {
			column := all[random.IntN(len(all))]
			relations := columns[column].relations
			r := Rule{Column: column, Relation: relations[random.IntN(len(relations))], Condition: word(), Amount: int64(random.IntN(4))}
			if column == RuleOptionValue {
				r.Option = word()
			}
			if column == RuleMetafield || column == RuleVariantMetafield {
				r.Namespace, r.Key = "custom", word()
			}
			if random.IntN(2) == 0 {
				r.Relation = relations[0] // mostly EQUALS
			}
			s.Rules = append(s.Rules, r)
		}
		sets = append(sets, newMatcher(CollectionID(id+1), s))
	}
	x := newRuleIndex(1, sets)
	if len(x.always) > len(sets)*3/4 {
		t.Errorf("%d of %d sets are asked of every product", len(x.always), len(sets))
	}
	found := 0
	for n := range 400 {
		f := newFacts(&Product{Title: word(), Vendor: word(), ProductType: word(), Tags: []string{word(), word()},
			Options: []Option{{Name: word(), Values: []Value{{Name: word()}, {Name: word()}}}}})
		for range random.IntN(3) {
			price := int64(random.IntN(4))
			f.variants = append(f.variants, variantFacts{title: fold.Text(word()), price: price, compareAt: []*int64{nil, &price}[random.IntN(2)], stock: price, counted: true})
		}
		f.fields[fieldName{"custom", word()}] = []string{word(), word()}
		f.ofVariants[fieldName{"custom", word()}] = []string{word()}
		var want []CollectionID
		for i := range sets {
			if sets[i].matches(&f) {
				want = append(want, sets[i].id)
			}
		}
		if got := x.match(&f); !slices.Equal(got, want) {
			t.Fatalf("product %d (seed %d): the index finds %v, the sets %v", n, seed, got, want)
		}
		found += len(want)
	}
	if found == 0 {
		t.Error("nothing matched anything")
	}
}

func TestRearrange(t *testing.T) {
	spots := func(positions ...int64) (out []spot) {
		for i, p := range positions {
			out = append(out, spot{ProductID: ProductID(i + 1), Position: p})
		}
		return out
	}
	for name, tt := range map[string]struct {
		there []spot
		moves []Move
		want  string
	}{
		"to the beginning":                  {spots(100, 200, 300), []Move{{3, 0}}, fmt.Sprint(map[ProductID]int64{3: 100 - placeStep})},
		"to the end":                        {spots(100, 200, 300), []Move{{1, 2}}, fmt.Sprint(map[ProductID]int64{1: 300 + placeStep})},
		"beyond the end":                    {spots(100, 200, 300), []Move{{1, 99}}, fmt.Sprint(map[ProductID]int64{1: 300 + placeStep})},
		"between two":                       {spots(100, 200, 300), []Move{{1, 1}}, fmt.Sprint(map[ProductID]int64{1: 250})},
		"two between two, one after other":  {spots(100, 200, 300, 400), []Move{{4, 1}, {3, 2}}, fmt.Sprint(map[ProductID]int64{3: 166, 4: 133})},
		"one twice":                         {spots(100, 200, 300), []Move{{1, 2}, {1, 1}}, fmt.Sprint(map[ProductID]int64{1: 250})},
		"all of them":                       {spots(100, 200), []Move{{2, 0}, {1, 1}}, fmt.Sprint(map[ProductID]int64{1: 2 * placeStep, 2: placeStep})},
		"no room":                           {spots(1, 2, 3), []Move{{3, 1}}, "no room"},
		"no room between equals":            {spots(1, 1, 3), []Move{{3, 1}}, "no room"},
		"from beyond what is read":          {spots(100, 200), []Move{{9, 1}}, fmt.Sprint(map[ProductID]int64{9: 150})},
		"room for one, wanted for two":      {spots(10, 12, 50, 60), []Move{{3, 1}, {4, 1}}, "no room"},
		"a place of its own is still moved": {spots(100, 200, 300), []Move{{2, 1}}, fmt.Sprint(map[ProductID]int64{2: 200})},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := rearrange(tt.there, tt.moves)
			text := fmt.Sprint(got)
			if !ok {
				text = "no room"
			}
			if text != tt.want {
				t.Errorf("got %s, want %s", text, tt.want)
			}
		})
	}
}
