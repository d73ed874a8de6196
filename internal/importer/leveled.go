package importer

import (
	"slices"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// leveled ties a row of a grid to the option it is about, “Topics [Bread]”, where the cells say how much somebody
// wants it: the label of a level, or other words in favour, which pick the option, or against.
func (m *matching) leveled(c *column, q *survey.Question) *binding {
	b := bind(m.config(c, q))
	option, known := b.lookup(c.row)
	if !known {
		return nil
	}
	levels := map[string]*survey.Question{}
	for i, level := range m.survey.Questions {
		if level.LevelOf != q.ID {
			continue
		}
		b.levels = append(b.levels, level)
		for _, s := range m.languages {
			levels[foldLabel(string(s.Questions[i].Title))] = level
		}
	}
	b.closed = true
	b.mean = func(cell string) reading { return levelsIn(cell, option, levels) }
	return b
}

func levelsIn(cell, option string, levels map[string]*survey.Question) reading {
	pieces := []string{cell}
	if levels[foldLabel(cell)] == nil {
		pieces = nil
		for part := range strings.SplitSeq(strings.ReplaceAll(cell, ";", ", "), ", ") {
			if part = strings.TrimSpace(part); part != "" {
				pieces = append(pieces, part)
			}
		}
	}
	var r reading
	for _, part := range pieces {
		level := levels[foldLabel(part)]
		wanted, clear := inFavour(part)
		switch {
		case level != nil:
			r.levels = append(r.levels, level)
			r.given = true
		case !clear:
			return reading{unknown: []string{cell}}
		case wanted:
			r.given = true
		}
	}
	if r.given {
		r.answer = response.Answer{Picks: []string{option}}
	}
	return r
}

// inFavour tells whether words speak for something; not clear when they tell neither.
func inFavour(words string) (wanted, clear bool) {
	key := foldLabel(words)
	for id, said := range affirmations() {
		if slices.Contains(said, key) {
			return id == "yes", true
		}
	}
	degree, clear := attitude()(" " + strings.Map(lettersAndDigits, key) + " ")
	return degree > 0, clear
}
