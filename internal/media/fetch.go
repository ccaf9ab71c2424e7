package media

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"cartwright/internal/fault"
)

// The bounds of fetching from elsewhere.
const (
	fetchTimeout = 10 * time.Second
	maxRedirects = 3
)

// errPrivate is why a connection was not made.
var errPrivate = errors.New("the address is in a private network")

// newClient makes a client that cannot be sent into the network behind the server: every address is judged when the
// connection is made, after names were resolved and redirects followed.
func newClient(allowPrivate bool) *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		host, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !allowPrivate && !public(host.Addr()) {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Timeout: fetchTimeout,
		Transport: &http.Transport{DialContext: dialer.DialContext, Proxy: nil, ResponseHeaderTimeout: fetchTimeout,
			TLSHandshakeTimeout: 5 * time.Second, MaxIdleConnsPerHost: 4, IdleConnTimeout: 30 * time.Second},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("more than %d redirects", maxRedirects)
			}
			return checkURL(r.URL)
		},
	}
}

// public reports whether an address is one of the open internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsValid() && a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() &&
		!shared.Contains(a) && !thisNetwork.Contains(a) && !benchmark.Contains(a) && !translated.Contains(a)
}

// Networks that are global by form and private by use.
var (
	shared      = netip.MustParsePrefix("100.64.0.0/10") // carriers' own, RFC 6598
	thisNetwork = netip.MustParsePrefix("0.0.0.0/8")     // RFC 791
	benchmark   = netip.MustParsePrefix("198.18.0.0/15") // RFC 2544
	translated  = netip.MustParsePrefix("64:ff9b::/96")  // may lead to any IPv4 address, RFC 6052
)

func checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("an address of a picture begins with http:// or https://")
	}
	return nil
}

// Fetch brings a picture from elsewhere into the store. What the other side says of its type is not believed. Addresses
// in private networks, pictures that are too large, slow or none are faults.
func (s *Store) Fetch(ctx context.Context, address string) (Stored, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Stored{}, fault.Invalidf("", "the address of the picture is not understood")
	}
	if err := checkURL(u); err != nil {
		return Stored{}, fault.Invalidf("", "%v", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Stored{}, fault.Invalidf("", "the address of the picture is not understood")
	}
	request.Header.Set("Accept", "image/*")
	request.Header.Set("User-Agent", "Cartwright")
	response, err := s.client.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return Stored{}, ctx.Err()
		}
		if errors.Is(err, errPrivate) {
			return Stored{}, fault.Invalidf("", "pictures are not fetched from private networks")
		}
		var outer *url.Error
		if errors.As(err, &outer) {
			err = outer.Err
		}
		return Stored{}, fault.Unavailablef("the picture could not be fetched: %v", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return Stored{}, fault.Unavailablef("the picture could not be fetched: the server answered %s", response.Status)
	}
	return s.Put(ctx, response.Body)
}
