package directory_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/directory"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	sampledata "muster/sample-data"
)

func parse(t testing.TB, name, text string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse(name, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func sample(t testing.TB, id string) *survey.Survey {
	t.Helper()
	data, err := sampledata.Files.ReadFile(id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, id+".yaml", string(data))
}

// town is everybody who answered. One response is handed on at a time in the same memory, as the
// warehouse does it.
type town struct {
	survey    *survey.Survey
	responses []*response.Response
	contacts  map[string]response.Contact
	filters   []tally.Filter // that were asked for
	broken    error          // what comes after the last response
}

func newTown(s *survey.Survey) *town {
	return &town{survey: s, contacts: map[string]response.Contact{}}
}

// picks are answers as "question: option option, question: option".
func picks(text string) response.Answers {
	answers := response.Answers{}
	for part := range strings.SplitSeq(text, ",") {
		question, options, _ := strings.Cut(part, ":")
		if options != "" {
			answers[strings.TrimSpace(question)] = response.Answer{Picks: strings.Fields(options)}
		}
	}
	return answers
}

// add lets somebody answer; name "" is somebody who did not agree to be contacted.
func (w *town) add(name, answers string) *response.Response {
	id := fmt.Sprintf("p%03d", len(w.responses))
	r := &response.Response{ID: id, Survey: w.survey.ID, Answers: picks(answers),
		Submitted: time.Date(2026, 11, 1, 0, len(w.responses), 0, 0, time.UTC)}
	w.responses = append(w.responses, r)
	if name != "" {
		w.contacts[id] = response.Contact{Consent: true, Fields: map[string]string{
			"name": name, "email": strings.ToLower(name) + "@example.org"}}
	}
	return r
}

func (w *town) source() directory.Source {
	return directory.Source{Survey: w.survey, Contacts: w.contacts, Responses: w.passing}
}

func (w *town) passing(f tally.Filter) iter.Seq2[*response.Response, error] {
	w.filters = append(w.filters, f)
	return func(yield func(*response.Response, error) bool) {
		memory := &response.Response{}
		for _, r := range w.responses {
			*memory = *r
			memory.Answers = response.Answers{}
			for id, a := range r.Answers {
				a.Picks = slices.Clone(a.Picks)
				memory.Answers[id] = a
			}
			if !passes(r, f) {
				continue
			}
			if !yield(memory, nil) {
				return
			}
			for _, a := range memory.Answers { // it is valid until the next
				clear(a.Picks)
			}
			clear(memory.Answers)
		}
		if w.broken != nil {
			yield(nil, w.broken)
		}
	}
}

func passes(r *response.Response, f tally.Filter) bool {
	for _, p := range f.Picks {
		if !slices.ContainsFunc(r.Answers[p.Question].Picks, func(id string) bool { return slices.Contains(p.Options, id) }) {
			return false
		}
	}
	return true
}

func names(people []directory.Person) []string {
	var all []string
	for _, p := range people {
		all = append(all, p.Name)
	}
	return all
}

// speakers is a town of a few people who could speak and help.
func speakers(t *testing.T) *town {
	w := newTown(sample(t, "charlotte"))
	w.add("Zoe", "roles: engineer, topics: azure pki, speak: azure, help: join host, journey: seasoned, times: weekday_lunch")
	w.add("ada", "roles: leader, topics: azure, speak: azure pki")
	w.add("", "topics: azure, speak: azure, help: host")
	w.add("Bo", "help: host organise")
	w.add("Cy", "topics: pki")
	w.add("", "help: organise")
	return w
}

func TestList(t *testing.T) {
	tests := []struct {
		name  string
		query directory.Query
		want  []string
		count directory.Count
	}{
		{"who could speak at all", directory.Query{}, []string{"ada", "Zoe"}, directory.Count{Reachable: 2, Others: 1}},
		{"a topic", directory.Query{Topic: "pki"}, []string{"ada"}, directory.Count{Reachable: 1}},
		{"a topic nobody could speak about", directory.Query{Topic: "writing"}, nil, directory.Count{}},
		{"a way to help", directory.Query{Help: "host"}, []string{"Bo", "Zoe"}, directory.Count{Reachable: 2, Others: 1}},
		{"only who did not agree", directory.Query{Help: "organise", Topic: "azure"}, nil, directory.Count{}},
		{"both", directory.Query{Help: "host", Topic: "azure"}, []string{"Zoe"}, directory.Count{Reachable: 1, Others: 1}},
		{"with a filter", directory.Query{Filter: tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"leader"}}}}},
			[]string{"ada"}, directory.Count{Reachable: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.query.Page = directory.Page{Number: 1, Size: 50}
			got, err := directory.List(speakers(t).source(), test.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, names(got.People)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got.Count != test.count {
				t.Errorf("%+v, want %+v", got.Count, test.count)
			}
		})
	}
}

// Of who agreed it is told how many could speak about what; of others nothing.
func TestListCountsSpeakers(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	w.add("Ada", "speak: azure pki")
	w.add("Bo", "speak: pki")
	w.add("", "speak: azure writing")
	got, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: 1, Size: 1}})
	if diff := cmp.Diff(map[string]int{"azure": 1, "pki": 2}, got.Speakers); err != nil || diff != "" {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

// TestListNarrows holds that the warehouse is asked for nobody who cannot be meant, and that the
// filter that came is left alone.
func TestListNarrows(t *testing.T) {
	w := speakers(t)
	filter := tally.Filter{Picks: make([]tally.Pick, 1, 4)}
	filter.Picks[0] = tally.Pick{Question: "roles", Options: []string{"leader"}}
	if _, err := directory.List(w.source(), directory.Query{Filter: filter, Topic: "pki", Help: "host", Page: directory.Page{Number: 1, Size: 5}}); err != nil {
		t.Fatal(err)
	}
	want := []tally.Filter{{Picks: []tally.Pick{
		{Question: "roles", Options: []string{"leader"}}, {Question: "speak", Options: []string{"pki"}}, {Question: "help", Options: []string{"host"}}}}}
	if diff := cmp.Diff(want, w.filters); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(filter.Picks[:2][1].Options) != 0 {
		t.Error("the filter that came was written to")
	}
}

// TestListPages holds that the pages together are everybody once, by name, whatever their size.
func TestListPages(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	var want []string
	for i := range 137 {
		name := ""
		if i%3 > 0 {
			name = fmt.Sprintf("N%03d", i*53%137)
			want = append(want, name)
		}
		w.add(name, "speak: azure")
	}
	slices.Sort(want)
	for _, size := range []int{1, 7, 50, 200} {
		var got []string
		for number := 1; ; number++ {
			list, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: number, Size: size}})
			if err != nil {
				t.Fatal(err)
			}
			if list.Page.Number != number { // behind the end stands the last
				if list.Pages(size) != number-1 || list.Page.Number != number-1 {
					t.Errorf("page %d of %d shows %+v", number, list.Pages(size), list.Page)
				}
				break
			}
			got = append(got, names(list.People)...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pages of %d (-want +got)\n%s", size, diff)
		}
	}
}

func TestPerson(t *testing.T) {
	w := newTown(sample(t, "charlotte"))
	r := w.add("Zoe", "roles: engineer leader, topics: networking people azure, speak: networking, help: host, journey: seasoned, times: weekday_lunch")
	r.Answers["anything"] = response.Answer{Text: "<b>hi</b>"}
	list, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: 1, Size: 5}})
	if err != nil {
		t.Fatal(err)
	}
	want := []directory.Person{{
		ID: "p000", Name: "Zoe", Details: []directory.Field{{Label: "Your email address", Value: "zoe@example.org", Kind: survey.Email}},
		Roles:  []string{"Systems / network / infrastructure engineer", "Leader of any of these"},
		Speaks: []string{"Networking (Hybrid infrastructure)"}, Helps: []string{"I could host a meeting"}, Times: []string{"Weekday lunch"},
		Facts: []directory.Fact{{Question: "Where are you on your journey?", Answer: "Seasoned and guiding others"}},
		More: []directory.Fact{
			{Question: "Which topics would you come for?", Answer: "Networking (Hybrid infrastructure); Networking (Personal development); Azure"},
			{Question: "Anything else you would like us to know?", Answer: "<b>hi</b>"},
		},
	}}
	if diff := cmp.Diff(want, list.People); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestEveryKindOfAnswer introduces somebody who answered everything there is.
func TestEveryKindOfAnswer(t *testing.T) {
	s := parse(t, "kinds.yaml", `
id: kinds
title: Kinds
time_zone: UTC
questions:
  - {id: when, kind: slots, purpose: time, title: When, days: [mon, tue], parts: [morning, evening]}
  - {id: likely, kind: scale, title: Likely, scale: {from: 1, to: 3, labels: {1: no, 3: yes}}}
  - {id: years, kind: number, title: Years, unit: years}
  - {id: since, kind: date, title: Since, first: 2020-01-01, last: 2026-12-31}
  - {id: where, kind: place, title: Where, options: [{id: north, label: North}], other: Else}
  - {id: page, kind: link, title: Page}
  - {id: site, kind: link, title: Site, purpose: contact}
  - {id: ok, kind: consent, title: OK, purpose: contact, statement: Write to me}
`)
	w := newTown(s)
	r := w.add("", "when: tue_evening, where: other")
	r.Answers["where"] = response.Answer{Picks: []string{"other"}, Other: "Mars"}
	r.Answers["likely"] = response.Answer{Number: 3}
	r.Answers["years"] = response.Answer{Text: "12.5"}
	r.Answers["since"] = response.Answer{Text: "2021-02-03"}
	r.Answers["page"] = response.Answer{Text: "https://example.org"}
	w.contacts[r.ID] = response.Contact{Consent: true, Fields: map[string]string{"site": "https://example.com/me"}}
	list, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: 1, Size: 5}})
	if err != nil {
		t.Fatal(err)
	}
	got := list.People[0]
	var facts []string
	for _, f := range got.Facts {
		facts = append(facts, f.Question+": "+f.Answer)
	}
	want := []string{"Likely: 3 – yes", "Years: 12.5 years", "Since: 2021-02-03", "Where: Else: Mars"}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Name != "" || len(got.Details) != 1 || got.Details[0].Kind != survey.Link || len(got.More) != 1 {
		t.Errorf("%+v", got)
	}
	if len(got.Times) != 1 || !strings.Contains(got.Times[0], "Tuesday") {
		t.Errorf("times %q", got.Times)
	}
}

// TestErrorsNameNobody holds what comes from below, and that nothing of the people is in it.
func TestErrorsNameNobody(t *testing.T) {
	w := speakers(t)
	w.broken = errors.New("disk gone")
	_, err := directory.List(w.source(), directory.Query{Page: directory.Page{Number: 1, Size: 5}})
	_, other := directory.MatchPeople(w.source(), directory.MatchQuery{Need: survey.WantsHelp, Page: directory.Page{Number: 1, Size: 5}})
	for _, err := range []error{err, other} {
		if !errors.Is(err, w.broken) || strings.Contains(strings.ToLower(err.Error()), "zoe") || strings.Contains(err.Error(), "azure") {
			t.Errorf("%v", err)
		}
	}
}
