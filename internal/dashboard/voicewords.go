package dashboard

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"muster/internal/analysis"
	"muster/internal/tally"
	"muster/internal/vocabulary"
)

const (
	leastWriters = 10   // of a role, whose words are compared with those of the rest
	leastUsers   = 3    // of a word, within the role it is said to tell from the rest
	beyondChance = 1.96 // standard deviations
	mostTelling  = 6    // words a role
)

// overheard are texts with their words and who wrote them. People are counted, not uses: somebody who
// says a word ten times has said it.
type overheard struct {
	voices
	texts  []tally.Text
	writer []int // of each text, the place of its writer among people
	people []writer
	terms  []spoken
}

// writer is somebody who wrote one text or more.
type writer struct {
	roles    []string
	answered bool // the question about roles
}

// spoken is a term with who used it.
type spoken struct {
	label  string
	texts  []int
	people []int // ascending
}

// overhear takes the texts apart. What stands beside an option “other” is no text to compare.
func (v voices) overhear(texts []tally.Text) *overheard {
	o := &overheard{voices: v}
	at := map[string]int{}
	var words []vocabulary.Text
	for _, t := range texts {
		if q := v.survey.Question(t.Question); q == nil || !inWords(q) || t.Text == "" {
			continue
		}
		who, known := at[t.Response]
		if !known {
			who = len(o.people)
			at[t.Response] = who
			o.people = append(o.people, writer{t.Picks, t.Answered})
		}
		o.texts, o.writer = append(o.texts, t), append(o.writer, who)
		words = append(words, vocabulary.Text{Words: t.Text, Language: cmp.Or(t.Language, v.survey.Language)})
	}
	for _, term := range vocabulary.Terms(words) {
		s := spoken{label: term.Label, texts: term.Texts}
		for _, text := range term.Texts {
			s.people = append(s.people, o.writer[text])
		}
		slices.Sort(s.people)
		s.people = slices.Compact(s.people)
		o.terms = append(o.terms, s)
	}
	return o
}

// told is a word that tells a role from the rest.
type told struct {
	role        category
	term        int // place among the terms
	z           float64
	users, of   int // of the role: who used it, and who wrote
	rest, ofAll int // the same of everybody else
}

// telling finds the words by which a role can be told from the rest, the role with the clearest first
// word leading. People who left the question about roles out belong to neither side.
func (o *overheard) telling() []told {
	if o.role == nil || len(o.texts) < least {
		return nil
	}
	var groups [][]told
	for _, c := range categoriesOf(o.role, tally.Options) {
		if words := o.tellingOf(c); len(words) > 0 && !c.none {
			groups = append(groups, words)
		}
	}
	slices.SortStableFunc(groups, func(a, b []told) int { return cmp.Compare(b[0].z, a[0].z) })
	return slices.Concat(groups...)
}

func (o *overheard) tellingOf(role category) []told {
	in := make([]bool, len(o.people))
	writers, all := 0, 0
	for i, w := range o.people {
		in[i] = slices.Contains(w.roles, role.id)
		if w.answered {
			all++
		}
		if in[i] {
			writers++
		}
	}
	if writers < leastWriters || all-writers < leastWriters {
		return nil
	}
	words := make([]analysis.Word, len(o.terms))
	for i, s := range o.terms {
		for _, who := range s.people {
			switch {
			case in[who]:
				words[i].Group++
			case o.people[who].answered:
				words[i].Rest++
			}
		}
	}
	var out []told
	for i, t := range analysis.TellingWords(words) {
		if t.Z >= beyondChance && words[i].Group >= leastUsers {
			out = append(out, told{role, i, t.Z, words[i].Group, writers, words[i].Rest, all - writers})
		}
	}
	slices.SortStableFunc(out, func(a, b told) int { return cmp.Compare(b.z, a.z) })
	return out[:min(mostTelling, len(out))]
}

// common gives the words most used, as lines.
func (o *overheard) common() []line {
	var lines []line
	for _, s := range o.terms {
		if len(s.people) >= leastUsers {
			lines = append(lines, line{category: category{id: s.label, label: s.label}, count: len(s.people)})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.count, a.count) })
	return lines[:min(mostWords, len(lines))]
}

func (o *overheard) table(words []told, common []line) *Table {
	t := &Table{
		Caption: "Words, by how many people used them",
		Columns: []Column{
			{Label: "Word", Kind: Text}, {Label: "Said by", Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "Everybody else", Kind: Share},
		},
		Rows: []Row{},
	}
	for _, w := range words {
		label := o.terms[w.term].label
		t.Rows = append(t.Rows, Row{ID: label, Cells: []Cell{
			textCell(label), textCell(w.role.label + ", more than the rest"), ofCell(w.users, w.of), shareCell(w.users, w.of), restCell(w),
		}})
	}
	for _, l := range common {
		t.Rows = append(t.Rows, Row{ID: l.id, Cells: []Cell{
			textCell(l.label), textCell("Everybody"), ofCell(l.count, len(o.people)), shareCell(l.count, len(o.people)), textCell(""),
		}})
	}
	if len(t.Rows) > 0 {
		t.Notes = []string{fmt.Sprintf("Shares are of the people who wrote something, those of a role of the people of that role. "+
			"A word is given to a role that says it more than the rest by more than chance would have it for that word alone (log-odds, 95%%); "+
			"with many words compared a few still stand here by chance. At least %d people of the role used it, and at least %d of the role wrote.", leastUsers, leastWriters)}
	}
	return t
}

func ofCell(n, of int) Cell {
	c := countCell(n)
	c.Note = "of " + thousands(of)
	return c
}

func restCell(w told) Cell {
	c := shareCell(w.rest, w.ofAll)
	c.Note = fmt.Sprintf("%s of %s", thousands(w.rest), thousands(w.ofAll))
	return c
}

// finding names the clearest word of a few roles, and what everybody speaks of.
func (o *overheard) finding(words []told, common []line) string {
	const roles, most = 3, 3
	var parts []string
	last := ""
	for _, w := range words {
		if w.role.id == last || len(parts) == roles {
			continue
		}
		last = w.role.id
		parts = append(parts, fmt.Sprintf("“%s” by %s (%s against %s)", o.terms[w.term].label, w.role.label,
			percent(part(w.users, w.of)), percent(part(w.rest, w.ofAll))))
	}
	text := ""
	if len(parts) > 0 {
		text = "Said more than by the rest: " + andList(parts) + ". "
	}
	if len(common) == 0 {
		return text + "No word was used by more than two people."
	}
	names := labelsOf(common[:min(most, len(common))], func(l line) string { return "“" + l.label + "”" })
	return text + fmt.Sprintf("Used most: %s, by %s.", andList(names), rangeOf(common[:len(names)], len(o.people)))
}

// rangeOf says how many people stand behind lines that descend.
func rangeOf(lines []line, base int) string {
	fewest, most := lines[len(lines)-1].count, lines[0].count
	switch {
	case len(lines) == 1:
		return thousands(most) + " of " + people(base)
	case fewest == most:
		return thousands(most) + " of " + people(base) + " each"
	}
	return thousands(most) + " to " + thousands(fewest) + " of " + people(base)
}

// weight is how much a word says where it stands in a text: what many speak of, and what tells a role.
func (s spoken) weight(z float64) float64 {
	return math.Log1p(float64(len(s.people)))/2 + math.Max(0, z)
}
