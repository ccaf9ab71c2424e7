package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cartwright/internal/storetest"
)

// TestStaffCommands walks through what is done at the machine: the first owner, roles, keys, and what the log says of it.
func TestStaffCommands(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		dir := t.TempDir()
		do := func(code int, args ...string) string {
			t.Helper()
			var out, log bytes.Buffer
			if got := run(t.Context(), append(args, "--database", url, "--data-dir", dir), &out, &log); got != code {
				t.Fatalf("%v ended with %d, want %d: %s%s", args, got, code, out.String(), log.String())
			}
			return out.String() + log.String()
		}
		has := func(text string, parts ...string) {
			t.Helper()
			for _, p := range parts {
				if !strings.Contains(text, p) {
					t.Errorf("%q is missing in:\n%s", p, text)
				}
			}
		}
		file := filepath.Join(dir, "password")
		if err := os.WriteFile(file, []byte("a password of some length\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		has(do(0, "staff", "create", "owner@example.com", "--name", "Owner", "--role", "owner"), "account   1, owner@example.com, owner", "password  ")
		if made := do(0, "staff", "create", "clerk@example.com", "--name", "Clerk", "--password-file", file); strings.Contains(made, "password") {
			t.Errorf("a password that was given is shown: %s", made)
		}
		has(do(1, "staff", "create", "CLERK@example.com", "--name", "Again"), "email")
		has(do(1, "staff", "create", "x@example.com", "--name", "X", "--role", "king"), "there is no role")
		do(0, "staff", "role", "clerk@example.com", "catalogue")
		has(do(1, "staff", "disable", "owner@example.com"), "owner")
		do(0, "staff", "disable", "clerk@example.com")
		has(do(0, "staff", "list"), "clerk@example.com", "catalogue", "disabled")
		do(0, "staff", "enable", "clerk@example.com")
		has(do(0, "staff", "password", "clerk@example.com"), "password  ")
		has(do(0, "staff", "key", "create", "importer", "--scope", "products.write", "--expires", "24h"), "cw_key_")
		has(do(1, "staff", "key", "create", "importer", "--scope", "everything"), "there is no permission")
		listed := do(0, "staff", "key", "list")
		has(listed, "importer", "products.write", "cw_key_")
		id := strings.Fields(strings.Split(listed, "\n")[1])[0]
		do(0, "staff", "key", "remove", id)
		do(1, "staff", "key", "remove", id)
		has(do(0, "staff", "audit"), "staff.create", "the command line")
	})
	var out bytes.Buffer
	if code := run(t.Context(), []string{"staff", "roles"}, &out, &out); code != 0 || !strings.Contains(out.String(), "staff.manage") {
		t.Errorf("%d %s", code, out.String())
	}
}
