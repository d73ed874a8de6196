package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/vocabulary"
)

// Limits of a search.
const (
	textsOnPage = 40
	mostSought  = 8   // words
	longestWord = 100 // characters
)

// textsPage shows what people wrote, and finds words in it. It names nobody.
type textsPage struct {
	listPage
	Words     string // as they were typed
	Question  string
	Questions []pick // to choose from; Address is the id
	Kept      []parameter
	Count     string
	Texts     []writing
	Panel     string // where the words are counted; "" for nowhere
}

func (textsPage) view() string { return "founder/texts" }

// writing is one text.
type writing struct {
	Parts    []segment
	Language string
	Question string
	Who      string // roles of who wrote it
	Day      string
}

// segment is a part of a text that is marked or is not.
type segment struct {
	Text   string
	Marked bool
}

func (f *founders) showTexts(c *gin.Context, v visit) error {
	r, err := f.listed(c)
	if err != nil {
		return err
	}
	if f.config.Texts == nil {
		return notFound("This service does not read what people write.")
	}
	words := sought(c.Query("words"))
	question := r.written(c.Query("question"))
	page := textsPage{
		listPage: f.listPage(r, v.person, "texts", own(parameter{"words", strings.TrimSpace(clean(c.Query("words")))}, parameter{"question", question})),
		Words:    clean(c.Query("words")), Question: question, Kept: filtersOf(r.selection), Panel: f.voices(r),
	}
	for _, q := range r.survey.Questions {
		if written(q) {
			page.Questions = append(page.Questions, pick{Label: string(q.Title), Address: q.ID, Here: q.ID == question})
		}
	}
	if !page.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if err := f.fillTexts(c, r, words, &page); err != nil {
		return err
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) fillTexts(c *gin.Context, r reading, words []string, page *textsPage) error {
	ctx, role := c.Request.Context(), r.survey.ByPurpose(survey.Role)
	if _, err := f.count(ctx, r, &page.listPage); err != nil {
		return err
	}
	query := tally.TextQuery{Filter: r.selection.Filter, Question: page.Question, Words: words, Limit: textsOnPage}
	if role != nil {
		query.By = role.ID
	}
	if before, err := strconv.ParseInt(c.Query("before"), 10, 64); err == nil && before > 0 {
		query.Before = before
		page.Pager.Latest = page.Bar.To(r.selection.String())
	}
	found, err := f.config.Texts(ctx, r.survey.ID, query)
	if err != nil {
		return f.uncounted(r, err)
	}
	page.Count = textWords(found, words)
	for _, t := range found.Texts {
		page.Texts = append(page.Texts, newWriting(r.survey, role, t, words))
	}
	if found.Next != 0 {
		page.Pager.Later = page.Bar.To(joined(r.selection.String(), "before="+strconv.FormatInt(found.Next, 10)))
	}
	return nil
}

// written reads which question's texts are asked for, "" for all.
func (r *reading) written(id string) string {
	if id == "" {
		return ""
	}
	if q := r.survey.Question(id); q != nil && written(q) {
		return id
	}
	r.problems = append(r.problems, dashboard.Problem{Parameter: "question", Message: "This survey has no such question that is answered in words, so all texts are searched."})
	return ""
}

// sought takes a search apart into words; what stands in quotation marks is one.
func sought(text string) []string {
	var words []string
	quoted := false
	for _, part := range strings.FieldsFunc(parted(clean(text), &quoted), func(r rune) bool { return r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" && len(words) < mostSought {
			words = append(words, part)
		}
	}
	return words
}

// parted puts a line end wherever one word ends.
func parted(text string, quoted *bool) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\"“”„«»", r):
			*quoted = !*quoted
			return '\n'
		case unicode.IsSpace(r) && !*quoted:
			return '\n'
		}
		return r
	}, text)
}

// clean bounds what was typed.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > mostSought*longestWord {
		text = string(runes[:mostSought*longestWord])
	}
	return text
}

// filtersOf gives the filters as fields of a form.
func filtersOf(s dashboard.Selection) []parameter {
	var all []parameter
	query := s.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			all = append(all, parameter{name, value})
		}
	}
	return all
}

func textWords(found tally.Texts, words []string) string {
	texts, people := grouped(int64(found.Matching))+" texts", peopleWords(found.People)
	if found.Matching == 1 {
		texts = "1 text"
	}
	switch {
	case found.Matching == 0 && len(words) == 0:
		return "Nobody wrote anything."
	case found.Matching == 0:
		return "No text holds " + wordList(words) + "."
	case len(words) == 0:
		return fmt.Sprintf("%s by %s.", texts, people)
	case found.Matching == 1:
		return fmt.Sprintf("1 text by 1 person holds %s.", wordList(words))
	}
	return fmt.Sprintf("%s by %s hold %s.", texts, people, wordList(words))
}

func wordList(words []string) string {
	marked := make([]string, len(words))
	for i, w := range words {
		marked[i] = "“" + w + "”"
	}
	return strings.Join(marked, " and ")
}

func newWriting(s *survey.Survey, role *survey.Question, t tally.Text, words []string) writing {
	w := writing{Parts: marked(t.Text, words), Language: t.Language, Day: t.Day.Format("2 Jan 2006"), Who: dashboard.RolesOf(role, t)}
	if q := s.Question(t.Question); q != nil {
		w.Question = string(q.Title)
	}
	return w
}

// marked cuts a text where the words stand in it.
func marked(text string, words []string) []segment {
	var parts []segment
	at := 0
	for _, span := range vocabulary.Find(text, words) {
		if span.From > at {
			parts = append(parts, segment{text[at:span.From], false})
		}
		parts = append(parts, segment{text[span.From:span.To], true})
		at = span.To
	}
	if at < len(text) {
		parts = append(parts, segment{text[at:], false})
	}
	return parts
}

// voices is the address of the first dashboard that counts words.
func (f *founders) voices(r reading) string {
	for _, d := range f.config.Dashboards() {
		if d.Shows(dashboard.VoicesKind) {
			return withQuery(dashboardPath(r.survey.ID, d.ID), r.selection.String())
		}
	}
	return ""
}
