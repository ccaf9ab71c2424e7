package account

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/secret"
)

// Register makes an account. It can be used at once, and a taken address is said to be taken; in the private mode the
// customer comes back empty for known and unknown addresses alike, and the rest goes by mail. site is the address of the
// pages that mailed links lead to.
func (s *Service) Register(ctx context.Context, f Fields, site string) (Customer, error) {
	var c Customer
	empty := ""
	if f.Phone == nil {
		f.Phone = &empty
	}
	if f.Email == nil {
		f.Email = &empty
	}
	if f.Password == nil {
		f.Password = &empty
	}
	if err := f.apply(&c, "input"); err != nil {
		return Customer{}, err
	}
	if s.opts.Private { // each try sends a mail to somebody
		if err := s.spend(ctx, []meter{newMeter("register", c.EmailKey, accountGuesses)}); err != nil {
			return Customer{}, err
		}
	}
	hash, err := s.hasher.Hash(ctx, *f.Password)
	if err != nil {
		return Customer{}, busy(err)
	}
	c.PasswordHash, c.State, c.Tags = secret.Text(hash), Enabled, []string{}
	if s.opts.Private {
		return Customer{}, s.registerPrivately(ctx, c, site)
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error { return insertNew(tx, &c) })
	if database.IsDuplicate(err) {
		return Customer{}, s.taken(ctx, c)
	}
	if err != nil {
		return Customer{}, err
	}
	return c, nil
}

func insertNew(tx database.Tx, c *Customer) error {
	c.ID, c.CreatedAt, c.UpdatedAt = 0, tx.Now, tx.Now
	return insertCustomer(tx, c)
}

// taken says that an address or a number belongs to somebody.
func (s *Service) taken(ctx context.Context, c Customer) error {
	was, err := s.byEmail(ctx, c.EmailKey)
	if err != nil {
		return err
	}
	if was.ID != 0 {
		return refuse(fault.Conflict, CodeTaken, "there is an account with this e-mail address already", "input", "email")
	}
	return refuse(fault.Conflict, CodeTaken, "there is an account with this phone number already", "input", "phone")
}

// registerPrivately makes an account that waits for its activation by mail. Where the address has one already its owner is
// told, and nobody else; a number that is somebody else's is left out. Both take the same number of statements.
func (s *Service) registerPrivately(ctx context.Context, c Customer, site string) error {
	c.State = Waiting
	for {
		err := s.db.InTx(ctx, func(tx database.Tx) error {
			was, err := customerByKey(tx, c.EmailKey)
			if err != nil {
				return err
			}
			if was.ID != 0 {
				return s.tellTaken(tx, was, site)
			}
			if err := insertNew(tx, &c); err != nil {
				return err
			}
			return s.mailLink(tx, c, toActivate, site)
		})
		switch {
		case !database.IsDuplicate(err):
			return err
		case c.Phone == "": // the address was taken meanwhile, and is found now
		default:
			if err := c.setPhone("", "input"); err != nil {
				return err
			}
		}
	}
}

// tellTaken tells a customer that somebody registered with their address. Who has not activated the account yet gets
// another link.
func (s *Service) tellTaken(tx database.Tx, c Customer, site string) error {
	_, hash := secret.NewToken("")
	decoy := newLink(nobody(c.EmailKey), toActivate, hash, tx.Now)
	if c.State == Waiting {
		if err := keepLink(tx, decoy); err != nil {
			return err
		}
		return s.mailLink(tx, c, toActivate, site)
	}
	if err := replaceLink(tx, decoy); err != nil {
		return err
	}
	_, hash = secret.NewToken("")
	if err := keepLink(tx, newLink(decoy.CustomerID, toActivate, hash, tx.Now)); err != nil {
		return err
	}
	return s.tell(tx, Mail{Kind: mailTaken, To: c.Email, Name: c.Name(), Data: map[string]string{"url": site + "/account/login"}})
}

// nobody is the number under which work for an address without an account is done: below 0, where no customer is, and
// another for every address, so that it waits for nothing that an account would not wait for.
func nobody(emailKey []byte) CustomerID {
	sum := sha256.Sum256(emailKey)
	return -1 - CustomerID(binary.BigEndian.Uint64(sum[:])>>1)
}

func newLink(id CustomerID, kind linkKind, hash []byte, now time.Time) link {
	return link{Hash: hash, CustomerID: id, Kind: kind, ExpiresAt: now.Add(linkLife)}
}

// mailLink mails a link that is used once, and makes all earlier ones of the kind void. For nobody it does the same work,
// with another row in the place of the mail's.
func (s *Service) mailLink(tx database.Tx, c Customer, kind linkKind, site string) error {
	plain, hash := secret.NewToken("")
	if err := replaceLink(tx, newLink(c.ID, kind, hash, tx.Now)); err != nil {
		return err
	}
	if c.ID < 0 {
		return keepLink(tx, newLink(c.ID, kind, secret.HashToken(string(hash)), tx.Now))
	}
	mail := Mail{Kind: mailRecovery, To: c.Email, Name: c.Name()}
	if kind == toActivate {
		mail.Kind = mailActivation
	}
	mail.Data = map[string]string{"url": fmt.Sprintf("%s/account/%s/%d/%s", site, kind, c.ID, plain), "valid": "24 hours"}
	return s.tell(tx, mail)
}

// Recover mails a way to set the password anew. Whether there is such an account, nobody learns: an unknown one costs the
// same work.
func (s *Service) Recover(ctx context.Context, email, site string, from Client) error {
	_, key, ok := fold.Email(email)
	if !ok {
		return invalid(codeInvalid, "this is no e-mail address; use one such as name@example.com", "email")
	}
	if err := s.spend(ctx, metersOf("recover", email, from)); err != nil {
		return err
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		c, err := customerByKey(tx, key)
		if err != nil {
			return err
		}
		if c.ID == 0 || c.State == Disabled {
			c = Customer{ID: nobody(key)}
		}
		return s.mailLink(tx, c, toReset, site)
	})
}

// Reset sets the password anew with a mailed link, and signs the customer in here and out everywhere else.
func (s *Service) Reset(ctx context.Context, id CustomerID, token, password string, from Client) (Session, error) {
	return s.follow(ctx, toReset, id, token, password, from, []string{"input", "resetToken"}, []string{"input", "password"})
}

// Activate makes a waiting account usable with a mailed link, under a password, and signs the customer in.
func (s *Service) Activate(ctx context.Context, id CustomerID, token, password string, from Client) (Session, error) {
	return s.follow(ctx, toActivate, id, token, password, from, []string{"input", "activationToken"}, []string{"input", "password"})
}

// ResetByURL is Reset with the address that was mailed.
func (s *Service) ResetByURL(ctx context.Context, address, password string, from Client) (Session, error) {
	id, token := linkOf(address, toReset)
	return s.follow(ctx, toReset, id, token, password, from, []string{"resetUrl"}, []string{"password"})
}

// ActivateByURL is Activate with the address that was mailed.
func (s *Service) ActivateByURL(ctx context.Context, address, password string, from Client) (Session, error) {
	id, token := linkOf(address, toActivate)
	return s.follow(ctx, toActivate, id, token, password, from, []string{"activationUrl"}, []string{"password"})
}

// linkOf reads the customer and the token out of a mailed address: …/account/reset/7/token.
func linkOf(address string, kind linkKind) (CustomerID, string) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, ""
	}
	parts := strings.Split(strings.TrimSuffix(u.Path, "/"), "/")
	n := len(parts)
	if n < 3 || parts[n-3] != string(kind) {
		return 0, ""
	}
	id, err := strconv.ParseInt(parts[n-2], 10, 64)
	if err != nil {
		return 0, ""
	}
	return CustomerID(id), parts[n-1]
}

// follow uses up a link. Whoever holds it owns the mailbox, so the account is theirs.
func (s *Service) follow(ctx context.Context, kind linkKind, id CustomerID, token, password string, from Client, atToken, atPassword []string) (out Session, err error) {
	if err := checkPassword(password, atPassword...); err != nil {
		return Session{}, err
	}
	if known, err := s.linkThere(ctx, kind, id, token); err != nil || !known {
		return Session{}, errors.Join(err, void(atToken...))
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return Session{}, busy(err)
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		used, err := useLink(tx, kind, id, secret.HashToken(token))
		if err != nil {
			return err
		}
		if !used {
			return void(atToken...)
		}
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		if c.State == Disabled {
			return void(atToken...)
		}
		c.State = Enabled
		if err := s.changePassword(tx, &c, secret.Text(hash)); err != nil {
			return err
		}
		if kind == toReset {
			if err := s.tell(tx, Mail{Kind: mailPassword, To: c.Email, Name: c.Name()}); err != nil {
				return err
			}
		}
		out, err = s.open(tx, c, from)
		return err
	})
	return out, err
}

// changePassword sets a password: nobody is signed in any more, and no mailed link opens anything.
func (s *Service) changePassword(tx database.Tx, c *Customer, hash secret.Text) error {
	c.PasswordHash, c.UpdatedAt = hash, tx.Now
	if err := saveCustomer(tx, c); err != nil {
		return err
	}
	if err := endTokens(tx, c.ID); err != nil {
		return err
	}
	return dropLinks(tx, c.ID)
}

// busy makes of "too many wait to be hashed" something that the caller can act on.
func busy(err error) error {
	if errors.Is(err, secret.ErrBusy) {
		return fault.Unavailablef("too many people sign in just now; try again in a moment")
	}
	return err
}
