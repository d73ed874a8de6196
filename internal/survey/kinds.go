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

// yesNo builds the two options that come by themselves.
func (b *builder) yesNo(path string, f *fileQuestion, q *Question) {
	q.Options = []Option{
		{ID: yesID, Label: b.or(b.label(path+".yes", f.Yes, false), "survey.yes")},
		{ID: noID, Label: b.or(b.label(path+".no", f.No, false), "survey.no")},
	}
	if strings.EqualFold(string(q.Options[0].Label), string(q.Options[1].Label)) {
		b.report(path+".no", "yes and no say the same; a respondent cannot tell them apart")
	}
}

// or gives Muster's own words where the file has none.
func (b *builder) or(given Text, key string) Text {
	if given != "" {
		return given
	}
	return Text(b.own.Say(key))
}

// points builds a scale.
func (b *builder) points(path string, f *fileQuestion) []Point {
	scale := f.Scale
	if f.NPS {
		scale = b.promoterScale(path, scale)
	}
	switch {
	case scale == nil:
		b.report(path+".scale", "a scale needs its ends, such as scale: {from: 1, to: 5, labels: {1: Never, 5: Always}}")
		return nil
	case scale.To <= scale.From:
		b.report(path+".scale", "the scale ends at %d before it begins at %d", scale.To, scale.From)
		return nil
	case !scale.fits():
		b.report(path+".scale", "a scale has at most %d points between -%d and %d", maxPoints, farthestPoint, farthestPoint)
		return nil
	}
	b.checkLabels(path+".scale", f, scale)
	var points []Point
	for v := scale.From; v <= scale.To; v++ {
		points = append(points, Point{v, b.text(fmt.Sprintf("%s.scale.labels.%d", path, v), scale.Labels[v])})
	}
	if last := len(points) - 1; f.NPS {
		points[0].Label = b.or(points[0].Label, "survey.least_likely")
		points[last].Label = b.or(points[last].Label, "survey.most_likely")
	}
	return points
}

const (
	maxPoints     = 21 // -10 to 10
	farthestPoint = 100
	promoterEnd   = 10
)

// promoterScale is the scale of a Net Promoter Score, of which only the labels are the author's.
func (b *builder) promoterScale(path string, given *fileScale) *fileScale {
	scale := &fileScale{To: promoterEnd}
	if given == nil {
		return scale
	}
	scale.Labels = given.Labels
	ends := b.doc.Has(path+".scale.from") || b.doc.Has(path+".scale.to")
	if ends && (given.From != 0 || given.To != promoterEnd) {
		b.report(path+".scale", "a scale with nps goes from 0 to %d; remove from and to, or nps", promoterEnd)
	}
	return scale
}

func (b *builder) checkLabels(path string, f *fileQuestion, scale *fileScale) {
	for v := range scale.Labels {
		if v < scale.From || v > scale.To {
			b.report(path+".labels", "label for %d, which is not on the scale", v)
		}
	}
	if !f.NPS && (len(scale.Labels[scale.From]) == 0 || len(scale.Labels[scale.To]) == 0) {
		b.report(path, "label both ends of the scale, %d and %d", scale.From, scale.To)
	}
}

// fits tells whether the scale is within the limits; checking the ends first keeps the difference
// from overflowing.
func (s fileScale) fits() bool {
	return s.From >= -farthestPoint && s.To <= farthestPoint && s.From < s.To && s.To-s.From < maxPoints
}

// grid builds a Scale for every statement. The title becomes their common heading.
func (b *builder) grid(path string, f *fileQuestion, q *Question) {
	if len(f.Statements) == 0 {
		b.report(path+".statements", "a grid needs statements, such as statements: [{id: food, title: There should be food}]")
	}
	if !itemID.MatchString(f.ID) {
		b.report(path+".id", "the question needs an id of lower-case letters, digits and underscores, such as roles; found %q", f.ID)
	}
	points := b.points(path, f)
	ids := map[string]bool{}
	for i, s := range f.Statements {
		at := fmt.Sprintf("%s.statements[%d]", path, i)
		b.id(at, s.ID, "statement", ids)
		one := *q
		one.ID, one.Kind, one.Grid, one.Points = f.ID+"_"+s.ID, Scale, q.Title, points
		one.Title, one.Hint = b.text(at+".title", s.Title), b.text(at+".hint", s.Hint)
		if blank(one.Title) {
			b.report(at+".title", "statement %q needs a title", s.ID)
		}
		if i == 0 && one.Hint == "" {
			one.Hint = q.Hint // how to answer is said once
		}
		b.add(at, &one)
	}
}

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
	if len(q.Options) > MaxOptions {
		b.report(path+".parts", "%d days with %d parts are %d times; %d is the most", len(days), len(parts), len(q.Options), MaxOptions)
	}
	b.close(path, f, q)
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
			parts = append(parts, Group{id, Text(b.own.Say("survey." + id))})
		}
	}
	ids := map[string]bool{}
	for i, p := range f.Parts {
		at := fmt.Sprintf("%s.parts[%d]", path, i)
		b.id(at, p.ID, "part", ids)
		label := b.label(at+".label", p.Label, false)
		if label == "" && slices.Contains(usualParts(), p.ID) {
			label = Text(b.own.Say("survey." + p.ID))
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
