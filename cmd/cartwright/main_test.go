package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cartwright/internal/playground"
	"cartwright/internal/playground/browsertest"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// command runs the binary's own run.
func cartwright(t *testing.T, args ...string) (code int, out, log string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// must runs a command that shall succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, log := cartwright(t, args...)
	if code != 0 {
		t.Fatalf("cartwright %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, log)
	}
	return out
}

func TestTools(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		dir := t.TempDir()
		data := []string{"--data-dir", dir, "--database", url}

		t.Run("the tables go up, down and up again", func(t *testing.T) {
			if out := must(t, append([]string{"migrate", "up"}, data...)...); !strings.Contains(out, "00003_catalog.sql") {
				t.Errorf("got %q", out)
			}
			if out := must(t, append([]string{"migrate", "up"}, data...)...); out != "the tables are up to date\n" {
				t.Errorf("got %q", out)
			}
			must(t, append([]string{"migrate", "down", "--yes"}, data...)...)
			if out := must(t, append([]string{"migrate", "status"}, data...)...); !strings.Contains(out, "missing") {
				t.Errorf("got %q", out)
			}
			if code, out, _ := cartwright(t, append([]string{"doctor"}, data...)...); code != 1 || !strings.Contains(out, "cartwright migrate up") {
				t.Errorf("exit code %d, %q", code, out)
			}
			must(t, append([]string{"migrate", "up"}, data...)...)
		})

		t.Run("the doctor finds nothing wrong", func(t *testing.T) {
			if out := must(t, append([]string{"doctor"}, data...)...); !strings.Contains(out, "migrations") || strings.Contains(out, "fail") {
				t.Errorf("got %q", out)
			}
		})

		t.Run("a file is imported, and again without change", func(t *testing.T) {
			file := "../../internal/bulk/testdata/apparel.csv"
			if out := must(t, append([]string{"import", "--dry-run", "--no-images", file}, data...)...); !strings.Contains(out, "20 created") || !strings.Contains(out, "nothing was written") {
				t.Errorf("got %q", out)
			}
			if out := must(t, append([]string{"import", "--no-images", file}, data...)...); !strings.Contains(out, "20 created") {
				t.Errorf("got %q", out)
			}
			if out := must(t, append([]string{"import", "--no-images", file}, data...)...); !strings.Contains(out, "20 unchanged") {
				t.Errorf("got %q", out)
			}
		})

		t.Run("a product that is wrong is said and does not stop the others", func(t *testing.T) {
			file := filepath.Join(dir, "bad.csv")
			text := "Handle,Title,Variant Price\ngood,Good,5\nbad,Bad,much\nfine,Fine,7.50\n"
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			code, out, log := cartwright(t, append([]string{"import", file}, data...)...)
			if code != 1 || !strings.Contains(out, "row 3, Variant Price (bad)") || !strings.Contains(out, "2 created") || !strings.Contains(log, "not imported") {
				t.Errorf("exit code %d\n%s%s", code, out, log)
			}
		})

		t.Run("the demo shop is put, and put again", func(t *testing.T) {
			if code, _, log := cartwright(t, append([]string{"seed"}, data...)...); code != 1 || !strings.Contains(log, "--force") {
				t.Errorf("it was put over another shop: exit code %d, %s", code, log)
			}
			must(t, append([]string{"seed", "--force"}, data...)...)
			must(t, append([]string{"seed"}, data...)...)
			must(t, append([]string{"seed", "--products", "30"}, data...)...)
		})
	})
}

func TestBadInputIsOneClearLine(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file.csv")
	if err := os.WriteFile(file, []byte("nothing,of,use\n1,2,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--nonsense"}, 2, "unknown flag --nonsense"},
		{[]string{"frobnicate"}, 2, "frobnicate"},
		{[]string{"serve", "--addr", "nowhere:port", "--data-dir", dir}, 1, "--addr"},
		{[]string{"serve", "--tls-cert", file, "--data-dir", dir}, 1, "--tls-key"},
		{[]string{"serve", "--public-url", "shop", "--data-dir", dir}, 1, "--public-url"},
		{[]string{"migrate", "up", "--database", "postgres://x/y"}, 1, "mysql://user:password@host:3306/name"},
		{[]string{"migrate", "up", "--database", "mysql://root:secret@127.0.0.1:1/shop"}, 1, "does not answer"},
		{[]string{"migrate", "up", "--database", "mysql://root@127.0.0.1:3306/"}, 1, "names no database"},
		{[]string{"migrate", "down", "--data-dir", dir}, 2, "--yes"},
		{[]string{"seed", "--products=-1", "--data-dir", dir}, 1, "--products"},
		{[]string{"import", filepath.Join(dir, "missing.csv"), "--data-dir", dir}, 1, "cannot be read"},
		{[]string{"import", file, "--data-dir", dir}, 1, "Handle"},
		{[]string{"health", "http://127.0.0.1:1"}, 1, "does not answer"},
		{[]string{"serve", "--log-level", "loud"}, 2, "--log-level"},
	}
	for _, c := range cases {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			code, _, log := cartwright(t, c.args...)
			lines := strings.Split(strings.TrimSpace(log), "\n")
			last := lines[len(lines)-1]
			if code != c.code || !strings.Contains(last, c.want) || strings.Contains(log, "secret") {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, log)
			}
		})
	}
}

func TestWords(t *testing.T) {
	if out := must(t, "schema"); !strings.Contains(out, "type QueryRoot") {
		t.Errorf("got %.200q", out)
	}
	if out := must(t, "version"); !strings.HasPrefix(out, "cartwright dev, dialect 2026-04") {
		t.Errorf("got %q", out)
	}
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"import", "--help"}} {
		if out := must(t, args...); !strings.Contains(out, "Usage:") {
			t.Errorf("%v: got %.200q", args, out)
		}
	}
}

func TestSecretsAndSettingsFromFiles(t *testing.T) {
	dir := t.TempDir()
	secret, config := filepath.Join(dir, "dsn"), filepath.Join(dir, "cartwright.yaml")
	for path, text := range map[string]string{secret: filepath.Join(dir, "from-file.db") + "\n", config: "data-dir: " + dir + "\nlog-level: warn\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("CARTWRIGHT_DATABASE_FILE", secret)
	must(t, "migrate", "up", "--config", config)
	if _, err := os.Stat(filepath.Join(dir, "from-file.db")); err != nil {
		t.Error(err)
	}
}

// serve runs the server until the test ends and gives its address.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	done := make(chan int, 1)
	var log bytes.Buffer
	go func() {
		done <- run(ctx, append([]string{"--addr", "127.0.0.1:0"}, args...), writer, &log)
		_ = writer.Close()
	}()
	address := make(chan string, 1)
	go func() {
		var seen strings.Builder
		buffer := make([]byte, 4096)
		for {
			n, err := reader.Read(buffer)
			seen.Write(buffer[:n])
			if _, rest, ok := strings.Cut(seen.String(), "Shop        "); ok && strings.Contains(rest, "/\n") {
				select {
				case address <- strings.SplitN(rest, "/\n", 2)[0]:
				default:
				}
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("serving ended with exit code %d: %s", code, log.String())
		}
	})
	select {
	case a := <-address:
		return a
	case code := <-done:
		done <- code
		t.Fatalf("the server did not start: %d, %s", code, log.String())
	case <-time.After(60 * time.Second):
		t.Fatal("the server did not start within a minute")
	}
	return ""
}

func TestServe(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		address := serve(t, "--data-dir", t.TempDir(), "--database", url)
		var got struct {
			Data struct {
				Products struct {
					Nodes []struct {
						Title         string
						FeaturedImage struct {
							URL           string
							Width, Height int
						}
					}
				}
			}
		}
		post(t, address+"/api/2025-01/graphql.json", `{ products(first: 2, sortKey: BEST_SELLING) { nodes { title featuredImage { url width height } } } }`, &got)
		if len(got.Data.Products.Nodes) != 2 {
			t.Fatalf("got %+v", got)
		}
		image := got.Data.Products.Nodes[0].FeaturedImage
		if !strings.HasPrefix(image.URL, address+"/s/files/") || image.Width != 1200 {
			t.Errorf("got %+v", image)
		}
		for path, kind := range map[string]string{
			strings.TrimPrefix(image.URL, address): "image/jpeg", "/healthz": "application/json", "/readyz": "application/json", "/": "text/html",
			"/playground": "text/html", "/schema.graphql": "text/plain", image.URL[len(address):] + "?width=80&format=webp": "image/webp",
		} {
			response, err := http.Get(address + path)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), kind) || len(body) == 0 {
				t.Errorf("%s: %s, %s, %d bytes", path, response.Status, response.Header.Get("Content-Type"), len(body))
			}
			if err := response.Body.Close(); err != nil {
				t.Error(err)
			}
		}
		must(t, "health", address)
	})
}

func post(t *testing.T, address, query string, into any) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", response.Status, err)
	}
}

// TestPlayground opens the pages of the running server in a browser, runs a query in each and reads the answer.
func TestPlayground(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	address := serve(t, "--data-dir", t.TempDir())
	kinds := []string{browsertest.Light}
	if playground.Built() {
		kinds = append(kinds, browsertest.GraphiQL)
	} else if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
		t.Error("GraphiQL is not built: run go generate ./internal/playground")
	}
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			answer, picture := browsertest.Run(t, address, kind, "{ shop { name } }")
			if !strings.Contains(answer, "Fernweir") || len(picture) == 0 {
				t.Errorf("the page shows %q", answer)
			}
		})
	}
	text, _ := browsertest.Page(t, address+"/", browsertest.View{})
	if !strings.Contains(text, "Fernweir") {
		t.Errorf("the landing page shows %.300q", text)
	}
}

// TestBrowserKeepsSession signs a customer in from a page in a real browser, which keeps the token where no script finds
// it, sends it along by itself, and forgets it with signing out.
func TestBrowserKeepsSession(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	address := serve(t, "--data-dir", t.TempDir())
	const script = `(async () => {
		const ask = async (query, headers = {}) => {
			const answer = await fetch("/graphql", { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ query }) })
			return JSON.stringify((await answer.json()).data)
		}
		const who = '{ customer(customerAccessToken: "") { email } }'
		const seen = []
		await ask('mutation { customerCreate(input: {email: "jo@example.com", password: "correct horse"}) { customer { id } } }')
		const signIn = 'mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "correct horse"}) { customerAccessToken { accessToken } } }'
		seen.push(await ask(signIn, { "Cartwright-Session": "cookie" }), document.cookie, await ask(who))
		seen.push(await ask('mutation { customerAccessTokenDelete(customerAccessToken: "") { deletedAccessToken } }'), await ask(who))
		return seen.join("\n")
	})()`
	want := strings.Join([]string{
		`{"customerAccessTokenCreate":{"customerAccessToken":{"accessToken":""}}}`, ``, `{"customer":{"email":"jo@example.com"}}`,
		`{"customerAccessTokenDelete":{"deletedAccessToken":""}}`, `{"customer":null}`}, "\n")
	if got := browsertest.Script(t, address+"/", script); got != want {
		t.Errorf("the page saw\n%s\nwant\n%s", got, want)
	}
}
