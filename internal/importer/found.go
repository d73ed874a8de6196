package importer

import (
	"maps"
	"slices"
)

// found is a value of a column.
type found struct {
	binding   *binding
	taken     taken
	people    int
	spellings map[string]int
}

func newFound(b *binding) *found { return &found{binding: b, spellings: map[string]int{}} }

// see notes a part of a cell. Of several questions, the one that has an option for it tells what it means.
func (f *found) see(b *binding, part taken) {
	if f.taken.text == "" || f.taken.id == "" || f.taken.id == nothing {
		if f.taken.text == "" || part.id != "" && part.id != nothing {
			f.binding, f.taken = b, part
		}
	}
}

// report gives the value; own tells that it is kept as own words unless it means something else.
func (f *found) report(own bool) ValueReport {
	v := ValueReport{People: f.people}
	for _, text := range slices.Sorted(maps.Keys(f.spellings)) {
		if f.spellings[text] > f.spellings[v.Value] || v.Value == "" {
			v.Value = text
		}
	}
	switch f.taken.id {
	case nothing:
		v.Skip = true
	case ownWords:
		v.Own, v.Question = true, f.binding.question.ID
	case "":
		if v.Own = own; !v.Own {
			v.Nearest = f.binding.nearest(v.Value).id
		}
	default:
		v.Option, v.Question = f.taken.id, f.binding.question.ID
		for _, c := range f.binding.question.Categories() {
			if c.ID == v.Option {
				v.Label = string(c.Label)
			}
		}
	}
	return v
}
