package server

import (
	"context"
	"net/http"
)

// Query is one GraphQL request, taken from the wire and checked for form. It shares no memory with the request body,
// so an engine may keep its strings. What it says is not checked here: whether the document parses, the operation
// exists or the variables fit is for the engine to find out.
type Query struct {
	Text       string         // the document, never empty, valid UTF-8
	Operation  string         // the name of the operation to run; empty when the client named none
	Variables  map[string]any // numbers are json.Number; nil when absent or null
	Extensions map[string]any // likewise
	Header     http.Header    // of the request; to be read only
	Remote     string         // the network address of the client, as far as proxies are believed
	ReadOnly   bool           // came by GET: the engine refuses mutations

	Session     string // the token in the cookie of a browser's session; empty: none
	AsksSession bool   // who signs in wants the token in a cookie
}

// Reply is what the engine answered: a complete JSON body and how far it came.
type Reply struct {
	Body       []byte // {"data":…} or {"errors":…}; empty or null only when the deadline passed
	Executed   bool   // false: refused before execution (syntax, validation, variables)
	Refused405 bool   // a mutation that came by GET
	Refused401 bool   // a token that opens nothing; stock clients, which drop the body of such an answer, have none

	Session *Session // what becomes of the cookie; nil: nothing
}

// Engine runs queries. Execute is called from many goroutines at once and returns soon after ctx is done; faults of
// the query are in the reply, and a panic is answered by "internal error".
type Engine interface {
	Execute(ctx context.Context, q Query) Reply
}
