package words_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// phrases reads the catalogs of a language as people wrote them: by key, the plural forms or the one
// text under "".
func phrases(t *testing.T, tag string) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("catalogs", tag, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogs in %s: %v", tag, err)
	}
	all := map[string]map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[string]any
		if err := yaml.Unmarshal(data, &entries); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, entry := range entries {
			forms := map[string]string{}
			switch entry := entry.(type) {
			case string:
				forms[""] = entry
			case map[string]any:
				for form, text := range entry {
					forms[form], _ = text.(string)
				}
			default:
				t.Errorf("%s: %s is %T; put it in quotes", name, key, entry)
			}
			all[strings.TrimSuffix(filepath.Base(name), ".yaml")+"."+key] = forms
		}
	}
	return all
}

func languages(t *testing.T) []string {
	t.Helper()
	folders, err := os.ReadDir("catalogs")
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, f := range folders {
		tags = append(tags, f.Name())
	}
	if len(tags) < 5 {
		t.Errorf("only %v", tags)
	}
	return tags
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func placeholders(forms map[string]string) []string {
	var found []string
	for _, text := range forms {
		found = append(found, placeholder.FindAllString(text, -1)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestEveryPhraseIsThereInEveryLanguage(t *testing.T) {
	original := phrases(t, "en")
	for _, tag := range languages(t) {
		t.Run(tag, func(t *testing.T) {
			translated := phrases(t, tag)
			if diff := cmp.Diff(slices.Sorted(maps.Keys(original)), slices.Sorted(maps.Keys(translated))); diff != "" {
				t.Error(diff)
			}
			for key, forms := range translated {
				if diff := cmp.Diff(placeholders(original[key]), placeholders(forms)); diff != "" {
					t.Errorf("%s has other placeholders: %s", key, diff)
				}
			}
		})
	}
}

func TestPluralsAreComplete(t *testing.T) {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
	}
	original := phrases(t, "en")
	for _, tag := range languages(t) {
		wants := map[string]bool{}
		for n := range 1000 {
			wants[names[plural.Cardinal.MatchPlural(language.MustParse(tag), n, 0, 0, 0, 0)]] = true
		}
		for key, forms := range phrases(t, tag) {
			if _, single := forms[""]; single {
				if len(original[key]) > 1 {
					t.Errorf("%s: %s has no plurals", tag, key)
				}
				continue
			}
			for form := range wants {
				if forms[form] == "" {
					t.Errorf("%s: %s has no form %q", tag, key, form)
				}
			}
			for form := range forms {
				if !slices.Contains(slices.Collect(maps.Values(names)), form) {
					t.Errorf("%s: %s has a form %q, which no language has", tag, key, form)
				}
			}
		}
	}
}

func TestPhrasesAreTidy(t *testing.T) {
	for _, tag := range languages(t) {
		for key, forms := range phrases(t, tag) {
			for form, text := range forms {
				switch {
				case strings.TrimSpace(text) == "":
					t.Errorf("%s: %s %s is empty", tag, key, form)
				case strings.Trim(text, " ") != text && strings.ContainsFunc(text, unicode.IsLetter), strings.Contains(text, "  "):
					t.Errorf("%s: %s %s has stray spaces: %q", tag, key, form, text)
				case strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), unicode.IsControl):
					t.Errorf("%s: %s %s has control characters: %q", tag, key, form, text)
				case strings.Count(text, "{") != len(placeholder.FindAllString(text, -1)):
					t.Errorf("%s: %s %s has a brace that is no placeholder: %q", tag, key, form, text)
				}
			}
		}
	}
}

var (
	quoted = regexp.MustCompile("[\"`]([a-z]+\\.[a-z0-9_]*|[a-z0-9_]+)[\"`]")
	said   = regexp.MustCompile("Say\\(?\\s*[\"`]([a-z]+\\.[a-z0-9_]*)[\"`]")
)

// sources reads what may name keys: code and templates, but no tests.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"../*/*.go", "../*/templates/*", "../*/templates/*/*", "../../cmd/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, "_test.go") {
				all.Write(data)
			}
		}
	}
	return all.String()
}

func TestEveryKeyThatIsSaidExists(t *testing.T) {
	known := phrases(t, "en")
	for _, match := range said.FindAllStringSubmatch(sources(t), -1) {
		key := match[1]
		begins := func(name string) bool { return strings.HasPrefix(name, key) }
		if _, exact := known[key]; exact || strings.HasSuffix(key, "_") && slices.ContainsFunc(slices.Collect(maps.Keys(known)), begins) {
			continue
		}
		if area := strings.TrimSuffix(key, "."); area != key && slices.ContainsFunc(slices.Collect(maps.Keys(known)), begins) {
			continue
		}
		t.Errorf("%q is said, but no catalog has it", key)
	}
}

// A key is used where code or a template names it, or begins to: "survey.slot_" names all that begin
// so, and "problems." those whose rest stands somewhere in quotes.
func TestNoPhraseIsUnused(t *testing.T) {
	named := map[string]bool{}
	for _, match := range quoted.FindAllStringSubmatch(sources(t), -1) {
		named[match[1]] = true
	}
	for d := range 7 {
		named[strings.ToLower(time.Weekday(d).String())] = true
	}
	for m := range 12 {
		named[strings.ToLower(time.Month(m+1).String())] = true
	}
	for key := range phrases(t, "en") {
		area, rest, _ := strings.Cut(key, ".")
		used := named[key] || named[area+"."] && named[rest]
		for at := range rest {
			used = used || rest[at] == '_' && named[area+"."+rest[:at+1]]
		}
		if !used {
			t.Errorf("%s is said nowhere; remove it", key)
		}
	}
}
