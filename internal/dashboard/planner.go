package dashboard

import (
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
	Outlook  string    `json:"outlook,omitempty"`  // what to expect of other people, in words; "" where they are too few to tell
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

// Alternative is a programme that differs in few things and is not clearly worse, in words.
type Alternative struct {
	Text  string `json:"text"`
	Reach int    `json:"reach"`
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
	binder := planner{survey: s, chosen: in.selection}
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
	offers := choice.LargestFirst()
	found, drawn := m.redraw(plan, choice)
	out.Frequency = round(choice.Frequency(), 2)
	out.Exact, out.Ceiling = choice.Exact, choice.Ceiling
	if plan.OneTime {
		out.Time = m.times[offers[0].Time].label
	}
	for i, step := range plan.Follow(offers) {
		out.Meetings = append(out.Meetings, m.meeting(step, found.Others[i]))
	}
	out.Reach = out.Meetings[len(offers)-1].Reach
	if plan.Times > 0 && !plan.OneTime {
		for i, others := range plan.OtherTimes(offers) {
			out.Meetings[i].OrAt = m.orAt(i, choice, others)
		}
	}
	if drawn {
		m.stability(out, plan, found, offers)
	}
	out.Alternatives = append(out.Alternatives, m.alternatives(choice)...)
	out.OtherTimes = append(out.OtherTimes, m.otherTimes(choice)...)
	out.Headline, out.Outlook, out.Search, out.Caveats = m.headline(out), m.outlook(out), m.search(plan, choice), m.caveats()
	out.Sure = m.sure(out, choice)
}

func (m *material) meeting(step analysis.Step, others analysis.Expectation) Meeting {
	topic := m.topics[step.Option]
	out := Meeting{
		Topic: topic.id, Label: topic.label, Group: topic.group,
		Expected: estimate(step.People, m.base, others.People), Adds: step.Adds, Reach: estimate(step.Reach, m.base, others.Reach),
	}
	out.Come = out.Expected.coming(m.conditions.Turnout)
	if len(m.times) > 0 {
		out.Time, out.When = m.times[step.Time].id, m.times[step.Time].label
	}
	if n, asked := m.speakers[topic.id]; asked {
		out.Speakers = &n
	}
	return out
}
