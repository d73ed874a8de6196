package importer

import (
	"slices"
	"strings"
)

// Some files hold the picks of a cell behind one another in several ways: two tools were merged into one, or somebody
// went on by hand. A mixture is a separator that is any of several.

const mixed = "\x00" // before each separator of a mixture; no file has it in a cell

func mixtureOf(all ...separator) separator {
	if len(all) == 1 {
		return all[0]
	}
	var out strings.Builder
	for _, sep := range all {
		out.WriteString(mixed + string(sep))
	}
	return separator(out.String())
}

// members are the separators of a mixture; of another, itself.
func (s separator) members() []separator {
	if !strings.HasPrefix(string(s), mixed) {
		return []separator{s}
	}
	var all []separator
	for member := range strings.SplitSeq(string(s[1:]), mixed) {
		all = append(all, separator(member))
	}
	return all
}

// loose tells whether commas cut, which people also type inside of what they mean.
func (s separator) loose() bool { return slices.Contains(s.members(), comma) }

// words say what stands between picks.
func (s separator) words() string {
	var said []string
	for _, member := range s.members() {
		if member == lineBreak {
			said = append(said, "line breaks")
		} else {
			said = append(said, "“"+strings.TrimSpace(string(member))+"”")
		}
	}
	return strings.Join(said, " or ")
}

// cuts tells whether the separator divides a cell of the column.
func (c *column) cuts(sep separator) bool {
	return slices.ContainsFunc(c.cells, func(cell cell) bool { return len(sep.cut(cell.text)) > 1 })
}

// takeMixture is take for a mixture with commas. Labels that hold commas are mended between the other separators, so
// that none is made of what a semicolon divides.
func (c *column) takeMixture(sep separator) *inventory {
	hard := mixtureOf(slices.DeleteFunc(sep.members(), func(s separator) bool { return s == comma })...)
	inv := &inventory{byKey: map[string]int{}}
	lists := make([]int, len(c.cells))
	for i, one := range c.cells {
		for _, p := range hard.cut(one.text) {
			var parts []string
			text := p.in(one.text)
			for _, part := range c.decided.joined(text, comma.cutOutside(text)) {
				parts = append(parts, part.in(text))
			}
			inv.add(parts, one.count)
			lists[i]++
		}
	}
	inv = inv.rejoin(string(comma))
	out := &inventory{byKey: map[string]int{}}
	for i, at := 0, 0; i < len(lists); i++ {
		var parts []string
		for range lists[i] {
			for _, v := range inv.lists[at].values {
				parts = append(parts, inv.values[v].label())
			}
			at++
		}
		out.add(parts, c.cells[i].count)
	}
	for _, v := range out.values {
		if i, known := inv.byKey[v.key]; known {
			v.spellings = inv.values[i].spellings
		}
	}
	return out
}

// mixture is the separator with another one that the column's lists are also cut at: at least two of what seems to be
// an option are nothing but other options behind one another, and rarer than each of these. Whatever else holds a
// comma stays whole.
func (c *column) mixture(sep separator, inv *inventory) separator {
	for _, other := range []separator{semicolons, comma, lineBreak} {
		if other == sep || other == semicolons && sep == semicolon || !c.cuts(other) {
			continue
		}
		run, people := 0, 0
		for _, v := range inv.values {
			if v.runs(other, inv) {
				run++
				people += v.count
			}
		}
		if run >= 2 && people >= 3 {
			if sep == semicolon {
				sep = semicolons
			}
			return mixtureOf(inForm(sep, other)...)
		}
	}
	return sep
}

// inForm puts separators into one order, so that a mixture is written in one way only.
func inForm(all ...separator) []separator {
	order := []separator{semicolon, semicolons, comma, bar, slash, lineBreak}
	slices.SortFunc(all, func(a, b separator) int { return slices.Index(order, a) - slices.Index(order, b) })
	return all
}

// runs tells whether a value is several others behind one another.
func (v *value) runs(sep separator, inv *inventory) bool {
	label := v.spellings[0].text
	pieces := sep.cut(label)
	if len(pieces) < 2 {
		return false
	}
	for _, p := range pieces {
		i, known := inv.byKey[foldLabel(p.in(label))]
		if !known || inv.values[i].count <= v.count {
			return false
		}
	}
	return true
}

// mixtures are those that a column of a known question may be cut at.
func (c *column) mixtures() []separator {
	if c.decided != nil && c.decided.Separator != FoundSeparator || c.separator != whole {
		return nil
	}
	var all []separator
	for _, pair := range [][]separator{{semicolons, comma}, {semicolons, lineBreak}, {comma, lineBreak}} {
		if c.cuts(pair[0]) && c.cuts(pair[1]) {
			all = append(all, mixtureOf(pair...))
		}
	}
	return all
}
