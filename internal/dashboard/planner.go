package dashboard

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
)

// Programme is a plan for the first meetings that together reach most people: who is reached wants the
// topic of at least one meeting and, where there are times, can come then.
type Programme struct {
	Survey      string     `json:"survey"` // id
	SurveyTitle string     `json:"surveyTitle"`
	Synthetic   bool       `json:"synthetic"` // the answers are made up
	Responses   int        `json:"responses"` // people the filters let through
	All         int        `json:"all"`       // people there are without filters
	Words       []Word     `json:"filters"`   // the filters in words
	Conditions  Conditions `json:"conditions"`
	Bent        []string   `json:"bent,omitempty"` // which conditions could not be kept as they stand, in words
	Base        Base       `json:"base"`

	Meetings []Meeting `json:"meetings"`           // the one that most people are expected at comes first
	Time     string    `json:"time,omitempty"`     // the time that all share, in words; "" where they do not
	Headline string    `json:"headline,omitempty"` // what it comes to, in one sentence or two
	Sure     []string  `json:"sure,omitempty"`     // how sure that is, in words
	Reach    Estimate  `json:"reach"`              // people whom at least one meeting reaches
	// Frequency is for how many of the meetings somebody comes who is reached, on average.
	Frequency float64 `json:"frequency"`

	Exact        bool          `json:"exact"`   // nothing that keeps the conditions reaches more
	Ceiling      int           `json:"ceiling"` // people whom nothing that keeps them can surpass
	Search       string        `json:"search"`  // the same in words
	Alternatives []Alternative `json:"alternatives"`
	OtherTimes   []Alternative `json:"otherTimes"`
	Stability    *Stability    `json:"stability,omitempty"` // nil: too few people to tell

	Table   *Table   `json:"table,omitempty"`
	Chart   *Chart   `json:"chart,omitempty"`
	Caveats []string `json:"caveats"`
	Missing string   `json:"missing,omitempty"` // why there is no programme; "" when there is one
}

// Meeting is one meeting of a programme.
type Meeting struct {
	Topic    string    `json:"topic"` // id
	Label    string    `json:"label"`
	Group    string    `json:"group,omitempty"`    // of the topic, its label
	Time     string    `json:"time,omitempty"`     // id of the option
	When     string    `json:"when,omitempty"`     // the same in words
	Expected Estimate  `json:"expected"`           // people who want the topic and can come then
	Come     *Estimate `json:"come,omitempty"`     // so many of them as the founder guesses
	Adds     int       `json:"adds"`               // people whom no meeting before it reaches
	Reach    Estimate  `json:"reach"`              // people reached so far
	Speakers *int      `json:"speakers,omitempty"` // among everybody, whatever the filters
	Stable   *float64  `json:"stable,omitempty"`   // share of resamples in whose programme the topic is
	Again    string    `json:"again,omitempty"`    // the same in words
	OrAt     []string  `json:"orAt,omitempty"`     // other times that would do as well, in words
}

// Estimate is a number of people with its 95 % interval.
type Estimate struct {
	People int     `json:"people"`
	Low    int     `json:"low"` // people, as are High and Of
	High   int     `json:"high"`
	Of     int     `json:"of"`
	Share  float64 `json:"share"` // of 1
	Words  string  `json:"words"` // such as 81 of 96 (77–91%)
}

func estimate(count, base int) Estimate {
	i := analysis.Wilson(count, base)
	return Estimate{
		People: count, Of: base, Share: part(count, base),
		Low: int(round(i.Low*float64(base), 0)), High: int(round(i.High*float64(base), 0)),
		Words: fmt.Sprintf("%s of %s (%s)", thousands(count), thousands(base), span(i)),
	}
}

// scaled is the estimate if so many of a hundred come.
func (e Estimate) scaled(turnout int) *Estimate {
	if turnout == 0 {
		return nil
	}
	take := func(n int) int { return int(round(float64(n)*float64(turnout)/100, 0)) }
	s := Estimate{People: take(e.People), Low: take(e.Low), High: take(e.High), Of: e.Of, Share: e.Share * float64(turnout) / 100}
	s.Words = fmt.Sprintf("%s (%s–%s)", thousands(s.People), thousands(s.Low), thousands(s.High))
	return &s
}

// Alternative is a programme that differs in few things and is not clearly worse, in words.
type Alternative struct {
	Text  string `json:"text"`
	Reach int    `json:"reach"`
}

// Stability tells in how many resamples of the people the programme comes out again.
type Stability struct {
	Resamples int      `json:"resamples"`
	Same      float64  `json:"same"`           // share with the same topics
	Time      *float64 `json:"time,omitempty"` // share with the same time, where all share one
	Drawn     int      `json:"drawn"`          // people of a resample
	Words     string   `json:"words"`
}

const (
	resamples    = 200    // crowds that are drawn anew
	fewResamples = 50     // of more than manyDrawn people on a panel among others
	manyDrawn    = 1_000  // people
	mostDrawn    = 10_000 // people of a crowd drawn anew; more take longer than a page may
)

// redraws is how many crowds are drawn anew to tell how stable a programme is; 0: it is not told.
func (m *material) redraws() int {
	switch {
	case m.base < least, m.sampled && m.base > mostDrawn:
		return 0
	case m.sampled && m.base > manyDrawn:
		return fewResamples
	}
	return resamples
}

// Plan makes the programme that reaches most people of those the selection lets through. An error
// comes from the source.
func (c Conditions) Plan(ctx context.Context, s *survey.Survey, sel Selection, src Source) (*Programme, error) {
	in, err := look(ctx, sel.of(s), src)
	if err != nil {
		return nil, fmt.Errorf("plan for survey %q: %w", s.ID, err)
	}
	out := &Programme{
		Survey: s.ID, SurveyTitle: string(s.Title), Synthetic: s.Synthetic, Responses: in.summary.Responses, All: in.all.Responses,
		Words: slices.Clone(in.selection.Words), Conditions: c, Meetings: []Meeting{}, Alternatives: []Alternative{}, OtherTimes: []Alternative{},
	}
	binder := planner{survey: s}
	pl, missing := binder.findPlanning(c)
	if missing == "" && src.Crowd == nil {
		missing = "Which topics people pick together is not counted here."
	}
	if missing != "" {
		out.Missing = missing
		return out, nil
	}
	pl.work = thorough
	found, err := learn(ctx, []plan{{maker: pl}}, in.selection.Filter, src)
	if err != nil {
		return nil, fmt.Errorf("plan for survey %q: %w", s.ID, err)
	}
	m, err := pl.material(found.known[0])
	if err == nil {
		err = m.programme(out, in, m.choose())
	}
	if err != nil {
		return nil, fmt.Errorf("plan for survey %q: %w", s.ID, err)
	}
	return out, nil
}

// programme fills in what was found out.
func (m *material) programme(out *Programme, in input, c decision) error {
	out.Base = in.base(m.audience, len(m.asked()))
	if m.base == 0 {
		out.Missing = "There is nobody to plan for yet."
		return nil
	}
	out.Bent = c.bent
	if len(c.choice.Steps) == 0 {
		out.Missing = c.bent[len(c.bent)-1]
		out.Bent = c.bent[:len(c.bent)-1]
		return nil
	}
	m.tell(out, c.plan, c.choice)
	return m.draw(out, in)
}

// tell says what a choice comes to.
func (m *material) tell(out *Programme, plan analysis.Plan, choice analysis.Choice) {
	offers := m.order(choice)
	out.Reach, out.Frequency = estimate(choice.Reach, m.base), round(choice.Frequency(), 2)
	out.Exact, out.Ceiling = choice.Exact, choice.Ceiling
	if plan.OneTime {
		out.Time = m.times[offers[0].Time].label
	}
	for _, step := range plan.Follow(offers) {
		out.Meetings = append(out.Meetings, m.meeting(step))
	}
	if plan.Times > 0 && !plan.OneTime {
		for i, others := range plan.OtherTimes(offers) {
			out.Meetings[i].OrAt = m.orAt(i, choice, others)
		}
	}
	m.stability(out, plan, choice, offers)
	out.Alternatives = append(out.Alternatives, m.alternatives(choice)...)
	out.OtherTimes = append(out.OtherTimes, m.otherTimes(choice)...)
	out.Headline, out.Search, out.Caveats = m.headline(out), m.search(plan, choice), m.caveats()
	out.Sure = m.sure(out, choice)
}

// order puts the meeting first that most people are expected at.
func (m *material) order(choice analysis.Choice) []analysis.Offer {
	steps := slices.SortedFunc(slices.Values(choice.Steps), func(a, b analysis.Step) int {
		return cmp.Or(b.People-a.People, a.Option-b.Option)
	})
	offers := make([]analysis.Offer, len(steps))
	for i, s := range steps {
		offers[i] = s.Offer
	}
	return offers
}

func (m *material) meeting(step analysis.Step) Meeting {
	topic := m.topics[step.Option]
	out := Meeting{
		Topic: topic.id, Label: topic.label, Group: topic.group,
		Expected: estimate(step.People, m.base), Adds: step.Adds, Reach: estimate(step.Reach, m.base),
	}
	out.Come = out.Expected.scaled(m.conditions.Turnout)
	if len(m.times) > 0 {
		out.Time, out.When = m.times[step.Time].id, m.times[step.Time].label
	}
	if n, asked := m.speakers[topic.id]; asked {
		out.Speakers = &n
	}
	return out
}

func (m *material) stability(out *Programme, plan analysis.Plan, choice analysis.Choice, offers []analysis.Offer) {
	found, ok := plan.Stability(choice, analysis.Resampling{Times: m.redraws(), Seed: 1, Most: mostDrawn})
	if !ok {
		return
	}
	s := &Stability{Resamples: m.redraws(), Same: found.Set, Drawn: found.Drawn}
	if plan.OneTime {
		s.Time = new(found.Time)
	}
	s.Words = stableWords(s, len(offers), m.base)
	out.Stability = s
	for i, o := range offers {
		share := found.Options[o.Option]
		out.Meetings[i].Stable, out.Meetings[i].Again = &share, "in "+percent(share)+" of resamples"
	}
}
