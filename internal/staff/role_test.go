package staff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"cartwright/internal/storetest"
)

func TestMatrix(t *testing.T) {
	if len(matrix) != len(Roles()) || len(permissions) > 32 {
		t.Fatalf("%d roles, %d permissions", len(matrix), len(permissions))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s", "")
	for _, r := range Roles() {
		fmt.Fprintf(&b, " %-9s", r)
	}
	b.WriteString("\n")
	for _, p := range Permissions() {
		fmt.Fprintf(&b, "%-16s", p)
		for _, r := range Roles() {
			mark := "-"
			if r.May(p) {
				mark = "yes"
			}
			fmt.Fprintf(&b, " %-9s", mark)
		}
		b.WriteString("\n")
	}
	storetest.Golden(t, "testdata/matrix.golden.txt", []byte(b.String()))
	t.Run("only owners manage, and read what was done", func(t *testing.T) {
		for _, r := range Roles() {
			if r != Owner && (r.May(StaffManage) || r.May(AuditRead) || r.May(SettingsWrite)) {
				t.Errorf("%s does", r)
			}
		}
	})
	t.Run("who reads only writes nothing", func(t *testing.T) {
		for _, p := range ReadOnly.Permissions() {
			if !strings.HasSuffix(string(p), ".read") {
				t.Error(p)
			}
		}
	})
	t.Run("a set is what it was made of", func(t *testing.T) {
		for _, r := range Roles() {
			want := r.Permissions()
			slices.SortFunc(want, func(a, b Permission) int { return slices.Index(permissions[:], a) - slices.Index(permissions[:], b) })
			if got := setOf(append(r.Permissions(), "no.such")).list(); !slices.Equal(got, want) {
				t.Errorf("%s: %v", r, got)
			}
		}
		if (Viewer{}).May("") || SystemViewer("x").May("no.such") || (Viewer{}).Staff() || Role("").Valid() || Permission("").Valid() {
			t.Error("nobody may, and nothing is")
		}
	})
}

func TestEmails(t *testing.T) {
	t.Run("pairs that are one address", func(t *testing.T) {
		for a, b := range map[string]string{
			"anna@example.com":       " ANNA@Example.COM\t",
			"\u00e4nna@example.com":  "a\u0308nna@example.com",
			"anna@k\u00e4se.example": "anna@xn--kse-qla.example",
			"anna@K\u00c4SE.example": "anna@ka\u0308se.example",
			"\u00c4@example.com":     "a\u0308@example.com",
		} {
			if string(loginKey(a)) != string(loginKey(b)) {
				t.Errorf("%q and %q: %q and %q", a, b, loginKey(a), loginKey(b))
			}
		}
	})
	t.Run("pairs that are two", func(t *testing.T) {
		for a, b := range map[string]string{
			"anna@example.com":       "\u00e1nna@example.com",
			"a.nna@example.com":      "anna@example.com",
			"anna+x@example.com":     "anna@example.com",
			"stra\u00dfe@example.de": "strasse@example.de",
			"\U0001F600@example.com": "\U0001F608@example.com",
			"anna@example.org":       "anna@example.com",
		} {
			if string(loginKey(a)) == string(loginKey(b)) {
				t.Errorf("%q and %q", a, b)
			}
		}
	})
	t.Run("addresses that are none", func(t *testing.T) {
		for _, email := range []string{"", "x", "@", "x@", "@x.example", "a@b@example.com", "Anna <anna@example.com>", "anna@example.com\r\nBcc: x", "an na@example.com",
			"anna@exa mple.com", strings.Repeat("a", 250) + "@example.com", "anna@" + strings.Repeat("b", 64) + ".com", "an\u202ena@example.com", "anna@\u00ad.com", "\xff@example.com"} {
			if got, _, err := checkEmail(email); err == nil {
				t.Errorf("%q became %q", email, got)
			}
		}
	})
}

func TestClip(t *testing.T) {
	for text, want := range map[string]string{"": "", "Box": "Box", "Browser": "Brow", "a\r\nb": "a  b", "\xff": "\uFFFD", "xäöü": "xä", "\x00\x7f": "  "} {
		if got := clip(text, 4); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzLoginKey(f *testing.F) {
	f.Add("Anna@Käse.example")
	f.Add("\xff@\u0130")
	f.Fuzz(func(t *testing.T, text string) {
		email, key, err := checkEmail(text)
		if err != nil {
			return
		}
		if len(key) > 254 || string(loginKey(email)) != string(key) || string(loginKey(string(key))) != string(key) || !norm.NFC.IsNormal(key) {
			t.Errorf("%q: %q, then %q", text, key, loginKey(string(key)))
		}
	})
}
