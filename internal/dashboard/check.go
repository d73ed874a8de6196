package dashboard

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// Limits of a dashboard. A page with more panels than this is not one that people read.
const (
	maxPanels = 60
	maxText   = 2000
)

var dashboardID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

var (
	widths   = []string{"half", "full"}
	units    = []string{"options", "groups"}
	sides    = []string{"options", "groups", "source", "language"}
	courses  = []string{"steps", "sources"}
	spans    = []string{"auto", "day", "week"}
	sorts    = []string{"share", "survey"}
	colours  = []string{"share", "column_share", "count", "expected", "residual"}
	eaches   = []string{"rest", "choice", "scale"}
	figures  = []string{"responses", "last_day", "median_time", "picks", "flagged"}
	purposes = []string{"role", "topic", "speak", "help", "time", "needs"}
)

// checker reports what is wrong in meaning once the form of the file has been read, and fills the
// defaults in.
type checker struct {
	doc  *yamldoc.Document
	file *file
	sql  func(string) error // says what is wrong with a query; nil: nothing does
}

func (c *checker) run() {
	if !dashboardID.MatchString(c.file.ID) {
		c.doc.Report("id", "the dashboard needs an id of lower-case letters, digits and dashes, such as demand; found %q", c.file.ID)
	}
	if strings.TrimSpace(c.file.Title) == "" {
		c.doc.Report("title", "the dashboard needs a title; it heads the page")
	}
	c.length("title", c.file.Title)
	c.length("intro", c.file.Intro)
	if len(c.file.Panels) == 0 {
		c.doc.Report("panels", "the dashboard shows nothing; add a panel")
	}
	if len(c.file.Panels) > maxPanels {
		c.doc.Report("panels", "%d panels; %d is the most", len(c.file.Panels), maxPanels)
	}
	for i := range c.file.Panels {
		c.panel(fmt.Sprintf("panels[%d]", i), &c.file.Panels[i])
	}
}

func (c *checker) length(path, text string) {
	if len(text) > maxText {
		c.doc.Report(path, "the text is longer than %d bytes; shorten it", maxText)
	}
}

func (c *checker) panel(path string, p *spec) {
	c.length(path+".title", p.Title)
	c.length(path+".note", p.Note)
	c.unless(path, p)
	if p.Each != "" {
		c.oneOf(path+".width", (*string)(&p.Width), widths, string(Half))
		c.each(path, p)
		return
	}
	if p.Kind == "" {
		c.doc.Report(path+".kind", "the panel needs a kind: %s", strings.Join(kinds(), ", "))
		return
	}
	if !c.oneOf(path+".kind", (*string)(&p.Kind), kinds(), "") {
		return
	}
	c.strays(path, p)
	rule := rules()[p.Kind]
	c.oneOf(path+".width", (*string)(&p.Width), widths, string(rule.width))
	if rule.check != nil {
		rule.check(c, path, p)
	}
}

// oneOf holds a value against the words known for its key and puts the default in its place when
// it is not given.
func (c *checker) oneOf(path string, value *string, known []string, byDefault string) bool {
	if *value == "" {
		*value = byDefault
		return true
	}
	if !slices.Contains(known, *value) {
		key := path[strings.LastIndex(path, ".")+1:]
		c.doc.Report(path, "unknown %s %q; known: %s", key, *value, strings.Join(known, ", "))
		return false
	}
	return true
}

// strays reports keys that mean nothing for the panel's kind; ignoring them would leave an author
// believing that they work.
func (c *checker) strays(path string, p *spec) {
	for _, key := range specKeys() {
		if c.doc.Has(path+"."+key) && !slices.Contains(rules()[p.Kind].keys, key) {
			c.doc.Report(path+"."+key, "%s means nothing for kind %s; remove it", key, p.Kind)
		}
	}
}

func (c *checker) figures(path string, p *spec) {
	if len(p.Show) == 0 {
		p.Show = figures
	}
	for i := range p.Show {
		at := fmt.Sprintf("%s.show[%d]", path, i)
		if !slices.Contains(figures, p.Show[i]) {
			c.doc.Report(at, "unknown figure %q; known: %s", p.Show[i], strings.Join(figures, ", "))
		}
		if slices.Contains(p.Show[:i], p.Show[i]) {
			c.doc.Report(at, "figure %q stands here twice; keep one", p.Show[i])
		}
	}
	if p.Purpose != "" || p.Question != "" {
		c.question(path, p.Purpose, p.Question)
	}
}

func (c *checker) trend(path string, p *spec) { c.oneOf(path+".by", &p.By, spans, "auto") }

func (c *checker) funnel(path string, p *spec) { c.oneOf(path+".by", &p.By, courses, "steps") }

func (c *checker) crosstab(path string, p *spec) {
	c.oneOf(path+".colour", &p.Colour, colours, "share")
	c.oneOf(path+".sort", &p.Sort, []string{surveyOrder, sizeOrder}, surveyOrder)
	c.side(path, "rows", p.Rows)
	c.side(path, "columns", p.Columns)
}

func (c *checker) ranking(path string, p *spec) {
	c.oneOf(path+".by", &p.By, units, "options")
	c.oneOf(path+".sort", &p.Sort, sorts, "share")
	if p.Limit < 0 {
		c.doc.Report(path+".limit", "limit counts lines; it cannot be negative")
	}
	c.ofQuestion(path, p)
}

func (c *checker) ofQuestion(path string, p *spec) { c.question(path, p.Purpose, p.Question) }

// voices may name the one question whose texts are meant.
func (c *checker) voices(path string, p *spec) {
	switch {
	case p.Purpose != "" && p.Question != "":
		c.doc.Report(path+".question", "give either purpose or question, not both")
	case p.Purpose != "" && p.Purpose != survey.Challenge:
		c.doc.Report(path+".purpose", "unknown purpose %q; of those answered in words there is %s", p.Purpose, survey.Challenge)
	}
}

func (c *checker) question(path string, purpose survey.Purpose, question string) {
	switch {
	case purpose == "" && question == "":
		c.doc.Report(path, "say whose answers are counted: purpose: topic, or question: with the id of a question")
	case purpose != "" && question != "":
		c.doc.Report(path+".question", "give either purpose or question, not both")
	case purpose != "":
		c.oneOf(path+".purpose", (*string)(&purpose), purposes, "")
	}
}

func (c *checker) side(path, key string, s *side) {
	if s == nil {
		c.doc.Report(path+"."+key, "a crosstab needs %s, such as %s: {purpose: topic}", key, key)
		return
	}
	path += "." + key
	c.oneOf(path+".by", &s.By, sides, "options")
	if _, ok := unitOfOrigin(s.By); !ok {
		c.question(path, s.Purpose, s.Question)
	} else if s.Purpose != "" || s.Question != "" {
		c.doc.Report(path+".by", "by: %s divides people whatever they answered; remove purpose and question", s.By)
	}
}

func (c *checker) unless(path string, p *spec) {
	for i, purpose := range p.Unless {
		if !slices.Contains(purposes, string(purpose)) {
			c.doc.Report(fmt.Sprintf("%s.unless[%d]", path, i),
				"unknown purpose %q; known: %s", purpose, strings.Join(purposes, ", "))
		}
	}
}

// each checks a line that stands for many panels.
func (c *checker) each(path string, p *spec) {
	c.oneOf(path+".each", &p.Each, eaches, "")
	c.oneOf(path+".sort", &p.Sort, sorts, "share")
	for _, key := range append(specKeys(), "kind", "title") {
		if !slices.Contains([]string{"sort", "limit", "most"}, key) && c.doc.Has(path+"."+key) {
			c.doc.Report(path+"."+key, "%s means nothing beside each; the kind follows from each question", key)
		}
	}
	for key, n := range map[string]int{"limit": p.Limit, "most": p.Most} {
		if n < 0 {
			c.doc.Report(path+"."+key, "%s is a count; it cannot be negative", key)
		}
	}
}
