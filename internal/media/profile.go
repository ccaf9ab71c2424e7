package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// A colour profile says what the numbers of a picture mean. Cameras and studios write wider spaces than the web's sRGB,
// and shown without their profile such pictures look dull. Profiles are carried over as they are: no pixel is converted,
// and nothing in them is parsed but their head.

// maxProfile is the largest profile that is carried over, in bytes. Those of screens and cameras have some hundred to a
// few thousand; those of printing presses, which are larger, belong to pictures that are converted anyhow.
const maxProfile = 16 << 10

// profileOf is the profile of a picture, nil where there is none or it may be left out.
func profileOf(content []byte, format Format) []byte {
	var profile []byte
	switch format {
	case JPG:
		profile = profileJPEG(content)
	case PNG:
		profile = profilePNG(content)
	case WEBP:
		for c := range chunksRIFF(bodyWebP(content)) {
			if c.name == "ICCP" {
				profile = c.body
				break
			}
		}
	}
	if !worthwhile(profile) {
		return nil
	}
	return profile
}

// worthwhile reports whether a profile belongs to a picture of red, green and blue and says anything else than sRGB, which
// every client assumes (ICC.1, section 7.2).
func worthwhile(profile []byte) bool {
	const head = 132
	return len(profile) >= head && len(profile) <= maxProfile && string(profile[16:20]) == "RGB " && string(profile[36:40]) == "acsp" &&
		!bytes.Contains(profile, []byte("sRGB")) && !bytes.Contains(profile, []byte("s\x00R\x00G\x00B"))
}

// profileWhole begins a segment with a whole profile: the first of one.
var profileWhole = []byte("ICC_PROFILE\x00\x01\x01")

// profileJPEG is the profile of a JPEG file that has it in one segment (ICC.1, annex B.4).
func profileJPEG(b []byte) []byte {
	for s := range segmentsJPEG(b) {
		if s.name == markerAPP2 && bytes.HasPrefix(s.body, profileWhole) {
			return s.body[len(profileWhole):]
		}
	}
	return nil
}

// profilePNG is the profile of a PNG file, which is compressed there, and bounded here while it unfolds.
func profilePNG(b []byte) []byte {
	for c := range chunksPNG(b) {
		switch c.name {
		case "IDAT":
			return nil
		case "iCCP":
			_, packed, ok := bytes.Cut(c.body, []byte{0})
			if !ok || len(packed) == 0 || packed[0] != 0 {
				return nil
			}
			r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
			if err != nil {
				return nil
			}
			profile, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
			if err != nil {
				return nil
			}
			return profile
		}
	}
	return nil
}

// withProfile puts a profile into a picture that was just encoded.
func withProfile(content []byte, format Format, width, height int, profile []byte) []byte {
	var b bytes.Buffer
	switch format {
	case JPG:
		b.Write(content[:2])
		b.Write([]byte{0xff, markerAPP2[0]})
		b.Write(binary.BigEndian.AppendUint16(nil, uint16(2+len(profileWhole)+len(profile)))) // below maxProfile
		b.Write(profileWhole)
		b.Write(profile)
		b.Write(content[2:])
	case PNG:
		const upToHead = 33
		body := bytes.NewBufferString("iCCPprofile\x00\x00")
		z := zlib.NewWriter(body)
		// A buffer takes everything.
		_, _ = z.Write(profile)
		_ = z.Close()
		b.Write(content[:upToHead])
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(body.Len()-4)))
		b.Write(body.Bytes())
		b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body.Bytes())))
		b.Write(content[upToHead:])
	case WEBP:
		return extendedWebP(content, width, height, profile)
	default:
		return content
	}
	return b.Bytes()
}

// extendedWebP is a WebP file with a profile: the plain form has no place for one (WebP container, section 2.7).
func extendedWebP(content []byte, width, height int, profile []byte) []byte {
	const hasProfile, hasAlpha = 0x20, 0x10
	head := chunk{"VP8X", make([]byte, 10)}
	put24(head.body[4:], width-1)
	put24(head.body[7:], height-1)
	head.body[0] = hasProfile
	if _, alpha := webpTraits(content); alpha {
		head.body[0] |= hasAlpha
	}
	var b bytes.Buffer
	writeChunk(&b, head)
	writeChunk(&b, chunk{"ICCP", profile})
	for c := range chunksRIFF(bodyWebP(content)) {
		if c.name != head.name {
			writeChunk(&b, c)
		}
	}
	return fileWebP(b.Bytes())
}
