package internal_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// instruction is one instruction of a Dockerfile, its lines joined: "RUN", "npm ci".
type instruction struct{ name, rest string }

// stages are the instructions of a Dockerfile, each stage opening with its FROM.
func stages(t *testing.T, path string) [][]instruction {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]instruction
	joined := regexp.MustCompile(`\\[ \t]*\n[ \t]*`).ReplaceAllString(string(text), " ")
	for _, line := range strings.Split(joined, "\n") {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		i := instruction{strings.ToUpper(name), strings.TrimSpace(rest)}
		if i.name == "FROM" {
			out = append(out, nil)
		}
		if len(out) == 0 {
			t.Fatalf("%s: %s stands before the first FROM", path, i.name)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// TestImage holds what operators rely on in the image. There is no engine here to build it with, so its text is read.
func TestImage(t *testing.T) {
	all := stages(t, "../Dockerfile")
	final := all[len(all)-1]
	rest := func(name string) (texts []string) {
		for _, i := range final {
			if i.name == name {
				texts = append(texts, i.rest)
			}
		}
		return texts
	}
	t.Run("the last stage is empty but for what is copied", func(t *testing.T) {
		if final[0].rest != "scratch" {
			t.Errorf("it begins from %s", final[0].rest)
		}
		if got := rest("RUN"); got != nil {
			t.Errorf("it runs %q: there is no shell in it", got)
		}
	})
	t.Run("it runs as a user who is not root, by number", func(t *testing.T) {
		if got := rest("USER"); !slices.Equal(got, []string{"65532:65532"}) {
			t.Errorf("USER is %q", got)
		}
	})
	t.Run("the data directory is that user's and outlives the container", func(t *testing.T) {
		if !slices.ContainsFunc(rest("COPY"), func(c string) bool {
			return strings.Contains(c, "--chown=65532:65532") && strings.HasSuffix(c, " /data")
		}) {
			t.Error("/data is not copied with that owner")
		}
		if !slices.Equal(rest("VOLUME"), []string{"/data"}) {
			t.Errorf("VOLUME is %q", rest("VOLUME"))
		}
	})
	t.Run("it listens on the port it exposes, and keeps its data in the volume", func(t *testing.T) {
		env := strings.Join(rest("ENV"), " ")
		for _, want := range []string{"CARTWRIGHT_ADDR=0.0.0.0:8080", "CARTWRIGHT_DATA_DIR=/data"} {
			if !slices.Contains(strings.Fields(env), want) {
				t.Errorf("the environment lacks %s", want)
			}
		}
		if !slices.Equal(rest("EXPOSE"), []string{"8080"}) {
			t.Errorf("EXPOSE is %q", rest("EXPOSE"))
		}
	})
	t.Run("the binary starts it and checks it, without a shell", func(t *testing.T) {
		if !slices.Equal(rest("ENTRYPOINT"), []string{`["/cartwright"]`}) {
			t.Errorf("ENTRYPOINT is %q", rest("ENTRYPOINT"))
		}
		check := rest("HEALTHCHECK")
		if len(check) != 1 || !strings.HasSuffix(check[0], `CMD ["/cartwright", "health"]`) {
			t.Errorf("HEALTHCHECK is %q", check)
		}
	})
	t.Run("nothing comes from the network but modules and npm's packages", func(t *testing.T) {
		download := regexp.MustCompile(`\b(curl|wget|apt-get|apk|git clone)\b|https?://`)
		for _, stage := range all {
			for _, i := range stage {
				if i.name == "ADD" || i.name == "RUN" && download.MatchString(i.rest) {
					t.Errorf("%s %s", i.name, i.rest)
				}
			}
		}
	})
	t.Run("the binary is static and knows its version", func(t *testing.T) {
		build := regexp.MustCompile(`CGO_ENABLED=0 go build -trimpath -ldflags "[^"]*-X main\.version=`)
		if !slices.ContainsFunc(all, func(stage []instruction) bool {
			return slices.ContainsFunc(stage, func(i instruction) bool { return i.name == "RUN" && build.MatchString(i.rest) })
		}) {
			t.Error("no stage builds it so")
		}
	})
}
