package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
	"muster/internal/words"
)

// A form in pages may hang on what no style sheet can tell. Where all of it stands on one page, as for
// a correction, such a question is shown and says on what it depends.
func TestWhatNoStyleCanTellIsShown(t *testing.T) {
	t.Parallel()
	s, problems := survey.Parse("pages.yaml", []byte(`
id: pages
title: Pages
layout: pages
questions:
  - {id: years, kind: number, title: Years, max: 60, bins: [0, 3, 6]}
  - {id: many, kind: many, title: Many, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
  - {id: novice, kind: text, title: Novice, show_if: {years: 0-2}}
  - {id: keen, kind: text, title: Keen, show_if: {question: many, min: 2}}
  - {id: both, kind: text, title: Both, show_if: {every: [{years: 0-2}, {many: a}]}}
  - {id: any, kind: text, title: Any, show_if: {either: [{years: 0-2}, {many: a}]}}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	catalog, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := newFormPage(s, catalog.In("en"), nil, filling{})
	told := map[string][]string{}
	for _, part := range p.Sections[0].Parts {
		view := part.Fields[0]
		if view.Anchor == "" {
			told[view.Name] = view.Only
		}
	}
	want := map[string][]string{
		"years": nil, "many": nil, "novice": {"Only if you chose “0–2” at “Years”."},
		"keen": {"Only if your answers above lead here."}, "any": {"Only if your answers above lead here."},
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if style := string(p.Revealing); strings.Count(style, "#") != 1 || !strings.Contains(style, `form:not(:has([name=many][value="a"]:checked)) #a-both`) {
		t.Errorf("the style hides %s", style)
	}
}
