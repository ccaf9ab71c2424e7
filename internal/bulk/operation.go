package bulk

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strconv"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
)

// Operation is a row of bulk_operations: an import that runs in the background, on whichever process holds its lease.
type Operation struct {
	ID          int64 `gorm:"primaryKey"`
	Kind        Kind
	Format      Format
	State       State
	Source      string // what stands for the file
	DryRun      bool
	Images      bool  // whether pictures are fetched
	Bytes       int64 // of the file; 0: not known yet
	BytesDone   int64
	Reading     int // see Mark
	RowDone     int64
	Summary     Summary `gorm:"serializer:json"`
	RowsKept    int     // of the report
	Error       string  // why it failed, for people
	Lease       int64   // counts the holders: what a former one still writes is refused
	Owner       string  // the process that holds it, for people
	LeasedUntil *time.Time
	Tries       int // leases since it last came further
	CreatedAt   time.Time
	StartedAt   *time.Time
	CompletedAt *time.Time
}

// TableName is bulk_operations.
func (Operation) TableName() string { return "bulk_operations" }

// Kind says what an operation does.
type Kind string

// Importing reads a file of products into the shop.
const Importing Kind = "import"

// State is what has become of an operation.
type State string

// The states. The last three are ends.
const (
	Waiting   State = "created"
	Running   State = "running"
	Canceling State = "canceling" // it ends with the batch that is being written
	Completed State = "completed"
	Failed    State = "failed"
	Canceled  State = "canceled"
)

// unfinished are the states of what is still to be done.
var unfinished = []State{Waiting, Running, Canceling}

// Done reports whether the operation has come to an end.
func (o *Operation) Done() bool { return o.CompletedAt != nil }

// GivenUp reports whether the server could not do it, rather than that the file cannot be used.
func (o *Operation) GivenUp() bool { return o.Tries > maxTries }

// Percent is how far the operation has come, by the bytes of its file.
func (o *Operation) Percent() int {
	switch {
	case o.State == Completed:
		return 100
	case o.Bytes <= 0:
		return 0
	}
	return int(min(o.BytesDone, o.Bytes) * 99 / o.Bytes) // whole only with the last transaction
}

// mark is how far the operation has come.
func (o *Operation) mark() Mark {
	return Mark{Reading: o.Reading, Row: int(o.RowDone), Sum: o.Summary}
}

// ReportRow is a row of bulk_rows: what there is to say about a row of the file.
type ReportRow struct {
	ID          int64 `gorm:"primaryKey"`
	OperationID int64
	Row         int64  `gorm:"column:row_num"`     // as a spreadsheet counts
	Column      string `gorm:"column:column_name"` // empty: the row as a whole
	Handle      string // of the product; empty: not known
	Level       string // warning, error
	Text        string
}

// TableName is bulk_rows.
func (ReportRow) TableName() string { return "bulk_rows" }

// maxReport is how many lines of an operation's report are kept; others are counted alone.
const maxReport = 100_000

// Files are the files that staff have sent.
type Files interface {
	// Open opens the file that an address stands for, and tells its size. Faults are for the people who named it.
	Open(ctx context.Context, source string) (io.ReadCloser, int64, error)
	// Hold keeps the file until a time at least. The fault is NotFound.
	Hold(tx database.Tx, source string, until time.Time) error
}

// Rooms are what operations work with.
type Rooms struct {
	Database *database.DB
	Catalog  *catalog.Service
	Files    Files
	Pictures Pictures // nil: addresses are kept
	Currency func(ctx context.Context) (money.Currency, error)
}

// Settings say how operations are worked off. The zero value is for a server.
type Settings struct {
	Log   *slog.Logger  // nil: the default
	Lease time.Duration // how long a process that is gone holds an operation
	Poll  time.Duration // how soon operations are found that another process has made
	Batch int           // products written at once
}

// Service keeps and works off operations.
type Service struct {
	r     Rooms
	o     Settings
	log   *slog.Logger
	owner string
	wake  chan struct{}
}

// New makes the service. It does nothing by itself; Run does.
func New(r Rooms, o Settings) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Lease == 0 {
		o.Lease = 20 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 2 * time.Second
	}
	if o.Batch == 0 {
		o.Batch = defaultBatch
	}
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	host = host[:min(len(host), 80)]
	return &Service{r: r, o: o, log: o.Log, owner: host + " " + strconv.Itoa(os.Getpid()), wake: make(chan struct{}, 1)}
}

// ImportInput is what is to be imported.
type ImportInput struct {
	Source string // what stands for the file, as the upload said
	Format Format
	DryRun bool // check everything, write nothing
	Images bool // fetch pictures
}

// The bounds of operations.
const (
	maxUnfinished = 100
	holdFor       = 7 * 24 * time.Hour
	keepFor       = 30 * 24 * time.Hour
)

// Import has a file imported in the background, after those before it. Faults: NotFound at source, where there is no such
// file; Limit, where too many wait.
func (s *Service) Import(ctx context.Context, by act.By, in ImportInput) (Operation, error) {
	if in.Format != CSV && in.Format != JSONL {
		return Operation{}, fault.Invalidf("format", "%q is no format of files: use CSV or JSONL", in.Format)
	}
	if in.Source == "" || len(in.Source) > maxAddress {
		return Operation{}, fault.Invalidf("resourceUrl", "name the file by what stagedUploadsCreate has called its resourceUrl")
	}
	out, err := act.Do(ctx, s.r.Database, by, func(tx database.Tx) (Operation, error) {
		o := Operation{Kind: Importing, Format: in.Format, State: Waiting, Source: in.Source, DryRun: in.DryRun, Images: in.Images, CreatedAt: tx.Now}
		waiting, err := countUnfinished(tx)
		if err != nil {
			return o, err
		}
		if waiting >= maxUnfinished {
			return o, fault.Limitf("", "%d operations wait already: let some end, or cancel them", waiting)
		}
		if err := s.r.Files.Hold(tx, in.Source, tx.Now.Add(holdFor)); err != nil {
			if f, ok := faultOf(err); ok {
				return o, f.At("resourceUrl")
			}
			return o, err
		}
		if err := insertOperation(tx, &o); err != nil {
			return o, err
		}
		return o, by.Note(tx, act.Entry{Action: "bulk.import", Kind: "bulkOperation", ID: o.ID, After: in})
	})
	if err == nil {
		s.Wake()
	}
	return out, err
}

// Cancel ends an operation: at once when it waits, else with the batch that is being written; what is written stays. Faults:
// NotFound at id; Conflict at id where it has ended, and then the operation is there, too.
func (s *Service) Cancel(ctx context.Context, by act.By, id int64) (Operation, error) {
	out, err := act.Do(ctx, s.r.Database, by, func(tx database.Tx) (Operation, error) {
		o, err := lockOperation(tx, id)
		if err != nil {
			return o, err
		}
		before := o.State
		switch o.State {
		case Waiting:
			o.State, o.CompletedAt = Canceled, &tx.Now
		case Running, Canceling:
			o.State = Canceling
		default:
			return o, fault.Conflictf("id", "the operation has ended: it is %s", o.State)
		}
		if err := updateOperation(tx, &o, "state", "completed_at"); err != nil {
			return o, err
		}
		return o, by.Note(tx, act.Entry{Action: "bulk.cancel", Kind: "bulkOperation", ID: o.ID, Before: before, After: o.State})
	})
	if err == nil {
		s.Wake()
	}
	return out, err
}

// Listing is the name that cursors of operations carry.
const Listing = "bulkOperations"

// List is a page of operations, the latest first.
func (s *Service) List(ctx context.Context, a page.Args) (page.Conn[Operation], error) {
	want, err := page.Check(Listing, a)
	if err != nil {
		return page.Conn[Operation]{}, err
	}
	rows, err := listRows[Operation](s.r.Database.Read(ctx), want, true, "list operations")
	if err != nil {
		return page.Conn[Operation]{}, err
	}
	return page.Cut(want, rows, func(o Operation) string { return page.Cursor{ID: o.ID}.Encode(Listing) }), nil
}

// Report is a page of what there is to say about the rows of an operation's file, in the order in which it was found; of one
// level, where one is named.
func (s *Service) Report(ctx context.Context, id int64, level string, a page.Args) (page.Conn[ReportRow], error) {
	listing := "bulkRows/" + strconv.FormatInt(id, 10) + "/" + level
	want, err := page.Check(listing, a)
	if err != nil {
		return page.Conn[ReportRow]{}, err
	}
	q := s.r.Database.Read(ctx).Where("operation_id = ?", id)
	if level != "" {
		q = q.Where("level = ?", level)
	}
	rows, err := listRows[ReportRow](q, want, false, "list the report of an operation")
	if err != nil {
		return page.Conn[ReportRow]{}, err
	}
	return page.Cut(want, rows, func(r ReportRow) string { return page.Cursor{ID: r.ID}.Encode(listing) }), nil
}

// Wake has Run look for operations now.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
