package page

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"hash/fnv"

	"cartwright/internal/fault"
)

// Cursor is the place of a row in a listing: the value that the listing is sorted by, and the id that decides between
// equal values. The value is Bytes, or Int when Bytes is nil; empty Bytes are a value, the empty text.
type Cursor struct {
	Int   int64
	Bytes []byte
	ID    int64
}

// The layout of a cursor, before it becomes text:
//
//	version   1 byte, together with the kind of value
//	listing   4 bytes, a hash of its name
//	id        a varint
//	value     a varint, or the bytes as they are
//	checksum  4 bytes over all the others
//
// The checksum finds damage, not forgery; a forged cursor is only another place in a listing that may be read anyway.
const (
	versionInt   = 0x10
	versionBytes = 0x11

	listingSize  = 4
	checksumSize = 4
)

// encoding is safe in a URL. Its strict form refuses stray bits in the last letter, so that a place has one text only.
var encoding = base64.RawURLEncoding.Strict()

// Encode is the cursor as text for a client, good for this listing only.
func (c Cursor) Encode(listing string) string {
	b := make([]byte, 0, 1+listingSize+2*binary.MaxVarintLen64+len(c.Bytes)+checksumSize)
	if c.Bytes == nil {
		b = append(b, versionInt)
	} else {
		b = append(b, versionBytes)
	}
	b = binary.BigEndian.AppendUint32(b, hashListing(listing))
	b = binary.AppendVarint(b, c.ID)
	if c.Bytes == nil {
		b = binary.AppendVarint(b, c.Int)
	} else {
		b = append(b, c.Bytes...)
	}
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return encoding.EncodeToString(b)
}

// Decode reads the text of a cursor of this listing. Text that Encode did not make, and a cursor of another listing, are
// a fault.Invalid without a path.
func Decode(listing, text string) (Cursor, error) {
	b, err := encoding.DecodeString(text)
	if err != nil || len(b) < 1+listingSize+checksumSize {
		return Cursor{}, damaged()
	}
	body, sum := b[:len(b)-checksumSize], b[len(b)-checksumSize:]
	if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(sum) {
		return Cursor{}, damaged()
	}
	if binary.BigEndian.Uint32(body[1:]) != hashListing(listing) {
		return Cursor{}, fault.Invalidf("", "this cursor belongs to another listing, or to another order of this one: "+
			"start again without a cursor")
	}
	c, ok := decodeBody(body[0], body[1+listingSize:])
	// What is left are texts with a good checksum that Encode would write differently: long varints, line breaks.
	if !ok || c.Encode(listing) != text {
		return Cursor{}, damaged()
	}
	return c, nil
}

func damaged() error {
	return fault.Invalidf("", "this cursor is damaged: give one exactly as a page returned it")
}

// decodeBody reads id and value.
func decodeBody(version byte, b []byte) (c Cursor, ok bool) {
	id, n := binary.Varint(b)
	if n <= 0 {
		return Cursor{}, false
	}
	c.ID, b = id, b[n:]
	switch version {
	case versionInt:
		c.Int, n = binary.Varint(b)
		return c, n > 0 && n == len(b)
	case versionBytes:
		c.Bytes = append([]byte{}, b...)
		return c, true
	}
	return Cursor{}, false
}

func hashListing(listing string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(listing)) // never fails
	return h.Sum32()
}
