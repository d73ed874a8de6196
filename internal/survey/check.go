package survey

import (
	"fmt"
	"regexp"
	"strings"

	"muster/internal/yamldoc"
)

// Limits of a survey. A question's options are bits of one 64-bit mask in the warehouse, and a
// form with more questions than this is not one that people finish.
const (
	MaxQuestions  = 200
	MaxOptions    = 64
	maxPoints     = 21 // -10 to 10
	farthestPoint = 100
	maxText       = 10_000
)

var defaultLength = map[Kind]int{Short: 200, Long: 4000, Email: 254}

var (
	surveyID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	itemID   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// checker reports what is wrong in meaning once the form of the file has been read.
type checker struct {
	doc    *yamldoc.Document
	file   *file
	survey *Survey
}

func (c *checker) run() {
	if !surveyID.MatchString(c.file.ID) {
		c.doc.Report("id", "the survey needs an id of lower-case letters, digits and dashes, such as charlotte; found %q", c.file.ID)
	}
	if c.file.Title == "" {
		c.doc.Report("title", "the survey needs a title; it heads the form")
	}
	s := c.survey
	if !s.Opens.IsZero() && !s.Closes.IsZero() && !s.Opens.Before(s.Closes) {
		c.doc.Report("closes", "the survey closes before it opens; move one of the dates")
	}
	if len(s.Questions) == 0 {
		c.doc.Report("questions", "the survey asks nothing; add a question")
	}
	if len(s.Questions) > MaxQuestions {
		c.doc.Report("questions", "%d questions; %d is the most", len(s.Questions), MaxQuestions)
	}
	c.unique()
	c.takeOptions()
	for i, q := range s.Questions {
		c.question(fmt.Sprintf("questions[%d]", i), &c.file.Questions[i], q)
	}
	c.purposes()
}

func (c *checker) unique() {
	first := map[string]int{}
	for i, q := range c.survey.Questions {
		path := fmt.Sprintf("questions[%d].id", i)
		if !itemID.MatchString(q.ID) {
			c.doc.Report(path, "the question needs an id of lower-case letters, digits and underscores, such as roles; found %q", q.ID)
			continue
		}
		if _, taken := first[q.ID]; taken {
			c.doc.Report(path, "question id %q is taken by an earlier question; choose another", q.ID)
			continue
		}
		first[q.ID] = i
	}
}

// takeOptions copies options into the questions that borrow them.
func (c *checker) takeOptions() {
	for i, q := range c.survey.Questions {
		if q.From == "" {
			continue
		}
		path := fmt.Sprintf("questions[%d].options_from", i)
		from := c.survey.Question(q.From)
		switch {
		case from == nil || from == q:
			c.doc.Report(path, "no other question has the id %q; name one whose options are to be used", q.From)
		case !from.Choice() || from.From != "":
			c.doc.Report(path, "question %q has no options of its own to take", q.From)
		case len(q.Options) > 0:
			c.doc.Report(path, "give either options_from or options, not both")
		default:
			for _, o := range from.Options {
				if !o.Written && !o.Exclusive {
					q.Options = append(q.Options, o)
				}
			}
			q.Groups = from.Groups
			q.closeOptions(&c.file.Questions[i])
		}
	}
}

func (c *checker) question(path string, f *fileQuestion, q *Question) {
	if strings.TrimSpace(string(q.Title)) == "" {
		c.doc.Report(path+".title", "question %q needs a title", q.ID)
	}
	if len(q.Title) > maxText || len(q.Hint) > maxText || len(q.Statement) > maxText {
		c.doc.Report(path+".title", "a text of question %q is longer than %d bytes", q.ID, maxText)
	}
	switch q.Kind {
	case One, Many:
		c.options(path, f, q)
	case Scale:
		c.scale(path, f)
	case Agree:
		if q.Statement == "" {
			c.doc.Report(path+".statement", "a consent needs a statement, the words beside its box")
		}
	case Short, Long, Email:
	case "":
		c.doc.Report(path+".kind", "question %q needs a kind: %s", q.ID, kinds)
		return
	default:
		c.doc.Report(path+".kind", "unknown kind %q; known: %s", q.Kind, kinds)
		return
	}
	c.strays(path, f, q)
}

const kinds = "one, many, scale, text, long_text, email, consent"

// strays reports keys that mean nothing for the question's kind; ignoring them would leave an
// author believing that they work.
func (c *checker) strays(path string, f *fileQuestion, q *Question) {
	stray := func(key string, given, allowed bool) {
		if given && !allowed {
			c.doc.Report(path+"."+key, "%s means nothing for kind %s; remove it", key, q.Kind)
		}
	}
	stray("options", len(f.Options) > 0, q.Choice())
	stray("groups", len(f.Groups) > 0, q.Choice())
	stray("options_from", f.OptionsFrom != "", q.Choice())
	stray("other", f.Other != "", q.Choice())
	stray("none", f.None != "", q.Kind == Many)
	stray("min", c.doc.Has(path+".min"), q.Kind == Many)
	stray("max", c.doc.Has(path+".max"), q.Kind == Many)
	stray("scale", f.Scale != nil, q.Kind == Scale)
	stray("grid", f.Grid != "", q.Kind == Scale)
	stray("statement", f.Statement != "", q.Kind == Agree)
	stray("max_length", c.doc.Has(path+".max_length"), q.Free())
	if q.MaxLength < 0 || q.MaxLength > maxText {
		c.doc.Report(path+".max_length", "max_length must lie between 1 and %d", maxText)
	}
}

func (c *checker) options(path string, f *fileQuestion, q *Question) {
	if len(f.Options) > 0 && len(f.Groups) > 0 {
		c.doc.Report(path+".groups", "give either options or groups, not both")
	}
	if len(q.Options) == 0 && f.OptionsFrom == "" {
		c.doc.Report(path+".options", "question %q needs options, groups or options_from", q.ID)
	}
	if len(q.Options) > MaxOptions {
		c.doc.Report(path+".options", "%d options; %d is the most", len(q.Options), MaxOptions)
	}
	if f.OptionsFrom == "" {
		c.optionList(path+".options", f.Options, map[string]bool{})
		ids, groups := map[string]bool{}, map[string]bool{}
		for i, g := range f.Groups {
			at := fmt.Sprintf("%s.groups[%d]", path, i)
			c.id(at, g.ID, "group", groups)
			if g.Label == "" {
				c.doc.Report(at+".label", "group %q needs a label", g.ID)
			}
			if len(g.Options) == 0 {
				c.doc.Report(at+".options", "group %q has no options; add some or remove it", g.ID)
			}
			c.optionList(at+".options", g.Options, ids)
		}
	}
	c.picks(path, q)
}

func (c *checker) optionList(path string, options []fileOption, ids map[string]bool) {
	labels := map[string]bool{}
	for i, o := range options {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.id(at, o.ID, "option", ids)
		if o.Label == "" {
			c.doc.Report(at+".label", "option %q needs a label", o.ID)
		}
		if folded := strings.ToLower(string(o.Label)); labels[folded] && o.Label != "" {
			c.doc.Report(at+".label", "label %q stands twice side by side; a respondent cannot tell them apart", o.Label)
		} else {
			labels[folded] = true
		}
	}
}

func (c *checker) id(path, id, what string, seen map[string]bool) {
	switch {
	case !itemID.MatchString(id):
		c.doc.Report(path+".id", "the %s needs an id of lower-case letters, digits and underscores; found %q", what, id)
	case what == "option" && (id == otherID || id == noneID):
		c.doc.Report(path+".id", "option id %q is kept for the line %q of the question; write %s: with the words to show", id, id, id)
	case seen[id]:
		c.doc.Report(path+".id", "%s id %q is taken within this question; choose another", what, id)
	}
	seen[id] = true
}

func (c *checker) picks(path string, q *Question) {
	if q.Kind != Many {
		return
	}
	if q.Min < 0 || q.Max < 0 {
		c.doc.Report(path+".min", "min and max count picks; they cannot be negative")
	}
	if q.Max > 0 && q.Min > q.Max {
		c.doc.Report(path+".max", "max %d is below min %d; nobody could answer", q.Max, q.Min)
	}
	if q.Min > len(q.Options) && len(q.Options) > 0 {
		c.doc.Report(path+".min", "min %d is more than the %d options there are", q.Min, len(q.Options))
	}
}

func (c *checker) scale(path string, f *fileQuestion) {
	switch {
	case f.Scale == nil:
		c.doc.Report(path+".scale", "a scale needs its ends, such as scale: {from: 1, to: 5, labels: {1: Never, 5: Always}}")
	case f.Scale.To <= f.Scale.From:
		c.doc.Report(path+".scale", "the scale ends at %d before it begins at %d", f.Scale.To, f.Scale.From)
	case !f.Scale.fits():
		c.doc.Report(path+".scale", "a scale has at most %d points between -%d and %d", maxPoints, farthestPoint, farthestPoint)
	default:
		for v := range f.Scale.Labels {
			if v < f.Scale.From || v > f.Scale.To {
				c.doc.Report(path+".scale.labels", "label for %d, which is not on the scale", v)
			}
		}
		if f.Scale.Labels[f.Scale.From] == "" || f.Scale.Labels[f.Scale.To] == "" {
			c.doc.Report(path+".scale", "label both ends of the scale, %d and %d", f.Scale.From, f.Scale.To)
		}
	}
}
