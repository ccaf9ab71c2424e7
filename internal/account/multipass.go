package account

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/secret"
)

// multipassLife is how long the word of the other system holds, and multipassSkew how far its clock may be ahead.
const (
	multipassLife = 15 * time.Minute
	multipassSkew = time.Minute
)

// multipass is what another system says of a customer, in the hosted platform's scheme: JSON, encrypted with AES-128 in CBC
// mode under the first half of the SHA-256 of the shared secret, and signed with HMAC-SHA256 under the second half, in
// URL-safe base64: initialisation vector, text, signature.
type multipass struct {
	Email      string    `json:"email"`
	CreatedAt  time.Time `json:"created_at"`
	Identifier label     `json:"identifier"`
	FirstName  string    `json:"first_name"`
	LastName   string    `json:"last_name"`
	TagString  string    `json:"tag_string"`
	RemoteIP   string    `json:"remote_ip"` // where the customer is; elsewhere the token is not taken
}

// label is a text that other systems also write as a number.
type label string

// UnmarshalJSON reads a text or a number.
func (l *label) UnmarshalJSON(b []byte) error {
	var number json.Number
	if json.Unmarshal(b, &number) == nil {
		*l = label(number)
		return nil
	}
	return json.Unmarshal(b, (*string)(l))
}

func badMultipass() error {
	return invalid(codeMultipass, "this multipass token is not right, is too old, or was used already", "multipassToken")
}

// SignInWithMultipass opens a session for a customer whom another system vouches for, and makes the account if there is
// none. Whoever has the identifier is the customer, or else whoever has the e-mail address and no other identifier. A token
// is taken once, within 15 minutes.
//
// An account that still waits for its activation may have been made by anybody in the customer's name, so it loses its
// password before it is opened.
func (s *Service) SignInWithMultipass(ctx context.Context, token string, from Client) (out Session, err error) {
	said, hash, ok := s.readMultipass(token)
	if !ok || !said.from(from) {
		return Session{}, badMultipass()
	}
	var fresh Customer
	phone := ""
	fields := Fields{Email: &said.Email, FirstName: &said.FirstName, LastName: &said.LastName, Phone: &phone}
	if err := fields.apply(&fresh, "multipassToken"); err != nil {
		return Session{}, badMultipass()
	}
	fresh.State, fresh.Tags = Enabled, trimmed(strings.Split(said.TagString, ","))
	if fresh.Identifier, err = identifierOf(string(said.Identifier)); err != nil {
		return Session{}, badMultipass()
	}
	err = s.db.Declare(ctx, func(tx database.Tx) error {
		used := link{Hash: hash, Kind: "multipass", ExpiresAt: said.CreatedAt.UTC().Add(multipassLife + multipassSkew).Truncate(time.Millisecond)}
		seen, err := linkKnown(tx, used.Hash)
		if err != nil {
			return err
		}
		if seen {
			return badMultipass()
		}
		if err := keepLink(tx, used); err != nil {
			return err
		}
		c, err := s.vouched(tx, fresh)
		if err != nil {
			return err
		}
		out, err = s.open(tx, c, from)
		return err
	})
	return out, err
}

// vouched is the customer whom another system speaks of, ready to be signed in.
func (s *Service) vouched(tx database.Tx, said Customer) (c Customer, err error) {
	if said.Identifier != nil {
		if c, err = lockCustomerBy(tx, "identifier", *said.Identifier); err != nil {
			return c, err
		}
	}
	if c.ID == 0 {
		if c, err = lockCustomerBy(tx, "email_key", said.EmailKey); err != nil {
			return c, err
		}
		if c.ID != 0 && c.Identifier != nil && said.Identifier != nil {
			return c, badMultipass() // this address is of somebody else there
		}
	}
	switch {
	case c.ID == 0:
		said.CreatedAt, said.UpdatedAt = tx.Now, tx.Now
		err = insertCustomer(tx, &said)
		return said, err
	case c.State == Disabled:
		return c, badMultipass()
	case c.State == Waiting:
		c.State = Enabled
		err = s.changePassword(tx, &c, "")
	case c.Identifier == nil && said.Identifier != nil:
		c.Identifier, c.UpdatedAt = said.Identifier, tx.Now
		err = saveCustomer(tx, &c)
	}
	return c, err
}

// from reports whether the token may come from there.
func (m multipass) from(c Client) bool {
	if m.RemoteIP == "" {
		return true
	}
	want, ok := Client{Address: m.RemoteIP}.network()
	got, known := c.network()
	return ok && known && want == got
}

// readMultipass takes a token apart; hash is the same for all spellings of it. Everything that is wrong is wrong alike.
func (s *Service) readMultipass(token string) (said multipass, hash []byte, ok bool) {
	if s.opts.Multipass == "" {
		return said, nil, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(token, "="))
	if err != nil || len(raw) < 2*aes.BlockSize+sha256.Size || (len(raw)-sha256.Size)%aes.BlockSize != 0 {
		return said, nil, false
	}
	keys := sha256.Sum256([]byte(s.opts.Multipass))
	text, signature := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	mac := hmac.New(sha256.New, keys[16:])
	mac.Write(text)
	if !hmac.Equal(mac.Sum(nil), signature) {
		return said, nil, false
	}
	block, err := aes.NewCipher(keys[:16])
	if err != nil { // sixteen bytes are a key
		return said, nil, false
	}
	plain := make([]byte, len(text)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, text[:aes.BlockSize]).CryptBlocks(plain, text[aes.BlockSize:])
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > aes.BlockSize || json.Unmarshal(plain[:len(plain)-pad], &said) != nil {
		return said, nil, false
	}
	age := s.db.Now().Sub(said.CreatedAt)
	return said, secret.HashToken(string(raw)), age > -multipassSkew && age < multipassLife
}

// Multipass makes a token as the other system does, for tests and for tools.
func Multipass(key secret.Text, said map[string]string) (string, error) {
	text, err := json.Marshal(said)
	if err != nil {
		return "", err
	}
	keys := sha256.Sum256([]byte(key))
	block, err := aes.NewCipher(keys[:16])
	if err != nil {
		return "", err
	}
	pad := aes.BlockSize - len(text)%aes.BlockSize
	for range pad {
		text = append(text, byte(pad))
	}
	out := make([]byte, aes.BlockSize+len(text))
	rand.Read(out[:aes.BlockSize])
	cipher.NewCBCEncrypter(block, out[:aes.BlockSize]).CryptBlocks(out[aes.BlockSize:], text)
	mac := hmac.New(sha256.New, keys[16:])
	mac.Write(out)
	return base64.URLEncoding.EncodeToString(mac.Sum(out)), nil
}
