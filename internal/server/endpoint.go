package server

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// endpointMethods is the Allow header of the GraphQL paths.
const endpointMethods = "GET, POST, OPTIONS"

// serveGraphQL is the gate: it answers what is not a query itself and hands what is one to the engine.
func (s *Server) serveGraphQL(w http.ResponseWriter, r *http.Request) {
	if v := r.PathValue("version"); v != "" && !servedVersion(v) {
		s.serveNotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("X-Shopify-Api-Version", s.opts.APIVersion)
	h.Add("Vary", "Accept, Accept-Encoding")

	// A method that is not served is told even to a client that accepts nothing that is.
	mediaType, acceptable := negotiate(r.Header)
	switch {
	case r.Method == http.MethodOptions: // one without a preflight's headers, which CORS has answered
		h.Set("Allow", endpointMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		no := refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", allow: endpointMethods,
			text: "send the query by POST, or by GET in the parameter query"}
		no.send(w, jsonType)
		return
	case !acceptable:
		no := refusal{status: http.StatusNotAcceptable, code: "NOT_ACCEPTABLE",
			text: "answers are application/json or application/graphql-response+json; name one of them in Accept"}
		no.send(w, jsonType)
		return
	}

	q, no := s.takeQuery(w, r)
	if no == nil {
		no = s.takeSession(r, &q)
	}
	if no != nil {
		no.send(w, mediaType)
		return
	}
	s.answer(w, r, mediaType, s.opts.Engine.Execute(r.Context(), q))
}

// answer writes the engine's reply. To application/json, errors in the query are 200 as well, because the stock
// clients drop the body of any other status; GraphQL over HTTP gives its own media type 400 for what was not executed.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, mediaType string, reply Reply) {
	// An engine whose deadline passes before it begins may have nothing to say, which must not look like an answer.
	if body := bytes.TrimSpace(reply.Body); len(body) == 0 || bytes.Equal(body, []byte("null")) {
		s.noAnswer(r).send(w, mediaType)
		return
	}
	status := http.StatusOK
	switch {
	case reply.Refused405: // GET must change nothing: crawlers, caches and image tags send it
		status = http.StatusMethodNotAllowed
		w.Header().Set("Allow", http.MethodPost)
	case reply.Refused401:
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", "Bearer")
	case !reply.Executed && mediaType == responseType:
		status = http.StatusBadRequest
	}
	giveSession(w, reply.Session, time.Now())
	if len(reply.Body) > gzipThreshold && acceptsGzip(r.Header) {
		sendGzip(w, status, mediaType, reply.Body)
		return
	}
	sendJSON(w, status, mediaType, reply.Body)
}

// noAnswer explains an empty reply. A request that was stopped is 504 rather than 503, which clients repeat by
// themselves: they would repeat a mutation that may have been done.
func (s *Server) noAnswer(r *http.Request) *refusal {
	id := RequestID(r.Context())
	stopped := &refusal{status: http.StatusGatewayTimeout, code: "TIMEOUT", id: id}
	switch err := r.Context().Err(); {
	case errors.Is(err, context.DeadlineExceeded):
		stopped.text = "the request took longer than " + s.opts.Timeout.String() + "; ask for less at once"
		return stopped
	case err != nil: // the client is gone, or the end of a drain has come
		stopped.text = "the request was stopped before it was done"
		return stopped
	}
	s.log.ErrorContext(r.Context(), "the engine gave no answer", "requestId", id)
	return internalError(id)
}

// internalError is all that a client learns of our own mistakes.
func internalError(id string) *refusal {
	return &refusal{status: http.StatusInternalServerError, code: "INTERNAL_SERVER_ERROR", id: id, text: "internal error"}
}

// servedVersion reports whether a path may name the version: "unstable" or a month of this century. All of them lead
// to the one schema, whose version is told in the answer.
func servedVersion(v string) bool {
	if v == "unstable" {
		return true
	}
	if len(v) != 7 || v[:2] != "20" || v[4] != '-' || !digits(v[2:4]) || !digits(v[5:]) {
		return false
	}
	month, err := strconv.Atoi(v[5:])
	return err == nil && month >= 1 && month <= 12
}

// digits reports whether s is made of decimal digits, at least one.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
