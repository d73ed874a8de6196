package dashboard

import (
	"fmt"
	"slices"
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
		if d.could == 0 && d.counts[help] > 0 && !d.last && len(names) < most {
			names = append(names, d.label)
		}
	}
	return names
}

// firstOf names the topic that most people of a need want, "" when it is not clearly one.
func (w *wanting) firstOf(need int) string {
	sorted := slices.DeleteFunc(sortedBy(w.topics, need), func(d divide) bool { return d.fixed })
	if len(sorted) < 2 || sorted[0].last || sorted[0].counts[need] < 3 || sorted[0].counts[need] == sorted[1].counts[need] {
		return ""
	}
	return sorted[0].label
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
		return []remark{{aboutNeeds, weight, text + w.both(w.firstOf(seek), w.firstOf(hire)) + "."}}
	case w.some(help):
		text := fmt.Sprintf("%s of the %s who picked any need have a challenge they would like help with", thousands(w.needed[help].count), people(w.base))
		if first := w.firstOf(help); first != "" {
			text += "; what most of them want is " + first
		}
		return []remark{{aboutNeeds, part(w.needed[help].count, w.base), text + "."}}
	}
	return nil
}

func (w *wanting) both(seek, hire string) string {
	switch {
	case seek != "" && seek == hire:
		return "; both want " + seek + " most"
	case seek != "" && hire != "":
		return fmt.Sprintf("; those who look want %s most, those who hire %s", seek, hire)
	case seek != "":
		return "; those who look want " + seek + " most"
	}
	return ""
}
