package web

import (
	"html/template"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// when is a condition as a part of a CSS selector which a form meets while the condition holds. The
// empty one is met always.
type when string

func both(a, b when) when { return a + b }

func either(all []when) when {
	seen := map[when]bool{}
	var list []string
	for _, w := range all {
		if w == "" {
			return ""
		}
		if !seen[w] {
			seen[w] = true
			list = append(list, string(w))
		}
	}
	if len(list) == 1 {
		return when(list[0])
	}
	return when(":is(" + strings.Join(list, ",") + ")")
}

func not(w when) when { return ":not(" + w + ")" }

// hanging is which parts of a form on one page depend on answers given there. Style sheets show and
// hide them, so that it takes no script. What is not shown is out of reach for everybody.
type hanging struct {
	survey *survey.Survey
	shown  map[string]when // by anchor
	order  []string        // of the anchors
}

func questionAnchor(q *survey.Question) string { return "a-" + q.ID }
func sectionAnchor(s *survey.Section) string   { return "s-" + s.ID }
func gridAnchor(q *survey.Question) string     { return "g-" + q.ID } // q is the first of it

func hangingOf(s *survey.Survey) hanging {
	h := hanging{survey: s, shown: map[string]when{}}
	for _, section := range s.Sections {
		h.hang(sectionAnchor(section), h.holds(section.ShowIf))
	}
	for i, q := range s.Questions {
		if q.LevelOf != "" {
			continue
		}
		h.hang(questionAnchor(q), h.holds(q.ShowIf))
		if q.Grid != "" && (i == 0 || s.Questions[i-1].Grid != q.Grid) {
			h.hangGrid(s.Questions[i:])
		}
	}
	return h
}

func (h *hanging) hang(anchor string, w when) {
	if w != "" {
		h.shown[anchor] = w
		h.order = append(h.order, anchor)
	}
}

// hangGrid hides the heading that statements share when none of them is shown.
func (h *hanging) hangGrid(questions []*survey.Question) {
	var all []when
	for _, q := range questions {
		if q.Grid != questions[0].Grid {
			break
		}
		all = append(all, h.holds(q.ShowIf))
	}
	h.hang(gridAnchor(questions[0]), either(all))
}

// anchor gives back an anchor that something hangs on, else "".
func (h *hanging) anchor(name string) string {
	if h.shown[name] == "" {
		return ""
	}
	return name
}

// style hides what is not shown. A browser that cannot tell shows everything, and says at each
// question what it depends on.
func (h *hanging) style() template.CSS {
	if len(h.order) == 0 {
		return ""
	}
	var css strings.Builder
	css.WriteString("@supports selector(:has(a)){.only{display:none}")
	for _, anchor := range h.order {
		css.WriteString("form" + string(not(h.shown[anchor])) + " #" + anchor + "{display:none}")
	}
	css.WriteString("}")
	return template.CSS(css.String()) // made of ids, which have letters, digits and underscores alone
}

func (h *hanging) holds(c *survey.Condition) when {
	if c == nil {
		return ""
	}
	var w when
	for i := range c.Every {
		w = both(w, h.holds(&c.Every[i]))
	}
	if len(c.Either) > 0 {
		var all []when
		for i := range c.Either {
			all = append(all, h.holds(&c.Either[i]))
		}
		w = both(w, either(all))
	}
	if q := h.survey.Question(c.Question); q != nil {
		w = both(w, h.suits(c, q))
	}
	return w
}

// suits is about answers at one question. Style sheets cannot compare numbers or days, nor count: a
// form on one page has no such conditions, but a form in pages is corrected on one.
func (h *hanging) suits(c *survey.Condition, q *survey.Question) when {
	var w when
	if q.Kind == survey.Number || q.Kind == survey.Date {
		return w
	}
	if len(c.Any) > 0 {
		w = both(w, h.picked(q, c.Any...))
	}
	for _, id := range c.All {
		w = both(w, h.picked(q, id))
	}
	if len(c.None) > 0 {
		w = both(w, not(h.picked(q, c.None...)))
	}
	if c.Min == 1 {
		w = both(w, h.answered(q))
	}
	return w
}

// picked: one of the options is, and the question is shown. What is picked at a level is picked.
func (h *hanging) picked(q *survey.Question, ids ...string) when {
	var inputs []string
	for _, asked := range h.withLevels(q) {
		for _, id := range ids {
			inputs = append(inputs, pickedAt(asked, id)...)
		}
	}
	return h.counts(q, inputs)
}

func (h *hanging) answered(q *survey.Question) when {
	var inputs []string
	for _, asked := range h.withLevels(q) {
		inputs = append(inputs, answeredAt(asked)...)
	}
	return h.counts(q, inputs)
}

func (h *hanging) withLevels(q *survey.Question) []*survey.Question {
	all := []*survey.Question{q}
	for _, level := range h.survey.Questions {
		if level.LevelOf == q.ID {
			all = append(all, level)
		}
	}
	return all
}

// counts asks for one of the inputs, and for the question to be shown: an answer at one that is not
// does not count.
func (h *hanging) counts(q *survey.Question, inputs []string) when {
	return both(when(":has("+strings.Join(inputs, ",")+")"), h.shows(q))
}

func (h *hanging) shows(q *survey.Question) when {
	if parent := h.survey.Question(q.LevelOf); parent != nil {
		return h.shows(parent)
	}
	w := h.holds(q.ShowIf)
	if section := h.survey.Section(q.Section); section != nil {
		w = both(h.holds(section.ShowIf), w)
	}
	return w
}

// pickedAt selects the inputs by which an option may be picked.
func pickedAt(q *survey.Question, id string) []string {
	value := `[value="` + id + `"]:checked`
	switch {
	case q.Kind == survey.Ranking:
		return []string{`[name="` + response.RankField(q.ID, id) + `"] ` + anyPick}
	case folded(q):
		value = " " + value
	}
	inputs := []string{"[name=" + q.ID + "]" + value}
	if o, at := q.Option(id); at >= 0 && o.Written {
		inputs = append(inputs, ownWordsAt(q))
	}
	return inputs
}

// ownWordsAt selects own words, which are taken for a pick.
func ownWordsAt(q *survey.Question) string {
	return `[name="` + response.OtherField(q.ID) + `"]:not(:placeholder-shown)`
}

const anyPick = `:checked:not([value=""])`

func answeredAt(q *survey.Question) []string {
	picked := anyPick
	switch {
	case q.Kind == survey.Ranking:
		return []string{`[name^="` + q.ID + `."] ` + anyPick}
	case folded(q):
		picked = " " + picked
	}
	inputs := []string{"[name=" + q.ID + "]" + picked}
	if _, has := q.Written(); has {
		inputs = append(inputs, ownWordsAt(q))
	}
	return inputs
}
