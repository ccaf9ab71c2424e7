package graph

import (
	"context"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/bulk"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/staff"
)

// bulkPayload shows what became of a mutation of operations: the operation, or the faults, and beside a Conflict the operation
// as it is.
func bulkPayload(argument string, o bulk.Operation, err error) (*model.BulkPayload, error) {
	faults, wrong := userErrors(argument, err)
	if wrong != nil {
		return nil, wrong
	}
	p := &model.BulkPayload{UserErrors: faults}
	if o.ID != 0 && (len(faults) == 0 || fault.Is(err, fault.Conflict)) {
		p.BulkOperation = model.NewBulkOperation(&o)
	}
	return p, nil
}

// runImport has a file imported.
func (r *Resolver) runImport(ctx context.Context, in model.BulkOperationImportInput) (*model.BulkPayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return bulkPayload("", bulk.Operation{}, err)
	}
	do := bulk.ImportInput{Source: in.ResourceURL, Format: bulk.Format(in.Format), Images: true}
	if o := in.Options.Value(); o != nil {
		do.DryRun, do.Images = yes(o.DryRun.Value(), false), yes(o.Images.Value(), true)
	}
	out, err := r.bulk.Import(ctx, by(ctx), do)
	return bulkPayload("input", out, err)
}

// cancelBulk ends an operation.
func (r *Resolver) cancelBulk(ctx context.Context, id string) (*model.BulkPayload, error) {
	if err := viewer(ctx).Need(staff.ProductsWrite); err != nil {
		return bulkPayload("", bulk.Operation{}, err)
	}
	out, err := r.bulk.Cancel(ctx, by(ctx), numberOf("BulkOperation", id))
	return bulkPayload("", out, err)
}

// bulkOperation is an operation by its id; nil where there is none.
func (r *Resolver) bulkOperation(ctx context.Context, gid string) (*model.BulkOperation, error) {
	if err := viewer(ctx).Need(staff.ProductsRead); err != nil {
		return nil, err
	}
	id, ok, err := parseID("id", gid, "BulkOperation")
	if !ok || err != nil {
		return nil, err
	}
	o, err := r.bulk.Find(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return model.NewBulkOperation(&o), err
}

// bulkOperations are the operations, the latest first.
func (r *Resolver) bulkOperations(ctx context.Context, args page.Args) (*model.BulkOperationConnection, error) {
	if err := viewer(ctx).Need(staff.ProductsRead); err != nil {
		return nil, err
	}
	p, err := r.bulk.List(ctx, args)
	if err != nil {
		return nil, err
	}
	return model.NewBulkOperations(p), nil
}

// bulkRows is a page of an operation's report.
func (r *Resolver) bulkRows(ctx context.Context, o *model.BulkOperation, level *model.BulkOperationRowLevel, args page.Args) (*model.BulkOperationRowConnection, error) {
	wanted := ""
	if level != nil {
		wanted = strings.ToLower(string(*level))
	}
	p, err := r.bulk.Report(ctx, o.Row.ID, wanted, args)
	if err != nil {
		return nil, err
	}
	return model.NewBulkRows(p), nil
}
