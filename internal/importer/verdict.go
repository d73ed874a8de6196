package importer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// What a value may mean besides an option. No id of an option looks so.
const (
	nothing  = "\x00skip" // somebody decided that it means nothing, or it is another question's
	ownWords = "\x00own"  // somebody decided that it is own words
)

// heed makes the binding know what somebody decided about the values of its column.
func (b *binding) heed(d *decision) {
	if d == nil {
		return
	}
	b.mute = d.only
	for _, key := range slices.Sorted(maps.Keys(d.values)) {
		v := d.values[key]
		switch {
		case !b.question.Choice() && b.question.Kind != survey.Scale:
			b.replace(key, v)
		case v.Skip:
			b.known[key] = nothing
		case v.Own:
			b.keepWords(key, v)
		default:
			b.mend(key, v)
		}
	}
}

// replace notes what is read in the place of a cell.
func (b *binding) replace(key string, v MappedValue) {
	if v.Own {
		return // it is kept as it was typed
	}
	if b.instead == nil {
		b.instead = map[string]string{}
	}
	b.instead[key] = v.Option
}

func (b *binding) keepWords(key string, v MappedValue) {
	if _, has := b.question.Written(); !has {
		b.problem("“%s” cannot be kept as own words: question “%s” has no line for them", shorten(v.Value), b.question.ID)
		return
	}
	b.known[key] = ownWords
}

// mend makes a value mean an option or a point.
func (b *binding) mend(key string, v MappedValue) {
	id := b.meant(v.Option)
	if id == "" {
		b.problem("“%s” cannot mean “%s”: question “%s” has no such option; %s",
			shorten(v.Value), shorten(v.Option), b.question.ID, yamldoc.Suggest(v.Option, b.names()))
		return
	}
	b.known[key] = id
}

// meant finds an option by its id or by its label, a point by its number or by its label; "" for none.
func (b *binding) meant(option string) string {
	if o, at := b.question.Option(option); at >= 0 {
		if o.Written {
			return ownWords
		}
		return o.ID
	}
	id, _ := b.lookup(option)
	if o, at := b.question.Option(id); at >= 0 && o.Written {
		return ownWords
	}
	return id
}

// names are the ids of the options, or the points, as a person may write them.
func (b *binding) names() []string {
	var names []string
	for _, c := range b.question.Categories() {
		names = append(names, c.ID)
	}
	return names[:min(len(names), 20)]
}

func (b *binding) problem(format string, args ...any) {
	b.problems = append(b.problems, fmt.Sprintf("column “%s”: ", shorten(b.title))+fmt.Sprintf(format, args...))
}

// taken is a part of a cell and what it was taken for.
type taken struct {
	text string
	id   string // of an option; nothing; ownWords; "" when it is none of these
}

// parts takes a cell apart: the longest known labels first, at whatever number of pieces they have. Between them
// each unknown piece stands alone where the separator divides own words; elsewhere a run of them stays as it was typed.
func (b *binding) parts(cell string) []taken {
	var out []taken
	pieces := b.separator.cut(cell)
	run := -1 // where the current run of unknown pieces begins
	flush := func(to int) {
		if run >= 0 {
			out = append(out, taken{text: cell[pieces[run].from:pieces[to-1].to]})
			run = -1
		}
	}
	for at := 0; at < len(pieces); {
		id, width := b.longest(cell, pieces[at:])
		if width == 0 {
			if run < 0 {
				run = at
			}
			if at++; at == len(pieces) || b.parted(cell[pieces[at-1].to:pieces[at].from]) {
				flush(at)
			}
			continue
		}
		flush(at)
		out = append(out, taken{cell[pieces[at].from:pieces[at+width-1].to], id})
		at += width
	}
	flush(len(pieces))
	return out
}

// choice is what the parts of a cell mean together.
func (b *binding) choice(cell string) reading {
	var r reading
	var picks []string
	for _, part := range b.parts(cell) {
		switch {
		case part.id == nothing, part.id == "" && b.mute:
		case part.id == ownWords:
			r.words = append(r.words, part.text)
		case part.id == "":
			r.unknown, r.words = append(r.unknown, part.text), append(r.words, part.text)
		case b.question.Single() && len(picks) > 0: // of several questions that share a cell
			if part.id != picks[0] {
				r.surplus = append(r.surplus, part.text)
			}
		default:
			picks = append(picks, part.id)
		}
	}
	b.settle(&r, picks)
	return r
}

// rest is what of a cell several questions leave to one that takes own words.
func (b *binding) rest(cell string) reading {
	var words []string
	for _, part := range b.parts(cell) {
		if part.id == "" {
			words = append(words, part.text)
		}
	}
	if len(words) == 0 {
		return reading{}
	}
	return b.written(strings.Join(words, "; "))
}

// elsewhere makes the labels that other questions know no business of this one.
func (b *binding) elsewhere(others map[string]string) {
	if b.known == nil {
		b.known = map[string]string{}
	}
	for key := range others {
		if _, known := b.known[key]; !known {
			b.known[key] = nothing
		}
	}
	b.measure()
}

// separatorsOf are those that somebody may have meant.
func separatorsOf(chosen Separator) []separator {
	var parts []separator
	names := chosen.Names()
	for _, name := range names {
		switch name {
		case NoSeparator:
			return []separator{whole}
		case Semicolons:
			if len(names) == 1 {
				return []separator{semicolon, semicolons}
			}
			parts = append(parts, semicolons)
		case Commas:
			parts = append(parts, comma)
		case Bars:
			parts = append(parts, bar)
		case Slashes:
			parts = append(parts, slash)
		case Lines:
			parts = append(parts, lineBreak)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []separator{mixtureOf(inForm(parts...)...)}
}

// strict tells that nobody types the separator as ordinary punctuation.
func (s separator) strict() bool { return s == semicolon || s == bar || s == lineBreak || s == unit }

// parted tells whether what stands between two pieces divides own words for certain.
func (s separator) parted(between string) bool {
	members := s.members()
	if len(members) == 1 {
		return s.strict()
	}
	return slices.ContainsFunc(members, func(m separator) bool {
		return m != comma && m != slash && strings.Contains(between, strings.TrimRight(string(m), " "))
	})
}

// parted tells whether what stands between two unknown pieces divides them. In a column that several questions share
// it always does, or nobody could say of each which of them it answers; where somebody said that semicolons stand
// between the picks, they do.
func (b *binding) parted(between string) bool {
	d := b.column.decided
	return d.shares() || d != nil && d.Separator != FoundSeparator && b.separator == semicolons || b.separator.parted(between)
}

// named is how a mapping names the separator.
func (s separator) named() Separator {
	var names []Separator
	for _, member := range s.members() {
		for _, name := range separators() {
			if slices.Contains(separatorsOf(name), member) {
				names = append(names, name)
			}
		}
	}
	return MixedSeparator(names...)
}
