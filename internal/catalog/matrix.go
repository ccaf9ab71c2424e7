package catalog

import (
	"slices"
	"strconv"
	"strings"
)

// Choice is a picker's state: for each option of the product the place of the chosen value, or -1 where nothing is
// chosen. ok is false where the choice names what the product does not have.
type Choice struct {
	places []int
}

// Choose reads selections. With fold, names are compared without case; with ignore, names the product does not know are
// passed over, otherwise they make the choice impossible.
func (m Matrix) Choose(selected []Selection, fold, ignore bool) (Choice, bool) {
	c := Choice{places: make([]int, len(m.Options))}
	for i := range c.places {
		c.places[i] = -1
	}
	same := func(a, b string) bool { return a == b || fold && strings.EqualFold(a, b) }
	for _, s := range selected {
		o := slices.IndexFunc(m.Options, func(o Option) bool { return same(o.Name, s.Name) })
		if o < 0 {
			if ignore {
				continue
			}
			return c, false
		}
		v := slices.IndexFunc(m.Options[o].Values, func(v Value) bool { return same(v.Name, s.Value) })
		if v < 0 {
			if ignore {
				continue
			}
			return c, false
		}
		c.places[o] = v
	}
	return c, true
}

// Complete reports whether every option has a value.
func (c Choice) Complete() bool { return !slices.Contains(c.places, -1) }

func (c Choice) fits(cell Cell) bool {
	for i, p := range c.places {
		if p >= 0 && cell.Places[i] != p {
			return false
		}
	}
	return true
}

// Exact is the variant of a complete choice.
func (m Matrix) Exact(c Choice) (VariantID, bool) {
	if !c.Complete() {
		return 0, false
	}
	for _, cell := range m.Cells {
		if c.fits(cell) {
			return cell.Variant, true
		}
	}
	return 0, false
}

// Selected is the variant to show for a choice: the one it names when it is complete, else the first that can be bought,
// else the first of all. It is what a product page opens with.
func (m Matrix) Selected(c Choice) (VariantID, bool) {
	if v, ok := m.Exact(c); ok {
		return v, true
	}
	for _, narrowed := range []func(Cell) bool{
		func(cell Cell) bool { return cell.Available && c.fits(cell) },
		c.fits,
		func(cell Cell) bool { return cell.Available },
		func(Cell) bool { return true },
	} {
		if i := slices.IndexFunc(m.Cells, narrowed); i >= 0 {
			return m.Cells[i].Variant, true
		}
	}
	return 0, false
}

// Adjacent are the variants that differ from the given one in the value of one option.
func (m Matrix) Adjacent(of VariantID) []VariantID {
	i := slices.IndexFunc(m.Cells, func(c Cell) bool { return c.Variant == of })
	if i < 0 {
		return nil
	}
	var out []VariantID
	for _, c := range m.Cells {
		differs := 0
		for o := range m.Options {
			if c.Places[o] != m.Cells[i].Places[o] {
				differs++
			}
		}
		if differs == 1 {
			out = append(out, c.Variant)
		}
	}
	return out
}

// Existence encodes which combinations of values exist, in the dialect's notation.
func (m Matrix) Existence() string { return m.encode(func(Cell) bool { return true }) }

// Availability encodes which combinations can be bought.
func (m Matrix) Availability() string { return m.encode(func(c Cell) bool { return c.Available }) }

// encode writes the places of the chosen cells as the trie that the dialect's encoded variant fields hold: after "v1_",
// places of the first option, each followed by ":" and the places of the next option below it; "-" spans a run of
// places, " " parts single ones, "," ends a level.
func (m Matrix) encode(chosen func(Cell) bool) string {
	var paths [][]int
	for _, c := range m.Cells {
		if chosen(c) {
			paths = append(paths, append([]int{}, c.Places[:len(m.Options)]...))
		}
	}
	if len(paths) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("v1_")
	encodeLevel(&b, paths)
	return b.String()
}

// encodeLevel writes one level. Paths are sorted and of one length.
func encodeLevel(b *strings.Builder, paths [][]int) {
	if len(paths[0]) == 1 {
		for i := 0; i < len(paths); {
			j := i
			for j+1 < len(paths) && paths[j+1][0] == paths[j][0]+1 {
				j++
			}
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(paths[i][0]))
			if j > i {
				b.WriteByte('-')
				b.WriteString(strconv.Itoa(paths[j][0]))
			}
			i = j + 1
		}
		return
	}
	for i := 0; i < len(paths); {
		j := i
		var below [][]int
		for ; j < len(paths) && paths[j][0] == paths[i][0]; j++ {
			below = append(below, paths[j][1:])
		}
		b.WriteString(strconv.Itoa(paths[i][0]))
		b.WriteByte(':')
		encodeLevel(b, below)
		b.WriteByte(',')
		i = j
	}
}
