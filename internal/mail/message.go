package mail

import (
	"net/mail"

	gomail "github.com/wneessen/go-mail"
)

// message is a row as it travels: two alternatives, the text first as RFC 2046, section 5.1.4, wants it, and headers that
// keep machines from answering (RFC 3834).
func (s *Service) message(row Row, shop string, r rendered) *gomail.Msg {
	from := *s.from
	if from.Name == "" {
		from.Name = cleanName(shop)
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&from)
	m.ToMailAddress(&mail.Address{Name: greeting(row.Name), Address: row.Address})
	m.Subject(r.subject)
	m.SetMessageIDWithValue(s.messageID(row))
	m.SetDateWithValue(row.CreatedAt)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetBodyString(gomail.TypeTextPlain, r.text)
	m.AddAlternativeString(gomail.TypeTextHTML, r.html)
	return m
}
