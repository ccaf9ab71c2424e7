package metafield_test

import (
	"testing"

	"cartwright/internal/metafield"
)

func TestFits(t *testing.T) {
	for kind, values := range map[string]struct{ good, bad []string }{
		"single_line_text_field":      {[]string{"a", ""}, []string{"a\nb"}},
		"boolean":                     {[]string{"true"}, []string{"yes", "TRUE", ""}},
		"number_integer":              {[]string{"-7"}, []string{"1.5", "1e3", "99999999999999999999"}},
		"number_decimal":              {[]string{"1.50"}, []string{"1/2", "1e3", "x"}},
		"date":                        {[]string{"2026-02-28"}, []string{"2026-02-30"}},
		"color":                       {[]string{"#a0B1c2"}, []string{"red", "#abc"}},
		"url":                         {[]string{"https://example.com/"}, []string{"javascript:alert(1)", "/path"}},
		"json":                        {[]string{"null", "[]"}, []string{"{"}},
		"rich_text_field":             {[]string{`{"type":"root","children":[]}`}, []string{"null", `{"type":"text"}`, "<p>"}},
		"product_reference":           {[]string{"gid://shopify/Product/1"}, []string{"gid://shopify/Page/1", "1"}},
		"list.single_line_text_field": {[]string{`["a","b"]`, "[]"}, []string{"a", "null", `["a\nb"]`, `{"a":1}`}},
		"list.number_integer":         {[]string{"[1,2]"}, []string{"[1.5]"}},
		"colour":                      {nil, []string{"", "red"}},
	} {
		if metafield.Known(kind) != (values.good != nil) {
			t.Errorf("%s: known is %t", kind, metafield.Known(kind))
		}
		for _, v := range values.good {
			if !metafield.Fits(kind, v) {
				t.Errorf("%q does not fit %s", v, kind)
			}
		}
		for _, v := range values.bad {
			if metafield.Fits(kind, v) {
				t.Errorf("%q fits %s", v, kind)
			}
		}
	}
}

func TestRules(t *testing.T) {
	for _, tt := range []struct {
		kind, name, value string
		good, bad         []string // values; no good ones: the rule itself is refused
	}{
		{"number_integer", "min", "3", []string{"3", "10"}, []string{"2", "-5"}},
		{"number_decimal", "max", "1.5", []string{"1.50", "-2"}, []string{"1.51"}},
		{"single_line_text_field", "max", "3", []string{"äöü"}, []string{"abcd"}},
		{"single_line_text_field", "regex", "^[a-z]+$", []string{"abc"}, []string{"a1", ""}},
		{"single_line_text_field", "choices", `["red","blue"]`, []string{"red"}, []string{"green"}},
		{"list.number_integer", "max", "9", []string{"[1,9]", "[]"}, []string{"[1,10]"}},
		{"boolean", "min", "1", nil, nil},
		{"number_integer", "min", "x", nil, nil},
		{"single_line_text_field", "min", "1.5", nil, nil},
		{"single_line_text_field", "regex", "(", nil, nil},
		{"single_line_text_field", "choices", "red", nil, nil},
		{"single_line_text_field", "choices", "[]", nil, nil},
		{"single_line_text_field", "loud", "1", nil, nil},
	} {
		r := metafield.Rule{Name: tt.name, Value: tt.value}
		if wrong := r.Check(tt.kind); (wrong == "") != (tt.good != nil) {
			t.Errorf("%v for %s: %q", r, tt.kind, wrong)
		}
		for _, v := range tt.good {
			if wrong := metafield.Breaks(tt.kind, v, []metafield.Rule{r}); wrong != "" {
				t.Errorf("%q with %v: %s", v, r, wrong)
			}
		}
		for _, v := range tt.bad {
			if metafield.Breaks(tt.kind, v, []metafield.Rule{r}) == "" {
				t.Errorf("%q is good with %v", v, r)
			}
		}
	}
}
