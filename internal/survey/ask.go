package survey

import (
	"regexp"
	"slices"
	"strings"
)

var (
	surveyID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	itemID   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// starting stands in the address at which a founder starts a survey, where others have their id.
const starting = "new"

// ValidID tells whether a survey may have an id: up to 40 lower-case letters, digits and dashes that begin
// with a letter, and not “new”.
func ValidID(id string) bool { return surveyID.MatchString(id) && id != starting }

const kinds = "one, many, yes_no, ranking, slots, place, scale, grid, number, date, text, long_text, email, link, consent"

// question builds what one entry of the file asks: a question with its levels, or a grid's.
func (b *builder) question(path string, f *fileQuestion) {
	q := &Question{
		ID: f.ID, Kind: f.Kind, Purpose: f.Purpose, Required: f.Required, Shuffle: f.Shuffle,
		Title: b.text(path+".title", f.Title), Hint: b.text(path+".hint", f.Hint),
	}
	if blank(q.Title) {
		b.report(path+".title", "question %q needs a title", q.ID)
	}
	q.ShowIf = b.condition(path+".show_if", f.ShowIf, 1)
	if b.known(path, f.Kind, f.ID) {
		b.strays(path, f)
	}
	if f.Kind == grid {
		b.grid(path, f, q)
		return
	}
	b.byKind(path, f, q)
	b.add(path, q)
	b.levels(path, f, q)
}

// known reports a kind that a file may not name.
func (b *builder) known(path string, kind Kind, id string) bool {
	known := slices.Contains(strings.Split(kinds, ", "), string(kind))
	switch {
	case kind == "":
		b.report(path+".kind", "question %q needs a kind: %s", id, kinds)
	case !known:
		b.report(path+".kind", "unknown kind %q; known: %s", kind, kinds)
	}
	return known
}

func (b *builder) byKind(path string, f *fileQuestion, q *Question) {
	switch q.Kind {
	case One, Many, Ranking:
		b.choice(path, f, q)
	case Place:
		b.place(path, f, q)
	case YesNo:
		b.yesNo(path, f, q)
	case Slots:
		b.slots(path, f, q)
	case Scale:
		q.Grid = b.text(path+".grid", f.Grid)
		q.Points, q.Promoter = b.points(path, f), f.NPS
	case Number:
		b.number(path, f, q)
	case Date:
		b.date(path, f, q)
	case Agree:
		if q.Statement = b.text(path+".statement", f.Statement); blank(q.Statement) {
			b.report(path+".statement", "a consent needs a statement, the words beside its box")
		}
	}
	if q.Free() {
		b.length(path, f, q)
	}
}

func (b *builder) length(path string, f *fileQuestion, q *Question) {
	q.MaxLength = f.MaxLength
	if q.MaxLength == 0 {
		q.MaxLength = defaultLength(q.Kind)
	}
	if q.MaxLength < 0 || q.MaxLength > maxText {
		b.report(path+".max_length", "max_length must lie between 1 and %d", maxText)
	}
}

// defaultLength is how many characters a written answer may have when the file does not say.
func defaultLength(k Kind) int {
	switch k {
	case Long:
		return 4000
	case Email:
		return 254 // the longest there is, by RFC 5321
	case Link:
		return 500
	}
	return 200
}

// id checks an id that need only be unique within something, as noted in seen, and tells whether it is
// a good one.
func (b *builder) id(path, id, what string, seen map[string]bool) (good bool) {
	switch {
	case !itemID.MatchString(id):
		b.report(path+".id", "the %s needs an id of lower-case letters, digits and underscores, 40 at most; found %q", what, id)
	case what == "option" && (id == otherID || id == noneID):
		b.report(path+".id", "option id %q is kept for the line %q of the question; write %s: with the words to show", id, id, id)
	case seen[id] && what == "section":
		b.report(path+".id", "section id %q is taken; choose another", id)
	case seen[id]:
		b.report(path+".id", "%s id %q is taken within this question; choose another", what, id)
	default:
		good = true
	}
	seen[id] = true
	return good
}
