package warehouse

import "muster/internal/survey"

// field is how one question's answers are kept.
type field struct {
	question   *survey.Question
	role       role
	categories []survey.Category // of each bit of its mask; none for free text
	bit        map[string]int    // of the categories by id
	column     int               // of the mask among the columns of the layout; -1 for free text
	first      int               // of a scale: the point of bit 0
	written    bool              // own words may stand beside the picks
	place      int               // among the fields of the layout that are answered in words; -1: it is not
}

// role is what a part of a document means.
type role int

// The roles: of questions first, then of circumstances.
const (
	picked  role = iota // options, each a bit
	ranked              // options in an order: places of 4 bits each in a second column
	point               // of a scale: the bit of a number
	number              // counted by bins; the number itself in a second column
	date                // counted by bins; the day itself in a second column
	free                // own words
	flagged             // why a response looks as if no person had given it
	unseen              // the questions that were not shown
	tongue              // the language of the form
	order               // which order of shuffled options was shown
)

// circumstances are the fields of what response.EncodeDocument writes beside the answers, under
// names that no question can have.
func circumstances() map[string]*field {
	return map[string]*field{
		"_flags": {role: flagged, column: -1}, "_not_shown": {role: unseen, column: -1},
		"_language": {role: tongue, column: -1}, "_order": {role: order, column: -1},
	}
}

func newField(q *survey.Question) *field {
	f := &field{question: q, role: roleOf(q), column: -1, place: -1, bit: map[string]int{}, categories: q.Categories()}
	for i, c := range f.categories {
		f.bit[c.ID] = i
	}
	if len(q.Points) > 0 {
		f.first = q.Points[0].Value
	}
	_, f.written = q.Written()
	return f
}

func roleOf(q *survey.Question) role {
	switch {
	case q.Kind == survey.Ranking:
		return ranked
	case q.Choice():
		return picked
	case q.Kind == survey.Scale:
		return point
	case q.Kind == survey.Number:
		return number
	case q.Kind == survey.Date:
		return date
	}
	return free
}

// group is the set of bits of the categories in a group.
func (f *field) group(id string) uint64 {
	var m uint64
	for i, c := range f.categories {
		if c.Group == id {
			m |= 1 << i
		}
	}
	return m
}

// ids lists the categories.
func (f *field) ids() []string {
	ids := make([]string, len(f.categories))
	for i, c := range f.categories {
		ids[i] = c.ID
	}
	return ids
}
