package dashboard

import (
	"fmt"
	"strconv"
	"strings"

	"muster/internal/analysis"
	"muster/internal/survey"
)

// fillNetwork tells the crowds, each as a figure, and draws what goes together strongly.
func (x *interests) fillNetwork(p *Panel) error {
	ties := x.sorted(func(t analysis.Tie) bool { return t.Strong })
	p.Table = x.pairTable("Pairs that go together strongly, and the crowds they make", ties)
	p.Finding = x.finding(ties)
	if x.base < least {
		return nil
	}
	for at, c := range x.crowds {
		p.Figures = append(p.Figures, x.crowdFigure(at, c))
	}
	if len(x.crowds) > 0 && x.dimension.question.Purpose == survey.Topic {
		p.remarks = append(p.remarks, remark{aboutCrowds, x.weight(), x.remark()})
	}
	if len(ties) == 0 {
		return nil
	}
	var err error
	p.Chart, err = x.drawNetwork(p, ties)
	return err
}

// finding says whether the people fall into crowds.
func (x *interests) finding(strong []analysis.Tie) string {
	names := make([]string, len(x.crowds))
	for i, c := range x.crowds {
		names[i] = c.name
	}
	switch {
	case x.base == 0:
		return ""
	case x.base < least:
		return fmt.Sprintf("Of fewer than %d people nothing can be said about what goes together.", least)
	case len(names) == 1:
		return fmt.Sprintf("One crowd stands out among the %s: around %s.", x.subject(), names[0])
	case len(names) > 1:
		return fmt.Sprintf("%s fall into %s crowds: %s.", heading(x.subject()), numeral(len(names)), semicolons(around(names)))
	case len(strong) == 0:
		return heading(x.subject()) + " do not fall into crowds: no two go together by more than chance, and how much people pick, explain."
	}
	first := strong[0]
	return fmt.Sprintf("%s do not fall into crowds. Most of all go together %s and %s, %s times as often as chance has it.",
		heading(x.subject()), x.options[first.A].label, x.options[first.B].label, decimal(first.Link.Lift))
}

// subject is what may fall into crowds.
func (x *interests) subject() string {
	if x.dimension.question.Purpose == survey.Topic {
		return "interests"
	}
	return "answers"
}

// heading begins a sentence with a word.
func heading(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func numeral(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// around says of names of crowds that they stand for more than they name.
func around(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = "around " + name
	}
	return out
}

// semicolons lists names that hold commas themselves.
func semicolons(names []string) string { return strings.Join(names, "; ") }

// crowdFigure says how many people a crowd has.
func (x *interests) crowdFigure(at int, c crowd) Figure {
	share := part(c.two, x.counted)
	f := Figure{
		Key: "crowd_" + strconv.Itoa(at+1), Label: symbolOf(at).sign + " " + c.name,
		Value: percent(share), Number: new(share),
		Note: fmt.Sprintf("%s two or more of its %d %s: %s of %s (%s); at least one: %s",
			x.verb(), len(c.members), x.noun(), thousands(c.two), x.counting(), span(analysis.Wilson(c.two, x.counted)), thousands(c.one)),
	}
	if more := x.others(c); len(more) > 0 {
		f.Note += ". With " + andList(more)
	}
	return f
}

// counting says of whom the people of a crowd are a part.
func (x *interests) counting() string {
	if x.counted < x.base {
		return "a sample of " + people(x.counted)
	}
	return people(x.base)
}

// others are the members that do not name the crowd.
func (x *interests) others(c crowd) []string {
	var labels []string
	named := map[int]bool{}
	for _, o := range x.leaders(c.members) {
		named[o] = true
	}
	for _, o := range c.members {
		if !named[o] {
			labels = append(labels, x.options[o].label)
		}
	}
	return labels
}

// weight is the share of people who are in the largest crowd.
func (x *interests) weight() float64 {
	most := 0
	for _, c := range x.crowds {
		most = max(most, c.two)
	}
	return part(most, x.counted)
}

// remark says the crowds with their people in one sentence.
func (x *interests) remark() string {
	parts := make([]string, len(x.crowds))
	for i, c := range x.crowds {
		parts[i] = fmt.Sprintf("around %s (%d %s; %s of %s %s two or more of them)", c.name, len(c.members), x.noun(), thousands(c.two), x.counting(), x.verb())
	}
	if len(parts) == 1 {
		return "One crowd stands out among the interests: " + parts[0] + "."
	}
	return fmt.Sprintf("Interests fall into %s crowds: %s.", numeral(len(parts)), semicolons(parts))
}
