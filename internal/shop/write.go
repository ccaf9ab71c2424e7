package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// The bounds of what staff write, beside those of the columns.
const (
	maxName  = 255     // characters
	maxLines = 1 << 16 // bytes of a description
	maxBody  = 1 << 20 // bytes of a policy
	maxEmail = 320
	maxPhone = 40
	maxURL   = 1024
	maxMuch  = 250 // countries, languages, colours
)

// Priced says what there is that has prices already; empty: nothing. It is asked before the currency of the shop changes.
type Priced func(tx database.Tx) (what string, err error)

// UpdateSettings writes what change makes of the settings. The currency stays where anything has a price. Faults are at the
// field that is wrong, in the words of the input: name, description, email, phone, publicUrl, currencyCode, countryCode,
// languageCode, shipsToCountries, brand.colors.primary.0.background and the like; and a Conflict at expectedVersion, beside
// which the settings are as they are.
func (s *Service) UpdateSettings(ctx context.Context, by act.By, expected *int64, priced Priced, change func(*Settings)) (Settings, error) {
	defer s.last.Store(nil)
	return act.Do(ctx, s.db, by, func(tx database.Tx) (out Settings, err error) {
		err = update(tx, func(tx database.Tx, settings *Settings) error {
			was := *settings
			out = was
			if err := act.Current(expected, was.Version); err != nil {
				return err
			}
			change(settings)
			if err := settings.bound(); err != nil {
				return err
			}
			if err := settings.check(); err != nil {
				return inInput(err)
			}
			if settings.Currency != was.Currency {
				what, err := priced(tx)
				if err != nil {
					return err
				}
				if what != "" {
					return fault.Conflictf("currencyCode", "there are %s with amounts in %s: the currency is chosen before anything has a price", what, was.Currency)
				}
			}
			out = *settings
			out.ID, out.Version, out.UpdatedAt = 1, was.Version+1, tx.Now
			return by.Note(tx, act.Entry{Action: "shop.update", Kind: "shop", ID: 1, Before: was, After: out})
		})
		return out, err
	})
}

// bound refuses what is too long or makes no sense; check completes what is left.
func (s *Settings) bound() error {
	if strings.TrimSpace(s.Name) == "" {
		return fault.Invalidf("name", "a shop needs a name")
	}
	for _, t := range []struct {
		path, text string
		most       int
		lines      bool
	}{{"name", s.Name, maxName, false}, {"description", s.Description, maxLines, true}, {"email", s.Email, maxEmail, false}, {"phone", s.Phone, maxPhone, false},
		{"publicUrl", s.PublicURL, maxURL, false}, {"brand.slogan", s.Brand.Slogan, maxName, false}, {"brand.shortDescription", s.Brand.ShortDescription, maxLines, true}} {
		if err := checkText(t.path, t.text, t.most, t.lines); err != nil {
			return err
		}
	}
	if s.Email != "" {
		if a, err := mail.ParseAddress(s.Email); err != nil || a.Address != s.Email {
			return fault.Invalidf("email", "an e-mail address looks like shop@example.com")
		}
	}
	if s.Phone != "" && !phone.MatchString(s.Phone) {
		return fault.Invalidf("phone", "a phone number has digits, blanks and + - ( ) . /")
	}
	if err := checkURL(s.PublicURL); err != nil {
		return err
	}
	if _, err := money.ParseCurrency(string(s.Currency)); err != nil {
		return fault.Invalidf("currencyCode", "there is no such currency; use an ISO 4217 code such as EUR")
	}
	return s.boundLists()
}

func (s *Settings) boundLists() error {
	for _, l := range []struct {
		path string
		list *[]string
	}{{"shipsToCountries", &s.Countries}, {"languages", &s.Languages}, {"acceptedCardBrands", &s.Payment.Cards}, {"supportedDigitalWallets", &s.Payment.Wallets}} {
		if len(*l.list) > maxMuch {
			return fault.Limitf(l.path, "at most %d, got %d", maxMuch, len(*l.list))
		}
		*l.list = distinct(*l.list)
	}
	if err := checkColors("brand.colors.primary", s.Brand.Primary); err != nil {
		return err
	}
	return checkColors("brand.colors.secondary", s.Brand.Secondary)
}

func checkColors(path string, groups []ColorGroup) error {
	if len(groups) > maxMuch {
		return fault.Limitf(path, "at most %d, got %d", maxMuch, len(groups))
	}
	for i, g := range groups {
		for _, c := range []struct{ name, value string }{{"background", g.Background}, {"foreground", g.Foreground}} {
			if c.value != "" && !color.MatchString(c.value) {
				return fault.Invalidf(fmt.Sprintf("%s.%d.%s", path, i, c.name), "a colour looks like #34554a")
			}
		}
	}
	return nil
}

// inInput places a fault of check at the field that the input calls otherwise.
func inInput(err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || len(f.Path) != 1 {
		return err
	}
	names := map[string]string{"currency": "currencyCode", "country": "countryCode", "language": "languageCode"}
	return fault.Invalidf(cmp.Or(names[f.Path[0]], f.Path[0]), "%s", f.Text)
}

var (
	color = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
	phone = regexp.MustCompile(`^\+?[0-9 ()./-]{3,}$`)
)

// distinct drops what stands twice.
func distinct(list []string) []string {
	var out []string
	for _, item := range list {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

func checkText(path, text string, most int, lines bool) error {
	if n := utf8.RuneCountInString(text); n > most || len(text) > maxBody {
		return fault.Invalidf(path, "at most %d characters, got %d", most, n)
	}
	odd := func(r rune) bool { return unicode.IsControl(r) && (!lines || r != '\n' && r != '\r' && r != '\t') }
	if !utf8.ValidString(text) || strings.ContainsFunc(text, odd) {
		return fault.Invalidf(path, "the text holds characters that nobody can read")
	}
	return nil
}

// checkURL refuses what is not the address of a storefront: of http or https, with a host, and nothing behind the path.
func checkURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(address, " \\?#") {
		return fault.Invalidf("publicUrl", "the storefront's address looks like https://example.com")
	}
	return nil
}
