package server

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"sync"
)

// gzipThreshold is the size in bytes from which an answer is worth compressing: below it, it fits one packet anyway.
const gzipThreshold = 1 << 10

// A compressor keeps some 800 kB of tables; making one costs more than compressing a page of products.
var compressors = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // fails for unknown levels alone
	return z
}}

// sendGzip writes an answer compressed. It is compressed before the headers go, so that the client learns the length.
func sendGzip(w http.ResponseWriter, status int, mediaType string, body []byte) {
	buf := takeBuffer()
	defer giveBuffer(buf)
	z := compressors.Get().(*gzip.Writer)
	z.Reset(buf)
	_, _ = z.Write(body) // a bytes.Buffer takes everything
	_ = z.Close()
	compressors.Put(z)

	w.Header().Set("Content-Encoding", "gzip")
	sendJSON(w, status, mediaType, buf.Bytes())
}

// Buffers for request bodies and compressed answers. Those that grew past keptBuffer are left to the collector, so
// that one large request does not hold its memory for good.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const keptBuffer = 128 << 10

// takeBuffer lends an empty buffer, to be given back.
func takeBuffer() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

// giveBuffer takes a buffer back; nothing may refer to its bytes any more.
func giveBuffer(b *bytes.Buffer) {
	if b.Cap() <= keptBuffer {
		b.Reset()
		buffers.Put(b)
	}
}
