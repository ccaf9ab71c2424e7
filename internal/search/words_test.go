package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/page"
)

// TestLanguages puts a few titles into shops of several languages, and looks for them as people type.
func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		language string
		titles   []string
		typed    map[string][]int64 // to the numbers of the titles, from 1
	}{
		{"EN", []string{"Women's running shoes", "Café crème cup", "T-shirt, navy", "Ski pole 160 cm", "AC/DC poster"}, map[string][]int64{
			"womens": {1}, "run shoe": {1}, "cafe creme": {2}, "CAFÉ CRÈME": {2}, "cafe\u0301": {2}, "tshirt": {3}, "t shirt": {3}, "t-shirts": {3},
			"160cm ski": {4}, "poles": {4}, "ac/dc": {5}, "shoos": {1}, "runnign": {1}, "the cup for women": {1, 2},
		}},
		{"DE", []string{"Grüne Wollmützen", "Fußball für Kinder", "Häuser aus Holz"}, map[string][]int64{
			"gruene": {1}, "grün": {1}, "wollmutze": {1}, "fussball": {2}, "FUSSBÄLLE": {2}, "haus": {3}, "kind": {2}, "holzes": {3},
		}},
		{"FR", []string{"L'écharpe en laine", "Chaussures d'été"}, map[string][]int64{
			"echarpe": {1}, "écharpes": {1}, "ete": {2}, "chaussure": {2},
		}},
		{"JA", []string{"日本の茶碗", "木のスプーン", "東京タワー ポスター"}, map[string][]int64{
			"茶碗": {1}, "日本": {1}, "木": {2}, "スプーン": {2}, "東京": {3}, "タワー": {3},
		}},
		{"XX", []string{"Żółta kurtka"}, map[string][]int64{"zolta": {1}, "kurtka": {1}}}, // no stems, and folded all the same
	} {
		t.Run(c.language, func(t *testing.T) {
			lang, err := newLanguage(c.language)
			if err != nil {
				t.Fatal(err)
			}
			x := newIndex(lang)
			for i, title := range c.titles {
				x.put(x.prepareAll([]Thing{{Key: Key{Product, int64(i + 1)}, Title: title, Shown: someday, Available: true}}), someday)
			}
			for typed, want := range c.typed {
				n, err := Parse("query", typed, Product)
				if err != nil {
					t.Fatal(err)
				}
				found, err := x.find(Wanted{Kinds: []Kind{Product}, Query: n, Sort: "ID", Args: page.Args{First: new(10)}}, someday, noPrice)
				if err != nil {
					t.Fatal(err)
				}
				got := []int64{}
				for _, k := range found.Page.Nodes {
					got = append(got, k.ID)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%q finds %v, want %v", typed, got, want)
				}
			}
		})
	}
}
