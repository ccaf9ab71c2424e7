package media

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"regexp"
	"strings"

	"cartwright/internal/fault"
)

// Kind is what bytes are meant to be.
type Kind string

// The kinds. Pictures are decoded before they are kept, videos and models are looked at, data is kept as it comes.
const (
	Picture Kind = "IMAGE"
	Video   Kind = "VIDEO"
	Model   Kind = "MODEL_3D"
	Data    Kind = "DATA"
)

// Most is how many bytes of a kind are taken.
func (s *Store) Most(k Kind) int64 {
	switch k {
	case Video:
		return s.o.MaxVideo
	case Model:
		return s.o.MaxModel
	case Data:
		return s.o.MaxData
	}
	return s.o.MaxBytes
}

// things are the kinds in sentences.
var things = map[Kind]string{Picture: "picture", Video: "video", Model: "model", Data: "file"}

// TooLarge is the fault of too many bytes of a kind.
func (s *Store) TooLarge(k Kind) error {
	if most := s.Most(k); most%(1<<20) != 0 {
		return fault.Limitf("", "a %s has at most %d bytes", things[k], most)
	}
	return fault.Limitf("", "a %s has at most %d MiB", things[k], s.Most(k)>>20)
}

// fileTypes are the media types of videos and models by the extensions of their names.
var fileTypes = map[string]string{"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "glb": "model/gltf-binary", "usdz": "model/vnd.usdz+zip"}

// filePattern is what names of videos and models look like.
var filePattern = regexp.MustCompile(`^[0-9a-f]{32}\.(mp4|mov|webm|glb|usdz)$`)

// headBytes is how much of a video or a model is looked at.
const headBytes = 512

// fileType tells by the first bytes what a video or a model is: the extension that it gets. What is of no kind that is
// taken is a fault.
func fileType(k Kind, head []byte) (string, error) {
	if k == Video {
		switch brand := brandOf(head); {
		case brand == "qt  ":
			return "mov", nil
		case brand == "avif" || brand == "heic" || brand == "mif1" || brand == "heix":
			return "", fault.Invalidf("", "this is a picture, not a video")
		case brand != "":
			return "mp4", nil
		case http.DetectContentType(head) == "video/webm":
			return "webm", nil
		}
		return "", fault.Invalidf("", "this is no video that is taken: use MP4, QuickTime or WebM")
	}
	switch {
	case len(head) >= 12 && string(head[:4]) == "glTF" && binary.LittleEndian.Uint32(head[4:]) == 2:
		return "glb", nil
	case isUSDZ(head):
		return "usdz", nil
	}
	return "", fault.Invalidf("", "this is no model that is taken: use GLB (glTF 2.0, binary) or USDZ")
}

// brandOf is the brand of a file of MPEG-4's shape (ISO/IEC 14496-12, 4.3); empty for another.
func brandOf(head []byte) string {
	if len(head) < 12 || string(head[4:8]) != "ftyp" {
		return ""
	}
	return string(head[8:12])
}

// isUSDZ reports whether a file begins as a USDZ package does: a ZIP archive without compression whose first file is the
// scene.
func isUSDZ(head []byte) bool {
	const fixed = 30 // bytes of a local header before the name (APPNOTE.TXT, 4.3.7)
	if len(head) < fixed || !bytes.HasPrefix(head, []byte("PK\x03\x04")) || binary.LittleEndian.Uint16(head[8:]) != 0 {
		return false
	}
	name := string(head[fixed:min(len(head), fixed+int(binary.LittleEndian.Uint16(head[26:])))])
	for _, extension := range []string{".usd", ".usda", ".usdc"} {
		if strings.HasSuffix(strings.ToLower(name), extension) {
			return true
		}
	}
	return false
}
