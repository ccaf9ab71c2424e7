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

// multipassLife is how long the word of the other system holds.
const multipassLife = 15 * time.Minute

// multipass is what another system says of a customer, in the hosted platform's scheme: JSON, encrypted with AES-128 in CBC
// mode under the first half of the SHA-256 of the shared secret, and signed with HMAC-SHA256 under the second half, in
// URL-safe base64: initialisation vector, text, signature.
type multipass struct {
	Email      string    `json:"email"`
	CreatedAt  time.Time `json:"created_at"`
	Identifier string    `json:"identifier"`
	FirstName  string    `json:"first_name"`
	LastName   string    `json:"last_name"`
	TagString  string    `json:"tag_string"`
}

func badMultipass() error {
	return invalid(codeMultipass, "this multipass token is not right, is too old, or was used already", "multipassToken")
}

// SignInWithMultipass opens a session for a customer whom another system vouches for, and makes the account if there is
// none. A token is taken once.
func (s *Service) SignInWithMultipass(ctx context.Context, token string, from Client) (out Session, err error) {
	said, ok := s.readMultipass(token)
	if !ok {
		return Session{}, badMultipass()
	}
	var fresh Customer
	phone := ""
	fields := Fields{Email: &said.Email, FirstName: &said.FirstName, LastName: &said.LastName, Phone: &phone}
	if err := fields.apply(&fresh, "multipassToken"); err != nil {
		return Session{}, badMultipass()
	}
	fresh.State, fresh.Tags = Enabled, []string{}
	for tag := range strings.SplitSeq(said.TagString, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			fresh.Tags = append(fresh.Tags, tag)
		}
	}
	err = s.db.Declare(ctx, func(tx database.Tx) error {
		used := link{Hash: secret.HashToken(token), Kind: "multipass", ExpiresAt: tx.Now.Add(multipassLife)}
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
		c, err := customerByKey(tx, fresh.EmailKey)
		if err != nil {
			return err
		}
		if c.ID == 0 {
			c = fresh
			c.CreatedAt, c.UpdatedAt = tx.Now, tx.Now
			if said.Identifier != "" {
				c.Identifier = &said.Identifier
			}
			err = insertCustomer(tx, &c)
		}
		if err != nil {
			return err
		}
		if c.State != Enabled || c.Identifier != nil && said.Identifier != "" && *c.Identifier != said.Identifier {
			return badMultipass()
		}
		out, err = s.open(tx, c, from)
		return err
	})
	return out, err
}

// readMultipass takes a token apart. Everything that is wrong with it is wrong alike.
func (s *Service) readMultipass(token string) (said multipass, ok bool) {
	if s.opts.Multipass == "" {
		return said, false
	}
	raw, err := base64.URLEncoding.DecodeString(token)
	if err != nil || len(raw) < 2*aes.BlockSize+sha256.Size || (len(raw)-sha256.Size)%aes.BlockSize != 0 {
		return said, false
	}
	keys := sha256.Sum256([]byte(s.opts.Multipass))
	text, signature := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	mac := hmac.New(sha256.New, keys[16:])
	mac.Write(text)
	if !hmac.Equal(mac.Sum(nil), signature) {
		return said, false
	}
	block, err := aes.NewCipher(keys[:16])
	if err != nil { // sixteen bytes are a key
		return said, false
	}
	plain := make([]byte, len(text)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, text[:aes.BlockSize]).CryptBlocks(plain, text[aes.BlockSize:])
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > aes.BlockSize || json.Unmarshal(plain[:len(plain)-pad], &said) != nil {
		return said, false
	}
	age := s.db.Now().Sub(said.CreatedAt)
	return said, age > -time.Minute && age < multipassLife
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
