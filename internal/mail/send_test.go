package mail

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"mime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestSend(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		office := openPostOffice(t, false)
		var logged bytes.Buffer
		s := serve(t, db, office, Options{Log: slog.New(slog.NewTextHandler(&logged, nil))})
		deliver := func() {
			t.Helper()
			if err := s.deliver(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		t.Run("a mail arrives with both parts", func(t *testing.T) {
			queue(t, db, s, activation("anna@example.com"))
			token := last(t, s).Token
			deliver()
			got := office.letters()
			if len(got) != 1 {
				t.Fatalf("%d mails", len(got))
			}
			header := map[string]string{}
			for _, name := range []string{"From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted", "MIME-Version"} {
				text, err := new(mime.WordDecoder).DecodeHeader(got[0].Header.Get(name))
				if err != nil {
					t.Error(err)
				}
				header[name] = text
			}
			want := map[string]string{"From": `Käse & Söhne <shop@shop.example>`, "To": `"Ada" <anna@example.com>`,
				"Subject": "Activate your account at Käse & Söhne", "Message-ID": "<" + token + "@shop.example>",
				"Date": c.read().Format(time.RFC1123Z), "Auto-Submitted": "auto-generated", "MIME-Version": "1.0"}
			if diff := cmp.Diff(want, header); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]string{"text/plain", "text/html"}, got[0].Order); diff != "" {
				t.Error(diff)
			}
			if got[0].From != "shop@shop.example" || got[0].To != "anna@example.com" {
				t.Errorf("from %s to %s", got[0].From, got[0].To)
			}
			text, html := got[0].Parts["text/plain"], got[0].Parts["text/html"]
			for _, want := range []string{"Hello Ada,", "\nhttps://shop.example/account/activate/1/s3cr3t?a=1&b=2\r\n", "for 24 hours.", "Käse & Söhne"} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in the text:\n%s", want, text)
				}
			}
			for _, want := range []string{"Hello Ada,", `href="https://shop.example/account/activate/1/s3cr3t?a=1&amp;b=2"`, "Activate the account</a>", "Käse &amp; Söhne"} {
				if !strings.Contains(html, want) {
					t.Errorf("%q is not in the HTML:\n%s", want, html)
				}
			}
			if strings.Contains(html, "<img") || strings.Contains(html, "url(") {
				t.Error("the HTML loads something")
			}
		})
		t.Run("then the row has ended and its secrets are gone", func(t *testing.T) {
			row := last(t, s)
			now := c.read()
			want := Row{ID: row.ID, Token: row.Token, Kind: Activation, Address: "anna@example.com", Name: "Ada", Data: map[string]string{"url": "[wiped]", "valid": "[wiped]"},
				State: Sent, Tries: 1, DueAt: now.Add(lease), CreatedAt: now, EndedAt: &now}
			if diff := cmp.Diff(want, row); diff != "" {
				t.Error(diff)
			}
			deliver()
			if got := office.letters(); len(got) != 1 {
				t.Errorf("%d mails", len(got))
			}
		})
		t.Run("a mail of a transaction that failed is not sent", func(t *testing.T) {
			err := db.InTx(t.Context(), func(tx database.Tx) error {
				if err := s.Queue(tx, activation("nobody@example.com")); err != nil {
					return err
				}
				return context.DeadlineExceeded
			})
			if err == nil {
				t.Fatal("it did not fail")
			}
			deliver()
			if got := office.letters(); len(got) != 1 {
				t.Errorf("%d mails", len(got))
			}
		})
		t.Run("after a 451 the next try has the same id, and content", func(t *testing.T) {
			office.data = []error{smtpError(451)}
			queue(t, db, s, activation("anna@example.com"))
			deliver()
			row := last(t, s)
			if row.State != Queued || row.Tries != 1 || !row.DueAt.Equal(c.read().Add(firstRetry)) || !strings.Contains(row.LastError, "451") || row.Data["valid"] != "24 hours" {
				t.Errorf("%+v", row)
			}
			c.move(firstRetry - time.Millisecond)
			deliver()
			if got := office.letters(); len(got) != 1 {
				t.Fatalf("it was tried too early: %d mails", len(got))
			}
			c.move(time.Millisecond)
			deliver()
			got := office.letters()
			if len(got) != 2 || got[1].Header.Get("Message-ID") != "<"+row.Token+"@shop.example>" || !strings.Contains(got[1].Parts["text/plain"], "s3cr3t") {
				t.Errorf("%d mails, %v", len(got), got[len(got)-1].Header)
			}
			if row := last(t, s); row.State != Sent || row.Tries != 2 || row.LastError != "" {
				t.Errorf("%+v", row)
			}
		})
		t.Run("a refusal for good is final", func(t *testing.T) {
			for _, refused := range []struct{ rcpt, data []error }{{rcpt: []error{smtpError(550)}}, {data: []error{smtpError(554)}}} {
				office.rcpt, office.data = refused.rcpt, refused.data
				queue(t, db, s, activation("anna@example.com"))
				deliver()
				if row := last(t, s); row.State != Failed || row.Tries != 1 || row.EndedAt == nil || !strings.Contains(row.LastError, "no, not") || row.Data["url"] != "[wiped]" {
					t.Errorf("%+v", row)
				}
			}
		})
		t.Run("the tries are used up in the end", func(t *testing.T) {
			queue(t, db, s, activation("anna@example.com"))
			began, tries := c.read(), 0
			for last(t, s).State == Queued {
				office.rcpt = []error{smtpError(450)}
				deliver()
				tries++
				c.move(last(t, s).DueAt.Sub(c.read()))
			}
			if took := c.read().Sub(began); tries != maxTries || took < 12*time.Hour || took > 24*time.Hour {
				t.Errorf("%d tries in %v", tries, took)
			}
			if row := last(t, s); row.State != Failed || row.Tries != maxTries {
				t.Errorf("%+v", row)
			}
			office.rcpt = nil
		})
		t.Run("one connection serves many, and another is opened when the server has had enough", func(t *testing.T) {
			before, calls := len(office.letters()), office.calls
			office.limit = 3
			var mails []Mail
			for i := range 7 {
				mails = append(mails, activation(fmt.Sprintf("many%d@example.com", i)))
			}
			queue(t, db, s, mails...)
			deliver()
			if got := len(office.letters()) - before; got != 7 || office.calls-calls != 3 {
				t.Errorf("%d mails over %d connections", got, office.calls-calls)
			}
			office.limit = 0
		})
		t.Run("old mails are swept", func(t *testing.T) {
			queue(t, db, s, activation("anna@example.com"))
			c.move(DefaultKeep + time.Hour)
			if n, err := s.Sweep(t.Context()); err != nil || n < 5 {
				t.Errorf("%d, %v", n, err)
			}
			if rows, err := s.latest(t.Context(), 100); err != nil || len(rows) != 1 || rows[0].State != Queued {
				t.Errorf("%+v, %v", rows, err)
			}
		})
		t.Run("a person can be forgotten", func(t *testing.T) {
			queue(t, db, s, activation("berta@example.com"))
			if err := db.InTx(t.Context(), func(tx database.Tx) error { return s.Forget(tx, "anna@EXAMPLE.com") }); err != nil {
				t.Fatal(err)
			}
			if rows, err := s.latest(t.Context(), 100); err != nil || len(rows) != 1 || rows[0].Address != "berta@example.com" {
				t.Errorf("%+v, %v", rows, err)
			}
			deliver()
		})
		t.Run("nothing secret or personal is logged", func(t *testing.T) {
			for _, canary := range []string{"s3cr3t", "anna", "berta", "Ada"} {
				if strings.Contains(logged.String(), canary) {
					t.Errorf("%q is in the log:\n%s", canary, logged.String())
				}
			}
			if !strings.Contains(logged.String(), "554") {
				t.Errorf("the reason is not in the log:\n%s", logged.String())
			}
		})
	})
}

func TestLeases(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		office := openPostOffice(t, false)
		one, other := serve(t, db, office, Options{}), serve(t, db, office, Options{})
		t.Run("a row is leased by one", func(t *testing.T) {
			queue(t, db, one, activation("anna@example.com"))
			var done sync.WaitGroup
			var mu sync.Mutex
			won := 0
			for i := range 8 {
				row := last(t, one)
				done.Go(func() {
					claimed, err := []*Service{one, other}[i%2].claim(t.Context(), &row)
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					defer mu.Unlock()
					if claimed {
						won++
					}
				})
			}
			done.Wait()
			if won != 1 {
				t.Errorf("%d leases", won)
			}
		})
		t.Run("while a process has it nobody else sends, and when it died another one does", func(t *testing.T) {
			c.move(lease - time.Millisecond)
			if err := other.deliver(t.Context()); err != nil || len(office.letters()) != 0 {
				t.Fatalf("%d mails, %v", len(office.letters()), err)
			}
			late := last(t, one)
			c.move(time.Millisecond)
			if err := other.deliver(t.Context()); err != nil || len(office.letters()) != 1 {
				t.Fatalf("%d mails, %v", len(office.letters()), err)
			}
			if err := one.end(t.Context(), late, Queued, 0, "late"); err != nil { // the first was only slow
				t.Fatal(err)
			}
			if row := last(t, one); row.State != Sent || row.Tries != 2 {
				t.Errorf("%+v", row)
			}
		})
		t.Run("a process that dies before it has noted the sending sends again, under the same id", func(t *testing.T) {
			queue(t, db, one, activation("anna@example.com"))
			row, before := last(t, one), len(office.letters())
			if claimed, err := one.claim(t.Context(), &row); err != nil || !claimed {
				t.Fatal(claimed, err)
			}
			l, err := one.relay.open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer l.close()
			shop, r, err := one.render(t.Context(), row)
			if err != nil {
				t.Fatal(err)
			}
			if err := l.send(t.Context(), one.message(row, shop, r)); err != nil {
				t.Fatal(err)
			}
			c.move(lease)
			if err := other.deliver(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := office.letters()[before:]
			if len(got) != 2 || got[0].Header.Get("Message-ID") != got[1].Header.Get("Message-ID") || got[0].Header.Get("Date") != got[1].Header.Get("Date") {
				t.Errorf("%d mails", len(got))
			}
		})
		t.Run("two processes that run send nothing twice", func(t *testing.T) {
			const count = 60
			var mails []Mail
			for i := range count {
				mails = append(mails, activation(fmt.Sprintf("race%d@example.com", i)))
			}
			before := len(office.letters())
			ctx, cancel := context.WithCancel(t.Context())
			var done sync.WaitGroup
			for _, s := range []*Service{one, other} {
				done.Go(func() {
					if err := s.Run(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			queue(t, db, one, mails...)
			other.Wake()
			within(t, "all mails arrived", func() bool { return len(office.letters()) >= before+count })
			cancel()
			done.Wait()
			seen := map[string]int{}
			for _, l := range office.letters()[before:] {
				seen[l.Header.Get("Message-ID")]++
			}
			if len(seen) != count || len(office.letters()) != before+count {
				t.Errorf("%d mails with %d ids", len(office.letters())-before, len(seen))
			}
			if rows, err := one.due(t.Context(), 10); err != nil || len(rows) != 0 {
				t.Errorf("%d rows are left, %v", len(rows), err)
			}
		})
	})
}

func TestRun(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	office := openPostOffice(t, false)
	s := serve(t, db, office, Options{})
	before := goleak.IgnoreCurrent()
	run := func() (stop func()) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- s.Run(ctx) }()
		return func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}
	t.Run("what is queued is sent at once", func(t *testing.T) {
		stop := run()
		defer stop()
		within(t, "the sender looked first", func() bool { return len(s.wake) == 0 })
		began := time.Now()
		queue(t, db, s, activation("anna@example.com"))
		within(t, "the mail arrived", func() bool { return len(office.letters()) == 1 })
		if took := time.Since(began); took > pollEvery {
			t.Errorf("it took %v", took)
		}
	})
	t.Run("a mail that is being sent is finished when the sender is stopped", func(t *testing.T) {
		hold, holding := make(chan struct{}), make(chan struct{})
		office.mu.Lock()
		office.hold, office.holding = hold, holding
		office.mu.Unlock()
		stop := run()
		queue(t, db, s, activation("anna@example.com"))
		<-holding
		stopped := make(chan struct{})
		go func() { stop(); close(stopped) }()
		close(hold)
		<-stopped
		office.mu.Lock()
		office.hold = nil
		office.mu.Unlock()
		if row := last(t, s); row.State != Sent || len(office.letters()) != 2 {
			t.Errorf("%+v, %d mails", row, len(office.letters()))
		}
	})
	t.Run("a sender that is stopped, in the middle of anything, leaves no goroutine", func(t *testing.T) {
		for range 5 {
			run()()
		}
		goleak.VerifyNone(t, before, goleak.IgnoreAnyFunction("github.com/emersion/go-smtp.(*Server).Serve"),
			goleak.IgnoreAnyFunction("github.com/emersion/go-smtp.(*Server).handleConn"), goleak.IgnoreAnyFunction("database/sql.(*DB).connectionOpener"))
	})
}

// TestBrokenRelay has nobody listening: the first mail bears the try, the others wait without being tried.
func TestBrokenRelay(t *testing.T) {
	c := newClock()
	db := storetest.OpenAt(t, database.SQLite, c.read)
	s := serve(t, db, nil, Options{URL: "smtp://user:s3cr3t@127.0.0.1:1?tls=optional"})
	queue(t, db, s, activation("anna@example.com"), activation("berta@example.com"))
	err := s.deliver(t.Context())
	if err == nil || !strings.Contains(err.Error(), "connect to the mail server") || strings.Contains(err.Error(), "s3cr3t") {
		t.Fatalf("got %v", err)
	}
	rows, err := s.latest(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if rows[1].Tries != 1 || rows[1].State != Queued || !strings.Contains(rows[1].LastError, "refused") || rows[0].Tries != 0 {
		t.Errorf("%+v", rows)
	}
}

func TestEncryption(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	const credentials = "shop%40x:p%40ss%20word@"
	for _, c := range []struct {
		name, url string
		implicit  bool
		user      bool
		fails     string
	}{
		{name: "STARTTLS with a password", url: "smtp://" + credentials, user: true},
		{name: "STARTTLS without a password", url: "smtp://", user: false},
		{name: "encrypted from the first byte", url: "smtps://" + credentials, implicit: true, user: true},
		{name: "a wrong password", url: "smtp://shop%40x:wrong@", fails: "535"},
		{name: "a wrong password, encrypted from the first byte", url: "smtps://shop%40x:wrong@", implicit: true, fails: "535"},
	} {
		t.Run(c.name, func(t *testing.T) {
			office := openPostOffice(t, c.implicit)
			s := serve(t, db, office, Options{URL: c.url + office.addr})
			queue(t, db, s, activation("anna@example.com"))
			err := s.deliver(t.Context())
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) || strings.Contains(err.Error(), "wrong") {
					t.Errorf("got %v", err)
				}
				if err := db.InTx(t.Context(), func(tx database.Tx) error { return s.Forget(tx, "anna@example.com") }); err != nil {
					t.Fatal(err)
				}
				return
			}
			if err != nil || len(office.letters()) != 1 || c.user != (len(office.users) == 1) {
				t.Errorf("%d mails, users %v, %v", len(office.letters()), office.users, err)
			}
		})
	}
	t.Run("a certificate that nobody vouches for is refused", func(t *testing.T) {
		office := openPostOffice(t, false)
		s := serve(t, db, office, Options{URL: "smtp://" + office.addr})
		s.relay.tls.RootCAs = nil
		queue(t, db, s, activation("anna@example.com"))
		if err := s.deliver(t.Context()); err == nil || !strings.Contains(err.Error(), "certificate") || len(office.letters()) != 0 {
			t.Errorf("%d mails, %v", len(office.letters()), err)
		}
	})
}
