package survey_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"muster/internal/survey"
)

func everything(t testing.TB) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("everything.yaml", samples(t)["everything.yaml"])
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

// The sample is what founders copy from, so nothing that a file can say is left out of it.
func TestEverythingHasEverything(t *testing.T) {
	s := everything(t)
	kinds, purposes := map[survey.Kind]bool{}, map[survey.Purpose]bool{}
	has := map[string]bool{}
	for _, q := range s.Questions {
		kinds[q.Kind], purposes[q.Purpose] = true, true
		for what, there := range map[string]bool{
			"a required question": q.Required, "a condition": q.ShowIf != nil, "levels": q.LevelOf != "", "groups": len(q.Groups) > 0,
			"shuffled options": q.Shuffle, "a recommendation": q.Promoter, "a grid": q.Grid != "", "a unit": q.Unit != "",
			"a place without a list": q.Kind == survey.Place && q.Free(), "a place of a list": q.Kind == survey.Place && q.Choice(),
			"a fraction": q.Bounds.Decimals > 0, "a condition of several": q.ShowIf != nil && len(q.ShowIf.Either) > 0,
			"a quota": slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Quota > 0 }),
			"none":    slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Exclusive }),
			"other":   slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Written }),
		} {
			has[what] = has[what] || there
		}
	}
	for _, kind := range []survey.Kind{
		survey.One, survey.Many, survey.YesNo, survey.Ranking, survey.Slots, survey.Place, survey.Scale, survey.Number,
		survey.Date, survey.Short, survey.Long, survey.Email, survey.Link, survey.Agree,
	} {
		if !kinds[kind] {
			t.Errorf("no question of kind %s", kind)
		}
	}
	for _, purpose := range []survey.Purpose{survey.Role, survey.Topic, survey.Speak, survey.Help, survey.Contact} {
		if !purposes[purpose] {
			t.Errorf("no question of purpose %s", purpose)
		}
	}
	for what, there := range has {
		if !there {
			t.Errorf("it has not %s", what)
		}
	}
	r := s.Rules
	if r.Most == 0 || r.Short == "" || len(r.Embed) == 0 || r.KeepAnswers.IsZero() || r.KeepContacts.IsZero() || s.Privacy == "" || s.Thanks == "" {
		t.Errorf("rules: %+v", r)
	}
	if missing := s.Untranslated(); missing != nil || len(s.Languages) != 5 {
		t.Errorf("%v are missing %v", s.Languages, missing)
	}
}

// What respondents read in each language, for people to look over.
func TestEverythingAsItIsRead(t *testing.T) {
	s := everything(t)
	for _, language := range s.Languages {
		t.Run(language, func(t *testing.T) {
			var out strings.Builder
			in := s.In(language)
			fmt.Fprintf(&out, "%s\n\n%s\n", in.Title, in.Intro)
			for i, step := range in.Steps() {
				fmt.Fprintf(&out, "== %d. %s\n", i+1, step.Section.Title)
				if step.Section.Intro != "" && step.Questions[0] == step.Section.Questions[0] {
					fmt.Fprintf(&out, "%s\n", step.Section.Intro)
				}
				for _, q := range step.Questions {
					read(&out, q)
				}
			}
			fmt.Fprintf(&out, "== ==\n%s\n%s", in.Thanks, in.Privacy)
			golden(t, "testdata/everything."+language+".golden", out.String())
		})
	}
}

func read(out *strings.Builder, q *survey.Question) {
	fmt.Fprintf(out, "\n%s (%s)", q.Title, q.Kind)
	for _, more := range []survey.Text{q.Grid, q.Hint, q.Statement, q.Unit} {
		if more != "" {
			fmt.Fprintf(out, " | %s", more)
		}
	}
	out.WriteString("\n")
	group := ""
	for _, c := range q.Categories() {
		if c.Group != group {
			group = c.Group
			for _, g := range q.Groups {
				if g.ID == group {
					fmt.Fprintf(out, "  [%s]\n", g.Label)
				}
			}
		}
		o, _ := q.Option(c.ID)
		fmt.Fprintf(out, "  - %s\n", strings.TrimRight(fmt.Sprintf("%s %s %s", c.ID, c.Label, o.Hint), " "))
	}
}

// A survey is shared by everything that serves it.
func TestASurveyIsShared(t *testing.T) {
	s := everything(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			in := s.In(s.Languages[i%len(s.Languages)])
			for _, q := range in.Questions {
				q.Shuffled(i + 1)
				q.Bin("3")
				in.Shows(q, picks("topics: kubernetes"))
			}
			in.Steps()
			if _, err := survey.Write(in, nil); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
