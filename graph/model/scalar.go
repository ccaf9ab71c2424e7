package model

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/internal/fault"
)

// timeLayout is the dialect's DateTime: UTC to the second. Mobile clients parse this form and no other.
const timeLayout = "2006-01-02T15:04:05Z"

// MarshalDateTime writes a time in the dialect's form.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		var buf [24]byte
		b := append(buf[:0], '"')
		b = t.UTC().AppendFormat(b, timeLayout)
		w.Write(append(b, '"'))
	})
}

// UnmarshalDateTime reads an RFC 3339 time.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, fault.Invalidf("", "a time is a text such as \"2026-04-01T12:00:00Z\"")
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fault.Invalidf("", "%.100q is no time; it looks like \"2026-04-01T12:00:00Z\"", s)
	}
	return t.UTC(), nil
}

// MarshalInt writes a GraphQL Int. What 32 bits do not hold, such as the stock of many variants together, is written as the
// nearest that they do: typed clients would lose the whole answer over it.
func MarshalInt(i int) graphql.Marshaler {
	return graphql.MarshalInt(max(math.MinInt32, min(i, math.MaxInt32)))
}

// UnmarshalInt reads a GraphQL Int as its specification has it: a whole number of 32 bits, never a text.
func UnmarshalInt(v any) (int, error) {
	var n int64
	switch v := v.(type) {
	case int:
		n = int64(v)
	case int64:
		n = v
	case json.Number:
		parsed, err := strconv.ParseInt(string(v), 10, 64)
		if err != nil {
			return 0, fault.Invalidf("", "%s is no whole number of 32 bits", v)
		}
		n = parsed
	default:
		return 0, fault.Invalidf("", "a whole number is wanted, not %T", v)
	}
	if n < math.MinInt32 || n > math.MaxInt32 {
		return 0, fault.Invalidf("", "%d is outside the 32 bits of an Int", n)
	}
	return int(n), nil
}

// MarshalUnsignedInt64 writes the number as a text, as the dialect does: JavaScript's numbers end at 53 bits.
func MarshalUnsignedInt64(n uint64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		io.WriteString(w, strconv.Quote(strconv.FormatUint(n, 10)))
	})
}

// UnmarshalUnsignedInt64 reads the text form or a number.
func UnmarshalUnsignedInt64(v any) (uint64, error) {
	n, err := strconv.ParseUint(fmt.Sprint(v), 10, 64)
	if err != nil {
		return 0, fault.Invalidf("", "%.100v is no unsigned whole number", fmt.Sprint(v))
	}
	return n, nil
}
