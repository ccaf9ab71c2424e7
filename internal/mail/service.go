package mail

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"time"

	"cartwright/internal/database"
)

// DefaultKeep is how long a mail is kept after it was sent or given up.
const DefaultKeep = 30 * 24 * time.Hour

// Options say how mails are sent.
type Options struct {
	// URL is the mail server's address: smtp://user:password@host:587 begins in the clear and continues encrypted,
	// smtps://user:password@host:465 is encrypted from the first byte. "?tls=optional" sends without encryption to a
	// server that has none, "?tls=none" in any case. Empty: development, mails are kept in memory.
	URL         string
	From        string // an address, or "Name <address>"; without a name mails come from the shop's. Needed with a URL
	TemplateDir string // files in it replace templates of the same name; empty: none
	ShopName    func(context.Context) (string, error)
	Keep        time.Duration // after sending; 0: DefaultKeep
	Log         *slog.Logger  // nil: the default
}

// Service is the room's door.
type Service struct {
	db        *database.DB
	relay     *relay // nil: development
	from      *mail.Address
	templates templates
	shopName  func(context.Context) (string, error)
	keep      time.Duration
	log       *slog.Logger
	wake      chan struct{}
	album     album
}

// New opens the room. The errors say which option cannot be, without the secrets in it.
func New(db *database.DB, o Options) (*Service, error) {
	if o.Keep <= 0 {
		o.Keep = DefaultKeep
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Service{db: db, shopName: o.ShopName, keep: o.Keep, log: o.Log, wake: make(chan struct{}, 1)}
	if s.shopName == nil {
		return nil, errors.New("mails need the shop's name")
	}
	var err error
	if s.relay, err = parseRelay(o.URL); err != nil {
		return nil, err
	}
	if o.From == "" && s.relay == nil {
		o.From = "shop@localhost.localdomain"
	}
	if s.from, err = mail.ParseAddress(o.From); err != nil {
		return nil, fmt.Errorf("mails need an address that they come from, such as \"Shop <shop@example.com>\"; got %q", o.From)
	}
	if s.from.Address, err = checkAddress(s.from.Address); err != nil {
		return nil, fmt.Errorf("the address that mails come from is none; use one such as \"Shop <shop@example.com>\"; got %q", o.From)
	}
	s.from.Name = cleanName(s.from.Name)
	if s.templates, err = parseTemplates(o.TemplateDir); err != nil {
		return nil, err
	}
	return s, nil
}

// Development reports whether mails stay here, because there is no mail server to send them to.
func (s *Service) Development() bool { return s.relay == nil }

// Queue writes a mail into the outbox, in the caller's transaction: it is sent if that is committed. An address that is
// none is a fault.Invalid at email.
func (s *Service) Queue(tx database.Tx, m Mail) error {
	m, err := m.check()
	if err != nil {
		return err
	}
	row := Row{Token: strings.ToLower(rand.Text()), Kind: m.Kind, Address: m.To, Name: m.Name, Data: m.Data, State: Queued, DueAt: tx.Now, CreatedAt: tx.Now}
	if err := insert(tx, row); err != nil {
		return err
	}
	s.Wake()
	return nil
}

// Wake makes the sender of this process look into the outbox. Queue does so, and the sender looks a few times more until
// the transaction should be committed; a caller whose transaction takes longer may wake it afterwards.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// messageID is the same at every try of a row.
func (s *Service) messageID(row Row) string {
	return row.Token + s.from.Address[strings.LastIndexByte(s.from.Address, '@'):]
}

// render fills the templates of a row.
func (s *Service) render(ctx context.Context, row Row) (shop string, r rendered, err error) {
	if shop, err = s.shopName(ctx); err != nil {
		return "", rendered{}, fmt.Errorf("render a mail: %w", err)
	}
	r, err = s.templates.render(row.Kind, shop, row.Name, row.Data)
	return shop, r, err
}
