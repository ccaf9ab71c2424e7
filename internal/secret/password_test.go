package secret

import (
	"context"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"
)

// cheap are costs that tests can afford.
var cheap = Params{Memory: 64, Time: 1, Threads: 1}

func verify(t *testing.T, h *Hasher, stored, password string) (ok, rehash bool) {
	t.Helper()
	ok, rehash, err := h.Verify(t.Context(), stored, password)
	if err != nil {
		t.Fatal(err)
	}
	return ok, rehash
}

func TestPasswords(t *testing.T) {
	h := NewHasher(cheap)
	stored, err := h.Hash(t.Context(), "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the password fits its hash, another does not", func(t *testing.T) {
		if ok, rehash := verify(t, h, stored, "correct horse"); !ok || rehash {
			t.Errorf("ok %v, rehash %v", ok, rehash)
		}
		for _, wrong := range []string{"", "correct hors", "correct horse ", "Correct horse", "correct horse\x00"} {
			if ok, rehash := verify(t, h, stored, wrong); ok || rehash {
				t.Errorf("%q: ok %v, rehash %v", wrong, ok, rehash)
			}
		}
	})
	t.Run("two hashes of a password are not alike", func(t *testing.T) {
		again, err := h.Hash(t.Context(), "correct horse")
		if err != nil || again == stored {
			t.Errorf("%s, %v", again, err)
		}
	})
	t.Run("a hash of other costs fits and is due for another", func(t *testing.T) {
		for _, p := range []Params{{Memory: 128, Time: 1, Threads: 1}, {Memory: 64, Time: 2, Threads: 1}, {Memory: 64, Time: 1, Threads: 2}} {
			if ok, rehash := verify(t, NewHasher(p), stored, "correct horse"); !ok || !rehash {
				t.Errorf("%+v: ok %v, rehash %v", p, ok, rehash)
			}
			if ok, rehash := verify(t, NewHasher(p), stored, "wrong"); ok || rehash {
				t.Errorf("%+v, wrong: ok %v, rehash %v", p, ok, rehash)
			}
		}
	})
	t.Run("a hash of another implementation fits", func(t *testing.T) { // a test vector of the reference implementation
		const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
		if ok, rehash := verify(t, h, reference, "password"); !ok || !rehash {
			t.Errorf("ok %v, rehash %v", ok, rehash)
		}
	})
	t.Run("accents may be composed either way", func(t *testing.T) {
		composed, err := h.Hash(t.Context(), "caf\u00e9")
		if err != nil {
			t.Fatal(err)
		}
		if ok, _ := verify(t, h, composed, "cafe\u0301"); !ok {
			t.Error("the other way was refused")
		}
	})
	t.Run("bcrypt is accepted and due for another", func(t *testing.T) {
		long := strings.Repeat("x", 72)
		for _, password := range []string{"imported", "", long} {
			imported, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
			if err != nil {
				t.Fatal(err)
			}
			if ok, rehash := verify(t, h, string(imported), password); !ok || !rehash {
				t.Errorf("%q: ok %v, rehash %v", password, ok, rehash)
			}
			if ok, rehash := verify(t, h, string(imported), "y"); ok || rehash {
				t.Errorf("%q against another: ok %v, rehash %v", password, ok, rehash)
			}
			php := "$2y$" + string(imported[4:]) // as PHP writes it
			if ok, _ := verify(t, h, php, password+strings.Repeat("z", max(0, len(password)-71)*9)); !ok {
				t.Errorf("%q: PHP's form was refused", password)
			}
		}
	})
	t.Run("nothing fits an account without a password", func(t *testing.T) {
		for _, password := range []string{"", "x"} {
			if ok, rehash := verify(t, h, "", password); ok || rehash {
				t.Errorf("%q: ok %v, rehash %v", password, ok, rehash)
			}
		}
	})
	t.Run("costs that cannot be are raised", func(t *testing.T) {
		weird := NewHasher(Params{})
		stored, err := weird.Hash(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		if ok, rehash := verify(t, weird, stored, "x"); !ok || rehash {
			t.Errorf("ok %v, rehash %v", ok, rehash)
		}
	})
}

func TestStoredHashesThatAreNone(t *testing.T) {
	h := NewHasher(cheap)
	const salt, hash = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for _, stored := range []string{
		"x", "$", "$$$$$", "plain password",
		"$argon2i$v=19$m=64,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$v=16$m=64,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$m=64,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$t=1,m=64,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=064,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=64,t=0,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=64,t=1,p=0$" + salt + "$" + hash,
		"$argon2id$v=19$m=4294967295,t=1,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=64,t=4000000,p=1$" + salt + "$" + hash,
		"$argon2id$v=19$m=64,t=1,p=255$" + salt + "$" + hash,
		"$argon2id$v=19$m=64,t=1,p=1$" + salt + "$",
		"$argon2id$v=19$m=64,t=1,p=1$$" + hash,
		"$argon2id$v=19$m=64,t=1,p=1$" + salt + "=$" + hash,
		"$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + hash + "$x",
		"$argon2id$v=19$m=64,t=1,p=1$" + salt + "\n$" + hash,
		"$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + strings.Repeat("A", 200),
		"$2a$31$0123456789012345678901.0123456789012345678901234567890",
		"$2a$04$short", "$2",
	} {
		if ok, rehash, err := h.Verify(t.Context(), stored, "password"); ok || rehash || !errors.Is(err, ErrFormat) {
			t.Errorf("%q: ok %v, rehash %v, %v", stored, ok, rehash, err)
		}
	}
}

func TestPlaces(t *testing.T) {
	h := NewHasher(Params{Memory: 64, Time: 1, Threads: 1, AtOnce: 1, Waiting: 1})
	leave, err := h.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	waiter := make(chan error)
	go func() {
		_, err := h.Hash(ctx, "x")
		waiter <- err
	}()
	for len(h.waiting) < 2 { // until the waiter waits
		select {
		case err := <-waiter:
			t.Fatal(err)
		default:
		}
	}
	t.Run("one too many is turned away", func(t *testing.T) {
		if _, err := h.Hash(t.Context(), "x"); !errors.Is(err, ErrBusy) {
			t.Errorf("got %v", err)
		}
		if err := h.Waste(t.Context(), "x"); !errors.Is(err, ErrBusy) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("whoever gives up waiting frees the place", func(t *testing.T) {
		cancel()
		if err := <-waiter; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if len(h.waiting) != 1 {
			t.Errorf("%d places are taken", len(h.waiting))
		}
	})
	t.Run("afterwards all is free", func(t *testing.T) {
		leave()
		if _, err := h.Hash(t.Context(), "x"); err != nil || len(h.waiting)+len(h.working) != 0 {
			t.Errorf("%d and %d places are taken, %v", len(h.waiting), len(h.working), err)
		}
	})
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parsePHC(text)
		if err == nil && p.String() != text {
			t.Errorf("%q was read as %q", text, p)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	h := NewHasher(Default())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.Hash(b.Context(), "correct horse battery staple"); err != nil {
			b.Fatal(err)
		}
	}
}
