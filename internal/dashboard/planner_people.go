package dashboard

import (
	"fmt"
	"math/bits"
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// planning is a programme before it is made: the questions it is made from and what it has to keep.
type planning struct {
	survey     *survey.Survey
	chosen     Selection // whom it is for
	conditions Conditions
	topics     *survey.Question
	times      *survey.Question // nil where times are left out
	speak      *survey.Question // nil where nobody was asked
	work       int              // how much a search may cost, whatever the crowd; see budget
	sampled    bool             // of a large crowd a sample is searched only, and nothing drawn anew
}

// findPlanning finds the questions, or says why there is nothing to plan.
func (p *planner) findPlanning(c Conditions) (planning, string) {
	topics, reason := p.find(survey.Topic, "")
	if topics == nil {
		return planning{}, reason
	}
	pl := planning{survey: p.survey, chosen: p.chosen.of(p.survey), conditions: c, topics: topics}
	if c.Times != NoTimes {
		pl.times, _ = p.find(survey.Time, "")
	}
	if speakers, _ := p.findSpeakers(); speakers.speak.question != nil {
		pl.speak = speakers.speak.question
	}
	return pl, ""
}

func (pl planning) needs() needs {
	n := needs{crowd: &tally.CrowdQuery{Questions: pl.asked()}}
	if pl.sampled {
		n.crowd.Most = bounded(mostSearched, pl.topics, pl.times)
	}
	if pl.speak != nil {
		n.all = [][]tally.Dimension{{{Question: pl.speak.ID}}}
	}
	return n
}

// asked are the questions whose answers are wanted together.
func (pl planning) asked() []string {
	if pl.times == nil {
		return []string{pl.topics.ID}
	}
	return []string{pl.topics.ID, pl.times.ID}
}

// material is what a programme is made of.
type material struct {
	planning
	topics   []category     // by bit
	times    []category     // by bit; those at which nobody can meet, such as never, are left out
	speakers map[string]int // among everybody, whatever the filters
	plan     analysis.Plan  // but for what to choose
	unfit    uint64         // topics that cannot be planned: other and none of these
	fixed    uint64         // topics that the filter chooses people by, so that it is no finding that they want them
	spoken   uint64         // topics that somebody could speak about
	kept     uint64         // bits of the times that are kept
	audience tally.Table    // of whom the plan is, without cells
	base     int            // people of it who answered
	searched int            // people of a sample of them, among whom the topics were looked for; 0: all
}

func (pl planning) material(k known) (*material, error) {
	m := &material{planning: pl, topics: categoriesOf(pl.topics, tally.Options)}
	for i, c := range m.topics {
		if c.last {
			m.unfit |= 1 << i
		}
	}
	m.fixed = m.fixedTopics()
	if pl.times != nil {
		for i, c := range categoriesOf(pl.times, tally.Options) {
			if !c.last {
				m.kept |= 1 << i
				m.times = append(m.times, c)
			}
		}
	}
	if pl.speak != nil {
		speakers, err := speakers{speak: byAnswers(pl.survey, pl.speak, tally.Options)}.could(k.all[0])
		if err != nil {
			return nil, err
		}
		m.speakers, m.spoken = speakers, m.withSpeakers(speakers)
	}
	m.plan = analysis.Plan{Options: len(m.topics), Times: len(m.times), OneTime: pl.conditions.Times == SameTime && len(m.times) > 0}
	if k.crowd.Sampled() {
		m.searched = k.crowd.Counted
	}
	return m, m.among(k.crowd)
}

// among takes the people of a crowd for those whom the plan is for.
func (m *material) among(crowd *tally.Crowd) error {
	if err := m.counted(crowd); err != nil {
		return err
	}
	m.base, m.audience = crowd.Base, tally.Table{Responses: crowd.Responses, Base: crowd.Base, NotShown: crowd.NotShown}
	m.plan.Crowd = make([]analysis.Picks, len(crowd.Combinations))
	for i, c := range crowd.Combinations {
		m.plan.Crowd[i] = analysis.Picks{Options: c.Masks[0] &^ m.unfit, Times: squeeze(c.Masks[1], m.kept), People: c.People}
	}
	return nil
}

// counted makes sure that bits mean what they are taken for.
func (m *material) counted(crowd *tally.Crowd) error {
	for i, id := range m.asked() {
		want := idsOf(m.survey.Question(id), tally.Options)
		if i >= len(crowd.Categories) || !slices.Equal(crowd.Categories[i], want) {
			return fmt.Errorf("question %q: the crowd was counted by other categories", id)
		}
	}
	return nil
}

// squeeze keeps the bits of a mask that are in keep, without gaps between them.
func squeeze(mask, keep uint64) uint64 {
	if keep&(keep+1) == 0 { // there are none
		return mask & keep
	}
	var out uint64
	for at := 0; keep != 0; at++ {
		out |= mask >> bits.TrailingZeros64(keep) & 1 << at
		keep &= keep - 1
	}
	return out
}

// conditioned gives the plan for so many meetings, and what of the conditions could not be kept.
func (m *material) conditioned() (analysis.Plan, []string) {
	p, c := m.plan, m.conditions
	var bent []string
	p.Choose = c.Meetings
	p.Must = m.setOf(c.Must)
	p.Never = m.unfit | m.setOf(c.Never) | m.fixed&^p.Must
	p.Prefer = m.spoken
	for i, topic := range m.topics {
		if c.Speakers == 0 || m.speakers == nil || m.unfit>>i&1 == 1 || m.speakers[topic.id] >= c.Speakers {
			continue
		}
		if p.Must>>i&1 == 1 {
			bent = append(bent, fmt.Sprintf("%s must be in, though %s could speak about it.", topic.label, fewerThan(c.Speakers)))
			continue
		}
		p.Never |= 1 << i
	}
	if n := bits.OnesCount64(p.Must); n > p.Choose {
		bent = append(bent, fmt.Sprintf("%d topics must be in, so %d meetings are planned instead of %d.", n, n, p.Choose))
		p.Choose = n
	}
	if c.PerGroup > 0 {
		p.Limits, bent = m.limits(p.Must, bent)
	}
	p.Budget = budget(p, m.work)
	return p, bent
}

// limits allows every group so many topics, or those of it that must be in.
func (m *material) limits(must uint64, bent []string) ([]analysis.Limit, []string) {
	var all []analysis.Limit
	for _, g := range m.planning.topics.Groups {
		l := analysis.Limit{Most: m.conditions.PerGroup}
		for i, o := range m.planning.topics.Options {
			if o.Group == g.ID {
				l.Options |= 1 << i
			}
		}
		if n := bits.OnesCount64(must & l.Options); n > l.Most {
			bent = append(bent, fmt.Sprintf("%d topics of %s must be in, more than the %d of one group that were allowed.", n, g.Label, l.Most))
			l.Most = n
		}
		all = append(all, l)
	}
	return all, bent
}

func (m *material) setOf(ids []string) uint64 {
	var set uint64
	for i, c := range m.topics {
		if slices.Contains(ids, c.id) {
			set |= 1 << i
		}
	}
	return set
}

// How much a search may cost: on a page of its own about half a second, on a panel among others a
// tenth of it.
const (
	thorough = 80_000_000_000
	quick    = thorough / 10
)

// budget bounds how long a search takes whatever the crowd: to put the options in order takes each look as
// long as to count so many people. Where all meetings share a time, each look is at the people of one time
// only, who are a third of all or fewer.
func budget(p analysis.Plan, work int) int {
	const ordering = 5000
	people, times := len(p.Crowd), max(1, p.Times)
	if p.OneTime {
		people, times = people/3, 1
	}
	return min(max(100, work/(1+(people+ordering)*p.Options*times)), 300_000)
}

// decision is the best programme there is, before anything is told of it.
type decision struct {
	plan   analysis.Plan
	choice analysis.Choice // without steps where nothing can be planned
	bent   []string        // conditions that could not be kept, in words
}

// choose finds the best programme of as many meetings as there can be, but of none that reaches nobody
// else. In a sample nobody else may only be nobody in it, so there none is left out.
func (m *material) choose() decision {
	if m.base == 0 {
		return decision{}
	}
	p, bent := m.conditioned()
	p.Others = mostOthers
	wanted := p.Choose
	for ; p.Choose > 0; p.Choose-- {
		choice, ok := p.Best()
		if !ok {
			continue
		}
		possible := p.Choose
		if m.searched == 0 {
			p, choice = m.enough(p, choice)
		}
		return decision{p, m.withSpoken(p, choice), append(bent, m.planned(possible, wanted, p.Choose)...)}
	}
	return decision{plan: p, bent: append(bent, m.nothing())}
}

// mostOthers is how many sets beside the best are looked at.
const mostOthers = 9
