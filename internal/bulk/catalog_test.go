package bulk

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(workerVariable); url != "" {
		workUntilKilled(url)
		return
	}
	storetest.Main(m)
}

// The fake sink takes what it is given; a catalogue checks every spec, and knows "the same" by what its tables keep.
func TestCatalogue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		service := catalog.New(db)
		files := map[string]Summary{
			"apparel.csv":         {Rows: 22, Products: 20, Variants: 22, Images: 20},
			"home-and-garden.csv": {Rows: 21, Products: 20, Variants: 21, Images: 21},
			"jewelery.csv":        {Rows: 41, Products: 20, Variants: 23, Images: 41},
			"newer.csv":           {Rows: 4, Products: 2, Variants: 3, Images: 4, Warnings: 2},
		}
		for file, want := range files {
			for _, act := range []catalog.Act{catalog.Created, catalog.Unchanged} {
				t.Run(file+" is "+string(act), func(t *testing.T) {
					want := want
					if act == catalog.Created {
						want.Created = want.Products
					} else {
						want.Unchanged = want.Products
					}
					sum, lines, err := take(t, sample(t, file), service)
					if diff := cmp.Diff(want, sum); diff != "" || err != nil {
						t.Errorf("%q, %v (-want +got):\n%s", lines, err, diff)
					}
				})
			}
		}
		t.Run("an import that was cut off goes on", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			file, err := os.Open("testdata/jewelery.csv")
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			again := storetest.Open(t, db.Kind())
			cut := cutter{catalog.New(again), cancel}
			if _, err := Import(ctx, file, cut, Options{Currency: "EUR", BatchSize: 7}); err == nil {
				t.Fatal("no error")
			}
			sum, _, err := take(t, sample(t, "jewelery.csv"), catalog.New(again))
			if err != nil || sum.Unchanged != 7 || sum.Created != 13 {
				t.Errorf("%+v, %v", sum, err)
			}
		})
	})
}

// cutter ends the context after the first batch.
type cutter struct {
	Sink
	cancel context.CancelFunc
}

func (c cutter) PutMany(ctx context.Context, specs []catalog.Spec) ([]catalog.Outcome, error) {
	defer c.cancel()
	return c.Sink.PutMany(ctx, specs)
}
