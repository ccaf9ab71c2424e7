package media

import (
	"strconv"
	"strings"
)

// acceptsWebP reports whether a client says by name that it reads WebP. Wildcards do not count: every client sends them,
// also those that do not.
func acceptsWebP(accept []string) bool {
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			kind, parameters, _ := strings.Cut(part, ";")
			if strings.EqualFold(strings.TrimSpace(kind), "image/webp") && !refused(parameters) {
				return true
			}
		}
	}
	return false
}

// refused reports whether the parameters of a type in Accept say "not this one": a weight of 0 (RFC 9110, 12.4.2).
func refused(parameters string) bool {
	for p := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(key, "q") {
			weight, err := strconv.ParseFloat(value, 64)
			return err == nil && weight <= 0
		}
	}
	return false
}

// noneMatch reports whether a client has the answer with this validator already (RFC 9110, 13.1.2).
func noneMatch(conditions []string, tag string) bool {
	for _, line := range conditions {
		for part := range strings.SplitSeq(line, ",") {
			part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
			if part == tag || part == "*" {
				return true
			}
		}
	}
	return false
}
