package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"cartwright/graph/internal/exec"
	"cartwright/internal/account"
)

// Engine answers GraphQL requests.
type Engine struct {
	exec      *executor.Executor
	schema    graphql.ExecutableSchema
	resolver  *Resolver
	presenter presenter
	origin    func(context.Context) string
}

// Options say how the engine works beside the rooms it answers from.
type Options struct {
	Log       *slog.Logger
	Limits    Limits
	Origin    func(context.Context) string // the address the client reached the server at: "https://shop.example"
	RequestID func(context.Context) string
}

// NewEngine makes an engine.
func NewEngine(r *Resolver, o Options) *Engine {
	e := &Engine{resolver: r, origin: o.Origin, presenter: presenter{log: o.Log, requestID: o.RequestID}}
	r.requestID = o.RequestID
	e.schema = exec.NewExecutableSchema(exec.Config{Resolvers: r})
	e.exec = executor.New(e.schema)
	docs := newDocuments(o.Limits.CacheBytes)
	e.exec.SetQueryCache(docs)
	e.exec.SetParserTokenLimit(o.Limits.Tokens)
	e.exec.SetDisableSuggestion(true)
	e.exec.SetErrorPresenter(e.presenter.present)
	e.exec.SetRecoverFunc(e.presenter.recovered)
	e.exec.Use(guard{limits: o.Limits, docs: docs, schema: e.schema.Schema()})
	return e
}

// Request is one GraphQL request. Numbers in Variables are json.Number.
type Request struct {
	Text       string
	Operation  string
	Variables  map[string]any
	Extensions map[string]any
	ReadOnly   bool           // mutations are not run
	Once       string         // the Idempotency-Key header; "" for none
	Client     account.Client // where it comes from
	Bearer     string         // the token of the Authorization header; "" for none
}

// Reply is the answer as JSON. Executed tells an answer from a refusal; NotReadOnly says that the refusal was of a
// mutation in a read-only request. An empty body means that the context ended first.
type Reply struct {
	Body        []byte
	Executed    bool
	NotReadOnly bool
}

// Execute answers a request.
func (e *Engine) Execute(ctx context.Context, req Request) Reply {
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), seenKey{}, &seen{})
	op, errs := e.exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: req.Text, OperationName: req.Operation, Variables: req.Variables, Extensions: req.Extensions,
	})
	if errs != nil {
		return Reply{Body: encode(e.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs))}
	}
	if req.ReadOnly && op.Operation.Operation != ast.Query {
		err := gqlerror.Errorf("a GET request runs queries alone; send this operation by POST")
		return Reply{Body: encode(e.exec.DispatchError(graphql.WithOperationContext(ctx, op), gqlerror.List{err})), NotReadOnly: true}
	}
	op.DisableIntrospection = false
	settings, err := e.resolver.settings.Settings(ctx)
	if err != nil {
		out := e.presenter.present(ctx, err)
		return Reply{Body: encode(&graphql.Response{Errors: gqlerror.List{out}, Data: json.RawMessage("null")}), Executed: true}
	}
	ctx = context.WithValue(ctx, viewKey{}, newView(settings, e.origin(ctx), e.resolver.now(), op))
	ctx = context.WithValue(context.WithValue(ctx, onceKey{}, req.Once), clientKey{}, req.Client)
	ctx = context.WithValue(ctx, bearerKey{}, req.Bearer)
	next, ctx := e.exec.DispatchOperation(ctx, op)
	response := next(ctx)
	if response == nil || ctx.Err() != nil && len(response.Data) == 0 {
		return Reply{Executed: true}
	}
	return Reply{Body: encode(response), Executed: true}
}

// encode writes the answer down. The key errors is there only when there are some, and data only when the operation ran:
// mobile clients fail on anything else.
func encode(r *graphql.Response) []byte {
	var b bytes.Buffer
	b.Grow(len(r.Data) + 64)
	b.WriteByte('{')
	if len(r.Data) > 0 {
		b.WriteString(`"data":`)
		b.Write(r.Data)
	}
	if len(r.Errors) > 0 {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"errors":`)
		slices.SortStableFunc(r.Errors, byPlace)
		errs, err := json.Marshal(r.Errors[:min(len(r.Errors), maxErrors)])
		if err != nil { // an extension that does not marshal: none of ours
			errs = []byte(fmt.Sprintf(`[{"message":%q}]`, "internal error"))
		}
		b.Write(errs)
	}
	b.WriteByte('}')
	return b.Bytes()
}

// byPlace orders errors as their fields stand in the document: fields are answered side by side, so errors arrive in any
// order.
func byPlace(a, b *gqlerror.Error) int {
	if len(a.Locations) > 0 && len(b.Locations) > 0 {
		x, y := a.Locations[0], b.Locations[0]
		if by := cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column)); by != 0 {
			return by
		}
	}
	return cmp.Compare(a.Path.String(), b.Path.String())
}
