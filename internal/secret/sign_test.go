package secret_test

import (
	"testing"

	"cartwright/internal/secret"
)

func TestSigner(t *testing.T) {
	signer := func(key secret.Text, purpose string) *secret.Signer {
		s, err := secret.NewSigner(key, purpose)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := signer("a key", "tests")
	signed := s.Sign([]byte("text"))
	if text, ok := s.Open(signed); !ok || string(text) != "text" {
		t.Errorf("got %q, %v", text, ok)
	}
	for name, other := range map[string]*secret.Signer{"key": signer("another key", "tests"), "purpose": signer("a key", "others")} {
		if _, ok := other.Open(signed); ok {
			t.Errorf("another %s opens it", name)
		}
	}
	for i := range signed {
		forged := []byte(signed)
		if forged[i]++; forged[i] == signed[i] {
			t.Fatal("nothing was forged")
		}
		if _, ok := s.Open(string(forged)); ok {
			t.Errorf("%q is opened", forged)
		}
	}
	for _, text := range []string{"", "AAAA", signed[:len(signed)-1], signed + "A", "no base64!"} {
		if _, ok := s.Open(text); ok {
			t.Errorf("%q is opened", text)
		}
	}
}
