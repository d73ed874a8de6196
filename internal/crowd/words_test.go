package crowd_test

import (
	"strings"
	"testing"

	"muster/internal/crowd"
)

// TestWordsByKind holds that people write what their kind has to say, and only who has something to say.
func TestWordsByKind(t *testing.T) {
	s := sample(t, "charlotte")
	p := crowdOf(t, s, `survey: charlotte
people:
  - {name: help, share: 50, answers: {roles: {all: 0, support: 100}, looking: {all: 0, challenge: 100}}}
  - {name: builders, share: 50, answers: {roles: {all: 0, engineer: 100}, looking: {all: 0, hiring: 100}}}
skip: {roles: 0, looking: 0, challenge: 0, anything: 0}
words:
  - {question: challenge, chance: 100, when: {looking: challenge}, texts: [printers]}
  - {question: anything, chance: 100, people: [help], texts: [tickets]}
  - {question: anything, chance: 50, people: [builders], texts: [pipelines]}
  - {question: anything, chance: 100, texts: [hello]}
`)
	seen := map[string]int{}
	for _, r := range collect(s, crowd.Config{N: 400, Seed: 3, End: end, Profile: p}) {
		role := strings.Join(r.Answers["roles"].Picks, ",")
		seen[role+" "+r.Answers["challenge"].Text+" "+r.Answers["anything"].Text]++
	}
	for _, want := range []string{"support printers tickets", "engineer  pipelines", "engineer  hello"} {
		if seen[want] < 50 {
			t.Errorf("%q: %d of 400", want, seen[want])
		}
		delete(seen, want)
	}
	// The breadth of a person bends even what is nearly certain.
	rest := 0
	for _, n := range seen {
		rest += n
	}
	if rest > 20 {
		t.Errorf("others: %v", seen)
	}
}

// TestCharlotteWrites holds how much there is to read in the sample crowd.
func TestCharlotteWrites(t *testing.T) {
	s := sample(t, "charlotte")
	wrote, different := 0, map[string]bool{}
	people := collect(s, crowd.Config{N: 2000, Seed: 1, End: end, Profile: profile(t, s)})
	for _, r := range people {
		texts := []string{r.Answers["challenge"].Text, r.Answers["anything"].Text}
		if strings.Join(texts, "") != "" {
			wrote++
		}
		for _, text := range texts {
			different[text] = true
		}
	}
	if share := float64(wrote) / float64(len(people)); share < .2 || share > .4 {
		t.Errorf("%.0f%% wrote something", share*100)
	}
	if len(different) < 60 {
		t.Errorf("%d different texts", len(different))
	}
}
