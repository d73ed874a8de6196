package survey_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

func samples(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../sample-data/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample surveys: %v", err)
	}
	out := map[string][]byte{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

func TestSamplesAreSound(t *testing.T) {
	for name, data := range samples(t) {
		if _, problems := survey.Parse(name, data); len(problems) > 0 {
			t.Errorf("%v", problems)
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryProblemIsReported(t *testing.T) {
	for _, name := range []string{"wrong", "wrong-everything", "wrong-branching"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			s, problems := survey.Parse(name+".yaml", data)
			if s != nil {
				t.Error("a survey with problems was handed out")
			}
			golden(t, "testdata/"+name+".golden", problems.Error()+"\n")
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestOptionsAreTakenFromAnotherQuestion(t *testing.T) {
	s, problems := survey.Parse("powershell.yaml", samples(t)["powershell.yaml"])
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	topics, speak := s.ByPurpose(survey.Topic), s.ByPurpose(survey.Speak)
	if last := topics.Options[len(topics.Options)-1]; !last.Exclusive || last.ID != "none" {
		t.Errorf("none does not stand last: %+v", last)
	}
	if diff := cmp.Diff(topics.Options[:len(topics.Options)-1], speak.Options); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(topics.Groups, speak.Groups); diff != "" {
		t.Error(diff)
	}
}

func TestPhases(t *testing.T) {
	const text = "id: x\ntitle: X\ntime_zone: America/New_York\nopens: 2026-03-01 09:00\ncloses: 2026-03-31\nquestions: [{id: a, kind: text, title: A}]\n"
	s, problems := survey.Parse("x", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tests := []struct {
		name, at string
		want     survey.Phase
	}{
		{"before", "2026-03-01T13:59:59Z", survey.Upcoming},
		{"the first moment", "2026-03-01T14:00:00Z", survey.Open},
		{"the last day is open", "2026-04-01T03:59:59Z", survey.Open},
		{"after midnight in the survey's zone", "2026-04-01T04:00:00Z", survey.Ended},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := s.PhaseAt(at); got != tt.want {
				t.Errorf("phase %v, want %v", got, tt.want)
			}
		})
	}
	s.Closed = true
	if s.PhaseAt(time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)) != survey.Ended {
		t.Error("closed by hand but open")
	}
}

func TestVersionFollowsTheWording(t *testing.T) {
	data := samples(t)["powershell.yaml"]
	a, _ := survey.Parse("a", data)
	b, _ := survey.Parse("b", data)
	c, _ := survey.Parse("c", append([]byte("# changed\n"), data...))
	if a.Version() != b.Version() || a.Version() == c.Version() {
		t.Errorf("versions %s %s %s", a.Version(), b.Version(), c.Version())
	}
}

func TestLimits(t *testing.T) {
	many := func(n int, item string) string {
		var items []string
		for i := range n {
			items = append(items, strings.ReplaceAll(item, "#", strconv.Itoa(i)))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	const option = "{id: o#, label: Option #}"
	tests := []struct{ name, keys, want string }{
		{"questions", "questions: " + many(survey.MaxQuestions+1, "{id: q#, kind: text, title: Q}"), "more than 200 questions"},
		{"statements", "questions: [{id: g, kind: grid, title: G, scale: {from: 0, to: 1, labels: {0: A, 1: B}}, statements: " + many(1_000, "{id: s#, title: S}") + "}]", "more than 200 questions"},
		{"options", "questions: [{id: q, kind: many, title: Q, options: " + many(survey.MaxOptions, option) + ", none: None}]", "65 options; 64 is the most"},
		{"ranked", "questions: [{id: q, kind: ranking, title: Q, options: " + many(survey.MaxRanked+1, option) + "}]", "13 options; 12 is the most"},
		{"times", "questions: [{id: q, kind: slots, title: Q, parts: " + many(10, "{id: p#, label: Part #}") + "}]", "70 options; 64 is the most"},
		{"bins", "questions: [{id: q, kind: number, title: Q, bins: " + many(65, "#") + "}]", "65 bins; 64 is the most"},
		{"levels", "questions: [{id: q, kind: many, title: Q, options: " + many(2, option) + ", levels: " + many(5, "{id: l#, label: L}") + "}]", "5 levels; more than 4 are not told apart"},
		{"a text", "questions: [{id: q, kind: text, title: " + strings.Repeat("x", 10_001) + "}]", "the text is longer than 10000 bytes"},
		{"an id of two", "questions: [{id: q" + strings.Repeat("x", 30) + ", kind: many, title: Q, options: " + many(1, option) + ", levels: [{id: l" + strings.Repeat("y", 30) + ", label: L}]}]", "40 at most"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := refuse(t, tt.keys); !strings.Contains(got, tt.want) {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
	parse(t, "questions: [{id: q, kind: ranking, title: Q, options: "+many(survey.MaxRanked, option)+", none: None}]")
	parse(t, "privacy: "+strings.Repeat("x", 50_000)+"\nquestions: [{id: q, kind: many, title: Q, options: "+many(survey.MaxOptions, option)+"}]")
}
