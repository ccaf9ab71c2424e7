package upload

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"cartwright/internal/media"
	"cartwright/internal/secret"
)

// Resource is what a file is for.
type Resource string

// The resources, in the hosted platform's words.
const (
	Image Resource = "IMAGE"
	Video Resource = "VIDEO"
	Model Resource = "MODEL_3D"
	File  Resource = "FILE"                    // to import, such as CSV
	Lines Resource = "BULK_MUTATION_VARIABLES" // to import, such as JSONL
)

// kinds are what the bytes of a resource must be.
var kinds = map[Resource]media.Kind{Image: media.Picture, Video: media.Video, Model: media.Model, File: media.Data, Lines: media.Data}

// Kind is what the bytes must be.
func (r Resource) Kind() media.Kind { return kinds[r] }

// The states of an upload.
const (
	waiting = "waiting" // for its bytes
	ready   = "ready"   // to be used
)

// Upload is a row of staged_uploads.
type Upload struct {
	ID        int64 `gorm:"primaryKey"`
	Name      string
	Resource  Resource
	Filename  string // as it was told
	MIME      string `gorm:"column:mime"` // as it was told
	Size      int64  // bytes, as was told; 0: nothing was
	MacKey    []byte
	Direct    bool
	State     string
	BlobName  string
	Stored    *media.Stored `gorm:"column:facts;serializer:json"`
	CreatedAt time.Time
	ExpiresAt time.Time
}

// TableName is staged_uploads.
func (Upload) TableName() string { return "staged_uploads" }

// How long an address takes bytes, and how long they can be used.
const (
	putLife = time.Hour
	useLife = 24 * time.Hour
)

// Path is where files are sent to, and what stands for them.
const Path = "/uploads/"

// namePattern is what names look like. They cannot be guessed.
var namePattern = regexp.MustCompile(`^up_[0-9a-f]{32}$`)

// newName makes a name.
func newName() string { return "up_" + randomHex(16) }

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(b)
}

// resourcePath is the end of an address that stands for an upload, whatever the host: a shop has several.
var resourcePath = regexp.MustCompile(`^/uploads/(up_[0-9a-f]{1,64})$`)

// nameOf is the name of the upload that an address stands for; empty where it is some other address.
func nameOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	m := resourcePath.FindStringSubmatch(u.Path)
	if m == nil {
		return ""
	}
	return m[1]
}

// sign makes the address, without its host, that takes an upload's bytes. It is made of the row and the shop's key alone,
// so every server of the shop makes and knows the same one.
func (u *Upload) sign(key secret.Text) (string, error) {
	expires := u.CreatedAt.Add(putLife).Unix()
	mac, err := u.mac(key, expires)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%s?expires=%d&signature=%s", Path, u.Name, expires, hex.EncodeToString(mac)), nil
}

// mac is the signature of an address. Whoever reads the row alone cannot make it where the shop has a key of its own.
func (u *Upload) mac(key secret.Text, expires int64) ([]byte, error) {
	derived, err := hkdf.Key(sha256.New, append([]byte(key), u.MacKey...), nil, "cartwright upload", 32)
	if err != nil {
		return nil, fmt.Errorf("make the key of an upload: %w", err)
	}
	h := hmac.New(sha256.New, derived)
	fmt.Fprintf(h, "PUT %s %d %d", u.Name, expires, u.Size)
	return h.Sum(nil), nil
}

// signed reports whether an address was made by sign, and until when it holds.
func (u *Upload) signed(key secret.Text, query url.Values) (until time.Time, ok bool) {
	expires, err := strconv.ParseInt(query.Get("expires"), 10, 64)
	if err != nil {
		return until, false
	}
	given, err := hex.DecodeString(query.Get("signature"))
	if err != nil {
		return until, false
	}
	want, err := u.mac(key, expires)
	return time.Unix(expires, 0), err == nil && hmac.Equal(given, want)
}
