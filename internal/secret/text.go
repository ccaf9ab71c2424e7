package secret

import (
	"fmt"
	"log/slog"
)

// hidden is what a secret shows of itself.
const hidden = "[hidden]"

// Text is a text that shows itself to nobody: every way of printing, logging and encoding it gives "[hidden]". A
// conversion to string reveals it, where somebody decided to.
type Text string

// String is "[hidden]".
func (Text) String() string { return hidden }

// GoString is "[hidden]".
func (Text) GoString() string { return hidden }

// Format prints "[hidden]", whatever the verb.
func (Text) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// LogValue is "[hidden]".
func (Text) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText is "[hidden]"; so is its JSON.
func (Text) MarshalText() ([]byte, error) { return []byte(hidden), nil }
