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
)

// sendFiles sends a picture to the first address that a story was given, and a model to the second.
func sendFiles(t *testing.T, s *story) {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	model := append([]byte("glTF\x02\x00\x00\x00"), make([]byte, 92)...)
	for i, content := range [][]byte{picture.Bytes(), model} {
		address := strings.ReplaceAll(s.known[fmt.Sprintf("put%d", i+1)].(string), `\u0026`, "&")
		w := httptest.NewRecorder()
		s.house.uploads.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPut, address, bytes.NewReader(content)))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}
