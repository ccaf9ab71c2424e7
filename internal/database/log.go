package database

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// slow is when a statement is worth a warning.
const slow = 200 * time.Millisecond

// queryLog brings GORM's tracing to slog. Statements are logged with question marks, never with values; errors are left
// to whoever gets them.
type queryLog struct{ log *slog.Logger }

func (q queryLog) LogMode(logger.LogLevel) logger.Interface { return q }
func (q queryLog) Info(ctx context.Context, text string, args ...any) {
	q.log.DebugContext(ctx, fmt.Sprintf(text, args...))
}
func (q queryLog) Warn(ctx context.Context, text string, args ...any) {
	q.log.WarnContext(ctx, fmt.Sprintf(text, args...))
}
func (q queryLog) Error(ctx context.Context, text string, args ...any) {
	q.log.ErrorContext(ctx, fmt.Sprintf(text, args...))
}

// ParamsFilter keeps values out of the statements that are traced.
func (queryLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace counts a statement for tests, and warns of slow ones.
func (q queryLog) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), err error) {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		sql, _ := statement()
		c.add(mask(sql))
	}
	if took := time.Since(begin); took > slow && !errors.Is(err, gorm.ErrRecordNotFound) {
		sql, rows := statement()
		q.log.WarnContext(ctx, "slow statement", "took", took, "rows", rows, "sql", mask(sql))
	}
}

// literals are the values in a statement: GORM's Scan traces statements with them filled in, past ParamsFilter. It doubles
// quotes and leaves backslashes as they are, in every dialect, so a backslash before a quote does not hide its end.
var literals = regexp.MustCompile(`'(?:[^']|'')*'|"(?:[^"]|"")*"|\b\d+(?:\.\d+)?\b`)

// mask takes the values out of a statement.
func mask(sql string) string { return literals.ReplaceAllString(sql, "?") }

type counterKey struct{}

// Counter counts the statements that run under a context.
type Counter struct {
	mu         sync.Mutex
	statements []string
}

// WithCounter makes a context whose statements are counted.
func WithCounter(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{}
	return context.WithValue(ctx, counterKey{}, c), c
}

func (c *Counter) add(sql string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.statements = append(c.statements, sql)
}

// Statements are the texts of the statements so far.
func (c *Counter) Statements() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string{}, c.statements...)
}
