// Package metafield knows the types of metafields: what values of each look like.
package metafield

import (
	"encoding/json"
	"math/big"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Known reports whether there is such a type; "list.x" is that of lists of x.
func Known(kind string) bool {
	_, ok := types[strings.TrimPrefix(kind, "list.")]
	return ok
}

// Fits reports whether a value is one of a type that is known. The value of a list is a JSON list of values.
func Fits(kind, value string) bool {
	items, ok := Items(kind, value)
	valid := types[strings.TrimPrefix(kind, "list.")]
	if !ok || valid == nil {
		return false
	}
	for _, item := range items {
		if !valid(item) {
			return false
		}
	}
	return true
}

// Items are the values that a value of a list holds, and otherwise the value itself; false for what is no list.
func Items(kind, value string) ([]string, bool) {
	if !strings.HasPrefix(kind, "list.") {
		return []string{value}, true
	}
	var raw []json.RawMessage
	if json.Unmarshal([]byte(value), &raw) != nil || raw == nil {
		return nil, false
	}
	items := make([]string, len(raw))
	for i, item := range raw {
		items[i] = string(item)
		if len(item) > 0 && item[0] == '"' && json.Unmarshal(item, &items[i]) != nil {
			return nil, false
		}
	}
	return items, true
}

// types are the dialect's types of metafields with what their values look like.
var types = map[string]func(string) bool{
	"single_line_text_field": func(s string) bool { return !strings.ContainsAny(s, "\r\n") },
	"multi_line_text_field":  func(string) bool { return true },
	"rich_text_field":        isRichText,
	"boolean":                func(s string) bool { return s == "true" || s == "false" },
	"number_integer":         func(s string) bool { _, err := strconv.ParseInt(s, 10, 64); return err == nil },
	"number_decimal":         isDecimal,
	"date":                   func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil },
	"date_time":              isMoment,
	"color":                  regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`).MatchString,
	"url":                    isAddress,
	"json":                   func(s string) bool { return json.Valid([]byte(s)) },
	"money":                  isObject("amount", "currency_code"),
	"weight":                 isObject("value", "unit"),
	"volume":                 isObject("value", "unit"),
	"dimension":              isObject("value", "unit"),
	"rating":                 isObject("value", "scale_min", "scale_max"),
	"product_reference":      isID("Product"),
	"variant_reference":      isID("ProductVariant"),
	"collection_reference":   isID("Collection"),
	"page_reference":         isID("Page"),
	"file_reference":         isID(""),
	"metaobject_reference":   isID("Metaobject"),
	"id":                     func(s string) bool { return !strings.ContainsAny(s, "\r\n") },
}

func isDecimal(s string) bool {
	_, ok := new(big.Rat).SetString(s)
	return ok && len(s) <= 40 && !strings.ContainsAny(s, "/eEpPxXoObB_")
}

func isMoment(s string) bool {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel" || u.Scheme == "sms") &&
		(u.Host != "" || u.Opaque != "")
}

func isObject(keys ...string) func(string) bool {
	return func(s string) bool {
		var object map[string]any
		if json.Unmarshal([]byte(s), &object) != nil {
			return false
		}
		for _, k := range keys {
			if object[k] == nil {
				return false
			}
		}
		return true
	}
}

func isID(kind string) func(string) bool {
	return func(s string) bool {
		rest, ok := strings.CutPrefix(s, "gid://shopify/")
		named, number, cut := strings.Cut(rest, "/")
		_, err := strconv.ParseUint(number, 10, 63)
		return ok && cut && err == nil && (kind == "" || named == kind)
	}
}

// isRichText reports whether a text is a tree of nodes below a root, as the dialect writes formatted text.
func isRichText(s string) bool {
	var root struct{ Type string }
	return json.Unmarshal([]byte(s), &root) == nil && root.Type == "root"
}
