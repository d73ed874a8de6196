package survey

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"muster/internal/words"
)

// Write gives the survey as a file that Parse reads back to the same survey, in all its languages.
// notes become comments above the values they are keyed by, "questions[2]" or
// "questions[2].options[0]", counted as in Survey.Questions.
func Write(s *Survey, notes map[string]string) ([]byte, error) {
	catalog, err := words.Load()
	if err != nil {
		return nil, fmt.Errorf("write survey %q: %w", s.ID, err)
	}
	w := writer{catalog: catalog, all: s.everyLanguage(), places: map[int]string{}}
	f := w.file()
	comments := yaml.CommentMap{}
	for path, note := range notes {
		at := "$." + w.place(path)
		comments[at] = append(comments[at], yaml.HeadComment(" "+oneLine(note)))
	}
	data, err := yaml.MarshalWithOptions(f, yaml.IndentSequence(true), yaml.WithComment(comments),
		yaml.CustomMarshaler(w.marshal), yaml.CustomMarshaler(quoteAwkward), yaml.CustomMarshaler(func(s string) ([]byte, error) { return quoteAwkward(Text(s)) }))
	if err != nil {
		return nil, fmt.Errorf("write survey %q: %w", s.ID, err)
	}
	return data, nil
}

// everyLanguage gives the survey in each of its languages, itself where its own is due.
func (s *Survey) everyLanguage() []*Survey {
	if len(s.Languages) == 0 {
		return []*Survey{s}
	}
	var all []*Survey
	for _, language := range s.Languages {
		all = append(all, s.In(language))
	}
	return all
}

// writer makes the file of a survey.
type writer struct {
	catalog *words.Catalog
	all     []*Survey      // the survey in each language, the first one first
	places  map[int]string // where a question stands in the file, by its position in the survey
}

func (w *writer) file() file {
	s := w.all[0]
	f := file{
		ID: s.ID, Language: s.Language,
		Title:   w.texts(func(s *Survey) Text { return s.Title }),
		Intro:   w.texts(func(s *Survey) Text { return s.Intro }),
		Thanks:  w.texts(func(s *Survey) Text { return s.Thanks }),
		Privacy: w.texts(func(s *Survey) Text { return s.Privacy }),

		TimeZone: s.Zone.String(), Opens: localTimeOf(s.Opens, s.Zone), Closes: localTimeOf(s.Closes, s.Zone),
		Closed: s.Closed, Synthetic: s.Synthetic,
	}
	if len(w.all) > 1 {
		f.Languages = s.Languages
	}
	f.setRules(s.Rules)
	w.questions(&f)
	if f.Layout = s.Layout; f.Layout == (&file{Sections: f.Sections}).layout() {
		f.Layout = ""
	}
	return f
}

func (f *file) setRules(r Rules) {
	f.Most, f.Invited, f.AccessWord, f.ProofOfWork, f.Embed, f.Short = r.Most, r.Invited, r.AccessWord, r.ProofOfWork, r.Embed, r.Short
	f.KeepAnswers, f.KeepContacts = spanOf(r.KeepAnswers), spanOf(r.KeepContacts)
	if r.KeepDrafts != defaultDrafts {
		f.KeepDrafts = spanOf(Span{Days: int(r.KeepDrafts / (24 * time.Hour))})
	}
}

func spanOf(s Span) *Span {
	if s.IsZero() {
		return nil
	}
	return &s
}

// questions writes sections only where there is more than the one that a file without them has.
func (w *writer) questions(f *file) {
	s, at := w.all[0], 0
	if len(s.Sections) == 0 || len(s.Sections) == 1 && s.Sections[0].ID == "" {
		f.Questions = w.run("questions", 0, len(s.Questions))
		return
	}
	for i, section := range s.Sections {
		to := at + len(section.Questions)
		f.Sections = append(f.Sections, fileSection{
			ID: section.ID, ShowIf: fileConditionOf(section.ShowIf),
			Title:     w.texts(func(s *Survey) Text { return s.Sections[i].Title }),
			Intro:     w.texts(func(s *Survey) Text { return s.Sections[i].Intro }),
			Questions: w.run(fmt.Sprintf("sections[%d].questions", i), at, to),
		})
		at = to
	}
}

// run writes the questions in a range of positions.
func (w *writer) run(path string, from, to int) []fileQuestion {
	var run []fileQuestion
	for i := from; i < to; i++ {
		if w.all[0].Questions[i].LevelOf == "" {
			w.places[i] = fmt.Sprintf("%s[%d]", path, len(run))
			run = append(run, w.question(i))
		}
	}
	return run
}

// place is where in the file stands what notes call questions[2].options[0].
func (w *writer) place(path string) string {
	var i int
	if n, _ := fmt.Sscanf(path, "questions[%d]", &i); n == 1 && w.places[i] != "" {
		return w.places[i] + path[strings.Index(path, "]")+1:]
	}
	return path
}

func localTimeOf(t time.Time, zone *time.Location) *localTime {
	if t.IsZero() {
		return nil
	}
	return &localTime{time: t.In(zone)}
}
