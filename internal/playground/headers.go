package playground

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// policy is the content security policy of a page. GraphiQL's editor and animations write style elements, so its page
// needs inline styles; scripts are never inline and never evaluated from text.
func (s *site) policy(inlineStyles bool) string {
	styles := "'self'"
	if inlineStyles {
		styles += " 'unsafe-inline'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"worker-src 'self'",
		"style-src " + styles,
		"font-src 'self'",
		"img-src " + s.images,
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// guard sets the headers that every answer carries, and lets nothing but reading through.
func (s *site) guard(next http.Handler) http.Handler {
	strict := s.policy(false)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", strict)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			sendError(w, r, http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "pages are read with GET")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// takes reports whether a list header such as Accept or Accept-Encoding names one of the values without refusing it
// (q=0). Wildcards do not count: who takes anything has not asked for it.
func takes(header string, values ...string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !slices.Contains(values, strings.ToLower(strings.TrimSpace(name))) {
			continue
		}
		q, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		if !found || err != nil || weight > 0 {
			return true
		}
	}
	return false
}
