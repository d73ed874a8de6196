package dashboard_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"muster/dashboards"
	"muster/internal/dashboard"
)

const head = "id: a\ntitle: A\npanels:\n"

func TestParseReportsEveryProblem(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"an empty file", "", []string{"1:1: the file is empty"}},
		{"nothing that is needed", "intro: x\n", []string{
			`1:1: the dashboard needs an id of lower-case letters, digits and dashes, such as demand; found ""`,
			"1:1: the dashboard needs a title; it heads the page",
			"1:1: the dashboard shows nothing; add a panel",
		}},
		{"an unknown key", head + "  - kind: trend\n    colours: red\n", []string{
			`5:5: unknown key "colours"; did you mean "colour"?`,
		}},
		{"no kind", head + "  - title: x\n", []string{
			"4:5: the panel needs a kind: figures, ranking, trend, crosstab, scale, histogram, slots, preference, source, language, funnel, speakers, planner, needs, voices, together, change, sql",
		}},
		{"an unknown kind", head + "  - kind: pie\n", []string{
			`4:11: unknown kind "pie"; known: figures, ranking, trend, crosstab, scale, histogram, slots, preference, source, language, funnel, speakers, planner, needs, voices, together, change, sql`,
		}},
		{"keys of another kind", head + "  - kind: trend\n    limit: 3\n    purpose: topic\n", []string{
			"5:12: limit means nothing for kind trend; remove it",
			"6:14: purpose means nothing for kind trend; remove it",
		}},
		{"a ranking of nothing", head + "  - kind: ranking\n    limit: -1\n    sort: size\n    by: rows\n", []string{
			"4:5: say whose answers are counted: purpose: topic, or question: with the id of a question",
			"5:12: limit counts lines; it cannot be negative",
			`6:11: unknown sort "size"; known: share, survey`,
			`7:9: unknown by "rows"; known: options, groups`,
		}},
		{"both purpose and question", head + "  - kind: scale\n    purpose: topic\n    question: x\n", []string{
			"6:15: give either purpose or question, not both",
		}},
		{"contact details", head + "  - kind: ranking\n    purpose: contact\n", []string{
			`5:14: unknown purpose "contact"; known: role, topic, speak, help, time, needs`,
		}},
		{"half a crosstab", head + "  - kind: crosstab\n    rows: {purpose: role, by: x}\n    colour: red\n", []string{
			"4:5: a crosstab needs columns, such as columns: {purpose: topic}",
			`5:31: unknown by "x"; known: options, groups, source, language`,
			`6:13: unknown colour "red"; known: share, column_share, count, expected, residual`,
		}},
		{"a side that is no question", head + "  - kind: crosstab\n    rows: {by: source, purpose: role}\n    columns: {by: language}\n", []string{
			"5:16: by: source divides people whatever they answered; remove purpose and question",
		}},
		{"a funnel of a question", head + "  - {kind: funnel, question: x, by: week}\n  - {kind: source, limit: 3}\n  - kind: slots\n", []string{
			"4:30: question means nothing for kind funnel; remove it",
			`4:37: unknown by "week"; known: steps, sources`,
			"5:27: limit means nothing for kind source; remove it",
			"6:5: say whose answers are counted: purpose: topic, or question: with the id of a question",
		}},
		{"figures", head + "  - kind: figures\n    show: [responses, hits, responses]\n    width: third\n", []string{
			`5:23: unknown figure "hits"; known: responses, last_day, median_time, picks, flagged`,
			`5:29: figure "responses" stands here twice; keep one`,
			`6:12: unknown width "third"; known: half, full`,
		}},
		{"each with a kind", head + "  - each: rest\n    kind: ranking\n    most: -2\n    unless: [topics]\n", []string{
			"5:11: kind means nothing beside each; the kind follows from each question",
			"6:11: most is a count; it cannot be negative",
			`7:14: unknown purpose "topics"; known: role, topic, speak, help, time, needs`,
		}},
		{"too long", "id: a\ntitle: " + strings.Repeat("x", 3000) + "\npanels: [{kind: trend}]\n", []string{
			"2:8: the text is longer than 2000 bytes; shorten it",
		}},
		{"too many", head + strings.Repeat("  - kind: trend\n", 61), []string{"3:1: 61 panels; 60 is the most"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := dashboard.Parse("d.yaml", []byte(tt.text))
			if d != nil {
				t.Error("a dashboard in spite of problems")
			}
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.Error(), "d.yaml:"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func yaml(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestLoadPutsAFoundersFileInPlaceOfOurs(t *testing.T) {
	own := fstest.MapFS{
		"mine.yaml":     yaml("id: overview\ntitle: Mine\norder: 9\npanels: [{kind: trend}]\n"),
		"first.yml":     yaml("id: first\ntitle: First\norder: -1\npanels: [{kind: trend}]\n"),
		"notes.txt":     yaml("not a dashboard"),
		"old/x.yaml":    yaml("not: read"),
		"broken.yaml":   yaml("id: broken\n"),
		"twice.yaml":    yaml("id: first\ntitle: Again\npanels: [{kind: trend}]\n"),
		"untitled.yaml": yaml("id: demand\npanels: [{kind: trend}]\n"),
	}
	all, problems := dashboard.Load(dashboards.Files, own)
	var got []string
	for _, d := range all {
		got = append(got, d.ID+" "+d.Title)
	}
	if diff := cmp.Diff([]string{"first First", "demand Demand", "meetings Meetings", "words In their words", "change Change", "overview Mine"}, got); diff != "" {
		t.Errorf("dashboards (-want +got):\n%s", diff)
	}
	var files []string
	for _, p := range problems {
		files = append(files, p.File)
	}
	if diff := cmp.Diff([]string{"broken.yaml", "broken.yaml", "twice.yaml", "untitled.yaml"}, files); diff != "" {
		t.Errorf("files with problems (-want +got):\n%s", diff)
	}
}

func TestLoadOfAFolderThatIsNotThere(t *testing.T) {
	all, problems := dashboard.Load(dashboards.Files, os.DirFS(t.TempDir()+"/none"))
	if len(all) != 5 || len(problems) != 1 {
		t.Errorf("%d dashboards and problems %v; want ours and one problem", len(all), problems)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"overview.yaml", "demand.yaml"} {
		data, err := dashboards.Files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(head + "  - {kind: crosstab, rows: {question: topics, by: groups}, columns: {purpose: role}, colour: residual}\n"))
	f.Add([]byte(head + "  - {kind: funnel, by: sources}\n  - {kind: source}\n  - {kind: crosstab, rows: {by: source}, columns: {by: language}}\n"))
	f.Add([]byte(head + "  -\n  - each: scale\n    unless: [topic]\n"))
	c := gather(charlotte(f), 12)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := dashboard.Parse("fuzz.yaml", data)
		if (d == nil) != (len(problems) > 0) {
			t.Fatalf("dashboard %v with problems %v", d, problems)
		}
		if d != nil {
			build(t, d, c, "")
		}
	})
}
