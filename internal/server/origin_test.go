package server

import (
	"context"
	"crypto/tls"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestOrigin(t *testing.T) {
	shop := []string{"https://shop.example", "http://old.example:8000/", "https://Shop.Example:8443", "http://shop.example"}
	proxy := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	const peer, stranger = "10.1.2.3:4000", "192.0.2.7:4000"
	cases := []struct {
		name    string
		addr    string
		public  []string
		trusted []netip.Prefix
		remote  string
		tls     bool
		host    string
		headers []string
		want    string
	}{
		{name: "a host on the list", public: shop, host: "shop.example", tls: true, want: "https://shop.example"},
		{name: "in capitals and with the default port", public: shop, host: "SHOP.example:443", tls: true, want: "https://shop.example"},
		{name: "by the other scheme, which is on the list too", public: shop, host: "shop.example", want: "http://shop.example"},
		{name: "with another port, which is on the list too", public: shop, host: "shop.example:8443", tls: true, want: "https://shop.example:8443"},
		{name: "with a port that is not on the list", public: shop, host: "shop.example:9999", tls: true, want: "https://shop.example"},
		{name: "further down the list", public: shop, host: "old.example:8000", want: "http://old.example:8000"},
		{name: "behind a proxy that ends TLS and says nothing", public: shop[:1], host: "shop.example", want: "https://shop.example"},
		{name: "a foreign host", public: shop, host: "evil.example", tls: true, want: "https://shop.example"},
		{name: "a foreign host that begins like ours", public: shop, host: "shop.example.evil.example", want: "https://shop.example"},
		{name: "no host", public: shop, host: "", want: "https://shop.example"},
		{name: "a host that is no host", public: shop, host: "shop.example/@evil", want: "https://shop.example"},

		{name: "localhost", public: shop, host: "localhost:3000", want: "http://localhost:3000"},
		{name: "localhost by TLS", public: shop, host: "localhost:9443", tls: true, want: "https://localhost:9443"},
		{name: "the loopback address", public: shop, host: "127.0.0.1:8080", want: "http://127.0.0.1:8080"},
		{name: "the other loopback address", public: shop, host: "[::1]:8080", want: "http://[::1]:8080"},
		{name: "localhost on the default port", public: shop, host: "localhost:80", want: "http://localhost"},
		{name: "localhost with a port that is none", public: shop, host: "localhost:80evil", want: "https://shop.example"},
		{name: "localhost with an empty port", public: shop, host: "localhost:", want: "https://shop.example"},
		{name: "a name that begins like localhost", public: shop, host: "localhost.evil.example", want: "https://shop.example"},

		{name: "no list, loopback", host: "localhost:3000", want: "http://localhost:3000"},
		{name: "no list, another host", addr: "192.0.2.1:8080", host: "evil.example", want: "http://192.0.2.1:8080"},
		{name: "no list, listening everywhere", addr: ":8080", host: "evil.example", want: "http://localhost:8080"},
		{name: "no list, listening everywhere on IPv6", addr: "[::]:80", host: "evil.example", want: "http://localhost"},

		{name: "a trusted proxy names host and scheme", public: shop, trusted: proxy, remote: peer, host: "app:8080",
			headers: []string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example:8443"}, want: "https://shop.example:8443"},
		{name: "a trusted proxy on IPv6", public: shop, trusted: proxy, remote: "[fd00::1%eth0]:4000", host: "app",
			headers: []string{"X-Forwarded-Proto", "http", "X-Forwarded-Host", "shop.example"}, want: "http://shop.example"},
		{name: "a trusted IPv4 proxy on an IPv6 socket", public: shop, trusted: proxy, remote: "[::ffff:10.1.2.3]:4000", host: "app",
			headers: []string{"X-Forwarded-Proto", "http", "X-Forwarded-Host", "shop.example"}, want: "http://shop.example"},
		{name: "a trusted proxy names the scheme alone", public: shop, trusted: proxy, remote: peer, host: "localhost:3000",
			headers: []string{"X-Forwarded-Proto", "https"}, want: "https://localhost:3000"},
		{name: "a trusted proxy passes a foreign host on", public: shop, trusted: proxy, remote: peer, host: "app",
			headers: []string{"X-Forwarded-Host", "evil.example"}, want: "https://shop.example"},
		{name: "a trusted proxy adds to what the client wrote", public: shop, trusted: proxy, remote: peer, host: "app",
			headers: []string{"X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "localhost:1, shop.example:8443"}, want: "https://shop.example:8443"},
		{name: "a trusted proxy names a scheme that is none", public: shop, trusted: proxy, remote: peer, host: "localhost",
			headers: []string{"X-Forwarded-Proto", "javascript"}, want: "http://localhost"},
		{name: "a stranger is not believed", public: shop, trusted: proxy, remote: stranger, host: "evil.example",
			headers: []string{"X-Forwarded-Proto", "http", "X-Forwarded-Host", "shop.example:8443"}, want: "https://shop.example"},
		{name: "nobody is believed without a list of proxies", public: shop, remote: peer, host: "localhost:3000",
			headers: []string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example"}, want: "http://localhost:3000"},
		{name: "a peer without an address is not believed", public: shop, trusted: proxy, remote: "@", host: "localhost",
			headers: []string{"X-Forwarded-Proto", "https"}, want: "http://localhost"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got string
			s := made(t, Options{Addr: c.addr, PublicURLs: c.public, TrustedProxies: c.trusted,
				Engine: engine(func(ctx context.Context, _ Query) Reply {
					got = Origin(ctx)
					return Reply{Body: []byte(`{"data":{}}`), Executed: true}
				})})
			r := httptest.NewRequest("GET", "/graphql?query={a}", nil)
			r.Host = c.host
			if c.remote != "" {
				r.RemoteAddr = c.remote
			}
			if c.tls {
				r.TLS = new(tls.ConnectionState)
			}
			for i := 0; i < len(c.headers); i += 2 {
				r.Header.Set(c.headers[i], c.headers[i+1])
			}
			s.Handler().ServeHTTP(httptest.NewRecorder(), r)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	t.Run("there is none outside of a request", func(t *testing.T) {
		if got := Origin(context.Background()) + RequestID(context.Background()); got != "" {
			t.Errorf("got %q", got)
		}
	})
}

// FuzzOrigin writes anything into Host: whatever comes out must be on the list or loopback.
func FuzzOrigin(f *testing.F) {
	for _, host := range []string{"shop.example", "localhost:80", "[::1]", "127.0.0.1:65536", "localhost:\x00", "a@localhost", "LOCALHOST:8080"} {
		f.Add(host)
	}
	s := made(f, Options{PublicURLs: []string{"https://shop.example"}})
	f.Fuzz(func(t *testing.T, host string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		if got := s.origins.of(r); got != "https://shop.example" && !plainLoopback(got) {
			t.Errorf("host %q gives %q", host, got)
		}
	})
}

// plainLoopback is the rule for loopback addresses, said in another way.
func plainLoopback(base string) bool {
	for _, name := range []string{"http://localhost", "http://127.0.0.1", "http://[::1]"} {
		if base == name {
			return true
		}
		if len(base) > len(name)+1 && base[:len(name)+1] == name+":" && digits(base[len(name)+1:]) {
			return true
		}
	}
	return false
}
