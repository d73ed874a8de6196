package yamldoc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/yamldoc"
)

type label string

type inner struct {
	ID    string         `yaml:"id"`
	Label label          `yaml:"label"`
	Names map[int]string `yaml:"names"`
}

type outer struct {
	Title string           `yaml:"title"`
	Count int              `yaml:"count"`
	On    bool             `yaml:"on"`
	Items []inner          `yaml:"items"`
	One   *inner           `yaml:"one"`
	ByKey map[string]inner `yaml:"by_key"`
	Upper upper            `yaml:"upper"`
}

type upper string

func (u *upper) UnmarshalText(text []byte) error {
	if strings.ToUpper(string(text)) != string(text) {
		return fmt.Errorf("%q must be written in capitals", text)
	}
	*u = upper(text)
	return nil
}

func TestDecode(t *testing.T) {
	const text = `
title: "Yes"
count: 3
on: true
upper: ABC
items:
  - {id: a, label: No}
  - id: 2020
    names: {1: low, 5: high}
one:
  id: b
by_key:
  x: {id: c}
`
	var got outer
	doc := yamldoc.Decode("f.yaml", []byte(text), &got)
	if problems := doc.Problems(); problems != nil {
		t.Fatal(problems)
	}
	want := outer{
		Title: "Yes", Count: 3, On: true, Upper: "ABC",
		Items: []inner{{ID: "a", Label: "No"}, {ID: "2020", Names: map[int]string{1: "low", 5: "high"}}},
		One:   &inner{ID: "b"},
		ByKey: map[string]inner{"x": {ID: "c"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// words is one word or several, each by a key.
type words map[string]string

func (w *words) Shorthand(text string) { *w = words{"": text} }

type condition struct {
	Any   []string         `yaml:"any"`
	Every []condition      `yaml:"every"`
	Picks map[string]words `yaml:"-" yamldoc:"rest"`
}

func TestShorthandAndRest(t *testing.T) {
	tests := []struct {
		name, text string
		want       condition
		problems   string
	}{
		{"in short", "roles: leader\nlevel: 3", condition{Picks: map[string]words{"roles": {"": "leader"}, "level": {"": "3"}}}, ""},
		{"in its own shape", "roles: {en: leader, es: líder}", condition{Picks: map[string]words{"roles": {"en": "leader", "es": "líder"}}}, ""},
		{"known keys first", "any: [a]\nroles: b", condition{Any: []string{"a"}, Picks: map[string]words{"roles": {"": "b"}}}, ""},
		{"within itself", "every: [{roles: a}, {any: [b]}]", condition{Every: []condition{{Picks: map[string]words{"roles": {"": "a"}}}, {Any: []string{"b"}}}}, ""},
		{"the name of the field is a key like others", "Picks: a", condition{Picks: map[string]words{"Picks": {"": "a"}}}, ""},
		{"a list", "roles: [a]", condition{Picks: map[string]words{"roles": nil}}, "f:1:8: expected keys with values here, found a list"},
		{"a control character", `roles: "a\eb"`, condition{Picks: map[string]words{"roles": nil}}, "f:1:8: the text holds the control character U+001B, which nobody sees; remove it"},
		{"nothing", "roles:", condition{Picks: map[string]words{"roles": nil}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got condition
			doc := yamldoc.Decode("f", []byte(tt.text), &got)
			if diff := cmp.Diff(tt.problems, doc.Problems().Error()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlacesOfKeysWithoutField(t *testing.T) {
	var got condition
	doc := yamldoc.Decode("f", []byte("any: [a]\nroles:\n  en: leader\n"), &got)
	doc.Report("roles.en", "the word")
	doc.Report("roles", "its key")
	if diff := cmp.Diff("f:2:1: its key\nf:3:7: the word", doc.Problems().Error()); diff != "" {
		t.Error(diff)
	}
	for path, line := range map[string]int{"any": 1, "roles": 2, "roles.en": 3, "roles.es": 2, "nothing": 1} {
		if got := doc.Line(path); got != line {
			t.Errorf("%s stands in line %d, want %d", path, got, line)
		}
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"roles", "topics", "times"}
	for key, want := range map[string]string{
		"rols": `did you mean "roles"?`, "TOPICS": `did you mean "topics"?`, "time": `did you mean "times"?`, "zzz": "known here: roles, times, topics",
	} {
		if got := yamldoc.Suggest(key, known); got != want {
			t.Errorf("%s: %s", key, got)
		}
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		broken     bool
	}{
		{"unknown key", "titel: x", []string{`f:1:1: unknown key "titel"; did you mean "title"?`}, false},
		{"far from any key", "zzzzzzzz: x", []string{`f:1:1: unknown key "zzzzzzzz"; known here: by_key, count, items, on, one, title, upper`}, false},
		{"every problem", "count: x\non: 2\nitems: 4\nupper: abc", []string{
			`f:1:8: expected a whole number, found "x"`,
			`f:2:5: expected true or false, found "2"`,
			`f:3:8: expected a list here, found "4"`,
			`f:4:8: "abc" must be written in capitals`,
		}, false},
		{"unknown key in a list", "items:\n  - {id: a, lable: b}", []string{`f:2:13: unknown key "lable"; did you mean "label"?`}, false},
		{"keys of a map", "one:\n  names: {x: y}", []string{`f:2:11: expected a whole number as key, found "x"`}, false},
		{"a list for a text", "title: [a]", []string{`f:1:8: expected a single value here, found a list`}, false},
		{"a text for a struct", "one: text", []string{`f:1:6: expected keys with values here, found "text"`}, false},
		{"anchor", "title: &a x", []string{`f:1:8: anchors, aliases and tags are not supported; write the value out`}, false},
		{"control character", `title: "a\e[31mb"`, []string{`f:1:8: the text holds the control character U+001B, which nobody sees; remove it`}, false},
		{"lines and tabs are no control characters", `title: "a\r\n\tb"`, nil, false},
		{"two documents", "title: a\n---\ntitle: b", []string{`f:3:1: a second document begins here; keep one per file`}, false},
		{"empty", "", []string{`f:1:1: the file is empty`}, true},
		{"only a list", "[1]", []string{`f:1:1: expected keys with values here, found a list`}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var into outer
			doc := yamldoc.Decode("f", []byte(tt.text), &into)
			var got []string
			for _, p := range doc.Problems() {
				got = append(got, p.Error())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if doc.Broken() != tt.broken {
				t.Errorf("Broken() = %v", doc.Broken())
			}
		})
	}
}

func TestSyntaxErrorsHaveAPlace(t *testing.T) {
	for _, text := range []string{"a: [1", "title: x\n\tcount: 1", "title: \"x", "a: 1\na: 2", "title: a\n  count: 2"} {
		var into outer
		doc := yamldoc.Decode("f", []byte(text), &into)
		problems := doc.Problems()
		if len(problems) == 0 {
			t.Errorf("%q: no problem", text)
			continue
		}
		if strings.Contains(problems.Error(), ">") {
			t.Errorf("%q: source excerpt in %q", text, problems)
		}
	}
}

func TestHostileNestingIsTurnedAway(t *testing.T) {
	ladder := strings.Builder{}
	for i := range 2000 {
		ladder.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, text := range map[string]string{
		"brackets":  strings.Repeat("[", 200_000),
		"keys":      strings.Repeat("{a: ", 200_000),
		"lines":     strings.Repeat("[\n", 2_000),
		"dashes":    strings.Repeat("- ", 200_000),
		"questions": strings.Repeat("? ", 200_000),
		"ladder":    ladder.String(),
		"closed":    "a: " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
		"quoted":    strings.Repeat(strings.Repeat("[", 60)+"\n \""+strings.Repeat("]", 60)+"\", ", 200),
		"commented": strings.Repeat(strings.Repeat("[", 60)+"\n # "+strings.Repeat("]", 60)+"\n", 200),
		"size":      "title: " + strings.Repeat("x", 2<<20),
	} {
		t.Run(name, func(t *testing.T) {
			var into outer
			if doc := yamldoc.Decode("f", []byte(text), &into); !doc.Broken() {
				t.Error("parsed")
			}
		})
	}
}

// Brackets in texts and comments are no nesting.
func TestBracketsInTextsAreText(t *testing.T) {
	text := "title: >-\n" + strings.Repeat("  ([[[\n", 100) + "# " + strings.Repeat("[", 100) + "\n"
	var into struct {
		Title string `yaml:"title"`
	}
	if doc := yamldoc.Decode("f", []byte(text), &into); doc.Broken() || !strings.Contains(into.Title, "([[[ ([[[") {
		t.Errorf("%v, %q", doc.Problems(), into.Title)
	}
}

func TestReportFindsTheNearestPlace(t *testing.T) {
	var into outer
	doc := yamldoc.Decode("f", []byte("title: a\nitems:\n  - id: x\n  - id: y\n"), &into)
	doc.Report("items[1].id", "own value")
	doc.Report("items[1].label", "its item")
	doc.Report("items[7]", "the list")
	doc.Report("nothing", "the file")
	want := "f:1:1: the file\nf:2:1: the list\nf:4:5: its item\nf:4:9: own value"
	if diff := cmp.Diff(want, doc.Problems().Error()); diff != "" {
		t.Error(diff)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"title: a", "items: [{id: x}]", "a: &b [*b]", "? [a]\n: b", "one:\n  names: {1: a}", "!!binary x", "<<: {a: b}", "- |\n  x", "roles: a", "every: [{roles: {en: a}}, {any: [b]}]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var into outer
		var short condition
		problems := yamldoc.Decode("f", data, &into).Problems()
		for _, p := range append(problems, yamldoc.Decode("f", data, &short).Problems()...) {
			if p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
	})
}
