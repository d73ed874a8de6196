package dashboard

import (
	"fmt"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// origin makes the panel of where people came from or in which language they answered. Where all
// came alike there is nothing to compare, and the panel stays empty.
type origin struct{ unit tally.Unit }

func (o origin) dimension() dimension { return byOrigin(o.unit) }

func (o origin) needs() needs {
	return needs{tables: [][]tally.Dimension{{o.dimension().tally()}}}
}

func (o origin) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	categories, counts, err := o.dimension().count(t.Axes[0])
	if err != nil {
		return err
	}
	if len(categories) < 2 {
		p.absent = o.alike(in, t)
		return nil
	}
	var lines []line
	for i, c := range categories {
		c.fixed = in.selection.fixes(o.dimension(), c.id)
		lines = append(lines, line{category: c, count: counts[i], filter: in.selection.narrowed(o.dimension(), c.id)})
	}
	p.Base = in.base(t, 0)
	p.Table = shareTable(p.Title, o.dimension().name, lines, t.Base)
	p.Table.Notes = []string{"Shares are of all " + people(t.Base) + "."}
	p.Base.Warning = warningOf(t.Base)
	words := "Most came from"
	if o.unit == tally.Language {
		words = "Most answered in"
	}
	p.Finding = leader(words, lines, t.Base)
	p.Chart, err = drawRanking(p, lines, t.Base, "")
	return err
}

// alike says why there is nothing to compare.
func (o origin) alike(in input, t tally.Table) string {
	switch {
	case t.Base == 0:
		return in.baseWords(t, 0)
	case o.unit == tally.Language:
		return "Everybody answered in the same language."
	}
	return sameWay
}

// sameWay is why nothing is said of sources where there is one.
const sameWay = "Everybody came the same way, so there is nothing to compare."

// The sources that are not named by whoever hands a link out.
const (
	formSource      = "form"
	importSource    = "import"
	syntheticSource = "synthetic"
)

// originLabel names a source or language for people.
func originLabel(unit tally.Unit, id string) string {
	if unit == tally.Language {
		return languageLabel(id)
	}
	switch id {
	case formSource, "":
		return "No source named"
	case importSource:
		return "Imported"
	case syntheticSource:
		return "Made up"
	}
	return id
}

func languageLabel(tag string) string {
	if tag == "" {
		return "Not known"
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}

// leader says which category most people are in, unless several are level.
func leader(words string, lines []line, base int) string {
	first, alone := foremost(lines)
	if !alone {
		return ""
	}
	return fmt.Sprintf("%s: %s, by %s of %s (%s).", words, first.label, thousands(first.count), thousands(base),
		span(analysis.Wilson(first.count, base)))
}

// foremost gives the line of most people; alone is false where there is none or several are level.
func foremost(lines []line) (first line, alone bool) {
	for _, l := range lines {
		switch {
		case l.fixed:
		case l.count > first.count:
			first, alone = l, true
		case l.count == first.count:
			alone = false
		}
	}
	return first, alone
}

// origins plans the panel of a source or language.
func (p *planner) origins(sp spec) {
	unit, title := tally.Source, "Where they came from"
	if sp.Kind == LanguageKind {
		unit, title = tally.Language, "Languages"
	}
	if unit == tally.Language && len(p.survey.Languages) < 2 {
		return
	}
	p.add(sp, "", title, string(sp.Kind), origin{unit})
}

// unitOfOrigin gives what a side of a crosstab names beside questions; ok is false for a question.
func unitOfOrigin(by string) (unit tally.Unit, ok bool) {
	switch by {
	case "source":
		return tally.Source, true
	case "language":
		return tally.Language, true
	}
	return tally.Options, false
}
