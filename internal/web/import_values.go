package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muster/internal/importer"
	"muster/internal/survey"
)

// What a value is said to mean, as it stands in the list: nothing, an option of a question, another value of
// the column, own words, or nothing at all.
const (
	asFound     = ""
	asOption    = "option:"
	asValue     = "value:"
	asOwn       = "own"
	asOwnOf     = "own:" // of one of the questions that share the column
	asSkipped   = "skip"
	mostTargets = 120 // values that another may be a spelling of
)

// fillValues lists the values of a page.
func (e editing) fillValues(page *columnPage, number int) {
	values := e.values()
	pages := max((len(values)+valuesOnPage-1)/valuesOnPage, 1)
	number = min(number, pages)
	page.Number, page.Typed = number, e.typed()
	from := (number - 1) * valuesOnPage
	for i, v := range values[from:min(from+valuesOnPage, len(values))] {
		page.Values = append(page.Values, e.field(i, v))
	}
	if e.column.More > 0 {
		page.Remaining = howMany(e.column.More, "rarer value is", "rarer values are") + " not listed"
	}
	if pages == 1 {
		return
	}
	at := func(n int) string { return page.Card.Address + "?page=" + strconv.Itoa(n) }
	page.Pager.Words = "Page " + strconv.Itoa(number) + " of " + strconv.Itoa(pages) + " of the values"
	if number > 1 {
		page.Pager.Earlier = at(number - 1)
	}
	if number < pages {
		page.Pager.Later = at(number + 1)
	}
}

// keeps tells whether what is no option can be kept as own words.
func (e editing) keeps() bool { return e.in.survey != nil && len(e.speaking()) > 0 }

// keepsIn is what a form says of that; one that does not ask leaves it as it is.
func (e editing) keepsIn(values url.Values) bool {
	if !values.Has("own-asked") {
		return e.decided.Own
	}
	return values.Has("own")
}

// speaking are the questions of the column that have a line for own words.
func (e editing) speaking() []*survey.Question {
	var all []*survey.Question
	for _, id := range e.column.Questions {
		if q := e.survey.Question(id); q != nil {
			if _, written := q.Written(); written {
				all = append(all, q)
			}
		}
	}
	return all
}

// typed tells whether values are numbers, days or words rather than options.
func (e editing) typed() bool {
	q := e.question()
	return q != nil && e.in.survey != nil && !q.Choice() && q.Kind != survey.Scale
}

// values are those of the column, what has no place yet first.
func (e editing) values() []importer.ValueReport {
	var open, others []importer.ValueReport
	seen := map[string]bool{}
	for _, v := range e.column.Values {
		seen[v.Value] = true
		if openValue(v) && e.in.survey != nil {
			open = append(open, v)
		} else {
			others = append(others, v)
		}
	}
	if e.is.plan == nil { // what was decided can be taken back although nothing is understood
		for _, d := range e.decided.Values {
			others = append(others, importer.ValueReport{Value: d.Value})
		}
	}
	if e.is.plan != nil { // numbers and days have no list of values, but some may be none
		for _, u := range e.is.plan.Unmatched {
			if isOf(u, e.column) && u.Option != "" && !seen[u.Option] {
				open = append(open, importer.ValueReport{Value: u.Option, People: u.People})
			}
		}
	}
	return append(open, others...)
}

func openValue(v importer.ValueReport) bool { return v.Option == "" && !v.Own && !v.Skip }

// field shows what is decided about a value and what else it could mean.
func (e editing) field(i int, v importer.ValueReport) valueField {
	n := strconv.Itoa(i)
	f := valueField{Field: n, Key: valueKey(v.Value), Value: v.Value, Open: openValue(v) && e.in.survey != nil}
	if v.People > 0 {
		f.People = peopleWords(v.People)
	}
	decided := e.decidedValue(v.Value)
	if e.typed() {
		f.Typed = decided.Option
		f.Means = []choiceGroup{{"", chosen([]pickable{{asFound, "as typed here", false}, {asSkipped, "left out", false}}, codeOf(e, decided))}}
		return f
	}
	is := codeOf(e, decided)
	f.Of = e.owners(decided)
	found := pickable{asFound, "as found: " + meaning(v), is == asFound}
	if decided.Value != "" {
		found.Label = "as Muster finds it"
	} else if f.Open {
		found.Label = "nothing yet"
	}
	f.Means = []choiceGroup{{"", []pickable{found}}}
	nearest := ""
	if v.Nearest != "" && f.Open && len(e.column.Questions) > 0 { // a guess is offered and not taken: “every month” is near to “every other month”
		id := e.column.Questions[0]
		nearest = optionCode(id, v.Nearest)
		f.Means = append(f.Means, choiceGroup{"Looks like", []pickable{{nearest, optionLabel(e.survey, id, v.Nearest), false}}})
	}
	f.Means = append(f.Means, e.targets(v, is, nearest)...)
	f.Means = append(f.Means, choiceGroup{"Or", chosen(append(e.ownChoices(is), pickable{asSkipped, "left out", false}), is)})
	return f
}

// ownChoices offer own words: of each question that has a line for them, where several share the column. The line
// itself is no option beside them: whoever picks it gives own words.
func (e editing) ownChoices(is string) []pickable {
	if e.in.survey == nil {
		return []pickable{{asOwn, "somebody's own words", false}}
	}
	var all []pickable
	for _, q := range e.speaking() {
		if len(e.column.Questions) > 1 {
			all = append(all, pickable{asOwnOf + q.ID, "own words of “" + longTitle(q) + "”", false})
		} else {
			all = append(all, pickable{asOwn, "somebody's own words", false})
		}
	}
	if is == asOwn && len(all) == 0 { // decided where the question has no line for it
		all = append(all, pickable{asOwn, "somebody's own words", false})
	}
	return all
}

// ownCode writes own words as they stand in the list.
func (e editing) ownCode(question string) string {
	if speaking := e.speaking(); len(e.column.Questions) > 1 && len(speaking) > 0 {
		return asOwnOf + firstOf(question, speaking[0].ID)
	}
	return asOwn
}

// targets are what a value can count for.
func (e editing) targets(v importer.ValueReport, is, nearest string) []choiceGroup {
	if e.in.survey == nil {
		return e.spellings(v, is)
	}
	var groups []choiceGroup
	for _, id := range e.column.Questions {
		q := e.survey.Question(id)
		if q == nil {
			continue
		}
		group := choiceGroup{Label: longTitle(q)}
		for _, o := range q.Categories() {
			if at, _ := q.Option(o.ID); at.Written || nearest == optionCode(id, o.ID) && nearest != is {
				continue // own words are offered by themselves, and what it looks like is above
			}
			label := string(o.Label)
			if q.Kind == survey.Scale && label == "" {
				label = o.ID
			}
			group.Choices = append(group.Choices, pickable{optionCode(id, o.ID), label, is == optionCode(id, o.ID)})
		}
		groups = append(groups, group)
	}
	return groups
}

// spellings are the other values of a column that is to become a question.
func (e editing) spellings(v importer.ValueReport, is string) []choiceGroup {
	group := choiceGroup{Label: "Another spelling of"}
	groups := []choiceGroup{}
	if own := asValue + valueKey(v.Value); v.Own || is == own {
		groups = append(groups, choiceGroup{"", []pickable{{own, "an option of its own", is == own}}})
	}
	for _, other := range e.column.Values {
		code := asValue + valueKey(other.Value)
		if len(group.Choices) < mostTargets && other.Value != v.Value && (other.Option != "" || is == code) {
			group.Choices = append(group.Choices, pickable{code, shortened(other.Value), is == code})
		}
	}
	known := func(c pickable) bool { return c.Value == is }
	if strings.HasPrefix(is, asValue) && is != asValue+valueKey(v.Value) && !slices.ContainsFunc(group.Choices, known) {
		group.Choices = append(group.Choices, pickable{is, shortened(e.decidedValue(v.Value).Option), true})
	}
	if len(group.Choices) > 0 {
		groups = append(groups, group)
	}
	return groups
}

func optionCode(question, option string) string { return asOption + question + ":" + option }

// valueKey stands for a value in a form.
func valueKey(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:12])
}

// byKey gives the values that a form may speak of.
func (e editing) byKey() map[string]string {
	all := map[string]string{}
	for _, v := range e.values() {
		all[valueKey(v.Value)] = v.Value
	}
	for _, d := range e.decided.Values {
		all[valueKey(d.Value)], all[valueKey(d.Option)] = d.Value, d.Option
	}
	return all
}

// decidedValue is what the draft has of a value.
func (e editing) decidedValue(value string) importer.MappedValue {
	for _, d := range e.decided.Values {
		if sameValue(d.Value, value) {
			return d
		}
	}
	return importer.MappedValue{}
}

// sameValue levels case and white space, as a mapping does.
func sameValue(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// codeOf writes a decision as it stands in the list.
func codeOf(e editing, d importer.MappedValue) string {
	switch {
	case d.Own && e.in.survey != nil:
		return e.ownCode(d.Question)
	case d.Own:
		return asOwn
	case d.Skip:
		return asSkipped
	case d.Option == "", d.Question != "" && e.in.survey == nil && sameValue(d.Option, d.Value):
		return asFound
	case e.in.survey == nil:
		return asValue + valueKey(d.Option)
	}
	for _, id := range e.column.Questions {
		if q := e.survey.Question(id); q != nil && (d.Question == "" || d.Question == id) {
			for _, o := range q.Categories() {
				if o.ID == d.Option || strings.EqualFold(string(o.Label), d.Option) {
					if at, _ := q.Option(o.ID); at.Written {
						return e.ownCode(id)
					}
					return optionCode(id, o.ID)
				}
			}
		}
	}
	return asFound
}
