package bulk

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"cartwright/internal/catalog"
	"cartwright/internal/money"
)

// Format is how a file of products is written.
type Format string

// The formats.
const (
	CSV   Format = "CSV"   // the product template of the hosted platform, with columns of our own behind it
	JSONL Format = "JSONL" // one product a line
)

// Source gives products to be written; *catalog.Service is one.
type Source interface {
	// SpecsAfter are the next products in the order of their ids, with all that is known of them.
	SpecsAfter(ctx context.Context, after catalog.ProductID, limit int) ([]catalog.Spec, error)
	// FieldKinds are the metafields that there are, each once; at most limit.
	FieldKinds(ctx context.Context, limit int) ([]catalog.FieldKind, error)
}

// ExportOptions say how products are written.
type ExportOptions struct {
	Format   Format
	Currency money.Currency // of the prices: the shop's own

	// FileURL is where the bytes of a name in the media store are read; nil names the path below the shop's own address.
	FileURL func(blob string) string

	// Progress is told how many products are written.
	Progress func(products int)
}

// exportBatch is how many products are read at once.
const exportBatch = 100

// Export writes all products in the order of their ids, and tells how many. What it needs of memory does not grow with them.
func Export(ctx context.Context, w io.Writer, source Source, o ExportOptions) (products int, err error) {
	out := bufio.NewWriterSize(w, 1<<16)
	var put func(*catalog.Spec) error
	switch o.Format {
	case JSONL:
		put = func(s *catalog.Spec) error { return writeLine(out, s, o.Currency) }
	default:
		kinds, err := source.FieldKinds(ctx, maxFieldColumns)
		if err != nil {
			return 0, fmt.Errorf("look for metafields to export: %w", err)
		}
		t := newTable(out, kinds, o)
		if err := t.top(); err != nil {
			return 0, err
		}
		put = t.product
	}
	var last catalog.ProductID
	for {
		specs, err := source.SpecsAfter(ctx, last, exportBatch)
		if err != nil {
			return products, fmt.Errorf("read products to export: %w", err)
		}
		for i := range specs {
			if err := put(&specs[i]); err != nil {
				return products, fmt.Errorf("write the product %s: %w", specs[i].Handle, err)
			}
			last = specs[i].ID
		}
		products += len(specs)
		if o.Progress != nil {
			o.Progress(products)
		}
		if len(specs) < exportBatch {
			return products, out.Flush()
		}
	}
}

// writeLine writes a product as a line of JSON.
func writeLine(w *bufio.Writer, s *catalog.Spec, c money.Currency) error {
	if err := json.MarshalWrite(w, productOf(s, c), json.Deterministic(true)); err != nil {
		return err
	}
	return w.WriteByte('\n')
}
