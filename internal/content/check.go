package content

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/fault"
)

// The bounds of what can be declared, beside the widths of the columns.
const (
	maxText  = 255     // characters of a title, a name, a tag
	maxURL   = 2048    // characters of an address
	maxBody  = 1 << 20 // bytes of a body, an excerpt, a field
	maxTags  = 250
	maxItems = 1000 // of a menu
)

// checkTitle refuses a title that is missing or too long.
func checkTitle(path, title string) error {
	if strings.TrimSpace(title) == "" {
		return fault.Invalidf(path, "a title is needed")
	}
	return checkText(path, title, maxText)
}

func checkText(path, text string, limit int) error {
	if n := utf8.RuneCountInString(text); n > limit {
		return fault.Invalidf(path, "at most %d characters, got %d", limit, n)
	}
	return checkUTF8(path, text)
}

func checkBody(path, text string) error {
	if len(text) > maxBody {
		return fault.Limitf(path, "at most %d bytes, got %d", maxBody, len(text))
	}
	return checkUTF8(path, text)
}

func checkUTF8(path, text string) error {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return fault.Invalidf(path, "the text is not valid UTF-8")
	}
	return nil
}

func (s SEO) check() error {
	if err := checkText("seo.title", s.Title, maxText); err != nil {
		return err
	}
	return checkBody("seo.description", s.Description)
}

// checkHandle refuses what does not stand in an address as it is.
func checkHandle(path, handle string) error {
	if handle == "" {
		return fault.Invalidf(path, "a handle is needed: lower case letters, digits and hyphens")
	}
	if err := checkText(path, handle, maxText); err != nil {
		return err
	}
	for _, r := range handle {
		if r != '-' && r != '_' && !unicode.IsDigit(r) && !(unicode.IsLetter(r) && !unicode.IsUpper(r)) && !unicode.Is(unicode.Mn, r) {
			return fault.Invalidf(path, "%.80q is no handle: use lower case letters, digits and hyphens", handle)
		}
	}
	return nil
}

// checkTags trims the tags and drops repeated ones; the list is never nil.
func checkTags(path string, tags []string) ([]string, error) {
	if len(tags) > maxTags {
		return nil, fault.Limitf(path, "at most %d tags, got %d", maxTags, len(tags))
	}
	out := make([]string, 0, len(tags))
	seen := map[string]bool{}
	for i, t := range tags {
		at := fmt.Sprintf("%s.%d", path, i)
		t = strings.TrimSpace(t)
		if t == "" {
			return nil, fault.Invalidf(at, "a tag is not empty")
		}
		if err := checkText(at, t, maxText); err != nil {
			return nil, err
		}
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out, nil
}

// checkAddress refuses what is neither a path of the shop nor an absolute address of one of the schemes. Two slashes
// at the start are refused as well: a browser reads another host there.
func checkAddress(path, address string, schemes ...string) error {
	if err := checkText(path, address, maxURL); err != nil {
		return err
	}
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == '\\' }) {
		return fault.Invalidf(path, "%.80q is no address", address)
	}
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return nil
	}
	web := u.Scheme == "http" || u.Scheme == "https"
	if slices.Contains(schemes, u.Scheme) && (web && u.Host != "" || !web && u.Opaque != "") {
		return nil
	}
	return fault.Invalidf(path, "%.80q is neither a path that begins with / nor an address with %s", address, strings.Join(schemes, ", "))
}
