package dashboard

import (
	"fmt"
	"strings"

	"muster/internal/survey"
)

// finding says how many have which need, and where help is wanted and nobody offers any.
func (w *wanting) finding() string {
	if w.base == 0 {
		return ""
	}
	var parts []string
	for _, n := range w.needed {
		switch {
		case n.fixed:
		case n.verb != "":
			parts = append(parts, thousands(n.count)+" "+n.verb)
		default:
			parts = append(parts, fmt.Sprintf("%s picked “%s”", thousands(n.count), n.label))
		}
	}
	text := ""
	if len(parts) > 0 {
		text = "Of " + people(w.base) + " who picked something, " + andList(parts) + "."
	}
	if lacking := w.lacking(); len(lacking) > 0 {
		text = strings.TrimSpace(text + " Nobody could speak about " + orList(lacking) + ", which people with a challenge want.")
	}
	return text
}

// lacking names the topics that people with a challenge want and nobody could speak about.
func (w *wanting) lacking() []string {
	const most = 5
	help := w.of(survey.WantsHelp)
	if help < 0 {
		return nil
	}
	var names []string
	for _, d := range sortedBy(w.topics, help) {
		if d.could == 0 && d.counts[help] > 0 && !d.last && !d.fixed && len(names) < most {
			names = append(names, d.label)
		}
	}
	return names
}

// firstOf names the topic that most people of a need want, with how many of how many; "" unless it is clearly
// ahead of every other, by the rule that rankings are read by. It is not known here how many of them want
// two topics, so their difference is taken to be as unsure as it can be.
func (w *wanting) firstOf(need int) string {
	if len(w.topics) == 0 {
		return ""
	}
	c := race{base: w.among[need]}
	for _, d := range w.topics {
		l := line{category: d.category, count: d.counts[need]}
		if c.runs(l) {
			c.lines = append(c.lines, l)
		}
	}
	most, level := c.first()
	if c.base < least || len(level) != 1 || len(c.near(level[0])) > 0 {
		return ""
	}
	return fmt.Sprintf("%s (%s of %s)", level[0].label, thousands(most), thousands(c.base))
}

// some tells whether a need was asked for and is anybody's, of whom the filter does not make it the need.
func (w *wanting) some(need int) bool {
	return need >= 0 && w.needed[need].count > 0 && !w.needed[need].fixed
}

// remarks says who looks for a role and who has one, or who would like help.
func (w *wanting) remarks() []remark {
	seek, hire, help := w.of(survey.SeeksRole), w.of(survey.Hires), w.of(survey.WantsHelp)
	switch {
	case w.base < least:
		return nil
	case w.some(seek) && w.some(hire):
		text := fmt.Sprintf("%s look for a role and %s hire, of %s who picked any need", thousands(w.needed[seek].count),
			thousands(w.needed[hire].count), thousands(w.base))
		weight := part(w.needed[seek].count+w.needed[hire].count, w.base)
		return []remark{{aboutNeeds, weight, text + both(w.firstOf(seek), w.firstOf(hire)) + "."}}
	case w.some(help):
		text := fmt.Sprintf("%s of the %s who picked any need have a challenge they would like help with", thousands(w.needed[help].count), people(w.base))
		if first := w.firstOf(help); first != "" {
			text += "; what these want most is " + first
		}
		return []remark{{aboutNeeds, part(w.needed[help].count, w.base), text + "."}}
	}
	return nil
}

// both says what each of two groups wants most. A person may be in both, and the groups are not compared.
func both(seek, hire string) string {
	switch {
	case seek != "" && hire != "":
		return fmt.Sprintf("; what those who look want most is %s, what those who hire want most is %s; the two are not compared", seek, hire)
	case seek != "":
		return "; what those who look want most is " + seek
	case hire != "":
		return "; what those who hire want most is " + hire
	}
	return ""
}
