package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// notes are the comments of the survey file, by the path of what they stand at.
func (inf *inference) notes() map[string]string {
	counts := inf.counts
	notes := map[string]string{"closed": "An old form takes no new answers; to open it, remove the next line."}
	hinted := inf.purposes()
	for i, s := range inf.subjects {
		g := s.guess
		path := fmt.Sprintf("questions[%d]", i)
		notes[path] = fmt.Sprintf("%s; %s", answers(counts[i].answered), g.note)
		if purposeWords(g.question.Purpose) != "" {
			notes[path] += "; dashboards rely on its purpose, remove that where it is wrong"
		}
		if purpose, _ := purposeOf(g.question); purpose != "" && !hinted[purpose] {
			hinted[purpose] = true
			notes[path] += fmt.Sprintf("; if dashboards should rely on it, add purpose: %s", purpose)
		}
		switch {
		case g.question.Kind == survey.YesNo || g.question.Promoter: // in the file it has no line for each
			notes[path] += "; " + counts[i].listed(g.question)
		default:
			optionNotes(notes, path, g.question, counts[i])
			pointNotes(notes, path, g.question, counts[i])
		}
	}
	return notes
}

// listed gives the people of every category in one line.
func (c count) listed(q *survey.Question) string {
	var all []string
	for _, category := range q.Categories() {
		label := string(category.Label)
		if q.Kind == survey.Scale {
			label = category.ID
		}
		all = append(all, fmt.Sprintf("%s: %d", label, c.options[category.ID]))
	}
	return strings.Join(all, ", ")
}

func optionNotes(notes map[string]string, path string, q *survey.Question, c count) {
	at := 0
	for _, o := range q.Options {
		switch {
		case o.Written:
			notes[path+".other"] = fmt.Sprint(c.options[o.ID])
		case o.Exclusive:
			notes[path+".none"] = fmt.Sprint(c.options[o.ID])
		default:
			notes[fmt.Sprintf("%s.options[%d]", path, at)] = fmt.Sprint(c.options[o.ID])
			at++
		}
	}
}

func pointNotes(notes map[string]string, path string, q *survey.Question, c count) {
	var bare []string
	for _, p := range q.Points {
		n := c.options[fmt.Sprint(p.Value)]
		if p.Label != "" {
			notes[fmt.Sprintf("%s.scale.labels.%d", path, p.Value)] = fmt.Sprint(n)
		} else {
			bare = append(bare, fmt.Sprintf("%d: %d", p.Value, n))
		}
	}
	if len(bare) > 0 {
		notes[path+".scale"] = strings.Join(bare, ", ")
	}
}

// decisions are the guesses in words, a grid in one line.
func (inf *inference) decisions() []string {
	lines := inf.explainLanguage()
	for _, g := range inf.grids {
		lines = append(lines, fmt.Sprintf("“%s”: %s", shorten(g.name()), g.explain()))
	}
	for i, s := range inf.subjects {
		g := s.guess
		why := slices.Clone(g.why)
		if _, written := g.question.Written(); written {
			why = append(why, inf.counts[i].explainOwn(g.question))
		}
		if len(why) > 0 {
			title := g.column.title
			if g.column.decided.shares() { // of those behind the first the column has no title
				title = string(g.question.Title)
			}
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("“%s”: %s", shorten(title), sentences(why))))
		}
		lines = append(lines, inf.counts[i].losses(g.question)...)
	}
	if inf.consent != nil {
		lines = append(lines, "The file holds contact details, so the survey asks for consent to be contacted; none of these people has given it.")
	}
	return lines
}

// losses says in words what of a column did not become an answer, or not whole.
func (c count) losses(q *survey.Question) []string {
	var lines []string
	title := shorten(string(q.Title))
	if c.lost > 0 && q.Kind == survey.Link {
		lines = append(lines, fmt.Sprintf("“%s”: %s no address of a web page and left out.", title, plural(c.lost, "cell was", "cells were")))
	}
	if c.lost > 0 && q.Kind == survey.Email {
		lines = append(lines, fmt.Sprintf("“%s”: %s no valid e-mail address and left out.", title, plural(c.lost, "cell was", "cells were")))
	}
	if c.crowded > 0 {
		lines = append(lines, fmt.Sprintf("“%s”: %s; %s.", title, c.gaveSeveral(), c.firstCounts()))
	}
	if c.cut > 0 {
		lines = append(lines, fmt.Sprintf("“%s”: %s cut after %d characters.", title, plural(c.cut, "answer was", "answers were"), longestAnswer))
	}
	return lines
}
