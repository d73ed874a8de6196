package dashboard

import (
	"fmt"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// remark says what most people want, for the opening of the page, and how few they are.
func (r ranking) remark(p *Panel, in input, c race) {
	q := r.dimension.question
	if q.Purpose != survey.Topic || r.dimension.unit != tally.Options || q.LevelOf != "" {
		return
	}
	if c.base < ample {
		p.remarks = append(p.remarks, remark{topic: aboutBase, text: fmt.Sprintf("Only %s of %s answered “%s”: %s.",
			thousands(c.base), people(in.summary.Responses), q.Title, meaning(c.base))})
	}
	if text := c.demand(in); text != "" {
		p.remarks = append(p.remarks, remark{topic: aboutDemand, weight: 1, text: text})
	}
}

// demand names the topics that most people picked. Of one person it would be a list of their picks, and
// where many are level no topic is wanted most.
func (c race) demand(in input) string {
	most, level := c.first()
	if c.base < 2 || len(level) == 0 || len(level) > 3 {
		return ""
	}
	count := thousands(most)
	if len(level) > 1 {
		count += " each"
	}
	if c.base >= least {
		count += fmt.Sprintf(" (%s; 95%% interval %s)", percent(part(most, c.base)), span(analysis.Wilson(most, c.base)))
	}
	return fmt.Sprintf("Of %s, %s picked %s, more than any other topic%s.", in.whom(c.base), count, andList(quoted(level)), c.nearWords(level[0]))
}

func (c race) nearWords(first line) string {
	switch near := c.near(first); {
	case len(near) == 0:
		return ""
	case len(near) == 1:
		return "; " + quoted(near)[0] + " is too close to call"
	case len(near) <= 3:
		return "; " + andList(quoted(near)) + " are too close to call"
	default:
		return fmt.Sprintf("; %s others are too close to call", thousands(len(near)))
	}
}

func quoted(lines []line) []string {
	labels := labelList(lines)
	for i := range labels {
		labels[i] = "“" + labels[i] + "”"
	}
	return labels
}
