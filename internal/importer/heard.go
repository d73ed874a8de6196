package importer

import (
	"slices"
	"strings"

	"muster/internal/spreadsheet"
)

// heard is the inventory as somebody decided about its values: spellings are merged, labels bettered, values
// left out or called own words.
func (inv *inventory) heard(d *decision) *inventory {
	if d == nil || len(d.values) == 0 && !d.only {
		return inv
	}
	h := &hearing{was: inv, decision: d, next: &inventory{byKey: map[string]int{}}, to: make([]int, len(inv.values))}
	for i, v := range inv.values {
		h.to[i] = h.take(v)
	}
	for _, l := range inv.lists {
		h.list(l)
	}
	return h.next
}

// hearing is one inventory becoming another.
type hearing struct {
	was, next *inventory
	decision  *decision
	to        []int // of each value the place in the next inventory; -1: left out
}

// take finds the value's place in the next inventory.
func (h *hearing) take(v *value) int {
	said, decided := h.decision.of(v.key)
	switch {
	case said.Skip, !decided && h.decision.only:
		return -1
	case decided && said.Option == "other":
		said.Option, said.Own = "", true
	}
	key, label := v.key, ""
	if said.Option != "" {
		key, label = h.target(said.Option)
	}
	i, seen := h.next.byKey[key]
	if !seen {
		i = len(h.next.values)
		h.next.byKey[key] = i
		h.next.values = append(h.next.values, &value{key: key})
	}
	into := h.next.values[i]
	into.spellings = append(into.spellings, v.spellings...)
	into.own = into.own || said.Own
	into.wanted = into.wanted || said.Option != ""
	if label != "" {
		into.name = label
	}
	return i
}

// target finds the value that an option names: by its words, or by the id that it would have. What is neither
// is a label that is better than any in the file.
func (h *hearing) target(option string) (key, label string) {
	for range 8 { // what is merged with something that is itself merged goes where that goes
		key, label = h.named(option)
		next, decided := h.decision.of(key)
		if !decided || next.Option == "" || foldLabel(next.Option) == key {
			break
		}
		option = next.Option
	}
	return key, label
}

func (h *hearing) named(option string) (key, label string) {
	key = foldLabel(option)
	if i, found := h.was.byKey[key]; found {
		return key, h.was.values[i].label()
	}
	if questionID.MatchString(option) {
		labels := make([]string, len(h.was.values))
		for i, v := range h.was.values {
			labels[i] = v.label()
		}
		if at := slices.Index(slugs{"other": true, "none": true}.options(labels), option); at >= 0 {
			return h.was.values[at].key, labels[at]
		}
	}
	label = spreadsheet.Line(option)
	if key == "yes" || key == "no" {
		label = strings.ToUpper(key[:1]) + key[1:] // the ids of a question that takes nothing else
	}
	return key, label
}

// list takes over a cell.
func (h *hearing) list(l list) {
	next := list{count: l.count}
	for _, i := range l.values {
		if at := h.to[i]; at >= 0 && !slices.Contains(next.values, at) {
			next.values = append(next.values, at)
			h.next.values[at].count += l.count
		}
	}
	for _, i := range next.values[:max(len(next.values)-1, 0)] {
		h.next.values[i].leads = true
	}
	if len(next.values) > 0 {
		h.next.lists = append(h.next.lists, next)
	}
}

// replaced is the column with what is to be read in the place of whole cells, for kinds without options.
func (c *column) replaced() *column {
	if c.decided == nil || len(c.decided.values) == 0 && !c.decided.only {
		return c
	}
	out := *c
	out.cells, out.answered = nil, 0
	for _, cell := range c.cells {
		said, decided := c.decided.of(cell.text)
		if said.Skip || !decided && c.decided.only {
			continue
		}
		if said.Option != "" {
			cell.text = said.Option
		}
		out.cells = append(out.cells, cell)
		out.answered += cell.count
	}
	return &out
}
