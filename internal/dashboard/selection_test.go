package dashboard_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

func TestParseSelection(t *testing.T) {
	s := charlotte(t)
	day := func(text string) time.Time {
		at, err := time.ParseInLocation(time.DateOnly, text, s.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	tests := []struct {
		name, query string
		filter      tally.Filter
		words       []dashboard.Word
		canonical   string
		problems    []string
	}{
		{name: "nothing"},
		{
			name:      "options in the order of the survey",
			query:     "q.topics=powershell&q.topics=azure",
			filter:    tally.Filter{Picks: []tally.Pick{{Question: "topics", Options: []string{"azure", "powershell"}}}},
			words:     []dashboard.Word{{Text: "Topics: Azure or PowerShell"}},
			canonical: "q.topics=azure&q.topics=powershell",
		},
		{
			name:  "a group is written out and covers its options",
			query: "g.topics=development&q.topics=speaking&q.topics=pki",
			filter: tally.Filter{Picks: []tally.Pick{{Question: "topics", Options: []string{
				"pki", "career", "leading", "speaking", "writing", "interests", "people"}}}},
			words:     []dashboard.Word{{Text: "Topics: Personal development or PKI"}},
			canonical: "g.topics=development&q.topics=pki",
		},
		{
			name:  "questions in the order of the survey, each with what is left without it",
			query: "q.topics=people&q.roles=engineer&from=2026-01-01&to=2026-01-31",
			filter: tally.Filter{
				Picks: []tally.Pick{
					{Question: "roles", Options: []string{"engineer"}}, {Question: "topics", Options: []string{"people"}},
				},
				From: day("2026-01-01"), To: day("2026-01-31"),
			},
			words: []dashboard.Word{
				{Text: "Roles: Systems / network / infrastructure engineer", Without: "from=2026-01-01&q.topics=people&to=2026-01-31"},
				{Text: "Topics: Networking (Personal development)", Without: "from=2026-01-01&q.roles=engineer&to=2026-01-31"},
				{Text: "from 1 Jan 2026 to 31 Jan 2026", Without: "q.roles=engineer&q.topics=people"},
			},
			canonical: "from=2026-01-01&q.roles=engineer&q.topics=people&to=2026-01-31",
		},
		{
			name: "a title that asks needs no colon", query: "q.place=online&to=2026-02-28",
			filter: tally.Filter{Picks: []tally.Pick{{Question: "place", Options: []string{"online"}}}, To: day("2026-02-28")},
			words: []dashboard.Word{
				{Text: "In person or online? Online", Without: "to=2026-02-28"}, {Text: "to 28 Feb 2026", Without: "q.place=online"},
			},
			canonical: "q.place=online&to=2026-02-28",
		},
		{
			name: "sources and flags", query: "source=poster&flagged=leave-out&source=form&source=poster&to=2026-02-28",
			filter: tally.Filter{Sources: []string{"form", "poster"}, Unflagged: true, To: day("2026-02-28")},
			words: []dashboard.Word{
				{Text: "Source: No source named or poster", Without: "flagged=leave-out&to=2026-02-28"},
				{Text: "without answers that look suspicious", Without: "source=form&source=poster&to=2026-02-28"},
				{Text: "to 28 Feb 2026", Without: "flagged=leave-out&source=form&source=poster"},
			},
			canonical: "flagged=leave-out&source=form&source=poster&to=2026-02-28",
		},
		{
			name: "sources and flags that are none", query: "source=%00x&source=a%FFb&flagged=yes&source=flyer",
			filter: tally.Filter{Sources: []string{"flyer"}}, words: []dashboard.Word{{Text: "Source: flyer"}}, canonical: "source=flyer",
			problems: []string{
				"source: “\uFFFDx” is not the name of a source, so that filter is not applied.",
				"source: “a\uFFFDb” is not the name of a source, so that filter is not applied.",
				"flagged: “yes” is not understood; flagged=leave-out leaves out answers that look suspicious.",
			},
		},
		{name: "what forms send empty", query: "q.topics=&from=&to=&g.topics=&source=&flagged="},
		{name: "what is not ours", query: "page=2&utm=q.topics"},
		{
			name: "an unknown question", query: "q.topcs=azure",
			problems: []string{"q.topcs: This survey has no question “topcs” to filter by, so that filter is not applied."},
		},
		{
			name: "an unknown answer keeps the others", query: "q.topics=azur&q.topics=azure",
			filter:    tally.Filter{Picks: []tally.Pick{{Question: "topics", Options: []string{"azure"}}}},
			words:     []dashboard.Word{{Text: "Topics: Azure"}},
			canonical: "q.topics=azure",
			problems:  []string{"q.topics: “Topics” has no answer “azur”, so that filter is not applied."},
		},
		{
			name: "contact details are no filter", query: "q.email=a@example.com&q.consent=yes&q.challenge=x",
			problems: []string{
				"q.challenge: This survey has no question “challenge” to filter by, so that filter is not applied.",
				"q.consent: This survey has no question “consent” to filter by, so that filter is not applied.",
				"q.email: This survey has no question “email” to filter by, so that filter is not applied.",
			},
		},
		{
			name: "days that are none", query: "from=yesterday&to=0001-01-01",
			problems: []string{
				"from: “yesterday” is not a day written as 2026-01-31, so it is not applied.",
				"to: “0001-01-01” is not a day written as 2026-01-31, so it is not applied.",
			},
		},
		{
			name: "days in the wrong order", query: "from=2026-03-03&to=2026-03-01",
			problems: []string{"from: The first day, 3 Mar 2026, comes after the last, 1 Mar 2026, so neither is applied."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			values, err := url.ParseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			got, problems := dashboard.ParseSelection(s, values)
			if diff := cmp.Diff(tt.filter, got.Filter); diff != "" {
				t.Errorf("filter (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.words, got.Words); diff != "" {
				t.Errorf("words (-want +got):\n%s", diff)
			}
			if got.String() != tt.canonical {
				t.Errorf("String() = %q, want %q", got, tt.canonical)
			}
			var told []string
			for _, p := range problems {
				told = append(told, p.Parameter+": "+p.Message)
			}
			if diff := cmp.Diff(tt.problems, told); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSelectionReadsBack(t *testing.T) {
	s := load(t, "../../sample-data/powershell.yaml")
	values := url.Values{"q.comfort": {"5", "2"}, "g.topics": {"reach"}, "q.roles": {"student", "other"}, "from": {"2026-02-01"}}
	first, problems := dashboard.ParseSelection(s, values)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	again, _ := dashboard.ParseSelection(s, first.Query())
	if diff := cmp.Diff(first.Filter, again.Filter); diff != "" {
		t.Errorf("read back (-first +again):\n%s", diff)
	}
	if first.String() != again.String() {
		t.Errorf("%q became %q", first, again)
	}
	want := "How comfortable are you with PowerShell? 2 or 5 – I write modules for others"
	if got := first.Words[2].Text; got != want {
		t.Errorf("words = %q, want %q", got, want)
	}
}

func TestHostileAddressIsBounded(t *testing.T) {
	values := url.Values{"q." + strings.Repeat("\u202e<", 5000): {"x"}}
	for i := range 500 {
		values["source"] = append(values["source"], strings.Repeat("s", i+1))
		values["q.topics"] = append(values["q.topics"], strings.Repeat("a", i+1))
	}
	_, problems := dashboard.ParseSelection(charlotte(t), values)
	if len(problems) > 10 {
		t.Errorf("%d problems; a page has no room for so many", len(problems))
	}
	for _, p := range problems {
		if len(p.Message)+len(p.Parameter) > 500 || strings.ContainsRune(p.Message, '\u202e') {
			t.Errorf("problem repeats what was sent: %.80q", p.Message)
		}
	}
}

func TestForm(t *testing.T) {
	s := charlotte(t)
	selection, _ := dashboard.ParseSelection(s, url.Values{
		"g.topics": {"security"}, "q.topics": {"azure"}, "from": {"2026-01-31"},
	})
	form := selection.Form(s)
	if form.From != "2026-01-31" || form.To != "" || form.Active != 2 {
		t.Errorf("From %q, To %q, Active %d", form.From, form.To, form.Active)
	}
	var ids []string
	for _, q := range form.All() {
		ids = append(ids, q.ID)
	}
	if len(form.First) != 2 {
		t.Errorf("%d questions stand first", len(form.First))
	}
	// What most people filter by comes first: suspicious answers, which have no id, and the role.
	want := []string{"", "roles", "topics", "speak", "journey", "style", "frequency", "times", "place", "help", "looking"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	topics := form.Questions[0]
	if topics.Title != "Topics" || topics.Chosen != 2 || len(topics.Options) != 24+4 {
		t.Errorf("%s: %d chosen of %d boxes", topics.Title, topics.Chosen, len(topics.Options))
	}
	first := []dashboard.FilterOption{
		{Name: "g.topics", Value: "infrastructure", Label: "Hybrid infrastructure", IsGroup: true},
		{Name: "q.topics", Value: "azure", Label: "Azure", Group: "infrastructure", Selected: true},
	}
	if diff := cmp.Diff(first, topics.Options[:2]); diff != "" {
		t.Errorf("first boxes (-want +got):\n%s", diff)
	}
	if !topics.Options[7].Selected || !topics.Options[7].IsGroup || topics.Options[8].Selected {
		t.Errorf("boxes of the chosen group = %+v", topics.Options[7:9])
	}
}

// Submitting the form as it stands must lead to the page it stands on.
func TestFormSubmitsTheSelection(t *testing.T) {
	s := load(t, "../../sample-data/powershell.yaml")
	selection, _ := dashboard.ParseSelection(s, url.Values{
		"q.comfort": {"3"}, "g.topics": {"practice"}, "q.topics": {"none", "azure"}, "to": {"2026-03-01"},
		"source": {"poster", "mail"}, "flagged": {"leave-out"},
	})
	form := selection.Form(s)
	sent := url.Values{"from": {form.From}, "to": {form.To}}
	for _, q := range form.All() {
		for _, o := range q.Options {
			if o.Selected {
				sent.Add(o.Name, o.Value)
			}
		}
	}
	again, problems := dashboard.ParseSelection(s, sent)
	if len(problems) > 0 || again.String() != selection.String() {
		t.Errorf("the form sends %q, %v; the page is %q", again, problems, selection)
	}
}

func FuzzParseSelection(f *testing.F) {
	f.Add("q.topics=azure&g.topics=security&from=2026-01-01")
	f.Add("source=poster&source=\u00e9&flagged=leave-out")
	f.Add("q.roles=&to=9999-99-99&q.=x&g.&%zz")
	s := charlotte(f)
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query)
		first, problems := dashboard.ParseSelection(s, values)
		if len(problems) > 10 {
			t.Fatalf("%d problems", len(problems))
		}
		again, more := dashboard.ParseSelection(s, first.Query())
		if len(more) > 0 || again.String() != first.String() || len(again.Words) != len(first.Words) {
			t.Fatalf("%q became %q, %v", first, again, more)
		}
	})
}

// The form offers the sources there are, and keeps one that is chosen though nobody came from it.
func TestFormOffersSources(t *testing.T) {
	s := charlotte(t)
	tests := []struct {
		name, query string
		there       []string
		want        []string
	}{
		{"none are known", "", nil, nil},
		{"one is no choice", "", []string{"form"}, nil},
		{"several", "source=mail", []string{"poster", "mail"}, []string{"poster", "mail*"}},
		{"one that nobody came from", "source=fair", []string{"poster", "mail"}, []string{"poster", "mail", "fair*"}},
		{"chosen without any", "source=fair", nil, []string{"fair*"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			values, _ := url.ParseQuery(tt.query)
			selection, _ := dashboard.ParseSelection(s, values)
			var got []string
			for _, q := range selection.Form(s, tt.there...).All() {
				for _, o := range q.Options {
					if o.Name == "source" && o.Selected {
						o.Value += "*"
					}
					if o.Name == "source" {
						got = append(got, o.Value)
					}
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
		})
	}
}
