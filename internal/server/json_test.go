package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseJSONAgreesWithTheLibrary(t *testing.T) {
	for _, text := range []string{
		`null`, ` true`, `false `, `0`, `-0`, `-0.0e+10`, `1E5`, `123456789012345678901234567890`, `""`, `"é\n\u00e9\/\"\\\b\f\r\t"`,
		`"\ud83d\ude00"`, `"\ud83d"`, `"\ud83dx"`, `"\ud83d\u0041"`, `"\ude00\ud83d"`, `"\ud83d\ud83d\ude00"`, `"\ud83d\n"`, `"\ud83d\\u"`, `"\uFFFF\u0000"`,
		`[]`, `[ ]`, `[1,[2,{}],"a"]`, `{}`, `{ "a" : { "b" : [ null ] } , "" : 1 }`, "\t\r\n[\n1\t]\r",
		``, ` `, `nul`, `truely`, `True`, `01`, `-`, `+1`, `.5`, `1.`, `1e`, `1e+`, `0x1`, `1_000`, `NaN`, `"`, `"a`, `"\`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"\n\"",
		`"\ud83d`, `"\ud83d\u12"`, `[`, `[1`, `[1,`, `[1,]`, `[,1]`, `[1 2]`, `]`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{,}`, `{a:1}`, `{"a" 1}`,
		`{"a":1 "b":2}`, `{1:2}`, `}`, `1 2`, `[] []`, `{}x`, `// c`, `'a'`, "\x00",
	} {
		compare(t, []byte(text))
	}
}

// compare holds parseJSON against encoding/json, apart from what is refused on purpose.
func compare(t *testing.T, text []byte) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var want any
	wantErr := dec.Decode(&want)
	if wantErr == nil {
		if _, err := dec.Token(); !errors.Is(err, io.EOF) {
			wantErr = errors.New("trailing bytes")
		}
	}
	got, err := parseJSON(text)
	switch {
	case err != nil && wantErr == nil:
		for _, ours := range []string{"twice", "deeper", "values", "number of more"} {
			if strings.Contains(err.Error(), ours) {
				return
			}
		}
		t.Errorf("%q is refused: %v", text, err)
	case err == nil && wantErr != nil:
		t.Errorf("%q is taken as %v; the library says %v", text, got, wantErr)
	case err == nil:
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, text := range []string{`{"a":[1,-2.5e3,"\ud83d\ude00\n",true,null,{"b":{}}]}`, `{"a":1,"a":2}`, `[[[[]]]] `, `"\udc00\u00"`, `1e`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if utf8.Valid(text) {
			compare(t, text)
		}
	})
}

func TestParseJSONSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"a":2}`:     "a member that stands twice in its object at byte 7",
		`{"a":1}}`:          "something after the end of the value at byte 7",
		`{"a":`:             "the text ends too early at byte 5",
		`{"a":secret}`:      "no JSON value at byte 5",
		"{\"a\":\"x\ny\"}":  "a control character in a string at byte 7",
		`{"a":"\q"}`:        "an unknown escape at byte 7",
		`{"a":1.}`:          "no digit after a decimal point at byte 7",
		`{"a":[1 2]}`:       "neither comma nor closing bracket at byte 8",
		`{"a" 1}`:           "no colon after a member name at byte 5",
		`{"a":"without end`: "a string without end at byte 17",
	} {
		if _, err := parseJSON([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestParseJSONSharesNoMemory(t *testing.T) {
	b := []byte(`{"key":["plain","esc\naped",12345]}`)
	got, err := parseJSON(b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		b[i] = 'X'
	}
	want := any(map[string]any{"key": []any{"plain", "esc\naped", json.Number("12345")}})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after the buffer was used again (-want +got):\n%s", diff)
	}
}
