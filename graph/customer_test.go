package graph_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/secret"
)

// multipassKey is what the stories' other system shares.
const multipassKey = secret.Text("shared with another system")

// post keeps the mails of the stories.
type post struct {
	mu    sync.Mutex
	mails []account.Mail
}

// Queue keeps a mail.
func (p *post) Queue(_ database.Tx, m account.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mails = append(p.mails, m)
	return nil
}

// url is the address in the last mail of a kind.
func (p *post) url(t *testing.T, kind string) string {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range slices.Backward(p.mails) {
		if m.Kind == kind {
			return m.Data["url"]
		}
	}
	t.Fatalf("no mail of the kind %s was queued", kind)
	return ""
}

// mailed makes variables of the address that was mailed last: resetUrl, resetToken.
func (s *story) mailed(t *testing.T, kind, name string) {
	t.Helper()
	url := s.house.post.url(t, kind)
	s.known[name+"Url"], s.known[name+"Token"] = url, url[strings.LastIndexByte(url, '/')+1:]
}

// vouched is a multipass token for somebody.
func vouched(t *testing.T, email string, at time.Time) string {
	t.Helper()
	token, err := account.Multipass(multipassKey, map[string]string{"email": email, "created_at": at.Format(time.RFC3339), "first_name": "M"})
	if err != nil {
		t.Fatal(err)
	}
	return token
}
