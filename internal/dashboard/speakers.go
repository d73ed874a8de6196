package dashboard

import (
	"cmp"
	"fmt"
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// speakers makes the panel of topics by who wants them and who could speak about them. Whoever wants a
// topic and could speak about it counts on both sides. Who could speak is counted among everybody,
// whatever the filters: a speaker helps whoever comes.
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
	return needs{tables: [][]tally.Dimension{{s.topics.tally()}}, all: [][]tally.Dimension{{s.speak.tally()}}}
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
	severalSpeakers
	hardlyWanted // by fewer than one in twenty, though somebody could speak about it
	unwanted
	notAsked
)

func (v supply) words() string {
	return []string{"no speaker yet", "one only", "two or more", "hardly wanted", "nobody wants it", "not asked"}[v]
}

// short is the verdict where there is little room. Of several speakers it is their number, for how many are
// enough a founder knows best.
func (t wantedTopic) short() string {
	if t.supply == severalSpeakers {
		return thousands(t.could) + " could"
	}
	return []string{"none yet", "one", "", "hardly wanted", "unwanted", "–"}[t.supply]
}

func (t wantedTopic) judge(base int) supply {
	switch {
	case !t.asked:
		return notAsked
	case t.count == 0 && base > 0:
		return unwanted
	case t.could == 0:
		return noSpeaker
	case t.count*20 < base:
		return hardlyWanted
	case t.could == 1:
		return oneSpeaker
	}
	return severalSpeakers
}

func (s speakers) fill(p *Panel, in input, k known) error {
	wanted, could := k.tables[0], k.all[0]
	all, err := s.sides(in, wanted, could)
	if err != nil {
		return err
	}
	p.Base = in.base(wanted, 1)
	p.Table = s.table(in, all, wanted.Base)
	if could.Base == 0 && wanted.Base > 0 {
		p.Table.Notes = append(p.Table.Notes, fmt.Sprintf("Nobody answered “%s”.", s.speak.question.Title))
	}
	if wanted.Base == 0 {
		return nil
	}
	p.Note = joinNotes(p.Note, in.selection.filteredBy(s.topics, categoriesOf(s.topics.question, s.topics.unit)))
	p.More = &Lead{Text: "Who they are, and how many agreed to be contacted", Page: "people"}
	if could.Base > 0 {
		s.conclude(p, in, all, wanted.Base)
	}
	p.Chart, err = drawSpeakers(p, in, all, wanted.Base)
	return err
}

// sides gives the topics, those with the largest gap first.
func (s speakers) sides(in input, wanted, speak tally.Table) ([]wantedTopic, error) {
	topics, counts, err := s.topics.count(wanted.Axes[0])
	if err != nil {
		return nil, err
	}
	could, err := s.could(speak)
	if err != nil {
		return nil, err
	}
	var all []wantedTopic
	for i, c := range topics {
		if c.last {
			continue
		}
		c.fixed = in.selection.fixes(s.topics, c.id)
		t := wantedTopic{line: line{category: c, count: counts[i], filter: in.selection.narrowed(s.topics, c.id)}}
		if t.could, t.asked = could[c.id]; t.asked {
			t.speaker = in.everybody().narrowed(s.speak, c.id)
		}
		t.supply = t.judge(wanted.Base)
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

func (s speakers) table(in input, all []wantedTopic, base int) *Table {
	t := &Table{
		Caption: "Topics by who wants them and who could speak about them",
		Columns: []Column{
			{Label: "Topic", Kind: Text}, {Label: "Want it", Kind: Count}, {Label: "Share", Kind: Share},
			{Label: "95% interval", Kind: Interval}, {Label: "Could speak" + in.ofAll(), Kind: Count}, {Label: "Speakers", Kind: Text},
		},
		Rows: []Row{},
		Notes: append(shareNotes(base), "Somebody who wants a topic and could speak about it counts on both sides.",
			"Not everybody who could speak agreed to be contacted."),
	}
	if !in.selection.Filter.Empty() {
		t.Notes = append(t.Notes, in.speakersOfAll())
	}
	if slices.ContainsFunc(all, func(o wantedTopic) bool { return o.supply == hardlyWanted }) {
		t.Notes = append(t.Notes, "Hardly wanted: by fewer than one person in twenty.")
	}
	if len(s.strays) > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out, because it is no topic: %s of “%s”.", andList(s.strays), s.speak.question.Title))
	}
	for _, o := range all {
		t.Rows = append(t.Rows, Row{ID: o.id, Filter: o.filter, Cells: []Cell{
			textCell(o.label), countCell(o.count), shareCell(o.count, base), intervalCell(o.count, base),
			couldCell(o.could, o.asked, o.speaker), textCell(o.supply.words()),
		}})
	}
	return t
}

// couldCell is how many could speak about a topic, if that was asked.
func couldCell(n int, asked bool, filter string) Cell {
	if !asked {
		return textCell("–")
	}
	c := countCell(n)
	c.Filter = filter
	return c
}
