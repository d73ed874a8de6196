package results_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"muster/internal/results"
	"muster/internal/survey"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// page is a public page with all its versions and, beside each, the numbers as they truly were.
type page struct {
	t        testing.TB
	survey   *survey.Survey
	crowd    *crowd
	is       results.Publication
	versions map[results.Panel][]results.Count
	truths   map[results.Panel][][]int
}

// openPage chooses panels until no other goes with them.
func openPage(t testing.TB, random *rand.Rand, s *survey.Survey, threshold int) *page {
	t.Helper()
	p := &page{t: t, survey: s, versions: map[results.Panel][]results.Count{}, truths: map[results.Panel][][]int{}}
	offered := results.Offered(s)
	random.Shuffle(len(offered), func(i, j int) { offered[i], offered[j] = offered[j], offered[i] })
	wish := results.Wish{Threshold: threshold, Batch: threshold + random.IntN(5)}
	for _, panel := range offered {
		next := wish
		next.Panels = append(slices.Clone(wish.Panels), panel.ID())
		if _, problems := results.New().Wish(s, next); len(problems) == 0 {
			wish = next
		}
	}
	is, problems := results.New().Wish(s, wish)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p.is = is
	return p
}

// recount does what the service does from time to time, and keeps what became public.
func (p *page) recount() {
	p.t.Helper()
	next, outlooks, err := p.is.Recount(p.t.Context(), p.survey, dayAfter(p.is), p.crowd.tally)
	if err != nil {
		p.t.Fatal(err)
	}
	p.is = next
	for _, o := range outlooks {
		if o.State != results.Counted {
			continue
		}
		for _, panel := range results.Offered(p.survey) {
			if panel.ID() == o.Panel {
				p.versions[panel] = append(p.versions[panel], next.Counts[o.Panel])
				p.truths[panel] = append(p.truths[panel], p.truth(panel, next.Counts[o.Panel]))
			}
		}
	}
}

// truth counts the people of a panel with loops of its own, in the order of knowledge.
func (p *page) truth(panel results.Panel, c results.Count) []int {
	var inside []person
	for _, somebody := range p.crowd.people {
		if reduced, in := p.reduce(panel, somebody); in {
			inside = append(inside, reduced)
		}
	}
	if len(inside) != c.Base {
		p.t.Fatalf("base of %v is %d, counted %d", panel, len(inside), c.Base)
	}
	var all []int
	for i, question := range questions(panel) {
		for at, category := range c.Axes[i].Categories {
			n := 0
			for _, somebody := range inside {
				if slices.Contains(somebody[question], category) {
					n++
				}
			}
			if shown := c.Axes[i].Totals[at]; shown.Shown() && int(shown) != n {
				p.t.Fatalf("%v: %s is %d, shown as %d", panel, category, n, shown)
			}
			all = append(all, n)
		}
	}
	if panel.Columns == "" {
		return all
	}
	for r, row := range c.Axes[0].Categories {
		for col, column := range c.Axes[1].Categories {
			n := 0
			for _, somebody := range inside {
				if slices.Contains(somebody[panel.Rows], row) && slices.Contains(somebody[panel.Columns], column) {
					n++
				}
			}
			if shown := c.Cell(r, col); shown.Shown() && int(shown) != n {
				p.t.Fatalf("%v: %s, %s is %d, shown as %d", panel, row, column, n, shown)
			}
			all = append(all, n)
		}
	}
	return all
}

// reduce is what of a person's answers a panel counts.
func (p *page) reduce(panel results.Panel, somebody person) (person, bool) {
	reduced := person{}
	for _, question := range questions(panel) {
		picks := somebody[question]
		q := p.survey.Question(question)
		if q.Kind == survey.Ranking && len(picks) > 0 {
			picks = picks[:1]
		}
		picks = slices.DeleteFunc(slices.Clone(picks), func(id string) bool {
			o, _ := q.Option(id)
			return o.Exclusive
		})
		if len(picks) == 0 {
			return nil, false
		}
		reduced[question] = picks
	}
	return reduced, true
}

func questions(p results.Panel) []string {
	if p.Columns == "" {
		return []string{p.Rows}
	}
	return []string{p.Rows, p.Columns}
}

// attack reads all versions of a panel. An insider is somebody whose own answers are known, and that
// they were counted from a version on.
func (p *page) attack(panel results.Panel, onlyGrows bool, insider person, since int) (*attacker, []view) {
	a, l := &attacker{}, limitsOf(p.survey, panel)
	var views []view
	for i, c := range p.versions[panel] {
		v := a.read(c)
		a.people(v, l)
		if i > 0 && onlyGrows {
			came := a.grow(views[i-1], v, l)
			if insider != nil && i == since {
				a.own(came, c, panel, insider)
			}
		}
		if insider != nil && i >= since {
			a.own(v, c, panel, insider)
		}
		views = append(views, v)
	}
	a.narrow()
	return a, views
}

// own knows one person of a table.
func (a *attacker) own(v view, c results.Count, panel results.Panel, insider person) {
	in := func(axis int, at int) bool {
		return slices.Contains(insider[questions(panel)[axis]], c.Axes[axis].Categories[at])
	}
	note := func(variable int, mine bool) {
		if mine {
			a.know(1, unknown, []int{variable})
		} else {
			a.know(1, unknown, []int{v.base}, variable)
		}
	}
	for axis, totals := range v.totals {
		for at, variable := range totals {
			note(variable, in(axis, at))
		}
	}
	for r, line := range v.cells {
		for col, variable := range line {
			note(variable, in(0, r) && in(1, col))
		}
	}
}

// apart fails the test where a version has not a batch of people more than the one before.
func (p *page) apart(panel results.Panel) {
	p.t.Helper()
	all := p.versions[panel]
	for i := 1; i < len(all); i++ {
		if came := all[i].Base - all[i-1].Base; came < p.is.Batch {
			p.t.Errorf("versions %d and %d of %v differ by %d people", i-1, i, panel, came)
		}
	}
}

// alone is the least that each number can be as far as its own version tells, and those before it do.
func (p *page) alone(panel results.Panel) [][]int {
	var least [][]int
	for i, c := range p.versions[panel] {
		a := &attacker{}
		v := a.read(c)
		a.people(v, limitsOf(p.survey, panel))
		a.narrow()
		low := make([]int, len(v.all()))
		for at, variable := range v.all() {
			low[at] = a.low[variable]
			if i > 0 {
				low[at] = max(low[at], least[i-1][at])
			}
		}
		least = append(least, low)
	}
	return least
}

// nothingLater fails the test where later versions rule out of a hidden number of few people what it
// could be before them: that it is nobody, most of all.
func (p *page) nothingLater(panel results.Panel, a *attacker, views []view) {
	p.t.Helper()
	least := p.alone(panel)
	for i, v := range views {
		variables := v.all()
		for at, truth := range p.truths[panel][i] {
			if low := a.low[variables[at]]; truth < p.is.Threshold && low > least[i][at] {
				p.t.Fatalf("later versions tell that number %d of version %d of %v, which is %d, is at least %d, not %d\n%+v\n%+v",
					at, i, panel, truth, low, least[i][at], p.versions[panel], p.truths[panel])
			}
		}
	}
}

// protected fails the test where a hidden number of few people is known to less than so many values.
func (p *page) protected(panel results.Panel, a *attacker, views []view, values int, who string) {
	p.t.Helper()
	for i, v := range views {
		variables := v.all()
		for at, truth := range p.truths[panel][i] {
			low, high := a.low[variables[at]], a.high[variables[at]]
			if truth < low || truth > high {
				p.t.Fatalf("%s is wrong: number %d of version %d of %v is %d, not %d to %d", who, at, i, panel, truth, low, high)
			}
			if truth < p.is.Threshold && high-low+1 < values {
				p.t.Fatalf("%s knows number %d of version %d of %v, which is %d: %d to %d\n%+v\n%+v", who, at, i, panel, truth, low, high,
					p.versions[panel], p.truths[panel])
			}
		}
	}
}

// Nobody is found in any version of any page, by anybody who reads them all; nor by somebody who knows
// one person's answers, and when they came.
func TestNobodyIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	versions, released := 0, 0
	for round := range rounds {
		s := randomSurvey(t, random)
		threshold := []int{5, 10, 10, 20}[random.IntN(4)]
		p := openPage(t, random, s, threshold)
		p.crowd = newCrowd(t, s, random)
		erasing := round%5 == 0
		p.crowd.come(20 + random.IntN(150))
		for range 8 {
			p.recount()
			if erasing {
				p.crowd.change()
			}
			p.crowd.come(1 + random.IntN([]int{16, 10 + len(p.crowd.people)}[random.IntN(2)]))
		}
		for panel, all := range p.versions {
			versions += len(all)
			released += releases(all)
			a, views := p.attack(panel, !erasing, nil, 0)
			p.protected(panel, a, views, threshold, "everybody")
			p.nothingLater(panel, a, views)
			p.apart(panel)
			p.insiders(panel, !erasing)
		}
	}
	t.Logf("%d versions, %d numbers that were hidden before", versions, released)
	if released == 0 {
		t.Error("no hidden number was ever shown later; nothing of that is tested")
	}
}

// insiders tries a few people of whom everything is known.
func (p *page) insiders(panel results.Panel, onlyGrows bool) {
	counts := p.versions[panel]
	for range 3 {
		at := p.crowd.random.IntN(len(p.crowd.people))
		somebody, in := p.reduce(panel, p.crowd.people[at])
		if !in || !onlyGrows {
			continue
		}
		before := 0 // who is in the panel and came earlier
		for _, other := range p.crowd.people[:at] {
			if _, counted := p.reduce(panel, other); counted {
				before++
			}
		}
		since := slices.IndexFunc(counts, func(c results.Count) bool { return c.Base > before })
		if since < 0 {
			continue
		}
		a, views := p.attack(panel, true, somebody, since)
		p.protected(panel, a, views, p.is.Threshold-1, "an insider")
	}
}

// change erases and corrects some answers.
func (c *crowd) change() {
	for range c.random.IntN(8) {
		at := c.random.IntN(len(c.people))
		if c.random.IntN(2) == 0 {
			c.people = slices.Delete(c.people, at, at+1)
		} else {
			c.people[at] = c.somebody()
		}
	}
}

// releases counts numbers that a version shows and an earlier one hid.
func releases(versions []results.Count) int {
	n := 0
	for i := 1; i < len(versions); i++ {
		for at, total := range versions[i].Axes[0].Totals {
			if total.Shown() && !versions[i-1].Axes[0].Totals[at].Shown() {
				n++
			}
		}
	}
	return n
}

// What is kept and shown holds no number of fewer people than the threshold but bases of none.
func TestDocumentHoldsNoProtectedNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	for range 60 {
		s := randomSurvey(t, random)
		p := openPage(t, random, s, 10)
		p.crowd = newCrowd(t, s, random)
		p.crowd.come(40 + random.IntN(200))
		p.recount()
		document, err := p.is.Encode()
		if err != nil {
			t.Fatal(err)
		}
		var raw struct {
			Counts map[string]map[string]any `json:"counts"`
		}
		if err := json.Unmarshal(document, &raw); err != nil {
			t.Fatal(err)
		}
		for id, count := range raw.Counts {
			eachNumber(count, func(n float64) {
				if n != -1 && n < 10 {
					t.Errorf("%s: %v in %s", id, n, document)
				}
			})
		}
		again, err := results.Decode(document)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := again.Encode(); err != nil || string(second) != string(document) {
			t.Errorf("%s\nread and written: %s, %v", document, second, err)
		}
	}
}

func eachNumber(value any, visit func(float64)) {
	switch v := value.(type) {
	case float64:
		visit(v)
	case []any:
		for _, one := range v {
			eachNumber(one, visit)
		}
	case map[string]any:
		for _, one := range v {
			eachNumber(one, visit)
		}
	}
}

var _ results.Counting = (*crowd)(nil).tally
