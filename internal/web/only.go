package web

import (
	"strings"

	"muster/internal/survey"
	"muster/internal/words"
)

// onlyIf says what a question depends on, where it is shown in any case.
func (d *drawing) onlyIf(c *survey.Condition) []string {
	if c == nil || d.hung.survey == nil { // in steps only what is shown is drawn
		return nil
	}
	if len(c.Either) > 0 {
		return []string{d.words.Say("form.only_if")}
	}
	var all []string
	for i := range c.Every {
		all = append(all, d.onlyIf(&c.Every[i])...)
	}
	q := d.survey.Question(c.Question)
	if q == nil {
		return all
	}
	say := func(key string, options []string) {
		if len(options) > 0 {
			all = append(all, d.words.Say(key, words.T("options", d.labels(q, options)), words.T("question", q.Title)))
		}
	}
	say("form.only_if_any", c.Any)
	say("form.only_if_all", c.All)
	say("form.only_if_none", c.None)
	if c.Min > 1 || c.Max > 0 {
		all = append(all, d.words.Say("form.only_if"))
	}
	if c.Min == 1 {
		all = append(all, d.words.Say("form.only_if_answered", words.T("question", q.Title)))
	}
	return all
}

// labels lists options by the words that stand beside them.
func (d *drawing) labels(q *survey.Question, ids []string) string {
	var list []string
	for _, category := range q.Categories() {
		for _, id := range ids {
			if category.ID == id {
				label := string(category.Label)
				if q.Kind == survey.Scale {
					label = id
				}
				list = append(list, d.words.Say("form.quoted", words.T("text", label)))
			}
		}
	}
	return strings.Join(list, d.words.Say("form.comma"))
}
