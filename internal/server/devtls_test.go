package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDevCertificate(t *testing.T) {
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, "tls", name) }
	authority, server := file(authorityCertFile), file(serverCertFile)
	// load asks for the certificate and compares the files that were made for it.
	load := func(t *testing.T, host string, at time.Time, want ...string) tls.Certificate {
		t.Helper()
		cert, made, err := devCertificate(dir, host, at)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, made); diff != "" {
			t.Errorf("files made (-want +got):\n%s", diff)
		}
		return cert
	}

	first := load(t, "Workbench", now, authority, server)
	t.Run("it is good for this machine's names and no others", func(t *testing.T) {
		roots := x509.NewCertPool()
		pem, err := os.ReadFile(authority)
		if err != nil || !roots.AppendCertsFromPEM(pem) {
			t.Fatalf("no authority: %v", err)
		}
		for name, good := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "workbench": true, "shop.example": false, "192.0.2.1": false} {
			_, err := first.Leaf.Verify(x509.VerifyOptions{DNSName: name, Roots: roots, CurrentTime: now})
			if (err == nil) != good {
				t.Errorf("%s: %v", name, err)
			}
		}
		if key, ok := first.PrivateKey.(*ecdsa.PrivateKey); !ok || key.Curve != elliptic.P256() {
			t.Errorf("key of type %T", first.PrivateKey)
		}
	})
	t.Run("a stolen authority can vouch for nothing else", func(t *testing.T) {
		ca, err := loadPair(filepath.Join(dir, "tls"), authorityCertFile, authorityKeyFile)
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := t.TempDir()
		forged, err := issue(elsewhere, "forged.crt", "forged.key", serverTemplate([]string{"bank.example"}, now), &ca)
		if err != nil {
			t.Fatal(err)
		}
		roots := x509.NewCertPool()
		roots.AddCert(ca.Leaf)
		if _, err := forged.Leaf.Verify(x509.VerifyOptions{DNSName: "bank.example", Roots: roots, CurrentTime: now}); err == nil {
			t.Error("a certificate for another site is accepted")
		}
	})
	t.Run("only the owner may read the files", func(t *testing.T) {
		entries, err := os.ReadDir(filepath.Join(dir, "tls"))
		if err != nil || len(entries) != 4 {
			t.Fatalf("%d files, %v", len(entries), err)
		}
		for _, e := range entries {
			if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
			}
		}
	})
	t.Run("it is used again until 30 days before its end", func(t *testing.T) {
		for _, at := range []time.Time{now, first.Leaf.NotAfter.Add(-renewBefore - time.Hour)} {
			if again := load(t, "workbench", at); !again.Leaf.Equal(first.Leaf) {
				t.Errorf("another certificate at %v", at)
			}
		}
		renewed := load(t, "workbench", first.Leaf.NotAfter.Add(-renewBefore), server)
		if !renewed.Leaf.NotAfter.After(first.Leaf.NotAfter) {
			t.Error("the new certificate does not last longer")
		}
	})
	t.Run("what is damaged is made anew", func(t *testing.T) {
		load(t, "workbench", now, server) // the last test left one from the future
		for _, c := range []struct {
			name string
			want []string
		}{
			{serverCertFile, []string{server}},
			{serverKeyFile, []string{server}},
			{authorityKeyFile, []string{authority, server}},
		} {
			if err := os.WriteFile(file(c.name), []byte("damaged"), 0o600); err != nil {
				t.Fatal(err)
			}
			load(t, "workbench", now, c.want...)
			load(t, "workbench", now)
		}
	})
	t.Run("a lost certificate is made anew under the same authority", func(t *testing.T) {
		if err := os.Remove(server); err != nil {
			t.Fatal(err)
		}
		load(t, "workbench", now, server)
	})
	t.Run("another host name needs another authority, no host name does not", func(t *testing.T) {
		load(t, "laptop", now, authority, server)
		load(t, "", now)
		load(t, "not a host name", now)
	})
	t.Run("an authority near its end is made anew", func(t *testing.T) {
		load(t, "laptop", now.Add(authorityLife), authority, server)
	})
	t.Run("openssl agrees", func(t *testing.T) {
		openssl, err := exec.LookPath("openssl")
		if err != nil {
			if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
				t.Fatal("openssl is not installed")
			}
			t.Skip("openssl is not installed")
		}
		fresh := t.TempDir()
		if _, _, err := devCertificate(fresh, "workbench", time.Now()); err != nil {
			t.Fatal(err)
		}
		for _, name := range [][]string{{"-verify_hostname", "localhost"}, {"-verify_hostname", "workbench"}, {"-verify_ip", "127.0.0.1"}, {"-verify_ip", "::1"}} {
			out, err := exec.Command(openssl, "verify", "-x509_strict", name[0], name[1], "-CAfile",
				filepath.Join(fresh, "tls", authorityCertFile), filepath.Join(fresh, "tls", serverCertFile)).CombinedOutput()
			if err != nil {
				t.Errorf("%s: %v: %s", name, err, out)
			}
		}
	})
}

func TestTrustAdvice(t *testing.T) {
	dir := t.TempDir()
	advice := TrustAdvice(dir)
	for _, want := range []string{"curl --cacert", "NODE_EXTRA_CA_CERTS", "update-ca-certificates", "certutil", "security add-trusted-cert", filepath.Join(dir, "tls", "authority.crt")} {
		if !strings.Contains(advice, want) {
			t.Errorf("the advice does not mention %s:\n%s", want, advice)
		}
	}
}
