package server

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// negotiate chooses the media type of the answer from the Accept headers, following RFC 9110 section 12.5.1: the most
// specific range decides over a type. Of the two types that can be served the one with the higher weight is chosen,
// at equal weights the one named first, so application/graphql-response+json goes only to clients that prefer it.
// Ranges for other types (text/event-stream, multipart/mixed) do not count. False: the client takes neither.
func negotiate(header http.Header) (mediaType string, ok bool) {
	lines := header["Accept"]
	if len(lines) == 0 {
		return jsonType, true
	}
	accept := strings.Join(lines, ",")
	switch strings.TrimSpace(accept) {
	case "", "*/*", "application/json":
		return jsonType, true
	}

	// A quoted comma would split an element in two that do not parse: no client is known to send one in Accept.
	plain, graph := unmatched(), unmatched()
	for position, element := range strings.Split(accept, ",") {
		name, params, err := mime.ParseMediaType(element)
		if err != nil {
			continue // one element that is none does not spoil the others
		}
		weight := 1.0 // other parameters do not matter: JSON is UTF-8, whatever charset is asked for
		if q, given := params["q"]; given {
			// Written so that NaN, which ParseFloat knows, is refused.
			if weight, err = strconv.ParseFloat(q, 64); err != nil || !(weight >= 0 && weight <= 1) {
				continue
			}
		}
		switch name {
		case "*/*":
			plain.match(1, weight, position)
			graph.match(1, weight, position)
		case "application/*":
			plain.match(2, weight, position)
			graph.match(2, weight, position)
		case "application/json":
			plain.match(3, weight, position)
		case "application/graphql-response+json":
			graph.match(3, weight, position)
		}
	}

	switch {
	case plain.weight <= 0 && graph.weight <= 0:
		return jsonType, false
	case graph.weight > plain.weight,
		graph.weight == plain.weight && graph.position < plain.position:
		return responseType, true
	}
	return jsonType, true
}

// candidate is a type that can be served and the range of the Accept header that decides over it.
type candidate struct {
	specificity int     // 0: none yet; then */*, application/*, the type itself
	weight      float64 // 0: refused; below 0: not mentioned
	position    int     // in the header, from 0
}

// unmatched is a type that no range has mentioned yet.
func unmatched() candidate { return candidate{weight: -1} }

// match takes a range into account; of equally specific ones the first holds.
func (c *candidate) match(specificity int, weight float64, position int) {
	if specificity > c.specificity {
		*c = candidate{specificity, weight, position}
	}
}

// acceptsGzip reads Accept-Encoding: gzip named (or "*") and not weighted zero.
func acceptsGzip(header http.Header) bool {
	accepted := false
	for _, line := range header["Accept-Encoding"] {
		for element := range strings.SplitSeq(line, ",") {
			coding, params, _ := strings.Cut(element, ";")
			coding = strings.TrimSpace(coding)
			if !strings.EqualFold(coding, "gzip") && coding != "*" {
				continue
			}
			refused := false
			if name, q, weighted := strings.Cut(strings.TrimSpace(params), "="); weighted && strings.TrimSpace(name) == "q" {
				weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
				refused = err != nil || weight <= 0
			}
			if coding != "*" { // named: that decides, wherever the star stands
				return !refused
			}
			accepted = !refused
		}
	}
	return accepted
}
