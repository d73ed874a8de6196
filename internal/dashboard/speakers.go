package dashboard

import (
	"cmp"
	"fmt"
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// speakers makes the panel of topics by who wants them and who could speak about them. Whoever wants a
// topic and could speak about it counts on both sides.
type speakers struct {
	topics, speak dimension
	strays        []string // labels of what people could speak about that is no topic
}

// speakers plans the panel where a survey asks for both.
func (p *planner) speakers(sp spec) {
	s, reason := p.findSpeakers()
	if reason != "" {
		p.leave(sp, "Speakers", reason)
		return
	}
	p.add(sp, "", "Who could speak about what", "speakers", s)
}

// findSpeakers finds the two questions, or says why there is nothing to compare.
func (p *planner) findSpeakers() (speakers, string) {
	topics, reason := p.find(survey.Topic, "")
	speak, other := p.find(survey.Speak, "")
	switch {
	case topics == nil:
		return speakers{}, reason
	case speak == nil:
		return speakers{}, other
	}
	s := speakers{topics: byAnswers(p.survey, topics, tally.Options), speak: byAnswers(p.survey, speak, tally.Options)}
	shared := 0
	for _, c := range categoriesOf(speak, tally.Options) {
		_, at := topics.Option(c.id)
		switch {
		case at >= 0:
			shared++
		case !c.last:
			s.strays = append(s.strays, "“"+c.label+"”")
		}
	}
	if shared == 0 {
		return speakers{}, fmt.Sprintf("No answer to “%s” is one of the topics; take these over with options_from: %s.", speak.Title, topics.ID)
	}
	return s, ""
}

func (s speakers) needs() needs {
	return needs{tables: [][]tally.Dimension{{s.topics.tally()}, {s.speak.tally()}}}
}

// wantedTopic is one topic with its two sides.
type wantedTopic struct {
	line
	could   int // people who could speak about it
	asked   bool
	speaker string // query that adds those people as a filter
	supply  supply
}

// supply is how the two sides of a topic stand to each other, the largest gap first.
type supply int

const (
	noSpeaker supply = iota
	oneSpeaker
	enoughSpeakers
	noDemand // hardly anybody wants what somebody could speak about
	notAsked
)

func (v supply) words() string {
	return []string{"no speaker yet", "one only", "enough", "hardly wanted", "not asked"}[v]
}

// short is the verdict where there is little room.
func (v supply) short() string {
	return []string{"none yet", "one", "enough", "hardly wanted", "–"}[v]
}

// hardly tells whether a topic is wanted by fewer than one in twenty.
func (t wantedTopic) hardly(base int) bool { return t.count*20 < base }

func (t wantedTopic) judge(base int) supply {
	switch {
	case !t.asked:
		return notAsked
	case t.could == 0:
		return noSpeaker
	case t.hardly(base):
		return noDemand
	case t.could == 1:
		return oneSpeaker
	}
	return enoughSpeakers
}

func (s speakers) fill(p *Panel, in input, k known) error {
	wanted := k.tables[0]
	all, err := s.sides(in, k.tables)
	if err != nil {
		return err
	}
	p.Base = in.base(wanted, 1)
	p.Table = s.table(all, wanted.Base, k.tables[1].Base)
	if wanted.Base == 0 {
		return nil
	}
	p.More = &Lead{Text: "Who they are", Page: "people"}
	if k.tables[1].Base > 0 {
		s.conclude(p, all, wanted.Base)
	}
	p.Chart, err = drawSpeakers(p, all, wanted.Base)
	return err
}

// sides gives the topics, those with the largest gap first.
func (s speakers) sides(in input, tables []tally.Table) ([]wantedTopic, error) {
	topics, counts, err := s.topics.count(tables[0].Axes[0])
	if err != nil {
		return nil, err
	}
	could, err := s.could(tables[1])
	if err != nil {
		return nil, err
	}
	var all []wantedTopic
	for i, c := range topics {
		if c.last {
			continue
		}
		t := wantedTopic{line: line{category: c, count: counts[i], filter: in.selection.narrowed(s.topics, c.id)}}
		if t.could, t.asked = could[c.id]; t.asked {
			t.speaker = in.selection.narrowed(s.speak, c.id)
		}
		t.supply = t.judge(tables[0].Base)
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b wantedTopic) int {
		return cmp.Or(cmp.Compare(a.supply, b.supply), cmp.Compare(b.count, a.count))
	})
	return all, nil
}

// could counts who could speak about each topic, by its id.
func (s speakers) could(t tally.Table) (map[string]int, error) {
	categories, counts, err := s.speak.count(t.Axes[0])
	if err != nil {
		return nil, err
	}
	could := map[string]int{}
	for i, c := range categories {
		could[c.id] = counts[i]
	}
	return could, nil
}

// conclude names the most wanted topics that nobody could speak about.
func (s speakers) conclude(p *Panel, all []wantedTopic, base int) {
	var gaps []wantedTopic
	for _, t := range all {
		if t.supply == noSpeaker && t.count > 0 {
			gaps = append(gaps, t)
		}
	}
	if len(gaps) == 0 {
		p.Finding = "Every topic that somebody wants has somebody who could speak about it."
		return
	}
	first := slices.DeleteFunc(slices.Clone(gaps), func(t wantedTopic) bool { return t.count < gaps[0].count })
	names, each := andList(topicLabels(first)), ""
	if len(first) > 3 {
		names = fmt.Sprintf("%d topics", len(first))
	}
	if len(first) > 1 {
		each = " each"
	}
	between := span(analysis.Wilson(gaps[0].count, base))
	p.Finding = fmt.Sprintf("Wanted most without a speaker: %s, by %s of %s%s (%s).", names, thousands(gaps[0].count), thousands(base), each, between)
	if more := len(gaps) - len(first); more > 0 {
		p.Finding += fmt.Sprintf(" %s more without a speaker.", amount(more, "topic is", "topics are"))
	}
	have := "has"
	if len(first) > 1 {
		have = "have"
	}
	p.remarks = append(p.remarks, remark{aboutGap, part(gaps[0].count, base), fmt.Sprintf(
		"%s %s no speaker yet, though %s of %s want it%s (%s).", names, have, thousands(gaps[0].count), people(base), each, between)})
}

func topicLabels(all []wantedTopic) []string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.label
	}
	return names
}

// amount writes a number with what it counts.
func amount(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + several
}

func (s speakers) table(all []wantedTopic, base, speakBase int) *Table {
	t := &Table{
		Caption: "Topics by who wants them and who could speak about them",
		Columns: []Column{
			{Label: "Topic", Kind: Text}, {Label: "Want it", Kind: Count}, {Label: "Share", Kind: Share},
			{Label: "95% interval", Kind: Interval}, {Label: "Could speak", Kind: Count}, {Label: "Speakers", Kind: Text},
		},
		Rows: []Row{},
		Notes: append(shareNotes(base), "Somebody who wants a topic and could speak about it counts on both sides.",
			"Hardly wanted: by fewer than one person in twenty."),
	}
	if speakBase == 0 && base > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Nobody answered “%s”.", s.speak.question.Title))
	}
	if len(s.strays) > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out, because it is no topic: %s of “%s”.", andList(s.strays), s.speak.question.Title))
	}
	for _, o := range all {
		could := countCell(o.could)
		could.Filter = o.speaker
		if !o.asked {
			could = textCell("–")
		}
		t.Rows = append(t.Rows, Row{ID: o.id, Filter: o.filter, Cells: []Cell{
			textCell(o.label), countCell(o.count), shareCell(o.count, base), intervalCell(o.count, base), could, textCell(o.supply.words()),
		}})
	}
	return t
}
