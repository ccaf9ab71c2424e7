package account

import (
	"errors"

	"cartwright/internal/fault"
)

// The dialect's words for what can be wrong (CustomerErrorCode).
const (
	codeInvalid      = "INVALID"
	codeBlank        = "BLANK"
	codeTooLong      = "TOO_LONG"
	codeTooShort     = "TOO_SHORT"
	codeMarkup       = "CONTAINS_HTML_TAGS"
	codeURL          = "CONTAINS_URL"
	codeBlanks       = "PASSWORD_STARTS_OR_ENDS_WITH_WHITESPACE"
	codeUnidentified = "UNIDENTIFIED_CUSTOMER"
	codeToken        = "TOKEN_INVALID"
	codeNotFound     = "NOT_FOUND"
	codeMultipass    = "INVALID_MULTIPASS_REQUEST"
	codeBadDomain    = "BAD_DOMAIN"
)

// CodeTaken is the dialect's word for what another account has already.
const CodeTaken = "TAKEN"

// CodeThrottled is the code of too many tries; the dialect has no word for them.
const CodeThrottled = "THROTTLED"

func refuse(kind fault.Kind, code, text string, path ...string) *fault.Fault {
	return &fault.Fault{Kind: kind, Code: code, Path: path, Text: text}
}

func invalid(code, text string, path ...string) error {
	return refuse(fault.Invalid, code, text, path...)
}

// Faults are all faults of an error: a request can be wrong in several ways. It is nil for an error of the system.
func Faults(err error) []*fault.Fault {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*fault.Fault
		for _, e := range joined.Unwrap() {
			found := Faults(e)
			if found == nil {
				return nil
			}
			out = append(out, found...)
		}
		return out
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		return []*fault.Fault{f}
	}
	return nil
}

// unidentified is the one answer to every sign-in that fails.
func unidentified() error {
	return invalid(codeUnidentified, "the e-mail address and the password do not belong together", "input")
}

// void is the one answer to every link that opens nothing.
func void(path ...string) error {
	return invalid(codeToken, "this link is not valid, or not any more; ask for a new one", path...)
}

func unknownToken() error {
	return refuse(fault.NotFound, codeInvalid, "this token is not valid, or not any more; sign in again", "customerAccessToken")
}

func noAddress(path ...string) error {
	return refuse(fault.NotFound, codeNotFound, "there is no such address", path...)
}
