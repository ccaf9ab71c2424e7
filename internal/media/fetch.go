package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"

	"cartwright/internal/fault"
)

// The bounds of fetching from elsewhere.
const (
	fetchTimeout   = 10 * time.Second // in all, from the name to the last byte
	connectTimeout = 5 * time.Second
	maxRedirects   = 3
)

// Why a picture is not fetched.
var (
	errPrivate   = errors.New("pictures are not fetched from private networks")
	errScheme    = errors.New("the address of a picture begins with http:// or https:// and a host")
	errSecret    = errors.New("the address of a picture has no user name or password in it")
	errPort      = errors.New("the port in the address of a picture is 80, 443, or 1024 and more")
	errRedirects = fmt.Errorf("the address of the picture leads on more than %d times", maxRedirects)
)

// newClient makes a client that cannot be sent into the network behind the server: every address is judged when the
// connection is made, after names were resolved and redirects followed. A proxy would resolve names itself, so none is
// used.
func newClient(allowed func(netip.Addr) bool) *http.Client { return newClientBy(nil, allowed) }

// newClientBy is newClient with names resolved by somebody else.
func newClientBy(names *net.Resolver, allowed func(netip.Addr) bool) *http.Client {
	dialer := &net.Dialer{Resolver: names, Timeout: connectTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		host, err := netip.ParseAddrPort(address)
		if err != nil || !allowed(host.Addr()) {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Timeout: fetchTimeout,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, Proxy: nil, ForceAttemptHTTP2: true, TLSHandshakeTimeout: connectTimeout,
			DisableCompression: true, MaxResponseHeaderBytes: 64 << 10, MaxIdleConns: 16, MaxIdleConnsPerHost: 4,
			IdleConnTimeout: 5 * time.Second,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errRedirects
			}
			return checkAddress(r.URL)
		},
	}
}

// checkAddress refuses what is no address on the web.
func checkAddress(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return errScheme
	case u.User != nil:
		return errSecret
	case !webPort(u.Port()):
		return errPort
	}
	return nil
}

// webPort reports whether a web server may be at a port. Below 1024 are mail and much else that nobody should be made to
// say something to.
func webPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && (n == 80 || n == 443 || n >= 1024)
}

// Fetch brings a picture from elsewhere into the store. What the other side says of its type is not believed. Addresses
// that are none, or lie in private networks, and pictures that are too large or none are faults that stay (Invalid,
// Limit); a server that does not answer, or too slowly, is one that may pass (Unavailable).
func (s *Store) Fetch(ctx context.Context, address string) (Stored, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Stored{}, fault.Invalidf("", "the address of the picture is not understood")
	}
	if err := checkAddress(u); err != nil {
		return Stored{}, fault.Invalidf("", "%v", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Stored{}, fault.Invalidf("", "the address of the picture is not understood")
	}
	request.Header.Set("Accept", "image/webp, image/png, image/jpeg, image/gif")
	request.Header.Set("User-Agent", "Cartwright")
	response, err := s.client.Do(request)
	if err != nil {
		return Stored{}, fetchFault(ctx, err)
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone:
		return Stored{}, fault.NotFoundf("", "there is no picture at its address: the server answered %d", response.StatusCode)
	case response.StatusCode != http.StatusOK:
		return Stored{}, fault.Unavailablef("the picture could not be fetched: the server answered %d", response.StatusCode)
	case response.ContentLength > s.o.MaxBytes:
		return Stored{}, s.TooLarge(Picture)
	}
	stored, err := s.Put(ctx, &body{from: response.Body})
	var broken *brokenOff
	if errors.As(err, &broken) {
		return Stored{}, fetchFault(ctx, broken.err)
	}
	return stored, err
}

// fetchFault turns what went wrong on the way into a fault. The causes are not told: they may name what only the server
// sees.
func fetchFault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, lasting := range []error{errPrivate, errScheme, errSecret, errPort, errRedirects} {
		if errors.Is(err, lasting) {
			return fault.Invalidf("", "%v", lasting)
		}
	}
	var unknown *net.DNSError
	var slow net.Error
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return fault.Invalidf("", "the address of the picture names a host that does not exist")
	case errors.As(err, &slow) && slow.Timeout():
		return fault.Unavailablef("the picture could not be fetched within %d seconds", fetchTimeout/time.Second)
	}
	return fault.Unavailablef("the picture could not be fetched: its server was not reached, or broke off")
}

// body marks the errors of reading a response, to tell them from those of the store.
type body struct{ from io.Reader }

// brokenOff is an error of the other side.
type brokenOff struct{ err error }

func (b *brokenOff) Error() string { return "the answer broke off: " + b.err.Error() }
func (b *brokenOff) Unwrap() error { return b.err }

// Read reads on.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &brokenOff{err}
	}
	return n, err
}
