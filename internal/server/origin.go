package server

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"cartwright/internal/fault"
)

// origins decides which address a client used.
//
// Addresses in answers (checkoutUrl, menus, pictures) must carry the host the client knows, yet whoever can write a
// Host header must not be able to put a foreign one there. So a host is believed only where it stands in the list of
// public URLs, or is a name of this machine's loopback; every other request is given the first public URL.
type origins struct {
	public   []*url.URL // as configured; the first is the default
	trusted  []netip.Prefix
	fallback *atomic.Pointer[string] // where there is no public URL: the address that is listened on
}

// newOrigins checks the public URLs and the listening address.
func newOrigins(o Options, secure bool) (origins, error) {
	var known origins
	for _, raw := range o.PublicURLs { // a path would be lost: the dialect's addresses begin at the root of a host
		u, err := url.Parse(strings.TrimSpace(raw))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.Port() != "" && !port(u.Port()) {
			return origins{}, fault.Invalidf("--public-url", "%q is not the address of a site; write for example https://shop.example", raw)
		}
		known.public = append(known.public, &url.URL{Scheme: u.Scheme, Host: canonicalHost(u.Scheme, u.Host)})
	}
	for _, p := range o.TrustedProxies {
		if !p.IsValid() {
			return origins{}, fault.Invalidf("--trusted-proxy", "is not a network; write for example 10.0.0.0/8")
		}
		known.trusted = append(known.trusted, p.Masked())
	}
	if _, p, err := net.SplitHostPort(o.Addr); err != nil || !port(p) && p != "0" {
		return origins{}, fault.Invalidf("--addr", "%q is not host:port; write for example 127.0.0.1:8080 or :8080", o.Addr)
	}
	known.fallback = new(atomic.Pointer[string])
	known.listening(o.Addr, secure)
	return known, nil
}

// listening notes the address that is listened on, which only the listener knows when any free port was asked for,
// and returns it as a base URL. Nobody can call "all interfaces": localhost stands for it.
func (o origins) listening(addr string, secure bool) string {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	host, p, _ := net.SplitHostPort(addr) // newOrigins has checked it
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	base := scheme + "://" + canonicalHost(scheme, net.JoinHostPort(host, p))
	o.fallback.Store(&base)
	return base
}

// of works out the base URL of a request.
func (o origins) of(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if o.trusts(r.RemoteAddr) {
		// Of several values the last is the one that the proxy nearest to us has written.
		if v := strings.ToLower(lastOf(r.Header["X-Forwarded-Proto"])); v == "http" || v == "https" {
			scheme = v
		}
		if v := lastOf(r.Header["X-Forwarded-Host"]); v != "" {
			host = v
		}
	}
	host = canonicalHost(scheme, host)

	// The same host by the client's scheme comes first; by the other scheme it is still better than another host.
	var other *url.URL
	for _, u := range o.public {
		if !sameHost(u, host, scheme) {
			continue
		}
		if u.Scheme == scheme {
			return u.String()
		}
		if other == nil {
			other = u
		}
	}
	switch {
	case other != nil: // a proxy that ends TLS and is not trusted: the list knows better
		return other.String()
	case loopback(host):
		return scheme + "://" + host
	case len(o.public) > 0:
		return o.public[0].String()
	}
	return *o.fallback.Load()
}

// clientOf is the network address of whoever sent the request: the peer's, or behind proxies that are believed the last one
// that none of them has. A storefront that asks from a server of its own, which is believed likewise, says for whom.
func (o origins) clientOf(r *http.Request) string {
	remote := r.RemoteAddr
	if !o.trusts(remote) {
		return hostOf(remote)
	}
	hops := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
	for _, hop := range slices.Backward(hops) {
		if hop = strings.TrimSpace(hop); hop == "" {
			continue
		}
		ip, err := netip.ParseAddr(hop)
		if err != nil {
			return hostOf(remote)
		}
		if !o.trusts(netip.AddrPortFrom(ip, 0).String()) {
			return ip.String()
		}
	}
	if buyer, err := netip.ParseAddr(strings.TrimSpace(r.Header.Get("Shopify-Storefront-Buyer-IP"))); err == nil {
		return buyer.String()
	}
	return hostOf(remote)
}

func hostOf(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	return host
}

// sameHost compares a canonical host with a public URL. The default port of either scheme counts as none: behind a
// proxy the scheme that we see need not be the one the client used.
func sameHost(u *url.URL, host, scheme string) bool {
	return u.Host == host || u.Scheme != scheme && u.Host == canonicalHost(u.Scheme, host)
}

// trusts reports whether the peer is a proxy whose word counts.
func (o origins) trusts(remote string) bool {
	if len(o.trusted) == 0 {
		return false
	}
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	ip := peer.Addr().Unmap().WithZone("") // a socket for both families shows IPv4 peers as IPv6
	for _, p := range o.trusted {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// lastOf is the last value of a header that may be a list, on one line or several.
func lastOf(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	last := lines[len(lines)-1]
	return strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
}

// canonicalHost is a host with its port in the form for comparing: lower case, no port where it is the scheme's own.
func canonicalHost(scheme, host string) string {
	host = strings.ToLower(host)
	if scheme == "https" {
		return strings.TrimSuffix(host, ":443")
	}
	return strings.TrimSuffix(host, ":80")
}

// loopback reports whether a host is a name of the loopback interface, with any port.
func loopback(host string) bool {
	for _, name := range [...]string{"localhost", "127.0.0.1", "[::1]"} {
		if rest, ok := strings.CutPrefix(host, name); ok {
			return rest == "" || rest[0] == ':' && port(rest[1:])
		}
	}
	return false
}

// port reports whether s is the number of a TCP port, in plain digits.
func port(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0 && digits(s)
}
