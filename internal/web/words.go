package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/chophien/chophien/frontend"
)

// The languages of the market; the first is the one without a prefix.
const (
	langVI = "vi"
	langEN = "en"
)

var languages = []string{langVI, langEN}

//go:embed words
var ownWords embed.FS

// words are the texts of one language by key: the application's messages and
// the few that only a page without script needs (words/*.json).
type words map[string]string

// loadWords reads the texts of both languages. A key said twice is a mistake.
func loadWords() (map[string]words, error) {
	all := map[string]words{}
	for _, lang := range languages {
		w := words{}
		files, err := fs.Glob(frontend.Messages, path.Join("messages", lang, "*.json"))
		if err != nil {
			return nil, fmt.Errorf("list messages: %w", err)
		}
		for _, name := range files {
			if err := w.add(frontend.Messages, name); err != nil {
				return nil, err
			}
		}
		if err := w.add(ownWords, path.Join("words", lang+".json")); err != nil {
			return nil, err
		}
		all[lang] = w
	}
	return all, nil
}

func (w words) add(files fs.FS, name string) error {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	var texts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &texts); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	for key, value := range texts {
		if _, twice := w[key]; twice {
			return fmt.Errorf("%s: the message %q is said twice", name, key)
		}
		var text string
		// A message with variants (plurals) is the application's own; pages use plain ones.
		if json.Unmarshal(value, &text) == nil {
			w[key] = text
		}
	}
	return nil
}

// say returns the text of key with {name} replaced, from pairs of name and value.
func (w words) say(key string, pairs ...any) string {
	text := w[key]
	if len(pairs) == 0 {
		return text
	}
	replace := make([]string, len(pairs))
	for i, p := range pairs {
		if i%2 == 0 {
			replace[i] = fmt.Sprintf("{%v}", p)
		} else {
			replace[i] = fmt.Sprint(p)
		}
	}
	return strings.NewReplacer(replace...).Replace(text)
}
