package crowd_test

import (
	"strings"
	"testing"

	"muster/internal/crowd"
)

func TestProfileProblems(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"unknown key", "survey: charlotte\npepole: []\n", "2:1: unknown key"},
		{"other survey", "survey: powershell\n", `1:9: this crowd answers survey "powershell"`},
		{"no survey", "weeks: 8\n", "this crowd answers survey"},
		{"weeks", "survey: charlotte\nweeks: 0\n", "2:8: weeks must lie"},
		{"question", "survey: charlotte\neveryone:\n  colour: {red: 5}\n", `the survey has no question "colour"`},
		{"option", "survey: charlotte\neveryone:\n  topics: {azzure: 5}\n", `3:20: question "topics" has no option or group "azzure"`},
		{"text has no options", "survey: charlotte\neveryone:\n  anything: {all: 5}\n", "has no options to prefer"},
		{"chance", "survey: charlotte\neveryone:\n  topics: {azure: 105}\n", "105 is no share"},
		{"weight", "survey: charlotte\neveryone:\n  place: {both: -1}\n", "-1 is no weight"},
		{"kinds without shares", "survey: charlotte\npeople: [{name: a}]\n", "no kind of people has a share"},
		{"waves", "survey: charlotte\nwaves: [{day: 1, share: 60, fades: 1}, {day: 2, share: 60, fades: 1}]\n", "120 per cent"},
		{"late wave", "survey: charlotte\nwaves: [{day: 70, share: 60, fades: 1}]\n", "outside the 8 weeks"},
		{"wave without fading", "survey: charlotte\nwaves: [{day: 1, share: 60}]\n", "half of it has come"},
		{"interest", "survey: charlotte\ninterests: [{share: 120, odds: {topics: {cloud: 300}}}]\n", `no option or group "cloud"`},
		{"skip", "survey: charlotte\nskip: {lunch: 5}\n", `no question "lunch"`},
		{"words for a choice", "survey: charlotte\nwords: [{question: place, chance: 5, texts: [a]}]\n", "has no line for words"},
		{"words for a name", "survey: charlotte\nwords: [{question: name, chance: 5, texts: [a]}]\n", "has no line for words"},
		{"no words", "survey: charlotte\nwords: [{question: anything, chance: 5}]\n", "give at least one text"},
		{"words of nobody", "survey: charlotte\nwords: [{question: anything, people: [poets], texts: [a]}]\n", `no people called "poets"`},
		{"condition", "survey: charlotte\nwords: [{question: anything, when: {place: moon}, texts: [a]}]\n", `no option "moon"`},
		{"contact", "survey: charlotte\ncontact: {given: 500}\n", "500 is no share"},
		{"flagged", "survey: charlotte\nflagged: 101\n", "101 is no share"},
		{"language", "survey: charlotte\nlanguages: {tlh: 5}\n", `the survey is not given in "tlh"`},
		{"no language", "survey: charlotte\nlanguages: {en: 0}\n", "no language has a weight"},
		{"not YAML", "survey: [\n", "not valid YAML"},
	}
	s := sample(t, "charlotte")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, problems := crowd.ParseProfile("crowd.yaml", []byte(test.text), s)
			if p != nil || !strings.Contains(problems.Error(), test.want) {
				t.Errorf("got %v; want %q", problems, test.want)
			}
		})
	}
}

func TestProfileProblemsOfOtherKinds(t *testing.T) {
	s := parse(t, kinds)
	for _, test := range []struct{ name, text, want string }{
		{"chance of a slot", "everyone: {when: {mon_evening: 101}}", "101 is no share"},
		{"weight of a rank", "everyone: {order: {x: 500, w: 1}}", `no option or group "w"`},
		{"bin", "everyone: {years: {0-5: 1}}", `no option or group "0-5"`},
		{"link", "words: [{question: page, chance: 5, texts: [here]}]", `"here" is not the address of a web page`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := crowd.ParseProfile("crowd.yaml", []byte("survey: kinds\n"+test.text), s)
			if !strings.Contains(problems.Error(), test.want) {
				t.Errorf("got %v; want %q", problems, test.want)
			}
		})
	}
}

func TestSmallestProfileIsEnough(t *testing.T) {
	s := sample(t, "charlotte")
	p, problems := crowd.ParseProfile("crowd.yaml", []byte("survey: charlotte\n"), s)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := len(collect(s, crowd.Config{N: 50, End: end, Profile: p})); got != 50 {
		t.Errorf("%d people", got)
	}
}

func FuzzProfile(f *testing.F) {
	s := sample(f, "charlotte")
	f.Add(read(f, "crowds/charlotte.yaml"))
	f.Add([]byte("survey: charlotte\npeople: [{share: 1, answers: {topics: {all: 100}}}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := crowd.ParseProfile("crowd.yaml", data, s)
		if len(problems) > 0 {
			return
		}
		for r := range crowd.Generate(s, crowd.Config{N: 3, Seed: 1, End: end, Profile: p}) {
			if r.Submitted.After(end) {
				t.Fatalf("answers at %s", r.Submitted)
			}
		}
	})
}

func BenchmarkGenerate(b *testing.B) {
	s := sample(b, "charlotte")
	config := crowd.Config{N: 10_000, Seed: 1, End: end, Profile: profile(b, s)}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range crowd.Generate(s, config) {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "responses/s")
}
