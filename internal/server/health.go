package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"cartwright/internal/fault"
)

// readyTimeout is the longest a readiness probe waits for the rooms behind it; orchestrators give up after about that.
const readyTimeout = 2 * time.Second

// health is the answer of the two probes.
type health struct {
	Status string `json:"status"`           // ok, ready, draining or unavailable
	Reason string `json:"reason,omitempty"` // one sentence, where it can be told
}

// serveHealth says that the process lives: 200 as long as it can answer at all, drained or not, for restarting it
// would mend nothing.
func (s *Server) serveHealth(w http.ResponseWriter, r *http.Request) {
	sendHealth(w, r, http.StatusOK, health{Status: "ok"})
}

// serveReady says whether the server wants work: 503 while it drains or its Ready function finds fault.
func (s *Server) serveReady(w http.ResponseWriter, r *http.Request) {
	if s.draining.Load() {
		sendHealth(w, r, http.StatusServiceUnavailable, health{"draining", "the server is shutting down"})
		return
	}
	if s.opts.Ready != nil {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := s.opts.Ready(ctx); err != nil {
			// Anybody can ask: only what was written for callers is shown, never the address of a database.
			answer := health{Status: "unavailable"}
			var f *fault.Fault
			if errors.As(err, &f) {
				answer.Reason = f.Text
			}
			s.log.WarnContext(ctx, "not ready", "err", err, "requestId", RequestID(ctx))
			sendHealth(w, r, http.StatusServiceUnavailable, answer)
			return
		}
	}
	sendHealth(w, r, http.StatusOK, health{Status: "ready"})
}

// sendHealth writes the answer to a probe, which must be one that changes nothing.
func sendHealth(w http.ResponseWriter, r *http.Request, status int, answer health) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		no := refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", text: "ask by GET or HEAD", allow: "GET, HEAD"}
		no.send(w, jsonType)
		return
	}
	body, err := json.Marshal(answer)
	if err != nil { // two strings in a struct can always be marshalled
		body = []byte(`{}`)
	}
	sendJSON(w, status, jsonType, body)
}
