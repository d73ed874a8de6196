package crowd

import (
	"fmt"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// checker reports what is wrong in meaning in a crowd file.
type checker struct {
	doc    *yamldoc.Document
	file   *profileFile
	survey *survey.Survey
}

const longestSpan = 520 // weeks

func (c *checker) run() {
	f := c.file
	if f.Survey != c.survey.ID {
		c.doc.Report("survey", "this crowd answers survey %q, not %q", f.Survey, c.survey.ID)
		return
	}
	if f.Weeks < 1 || f.Weeks > longestSpan {
		c.doc.Report("weeks", "weeks must lie between 1 and %d", longestSpan)
	}
	c.waves()
	c.tendencies("everyone", f.Everyone, true)
	shares := 0
	for i, k := range f.People {
		path := fmt.Sprintf("people[%d]", i)
		c.weight(path+".share", k.Share)
		c.tendencies(path+".answers", k.Answers, true)
		shares += max(k.Share, 0)
	}
	if len(f.People) > 0 && shares == 0 {
		c.doc.Report("people", "no kind of people has a share; give at least one")
	}
	for i, in := range f.Interests {
		path := fmt.Sprintf("interests[%d]", i)
		c.percent(path+".share", in.Share)
		c.tendencies(path+".odds", in.Odds, false)
	}
	for id, n := range f.Skip {
		c.question("skip."+id, id)
		c.percent("skip."+id, n)
	}
	for i, w := range f.Words {
		c.words(fmt.Sprintf("words[%d]", i), w)
	}
	c.percent("contact.given", f.Contact.Given)
	c.percent("contact.consent", f.Contact.Consent)
	c.percent("flagged", f.Flagged)
	c.languages()
}

func (c *checker) languages() {
	weights := 0
	for tag, n := range c.file.Languages {
		c.weight("languages."+tag, n)
		if !slices.Contains(c.survey.Languages, tag) {
			c.doc.Report("languages."+tag, "the survey is not given in %q", tag)
		}
		weights += max(n, 0)
	}
	if len(c.file.Languages) > 0 && weights == 0 {
		c.doc.Report("languages", "no language has a weight; give one to at least one")
	}
}

func (c *checker) waves() {
	sum := 0
	for i, w := range c.file.Waves {
		path := fmt.Sprintf("waves[%d]", i)
		c.percent(path+".share", w.Share)
		if w.Day < 0 || w.Day >= 7*c.file.Weeks {
			c.doc.Report(path+".day", "day %d lies outside the %d weeks", w.Day, c.file.Weeks)
		}
		if w.Fades < 1 {
			c.doc.Report(path+".fades", "a wave needs the days after which half of it has come, 1 or more")
		}
		sum += w.Share
	}
	if sum > 100 {
		c.doc.Report("waves", "the waves' shares come to %d per cent; 100 is the most", sum)
	}
}

// tendencies checks ids and numbers; percents tells that many takes chances and not odds.
func (c *checker) tendencies(path string, t tendencies, percents bool) {
	for id, options := range t {
		q := c.question(path+"."+id, id)
		if q == nil {
			continue
		}
		if !q.Countable() {
			c.doc.Report(path+"."+id, "question %q has no options to prefer", id)
			continue
		}
		for option, n := range options {
			at := path + "." + id + "." + option
			if len(targets(q, option)) == 0 {
				c.doc.Report(at, "question %q has no option or group %q", id, option)
			}
			if percents && several(q) {
				c.percent(at, n)
			} else {
				c.weight(at, n)
			}
		}
	}
}

func (c *checker) words(path string, w wordList) {
	q := c.question(path+".question", w.Question)
	if q == nil {
		return
	}
	if _, written := q.Written(); !written && !q.Free() || q.Personal() {
		c.doc.Report(path+".question", "question %q has no line for words", w.Question)
	}
	if len(w.Texts) == 0 {
		c.doc.Report(path+".texts", "give at least one text")
	}
	for i, text := range w.Texts {
		if _, ok := response.ReadLink(text); q.Kind == survey.Link && !ok {
			c.doc.Report(fmt.Sprintf("%s.texts[%d]", path, i), "%q is not the address of a web page", text)
		}
	}
	for i, name := range w.People {
		if !slices.ContainsFunc(c.file.People, func(k kind) bool { return k.Name == name }) {
			c.doc.Report(fmt.Sprintf("%s.people[%d]", path, i), "there are no people called %q in this file", name)
		}
	}
	c.percent(path+".chance", w.Chance)
	for id, option := range w.When {
		if on := c.question(path+".when."+id, id); on != nil && !slices.Contains(optionIDs(on), option) {
			c.doc.Report(path+".when."+id, "question %q has no option %q", id, option)
		}
	}
}

func (c *checker) question(path, id string) *survey.Question {
	q := c.survey.Question(id)
	if q == nil {
		c.doc.Report(path, "the survey has no question %q", id)
	}
	return q
}

func (c *checker) percent(path string, n int) {
	if n < 0 || n > 100 {
		c.doc.Report(path, "%d is no share; write a per cent from 0 to 100", n)
	}
}

func (c *checker) weight(path string, n int) {
	if n < 0 || n > 1_000_000 {
		c.doc.Report(path, "%d is no weight; write a number from 0 to 1000000", n)
	}
}

// optionIDs are the categories of a question: its options, its points as numbers, or its bins.
func optionIDs(q *survey.Question) []string {
	var ids []string
	for _, c := range q.Categories() {
		ids = append(ids, c.ID)
	}
	return ids
}

// targets gives the positions of the options that a name stands for: an option, a group or all but
// “other” and “none”.
func targets(q *survey.Question, name string) []int {
	if at := slices.Index(optionIDs(q), name); at >= 0 {
		return []int{at}
	}
	var out []int
	for i, o := range q.Options {
		if name == all && !o.Written && !o.Exclusive || o.Group == name && name != "" {
			out = append(out, i)
		}
	}
	for i := range len(q.Points) + len(q.Bins) {
		if name == all {
			out = append(out, i)
		}
	}
	return out
}
