package bulk

import (
	"fmt"
	"testing"
)

func TestHandles(t *testing.T) {
	t.Run("a million are told apart, in less than 24 MiB", func(t *testing.T) {
		s := newHandles()
		for i := range maxProducts {
			if first, isNew := s.began(fmt.Sprint("product-", i), i+2); !isNew {
				t.Fatalf("product %d stood in row %d", i, first)
			}
		}
		for i := 0; i < maxProducts; i += 997 {
			if first, isNew := s.began(fmt.Sprint("product-", i), 1); isNew || first != i+2 {
				t.Fatalf("product %d stood in row %d, new %t", i, first, isNew)
			}
		}
		size := 0
		for _, table := range s.tables {
			size += 8 * len(table)
		}
		if size > 24<<20 {
			t.Errorf("%d bytes", size)
		}
	})
	t.Run("a row beyond the mask stays below it", func(t *testing.T) {
		s := newHandles()
		s.began("a", 1<<30)
		if first, isNew := s.began("a", 1<<30+1); isNew || first != rowMask {
			t.Errorf("row %d, new %t", first, isNew)
		}
	})
}
