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

// demand names the topics that most people picked. Of one person it would be a list of their picks.
func (c race) demand(in input) string {
	most, level := c.first()
	if c.base < 2 || len(level) == 0 {
		return ""
	}
	count := thousands(most)
	if len(level) > 1 {
		count += " each"
	}
	if c.base >= least {
		count += fmt.Sprintf(" (%s; 95%% interval %s)", percent(part(most, c.base)), span(analysis.Wilson(most, c.base)))
	}
	if len(level) > mostNear {
		return fmt.Sprintf("Of %s, %s picked one of %s topics, of which none leads.", in.whom(c.base), count, thousands(len(level)))
	}
	return fmt.Sprintf("Of %s, %s picked %s%s%s.", in.whom(c.base), count, andList(quoted(level)), c.leads(most, level), c.aside())
}

// leads says how far those that most people picked lead.
func (c race) leads(most int, level []line) string {
	near := c.near(level[0])
	switch {
	case c.base < least:
		return ", more than any other topic" + c.next(most)
	case len(near) == 0:
		return ", more than any other topic"
	case len(near) > mostNear:
		return fmt.Sprintf(", but no topic leads clearly: %s others are within chance of it", thousands(len(near)))
	}
	return fmt.Sprintf(", which %s, too close to call with %s", agree(len(level), "leads", "lead"), andList(quoted(near)))
}

// aside names what the filter takes out of the race.
func (c race) aside() string {
	var fixed []line
	for _, l := range c.lines {
		if l.fixed {
			fixed = append(fixed, l)
		}
	}
	switch {
	case len(fixed) == 0:
		return ""
	case len(fixed) > mostNear:
		return fmt.Sprintf("; %s topics that are filtered by are left aside", thousands(len(fixed)))
	}
	return fmt.Sprintf("; %s, filtered by, %s left aside", andList(quoted(fixed)), agree(len(fixed), "is", "are"))
}

func quoted(lines []line) []string {
	labels := labelList(lines)
	for i := range labels {
		labels[i] = "“" + labels[i] + "”"
	}
	return labels
}
