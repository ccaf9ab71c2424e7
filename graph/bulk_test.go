package graph_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/bulk"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// parcels are files as staff have sent them, by what stands for them.
type parcels map[string]string

const goodsCSV = "Handle,Title,Variant Price,Mood\nlamp,Lamp,19.90,bright\nshade,,5,\nstand,Stand,cheap,\nbulb,Bulb,3.50,\n"

func (p parcels) Open(_ context.Context, source string) (io.ReadCloser, int64, error) {
	text, ok := p[source]
	if !ok {
		return nil, 0, fault.NotFoundf("", "there is no such upload")
	}
	return io.NopCloser(strings.NewReader(text)), int64(len(text)), nil
}

func (p parcels) Hold(_ database.Tx, source string, _ time.Time) error {
	if _, ok := p[source]; !ok {
		return fault.NotFoundf("", "there is no such upload")
	}
	return nil
}

// newBulk is the room of files over a house.
func (h *house) newBulk() *bulk.Service {
	currency := func(ctx context.Context) (money.Currency, error) {
		settings, err := h.shop.Settings(ctx)
		return settings.Currency, err
	}
	return bulk.New(bulk.Rooms{Database: h.db, Catalog: h.catalog, Files: parcels{"goods.csv": goodsCSV, "broken.csv": "Title\nLamp\n"}, Currency: currency},
		bulk.Settings{Log: slog.New(slog.DiscardHandler)})
}

// unpacked has everything imported that waits.
func unpacked(t *testing.T, s *story) {
	t.Helper()
	if err := s.house.bulk.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// parcel is an import that waits.
func (h *house) parcel(t *testing.T) {
	t.Helper()
	if _, err := h.bulk.Import(t.Context(), act.Nobody{}, bulk.ImportInput{Source: "goods.csv", Format: bulk.CSV}); err != nil {
		t.Fatal(err)
	}
}

// bulkInputs are what stands in the arguments of the owner's calls about imports.
func bulkInputs() map[string]any {
	const id = "gid://shopify/BulkOperation/1"
	return map[string]any{"bulkOperation.id": id, "bulkOperationCancel.id": id, "BulkOperationImportInput.resourceUrl": "goods.csv"}
}
