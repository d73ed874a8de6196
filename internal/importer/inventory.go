package importer

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"muster/internal/spreadsheet"
)

// inventory is the values that the cells of a column are made of, cut at one separator.
type inventory struct {
	values []*value
	lists  []list
	byKey  map[string]int
}

// value is one distinct value; spellings that differ in case or white space are one.
type value struct {
	key       string
	spellings []cell
	count     int  // answers that hold it
	leads     bool // another value has followed it in a cell

	// By hand:
	name   string // its label; "": as it was commonly written
	own    bool   // it is own words
	wanted bool   // it is an option, however rare
}

// list is a distinct cell as indexes of values.
type list struct {
	values []int
	count  int
}

// label is the commonest spelling, the earliest of equals.
func (v *value) label() string {
	if v.name != "" {
		return v.name
	}
	best := v.spellings[0]
	for _, s := range v.spellings {
		if s.count > best.count {
			best = s
		}
	}
	return spreadsheet.Line(best.text)
}

func (c *column) take(sep separator) *inventory {
	if sep != comma && sep.loose() {
		return c.takeMixture(sep).heard(c.decided)
	}
	inv := &inventory{byKey: map[string]int{}}
	for _, cell := range c.cells {
		var parts []string
		for _, p := range c.decided.joined(cell.text, sep.cutOutside(cell.text)) {
			parts = append(parts, p.in(cell.text))
		}
		inv.add(parts, cell.count)
	}
	if sep == comma {
		inv = inv.rejoin(string(sep))
	}
	return inv.heard(c.decided)
}

func (inv *inventory) add(parts []string, count int) {
	l := list{count: count}
	for _, text := range parts {
		i := inv.index(text, count)
		if !slices.Contains(l.values, i) {
			l.values = append(l.values, i)
			inv.values[i].count += count
		}
	}
	for _, i := range l.values[:max(len(l.values)-1, 0)] {
		inv.values[i].leads = true
	}
	inv.lists = append(inv.lists, l)
}

func (inv *inventory) index(text string, count int) int {
	key := foldLabel(text)
	i, seen := inv.byKey[key]
	if !seen {
		i = len(inv.values)
		inv.byKey[key] = i
		inv.values = append(inv.values, &value{key: key})
	}
	v := inv.values[i]
	for j := range v.spellings {
		if v.spellings[j].text == text {
			v.spellings[j].count += count
			return i
		}
	}
	v.spellings = append(v.spellings, cell{text, count})
	return i
}

// rejoin mends labels that hold the separator themselves: “I use it all the time, even when I
// sleep” falls into two values that never occur apart. It repeats until nothing more belongs
// together, which a label with a few commas needs two or three rounds for.
func (inv *inventory) rejoin(sep string) *inventory {
	for range 8 {
		tied := inv.ties()
		if len(tied) == 0 {
			break
		}
		next := &inventory{byKey: map[string]int{}}
		for _, l := range inv.lists {
			var parts []string
			for at, i := range l.values {
				text := inv.values[i].label()
				if at > 0 && tied[[2]int{l.values[at-1], i}] {
					parts[len(parts)-1] += sep + text
				} else {
					parts = append(parts, text)
				}
			}
			next.add(parts, l.count)
		}
		inv = next
	}
	return inv
}

// ties finds pairs (a, b) where b never occurs but behind a, and a is never without such a b.
func (inv *inventory) ties() map[[2]int]bool {
	before := make([]int, len(inv.values)) // the only value ever in front; -1 none yet, -2 several or the start
	for i := range before {
		before[i] = -1
	}
	for _, l := range inv.lists {
		front := -2
		for _, i := range l.values {
			if before[i] == -1 {
				before[i] = front
			} else if before[i] != front {
				before[i] = -2
			}
			front = i
		}
	}
	dependents := make([]int, len(inv.values)) // answers in which a dependent follows
	tied := map[[2]int]bool{}
	for b, a := range before {
		if a >= 0 && inv.belongs(a, b) {
			dependents[a] += inv.values[b].count
			tied[[2]int{a, b}] = true
		}
	}
	for pair := range tied {
		if dependents[pair[0]] != inv.values[pair[0]].count {
			delete(tied, pair)
		}
	}
	return tied
}

// belongs tells whether b, seen only behind a, looks like the rest of a's label and not like the next
// option: it goes on in lower case, or too many people would have had to pick both.
func (inv *inventory) belongs(a, b int) bool {
	const tooManyForChance = 5
	if inv.values[b].count >= tooManyForChance {
		return true
	}
	if inv.values[b].count < 2 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(inv.values[a].label())
	next, _ := utf8.DecodeRuneInString(inv.values[b].label())
	return !unicode.IsLower(first) && !unicode.IsUpper(next)
}
