package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestStockClients runs stock clients, unmodified, over https: an API client, a buy SDK with its cart, the cart handler of
// the Hydrogen framework, and the audits of the GraphQL over HTTP specification. CARTWRIGHT_TEST_CLIENTS names a directory in which npm has installed them.
func TestStockClients(t *testing.T) {
	home := os.Getenv("CARTWRIGHT_TEST_CLIENTS")
	if home == "" {
		if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
			t.Fatal("CARTWRIGHT_TEST_CLIENTS names no directory with the clients")
		}
		t.Skip("CARTWRIGHT_TEST_CLIENTS names no directory with the clients")
	}
	dir := t.TempDir()
	address := serve(t, "--data-dir", dir, "--tls-dev")
	cmd := exec.Command("node", "testdata/clients.mjs", strings.Replace(strings.TrimPrefix(address, "https://"), "127.0.0.1", "localhost", 1), home)
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+filepath.Join(dir, "tls", "authority.crt"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := map[string]any{
		"apiClient": map[string]any{"shop": "Fernweir", "missing": nil, "errors": nil},
		"buySDK": map[string]any{
			"shop": "Fernweir", "page": []any{"Harbour Tee", "Breton Long Sleeve", "Kiln Overshirt"},
			"next": []any{"Tarn Rain Jacket", "Moor Half-Zip", "Puddle Boots"}, "variants": 30.0, "price": "34.0", "same": true,
			"query": []any{"Camp Hatchet", "Hall Mirror"}, "collections": 16.0, "recommendations": 10.0, "picture": "200 image/jpeg",
		},
		"buySDKCart": map[string]any{
			"lines":     []any{[]any{"Harbour Tee", 2.0, []any{"6.8"}}, []any{"Harbour Tee", 3.0, []any{"10.2"}}},
			"discounts": []any{[]any{"WELCOME10", true, 10.0}}, "email": "buyer@example.com", "city": "Galway", "note": "by the door",
			"paymentDue": "153.0", "total": "153.0", "emptied": 0.0,
			"errors": []any{map[string]any{"message": "nothing in the cart is what the code \"WELCOME10\" is for"}}, // it shows warnings as errors
		},
		"hydrogenCart": map[string]any{
			"errors": []any{}, "lines": []any{[]any{"Harbour Tee", 2.0}}, "codes": []any{[]any{"FREESHIP", true}, []any{"nothing", false}},
			"email": "buyer@example.com", "note": "leave it with the neighbour", "total": "68.0",
		},
		"audits": map[string]any{"all": 61.0, "failed": []any{}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
