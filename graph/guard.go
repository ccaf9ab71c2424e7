package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Limits bound what one request may ask for. They stand well above what the stock storefronts and SDKs send and well
// below what hurts.
type Limits struct {
	Tokens     int   // words of a document; the largest of a stock client has 511
	Depth      int   // levels of fields; stock clients use up to 12, introspection up to 14
	Aliases    int   // aliased fields, with those that fragments bring
	Roots      int   // fields at the root
	Doubles    int   // fields asked for again in one selection: checking that they agree costs their square
	Directives int   // directives in the document
	Cost       int64 // fields of the answer at most, list sizes multiplied out
	CacheBytes int   // text of the documents that are kept parsed
}

// DefaultLimits let every stock client through.
func DefaultLimits() Limits {
	return Limits{Tokens: 8000, Depth: 20, Aliases: 60, Roots: 30, Doubles: 250, Directives: 100, Cost: 10_000_000, CacheBytes: 2 << 20}
}

// guard weighs a document twice: its shape before validation, which may itself be made expensive; its cost after it,
// when variables are known. Fragments are weighed once, however often they are spread, so a nest of them is refused as
// fast as a plain document is let through.
type guard struct {
	limits Limits
	docs   *documents
	schema *ast.Schema
}

// ExtensionName names the guard to gqlgen.
func (guard) ExtensionName() string { return "Guard" }

// Validate has nothing to check.
func (guard) Validate(graphql.ExecutableSchema) error { return nil }

// codeTooLarge is the code of every refusal by the guard.
const codeTooLarge = "QUERY_TOO_LARGE"

func tooLarge(format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": codeTooLarge}
	return err
}

// MutateOperationParameters weighs the shape of a document that is not known yet.
func (g guard) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	if g.docs.has(params.Query) {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, g.limits.Tokens)
	if err != nil {
		return nil // the executor says what is wrong with it
	}
	return newShape(doc).check(g.limits)
}

// MutateOperationContext weighs the cost of an operation with its variables, and the lists that staff give a mutation.
func (g guard) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	c := costs{schema: g.schema, doc: op.Doc, variables: op.Variables, fragments: map[string]int64{}}
	if cost := c.of(op.Operation.SelectionSet); cost > g.limits.Cost {
		return tooLarge("the operation may answer with %d fields, more than %d: ask for smaller pages", cost, g.limits.Cost)
	}
	return tooMany(g.schema, op.Operation, op.Variables)
}
