package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// The media types of answers. The second is that of the GraphQL-over-HTTP specification.
const (
	jsonType     = "application/json; charset=utf-8"
	responseType = "application/graphql-response+json; charset=utf-8"
)

// refusal is a request that did not reach the engine: what to answer and why. Its text is ours alone and repeats
// nothing the client sent.
type refusal struct {
	status int
	code   string
	text   string
	allow  string // the Allow header of a 405
	id     string // the request id, shown where the log knows more than the client
}

// malformed is a request whose form is wrong.
func malformed(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, code: "BAD_REQUEST", text: fmt.Sprintf(format, args...)}
}

// body is the refusal as an answer of the GraphQL error shape.
func (r *refusal) body() []byte {
	type extensions struct {
		Code      string `json:"code"`
		RequestID string `json:"requestId,omitempty"`
	}
	type graphError struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	answer := struct {
		Errors [1]graphError `json:"errors"`
	}{[1]graphError{{r.text, extensions{r.code, r.id}}}}
	b, err := json.Marshal(answer)
	if err != nil { // two strings in a struct can always be marshalled
		return []byte(`{"errors":[{"message":"internal error"}]}`)
	}
	return b
}

// send writes the refusal in the media type negotiated so far.
func (r *refusal) send(w http.ResponseWriter, mediaType string) {
	if r.allow != "" {
		w.Header().Set("Allow", r.allow)
	}
	sendJSON(w, r.status, mediaType, r.body())
}

// sendJSON writes a small answer that no cache may keep.
func sendJSON(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone; the access log has the count
}

// serveNotFound answers paths that lead nowhere.
func (s *Server) serveNotFound(w http.ResponseWriter, _ *http.Request) {
	r := refusal{
		status: http.StatusNotFound,
		code:   "NOT_FOUND",
		text:   "there is nothing at this path; the GraphQL endpoint is /graphql or /api/" + s.opts.APIVersion + "/graphql.json",
	}
	r.send(w, jsonType)
}
