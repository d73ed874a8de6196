package dashboard

import "muster/internal/analysis"

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

// resampling is how crowds are drawn anew. On a panel those of many people are few, and of very many people
// they are of few, so that they tell what to expect of others but not how stable a programme is.
func (m *material) resampling() analysis.Resampling {
	how := analysis.Resampling{Times: resamples, Seed: 1, Most: mostDrawn}
	if m.sampled && m.base > manyDrawn {
		how.Times = fewResamples
	}
	if m.sampled && m.base > mostDrawn {
		how.Most = manyDrawn
	}
	return how
}

// redraw plans anew for crowds drawn anew. told tells whether they say how stable a choice is. Of a choice
// that was found in a sample only those people are known whom it or a neighbour reaches, of whom nothing can
// be planned anew; what is expected of others, who are more than any chance matters to, is then what is
// counted.
func (m *material) redraw(plan analysis.Plan, choice analysis.Choice) (found analysis.Stability, told bool) {
	if m.searched == 0 {
		found, told = plan.Stability(choice, m.resampling())
	}
	if !told {
		for _, s := range plan.Follow(choice.LargestFirst()) {
			found.Others = append(found.Others, analysis.Expectation{People: part(s.People, m.base), Reach: part(s.Reach, m.base)})
		}
	}
	return found, told && m.base >= least && (!m.sampled || m.base <= mostDrawn)
}

func (m *material) stability(out *Programme, plan analysis.Plan, found analysis.Stability, offers []analysis.Offer) {
	s := &Stability{Resamples: m.resampling().Times, Same: found.Set, Drawn: found.Drawn}
	if plan.OneTime && !m.fixedTime(out.Meetings[0].Time) {
		s.Time = new(found.Time)
	}
	s.Words = stableWords(s, len(offers), m.base)
	out.Stability = s
	for i, o := range offers {
		share := found.Options[o.Option]
		out.Meetings[i].Stable, out.Meetings[i].Again = &share, "in "+percent(share)+" of resamples"
	}
}
