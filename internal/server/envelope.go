package server

import (
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// takeQuery reads the one query of a GET or POST request.
func (s *Server) takeQuery(w http.ResponseWriter, r *http.Request) (Query, *refusal) {
	if r.Method == http.MethodGet { // a body, which GET may have, means nothing
		q, no := queryOfURL(r.URL.RawQuery)
		q.Header, q.Remote, q.ReadOnly = r.Header, s.origins.clientOf(r), true
		return q, no
	}
	bare, no := bodyType(r.Header)
	if no != nil {
		return Query{}, no
	}
	// An announced excess is refused before a byte of it is read; MaxBytesReader finds the others.
	if r.ContentLength > s.opts.MaxBody {
		return Query{}, s.tooLarge()
	}
	// The buffer grows with what arrives, not with what was announced: announcing costs a client nothing. It may go
	// back at the end, because the query shares no memory with it.
	buf := takeBuffer()
	defer giveBuffer(buf)
	if _, err := buf.ReadFrom(http.MaxBytesReader(w, r.Body, s.opts.MaxBody)); err != nil {
		return Query{}, s.cutShort(err)
	}
	q, no := queryOfBody(buf.Bytes(), bare)
	q.Header, q.Remote = r.Header, s.origins.clientOf(r)
	return q, no
}

// bodyType refuses every Content-Type but the two that no HTML form can send, so that a foreign page cannot post a
// query without asking first. bare tells application/graphql, whose body is the document alone.
func bodyType(h http.Header) (bare bool, no *refusal) {
	no = &refusal{status: http.StatusUnsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE",
		text: "send the query as Content-Type application/json, or application/graphql, in UTF-8 and without Content-Encoding"}
	// A few kilobytes of gzip can unpack to gigabytes, and no client of the dialect packs its queries.
	if coding := h["Content-Encoding"]; len(coding) > 1 || len(coding) == 1 && !strings.EqualFold(coding[0], "identity") {
		return false, no
	}
	// Of two Content-Types a proxy may have judged by the other one.
	if len(h["Content-Type"]) != 1 {
		return false, no
	}
	name, params, err := mime.ParseMediaType(h["Content-Type"][0])
	if charset, given := params["charset"]; err != nil || given && !strings.EqualFold(charset, "utf-8") {
		return false, no
	}
	switch name {
	case "application/json":
		return false, nil
	case "application/graphql":
		return true, nil
	}
	return false, no
}

// tooLarge refuses a body over the limit, announced or not.
func (s *Server) tooLarge() *refusal {
	no := malformed("the body is larger than %d bytes; ask for less at once", s.opts.MaxBody)
	no.status, no.code = http.StatusRequestEntityTooLarge, "PAYLOAD_TOO_LARGE"
	return no
}

// cutShort says why a body could not be read to its end.
func (s *Server) cutShort(err error) *refusal {
	var large *http.MaxBytesError
	var slow net.Error
	switch {
	case errors.As(err, &large):
		return s.tooLarge()
	case errors.As(err, &slow) && slow.Timeout():
		return &refusal{status: http.StatusRequestTimeout, code: "REQUEST_TIMEOUT", text: "the body did not arrive in time"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return malformed("the body ends before its announced length")
	}
	return malformed("the body cannot be read")
}

// queryOfBody checks a body and takes the query from it.
func queryOfBody(body []byte, bare bool) (Query, *refusal) {
	if !utf8.Valid(body) {
		return Query{}, malformed("the body is not valid UTF-8")
	}
	if bare {
		if len(body) == 0 {
			return Query{}, malformed("the body is empty; it must be a GraphQL document")
		}
		return Query{Text: string(body)}, nil
	}
	// The whole text is parsed before any of it is used: what is malformed further on is never half obeyed.
	v, err := parseJSON(body)
	if err != nil {
		return Query{}, malformed("the body is not the JSON that is wanted: %v", err)
	}
	envelope, isObject := v.(map[string]any)
	if _, isArray := v.([]any); isArray {
		return Query{}, malformed("batches are not served; send one query per request")
	}
	if !isObject {
		return Query{}, malformed("the body must be a JSON object with the member query")
	}
	return queryOf(envelope)
}

// queryOf takes the members of an envelope; those it does not know are ignored, as GraphQL over HTTP wants.
func queryOf(envelope map[string]any) (q Query, no *refusal) {
	var ok bool
	if q.Text, ok = envelope["query"].(string); !ok || q.Text == "" {
		return Query{}, malformed("query must be a string that holds a GraphQL document")
	}
	if v := envelope["operationName"]; v != nil {
		if q.Operation, ok = v.(string); !ok {
			return Query{}, malformed("operationName must be a string or null")
		}
	}
	if v := envelope["variables"]; v != nil {
		if q.Variables, ok = v.(map[string]any); !ok {
			return Query{}, malformed("variables must be an object or null")
		}
	}
	if v := envelope["extensions"]; v != nil {
		if q.Extensions, ok = v.(map[string]any); !ok {
			return Query{}, malformed("extensions must be an object or null")
		}
	}
	return q, nil
}

// queryOfURL takes the query from the parameters of a GET request. Variables and extensions are JSON; an empty
// parameter counts as absent, and one that stands twice is refused, as a member that stands twice is.
func queryOfURL(rawQuery string) (Query, *refusal) {
	params, err := url.ParseQuery(rawQuery)
	if err != nil {
		return Query{}, malformed("the parameters of the address are not well-formed")
	}
	envelope := make(map[string]any, 4)
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		values := params[name]
		if len(values) == 0 || len(values) == 1 && values[0] == "" {
			continue
		}
		if len(values) > 1 {
			return Query{}, malformed("the parameter %s stands more than once", name)
		}
		if !utf8.ValidString(values[0]) {
			return Query{}, malformed("the parameter %s is not valid UTF-8", name)
		}
		if name == "query" || name == "operationName" {
			envelope[name] = values[0]
			continue
		}
		if envelope[name], err = parseJSON([]byte(values[0])); err != nil {
			return Query{}, malformed("the parameter %s is not the JSON that is wanted: %v", name, err)
		}
	}
	return queryOf(envelope)
}
