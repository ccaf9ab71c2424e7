// Package server is the door of the house: net/http around the GraphQL engine.
//
// A request that comes in is given an id and a deadline, and its own address is worked out (origin.go). Then the path
// decides. The GraphQL paths lead through the gate (endpoint.go, envelope.go, json.go): method, Accept, Content-Type,
// size and form are checked there, so that the engine sees only well-formed queries and no transport ever parses what
// a stranger wrote. What the gate refuses is answered by a sentence that repeats nothing of the body, since bodies hold
// passwords. The health paths tell whether the process lives and whether it wants work. Every other path is a handler
// that the command hands in.
//
// Around all of them stand the access log (one line per request, without query strings, header values or addresses)
// and the net that catches panics. Run listens, with TLS when asked, and on its way out turns readiness red first,
// answers what is in flight and leaves within a known time.
//
// What a client sees of it, beside the answers of the engine:
//
//	400 BAD_REQUEST            the envelope is not one query in strict JSON, or not UTF-8
//	404 NOT_FOUND              no such path, or a version that is neither 20YY-MM nor unstable
//	405 METHOD_NOT_ALLOWED     neither GET nor POST; a mutation by GET (then in the engine's words)
//	406 NOT_ACCEPTABLE         Accept names neither of the two JSON types
//	408 REQUEST_TIMEOUT        the body did not arrive in time
//	413 PAYLOAD_TOO_LARGE      the body is over MaxBody, announced or not
//	415 UNSUPPORTED_MEDIA_TYPE a Content-Type that a form could send, a charset but UTF-8, a compressed body
//	500 INTERNAL_SERVER_ERROR  our mistake; the request id leads to the stack in the log
//	504 TIMEOUT                the request took longer than Timeout, or outlived the drain
//
// Errors in a query itself are 200 to those who take application/json: the stock clients drop the body of any other
// status. To those who prefer application/graphql-response+json, what was not executed is 400.
//
// The package knows neither GraphQL nor the catalogue: the engine is an interface of one method, and the only
// neighbour imported is fault, for options that people can mend.
package server
