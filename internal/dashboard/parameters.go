package dashboard

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"muster/internal/survey"
	"muster/internal/tally"
)

// maxProblems bounds what a hostile address can make the page say.
const maxProblems = 10

// ParseSelection reads the filters of an address: q.<question>=<option>, g.<question>=<group> and
// source=<source>, all repeatable, flagged=leave-out, from=2026-01-31 and to=2026-02-28. Other
// parameters that begin with q. or g. and values that the survey does not have are problems;
// parameters of other names belong to somebody else and are passed over. Empty values, which forms
// send, mean nothing. A source that nobody came from is none: then nobody passes.
func ParseSelection(s *survey.Survey, q url.Values) (Selection, []Problem) {
	p := parameters{values: q, selection: Selection{survey: s}}
	names := make([]string, 0, len(q))
	for name := range q {
		names = append(names, name)
	}
	slices.Sort(names) // so that problems come in the same order on every load
	for _, name := range names {
		if id, ok := strings.CutPrefix(name, "q."); ok {
			p.picks(name, id, tally.Options)
		}
		if id, ok := strings.CutPrefix(name, "g."); ok {
			p.picks(name, id, tally.Groups)
		}
	}
	p.sources()
	p.flags()
	p.days()
	sel := p.selection
	for _, c := range sel.choices {
		sel.Filter.Picks = append(sel.Filter.Picks, c.pick())
	}
	sel.Words = sel.words()
	return sel, p.problems
}

type parameters struct {
	values    url.Values
	selection Selection
	problems  []Problem
}

func (p *parameters) problem(name, format string, args ...any) {
	problem := Problem{shorten(name), fmt.Sprintf(format, args...)}
	if len(p.problems) < maxProblems && !slices.Contains(p.problems, problem) {
		p.problems = append(p.problems, problem)
	}
}

func (p *parameters) picks(name, id string, unit tally.Unit) {
	q := p.selection.survey.Question(id)
	if q == nil || q.Personal() || !q.Countable() {
		p.problem(name, "This survey has no question “%s” to filter by, so that filter is not applied.", shorten(id))
		return
	}
	known := idsOf(q, unit)
	for _, value := range p.values[name] {
		if value == "" {
			continue
		}
		if !slices.Contains(known, value) {
			p.problem(name, "“%s” has no answer “%s”, so that filter is not applied.", nameOf(p.selection.survey, q), shorten(value))
			continue
		}
		p.selection = p.selection.with(q, unit, value)
	}
}

// Limits of the sources in an address. Who hands a link out names one in a word or two.
const (
	maxSources = 20
	maxSource  = 64 // bytes
)

func (p *parameters) sources() {
	for _, value := range p.values["source"] {
		switch {
		case value == "":
		case len(value) > maxSource || strings.ContainsFunc(value, unfit) || !utf8.ValidString(value):
			p.problem("source", "“%s” is not the name of a source, so that filter is not applied.", shorten(value))
		case len(p.selection.Filter.Sources) == maxSources:
			p.problem("source", "More than %d sources were chosen; the others are not applied.", maxSources)
		default:
			p.selection = p.selection.withSource(value)
		}
	}
}

func unfit(r rune) bool { return !unicode.IsPrint(r) }

func (p *parameters) flags() {
	for _, value := range p.values["flagged"] {
		switch value {
		case "":
		case leaveOut:
			p.selection = p.selection.unflagged()
		default:
			p.problem("flagged", "“%s” is not understood; flagged=%s leaves out answers that look suspicious.", shorten(value), leaveOut)
		}
	}
}

func (p *parameters) days() {
	from, to := p.day("from"), p.day("to")
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		p.problem("from", "The first day, %s, comes after the last, %s, so neither is applied.", dayWords(from), dayWords(to))
		return
	}
	p.selection = p.selection.withDays(from, to)
}

func (p *parameters) day(name string) time.Time {
	for _, value := range p.values[name] {
		if value == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, value, p.selection.survey.Zone)
		if err == nil && day.Year() >= 1900 {
			return day
		}
		p.problem(name, "“%s” is not a day written as 2026-01-31, so it is not applied.", shorten(value))
		return time.Time{}
	}
	return time.Time{}
}

// shorten makes a foreign text fit to be shown in a sentence.
func shorten(text string) string {
	const most = 40
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
