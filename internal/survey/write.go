package survey

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
)

// Write gives the survey as a file that Parse reads back to the same survey. notes become
// comments behind the values they are keyed by: "questions[2]" or "questions[2].options[0]".
func Write(s *Survey, notes map[string]string) ([]byte, error) {
	f := file{
		ID: s.ID, Title: s.Title, Intro: s.Intro, Thanks: s.Thanks, Language: s.Language,
		TimeZone: s.Zone.String(), Opens: localTimeOf(s.Opens, s.Zone), Closes: localTimeOf(s.Closes, s.Zone),
		Closed: s.Closed, Synthetic: s.Synthetic,
	}
	for _, q := range s.Questions {
		f.Questions = append(f.Questions, fileQuestionOf(q))
	}
	comments := yaml.CommentMap{}
	for path, note := range notes {
		comments["$."+path] = append(comments["$."+path], yaml.HeadComment(" "+oneLine(note)))
	}
	data, err := yaml.MarshalWithOptions(f, yaml.IndentSequence(true), yaml.WithComment(comments),
		yaml.CustomMarshaler(quoteAwkward), yaml.CustomMarshaler(func(s string) ([]byte, error) { return quoteAwkward(Text(s)) }))
	if err != nil {
		return nil, fmt.Errorf("write survey %q: %w", s.ID, err)
	}
	return data, nil
}

// quoteAwkward writes a text with tabs or line ends in double quotes: in YAML's other styles some
// of them would be lost. So it does with one that begins like the end of a document. JSON's strings
// are YAML's double-quoted ones.
func quoteAwkward(t Text) ([]byte, error) {
	if s := string(t); strings.ContainsAny(s, "\t\r\n") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return json.Marshal(string(t))
	}
	return yaml.Marshal(string(t))
}

// oneLine keeps a comment from running on into the file.
func oneLine(note string) string {
	return strings.Join(strings.FieldsFunc(note, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

func localTimeOf(t time.Time, zone *time.Location) *localTime {
	if t.IsZero() {
		return nil
	}
	return &localTime{time: t.In(zone)}
}

// MarshalText writes the form that UnmarshalText reads.
func (t localTime) MarshalText() ([]byte, error) {
	return []byte(t.time.Format("2006-01-02 15:04")), nil
}

func fileQuestionOf(q *Question) fileQuestion {
	f := fileQuestion{
		ID: q.ID, Kind: q.Kind, Purpose: q.Purpose, Title: q.Title, Hint: q.Hint,
		Statement: q.Statement, Required: q.Required, OptionsFrom: q.From,
		Min: q.Min, Max: q.Max, Grid: q.Grid,
	}
	if q.Free() && q.MaxLength != defaultLength[q.Kind] {
		f.MaxLength = q.MaxLength
	}
	for _, o := range q.Options {
		switch {
		case o.Written:
			f.Other = o.Label
		case o.Exclusive:
			f.None = o.Label
		case q.From != "":
		case o.Group == "":
			f.Options = append(f.Options, fileOptionOf(o))
		default:
			f.addToGroup(q, o)
		}
	}
	if len(q.Points) > 0 {
		f.Scale = &fileScale{From: q.Points[0].Value, To: q.Points[len(q.Points)-1].Value, Labels: map[int]Text{}}
		for _, p := range q.Points {
			if p.Label != "" {
				f.Scale.Labels[p.Value] = p.Label
			}
		}
	}
	return f
}

func (f *fileQuestion) addToGroup(q *Question, o Option) {
	i := slices.IndexFunc(f.Groups, func(g fileGroup) bool { return g.ID == o.Group })
	if i < 0 {
		for _, g := range q.Groups {
			if g.ID == o.Group {
				f.Groups = append(f.Groups, fileGroup{ID: g.ID, Label: g.Label})
			}
		}
		i = len(f.Groups) - 1
	}
	f.Groups[i].Options = append(f.Groups[i].Options, fileOptionOf(o))
}

func fileOptionOf(o Option) fileOption {
	return fileOption{ID: o.ID, Label: o.Label, Hint: o.Hint, Aliases: o.Aliases}
}
