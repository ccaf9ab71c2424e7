package price_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestGiftCards(t *testing.T) {
	card := func(id, balance int64) price.GiftCard { return price.GiftCard{ID: id, Balance: balance} }
	tests := []struct {
		name  string
		cards []price.GiftCard
		want  []price.GiftCardUse
		due   int64
	}{
		{"no card pays nothing", nil, nil, 1000},
		{"a card pays a part", []price.GiftCard{card(1, 300)}, []price.GiftCardUse{{ID: 1, Used: 300}}, 700},
		{"a card pays all and keeps the rest", []price.GiftCard{card(1, 3000)}, []price.GiftCardUse{{ID: 1, Used: 1000}}, 0},
		{"cards pay in the order they were given", []price.GiftCard{card(2, 800), card(1, 800), card(3, 800)},
			[]price.GiftCardUse{{ID: 2, Used: 800}, {ID: 1, Used: 200}, {ID: 3, Used: 0}}, 0},
		{"an empty card pays nothing", []price.GiftCard{card(1, 0), card(2, -5), card(3, 1)},
			[]price.GiftCardUse{{ID: 1}, {ID: 2}, {ID: 3, Used: 1}}, 999},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := cart(piece("a", 1000, 1))
			c.GiftCards = tt.cards
			got := price.Quote(c, price.Rules{})
			if diff := cmp.Diff(tt.want, got.GiftCards); diff != "" {
				t.Errorf("gift cards (-want +got):\n%s", diff)
			}
			if got.Due != tt.due || got.GiftCardsUsed != 1000-tt.due || got.Total != 1000 {
				t.Errorf("total %d, used %d, due %d", got.Total, got.GiftCardsUsed, got.Due)
			}
		})
	}
}
