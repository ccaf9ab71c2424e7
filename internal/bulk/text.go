package bulk

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cartwright/internal/fault"
)

// progressStep is how many bytes pass between two calls of Options.Progress.
const progressStep = 1 << 20

// counter counts the bytes of the file as they are read, and ends the reading when the context does.
type counter struct {
	ctx  context.Context
	r    io.Reader
	n    int64
	next int64
	step func(n int64)
}

func (c *counter) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.n >= c.next {
		c.next = c.n + progressStep
		c.step(c.n)
	}
	return n, err
}

// decode turns the file into UTF-8 without a byte order mark. Spreadsheet programs save "Unicode text" as UTF-16 and say
// so with such a mark; without one the text is taken as UTF-8 and every row is checked.
func decode(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	top, err := in.Peek(4)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read the start of the file: %w", err)
	}
	switch {
	case bytes.HasPrefix(top, []byte("\xef\xbb\xbf")):
		_, err := in.Discard(3)
		return in, err
	case bytes.HasPrefix(top, []byte("\xff\xfe")), bytes.HasPrefix(top, []byte("\xfe\xff")):
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()), nil
	case bytes.HasPrefix(top, []byte("PK\x03\x04")), bytes.HasPrefix(top, []byte("\x1f\x8b")):
		return nil, fault.Invalidf("", "the file is a workbook or an archive: unpack it, or save the sheet as CSV UTF-8")
	case len(top) > 1 && (top[0] == 0 || top[1] == 0):
		return nil, fault.Invalidf("", "the file is not UTF-8 text: save it as CSV UTF-8")
	}
	return in, nil
}
