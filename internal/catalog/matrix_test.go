package catalog_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/catalog"
)

// grid makes a matrix of options with the given numbers of values, whose cells stand at the places, numbered from 1.
func grid(sizes []int, places ...[3]int) catalog.Matrix {
	var m catalog.Matrix
	for o, n := range sizes {
		option := catalog.Option{Name: fmt.Sprintf("Option %d", o)}
		for v := range n {
			option.Values = append(option.Values, catalog.Value{Name: fmt.Sprintf("Value %d", v)})
		}
		m.Options = append(m.Options, option)
	}
	for i, p := range places {
		m.Cells = append(m.Cells, catalog.Cell{Variant: catalog.VariantID(i + 1), Places: p, Available: true})
	}
	return m
}

// shirts are sizes S, M and L in Oat and Moss; L comes in Moss alone, and S in Oat is sold out.
func shirts() catalog.Matrix {
	return catalog.Matrix{
		Options: []catalog.Option{
			{Name: "Size", Values: []catalog.Value{{Name: "S"}, {Name: "M"}, {Name: "L"}}},
			{Name: "Color", Values: []catalog.Value{{Name: "Oat"}, {Name: "Moss"}}},
		},
		Cells: []catalog.Cell{
			{Variant: 1, Places: [3]int{0, 0}}, {Variant: 2, Places: [3]int{0, 1}, Available: true},
			{Variant: 3, Places: [3]int{1, 0}, Available: true}, {Variant: 4, Places: [3]int{1, 1}, Available: true},
			{Variant: 5, Places: [3]int{2, 1}},
		},
	}
}

func TestChoices(t *testing.T) {
	pick := func(pairs ...string) (out []catalog.Selection) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, catalog.Selection{Name: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	tests := []struct {
		name         string
		selected     []catalog.Selection
		fold, ignore bool
		possible     bool
		exact        catalog.VariantID // 0: none
		shown        catalog.VariantID
	}{
		{"a complete choice is its variant", pick("Size", "M", "Color", "Moss"), false, false, true, 4, 4},
		{"the order of selections does not matter", pick("Color", "Moss", "Size", "M"), false, false, true, 4, 4},
		{"a complete choice is shown though it is sold out", pick("Size", "S", "Color", "Oat"), false, false, true, 1, 1},
		{"a combination that does not exist shows what can be bought", pick("Size", "L", "Color", "Oat"), false, false, true, 0, 2},
		{"nothing chosen shows the first that can be bought", nil, false, false, true, 0, 2},
		{"part of a choice prefers what can be bought", pick("Color", "Oat"), false, false, true, 0, 3},
		{"part of a choice stays within it when all of it is sold out", pick("Size", "L"), false, false, true, 0, 5},
		{"the last selection of an option counts", pick("Size", "S", "Size", "M", "Color", "Oat"), false, false, true, 3, 3},
		{"another case is another name", pick("size", "M"), false, false, false, 0, 2},
		{"with folding it is the same", pick("sIZE", "m", "COLOR", "moss"), true, false, true, 4, 4},
		{"an unknown option makes the choice impossible", pick("Fit", "Loose"), false, false, false, 0, 2},
		{"an unknown option is passed over", pick("Fit", "Loose", "Size", "M", "Color", "Oat"), false, true, true, 3, 3},
		{"an unknown value makes the choice impossible", pick("Size", "XL"), false, false, false, 0, 2},
		{"an unknown value is passed over", pick("Size", "XL", "Color", "Moss"), false, true, true, 0, 2},
		{"another case is unknown, and passed over", pick("Size", "l", "Color", "Oat"), false, true, true, 0, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := shirts()
			c, ok := m.Choose(tt.selected, tt.fold, tt.ignore)
			if ok != tt.possible {
				t.Fatalf("possible: %t", ok)
			}
			if !ok {
				return
			}
			exact, found := m.Exact(c)
			shown, any := m.Selected(c)
			if exact != tt.exact || found != (tt.exact != 0) || shown != tt.shown || !any {
				t.Errorf("exact %d, shown %d", exact, shown)
			}
		})
	}
	t.Run("an empty grid has nothing to show", func(t *testing.T) {
		m := grid([]int{2})
		c, _ := m.Choose(nil, false, false)
		if v, ok := m.Selected(c); ok || v != 0 {
			t.Errorf("got %d", v)
		}
	})
	t.Run("sold out altogether, the first of all is shown", func(t *testing.T) {
		m := shirts()
		for i := range m.Cells {
			m.Cells[i].Available = false
		}
		c, _ := m.Choose(pick("Size", "L", "Color", "Oat"), false, false)
		if v, _ := m.Selected(c); v != 1 {
			t.Errorf("got %d", v)
		}
	})
}

func TestAdjacent(t *testing.T) {
	m := shirts()
	for of, want := range map[catalog.VariantID][]catalog.VariantID{1: {2, 3}, 2: {1, 4, 5}, 3: {1, 4}, 4: {2, 3, 5}, 5: {2, 4}, 9: nil} {
		if diff := cmp.Diff(want, m.Adjacent(of)); diff != "" {
			t.Errorf("beside %d: %s", of, diff)
		}
	}
}

// decode reads the notation of the encoded variant fields: places parted by blanks, runs joined by hyphens, ":" down to
// the next option, "," back up. It follows the grammar and not the encoder.
func decode(t testing.TB, text string) [][]int {
	rest, ok := strings.CutPrefix(text, "v1_")
	if !ok {
		if text != "" {
			t.Fatalf("%q has no version", text)
		}
		return nil
	}
	var out [][]int
	var prefix []int
	number := func() int {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		v, err := strconv.Atoi(rest[:n])
		if err != nil {
			t.Fatalf("%q: a place is missing at %q", text, rest)
		}
		rest = rest[n:]
		return v
	}
	for rest != "" {
		switch rest[0] {
		case ',':
			rest, prefix = rest[1:], prefix[:len(prefix)-1]
			continue
		case ' ':
			rest = rest[1:]
		}
		from := number()
		to := from
		if strings.HasPrefix(rest, ":") {
			rest, prefix = rest[1:], append(prefix, from)
			continue
		}
		if strings.HasPrefix(rest, "-") {
			rest = rest[1:]
			to = number()
		}
		for ; from <= to; from++ {
			out = append(out, append(slices.Clone(prefix), from))
		}
	}
	return out
}

func paths(m catalog.Matrix, all bool) (out [][]int) {
	for _, c := range m.Cells {
		if all || c.Available {
			out = append(out, slices.Clone(c.Places[:len(m.Options)]))
		}
	}
	return out
}

func TestEncodedVariants(t *testing.T) {
	for want, m := range map[string]catalog.Matrix{
		"v1_0:0:0,1:0-1,,1:0:0-1,1:1,,2:0:1,1:0,,": grid([]int{3, 2, 2}, [3]int{0, 0, 0}, [3]int{0, 1, 0}, [3]int{0, 1, 1}, [3]int{1, 0, 0},
			[3]int{1, 0, 1}, [3]int{1, 1, 1}, [3]int{2, 0, 1}, [3]int{2, 1, 0}),
		"v1_0":                grid([]int{1}, [3]int{}),
		"v1_0-2 4 6-7":        grid([]int{9}, [3]int{0}, [3]int{1}, [3]int{2}, [3]int{4}, [3]int{6}, [3]int{7}),
		"v1_0:0 2,11:10-11,":  grid([]int{12, 12}, [3]int{0, 0}, [3]int{0, 2}, [3]int{11, 10}, [3]int{11, 11}),
		"v1_0:0-1,1:0-1,2:1,": shirts(),
		"":                    grid([]int{3}),
	} {
		if got := m.Existence(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got, want := shirts().Availability(), "v1_0:1,1:0-1,"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// drawGrid draws a product's grid: 1 to 3 options, up to 2,048 variants, some combinations missing, some sold out.
func drawGrid(t *rapid.T) catalog.Matrix {
	sizes := [3]int{1, 1, 1}
	options := rapid.IntRange(1, 3).Draw(t, "options")
	room := catalog.MaxVariants
	for o := range options {
		sizes[o] = rapid.IntRange(1, min(room, []int{2048, 128, 16}[options-1])).Draw(t, "values")
		room /= sizes[o]
	}
	missing, soldOut := rapid.IntRange(0, 100).Draw(t, "missing"), rapid.IntRange(0, 100).Draw(t, "sold out")
	return randomGrid(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)), sizes, options, missing, soldOut)
}

func randomGrid(random *rand.Rand, sizes [3]int, options, missing, soldOut int) catalog.Matrix {
	m := grid(sizes[:options])
	for a := range sizes[0] {
		for b := range sizes[1] {
			for c := range sizes[2] {
				if random.IntN(100) >= missing {
					m.Cells = append(m.Cells, catalog.Cell{Variant: catalog.VariantID(len(m.Cells) + 1), Places: [3]int{a, b, c}, Available: random.IntN(100) >= soldOut})
				}
			}
		}
	}
	return m
}

func TestEncodedVariantsComeBackWhole(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := drawGrid(r)
		if diff := cmp.Diff(paths(m, true), decode(t, m.Existence())); diff != "" {
			r.Fatalf("%s: %s", m.Existence(), diff)
		}
		if diff := cmp.Diff(paths(m, false), decode(t, m.Availability())); diff != "" {
			r.Fatalf("%s: %s", m.Availability(), diff)
		}
	})
}

// TestEncodedVariantsInHydrogen gives the encodings to the decoder that storefronts run. CARTWRIGHT_TEST_CLIENTS names
// a directory whose node_modules hold @shopify/hydrogen-react.
func TestEncodedVariantsInHydrogen(t *testing.T) {
	dir := os.Getenv("CARTWRIGHT_TEST_CLIENTS")
	if dir == "" {
		t.Skip("CARTWRIGHT_TEST_CLIENTS names no directory with node_modules/@shopify/hydrogen-react")
	}
	miss := t.Skipf
	if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
		miss = t.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		miss("there is no node to run the decoder with: %v", err)
	}
	module := filepath.Join(dir, "node_modules", "@shopify", "hydrogen-react", "dist", "node-prod", "optionValueDecoder.mjs")
	if module, err = filepath.Abs(module); err == nil {
		_, err = os.Stat(module)
	}
	if err != nil {
		miss("there is no decoder: %v", err)
	}

	random := rand.New(rand.NewPCG(3, 5))
	grids := []catalog.Matrix{shirts(), grid([]int{1}, [3]int{}), grid([]int{3}), grid([]int{12, 12}, [3]int{0, 0}, [3]int{0, 2}, [3]int{11, 10}, [3]int{11, 11})}
	for _, sizes := range [][3]int{{1, 1, 1}, {2, 1, 1}, {40, 1, 1}, {2048, 1, 1}, {5, 7, 1}, {128, 16, 1}, {3, 2, 2}, {2, 3, 4}, {16, 16, 8}, {1, 1, 12}, {12, 1, 1}} {
		for options := 1; options <= 3; options++ {
			for _, missing := range []int{0, 30, 90} {
				grids = append(grids, randomGrid(random, sizes, options, missing, 40))
			}
		}
	}
	var encoded []string
	var want [][][]int
	for _, m := range grids {
		if len(m.Options) < 3 && slices.ContainsFunc(m.Cells, func(c catalog.Cell) bool { return slices.Max(c.Places[len(m.Options):]) > 0 }) {
			continue // the sizes hold more options than the grid has
		}
		encoded = append(encoded, m.Existence(), m.Availability())
		want = append(want, paths(m, true), paths(m, false))
	}
	input, err := json.Marshal(encoded)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--input-type=module", "--eval", `
		const { decodeEncodedVariant } = await import("file://" + process.env.DECODER);
		const chunks = [];
		for await (const c of process.stdin) chunks.push(c);
		process.stdout.write(JSON.stringify(JSON.parse(Buffer.concat(chunks)).map(decodeEncodedVariant)));`)
	cmd.Env, cmd.Stdin, cmd.Stderr = append(os.Environ(), "DECODER="+module), bytes.NewReader(input), os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][][]int
	if err := json.Unmarshal(output, &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d answers to %d encodings", len(got), len(want))
	}
	for i := range want {
		if len(want[i]) == 0 && len(got[i]) == 0 {
			continue
		}
		if diff := cmp.Diff(want[i], got[i]); diff != "" {
			t.Errorf("%s: %s", encoded[i], diff)
		}
	}
	t.Logf("%d encodings", len(want))
}

func TestUnitAmount(t *testing.T) {
	for _, tt := range []struct {
		name     string
		price    int64
		measured catalog.UnitMeasure
		want     int64
		ok       bool
	}{
		{"750 ml per litre", 900, catalog.UnitMeasure{QuantityMilli: 750_000, QuantityUnit: "ML", ReferenceValue: 1, ReferenceUnit: "L"}, 1200, true},
		{"75 cl per litre", 900, catalog.UnitMeasure{QuantityMilli: 75_000, QuantityUnit: "CL", ReferenceValue: 1, ReferenceUnit: "L"}, 1200, true},
		{"0.75 l per 100 ml", 900, catalog.UnitMeasure{QuantityMilli: 750, QuantityUnit: "L", ReferenceValue: 100, ReferenceUnit: "ML"}, 120, true},
		{"a third is rounded", 100, catalog.UnitMeasure{QuantityMilli: 3_000, QuantityUnit: "L", ReferenceValue: 1, ReferenceUnit: "L"}, 33, true},
		{"a half is rounded up", 1, catalog.UnitMeasure{QuantityMilli: 2_000, QuantityUnit: "L", ReferenceValue: 1, ReferenceUnit: "L"}, 1, true},
		{"less than a half is rounded down", 100, catalog.UnitMeasure{QuantityMilli: 201_000, QuantityUnit: "ITEM", ReferenceValue: 1, ReferenceUnit: "ITEM"}, 0, true},
		{"250 g per kilogram", 399, catalog.UnitMeasure{QuantityMilli: 250_000, QuantityUnit: "G", ReferenceValue: 1, ReferenceUnit: "KG"}, 1596, true},
		{"1.5 kg per 100 g", 1500, catalog.UnitMeasure{QuantityMilli: 1_500, QuantityUnit: "KG", ReferenceValue: 100, ReferenceUnit: "G"}, 100, true},
		{"an ounce per pound", 100, catalog.UnitMeasure{QuantityMilli: 1_000, QuantityUnit: "OZ", ReferenceValue: 1, ReferenceUnit: "LB"}, 1600, true},
		{"a pound per ounce", 1600, catalog.UnitMeasure{QuantityMilli: 1_000, QuantityUnit: "LB", ReferenceValue: 1, ReferenceUnit: "OZ"}, 100, true},
		{"a pound per kilogram", 1000, catalog.UnitMeasure{QuantityMilli: 1_000, QuantityUnit: "LB", ReferenceValue: 1, ReferenceUnit: "KG"}, 2205, true},
		{"a dozen items", 600, catalog.UnitMeasure{QuantityMilli: 12_000, QuantityUnit: "ITEM", ReferenceValue: 1, ReferenceUnit: "ITEM"}, 50, true},
		{"a price of nothing", 0, catalog.UnitMeasure{QuantityMilli: 1_000, QuantityUnit: "L", ReferenceValue: 1, ReferenceUnit: "L"}, 0, true},
		{"the highest price", 100_000_000_000_000, catalog.UnitMeasure{QuantityMilli: 1_000, QuantityUnit: "G", ReferenceValue: 1, ReferenceUnit: "KG"}, 100_000_000_000_000_000, true},
		{"more than 64 bits hold", 100_000_000_000_000, catalog.UnitMeasure{QuantityMilli: 1, QuantityUnit: "G", ReferenceValue: 1, ReferenceUnit: "KG"}, 0, false},
		{"litres per kilogram", 900, catalog.UnitMeasure{QuantityMilli: 750, QuantityUnit: "L", ReferenceValue: 1, ReferenceUnit: "KG"}, 0, false},
		{"an unknown unit", 900, catalog.UnitMeasure{QuantityMilli: 750, QuantityUnit: "FIRKIN", ReferenceValue: 1, ReferenceUnit: "L"}, 0, false},
		{"no quantity", 900, catalog.UnitMeasure{QuantityUnit: "L", ReferenceValue: 1, ReferenceUnit: "L"}, 0, false},
		{"no reference", 900, catalog.UnitMeasure{QuantityMilli: 1, QuantityUnit: "L", ReferenceUnit: "L"}, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := catalog.Variant{Price: tt.price, UnitPrice: &tt.measured}
			if got, ok := v.UnitAmount(); got != tt.want || ok != tt.ok {
				t.Errorf("got %d, %t, want %d, %t", got, ok, tt.want, tt.ok)
			}
		})
	}
	if _, ok := (&catalog.Variant{Price: 1}).UnitAmount(); ok {
		t.Error("a variant without a measure has a unit price")
	}
	for unit, want := range map[string]string{"G": "WEIGHT", "CL": "VOLUME", "FT": "LENGTH", "M2": "AREA", "ITEM": "COUNT", "": "UNKNOWN", "g": "UNKNOWN"} {
		if got := catalog.MeasuredType(unit); got != want {
			t.Errorf("%q measures %s, want %s", unit, got, want)
		}
	}
}
