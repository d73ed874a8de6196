package importer

import (
	"slices"

	"muster/internal/survey"
)

// name is the file's name, or what somebody called its form.
func (f File) name() string {
	if f.Mapping != nil && f.Mapping.Form != "" {
		return f.Mapping.Form
	}
	return f.Table.Name
}

// plans are what the files would bring, in their order. What was guessed is said of the first.
func (inf *inference) plans(s *survey.Survey) []*Plan {
	var plans []*Plan
	for i, from := range inf.sources {
		plan := newPlan(from.file, from.mapped)
		plan.Survey, plan.partial, plan.rows = s, inf.config.Partial, from.rows
		plan.refuse(from.refused)
		for at, b := range from.bindings {
			plan.Problems = append(plan.Problems, b.problems...)
			plan.Unmatched = append(plan.Unmatched, b.unfit(from.layout, from.counts[at])...)
		}
		plan.Decisions = plan.summary()
		if i == 0 {
			plan.Problems = append(slices.Clone(inf.problems), plan.Problems...)
			plan.Decisions = append(append(plan.Decisions, inf.left...), inf.decisions()...)
		}
		plan.inferred = inf.subjects
		plans = append(plans, plan)
	}
	return plans
}

// unfit are the values of a question that was decided to be of a kind which has no place for them.
func (b *binding) unfit(l *layout, c count) []Unmatched {
	_, written := b.question.Written()
	if b.question.Free() || written || b.question.Kind == survey.Place {
		return nil
	}
	var out []Unmatched
	for _, value := range byCount(c.unknown) {
		out = append(out, Unmatched{Column: b.title, Nth: l.nth(b.title, b.column.index), Option: value, Wanted: wanted(b.question), People: c.unknown[value], Nearest: b.nearest(value).label})
	}
	return out
}
