package content

import (
	"strings"
	"testing"
)

func TestNormalPath(t *testing.T) {
	for path, want := range map[string]string{
		"/": "/", "//": "/", "/a": "/a", "/a/": "/a", "/a//": "/a", "/a?": "/a", "/a/?b=c/": "/a?b=c/", "/é%2F": "/%C3%A9%2F",
		"/%c3%a9": "/%C3%A9", "/50%": "/50%25", "/50%-": "/50%25-", "/a b": "/a%20b", "/a|b": "/a%7Cb", "/@!$&'()*+,;=:~": "/@!$&'()*+,;=:~",
	} {
		if got := normalPath(path); got != want {
			t.Errorf("%q becomes %q, want %q", path, got, want)
		}
	}
}

func FuzzOneRedirect(f *testing.F) {
	for _, text := range []string{"path:/old", `path:"/old/"`, "target:/new#x", "/é%2F/", "/50%?a=%", "'", `path:"`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		where, possible := oneRedirect(text)
		if !possible || where.sql == "" {
			return
		}
		value, ok := where.args[0].(string)
		if !ok || value == "" {
			t.Fatalf("%q asks for %v", text, where.args)
		}
		// What was asked for is in the kept form already, so that asking for it again asks for the same.
		if again := normalTarget(value); again != value {
			t.Errorf("%q asks for %q, and that for %q", text, value, again)
		}
		if where.sql == "path = ?" && !strings.HasPrefix(value, "/") {
			t.Errorf("%q asks for the path %q", text, value)
		}
	})
}
