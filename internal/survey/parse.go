package survey

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"muster/internal/words"
	"muster/internal/yamldoc"
)

// Limits of a survey. A question's options are bits of one 64-bit mask in the warehouse, and a
// form with more questions than this is not one that people finish.
const (
	MaxQuestions = 200
	MaxOptions   = 64
	MaxRanked    = 12      // options of a Ranking
	maxText      = 10_000  // bytes
	maxPage      = 100_000 // bytes of a text that may fill a page
)

// Parse reads a survey file. name is used in the problems' places. When problems is not empty the
// survey must not be used.
func Parse(name string, data []byte) (*Survey, yamldoc.Problems) {
	var f file
	doc := yamldoc.Decode(name, data, &f)
	if doc.Broken() {
		return nil, doc.Problems()
	}
	catalog, err := words.Load()
	if err != nil {
		doc.Report("", "%s", err) // not the file's fault, but the program is not usable either
		return nil, doc.Problems()
	}
	languages := languagesOf(doc, &f)
	translations := map[string]*Survey{}
	var missing []Missing
	for _, language := range languages {
		b := builder{
			doc: doc, file: &f, own: catalog.In(language), spoken: catalog.Speaks(language), language: language,
			original: translations[languages[0]],
		}
		translations[language] = b.build(data, languages)
		missing = append(missing, b.missing...)
		if problems := doc.Problems(); len(problems) > 0 { // a translation is worth a look once the original is sound
			return nil, problems
		}
	}
	slices.SortStableFunc(missing, func(a, b Missing) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(string(a.Text), string(b.Text)))
	})
	for _, s := range translations {
		s.translations, s.missing = translations, missing
	}
	return translations[languages[0]], nil
}

// builder makes the Survey of a file in one language and reports what is wrong with the file.
type builder struct {
	doc      *yamldoc.Document
	file     *file
	own      *words.Words // what Muster says itself in the language
	spoken   bool         // it says them in this language, not in English
	language string
	original *Survey // in the first language; nil while that one is built
	survey   *Survey
	section  *Section             // that questions are added to
	asked    map[string]asked     // what the file asks, by id
	paths    map[*Question]string // where in the file a question stands
	seen     map[string]bool      // paths of texts that were looked at
	missing  []Missing
}

// asked is a question of the file with its place in it.
type asked struct {
	path string
	file *fileQuestion
}

func (b *builder) build(source []byte, languages []string) *Survey {
	f := b.file
	b.survey = &Survey{
		ID: f.ID, Language: b.language, Languages: languages, Zone: time.UTC,
		Closed: f.Closed, Synthetic: f.Synthetic, Source: source,
	}
	b.paths, b.seen = map[*Question]string{}, map[string]bool{}
	if !surveyID.MatchString(f.ID) {
		b.report("id", "the survey needs an id of lower-case letters, digits and dashes, such as charlotte; found %q", f.ID)
	}
	if f.ID == starting {
		b.report("id", "the address of a survey called new is where a founder starts one; choose another id")
	}
	s := b.survey
	s.Title, s.Intro = b.text("title", f.Title), b.page("intro", f.Intro)
	s.Thanks, s.Privacy = b.page("thanks", f.Thanks), b.page("privacy", f.Privacy)
	if blank(s.Title) && f.Title.plain() {
		b.report("title", "the survey needs a title; it heads the form")
	}
	if b.translation() {
		s.Zone, s.Opens, s.Closes, s.Rules = b.original.Zone, b.original.Opens, b.original.Closes, b.original.Rules
	} else {
		b.times()
		b.rules()
	}
	b.sections()
	b.purposes()
	return s
}

func (b *builder) times() {
	s, f := b.survey, b.file
	if f.TimeZone != "" {
		if zone, err := time.LoadLocation(f.TimeZone); err == nil && f.TimeZone != "Local" {
			s.Zone = zone
		} else {
			b.report("time_zone", "unknown time zone %q; write one such as America/New_York", f.TimeZone)
		}
	}
	s.Opens, s.Closes = f.Opens.in(s.Zone), f.Closes.in(s.Zone)
	if f.Closes != nil && f.Closes.dayOnly {
		s.Closes = s.Closes.AddDate(0, 0, 1) // the last day itself is still open
	}
	if !s.Opens.IsZero() && !s.Closes.IsZero() && !s.Opens.Before(s.Closes) {
		b.report("closes", "the survey closes before it opens; move one of the dates")
	}
}

// translation tells whether another language than the survey's first is built.
func (b *builder) translation() bool { return b.original != nil }

func (b *builder) offers(language string) bool { return slices.Contains(b.survey.Languages, language) }

// report adds a problem. In a translation only what depends on its texts can be wrong.
func (b *builder) report(path, format string, args ...any) {
	if b.translation() {
		format, args = format+" (in %s)", append(args, b.language)
		if b.doc.Has(path + "." + b.language) {
			path += "." + b.language
		}
	}
	b.doc.Report(path, format, args...)
}

func blank(t Text) bool { return strings.TrimSpace(string(t)) == "" }
