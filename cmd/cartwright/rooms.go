package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/bulk"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/demo"
	"cartwright/internal/mail"
	"cartwright/internal/media"
	"cartwright/internal/money"
	"cartwright/internal/privacy"
	"cartwright/internal/search"
	"cartwright/internal/secret"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/terms"
	"cartwright/internal/upload"
)

// rooms are the domain rooms over one open database.
type rooms struct {
	db       *database.DB
	log      *slog.Logger
	catalog  *catalog.Service
	previews *catalog.Previews
	content  *content.Service
	shop     *shop.Service
	terms    *terms.Service
	carts    *cart.Service
	people   *account.Service
	staff    *staff.Service
	search   *search.Service
	mail     *mail.Service
	media    *media.Store
	uploads  *upload.Service
	bulk     *bulk.Service
}

// open opens the database and the rooms over it. It changes nothing.
func (f dataFlags) open(s *session) (*rooms, error) {
	log := f.logger(s.log)
	db, err := database.Open(s.ctx, database.Options{URL: f.Database, DataDir: f.DataDir, Log: log})
	if err != nil {
		return nil, err
	}
	store, err := media.Open(filepath.Join(f.DataDir, "media"), media.Options{Log: log, Make: demoPicture, URL: f.MediaURL,
		MaxBytes: f.MaxImage, MaxVideo: f.MaxVideo, MaxModel: f.MaxModel, MaxData: f.MaxImport})
	if err != nil {
		return nil, withClose(fmt.Errorf("--media-url: %w", err), db)
	}
	texts := content.New(db)
	r := &rooms{db: db, log: log, previews: catalog.NewPreviews(db, secret.Text(f.SecretKey)), catalog: catalog.New(db, texts.Moved), content: texts, shop: shop.New(db), terms: terms.New(db), media: store}
	r.mail, err = mail.New(db, mail.Options{URL: f.SMTP, From: f.MailFrom, TemplateDir: f.MailTemplates, ShopName: r.shopName, Log: log})
	if err != nil {
		return nil, withClose(err, r)
	}
	r.people = account.New(db, account.Options{Mailer: outbox{r.mail}, Private: f.PrivateRegistration, Multipass: secret.Text(f.MultipassSecret)})
	r.staff, err = staff.New(db, staff.Options{Key: secret.Text(f.SecretKey), Log: log})
	if err != nil {
		return nil, withClose(fmt.Errorf("--secret-key: %w", err), r)
	}
	r.uploads, err = upload.New(db, store, upload.Options{Key: secret.Text(f.SecretKey), Direct: f.MediaDirect, Mentioned: r.catalog.MentionedMedia, Log: log})
	if err != nil {
		return nil, withClose(fmt.Errorf("--media-direct: %w", err), r)
	}
	r.bulk = bulk.New(bulk.Rooms{Database: db, Catalog: r.catalog, Files: staged{r.uploads}, Pictures: pictures{store}, Currency: r.currency}, bulk.Settings{Log: log})
	r.search = search.New(db, r.catalog, r.content, r.shop, log)
	r.carts = cart.New(db, r.catalog, r.terms, r.people, r.shop, cart.Options{Log: log})
	return r, nil
}

// outbox fits the mail room to those who want something told.
type outbox struct{ mail *mail.Service }

// Queue queues a mail.
func (o outbox) Queue(tx database.Tx, m account.Mail) error {
	return o.mail.Queue(tx, mail.Mail{Kind: mail.Kind(m.Kind), To: m.To, Name: m.Name, Data: m.Data})
}

// shopName is what mails call the shop.
func (r *rooms) shopName(ctx context.Context) (string, error) {
	settings, err := r.shop.Settings(ctx)
	return settings.Name, err
}

// currency is what prices in files are in.
func (r *rooms) currency(ctx context.Context) (money.Currency, error) {
	settings, err := r.shop.Settings(ctx)
	return settings.Currency, err
}

// staged fits the uploads to the room of files: each has its own words for a file.
type staged struct{ uploads *upload.Service }

// Open opens what staff have uploaded.
func (s staged) Open(ctx context.Context, source string) (io.ReadCloser, int64, error) {
	u, file, err := s.uploads.Open(ctx, source)
	if err != nil {
		return nil, 0, err
	}
	if u.Stored != nil {
		return file, u.Stored.Bytes, nil
	}
	return file, u.Size, nil
}

// Hold keeps it until a time at least.
func (s staged) Hold(tx database.Tx, source string, until time.Time) error {
	return s.uploads.Hold(tx, source, until)
}

// graph is what GraphQL answers from.
func (r *rooms) graph() graph.Rooms {
	return graph.Rooms{Catalog: r.catalog, Previews: r.previews, Content: r.content, Shop: r.shop, Carts: r.carts, People: r.people, Staff: r.staff, Search: r.search, Uploads: r.uploads, Bulk: r.bulk, Terms: r.terms, Now: r.db.Now,
		Privacy: privacy.New(privacy.Rooms{Database: r.db, People: r.people, Carts: r.carts, Catalog: r.catalog, Mail: r.mail})}
}

// demo is what the demo shop is put into.
func (r *rooms) demo() demo.Rooms {
	return demo.Rooms{Catalog: r.catalog, Content: r.content, Shop: r.shop, Terms: r.terms}
}

// openMigrated opens the rooms on tables that are up to date.
func (f dataFlags) openMigrated(s *session) (*rooms, error) {
	r, err := f.open(s)
	if err != nil {
		return nil, err
	}
	if err := r.db.Migrate(s.ctx, func(step string) { r.log.Debug("migrated", "step", step) }); err != nil {
		return nil, withClose(err, r)
	}
	return r, nil
}

// openCurrent opens the rooms on tables that are up to date already: a command that only looks changes nothing.
func (f dataFlags) openCurrent(s *session) (*rooms, error) {
	r, err := f.open(s)
	if err != nil {
		return nil, err
	}
	if err := r.db.CheckMigrations(s.ctx); err != nil {
		return nil, withClose(err, r)
	}
	return r, nil
}

func (r *rooms) Close() error {
	return errors.Join(r.media.Close(), r.db.Close())
}

// withRooms opens the rooms for a command, and closes them behind it.
func (f dataFlags) withRooms(s *session, do func(*rooms) error) error {
	r, err := f.openMigrated(s)
	if err != nil {
		return err
	}
	return errors.Join(do(r), r.Close())
}

// withClose closes what an error makes useless.
func withClose(err error, c io.Closer) error {
	if closeErr := c.Close(); closeErr != nil {
		return fmt.Errorf("%w (and closing: %v)", err, closeErr)
	}
	return err
}

// demoPicture draws a picture of the demo shop when it is first asked for.
func demoPicture(_ context.Context, name string) ([]byte, bool, error) { return demo.PictureOf(name) }

// logger writes text to a terminal, JSON to anything else.
func (f dataFlags) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(strings.ToUpper(f.LogLevel))); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if terminal(w) {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}

func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}
