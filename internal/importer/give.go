package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// otherLabels and noneLabels are what forms call the line for own words and the choice that excludes
// all others.
func otherLabels() []string {
	return []string{"other", "other:", "others", "autre", "otro", "andere", "sonstiges", "anders", "altro", "outro", "anderes", "overig", "overige", "inne", "annat", "andet", "その他"}
}

func noneLabels() []string {
	return []string{"none", "none of these", "none of the above", "none of them", "n/a", "not applicable",
		"keine", "keine davon", "aucun", "aucune", "aucun de ces choix", "ninguno", "ninguna", "nessuno", "nenhum", "geen"}
}

// give writes the options into the question, with ids, other spellings as aliases, and the lines
// “other” and “none” where the answers show that there were such.
func (g *guess) give(options, own []*value, inv *inventory) {
	q := g.question
	var none, written *value
	var plain []*value
	for _, v := range options {
		switch {
		case written == nil && slices.Contains(otherLabels(), v.key):
			written = v
		case none == nil && q.Kind == survey.Many && slices.Contains(noneLabels(), v.key) && inv.alone(v):
			none = v
		default:
			plain = append(plain, v)
		}
	}
	if len(plain) == 0 { // a column that only ever says “None” or “Other” still needs an option
		plain, none, written = options, nil, nil
	}
	q.Options = optionsOf(plain)
	if written != nil || len(own) > 0 {
		label := "Other"
		if written != nil {
			label = strings.TrimRight(written.label(), ":")
		}
		q.Options = append(q.Options, survey.Option{ID: "other", Label: survey.Text(label), Written: true})
	}
	if none != nil {
		q.Options = append(q.Options, survey.Option{ID: "none", Label: survey.Text(none.label()), Exclusive: true})
		g.why = append(g.why, fmt.Sprintf("“%s” never stands beside another pick, so it excludes the others.", none.label()))
	}
}

func optionsOf(values []*value) []survey.Option {
	labels := make([]string, len(values))
	for i, v := range values {
		labels[i] = v.label()
	}
	ids := slugs{"other": true, "none": true}.options(labels)
	out := make([]survey.Option, len(values))
	for i, v := range values {
		out[i] = survey.Option{ID: ids[i], Label: survey.Text(labels[i]), Aliases: v.aliases()}
	}
	return out
}

// alone tells whether a value never shares a cell with another.
func (inv *inventory) alone(v *value) bool {
	for _, l := range inv.lists {
		if len(l.values) > 1 && slices.ContainsFunc(l.values, func(i int) bool { return inv.values[i] == v }) {
			return false
		}
	}
	return true
}

// aliases are the spellings that differ from the label in more than what folding levels out.
func (v *value) aliases() []string {
	var out []string
	label := foldLabel(v.label())
	for _, s := range v.spellings {
		if text := spreadsheet.Line(s.text); foldLabel(text) != label && len(text) <= longestLabel && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// explainOwn lists what was kept as own words, the commonest first, with the rule that led to it.
func (c count) explainOwn(q *survey.Question) string {
	values := byCount(c.unknown)
	if len(values) == 0 {
		return ""
	}
	shown := make([]string, len(values))
	for i, value := range values {
		shown[i] = fmt.Sprintf("“%s” (%d)", shorten(value), c.unknown[value])
	}
	reason := "they are rarer than the options"
	if limit := rare(c.answered); c.unknown[values[0]] < limit {
		reason = fmt.Sprintf("they are given by fewer than %d people each", limit)
	} else if len(q.Options) >= room {
		reason = fmt.Sprintf("a question has at most %d options, and they are the rarest", room)
	}
	return fmt.Sprintf("%s kept as own words under “other”, because %s: %s.",
		plural(len(values), "value is", "values are"), reason, listed(shown, 60))
}
