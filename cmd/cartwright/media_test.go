package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cartwright/internal/demo"
)

// TestMediaCommands sweeps a directory in which one picture is the demo shop's, and one nobody's.
func TestMediaCommands(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	do := func(code int, args ...string) string {
		t.Helper()
		var out, log bytes.Buffer
		if got := run(t.Context(), append(args, "--data-dir", dir, "--media-url", "file://"+files), &out, &log); got != code {
			t.Fatalf("%v ended with %d, want %d: %s%s", args, got, code, out.String(), log.String())
		}
		return out.String() + log.String()
	}
	do(0, "seed")
	picture, err := os.ReadFile("../../internal/playground/web/package.json") // any bytes
	if err != nil {
		t.Fatal(err)
	}
	used, loose := demo.PictureNames()[0], strings.Repeat("0", 32)+".png"
	old := time.Now().Add(-25 * time.Hour)
	for _, name := range []string{used, loose} {
		path := filepath.Join(files, name)
		if err := os.WriteFile(path, picture, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if got := do(0, "media", "sweep", "--dry-run", "-v"); !strings.Contains(got, loose) || strings.Contains(got, used) || !strings.Contains(got, "2 things: 1 to the trash") {
		t.Error(got)
	}
	if _, err := os.Stat(filepath.Join(files, loose)); err != nil {
		t.Error(err)
	}
	do(0, "media", "sweep")
	for path, there := range map[string]bool{used: true, loose: false, "trash/" + loose: true} {
		if _, err := os.Stat(filepath.Join(files, path)); (err == nil) != there {
			t.Errorf("%s: %v", path, err)
		}
	}
	if got := do(1, "media", "sweep", "--grace", "1m"); !strings.Contains(got, "--grace: write 2h0m0s or more") {
		t.Error(got)
	}
	if got := do(0, "doctor"); !strings.Contains(got, files+" is writable") {
		t.Error(got)
	}
	var log bytes.Buffer
	for address, says := range map[string]string{"ftp://x": "--media-url: open the place of pictures and files: write it as", "file:///dev/null/x": "--media-url"} {
		if code := run(t.Context(), []string{"doctor", "--data-dir", dir, "--media-url", address}, &log, &log); code != 1 || !strings.Contains(log.String(), says) {
			t.Errorf("%s: %d %s", address, code, log.String())
		}
	}
	if code := run(t.Context(), []string{"doctor", "--data-dir", dir, "--media-direct"}, &log, &log); code != 1 || !strings.Contains(log.String(), "--media-direct: this place takes files from the server alone") {
		t.Error(log.String())
	}
}
