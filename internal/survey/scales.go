package survey

import "fmt"

const (
	maxPoints     = 21 // -10 to 10
	farthestPoint = 100
	promoterEnd   = 10
)

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
		points[0].Label = b.or(path+".scale.labels.0", points[0].Label, "survey.least_likely")
		points[last].Label = b.or(path+".scale.labels.10", points[last].Label, "survey.most_likely")
	}
	return points
}

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
		b.report(path+".id", wantsID, f.ID)
		return
	}
	points := b.points(path, f)
	ids := map[string]bool{}
	for i, s := range f.Statements {
		at := fmt.Sprintf("%s.statements[%d]", path, i)
		named := b.id(at, s.ID, "statement", ids)
		one := *q
		one.ID, one.Kind, one.Grid, one.Points = f.ID+"_"+s.ID, Scale, q.Title, points
		one.Title, one.Hint = b.text(at+".title", s.Title), b.text(at+".hint", s.Hint)
		if blank(one.Title) {
			b.report(at+".title", "statement %q needs a title", s.ID)
		}
		if i == 0 && one.Hint == "" {
			one.Hint = q.Hint // how to answer is said once
		}
		if named && !b.tooMany() {
			b.add(at, &one)
		}
	}
}
