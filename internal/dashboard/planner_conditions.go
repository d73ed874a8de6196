package dashboard

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"muster/internal/survey"
	"muster/internal/tally"
)

// TimeRule says how the meetings of a programme get their times.
type TimeRule string

// The rules.
const (
	SameTime TimeRule = "same" // every meeting at the same time, the best for the whole
	OwnTimes TimeRule = "own"  // each meeting at the time that is best for the whole
	NoTimes  TimeRule = "none" // times are left out
)

// MostMeetings is how many meetings are planned at the most.
const MostMeetings = 8

const (
	fewMeetings  = 4    // that are planned when nobody says how many
	mostSpeakers = 1000 // that can be asked for; no topic needs more
)

// Conditions are what a programme of first meetings has to keep. ParseConditions makes them.
type Conditions struct {
	Meetings int      `json:"meetings"`
	Must     []string `json:"must,omitempty"`     // ids of topics that must be in, in the order of the survey
	Never    []string `json:"never,omitempty"`    // and of those that must not
	PerGroup int      `json:"perGroup,omitempty"` // topics of one group at the most; 0: any number
	Speakers int      `json:"speakers,omitempty"` // only topics that so many people could speak about; 0: all
	Times    TimeRule `json:"times"`
	// Turnout is the founder's own guess how many of a hundred who want a meeting and can come will;
	// 0: none is made.
	Turnout int `json:"turnout,omitempty"`
}

// ParseConditions reads the parameters of the planner's page: meetings, must and never (ids of topics,
// repeatable), per_group, spoken=yes with speakers (how many; 1 without it), times (same, own or none) and
// turnout. What cannot be kept is a problem, and the default takes its place.
func ParseConditions(s *survey.Survey, q url.Values) (Conditions, []Problem) {
	p := parameters{values: q, selection: Selection{survey: s}}
	c := Conditions{
		Meetings: p.number("meetings", fewMeetings, MostMeetings),
		Must:     p.topics("must"), Never: p.topics("never"),
		PerGroup: p.number("per_group", 0, MostMeetings), Turnout: p.number("turnout", 0, 100),
	}
	if q.Get("spoken") != "" {
		c.Speakers = max(1, p.number("speakers", 1, mostSpeakers))
	}
	if c.Speakers > 0 && s.ByPurpose(survey.Speak) == nil {
		p.problem("spoken", "This survey does not ask who could speak, so topics without a speaker are planned too.")
		c.Speakers = 0
	}
	for _, id := range slices.Clone(c.Must) {
		if slices.Contains(c.Never, id) {
			p.problem("must", "“%s” must be in and must not; neither is applied.", p.topic(id))
			c.Must, c.Never = without(c.Must, id), without(c.Never, id)
		}
	}
	if len(c.Must) > MostMeetings {
		p.problem("must", "More than %d topics must be in; the others are not applied.", MostMeetings)
		c.Must = c.Must[:MostMeetings]
	}
	c.Times = p.times()
	return c, p.problems
}

// times reads the rule of times. A survey that asks for none has none to keep.
func (p *parameters) times() TimeRule {
	asked := p.selection.survey.ByPurpose(survey.Time) != nil
	switch rule := TimeRule(p.values.Get("times")); rule {
	case SameTime, OwnTimes:
		if asked {
			return rule
		}
		p.problem("times", "This survey does not ask when people could come, so times are left out.")
	case NoTimes, "":
		if rule == NoTimes || !asked {
			return NoTimes
		}
	default:
		p.problem("times", "“%s” is not understood; times is same, own or none.", shorten(string(rule)))
	}
	if asked {
		return SameTime
	}
	return NoTimes
}

// number reads a count from 1 to most; nothing or 0 is the default.
func (p *parameters) number(name string, byDefault, most int) int {
	text := p.values.Get(name)
	if text == "" || text == "0" && byDefault == 0 {
		return byDefault
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		instead := "it is not applied"
		if byDefault > 0 {
			instead = fmt.Sprintf("%d is taken", byDefault)
		}
		p.problem(name, "“%s” is not a whole number from 1 to %d, so %s.", shorten(text), most, instead)
		return byDefault
	}
	return n
}

// topics reads ids of topics that can be planned, each once.
func (p *parameters) topics(name string) []string {
	q := p.selection.survey.ByPurpose(survey.Topic)
	given := map[string]bool{}
	for _, id := range p.values[name] {
		if id == "" {
			continue
		}
		if q == nil || !slices.Contains(plannable(q), id) {
			p.problem(name, "“%s” is no topic of this survey, so it is not applied.", shorten(id))
			continue
		}
		given[id] = true
	}
	if len(given) == 0 {
		return nil
	}
	return among(idsOf(q, tally.Options), given)
}

// plannable are the ids of what can be a meeting: neither "other" nor "none".
func plannable(q *survey.Question) []string {
	var ids []string
	for _, c := range categoriesOf(q, tally.Options) {
		if !c.last {
			ids = append(ids, c.id)
		}
	}
	return ids
}

func (p *parameters) topic(id string) string {
	for _, c := range categoriesOf(p.selection.survey.ByPurpose(survey.Topic), tally.Options) {
		if c.id == id {
			return c.label
		}
	}
	return id
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(one string) bool { return one == id })
}

// bare tells that nothing is asked of the topics.
func (c Conditions) bare() bool {
	return len(c.Must) == 0 && len(c.Never) == 0 && c.PerGroup == 0 && c.Speakers == 0
}

// Query gives the parameters that ParseConditions reads back to the same conditions; none for what is
// the default.
func (c Conditions) Query(s *survey.Survey) url.Values {
	q := url.Values{}
	set := func(name string, n, byDefault int) {
		if n != byDefault {
			q.Set(name, strconv.Itoa(n))
		}
	}
	set("meetings", c.Meetings, fewMeetings)
	set("per_group", c.PerGroup, 0)
	set("turnout", c.Turnout, 0)
	if c.Speakers > 0 {
		q.Set("spoken", "yes")
		set("speakers", c.Speakers, 1)
	}
	if len(c.Must) > 0 {
		q["must"] = slices.Clone(c.Must)
	}
	if len(c.Never) > 0 {
		q["never"] = slices.Clone(c.Never)
	}
	if (c.Times != SameTime) && s.ByPurpose(survey.Time) != nil {
		q.Set("times", string(c.Times))
	}
	return q
}
