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
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"cartwright/internal/account"
	"cartwright/internal/fault"
	"cartwright/internal/staff"
)

// Engine answers GraphQL requests.
type Engine struct {
	everybody *outlook // of those who are nobody of staff
	staff     *outlooks
	limits    Limits
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
	e := &Engine{resolver: r, origin: o.Origin, limits: o.Limits, staff: newOutlooks(), presenter: presenter{log: o.Log, requestID: o.RequestID}}
	r.requestID = o.RequestID
	e.everybody = e.newOutlook(staff.Viewer{}, o.Limits.CacheBytes)
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
	Preview    string         // the Cartwright-Preview header: a token that shows a draft; "" for none
	Client     account.Client // where it comes from
	Bearer     string         // the token of the Authorization header; "" for none
	Session    *Session       // of a browser that keeps the token in a cookie; nil: the client keeps it
}

// Reply is the answer as JSON. Executed tells an answer from a refusal; NotReadOnly says that the refusal was of a
// mutation in a read-only request. An empty body means that the context ended first.
type Reply struct {
	Body        []byte
	Executed    bool
	NotReadOnly bool

	Unauthenticated bool // a token of staff that opens nothing
}

// Execute answers a request.
func (e *Engine) Execute(ctx context.Context, req Request) Reply {
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), seenKey{}, &seen{})
	viewer, err := e.viewer(ctx, req.Bearer)
	if err != nil {
		out := e.presenter.present(ctx, err)
		return Reply{Body: encode(&graphql.Response{Errors: gqlerror.List{out}}), Unauthenticated: fault.Is(err, fault.Denied)}
	}
	look := e.of(viewer)
	op, errs := look.exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: req.Text, OperationName: req.Operation, Variables: req.Variables, Extensions: req.Extensions,
	})
	if errs != nil {
		if why := denied(req.Text, viewer, errs); why != nil {
			errs = gqlerror.List{why}
		}
		return Reply{Body: encode(look.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs))}
	}
	if req.ReadOnly && op.Operation.Operation != ast.Query {
		err := gqlerror.Errorf("a GET request runs queries alone; send this operation by POST")
		return Reply{Body: encode(look.exec.DispatchError(graphql.WithOperationContext(ctx, op), gqlerror.List{err})), NotReadOnly: true}
	}
	op.DisableIntrospection = false
	settings, err := e.resolver.settings.Settings(ctx)
	if err != nil {
		out := e.presenter.present(ctx, err)
		return Reply{Body: encode(&graphql.Response{Errors: gqlerror.List{out}, Data: json.RawMessage("null")}), Executed: true}
	}
	ctx = context.WithValue(ctx, viewKey{}, newView(settings, e.origin(ctx), e.resolver.now(), op))
	ctx = context.WithValue(context.WithValue(ctx, onceKey{}, req.Once), clientKey{}, req.Client)
	ctx = context.WithValue(ctx, previewKey{}, req.Preview)
	if viewer.Staff() {
		ctx = context.WithValue(ctx, viewerKey{}, viewer)
	} else {
		ctx = context.WithValue(context.WithValue(ctx, bearerKey{}, req.Bearer), sessionKey{}, req.Session)
	}
	next, ctx := look.exec.DispatchOperation(ctx, op)
	response := next(ctx)
	if response == nil || ctx.Err() != nil && len(response.Data) == 0 {
		return Reply{Executed: true}
	}
	return Reply{Body: encode(response), Executed: true}
}

// viewer is whom a bearer's token makes; nobody where it is none of staff. One that does not count is refused, so that
// nobody takes the answer of a stranger for their own.
func (e *Engine) viewer(ctx context.Context, bearer string) (staff.Viewer, error) {
	if !staff.IsToken(bearer) {
		return staff.Viewer{}, nil
	}
	v, err := e.resolver.staff.Authenticate(ctx, bearer)
	v.RequestID = e.presenter.requestID(ctx)
	return v, err
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
