package graph_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"cartwright/internal/act"
	"cartwright/internal/upload"
)

// sendFiles sends a picture to the first address that a story was given, and a model to the second, if there is one.
func sendFiles(t *testing.T, s *story) {
	t.Helper()
	model := append([]byte("glTF\x02\x00\x00\x00"), make([]byte, 92)...)
	for i, content := range [][]byte{smallPicture(t), model} {
		given, ok := s.known[fmt.Sprintf("put%d", i+1)].(string)
		if !ok {
			break
		}
		s.house.send(t, strings.ReplaceAll(given, `\u0026`, "&"), content)
	}
}

// smallPicture is a picture as people send it.
func smallPicture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (h *house) send(t *testing.T, address string, content []byte) {
	t.Helper()
	w := httptest.NewRecorder()
	h.uploads.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPut, address, bytes.NewReader(content)))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
}

// uploaded is the resourceUrl of a picture that was sent.
func (h *house) uploaded(t *testing.T) string {
	t.Helper()
	targets, err := h.uploads.Stage(t.Context(), act.Nobody{}, []upload.Spec{{Resource: upload.Image, Filename: "a.png", MIME: "image/png"}})
	if err != nil {
		t.Fatal(err)
	}
	h.send(t, targets[0].URL, smallPicture(t))
	return targets[0].Resource
}
