package mail

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	texttemplate "text/template"
)

//go:embed templates/*.html templates/*.txt
var embedded embed.FS

// layout frames the HTML of every kind.
const layout = "layout.html"

// templates are the texts of every kind, ready to be filled.
type templates map[Kind]pair

type pair struct {
	text *texttemplate.Template // opens with a line "Subject: …" and an empty one
	html *htmltemplate.Template // the layout with the kind's content in it
}

// view is what a template sees.
type view struct {
	Shop string            // the shop's name
	Name string            // of the person; empty where it is better not said
	Data map[string]string // the kind's words; those that are optional and absent are empty
}

// rendered is a mail as it is read.
type rendered struct{ subject, text, html string }

// parseTemplates reads the templates, those in dir before those that are built in, and tries each of them: one that
// cannot be filled is found when the shop starts and not when somebody waits for a mail.
func parseTemplates(dir string) (templates, error) {
	if err := checkNames(dir); err != nil {
		return nil, err
	}
	frame, err := readTemplate(dir, layout)
	if err != nil {
		return nil, err
	}
	out := templates{}
	for kind, words := range kinds {
		text, err := readTemplate(dir, string(kind)+".txt")
		if err != nil {
			return nil, err
		}
		html, err := readTemplate(dir, string(kind)+".html")
		if err != nil {
			return nil, err
		}
		var p pair
		if p.text, err = texttemplate.New(string(kind) + ".txt").Option("missingkey=error").Parse(text); err != nil {
			return nil, fmt.Errorf("read a mail template: %w", err)
		}
		if p.html, err = htmltemplate.New(layout).Option("missingkey=error").Parse(frame); err != nil {
			return nil, fmt.Errorf("read a mail template: %w", err)
		}
		if _, err = p.html.New(string(kind) + ".html").Parse(html); err != nil {
			return nil, fmt.Errorf("read a mail template: %w", err)
		}
		out[kind] = p
		for _, sample := range [][]string{words.needed, append(slices.Clone(words.needed), words.optional...)} {
			filled := map[string]string{}
			for _, word := range sample {
				filled[word] = "https://example.com/"
			}
			if _, err := out.render(kind, "Shop", "Name", filled); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// names are the file names of all templates.
func names() []string {
	out := []string{layout}
	for _, k := range Kinds() {
		out = append(out, string(k)+".html", string(k)+".txt")
	}
	return out
}

// checkNames finds files in dir that would never be read, because their name is nearly right.
func checkNames(dir string) error {
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the directory of mail templates: %w", err)
	}
	for _, e := range entries {
		ext := filepath.Ext(e.Name())
		if (ext == ".html" || ext == ".txt") && !slices.Contains(names(), e.Name()) {
			return fmt.Errorf("%s replaces no mail template; these can be replaced: %s", filepath.Join(dir, e.Name()), strings.Join(names(), ", "))
		}
	}
	return nil
}

func readTemplate(dir, name string) (string, error) {
	if dir != "" {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			return string(text), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read a mail template: %w", err)
		}
	}
	text, err := embedded.ReadFile("templates/" + name)
	if err != nil {
		return "", fmt.Errorf("read a mail template: %w", err)
	}
	return string(text), nil
}

// render fills the templates of a kind.
func (t templates) render(kind Kind, shop, name string, words map[string]string) (rendered, error) {
	p, ok := t[kind]
	if !ok {
		return rendered{}, fmt.Errorf("render a mail: there is no kind %q", kind)
	}
	v := view{Shop: oneLine(shop), Name: greeting(name), Data: map[string]string{}}
	for _, word := range kinds[kind].optional {
		v.Data[word] = ""
	}
	maps.Copy(v.Data, words)
	var text, html bytes.Buffer
	if err := p.text.Execute(&text, v); err != nil {
		return rendered{}, fmt.Errorf("render a mail: %w", err)
	}
	if err := p.html.Execute(&html, v); err != nil {
		return rendered{}, fmt.Errorf("render a mail: %w", err)
	}
	head, body, _ := strings.Cut(strings.ReplaceAll(text.String(), "\r\n", "\n"), "\n")
	subject, ok := strings.CutPrefix(head, "Subject:")
	subject, body = oneLine(subject), strings.TrimSpace(body)
	if !ok || subject == "" || body == "" {
		return rendered{}, fmt.Errorf("render a mail: %s.txt must begin with a line \"Subject: …\", and a text must follow", kind)
	}
	return rendered{subject: subject, text: body + "\n", html: html.String()}, nil
}
