package importer

import (
	"context"
	"fmt"
	"slices"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// read ties the columns of every file to the questions and reads its rows' times.
func (inf *inference) read(ctx context.Context) error {
	for _, one := range inf.subjects {
		for _, p := range one.parts {
			p.source.bindings = append(p.source.bindings, inf.bind(one, p))
		}
	}
	rows := 0
	for _, s := range inf.sources {
		s.rows, s.refused = newRows(ctx, s.layout, s.bindings, nowFrom(inf.config.Now))
		rows += s.rows.len()
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("infer a survey from %q: %w", inf.files(), err)
	}
	if rows == 0 {
		for _, s := range inf.sources {
			if all := slices.Concat(s.refused, s.file.Table.Refused); len(all) > 0 {
				first := slices.MinFunc(all, func(a, b spreadsheet.Refusal) int { return a.Row - b.Row })
				return fmt.Errorf("infer a survey from %q: every row was refused; the first: %s", inf.files(), first)
			}
		}
	}
	return nil
}

func (inf *inference) bind(s *subject, p *part) *binding {
	return bind(bindConfig{
		column: p.column, question: s.guess.question, separator: p.separator(s.guess),
		languages: []string{p.source.language}, dates: p.source.guesser.order,
	})
}

// each goes through the bindings of a subject.
func (s *subject) each(do func(source *source, at int, b *binding)) {
	for _, p := range s.parts {
		for at, b := range p.source.bindings {
			if b.question == s.guess.question {
				do(p.source, at, b)
			}
		}
	}
}

// leaveRoom gives a line for own words to a question that turns out to need one, so that no cell
// is lost whatever the guess overlooked.
func (inf *inference) leaveRoom(ctx context.Context) {
	for _, s := range inf.subjects {
		q, all := s.guess.question, newCount()
		if _, has := q.Written(); has || q.Kind != survey.One && q.Kind != survey.Many && (q.Kind != survey.Place || !q.Choice()) {
			continue
		}
		s.each(func(from *source, _ int, b *binding) { all.add(from.rows.countOne(ctx, b)) })
		if len(all.unknown) == 0 && !s.column.decided.speaks() {
			continue
		}
		if len(q.Options) >= room {
			q.Options = all.withoutRarest(q.Options)
		}
		giveLine(q)
		for _, p := range s.parts {
			for i, b := range p.source.bindings {
				if b.question == q && b.column.index == p.column.index {
					p.source.bindings[i] = inf.bind(s, p)
				}
			}
		}
	}
}

// withoutRarest are the options without the one that the fewest picked, whose pickers then have it as own words.
func (c count) withoutRarest(options []survey.Option) []survey.Option {
	rarest := 0
	for i, o := range options {
		if !o.Exclusive && c.options[o.ID] <= c.options[options[rarest].ID] {
			rarest = i
		}
	}
	return slices.Delete(slices.Clone(options), rarest, rarest+1)
}

// giveLine gives a question a line for own words.
func giveLine(q *survey.Question) {
	at := len(q.Options)
	if q.Options[at-1].Exclusive {
		at--
	}
	q.Options = slices.Insert(q.Options, at, survey.Option{ID: "other", Label: "Other", Written: true})
}

// speaks tells that somebody called a value own words.
func (d *decision) speaks() bool {
	if d == nil {
		return false
	}
	if d.Own && !d.only {
		return true
	}
	for _, v := range d.values {
		if v.Own || v.Option == "other" {
			return true
		}
	}
	return false
}

// count counts each file and all together.
func (inf *inference) count(ctx context.Context) {
	for _, s := range inf.sources {
		s.counts = s.rows.count(ctx)
	}
	for _, one := range inf.subjects {
		all := newCount()
		seen := map[*binding]bool{}
		one.each(func(from *source, at int, b *binding) {
			if !seen[b] {
				seen[b] = true
				all.add(from.counts[at])
			}
		})
		inf.counts = append(inf.counts, all)
	}
}
