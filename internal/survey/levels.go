package survey

import "fmt"

const maxLevels = 4 // of a question; more are not told apart

// levels builds the questions that ask for more about the picks at q.
func (b *builder) levels(path string, f *fileQuestion, q *Question) {
	if q.Kind != Many {
		return
	}
	ids := map[string]bool{}
	if len(f.Levels) > maxLevels {
		b.report(path+".levels", "%d levels; more than %d are not told apart", len(f.Levels), maxLevels)
	}
	for i, l := range f.Levels {
		at := fmt.Sprintf("%s.levels[%d]", path, i)
		named := b.id(at, l.ID, "level", ids)
		level := &Question{
			ID: q.ID + "_" + l.ID, Kind: Many, Purpose: l.Purpose, Title: b.text(at+".label", l.Label), Hint: b.text(at+".hint", l.Hint),
			ShowIf: q.ShowIf, LevelOf: q.ID, Groups: q.Groups,
		}
		if blank(level.Title) {
			b.report(at+".label", "level %q needs a label, such as I could present this", l.ID)
		}
		level.Options = q.lent()
		if named {
			b.add(at, level)
		}
	}
}

// lent are the options that another question may take: all but "other" and "none", and without their
// quotas and needs, which are of picks at this question.
func (q *Question) lent() []Option {
	var lent []Option
	for _, o := range q.Options {
		if !o.Written && !o.Exclusive {
			o.Quota, o.Need = 0, NoNeed
			lent = append(lent, o)
		}
	}
	return lent
}
