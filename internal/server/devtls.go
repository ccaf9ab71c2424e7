package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The life of local certificates. Browsers on Apple's systems refuse server certificates of more than 825 days, of
// some kinds more than 398, also from local authorities.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	serverLife    = 397 * 24 * time.Hour
	renewBefore   = 30 * 24 * time.Hour // a certificate this near to its end is made anew
)

// The files in DataDir/tls. The keys never leave the machine; the authority's certificate is the one to trust.
const (
	authorityCertFile = "authority.crt"
	authorityKeyFile  = "authority.key"
	serverCertFile    = "server.crt"
	serverKeyFile     = "server.key"
)

// devCertificate loads the local certificate for localhost, 127.0.0.1, ::1 and the host name from dir/tls. What is
// missing, damaged, near its end or made for another host name is made first; made lists the files of those
// certificates. The authority stays as long as it can, since people have told their systems to trust it.
func devCertificate(dir, host string, now time.Time) (cert tls.Certificate, made []string, err error) {
	dir = filepath.Join(dir, "tls")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cert, nil, fmt.Errorf("make the directory for certificates: %w", err)
	}
	names := localNames(host)

	// The authority first: a new one makes every certificate of the old one worthless.
	authority, err := loadPair(dir, authorityCertFile, authorityKeyFile)
	if err != nil || !lasts(authority, now) || !authority.Leaf.IsCA || !covers(authority, names) {
		if authority, err = issue(dir, authorityCertFile, authorityKeyFile, authorityTemplate(names, now), nil); err != nil {
			return cert, nil, err
		}
		made = append(made, filepath.Join(dir, authorityCertFile))
	}
	cert, err = loadPair(dir, serverCertFile, serverKeyFile)
	if err != nil || !lasts(cert, now) || !vouches(authority, cert, names, now) {
		if cert, err = issue(dir, serverCertFile, serverKeyFile, serverTemplate(names, now), &authority); err != nil {
			return cert, nil, err
		}
		made = append(made, filepath.Join(dir, serverCertFile))
	}
	return cert, made, nil
}

// localNames are the DNS names of a local certificate; its addresses are those of the loopback interface.
func localNames(host string) []string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "" || host == "localhost" || net.ParseIP(host) != nil || strings.ContainsFunc(host, noHostName) {
		return []string{"localhost"}
	}
	return []string{"localhost", host}
}

// noHostName reports a character that no host name has; with it, a certificate would be refused as a whole.
func noHostName(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_')
}

// authorityTemplate is a certificate authority for this machine's names and nothing else (RFC 5280, 4.2.1.10): were
// its key stolen, it could vouch for no site in the world.
func authorityTemplate(names []string, now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{Organization: []string{"Cartwright"}, CommonName: "Cartwright local authority, " + names[len(names)-1]},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(authorityLife),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
		MaxPathLenZero:        true,

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         names,
		PermittedIPRanges: []*net.IPNet{
			{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
			{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
		},
	}
}

// serverTemplate is the certificate that is served.
func serverTemplate(names []string, now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:     pkix.Name{Organization: []string{"Cartwright"}, CommonName: "localhost"},
		NotBefore:   now.Add(-time.Hour),
		NotAfter:    now.Add(serverLife),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    names,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
}

// issue makes a key on P-256 and a certificate signed by the parent, or by the key itself, and keeps both.
func issue(dir, certFile, keyFile string, t *x509.Certificate, parent *tls.Certificate) (tls.Certificate, error) {
	var none tls.Certificate
	// P-256 is the curve that every TLS client knows.
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return none, fmt.Errorf("make a key for %s: %w", certFile, err)
	}
	if t.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127)); err != nil {
		return none, fmt.Errorf("draw a serial number for %s: %w", certFile, err)
	}
	issuer, signer := t, any(key) // signed by itself: an authority
	if parent != nil {
		issuer, signer = parent.Leaf, parent.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, t, issuer, &key.PublicKey, signer)
	if err != nil {
		return none, fmt.Errorf("sign %s: %w", certFile, err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return none, fmt.Errorf("encode the key of %s: %w", certFile, err)
	}
	// The key before the certificate: whoever is stopped in between has a pair that does not match, which the next
	// start finds and makes anew.
	if err := keep(filepath.Join(dir, keyFile), "PRIVATE KEY", keyDER); err != nil {
		return none, err
	}
	if err := keep(filepath.Join(dir, certFile), "CERTIFICATE", der); err != nil {
		return none, err
	}
	return loadPair(dir, certFile, keyFile)
}

// keep writes a PEM file that only its owner may read, whole or not at all.
func keep(name, kind string, der []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	err = pem.Encode(tmp, &pem.Block{Type: kind, Bytes: der})
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// loadPair reads a certificate and its key, which must belong together. The certificate stands parsed in Leaf.
func loadPair(dir, certFile, keyFile string) (tls.Certificate, error) {
	cert, err := tls.LoadX509KeyPair(filepath.Join(dir, certFile), filepath.Join(dir, keyFile))
	if err != nil {
		return cert, fmt.Errorf("load %s: %w", certFile, err)
	}
	return cert, nil
}

// lasts reports whether a certificate holds now and for a while yet.
func lasts(c tls.Certificate, now time.Time) bool {
	// A certificate from the future was made under a clock that has been put right since.
	return now.After(c.Leaf.NotBefore) && now.Add(renewBefore).Before(c.Leaf.NotAfter)
}

// covers reports whether the authority may vouch for all the names.
func covers(authority tls.Certificate, names []string) bool {
	for _, name := range names {
		permitted := false
		for _, domain := range authority.Leaf.PermittedDNSDomains {
			permitted = permitted || domain == name
		}
		if !permitted {
			return false
		}
	}
	return true
}

// vouches reports whether clients that trust the authority accept the certificate for every name and address.
func vouches(authority, cert tls.Certificate, names []string, now time.Time) bool {
	roots := x509.NewCertPool()
	roots.AddCert(authority.Leaf)
	for _, name := range append([]string{"127.0.0.1", "::1"}, names...) {
		if _, err := cert.Leaf.Verify(x509.VerifyOptions{DNSName: name, Roots: roots, CurrentTime: now}); err != nil {
			return false
		}
	}
	return true
}

// TrustAdvice tells people how to make their programs trust the certificate that TLSDev serves.
func TrustAdvice(dataDir string) string {
	file := filepath.Join(dataDir, "tls", authorityCertFile)
	if absolute, err := filepath.Abs(file); err == nil {
		file = absolute
	}
	return strings.ReplaceAll(`Programs have to be told to trust the local authority, once. Its certificate is
  FILE

  curl         curl --cacert "FILE" https://localhost:8080/healthz
  Node.js      export NODE_EXTRA_CA_CERTS="FILE"
  Debian       sudo cp "FILE" /usr/local/share/ca-certificates/cartwright.crt && sudo update-ca-certificates
  Fedora       sudo trust anchor "FILE"
  macOS        sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain "FILE"
  Windows      certutil -addstore -user Root "FILE"
  Firefox      Settings, Privacy & Security, View Certificates, Authorities, Import

The authority can vouch for localhost, loopback addresses and this machine's name alone.
`, "FILE", file)
}
