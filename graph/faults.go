package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"cartwright/internal/fault"
)

// The codes of errors that are nobody's fault but the document's or the system's.
const (
	codeInternal = "INTERNAL_SERVER_ERROR"
	codeTimeout  = "TIMEOUT"
)

// maxErrors is how many errors one answer shows: enough to mend a document by, too few to make an answer long.
const maxErrors = 5

// presenter decides what a caller may see: faults with code and path, the executor's own complaints as they are, and of
// everything else only that it happened, with the request's id; the cause goes to the log, once a request.
type presenter struct {
	log       *slog.Logger
	requestID func(context.Context) string
}

// seen remembers which causes of a request were logged: siblings that shared a failed read share its error.
type seen struct{ causes sync.Map }

type seenKey struct{}

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	out := &gqlerror.Error{Path: graphql.GetPath(ctx)}
	var known *gqlerror.Error
	if errors.As(err, &known) {
		out.Path, out.Locations = known.Path, known.Locations
	}
	var f *fault.Fault
	switch {
	case errors.As(err, &f):
		out.Message, out.Extensions = sentence(f), map[string]any{"code": f.Label()}
		if len(f.Path) > 0 {
			out.Extensions["argument"] = f.Path
		}
		return out
	case known != nil && known.Err == nil:
		out.Message, out.Extensions = clip(known.Message), map[string]any{"code": fault.Invalid.String()}
		if code, ok := known.Extensions["code"]; ok {
			out.Extensions["code"] = code
		}
		return out
	}
	cause := err
	if known != nil {
		cause = known.Err
		if field := graphql.GetPath(ctx); len(known.Path) > len(field) { // what lies below the field is an argument that does not read
			argument := steps(known.Path[len(field):])
			out.Path, out.Message = field, clip(strings.Join(argument, ".")+": "+cause.Error())
			out.Extensions = map[string]any{"code": fault.Invalid.String(), "argument": argument}
			return out
		}
	}
	out.Message, out.Extensions = "internal error", map[string]any{"code": codeInternal}
	if errors.Is(cause, context.DeadlineExceeded) || errors.Is(cause, context.Canceled) {
		out.Message, out.Extensions["code"] = "the request took too long", codeTimeout
	}
	out.Extensions["requestId"] = p.requestID(ctx)
	if s, ok := ctx.Value(seenKey{}).(*seen); ok {
		if _, logged := s.causes.LoadOrStore(cause.Error(), true); logged {
			return out
		}
	}
	p.log.ErrorContext(ctx, "resolver failed", "path", out.Path.String(), "request", p.requestID(ctx), "error", cause)
	return out
}

// steps are the names and numbers of a path, as faults write them.
func steps(path ast.Path) []string {
	out := make([]string, len(path))
	for i, step := range path {
		out[i] = fmt.Sprint(step)
	}
	return out
}

// sentence names the argument, unless the text begins with it.
func sentence(f *fault.Fault) string {
	if len(f.Path) > 0 && strings.HasPrefix(f.Text, f.Path[len(f.Path)-1]) {
		return f.Text
	}
	return f.Error()
}

// clip keeps a message short, since the executor's own may quote what the client wrote, and takes off the guesses at what
// was meant: they would tell the schema to whoever asks often enough.
func clip(message string) string {
	const most = 300
	message, _, _ = strings.Cut(message, " Did you mean")
	if len(message) <= most {
		return message
	}
	return strings.ToValidUTF8(message[:most], "") + "…"
}

// recovered makes an error of a panic; the stack is for the log.
func (p presenter) recovered(_ context.Context, cause any) error {
	return fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
}
