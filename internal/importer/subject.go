package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// source is a file on its way into a survey that is being made.
type source struct {
	*mapped
	file     File
	number   int // among the files, from 0
	guesser  *guesser
	bindings []*binding
	rows     *rows
	refused  []spreadsheet.Refusal
	counts   []count // in step with the bindings
}

// subject is what becomes a question: a column of each file that asks it.
type subject struct {
	id     string // as decided; "": by its title
	parts  []*part
	column *column // what the parts hold together
	guess  *guess
}

// part is a column of one file.
type part struct {
	source *source
	column *column
	alone  *guess // what it would be by itself, where there are others
}

// gathering puts the columns of several files together.
type gathering struct {
	subjects []*subject
	byKey    map[string]*subject // by id and by title
	left     []string            // what was decided to be left out, in words
	idle     []string            // questions that were to share a column and take nothing of it, in words
}

func gather(sources []*source) *gathering {
	g := &gathering{byKey: map[string]*subject{}}
	for _, s := range sources {
		for _, c := range s.columns {
			g.add(s, c)
		}
	}
	for _, one := range g.subjects {
		one.column = one.together()
	}
	return g
}

func (g *gathering) add(s *source, c *column) {
	title := fmt.Sprintf("title:%s %d", foldTitle(c.title), nth(s.columns, c))
	entry, decided := s.by[c]
	if !decided {
		g.put("", title, &part{source: s, column: c})
		return
	}
	if entry.Skip {
		g.left = append(g.left, fmt.Sprintf("“%s” was left out, as decided.", shorten(c.title)))
		return
	}
	for n, id := range orUnnamed(entry.Questions) {
		asked := *c
		asked.decided = decide(entry, n)
		if n > 0 && !asked.decided.takes() {
			g.idle = append(g.idle, fmt.Sprintf("column “%s”: no value is said to answer question “%s” yet", shorten(c.title), entry.named(n)))
			continue
		}
		if n > 0 {
			asked.title, asked.file, title = entry.named(n), c.title, ""
		}
		g.put(id, title, &part{source: s, column: &asked})
	}
}

// orUnnamed gives one empty id where none is decided.
func orUnnamed(ids []string) []string {
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

// put adds a part to the subject of its id or its title.
func (g *gathering) put(id, title string, p *part) {
	key := "id:" + id
	one := g.byKey[key]
	if id == "" || one == nil {
		if same := g.byKey[title]; same != nil && (id == "" || same.id == "" && !same.has(p.source)) {
			one = same
		}
	}
	if one == nil {
		one = &subject{}
		g.subjects = append(g.subjects, one)
	}
	one.parts = append(one.parts, p)
	if id != "" {
		one.id, g.byKey[key] = id, one
	}
	if title != "" && g.byKey[title] == nil {
		g.byKey[title] = one
	}
}

func (s *subject) has(source *source) bool {
	return slices.ContainsFunc(s.parts, func(p *part) bool { return p.source == source })
}

// ticks tells whether every part is about one option, as decided.
func (s *subject) ticks() bool {
	return !slices.ContainsFunc(s.parts, func(p *part) bool { return p.column.decided == nil || p.column.decided.Option == "" })
}

// together is what the parts hold. Cells that are lists are written in one way, whatever stood between the
// picks in each file.
func (s *subject) together() *column {
	if s.ticks() {
		s.join()
	}
	if len(s.parts) == 1 {
		return s.parts[0].column
	}
	several := false
	for _, p := range s.parts {
		p.alone = p.source.guesser.asDecided(p.column)
		several = several || p.lists()
	}
	first := s.parts[0].column
	all := &column{index: first.index, title: first.title, grid: first.grid, row: first.row, collected: first.collected,
		untitled: first.untitled, decided: s.decided()}
	if first.block > 0 {
		all.block = first.block + blocks*s.parts[0].source.number
	}
	if several {
		all.separator = unit
	}
	all.ranked = !slices.ContainsFunc(s.parts, func(p *part) bool { return p.alone.question.Kind != survey.Ranking })
	at := map[string]int{}
	for _, p := range s.parts {
		for _, label := range p.column.offered {
			if !slices.ContainsFunc(all.offered, func(o string) bool { return foldLabel(o) == foldLabel(label) }) {
				all.offered = append(all.offered, label)
			}
		}
		p.into(all, at, several)
	}
	if len(all.offered) == 0 && all.ranked {
		all.offered = s.ranked()
	}
	return all
}

// blocks is more than the grids without a heading that a file can have.
const blocks = 1000

// lists tells whether the cells are lists of picks.
func (p *part) lists() bool {
	return p.alone.question.Kind == survey.Many || p.alone.question.Kind == survey.Ranking || p.alone.separator != whole
}

// separator is what stands between the picks in this file.
func (p *part) separator(of *guess) separator {
	if p.alone == nil {
		return of.separator
	}
	return p.alone.separator
}

// into adds the part's cells.
func (p *part) into(all *column, at map[string]int, several bool) {
	labels := bind(bindConfig{column: p.column, question: p.alone.question, separator: p.alone.separator, languages: []string{p.source.language}})
	for _, one := range p.column.cells {
		text := one.text
		if several && p.lists() {
			var parts []string
			for _, part := range labels.parts(text) {
				if !p.column.decided.leaves(part.text) {
					parts = append(parts, part.text)
				}
			}
			text = strings.Join(parts, string(unit))
		}
		if text == "" || p.column.decided.leaves(text) {
			continue // all of it answers other questions
		}
		i, seen := at[text]
		if !seen {
			i = len(all.cells)
			at[text] = i
			all.cells = append(all.cells, cell{text: text})
		}
		all.cells[i].count += one.count
		all.answered += one.count
	}
}

// ranked are the options of rankings, as the parts order them.
func (s *subject) ranked() []string {
	var labels []string
	for _, p := range s.parts {
		for _, o := range p.alone.question.Options {
			if !slices.ContainsFunc(labels, func(l string) bool { return foldLabel(l) == foldLabel(string(o.Label)) }) {
				labels = append(labels, string(o.Label))
			}
		}
	}
	return labels
}

// decided is what was decided about all parts: the first word on each matter counts.
func (s *subject) decided() *decision {
	var all *decision
	for _, p := range s.parts {
		d := p.column.decided
		if d == nil {
			continue
		}
		if all == nil {
			all = &decision{MappedColumn: d.MappedColumn, values: map[string]MappedValue{}, only: true}
			all.Separator = FoundSeparator
		}
		if all.Title == "" {
			all.Title = d.Title
		}
		if all.Kind == "" {
			all.Kind = d.Kind
		}
		if all.Purpose == survey.NoPurpose {
			all.Purpose = d.Purpose
		}
		for key, v := range d.values {
			if _, known := all.values[key]; !known {
				all.values[key] = v
			}
		}
	}
	if all != nil {
		all.only = !slices.ContainsFunc(s.parts, func(p *part) bool { return p.column.decided == nil || !p.column.decided.only })
	}
	return all
}

// join makes one column of those of a file that are each about one option.
func (s *subject) join() {
	bySource := map[*source][]*column{}
	var joined []*part
	for _, p := range s.parts {
		if bySource[p.source] == nil {
			joined = append(joined, &part{source: p.source})
		}
		bySource[p.source] = append(bySource[p.source], p.column)
	}
	for _, p := range joined {
		members := bySource[p.source]
		c := &column{title: members[0].title, separator: unit, members: members, index: members[0].index}
		entry := members[0].decided.MappedColumn
		entry.Values, entry.Option, entry.Separator = nil, "", FoundSeparator
		if entry.Kind == "" {
			entry.Kind = survey.Many
		}
		c.decided = decide(entry, 0)
		for _, m := range members {
			c.offered = append(c.offered, spreadsheet.Line(m.decided.Option))
		}
		c.read = c.picks(members, func(cell string) bool { return !slices.Contains(said("no"), foldLabel(cell)) })
		c.count(p.source.table)
		p.column = c
	}
	s.parts = joined
}
