package dashboard

import (
	"maps"
	"net/url"
	"slices"
	"time"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Selection is whom a page counts: the filters of its address. The zero Selection counts
// everybody.
type Selection struct {
	Filter tally.Filter
	Words  []Word // every filter in words, in the order of the survey, then sources, flags and dates

	survey  *survey.Survey // nil in the zero Selection
	choices []choice       // in the order of the survey
}

// Word is one filter in words, such as "Topics: Azure or PowerShell".
type Word struct {
	Text    string `json:"text"`
	Without string `json:"without"` // query of the selection without this filter
}

// Problem is a parameter of the address that could not be taken, in words for the person who
// followed or typed it. The rest of the selection holds.
type Problem struct {
	Parameter string `json:"parameter"`
	Message   string `json:"message"`
}

// Filters is the model of a form for choosing filters, submitted with GET. Every name and value
// in it is one that ParseSelection reads.
type Filters struct {
	First     []FilterQuestion `json:"first"`     // what most people filter by: sources, flags, the role; to be shown open
	Questions []FilterQuestion `json:"questions"` // all others, in the order of the survey
	From      string           `json:"from"`      // 2006-01-02 or ""; the field is named "from"
	To        string           `json:"to"`        // the field is named "to"
	Active    int              `json:"active"`    // how many filters there are, as in Selection.Words
}

// FilterQuestion is one question that can be filtered by. Sources and flags, which are no questions,
// are given in the same form, without an id.
type FilterQuestion struct {
	ID      string         `json:"id,omitempty"`
	Title   string         `json:"title"`
	Options []FilterOption `json:"options"`
	Chosen  int            `json:"chosen"` // options and groups that are selected
}

// FilterOption is one box to tick. A group's box comes before those of its options.
type FilterOption struct {
	Name     string `json:"name"`  // of the field: q.topics, g.topics, source or flagged
	Value    string `json:"value"` // id of the option, group, point or bin
	Label    string `json:"label"`
	Group    string `json:"group,omitempty"` // id of the group an option is in
	IsGroup  bool   `json:"isGroup,omitempty"`
	Selected bool   `json:"selected"`
}

// choice is what is chosen of one question. A group that is chosen covers its options, which are
// then not kept one by one.
type choice struct {
	question        *survey.Question
	groups, options map[string]bool
}

// add gives the choice with an option or group more; the choice itself is left as it is.
func (c choice) add(options, groups []string) choice {
	c.options, c.groups = maps.Clone(c.options), maps.Clone(c.groups)
	if c.options == nil {
		c.options = map[string]bool{}
	}
	if c.groups == nil {
		c.groups = map[string]bool{}
	}
	for _, id := range groups {
		c.groups[id] = true
	}
	for _, id := range options {
		c.options[id] = true
	}
	for _, o := range c.question.Options {
		if o.Group != "" && c.groups[o.Group] {
			delete(c.options, o.ID)
		}
	}
	return c
}

// pick writes the groups out.
func (c choice) pick() tally.Pick {
	set := maps.Clone(c.options)
	for _, o := range c.question.Options {
		if o.Group != "" && c.groups[o.Group] {
			set[o.ID] = true
		}
	}
	return tally.Pick{Question: c.question.ID, Options: among(idsOf(c.question, tally.Options), set)}
}

// among gives the ids that are in the set, in their order.
func among(ids []string, set map[string]bool) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return !set[id] })
}

// Query gives the parameters that ParseSelection reads back to the same selection, each question's
// values in the order of the survey.
func (s Selection) Query() url.Values {
	q := url.Values{}
	for _, c := range s.choices {
		if ids := among(idsOf(c.question, tally.Options), c.options); len(ids) > 0 {
			q["q."+c.question.ID] = ids
		}
		if ids := among(idsOf(c.question, tally.Groups), c.groups); len(ids) > 0 {
			q["g."+c.question.ID] = ids
		}
	}
	if len(s.Filter.Sources) > 0 {
		q["source"] = slices.Clone(s.Filter.Sources)
	}
	if s.Filter.Unflagged {
		q.Set("flagged", leaveOut)
	}
	if !s.Filter.From.IsZero() {
		q.Set("from", s.Filter.From.Format(time.DateOnly))
	}
	if !s.Filter.To.IsZero() {
		q.Set("to", s.Filter.To.Format(time.DateOnly))
	}
	return q
}

// String gives Query in its one canonical spelling, without "?"; "" when nothing is filtered.
func (s Selection) String() string { return s.Query().Encode() }

// of binds a zero Selection to a survey, so that filters can be added to it.
func (s Selection) of(v *survey.Survey) Selection {
	if s.survey == nil {
		s.survey = v
	}
	return s
}

// with gives the selection that a click on a category leads to: an option, point or group more.
// A second category of a question widens it, as a second tick in the form does.
func (s Selection) with(q *survey.Question, unit tally.Unit, id string) Selection {
	if unit == tally.Groups {
		return s.add(q, nil, []string{id})
	}
	return s.add(q, []string{id}, nil)
}

func (s Selection) add(q *survey.Question, options, groups []string) Selection {
	s.choices = slices.Clone(s.choices)
	at := slices.IndexFunc(s.choices, func(c choice) bool { return c.question == q })
	if at < 0 {
		at = 0
		for at < len(s.choices) && s.position(s.choices[at].question) < s.position(q) {
			at++
		}
		s.choices = slices.Insert(s.choices, at, choice{question: q})
	}
	s.choices[at] = s.choices[at].add(options, groups)
	return s
}

func (s Selection) position(q *survey.Question) int {
	return slices.Index(s.survey.Questions, q)
}

// withSource gives the selection that lets through one source more. As with a question, a second
// source widens it.
func (s Selection) withSource(id string) Selection {
	s.Filter.Sources = append(slices.Clone(s.Filter.Sources), id)
	slices.Sort(s.Filter.Sources)
	s.Filter.Sources = slices.Compact(s.Filter.Sources)
	return s
}

// leaveOut is what the parameter flagged says of answers that look suspicious.
const leaveOut = "leave-out"

// unflagged gives the selection that leaves out what looks suspicious.
func (s Selection) unflagged() Selection {
	s.Filter.Unflagged = true
	return s
}

// in gives the selection that a click on a category of a dimension leads to. ok is false for a
// dimension that is no filter.
func (s Selection) in(d dimension, id string) (narrowed Selection, ok bool) {
	switch {
	case d.question != nil:
		return s.with(d.question, d.unit, id), true
	case d.unit == tally.Source:
		return s.withSource(id), true
	}
	return s, false
}

// narrowed is the query of in, or "".
func (s Selection) narrowed(d dimension, id string) string {
	to, ok := s.in(d, id)
	if !ok {
		return ""
	}
	return to.String()
}

// withDays gives the selection with other limits of time; zero lifts one.
func (s Selection) withDays(from, to time.Time) Selection {
	s.Filter.From, s.Filter.To = from, to
	return s
}
