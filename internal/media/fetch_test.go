package media

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"cartwright/internal/fault"
)

// far serves pictures and much else, as servers of other people do.
func far(t testing.TB, picture []byte) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/picture", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie")+r.Header.Get("Authorization") != "" {
			t.Errorf("more was sent than is needed: %v", r.Header)
		}
		w.Header().Set("Content-Type", "text/html") // which is not believed
		w.Write(picture)
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		fmt.Fprint(w, "<!DOCTYPE html><html><body>Please log in</body></html>")
	})
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscan(r.PathValue("code"), &code)
		w.WriteHeader(code)
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000000")
		w.Write(picture)
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		w.Write(picture)
		for filler := make([]byte, 32<<10); ; {
			if _, err := w.Write(filler); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/packed", func(w http.ResponseWriter, _ *http.Request) { // a gigabyte, for whoever unpacks it
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "image/png")
		z := gzip.NewWriter(w)
		defer z.Close()
		z.Write(picture)
		for filler, n := make([]byte, 1<<20), 0; n < 64; n++ {
			z.Write(filler)
		}
	})
	mux.HandleFunc("/vast", func(w http.ResponseWriter, _ *http.Request) { // a small file that says it is 60,000 pixels wide and high
		vast := bytes.Clone(picture)
		binary.BigEndian.PutUint32(vast[16:], 60_000)
		binary.BigEndian.PutUint32(vast[20:], 60_000)
		binary.BigEndian.PutUint32(vast[29:], crc32.ChecksumIEEE(vast[12:29]))
		w.Write(vast)
	})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(picture)))
		w.Write(picture[:len(picture)/2])
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		w.Write(picture[:len(picture)/2])
		w.(http.Flusher).Flush()
		<-r.Context().Done() // until the other side has had enough
	})
	mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/turns/{left}", func(w http.ResponseWriter, r *http.Request) {
		var left int
		fmt.Sscan(r.PathValue("left"), &left)
		next := "/picture"
		if left > 1 {
			next = fmt.Sprintf("/turns/%d", left-1)
		}
		http.Redirect(w, r, next, http.StatusFound)
	})
	mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Query().Get("address"))
		w.WriteHeader(http.StatusMovedPermanently)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// checkFetch fetches and expects a fault of the kind that says something, and nothing kept.
func checkFetch(t *testing.T, s *Store, address string, kind fault.Kind, says string) {
	t.Helper()
	got, err := s.Fetch(t.Context(), address)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != kind || !strings.Contains(f.Text, says) {
		t.Errorf("%s: got %+v, %v; want a fault of kind %v that says %q", address, got, err, kind, says)
	}
	if left, err := os.ReadDir(filepath.Join(dirOf(s), "files")); err != nil || len(left) > 0 {
		t.Errorf("%s: %d files are kept, %v", address, len(left), err)
	}
}

func TestFetch(t *testing.T) {
	picture := pngOf(t, quarters(40, 20))
	server := far(t, picture)
	for _, path := range []string{"/picture", "/turns/1", "/turns/3", "/picture?a=b#c"} {
		t.Run("a picture is kept: "+path, func(t *testing.T) {
			s := newStore(t, Options{AllowPrivate: true})
			got, err := s.Fetch(t.Context(), server.URL+path)
			if err != nil {
				t.Fatal(err)
			}
			if want := stored(t, s, picture); got != want {
				t.Errorf("got %+v, and when put %+v", got, want)
			}
		})
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		address string
		kind    fault.Kind
		says    string
	}{
		{server.URL + "/page", fault.Invalid, "a web page, not a picture"},
		{server.URL + "/status/404", fault.NotFound, "the server answered 404"},
		{server.URL + "/status/410", fault.NotFound, "the server answered 410"},
		{server.URL + "/status/403", fault.Unavailable, "the server answered 403"},
		{server.URL + "/status/500", fault.Unavailable, "the server answered 500"},
		{server.URL + "/status/204", fault.Unavailable, "the server answered 204"},
		{server.URL + "/large", fault.Limit, "at most 1 MiB"},
		{server.URL + "/endless", fault.Limit, "at most 1 MiB"},
		{server.URL + "/broken", fault.Unavailable, "broke off"},
		{server.URL + "/turns/4", fault.Invalid, "leads on more than 3 times"},
		{server.URL + "/to?address=" + url.QueryEscape("file:///etc/passwd"), fault.Invalid, "http:// or https://"},
		{server.URL + "/to?address=" + url.QueryEscape("http://ann:geheim@127.0.0.1/"), fault.Invalid, "no user name or password"},
		{gone.URL, fault.Unavailable, "not reached"},
		{"", fault.Invalid, "http:// or https://"},
		{"picture.png", fault.Invalid, "http:// or https://"},
		{"//cdn.example/picture.png", fault.Invalid, "http:// or https://"},
		{"file:///etc/passwd", fault.Invalid, "http:// or https://"},
		{"ftp://cdn.example/picture.png", fault.Invalid, "http:// or https://"},
		{"data:image/png;base64,AAAA", fault.Invalid, "http:// or https://"},
		{"http://", fault.Invalid, "and a host"},
		{"http://:80/", fault.Invalid, "and a host"},
		{"http://ann:geheim@cdn.example/", fault.Invalid, "no user name or password"},
		{"http://cdn.example:25/", fault.Invalid, "80, 443, or 1024 and more"},
		{"http://cdn.example:0/", fault.Invalid, "80, 443, or 1024 and more"},
		{"http://cdn.example:65536/", fault.Invalid, "80, 443, or 1024 and more"},
		{server.URL + "/to?address=" + url.QueryEscape("http://127.0.0.1:22/"), fault.Invalid, "80, 443, or 1024 and more"},
		{server.URL + "/packed", fault.Invalid, "no picture that is taken"},
		{server.URL + "/vast", fault.Limit, "million pixels"},
		{"http://cdn.example:port/", fault.Invalid, "not understood"},
		{"http://cdn .example/", fault.Invalid, "not understood"},
		{"http://cdn.example/%zz", fault.Invalid, "not understood"},
	} {
		name := strings.ReplaceAll(c.address, server.URL, "")
		if c.address == gone.URL {
			name = "a server that is gone"
		}
		t.Run(name, func(t *testing.T) {
			checkFetch(t, newStore(t, Options{AllowPrivate: true, MaxBytes: 1 << 20}), c.address, c.kind, c.says)
		})
	}
	for _, path := range []string{"/slow", "/silent"} {
		t.Run("nobody waits longer than they want: "+path, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			s := newStore(t, Options{AllowPrivate: true})
			if _, err := s.Fetch(ctx, server.URL+path); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a side that is too slow for us is a fault that may pass", func(t *testing.T) {
		for _, path := range []string{"/slow", "/silent"} {
			s := newStore(t, Options{AllowPrivate: true})
			s.client.Timeout = 50 * time.Millisecond
			checkFetch(t, s, server.URL+path, fault.Unavailable, "within 10 seconds")
		}
	})
}

// TestFetchStaysOutside holds that nobody sends the server into its own network, in whatever way an address is written.
// None of these may reach the server that listens there.
func TestFetchStaysOutside(t *testing.T) {
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	port := ":" + u.Port()
	for _, host := range []string{
		"127.0.0.1" + port, "127.1.2.3" + port, "localhost" + port, "0.0.0.0" + port, "[::1]" + port, "[::]" + port,
		"[::ffff:127.0.0.1]" + port, "[::ffff:7f00:1]" + port, "[0:0:0:0:0:ffff:127.0.0.1]" + port, "[::127.0.0.1]" + port,
		"[64:ff9b::7f00:1]" + port, "[2002:7f00:1::]" + port,
		"10.0.0.1", "10.255.255.255:8080", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00:ec2::254]",
		"100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "[ff02::1]", "[::ffff:10.0.0.1]",
		"[::ffff:169.254.169.254]", "[fe80::1%25lo]" + port,
	} {
		t.Run(host, func(t *testing.T) {
			checkFetch(t, newStore(t, Options{}), "http://"+host+"/latest/meta-data/", fault.Invalid, "not fetched from private networks")
		})
	}
	t.Run("numbers that some resolvers take for addresses lead nowhere", func(t *testing.T) {
		for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1"} {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			if got, err := newStore(t, Options{}).Fetch(ctx, "http://"+host+port+"/"); err == nil {
				t.Errorf("%s: fetched %+v", host, got)
			}
			cancel()
		}
	})
	t.Run("and no redirect leads inside", func(t *testing.T) {
		// One that may be reached sends on to one that may not.
		first := httptest.NewServer(http.RedirectHandler(server.URL, http.StatusFound))
		defer first.Close()
		open, err := netip.ParseAddrPort(strings.TrimPrefix(first.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		s := newStore(t, Options{})
		left := 1
		s.client = newClient(func(a netip.Addr) bool { left--; return left == 0 && a == open.Addr() || public(a) })
		defer s.client.CloseIdleConnections()
		checkFetch(t, s, first.URL, fault.Invalid, "not fetched from private networks")
	})
	t.Run("and no name that leads outside at first and inside later", func(t *testing.T) {
		// The first question is answered with an address outside, all others with one inside.
		var asked atomic.Int32
		s := newStore(t, Options{})
		s.client = newClientBy(fakeNames(t, func() [4]byte {
			if asked.Add(1) == 1 {
				return [4]byte{192, 0, 2, 1}
			}
			return [4]byte{127, 0, 0, 1}
		}), func(a netip.Addr) bool { return a == netip.MustParseAddr("192.0.2.1") || public(a) })
		s.client.Timeout = 300 * time.Millisecond // nobody answers at the address outside
		defer s.client.CloseIdleConnections()
		if _, err := s.Fetch(t.Context(), "http://rebind.example"+port+"/"); !fault.Is(err, fault.Unavailable) {
			t.Errorf("outside: %v", err)
		}
		checkFetch(t, s, "http://rebind.example"+port+"/", fault.Invalid, "not fetched from private networks")
		if n := asked.Load(); n < 2 {
			t.Errorf("asked %d times", n)
		}
	})
	t.Run("and no proxy is asked", func(t *testing.T) {
		t.Setenv("HTTP_PROXY", server.URL)
		t.Setenv("http_proxy", server.URL)
		checkFetch(t, newStore(t, Options{}), "http://192.168.7.7/", fault.Invalid, "not fetched from private networks")
	})
	if reached {
		t.Error("the server inside was reached")
	}
}

// fakeNames resolves every name to the address that is said when it is asked for.
func fakeNames(t *testing.T, address func() [4]byte) *net.Resolver {
	t.Helper()
	server, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buffer := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
					Body: &dnsmessage.AResource{A: address()}}}
			}
			if answer, err := m.Pack(); err == nil {
				server.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1": true, "8.8.8.8": true, "9.255.255.255": true, "11.0.0.0": true, "172.15.255.255": true, "172.32.0.0": true,
		"100.63.255.255": true, "100.128.0.0": true, "198.17.255.255": true, "198.20.0.0": true, "223.255.255.255": true,
		"2606:4700::1111": true, "2a00:1450::1": true, "::ffff:1.1.1.1": true,
		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.0": false, "127.0.0.1": false, "169.254.0.1": false, "172.16.0.0": false, "192.168.0.1": false,
		"100.64.0.0": false, "100.127.255.255": false, "192.0.2.1": false, "198.51.100.1": false, "203.0.113.1": false, "198.19.255.255": false,
		"224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false,
		"fd00::1": false, "fec0::1": false, "ff02::1": false, "64:ff9b::a00:1": false, "64:ff9b:1::1": false, "2002:a00:1::": false, "2001::1": false,
		"2001:db8::1": false, "100::1": false, "3fff::1": false, "5f00::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is public: %v", address, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}
