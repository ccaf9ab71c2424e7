package secret

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	t.Run("a token is found by its hash", func(t *testing.T) {
		plain, hash := NewToken("cws_")
		if !bytes.Equal(hash, HashToken(plain)) || len(hash) != 32 || bytes.Equal(hash, HashToken(plain[1:])) {
			t.Errorf("%x", hash)
		}
		random, prefixed := strings.CutPrefix(plain, "cws_")
		if raw, err := base64.RawURLEncoding.DecodeString(random); !prefixed || err != nil || len(raw) != 32 {
			t.Errorf("%d random bytes, %v", len(raw), err)
		}
	})
	t.Run("no two are alike", func(t *testing.T) {
		seen := map[string]bool{}
		for range 1000 {
			plain, _ := NewToken("")
			seen[plain] = true
		}
		if len(seen) != 1000 {
			t.Errorf("%d of 1000", len(seen))
		}
	})
}

func TestText(t *testing.T) {
	const canary = "canary"
	var logged bytes.Buffer
	row := struct {
		Name   string
		Secret Text
		May    *Text
	}{"x", canary, new(Text(canary))}
	log := slog.New(slog.NewJSONHandler(&logged, nil))
	log.Info("a row", "row", row, "secret", row.Secret)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("a row", "row", row, "secret", row.Secret)
	coded, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	shown := logged.String() + string(coded)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown += fmt.Sprintf(verb+verb, row, row.Secret)
	}
	if strings.Contains(shown, canary) || strings.Contains(shown, fmt.Sprintf("%x", canary)) || !strings.Contains(shown, hidden) {
		t.Error(shown)
	}
	if string(row.Secret) != canary {
		t.Error("it cannot be revealed")
	}
}

func TestSealer(t *testing.T) {
	seal := func(key Text, purpose string) *Sealer {
		t.Helper()
		s, err := NewSealer(key, purpose)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	const key = Text("0123456789abcdef0123456789abcdef")
	s := seal(key, "codes")
	sealed := s.Seal("secret", "account 3")
	t.Run("what was sealed is opened", func(t *testing.T) {
		if got, err := seal(key, "codes").Open(sealed, "account 3"); err != nil || got != "secret" {
			t.Errorf("%q, %v", got, err)
		}
		if strings.Contains(sealed, "secret") || sealed == s.Seal("secret", "account 3") {
			t.Error(sealed)
		}
	})
	t.Run("not elsewhere, not with another key, not for another purpose, not when damaged", func(t *testing.T) {
		for name, open := range map[string]func() (string, error){
			"place":   func() (string, error) { return s.Open(sealed, "account 4") },
			"key":     func() (string, error) { return seal(key+"x", "codes").Open(sealed, "account 3") },
			"purpose": func() (string, error) { return seal(key, "other").Open(sealed, "account 3") },
			"no key":  func() (string, error) { return seal("", "codes").Open(sealed, "account 3") },
			"damage":  func() (string, error) { return s.Open(sealed[:len(sealed)-4]+"AAAA", "account 3") },
			"letters": func() (string, error) { return s.Open(sealed+"!", "account 3") },
			"short":   func() (string, error) { return s.Open(sealedMark, "account 3") },
			"nothing": func() (string, error) { return s.Open("", "account 3") },
		} {
			if got, err := open(); got != "" || !errors.Is(err, ErrSeal) {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		}
	})
	t.Run("what was stored before there was a key is read with it", func(t *testing.T) {
		if got, err := s.Open(seal("", "codes").Seal("secret", "account 3"), "account 3"); err != nil || got != "secret" {
			t.Errorf("%q, %v", got, err)
		}
	})
	t.Run("a short key is refused", func(t *testing.T) {
		if _, err := NewSealer("short", "codes"); err == nil || strings.Contains(err.Error(), "short") {
			t.Errorf("got %v", err)
		}
	})
}
