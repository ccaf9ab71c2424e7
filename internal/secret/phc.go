package secret

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// phc is an Argon2id hash with all that is needed to make it again. Its text is
//
//	$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>
//
// with salt and hash in base64 without padding, as the PHC string format has it
// (https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md).
type phc struct {
	memory, time uint32
	threads      uint8
	salt, hash   []byte
}

// The most that a stored hash can ask for: whoever can put a hash into an import shall not take the memory of the shop.
const (
	maxMemory  = 256 * 1024 // KiB
	maxTime    = 32
	maxThreads = 16
	maxSize    = 64 // bytes of salt, and of hash
)

// base64phc refuses stray bits, so that a hash has one text only.
var base64phc = base64.RawStdEncoding.Strict()

// String is the hash as it is stored.
func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.time, p.threads,
		base64phc.EncodeToString(p.salt), base64phc.EncodeToString(p.hash))
}

// parsePHC reads a stored hash; the error is ErrFormat.
func parsePHC(text string) (p phc, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return p, ErrFormat
	}
	costs := strings.Split(parts[3], ",")
	if len(costs) != 3 {
		return p, ErrFormat
	}
	var number [3]uint64
	for i, c := range []struct {
		name       string
		least, max uint64
	}{{"m=", 8, maxMemory}, {"t=", 1, maxTime}, {"p=", 1, maxThreads}} {
		digits, named := strings.CutPrefix(costs[i], c.name)
		n, err := strconv.ParseUint(digits, 10, 32)
		if !named || err != nil || n < c.least || n > c.max || digits[0] == '0' {
			return p, ErrFormat
		}
		number[i] = n
	}
	p.memory, p.time, p.threads = uint32(number[0]), uint32(number[1]), uint8(number[2])
	for _, part := range []struct {
		text  string
		bytes *[]byte
		least int
	}{{parts[4], &p.salt, 8}, {parts[5], &p.hash, 16}} {
		if len(part.text) > base64phc.EncodedLen(maxSize) || strings.ContainsAny(part.text, "\r\n") { // the decoder skips line breaks
			return p, ErrFormat
		}
		if *part.bytes, err = base64phc.DecodeString(part.text); err != nil || len(*part.bytes) < part.least {
			return p, ErrFormat
		}
	}
	return p, nil
}
