package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// longestForm is how many characters the name of a form may have: dashboards show it beside numbers.
const longestForm = 100

// How much a mapping says at most. A file has at most 500 columns; the further ones are of earlier exports.
const (
	mostMapped  = 2_000  // columns
	mostMeaning = 20_000 // values, in all columns together
	mostShared  = 20     // questions that share a column
)

// questionID is what ids of questions look like.
var questionID = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ParseMapping reads a mapping that Write wrote or that a person did. Whatever is wrong in it is told
// with its line and column; name is how the file is called there.
func ParseMapping(name string, data []byte) (*Mapping, yamldoc.Problems) {
	m := &Mapping{}
	doc := yamldoc.Decode(name, data, m)
	if !doc.Broken() && bounded(doc, m) {
		checkMapping(doc, m)
	}
	if problems := doc.Problems(); len(problems) > 0 {
		return nil, problems
	}
	m.Form = spreadsheet.Line(m.Form)
	for i, c := range m.Columns {
		m.Columns[i].Separator = MixedSeparator(c.Separator.Names()...)
	}
	return m, nil
}

// bounded tells whether a mapping is of a size that a form can need.
func bounded(doc *yamldoc.Document, m *Mapping) bool {
	if n := len(m.Columns); n > mostMapped {
		doc.Report(fmt.Sprintf("columns[%d]", mostMapped), "the mapping names %d columns, and at most %d can be; remove those that the file does not have", n, mostMapped)
		return false
	}
	values := 0
	for i, c := range m.Columns {
		if values += len(c.Values); values > mostMeaning {
			doc.Report(fmt.Sprintf("columns[%d].values", i), "the mapping says what more than %d values mean; remove those that need nothing said", mostMeaning)
			return false
		}
	}
	return true
}

func checkMapping(doc *yamldoc.Document, m *Mapping) {
	if len([]rune(m.Form)) > longestForm {
		doc.Report("form", "the name of a form has at most %d characters", longestForm)
	}
	if _, err := time.LoadLocation(m.Zone); err != nil || m.Zone == "Local" {
		doc.Report("time_zone", "unknown time zone %q; write one such as America/New_York", m.Zone)
	}
	if !ValidLanguage(m.Language) {
		doc.Report("language", "unknown language %q; write a tag such as en, ar or pt-BR", m.Language)
	}
	if !slices.Contains([]DateOrder{FoundOrder, DayFirst, MonthFirst}, m.Dates) {
		doc.Report("dates", "unknown order %q; known: %s, %s", m.Dates, DayFirst, MonthFirst)
	}
	seen, timed := map[string]bool{}, false
	for i, c := range m.Columns {
		path := fmt.Sprintf("columns[%d]", i)
		checkColumn(doc, path, c)
		if c.Times && timed {
			doc.Report(path+".times", "another column holds the times already; only one can")
		}
		timed = timed || c.Times
		key := fmt.Sprint(foldTitle(c.Column), "\x00", max(c.Nth, 1))
		if c.Column != "" && seen[key] {
			doc.Report(path, "the column %q is here twice; of several with one title say which with nth: 2", c.Column)
		}
		seen[key] = true
	}
}

// ValidLanguage tells whether a mapping can say that a survey is in a language; "" leaves it open.
func ValidLanguage(tag string) bool {
	parsed, err := language.Parse(tag)
	return tag == "" || err == nil && parsed != language.Und && parsed.String() == tag
}

func checkColumn(doc *yamldoc.Document, path string, c MappedColumn) {
	if c.Column == "" {
		doc.Report(path+".column", "say which column: its title as the file has it")
	}
	if c.Nth < 0 {
		doc.Report(path+".nth", "columns of one title are counted from 1")
	}
	if len(c.Questions) > mostShared {
		doc.Report(fmt.Sprintf("%s.questions[%d]", path, mostShared), "a column answers at most %d questions", mostShared)
		return
	}
	for j, id := range c.Questions {
		at := fmt.Sprintf("%s.questions[%d]", path, j)
		switch {
		case !questionID.MatchString(id):
			doc.Report(at, "%q is no id of a question: it begins with a letter and has small letters, digits and underscores, at most 40", id)
		case slices.Contains(c.Questions[:j], id):
			doc.Report(at, "question %q is named twice", id)
		}
	}
	if c.Skip && (len(c.Questions) > 0 || c.Option != "" || c.Own || len(c.Values) > 0) {
		doc.Report(path+".skip", "nothing of a column that is skipped is taken; remove skip, or everything else about the column")
	}
	if c.Times && (c.Skip || len(c.Questions) > 0 || c.Option != "" || c.Own || len(c.Values) > 0) {
		doc.Report(path+".times", "a column that holds the times answers nothing; remove times, or everything else about the column")
	}
	checkEnums(doc, path, c)
	checkFurther(doc, path, c)
	seen := map[string]bool{}
	for j, v := range c.Values {
		at := fmt.Sprintf("%s.values[%d]", path, j)
		checkValue(doc, at, c, v)
		if key := foldLabel(v.Value); v.Value != "" && seen[key] {
			doc.Report(at, "the value %q is here twice", shorten(v.Value))
		} else {
			seen[key] = true
		}
	}
}

func checkEnums(doc *yamldoc.Document, path string, c MappedColumn) {
	if c.Kind != "" && !slices.Contains(kinds(), c.Kind) {
		doc.Report(path+".kind", "unknown kind %q; %s", c.Kind, yamldoc.Suggest(string(c.Kind), plain(kinds())))
	}
	checkPurpose(doc, path, c.Purpose)
	checkSeparator(doc, path+".separator", c.Separator)
}

func checkSeparator(doc *yamldoc.Document, path string, chosen Separator) {
	names := chosen.Names()
	if most := len(separators()); len(names) > most {
		doc.Report(path, "a column has at most %d separators, and this names %d; keep those that its cells have", most, len(names))
		return
	}
	for i, name := range names {
		switch {
		case !slices.Contains(separators(), name):
			doc.Report(path, "unknown separator %q; %s; several are written as “semicolon and comma”", name, yamldoc.Suggest(string(name), plain(separators())))
		case slices.Contains(names[:i], name):
			doc.Report(path, "%q is there twice; keep it once", name)
		case name == NoSeparator && len(names) > 1:
			doc.Report(path, "%q does not go together with the other separators; remove it", name)
		}
	}
	if chosen != FoundSeparator && len(names) == 0 {
		doc.Report(path, "unknown separator %q; %s", chosen, yamldoc.Suggest(string(chosen), plain(separators())))
	}
}

func checkPurpose(doc *yamldoc.Document, path string, purpose survey.Purpose) {
	purposes := []survey.Purpose{survey.Role, survey.Topic, survey.Speak, survey.Help, survey.Time, survey.Needs, survey.Challenge, survey.Contact}
	if purpose != survey.NoPurpose && !slices.Contains(purposes, purpose) {
		doc.Report(path+".purpose", "unknown purpose %q; %s", purpose, yamldoc.Suggest(string(purpose), plain(purposes)))
	}
}

// checkFurther looks at what is said of the questions behind the first.
func checkFurther(doc *yamldoc.Document, path string, c MappedColumn) {
	for j, q := range c.Further {
		at := fmt.Sprintf("%s.further[%d]", path, j)
		switch {
		case slices.Index(c.Questions, q.Question) < 1:
			doc.Report(at+".question", "question %q is not among the column's questions behind the first; add it there", q.Question)
		case slices.ContainsFunc(c.Further[:j], func(other MappedQuestion) bool { return other.Question == q.Question }):
			doc.Report(at+".question", "question %q is here twice", q.Question)
		}
		if q.Kind != "" && !shareable(q.Kind) {
			doc.Report(at+".kind", "a question that shares its column with others is of kind %s, %s or %s", survey.One, survey.Many, survey.Ranking)
		}
		checkPurpose(doc, at, q.Purpose)
	}
}

// kinds are those that a column can be said to be.
func kinds() []survey.Kind {
	return []survey.Kind{survey.One, survey.Many, survey.YesNo, survey.Ranking, survey.Slots, survey.Place, survey.Scale,
		survey.Number, survey.Date, survey.Short, survey.Long, survey.Email, survey.Link, survey.Agree}
}

func checkValue(doc *yamldoc.Document, path string, c MappedColumn, v MappedValue) {
	said := 0
	for _, given := range []bool{v.Option != "", v.Skip, v.Own} {
		if given {
			said++
		}
	}
	switch {
	case v.Value == "":
		doc.Report(path+".value", "say which value, as the file has it")
	case said == 0:
		doc.Report(path, "say what “%s” means: option, or skip: true, or own: true", shorten(v.Value))
	case said > 1:
		doc.Report(path, "“%s” can only mean one thing: keep one of option, skip and own", shorten(v.Value))
	}
	if v.Question != "" && !slices.Contains(c.Questions, v.Question) {
		doc.Report(path+".question", "the column is not said to answer question %q; add it to the column's questions", v.Question)
	}
}

// plain gives the names of an enumeration as they are written.
func plain[T ~string](names []T) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.TrimSpace(string(name))
	}
	return out
}
