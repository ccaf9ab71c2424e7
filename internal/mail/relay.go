package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// stepTimeout is how long one step of the talk with a mail server may take.
const stepTimeout = 20 * time.Second

// relay is the mail server that the shop's mails are handed to.
type relay struct {
	host           string
	port           int
	user, password string
	implicit       bool // encrypted from the first byte
	policy         gomail.TLSPolicy
	tls            *tls.Config
}

// parseRelay reads the address of a mail server; an empty one is none. Errors never show the address: there is a
// password in it.
func parseRelay(text string) (*relay, error) {
	if text == "" {
		return nil, nil
	}
	const want = "the mail server's address is not understood (%s); use one such as smtp://user:password@mail.example.com:587"
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf(want, "it is no URL; special characters of a password are written like %40")
	}
	r := &relay{host: u.Hostname(), user: u.User.Username(), policy: gomail.TLSMandatory}
	r.password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		r.port = 587
	case "smtps":
		r.port, r.implicit = 465, true
	default:
		return nil, fmt.Errorf(want, "it begins neither with smtp:// nor with smtps://")
	}
	if r.host == "" || u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return nil, fmt.Errorf(want, "it is a host with a port and nothing more")
	}
	if port := u.Port(); port != "" {
		if r.port, err = strconv.Atoi(port); err != nil || r.port < 1 || r.port > 65535 {
			return nil, fmt.Errorf(want, "the port is none")
		}
	}
	for name, values := range u.Query() {
		if name != "tls" || len(values) != 1 {
			return nil, fmt.Errorf(want, "the one option is tls")
		}
		switch values[0] {
		case "required":
		case "optional":
			r.policy = gomail.TLSOpportunistic
		case "none":
			r.policy = gomail.NoTLS
		default:
			return nil, fmt.Errorf(want, "tls is required, optional or none")
		}
	}
	r.tls = &tls.Config{ServerName: r.host, MinVersion: tls.VersionTLS12}
	return r, nil
}

// line is an open connection to the relay. It serves one mail after another.
type line struct {
	client *gomail.Client
	talk   *smtp.Client
	conn   net.Conn
	used   bool // for a mail before this one
}

// mechanisms are the ways to sign in, best first. The library speaks PLAIN and LOGIN over encrypted connections only,
// and to this machine.
var mechanisms = []gomail.SMTPAuthType{gomail.SMTPAuthSCRAMSHA256PLUS, gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5}

// open connects and signs in. The connection ends with the context.
func (r *relay) open(ctx context.Context) (*line, error) {
	l := &line{}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		dialer := &net.Dialer{Timeout: stepTimeout}
		if r.implicit {
			return (&tls.Dialer{NetDialer: dialer, Config: r.tls}).DialContext(ctx, network, address)
		}
		return dialer.DialContext(ctx, network, address)
	}
	stop := func() bool { return true }
	hold := func(within context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(within, network, address)
		if err == nil {
			l.conn = conn
			stop = context.AfterFunc(ctx, l.hangUp)
		}
		return conn, err
	}
	defer func() { stop() }()
	options := []gomail.Option{gomail.WithPort(r.port), gomail.WithTimeout(stepTimeout), gomail.WithDialContextFunc(hold),
		gomail.WithTLSPolicy(r.policy), gomail.WithTLSConfig(r.tls)}
	if r.implicit {
		options = append(options, gomail.WithSSL())
	}
	if r.user != "" {
		options = append(options, gomail.WithUsername(r.user), gomail.WithPassword(r.password))
		if r.policy == gomail.NoTLS && !r.implicit {
			options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthPlainNoEnc)) // somebody asked for it, in words
		} else {
			options = append(options, gomail.WithOpportunisticSMTPAuth(mechanisms...))
		}
	}
	var err error
	if l.client, err = gomail.NewClient(r.host, options...); err != nil {
		return nil, fmt.Errorf("set up the connection to the mail server: %w", err)
	}
	if l.talk, err = l.client.DialToSMTPClientWithContext(ctx); err != nil {
		l.hangUp()
		return nil, fmt.Errorf("connect to the mail server: %w", err)
	}
	return l, nil
}

// send hands one mail over. It succeeds as soon as the server has said yes, whatever becomes of the connection then.
func (l *line) send(ctx context.Context, m *gomail.Msg) error {
	stop := context.AfterFunc(ctx, l.hangUp)
	defer stop()
	if err := l.client.SendWithSMTPClient(l.talk, m); err != nil && !m.IsDelivered() {
		return err
	}
	return nil
}

// close takes leave and ends the connection.
func (l *line) close() {
	_ = l.client.CloseWithSMTPClient(l.talk) // whether the server hears it changes nothing
	l.hangUp()
}

func (l *line) hangUp() {
	if l.conn != nil {
		_ = l.conn.Close()
	}
}

// verdict is what a failed try means.
type verdict struct {
	final  bool   // the server refuses this mail for good
	broken bool   // the connection, or the server, is of no use for other mails either
	before bool   // it broke before the server had any of the mail
	brief  string // for the log: without an address
}

// judge reads the error of a try. A refusal (5xx) of the recipient or of the content is final; one of the sender or of
// the connection is the shop's own trouble, and somebody may mend it.
func judge(err error) verdict {
	var failed *gomail.SendError
	if !errors.As(err, &failed) {
		return verdict{broken: true, brief: err.Error()}
	}
	code := failed.ErrorCode()
	before := failed.Reason == gomail.ErrConnCheck || failed.Reason == gomail.ErrSMTPMailFrom || failed.Reason == gomail.ErrSMTPRcptTo
	v := verdict{before: before, brief: fmt.Sprintf("%s: the server answered %d %s", failed.Reason, code, failed.EnhancedStatusCode())}
	if code == 0 {
		return verdict{broken: true, before: before, brief: failed.Reason.String() + ": the connection was lost"}
	}
	switch failed.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		v.final = code >= 500
	}
	v.broken = code == 421 // RFC 5321, section 3.8: the server is about to close the connection
	return v
}
