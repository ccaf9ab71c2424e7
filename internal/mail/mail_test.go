package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"name@example.com":                        "name@example.com",
		"Name.Sur+tag@Example.COM":                "Name.Sur+tag@example.com",
		"name@käse.example":                       "name@xn--kse-qla.example",
		"o'hara_{x}@example.com":                  "o'hara_{x}@example.com",
		"":                                        "",
		"name":                                    "",
		"@example.com":                            "",
		"name@":                                   "",
		"a@b@example.com":                         "",
		" name@example.com":                       "",
		"name@example.com ":                       "",
		"name@example.com\r\nBcc: x@y":            "",
		"name\n@example.com":                      "",
		"Name <name@example.com>":                 "",
		"<name@example.com>":                      "",
		"a@example.com, b@example.com":            "",
		`"a b"@example.com`:                       "",
		"name(comment)@example.com":               "",
		"name@exam ple.com":                       "",
		"name@[127.0.0.1]":                        "",
		"name@example..com":                       "",
		"na\u202eme@example.com":                  "",
		"name@example.com>":                       "",
		strings.Repeat("a", 243) + "@example.com": "",
		"a@" + strings.Repeat("b", 64) + ".com":   "",
	} {
		got, err := checkAddress(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
		if f, ok := errors.AsType[*fault.Fault](err); err != nil && (!ok || f.Kind != fault.Invalid || strings.Join(f.Path, ".") != "email" || strings.Contains(f.Text, "a@")) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("name@example.com")
	f.Add("a@b\r\nc")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := checkAddress(text)
		if err != nil {
			return
		}
		if again, err := checkAddress(got); err != nil || again != got {
			t.Errorf("%q became %q, which becomes %q, %v", text, got, again, err)
		}
		if strings.ContainsAny(got, " \t\r\n<>,;\"()") || strings.Count(got, "@") != 1 {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"Ada":                        "Ada",
		" Ada  King\t":               "Ada King",
		"Ada\r\nBcc: x@example.com":  "",
		"Grand prize www.example.de": "",
		"https://example.com":        "",
		"Ada\u202e\x00\u2028King":    "Ada King",
		"Ada\xffKing":                "Ada\uFFFDKing",
		strings.Repeat("a", 61):      "",
		"Ærøskøbing 日本":              "Ærøskøbing 日本",
	} {
		if got := greeting(cleanName(name)); got != want {
			t.Errorf("%q is greeted as %q, want %q", name, got, want)
		}
	}
	if got := cleanName(strings.Repeat("ä", 300)); len([]rune(got)) != maxName {
		t.Errorf("%d letters", len([]rune(got)))
	}
}

func TestPrinting(t *testing.T) {
	var logged bytes.Buffer
	m := activation("anna@example.com")
	row := Row{Kind: m.Kind, Address: m.To, Name: m.Name, Data: m.Data}
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "mail", m, "row", row)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "mail", m, "row", row)
	if shown := logged.String() + fmt.Sprintf("%v %+v %s", m, row, row); strings.Contains(shown, "anna") || strings.Contains(shown, "s3cr3t") || strings.Contains(shown, "Ada") {
		t.Error(shown)
	}
}

func TestQueueRefuses(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	s := serve(t, db, nil, Options{})
	for name, m := range map[string]Mail{
		"no kind":               {To: "a@example.com"},
		"another kind":          {Kind: "news", To: "a@example.com"},
		"no address":            {Kind: PasswordChanged},
		"a word that is needed": {Kind: Activation, To: "a@example.com"},
		"an empty word":         {Kind: Activation, To: "a@example.com", Data: map[string]string{"url": ""}},
		"a word too much":       {Kind: PasswordChanged, To: "a@example.com", Data: map[string]string{"password": "x"}},
		"a url that is none":    {Kind: Recovery, To: "a@example.com", Data: map[string]string{"url": "javascript:alert(1)"}},
		"a url of two lines":    {Kind: Recovery, To: "a@example.com", Data: map[string]string{"url": "https://example.com/\r\nx"}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := db.InTx(t.Context(), func(tx database.Tx) error { return s.Queue(tx, m) }); err == nil {
				t.Error("it was taken")
			}
		})
	}
	if rows, err := s.latest(t.Context(), 1); err != nil || len(rows) != 0 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestHeaders sends what could break out of a header, if anything could.
func TestHeaders(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	office := openPostOffice(t, false)
	s := serve(t, db, office, Options{ShopName: func(context.Context) (string, error) { return "Shop\r\nBcc: evil@example.com\r\n\r\nbody", nil }})
	queue(t, db, s, Mail{Kind: PasswordChanged, To: "anna@example.com", Name: "Ada\r\nBcc evil@example.com"})
	if err := s.deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := office.letters()
	if len(got) != 1 || got[0].Header.Get("Bcc") != "" || got[0].To != "anna@example.com" {
		t.Fatalf("%d mails, %v", len(got), got)
	}
	if subject := got[0].Header.Get("Subject"); subject != "Your password at Shop Bcc: evil@example.com body was changed" {
		t.Errorf("subject %q", subject)
	}
	if from := got[0].Header.Get("From"); !strings.HasSuffix(from, " <shop@shop.example>") || strings.Contains(from, "\n") {
		t.Errorf("from %q", from)
	}
}

func TestTemplates(t *testing.T) {
	built, err := parseTemplates("")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range Kinds() {
		t.Run("golden "+string(kind), func(t *testing.T) {
			words := map[string]string{}
			for _, word := range append(append([]string{}, kinds[kind].needed...), kinds[kind].optional...) {
				words[word] = map[string]string{"url": "https://shop.example/a?b=1&c=2", "valid": "24 hours", "email": "new@example.com"}[word]
			}
			r, err := built.render(kind, `Käse <b>&</b> "Söhne"`, "Ada", words)
			if err != nil {
				t.Fatal(err)
			}
			storetest.Golden(t, filepath.Join("testdata", string(kind)+".golden.txt"), []byte("Subject: "+r.subject+"\n\n"+r.text))
			storetest.Golden(t, filepath.Join("testdata", string(kind)+".golden.html"), []byte(r.html))
		})
	}
	t.Run("nothing of a person or a word becomes markup", func(t *testing.T) {
		r, err := built.render(AddressChanged, "<i>Shop</i>", "<script>x</script>", map[string]string{"email": "<img src=x>"})
		if err != nil {
			t.Fatal(err)
		}
		for _, markup := range []string{"<i>", "<script>", "<img"} {
			if strings.Contains(r.html, markup) {
				t.Errorf("%s: %s", markup, r.html)
			}
		}
	})
	t.Run("a file replaces a template", func(t *testing.T) {
		dir := t.TempDir()
		write(t, dir, "recovery.txt", "Subject: Neues Passwort\r\n\r\nHallo {{.Name}}: {{.Data.url}}\r\n")
		replaced, err := parseTemplates(dir)
		if err != nil {
			t.Fatal(err)
		}
		got, err := replaced.render(Recovery, "Shop", "Ada", map[string]string{"url": "https://x.example/"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"Neues Passwort", "Hallo Ada: https://x.example/\n"}, []string{got.subject, got.text}); diff != "" {
			t.Error(diff)
		}
		if other, err := replaced.render(Activation, "Shop", "", map[string]string{"url": "https://x.example/"}); err != nil || !strings.HasPrefix(other.text, "Hello,\n") {
			t.Errorf("%q, %v", other.text, err)
		}
	})
	for name, c := range map[string]struct{ file, text, want string }{
		"a template with a mistake":          {"recovery.txt", "Subject: x\n\n{{.Data.url", "recovery.txt"},
		"a template with a word too much":    {"recovery.txt", "Subject: x\n\n{{.Data.link}}", "link"},
		"a template without a subject":       {"recovery.txt", "Hello\n\nworld", "Subject"},
		"a template without a text":          {"recovery.txt", "Subject: x\n", "a text must follow"},
		"an HTML template with a field more": {"recovery.html", `{{define "content"}}{{.Password}}{{end}}`, "Password"},
		"an HTML template without content":   {"recovery.html", `x`, "content"},
		"a file that replaces nothing":       {"recover.html", "x", "recover.html replaces no mail template"},
	} {
		t.Run(name+" is found at the start", func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, c.file, c.text)
			if _, err := parseTemplates(dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a directory that is not there is found at the start", func(t *testing.T) {
		if _, err := parseTemplates(filepath.Join(t.TempDir(), "no")); err == nil {
			t.Error("it was taken")
		}
	})
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOptions(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	name := func(context.Context) (string, error) { return "Shop", nil }
	for _, url := range []string{"mail.example.com", "http://mail.example.com", "smtp://", "smtp://:587", "smtp://mail.example.com:0", "smtp://mail.example.com:x",
		"smtp://mail.example.com/path", "smtp://mail.example.com?tls=maybe", "smtp://mail.example.com?x=1", "smtp://u:s3cr3t%zz@mail.example.com", "smtp://mail.example.com:99999",
		"smtp://u:s3cr3t@mail.example.com/x", "smtp://u:s3cr3t@mail.example.com#x"} {
		if _, err := New(db, Options{URL: url, From: "shop@example.com", ShopName: name}); err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "smtp://user:password@mail.example.com:587") {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, from := range []string{"", "shop", "shop@", "a@example.com, b@example.com", "Shop <shop@exam ple.com>"} {
		if _, err := New(db, Options{URL: "smtp://mail.example.com", From: from, ShopName: name}); err == nil {
			t.Errorf("%q was taken", from)
		}
	}
	if _, err := New(db, Options{}); err == nil {
		t.Error("no shop name was taken")
	}
	for url, want := range map[string]relay{
		"smtp://mail.example.com":                   {host: "mail.example.com", port: 587, policy: 0},
		"smtps://u:p%3A@mail.example.com/":          {host: "mail.example.com", port: 465, implicit: true, user: "u", password: "p:"},
		"smtp://[::1]:1025?tls=none":                {host: "::1", port: 1025},
		"smtp://mail.example.com:25?tls=optional":   {host: "mail.example.com", port: 25},
		"smtp://u@mail.example.com:25?tls=required": {host: "mail.example.com", port: 25, user: "u"},
	} {
		got, err := parseRelay(url)
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		if got.tls.ServerName != want.host || got.tls.InsecureSkipVerify {
			t.Errorf("%s: %+v", url, got.tls)
		}
		got.tls, got.policy, want.policy = nil, 0, 0
		if diff := cmp.Diff(want, *got, cmp.AllowUnexported(relay{})); diff != "" {
			t.Errorf("%s: %s", url, diff)
		}
	}
	s, err := New(db, Options{URL: "smtp://mail.example.com", From: `"Käse, Söhne" <Shop@Käse.example>`, ShopName: name})
	if err != nil || s.from.Name != "Käse, Söhne" || s.from.Address != "Shop@xn--kse-qla.example" || s.Development() {
		t.Errorf("%+v, %v", s, err)
	}
}
