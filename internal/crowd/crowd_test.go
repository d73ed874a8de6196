package crowd_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/crowd"
	"muster/internal/response"
	"muster/internal/survey"
	sampledata "muster/sample-data"
)

var end = time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := sampledata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sample(t testing.TB, id string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse(id+".yaml", read(t, id+".yaml"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func profile(t testing.TB, s *survey.Survey) *crowd.Profile {
	t.Helper()
	return crowdOf(t, s, string(read(t, "crowds/"+s.ID+".yaml")))
}

func crowdOf(t testing.TB, s *survey.Survey, text string) *crowd.Profile {
	t.Helper()
	p, problems := crowd.ParseProfile("crowd.yaml", []byte(text), s)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func parse(t testing.TB, text string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

// strict has every rule a question can have, some of them hard to meet by chance.
const strict = `
id: strict
title: Strict
time_zone: Europe/Berlin
opens: 2026-11-01
closes: 2026-11-10
questions:
  - {id: a, kind: many, title: A, required: true, min: 2, max: 2, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}], other: Else, none: None}
  - {id: b, kind: many, title: B, options_from: a, required: true}
  - {id: c, kind: one, title: C, required: true, options: [{id: x, label: X}], other: Else}
  - {id: d, kind: scale, title: D, required: true, scale: {from: -3, to: 3, labels: {-3: low, 3: high}}}
  - {id: e, kind: text, title: E, required: true, max_length: 3}
  - {id: f, kind: long_text, title: F, required: true, max_length: 10}
  - {id: g, kind: many, title: G, required: true, min: 2, options: [{id: x, label: X}], none: None}
  - {id: phone, kind: text, title: Phone, purpose: contact, max_length: 8}
  - {id: mail, kind: email, title: Mail, purpose: contact, max_length: 20}
  - {id: ok, kind: consent, title: OK, purpose: contact, statement: Yes please}
`

func TestFormWouldTakeEveryResponse(t *testing.T) {
	charlotte, powershell := sample(t, "charlotte"), sample(t, "powershell")
	tests := []struct {
		name    string
		survey  *survey.Survey
		profile *crowd.Profile
		people  int
	}{
		{"charlotte with its crowd", charlotte, profile(t, charlotte), 1000},
		{"charlotte in general", charlotte, nil, 1000},
		{"powershell with its crowd", powershell, profile(t, powershell), 1000},
		{"powershell in general", powershell, nil, 1000},
		{"every rule there is", parse(t, strict), nil, 1000},
		{"every kind there is", parse(t, kinds), nil, 300},
		{"everything", sample(t, "everything"), nil, 300},
		{"everything with its crowd", sample(t, "everything"), profile(t, sample(t, "everything")), 300},
		{"every kind with a crowd", parse(t, kinds), crowdOf(t, parse(t, kinds), kindsCrowd), 300},
		{"one question that may be skipped", parse(t, "id: a\ntitle: A\nquestions: [{id: q, kind: number, title: Q}]"), nil, 300},
		{"one text that may be skipped", parse(t, "id: a\ntitle: A\nquestions: [{id: q, kind: link, title: Q}]"), nil, 300},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := 0
			for r := range crowd.Generate(test.survey, crowd.Config{N: test.people, Seed: 5, End: end, Profile: test.profile}) {
				shown := test.survey.In(r.Language)
				given, problems := response.Parse(shown, response.FormOf(shown, r))
				if len(problems) > 0 {
					t.Fatalf("%v refused: %v", r.Answers, problems)
				}
				want := response.Given{Answers: r.Answers, Contact: r.Contact, NotShown: r.NotShown}
				if diff := cmp.Diff(want, given); diff != "" {
					t.Fatal(diff)
				}
				if r.Source != "synthetic" || r.Survey != test.survey.ID || r.Version != test.survey.Version() || !response.ValidID(r.ID) {
					t.Fatalf("wrongly labelled: %+v", r)
				}
				n++
			}
			if n != test.people {
				t.Errorf("%d responses; asked for %d", n, test.people)
			}
		})
	}
}

func collect(s *survey.Survey, config crowd.Config) []*response.Response {
	return slices.Collect(crowd.Generate(s, config))
}

func TestSeedDecidesEverything(t *testing.T) {
	s := sample(t, "charlotte")
	config := crowd.Config{N: 300, Seed: 1, End: end, Profile: profile(t, s)}
	first := collect(s, config)
	if diff := cmp.Diff(first, collect(s, config)); diff != "" {
		t.Errorf("the same seed gave another crowd: %s", diff)
	}
	config.Seed = 2
	if cmp.Equal(first, collect(s, config)) {
		t.Error("another seed gave the same crowd")
	}
	other := parse(t, strings.Replace(string(read(t, "charlotte.yaml")), "id: charlotte", "id: other", 1))
	ids := map[string]bool{}
	for _, r := range first {
		ids[r.ID] = true
	}
	if len(ids) != len(first) {
		t.Errorf("%d ids for %d people", len(ids), len(first))
	}
	for _, r := range collect(other, crowd.Config{N: 300, Seed: 1, End: end}) {
		if ids[r.ID] {
			t.Fatalf("id %s is in two surveys", r.ID)
		}
	}
}

func TestLargerCrowdHoldsSmaller(t *testing.T) {
	s := sample(t, "powershell")
	config := crowd.Config{N: 200, Seed: 9, End: end, Profile: profile(t, s)}
	small := collect(s, config)
	config.N = 500
	large := map[string]*response.Response{}
	for _, r := range collect(s, config) {
		large[r.ID] = r
	}
	for _, r := range small {
		if diff := cmp.Diff(r, large[r.ID]); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestStopsWhenToldTo(t *testing.T) {
	s := sample(t, "powershell")
	for _, n := range []int{-1, 0} {
		if got := collect(s, crowd.Config{N: n, End: end}); len(got) != 0 {
			t.Errorf("N %d gave %d people", n, len(got))
		}
	}
	n := 0
	for range crowd.Generate(s, crowd.Config{N: 10, End: end}) {
		if n++; n == 3 {
			break
		}
	}
}

func TestDatesGrowInWaves(t *testing.T) {
	s := sample(t, "charlotte")
	all := collect(s, crowd.Config{N: 4000, Seed: 3, End: end, Profile: profile(t, s)})
	start := end.In(s.Zone).AddDate(0, 0, -56)
	perDay, weekend, evening := make([]int, 57), 0, 0
	var fill []time.Duration
	last := time.Time{}
	for _, r := range all {
		if r.Submitted.Before(start) || !r.Submitted.Before(end) || r.Submitted.Before(last) {
			t.Fatalf("submitted %s, after %s, outside %s to %s", r.Submitted, last, start, end)
		}
		last = r.Submitted
		local := r.Submitted.In(s.Zone)
		perDay[int(r.Submitted.Sub(start).Hours()/24)]++
		if local.Weekday() == time.Saturday || local.Weekday() == time.Sunday {
			weekend++
		}
		if local.Hour() >= 18 && local.Hour() < 23 {
			evening++
		}
		fill = append(fill, r.Submitted.Sub(r.Started))
	}
	slices.Sort(fill)
	if median := fill[len(fill)/2]; median < 100*time.Second || median > 140*time.Second {
		t.Errorf("half fill it in within %s; want about two minutes", median)
	}
	if fill[0] < 15*time.Second || fill[len(fill)-1] > time.Hour {
		t.Errorf("times to fill in from %s to %s", fill[0], fill[len(fill)-1])
	}
	if share := float64(weekend) / 4000; share > 0.25 || share < 0.05 {
		t.Errorf("%.0f %% at weekends", 100*share)
	}
	if share := float64(evening) / 4000; share < 0.33 {
		t.Errorf("%.0f %% in the evening", 100*share)
	}
	if first, quiet := sum(perDay[0:4]), sum(perDay[15:19]); first < 3*quiet {
		t.Errorf("%d in the first days, %d in quiet ones; want a wave", first, quiet)
	}
}

func sum(n []int) (total int) {
	for _, v := range n {
		total += v
	}
	return total
}

// picked tells whether a response holds an option.
func picked(r *response.Response, question, option string) bool {
	return slices.Contains(r.Answers[question].Picks, option)
}

// share gives the part of those who pass the test among those who pass the condition.
func share(all []*response.Response, condition, test func(*response.Response) bool) float64 {
	base, n := 0, 0
	for _, r := range all {
		if condition(r) {
			base++
			if test(r) {
				n++
			}
		}
	}
	return float64(n) / math.Max(float64(base), 1)
}

func has(question, option string) func(*response.Response) bool {
	return func(r *response.Response) bool { return picked(r, question, option) }
}

func not(test func(*response.Response) bool) func(*response.Response) bool {
	return func(r *response.Response) bool { return !test(r) }
}

func TestRolesDifferAndTopicsCorrelate(t *testing.T) {
	s := sample(t, "charlotte")
	all := collect(s, crowd.Config{N: 4000, Seed: 4, End: end, Profile: profile(t, s)})
	tests := []struct {
		name       string
		test       func(*response.Response) bool
		often, not func(*response.Response) bool
		factor     float64
	}{
		{"leaders want leading", has("topics", "leading"), has("roles", "leader"), has("roles", "support"), 2},
		{"service desk wants device policy", has("topics", "device_policy"), has("roles", "support"), has("roles", "architect"), 1.5},
		{"leaders hire", has("looking", "hiring"), has("roles", "leader"), has("roles", "administrator"), 3},
		{"terraform goes with azure", has("topics", "terraform"), has("topics", "azure"), not(has("topics", "azure")), 1.4},
		{"storage goes with datacenter", has("topics", "storage"), has("topics", "datacenter"), not(has("topics", "datacenter")), 1.5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			high, low := share(all, test.often, test.test), share(all, test.not, test.test)
			if high < test.factor*low {
				t.Errorf("%.2f beside %.2f; want %.1f times as many", high, low, test.factor)
			}
		})
	}
}

func TestPeopleSpeakOnlyAboutWhatTheyPicked(t *testing.T) {
	s := sample(t, "charlotte")
	for _, p := range []*crowd.Profile{nil, profile(t, s)} {
		topics, talks := 0, 0
		for r := range crowd.Generate(s, crowd.Config{N: 1000, Seed: 6, End: end, Profile: p}) {
			for _, id := range r.Answers["speak"].Picks {
				if !picked(r, "topics", id) {
					t.Fatalf("speaks about %s without coming for it", id)
				}
			}
			topics += len(r.Answers["topics"].Picks)
			talks += len(r.Answers["speak"].Picks)
		}
		if talks == 0 || talks*3 > topics {
			t.Errorf("%d offers to speak beside %d topics; want fewer, but some", talks, topics)
		}
	}
}

func TestContactsArePlainlyFake(t *testing.T) {
	s := sample(t, "charlotte")
	given, consented := 0, 0
	for r := range crowd.Generate(s, crowd.Config{N: 1000, Seed: 8, End: end, Profile: profile(t, s)}) {
		if r.Contact == nil {
			continue
		}
		given++
		if !strings.HasSuffix(r.Contact.Fields["email"], "@example.com") {
			t.Errorf("address %q could be somebody's", r.Contact.Fields["email"])
		}
		if name := r.Contact.Fields["name"]; name != "" && !strings.HasSuffix(name, " Example") {
			t.Errorf("name %q could be somebody's", name)
		}
		if r.Contact.Consent {
			consented++
			if r.Contact.Statement != string(s.Question("consent").Statement) {
				t.Errorf("consented to %q", r.Contact.Statement)
			}
		}
	}
	if given < 350 || given > 570 || consented == 0 || consented >= given {
		t.Errorf("%d gave contact details, %d with consent", given, consented)
	}
}

func TestWordsAreWrittenByThoseTheyFit(t *testing.T) {
	s := sample(t, "charlotte")
	challenges, skipped := 0, 0
	for r := range crowd.Generate(s, crowd.Config{N: 1000, Seed: 8, End: end, Profile: profile(t, s)}) {
		if r.Answers["challenge"].Text != "" {
			challenges++
			if !picked(r, "looking", "challenge") {
				t.Fatal("writes of a challenge without having one")
			}
		}
		if _, answered := r.Answers["journey"]; !answered {
			skipped++
		}
	}
	if challenges < 80 || skipped < 30 {
		t.Errorf("%d challenges, %d skipped a question", challenges, skipped)
	}
	own := 0
	p := sample(t, "powershell")
	for r := range crowd.Generate(p, crowd.Config{N: 1000, Seed: 8, End: end, Profile: profile(t, p)}) {
		if r.Answers["roles"].Other != "" {
			own++
		}
	}
	if own == 0 {
		t.Error("nobody wrote own words beside other")
	}
}
