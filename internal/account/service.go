package account

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/secret"
)

// How long things live.
const (
	DefaultLife = 30 * 24 * time.Hour // of a token that is not renewed
	linkLife    = 24 * time.Hour
	useStep     = time.Hour // how exactly the last use of a token is known
)

// Mailer queues what is to be told to somebody, in the transaction in which it becomes true.
type Mailer interface {
	Queue(tx database.Tx, m Mail) error
}

// Mail is what is to be told. Kind is one of the mail room's.
type Mail struct {
	Kind     string
	To, Name string
	Data     map[string]string
}

// String says what the mail is about, and nothing of the person or of what its links open.
func (m Mail) String() string { return "mail " + m.Kind + " [hidden]" }

// LogValue is String.
func (m Mail) LogValue() slog.Value { return slog.StringValue(m.String()) }

// The kinds of mails that this room asks for.
const (
	mailActivation = "activation"
	mailRecovery   = "recovery"
	mailPassword   = "password_changed"
	mailEmail      = "address_changed"
	mailTaken      = "account_taken"
)

// Options say how accounts are kept.
type Options struct {
	Hasher    *secret.Hasher
	Mailer    Mailer      // nil: nobody is told anything
	Private   bool        // registering tells nobody whether an address has an account; accounts begin waiting for a mail
	Multipass secret.Text // shared with a system that vouches for customers; "": none does
	Life      time.Duration
}

// Service is the room's door.
type Service struct {
	db     *database.DB
	hasher *secret.Hasher
	mailer Mailer
	opts   Options

	imported atomic.Int32 // the highest cost of the bcrypt hashes that are left; 0: there is none
}

// New opens the room.
func New(db *database.DB, o Options) *Service {
	if o.Life <= 0 {
		o.Life = DefaultLife
	}
	if o.Hasher == nil {
		o.Hasher = secret.NewHasher(secret.Default())
	}
	return &Service{db: db, hasher: o.Hasher, mailer: o.Mailer, opts: o}
}

func (s *Service) tell(tx database.Tx, m Mail) error {
	if s.mailer == nil {
		return nil
	}
	return s.mailer.Queue(tx, m)
}

// Sweep removes what has expired: tokens, links, guesses. It tells how much. It also looks for what hashes of another
// system are left, so it belongs into every process, at its start and every now and then.
func (s *Service) Sweep(ctx context.Context) (removed int64, err error) {
	cost, err := bcryptLeft(s.reading(ctx))
	if err != nil {
		return 0, err
	}
	s.imported.Store(int32(cost))
	err = s.db.InTx(ctx, func(tx database.Tx) error { removed, err = sweep(tx); return err })
	return removed, err
}

// noteImported remembers that there are bcrypt hashes of a cost.
func (s *Service) noteImported(cost int) {
	for was := s.imported.Load(); int32(cost) > was && !s.imported.CompareAndSwap(was, int32(cost)); was = s.imported.Load() {
	}
}
