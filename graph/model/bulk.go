package model

import (
	"strings"
	"time"

	"cartwright/internal/bulk"
	"cartwright/internal/page"
)

// BulkOperation is work on many things at once.
type BulkOperation struct{ Row *bulk.Operation }

// NewBulkOperation shows an operation.
func NewBulkOperation(o *bulk.Operation) *BulkOperation { return &BulkOperation{o} }

// NewBulkOperations shows a page of operations.
func NewBulkOperations(p page.Conn[bulk.Operation]) *BulkOperationConnection {
	return NewConnection(page.Map(p, func(o bulk.Operation) *BulkOperation { return &BulkOperation{&o} }))
}

// ID is the global id.
func (o *BulkOperation) ID() string { return GID("BulkOperation", o.Row.ID) }

// CompletedAt is when it ended.
func (o *BulkOperation) CompletedAt() *time.Time { return o.Row.CompletedAt }

// CreatedAt is when somebody asked for it.
func (o *BulkOperation) CreatedAt() time.Time { return o.Row.CreatedAt }

// DryRun reports whether everything is only checked.
func (o *BulkOperation) DryRun() bool { return o.Row.DryRun }

// ErrorCode is why it could not go on.
func (o *BulkOperation) ErrorCode() *BulkOperationErrorCode {
	switch {
	case o.Row.State != bulk.Failed:
		return nil
	case o.Row.GivenUp():
		return new(BulkOperationErrorCodeInternalServerError)
	}
	return new(BulkOperationErrorCodeInvalidFile)
}

// ErrorMessage is why it could not go on, for people.
func (o *BulkOperation) ErrorMessage() *string { return text(o.Row.Error) }

// FileSize is how large the file is; nil until it is opened.
func (o *BulkOperation) FileSize() *uint64 {
	if o.Row.Bytes == 0 {
		return nil
	}
	return new(uint64(o.Row.Bytes))
}

// Format is how the file is written.
func (o *BulkOperation) Format() BulkOperationFormat { return BulkOperationFormat(o.Row.Format) }

// ObjectCount is how many products it has dealt with.
func (o *BulkOperation) ObjectCount() uint64 {
	s := o.Row.Summary
	return uint64(s.Created + s.Updated + s.Unchanged + s.Refused)
}

// Progress is how far it has come, in percent.
func (o *BulkOperation) Progress() int { return o.Row.Percent() }

// RowCount is how many rows it has dealt with.
func (o *BulkOperation) RowCount() uint64 { return uint64(o.Row.Summary.Rows) }

// StartedAt is when work on it began.
func (o *BulkOperation) StartedAt() *time.Time { return o.Row.StartedAt }

// Status is what has become of it.
func (o *BulkOperation) Status() BulkOperationStatus {
	return BulkOperationStatus(strings.ToUpper(string(o.Row.State)))
}

// Summary is what it has found and done.
func (o *BulkOperation) Summary() *BulkOperationSummary {
	s := o.Row.Summary
	return &BulkOperationSummary{Created: s.Created, Errors: s.Errors, Images: s.Images, Refused: s.Refused, Unchanged: s.Unchanged,
		Updated: s.Updated, Variants: s.Variants, Warnings: s.Warnings}
}

// Type is what it does.
func (o *BulkOperation) Type() BulkOperationType {
	return BulkOperationType(strings.ToUpper(string(o.Row.Kind)))
}

// NewBulkRows shows a page of a report.
func NewBulkRows(p page.Conn[bulk.ReportRow]) *BulkOperationRowConnection {
	return NewConnection(page.Map(p, func(r bulk.ReportRow) *BulkOperationRow {
		return &BulkOperationRow{Column: text(r.Column), Handle: text(r.Handle), Level: BulkOperationRowLevel(strings.ToUpper(r.Level)), Row: int(r.Row), Text: r.Text}
	}))
}

// BulkPayload is what became of a mutation of operations.
type BulkPayload struct {
	BulkOperation *BulkOperation
	UserErrors    []StaffUserError
}

// The payloads, connections and edges of operations.
type (
	BulkOperationCancelPayload    = BulkPayload
	BulkOperationConnection       = Connection[*BulkOperation]
	BulkOperationEdge             = Edge[*BulkOperation]
	BulkOperationRowConnection    = Connection[*BulkOperationRow]
	BulkOperationRowEdge          = Edge[*BulkOperationRow]
	BulkOperationRunImportPayload = BulkPayload
)
