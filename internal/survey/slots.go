package survey

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"muster/internal/words"
)

// slots builds an option for every part of every day.
func (b *builder) slots(path string, f *fileQuestion, q *Question) {
	days, parts := b.days(path, f), b.parts(path, f)
	for _, d := range days {
		name := b.own.Weekday(d)
		id := strings.ToLower(d.String()[:3])
		q.Groups = append(q.Groups, Group{ID: id, Label: Text(capital(name))})
		for _, p := range parts {
			label := b.own.Say("survey.slot", words.T("day", name), words.T("part", p.Label))
			if b.usual(p) {
				label = b.own.Say("survey.slot_"+p.ID, words.T("day", name))
			}
			q.Options = append(q.Options, Option{ID: id + "_" + p.ID, Label: Text(capital(label)), Group: id})
		}
	}
	q.Parts = parts
	b.close(path, f, q)
	b.atMost(path+".parts", q, MaxOptions)
	b.picks(path, f, q)
}

// capital begins a phrase with a capital letter where its script has them.
func capital(phrase string) string {
	first, size := utf8.DecodeRuneInString(phrase)
	return string(unicode.ToTitle(first)) + phrase[size:]
}

func (b *builder) days(path string, f *fileQuestion) []time.Weekday {
	if len(f.Days) == 0 {
		return week()
	}
	var days []time.Weekday
	for i, id := range f.Days {
		at := fmt.Sprintf("%s.days[%d]", path, i)
		d := slices.IndexFunc(week(), func(d time.Weekday) bool { return strings.HasPrefix(strings.ToLower(d.String()), id) && len(id) == 3 })
		switch {
		case d < 0:
			b.report(at, "unknown day %q; write mon, tue, wed, thu, fri, sat or sun", id)
		case slices.Contains(days, week()[d]):
			b.report(at, "day %q is given twice; keep one", id)
		default:
			days = append(days, week()[d])
		}
	}
	return days
}

// week is the days in the order in which they are shown when the file does not say.
func week() []time.Weekday {
	return []time.Weekday{
		time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
	}
}

func (b *builder) parts(path string, f *fileQuestion) []Group {
	var parts []Group
	if len(f.Parts) == 0 {
		for _, id := range usualParts() {
			parts = append(parts, Group{id, b.or(path, "", "survey."+id)})
		}
	}
	ids := map[string]bool{}
	for i, p := range f.Parts {
		at := fmt.Sprintf("%s.parts[%d]", path, i)
		b.id(at, p.ID, "part", ids)
		label := b.label(at+".label", p.Label, false)
		if slices.Contains(usualParts(), p.ID) {
			label = b.or(at, label, "survey."+p.ID)
		}
		if blank(label) {
			b.report(at+".label", "part %q needs a label, such as Lunch break", p.ID)
		}
		parts = append(parts, Group{p.ID, label})
	}
	return parts
}

// usualParts are those that Muster has a word for.
func usualParts() []string { return []string{"morning", "afternoon", "evening"} }

// usual tells whether a part of the day goes by Muster's own word.
func (b *builder) usual(p Group) bool {
	return slices.Contains(usualParts(), p.ID) && string(p.Label) == b.own.Say("survey."+p.ID)
}
