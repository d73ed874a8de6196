package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/survey"
)

// takeColumn takes what was decided about a column and leads on: to the column again where it has other options or
// values now, else to the overview.
func (f *founders) takeColumn(c *gin.Context, in incoming, u *upload) error {
	e, err := f.edit(c, in, u)
	if err != nil {
		return err
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	next := e.corrected(values)
	d := u.draft
	d.Mapping = withColumn(d.Mapping, e.column, next)
	if _, mistakes := checkedMapping(d.Mapping); len(mistakes) > 0 {
		page := f.columnPage(e, pageNumber(c))
		page.Problems = problems{{"take", mistakes[0].Message}}
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	}
	if err := f.keep(c, in, u, d, e.changes(next)); err != nil {
		return err
	}
	if !next.Skip && !next.Times && (!slices.Equal(next.Questions, e.decided.Questions) || next.Separator != e.decided.Separator) {
		return backTo(c, in.path(u.id, "columns", strconv.Itoa(e.at+1))+"?"+toldKey+"=1")
	}
	return backTo(c, in.path(u.id)+"?"+savedKey+"="+strconv.Itoa(e.at+1)+"#column-"+strconv.Itoa(e.at+1))
}

// savedKey names the column that was saved, so that the next one is offered.
const savedKey = "saved"

// nextColumn is what comes behind the one that was saved: what needs a decision first; nil when it was the last.
func (page *uploadPage) nextColumn(saved string) *columnCard {
	at, err := strconv.Atoi(saved)
	if err != nil {
		return nil
	}
	for _, cards := range [][]columnCard{page.Needs, page.Columns} {
		for i := range cards {
			if cards[i].at >= at {
				return &cards[i]
			}
		}
		if len(cards) > 0 && len(page.Needs) > 0 {
			return &cards[0]
		}
	}
	return nil
}

// corrected is the column as the form says.
func (e editing) corrected(values url.Values) importer.MappedColumn {
	next := importer.MappedColumn{Column: e.column.Title, Values: slices.Clone(e.decided.Values)}
	if e.column.Nth > 1 {
		next.Nth = e.column.Nth
	}
	switch take := values.Get("take"); {
	case take == asSkipped:
		next.Skip, next.Values = true, nil
		return next
	case take == asTimes:
		next.Times, next.Values = e.decided.Times || !e.column.Sent, nil
		return next
	}
	if e.in.survey != nil {
		next.Questions = e.askedIn(values)
		next.Option = e.optionIn(values, next.Questions)
	} else {
		e.divide(values, &next)
		next.Kind, next.Purpose = e.meant(survey.Kind(values.Get("kind")), survey.Purpose(values.Get("purpose")))
		if title := strings.Join(strings.Fields(values.Get("title")), " "); title != e.name() || e.decided.Title != "" {
			next.Title = title
		}
		if len(next.Questions) > 1 && !slices.Contains(sharedKinds(), next.Kind) {
			next.Kind = ""
		}
	}
	next.Separator, next.Own = importer.Separator(values.Get("separator")), e.keepsIn(values)
	asked := e.in.survey == nil || slices.Equal(next.Questions, e.decided.Questions)
	if !asked || next.Separator != e.decided.Separator {
		return next // other questions and other cuts make other values
	}
	known := e.byKey()
	for i := 0; values.Has("value-" + strconv.Itoa(i)); i++ {
		n := strconv.Itoa(i)
		means := values.Get("means-" + n)
		if key, is := strings.CutPrefix(means, asValue); is {
			means = asValue + known[key]
		}
		value := known[values.Get("value-"+n)]
		next.Values = e.withValue(next.Values, value, means, strings.TrimSpace(values.Get("read-"+n)))
		if values.Has("of-" + n) {
			withOwner(&next, value, values.Get("of-"+n))
		}
	}
	e.settleOwners(&next)
	return next
}

// meant is what was decided about kind and purpose: a purpose that was found by the title is no decision, and none in
// its place is one, which stands beside a kind.
func (e editing) meant(kind survey.Kind, purpose survey.Purpose) (survey.Kind, survey.Purpose) {
	switch is := e.purpose(); {
	case kind == "" && purpose == is:
		return kind, e.decided.Purpose
	case kind == "" && purpose == survey.NoPurpose:
		return e.column.Kind, purpose
	}
	return kind, purpose
}

// askedIn are the questions that were chosen. What Muster found by itself is no decision.
func (e editing) askedIn(values url.Values) []string {
	var ids []string
	for _, id := range values["question"] {
		if id != "" && !slices.Contains(ids, id) && e.survey.Question(id) != nil {
			ids = append(ids, id)
		}
	}
	if len(e.decided.Questions) == 0 && slices.Equal(ids, e.column.Questions) {
		return nil
	}
	return ids
}

func (e editing) optionIn(values url.Values, questions []string) string {
	id := values.Get("option")
	if len(questions) > 0 && !slices.Equal(questions, e.column.Questions) || e.decided.Option == "" && id == e.column.Option {
		return "" // it is an option of another question, or found already
	}
	return id
}

// withValue puts a decision in the place of what was decided about the value.
func (e editing) withValue(all []importer.MappedValue, value, code, typed string) []importer.MappedValue {
	all = slices.DeleteFunc(all, func(v importer.MappedValue) bool { return sameValue(v.Value, value) })
	next := importer.MappedValue{Value: value}
	if rest, is := strings.CutPrefix(code, asOption); is {
		next.Question, next.Option, _ = strings.Cut(rest, ":")
		if len(e.column.Questions) < 2 {
			next.Question = ""
		}
	}
	if other, is := strings.CutPrefix(code, asValue); is {
		next.Option = other
	}
	if question, is := strings.CutPrefix(code, asOwnOf); is {
		next.Question, code = question, asOwn
	}
	next.Own, next.Skip = code == asOwn, code == asSkipped
	if code == asFound {
		next.Option = typed
	}
	if value == "" || next == (importer.MappedValue{Value: value}) {
		return all
	}
	return append(all, next)
}

// withColumn is a mapping with another decision about a column.
func withColumn(m *importer.Mapping, c importer.ColumnReport, next importer.MappedColumn) *importer.Mapping {
	changed := *m
	changed.Columns = slices.Clone(m.Columns)
	if next.Times { // they are in one column alone
		changed.Columns = slices.DeleteFunc(changed.Columns, func(other importer.MappedColumn) bool { return other.Times })
	}
	at := mappedAt(&changed, c)
	if at >= 0 {
		changed.Columns = slices.Delete(changed.Columns, at, at+1)
	}
	if says(next) {
		changed.Columns = append(changed.Columns, next)
	}
	return &changed
}

// says tells whether anything is decided about a column.
func says(c importer.MappedColumn) bool {
	return c.Skip || c.Times || len(c.Questions) > 0 || len(c.Further) > 0 || c.Option != "" || c.Title != "" || c.Kind != "" || c.Purpose != "" ||
		c.Separator != "" || c.Own || len(c.Values) > 0
}

// changes says what is different about the column.
func (e editing) changes(next importer.MappedColumn) []string {
	title, was := columnTitle(e.column), e.decided
	var told []string
	tell := func(changed bool, words string, args ...any) {
		if changed {
			told = append(told, fmt.Sprintf("“%s” ", title)+fmt.Sprintf(words, args...)+".")
		}
	}
	tell(next.Skip && !was.Skip, "is left out")
	tell(!next.Skip && (was.Skip || e.column.Use == importer.Skipped), "is taken")
	tell(next.Times && !was.Times, "holds the times: when people answered")
	tell(was.Times && !next.Times, "does not hold the times")
	if next.Skip || next.Times {
		return told
	}
	if e.in.survey == nil {
		told = append(told, e.divisions(next)...)
	} else if !slices.Equal(next.Questions, was.Questions) {
		var titles []string
		for _, id := range next.Questions {
			titles = append(titles, questionTitle(e.survey, id))
		}
		tell(len(titles) > 0, "answers %s", listWords(titles))
		tell(len(titles) == 0, "is found by its title")
	}
	if q := e.question(); q != nil {
		tell(next.Option != was.Option && next.Option != "", "is about “%s”", optionLabel(e.survey, q.ID, next.Option))
	}
	tell(next.Title != was.Title, "is called “%s”", firstOf(next.Title, e.column.Title))
	tell(next.Kind != was.Kind && next.Kind != e.column.Kind, "is answered by %s", firstOf(kindWords(next.Kind), "what the answers show"))
	tell((next.Kind != "" || next.Purpose != was.Purpose) && next.Purpose != e.purpose(), "has another purpose")
	tell(next.Separator != was.Separator && next.Separator != "", "is cut at %s", separatorWords(next.Separator))
	tell(next.Separator != was.Separator && next.Separator == "", "is cut as found")
	tell(next.Own && !was.Own, "keeps what is no option as own words, now and in later exports")
	tell(was.Own && !next.Own, "asks again what becomes of what is no option")
	return append(told, e.valueChanges(next)...)
}

func (e editing) valueChanges(next importer.MappedColumn) []string {
	var told []string
	for _, v := range next.Values {
		if e.decidedValue(v.Value) != v {
			told = append(told, fmt.Sprintf("“%s” %s.", shortened(v.Value), e.valueWords(next, v)))
		}
	}
	for _, v := range e.decided.Values {
		if !slices.ContainsFunc(next.Values, func(n importer.MappedValue) bool { return sameValue(n.Value, v.Value) }) {
			told = append(told, fmt.Sprintf("“%s” is as Muster finds it.", shortened(v.Value)))
		}
	}
	return told
}

func (e editing) valueWords(next importer.MappedColumn, v importer.MappedValue) string {
	switch {
	case v.Own && v.Question != "" && e.survey != nil && e.survey.Question(v.Question) != nil:
		return "is kept as own words of " + questionTitle(e.survey, v.Question)
	case v.Own:
		return "is kept as own words"
	case v.Skip:
		return "is left out"
	case e.in.survey == nil && sameValue(v.Option, v.Value) && v.Question != "":
		return "answers “" + furtherTitle(next, v.Question) + "”"
	case e.in.survey == nil && sameValue(v.Option, v.Value):
		return "is an option of its own"
	case e.in.survey == nil:
		return fmt.Sprintf("is another spelling of “%s”", shortened(v.Option))
	case e.typed():
		return fmt.Sprintf("is read as “%s”", shortened(v.Option))
	}
	label := v.Option
	if id := firstOf(append([]string{v.Question}, e.column.Questions...)...); id != "" {
		label = optionLabel(e.survey, id, v.Option)
	}
	return fmt.Sprintf("counts as “%s”", label)
}
