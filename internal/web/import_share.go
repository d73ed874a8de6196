package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muster/internal/importer"
	"muster/internal/survey"
)

// In a survey that is being made a column can be divided among several questions: the first is the one that the
// column is, the further ones are named on its page, and of each value it is said which question it answers.

// mostFurther is how many questions share a column at most.
const mostFurther = 6

// furtherField is a question behind the first; its ID is "" where one more can be named.
type furtherField struct {
	N               int
	ID, Title       string
	Kinds, Purposes []pickable
}

// shares tells whether several questions share the column of a survey that is being made.
func (e editing) shares() bool { return e.in.survey == nil && len(e.decided.Questions) > 1 }

// sharedKinds are those that a question can have that shares its column, beside “as the answers show”.
func sharedKinds() []survey.Kind { return []survey.Kind{survey.One, survey.Many, survey.Ranking} }

// furtherFields offers the questions behind the first, and one more.
func (e editing) furtherFields() []furtherField {
	if e.in.survey != nil || e.taken() != asAnswers || e.column.Use != importer.Answers && e.is.plan != nil {
		return nil
	}
	var all []furtherField
	for n, id := range e.decided.Questions {
		if n > 0 {
			q := e.further(id)
			all = append(all, newFurtherField(len(all), q))
		}
	}
	if len(all) < mostFurther {
		all = append(all, newFurtherField(len(all), importer.MappedQuestion{}))
	}
	return all
}

func newFurtherField(n int, q importer.MappedQuestion) furtherField {
	kinds := []pickable{{"", "as the answers show", false}}
	for _, k := range sharedKinds() {
		kinds = append(kinds, pickable{string(k), kindWords(k), false})
	}
	return furtherField{N: n, ID: q.Question, Title: q.Title, Kinds: chosen(kinds, string(q.Kind)), Purposes: purposeChoices(q.Purpose)}
}

// further is what was decided about a question behind the first.
func (e editing) further(id string) importer.MappedQuestion {
	found := importer.MappedQuestion{Question: id}
	for _, q := range e.decided.Further {
		if q.Question == id {
			found = q
		}
	}
	found.Title = furtherTitle(e.decided, id)
	return found
}

// furtherTitle is what a question behind the first is called.
func furtherTitle(c importer.MappedColumn, id string) string {
	for _, q := range c.Further {
		if q.Question == id && q.Title != "" {
			return q.Title
		}
	}
	return strings.ReplaceAll(id, "_", " ")
}

// owners offers the questions that share the column for a value; nil when there is one.
func (e editing) owners(decided importer.MappedValue) []pickable {
	if !e.shares() {
		return nil
	}
	var all []pickable
	for n, id := range e.decided.Questions {
		title := e.name()
		if n > 0 {
			title = e.further(id).Title
		}
		all = append(all, pickable{id, title, n > 0 && id == decided.Question})
	}
	return all
}

// divide takes the questions that share the column. One whose title was emptied is no question any more.
func (e editing) divide(values url.Values, next *importer.MappedColumn) {
	next.Questions, next.Further = e.decided.Questions, e.decided.Further
	if !values.Has("further-0") {
		return
	}
	ids := []string{e.first()}
	next.Further = nil
	for i := range mostFurther {
		n := strconv.Itoa(i)
		title := strings.Join(strings.Fields(values.Get("further-"+n)), " ")
		if title == "" {
			continue
		}
		id := values.Get("further-id-" + n)
		if slices.Index(e.decided.Questions, id) < 1 {
			id = e.freeQuestion(title, ids)
		}
		if slices.Contains(ids, id) {
			continue // a form that no page of ours sent
		}
		ids = append(ids, id)
		next.Further = append(next.Further, importer.MappedQuestion{Question: id, Title: title,
			Kind: survey.Kind(values.Get("further-kind-" + n)), Purpose: survey.Purpose(values.Get("further-purpose-" + n))})
	}
	switch {
	case len(ids) > 1:
		next.Questions = ids
	case len(e.decided.Questions) > 1:
		next.Questions = nil
	}
}

// first is the id of the question that the column is by itself.
func (e editing) first() string {
	return firstOf(append(append(slices.Clone(e.decided.Questions), e.column.Questions...), e.freeQuestion(e.column.Title, nil))...)
}

// freeQuestion makes an id that no question has yet.
func (e editing) freeQuestion(title string, taken []string) string {
	base := strings.ReplaceAll(nameFrom(title), "-", "_")
	for n, id := 2, base; ; n++ {
		free := !slices.Contains(taken, id) && (e.survey == nil || e.survey.Question(id) == nil)
		for _, c := range e.u.draft.Mapping.Columns {
			free = free && !slices.Contains(c.Questions, id)
		}
		if free {
			return id
		}
		id = base + "_" + strconv.Itoa(n)
	}
}

// withOwner says which of the questions that share a column a value answers. What answers the first needs nothing
// said.
func withOwner(c *importer.MappedColumn, value, question string) {
	at := slices.IndexFunc(c.Values, func(v importer.MappedValue) bool { return sameValue(v.Value, value) })
	further := slices.Index(c.Questions, question) > 0
	switch {
	case at >= 0 && further && !c.Values[at].Skip:
		c.Values[at].Question = question
	case at >= 0:
		c.Values[at].Question = ""
	case further && value != "":
		c.Values = append(c.Values, importer.MappedValue{Value: value, Option: value, Question: question})
	}
}

// settleOwners lets a spelling answer the question of what it is a spelling of, and gives the values of questions that
// are gone back to the first.
func (e editing) settleOwners(c *importer.MappedColumn) {
	of := map[string]string{}
	for _, v := range e.column.Values {
		of[plainValue(v.Value)] = "" // the first's, unless something else is said
	}
	for _, v := range c.Values {
		of[plainValue(v.Value)] = v.Question
	}
	for i, v := range c.Values {
		if question, known := of[plainValue(v.Option)]; known && v.Option != "" {
			c.Values[i].Question = question
		}
	}
	gone := func(v importer.MappedValue) bool {
		return v.Question != "" && !slices.Contains(c.Questions, v.Question)
	}
	c.Values = slices.DeleteFunc(c.Values, func(v importer.MappedValue) bool { return gone(v) && sameValue(v.Option, v.Value) })
	for i, v := range c.Values {
		if gone(v) {
			c.Values[i].Question = ""
		}
	}
}

// plainValue levels what sameValue does.
func plainValue(value string) string {
	return strings.ToLower(strings.Join(strings.Fields(value), " "))
}

// divisions say which questions share the column now and did not, and the other way round.
func (e editing) divisions(next importer.MappedColumn) []string {
	var told []string
	for _, q := range next.Further {
		if slices.Index(e.decided.Questions, q.Question) < 1 {
			told = append(told, fmt.Sprintf("“%s” shares the column: say below which of its values answer it.", q.Title))
		} else if was := e.further(q.Question); was != q {
			told = append(told, fmt.Sprintf("“%s” is changed.", q.Title))
		}
	}
	for n, id := range e.decided.Questions {
		if n > 0 && !slices.Contains(next.Questions, id) {
			told = append(told, fmt.Sprintf("“%s” is no question any more; its values are those of the first.", e.further(id).Title))
		}
	}
	return told
}
