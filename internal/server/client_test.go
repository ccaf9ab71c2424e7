package server

import (
	"net/http"
	"net/netip"
	"testing"
)

func TestClientAddress(t *testing.T) {
	known := origins{trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	for name, c := range map[string]struct {
		remote string
		hops   []string
		want   string
		buyer  string
	}{
		"nobody between":              {"192.0.2.7:999", nil, "192.0.2.7", ""},
		"a stranger's word":           {"192.0.2.7:999", []string{"198.51.100.1"}, "192.0.2.7", ""},
		"a proxy's word":              {"10.0.0.1:999", []string{"198.51.100.1"}, "198.51.100.1", ""},
		"what a client wrote before":  {"10.0.0.1:999", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1", ""},
		"two proxies, on two lines":   {"10.0.0.1:999", []string{"198.51.100.1", "10.0.0.2"}, "198.51.100.1", ""},
		"nothing but proxies":         {"10.0.0.1:999", []string{"10.0.0.2"}, "10.0.0.1", ""},
		"what is no address":          {"10.0.0.1:999", []string{"unknown"}, "10.0.0.1", ""},
		"a peer without a port":       {"pipe", nil, "pipe", ""},
		"a peer of the other family":  {"[2001:db8::1]:999", nil, "2001:db8::1", ""},
		"a proxy in the other family": {"[::ffff:10.0.0.1]:999", []string{"2001:db8::2"}, "2001:db8::2", ""},
		"a storefront's server":       {"10.0.0.1:999", nil, "203.0.113.5", "203.0.113.5"},
		"one behind a proxy":          {"10.0.0.1:999", []string{"10.0.0.2"}, "203.0.113.5", "203.0.113.5"},
		"a stranger as a storefront":  {"192.0.2.7:999", nil, "192.0.2.7", "203.0.113.5"},
		"a stranger behind a proxy":   {"10.0.0.1:999", []string{"192.0.2.7"}, "192.0.2.7", "203.0.113.5"},
		"nobody, behind a proxy":      {"10.0.0.1:999", []string{"unknown"}, "10.0.0.1", "203.0.113.5"},
		"a buyer that is no address":  {"10.0.0.1:999", nil, "10.0.0.1", "me"},
	} {
		r := &http.Request{RemoteAddr: c.remote, Header: http.Header{}}
		r.Header.Set("Shopify-Storefront-Buyer-IP", c.buyer)
		if c.hops != nil {
			r.Header["X-Forwarded-For"] = c.hops
		}
		if got := known.clientOf(r); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
