package survey

import (
	"fmt"
	"time"

	"muster/internal/yamldoc"
)

// The shape of a survey file. It is kept apart from Survey so that the file can offer short
// forms (other: true, options_from) that the rest of the program never has to think about.
type file struct {
	ID        string         `yaml:"id,omitempty"`
	Title     Text           `yaml:"title,omitempty"`
	Intro     Text           `yaml:"intro,omitempty"`
	Thanks    Text           `yaml:"thanks,omitempty"`
	Language  string         `yaml:"language,omitempty"`
	TimeZone  string         `yaml:"time_zone,omitempty"`
	Opens     *localTime     `yaml:"opens,omitempty"`
	Closes    *localTime     `yaml:"closes,omitempty"`
	Closed    bool           `yaml:"closed,omitempty"`
	Synthetic bool           `yaml:"synthetic,omitempty"`
	Questions []fileQuestion `yaml:"questions,omitempty"`
}

type fileQuestion struct {
	ID          string       `yaml:"id,omitempty"`
	Kind        Kind         `yaml:"kind,omitempty"`
	Purpose     Purpose      `yaml:"purpose,omitempty"`
	Title       Text         `yaml:"title,omitempty"`
	Hint        Text         `yaml:"hint,omitempty"`
	Statement   Text         `yaml:"statement,omitempty"`
	Required    bool         `yaml:"required,omitempty"`
	Options     []fileOption `yaml:"options,omitempty"`
	Groups      []fileGroup  `yaml:"groups,omitempty"`
	OptionsFrom string       `yaml:"options_from,omitempty"`
	Other       Text         `yaml:"other,omitempty"`
	None        Text         `yaml:"none,omitempty"`
	Min         int          `yaml:"min,omitempty"`
	Max         int          `yaml:"max,omitempty"`
	Scale       *fileScale   `yaml:"scale,omitempty"`
	Grid        Text         `yaml:"grid,omitempty"`
	MaxLength   int          `yaml:"max_length,omitempty"`
}

type fileOption struct {
	ID      string   `yaml:"id,omitempty"`
	Label   Text     `yaml:"label,omitempty"`
	Hint    Text     `yaml:"hint,omitempty"`
	Aliases []string `yaml:"aliases,omitempty"`
}

type fileGroup struct {
	ID      string       `yaml:"id,omitempty"`
	Label   Text         `yaml:"label,omitempty"`
	Options []fileOption `yaml:"options,omitempty"`
}

type fileScale struct {
	From   int          `yaml:"from,omitempty"`
	To     int          `yaml:"to,omitempty"`
	Labels map[int]Text `yaml:"labels,omitempty"`
}

// fits tells whether the scale is within the limits; checking the ends first keeps the difference
// from overflowing.
func (s fileScale) fits() bool {
	return s.From >= -farthestPoint && s.To <= farthestPoint && s.From < s.To && s.To-s.From < maxPoints
}

// localTime is a date or a date with a time of day, without an offset: the survey's time zone
// gives the meaning.
type localTime struct {
	time    time.Time
	dayOnly bool
}

// UnmarshalText reads 2026-12-01 or 2026-12-01 18:00.
func (t *localTime) UnmarshalText(text []byte) error {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if v, err := time.Parse(layout, string(text)); err == nil {
			*t = localTime{v, layout == "2006-01-02"}
			return nil
		}
	}
	return fmt.Errorf("%q is not a date; write it as 2026-12-01 or 2026-12-01 18:00", text)
}

func (t *localTime) in(zone *time.Location) time.Time {
	if t == nil {
		return time.Time{}
	}
	v := t.time
	return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), 0, 0, zone)
}

// Parse reads a survey file. name is used in the problems' places. When problems is not empty the
// survey must not be used.
func Parse(name string, data []byte) (*Survey, yamldoc.Problems) {
	var f file
	doc := yamldoc.Decode(name, data, &f)
	if doc.Broken() {
		return nil, doc.Problems()
	}
	s := &Survey{
		ID: f.ID, Title: f.Title, Intro: f.Intro, Thanks: f.Thanks, Language: f.Language,
		Zone: time.UTC, Closed: f.Closed, Synthetic: f.Synthetic, Source: data,
	}
	if s.Language == "" {
		s.Language = "en"
	}
	if f.TimeZone != "" {
		if zone, err := time.LoadLocation(f.TimeZone); err == nil && f.TimeZone != "Local" {
			s.Zone = zone
		} else {
			doc.Report("time_zone", "unknown time zone %q; write one such as America/New_York", f.TimeZone)
		}
	}
	s.Opens, s.Closes = f.Opens.in(s.Zone), f.Closes.in(s.Zone)
	if f.Closes != nil && f.Closes.dayOnly {
		s.Closes = s.Closes.AddDate(0, 0, 1) // the last day itself is still open
	}
	for i := range f.Questions {
		s.Questions = append(s.Questions, f.Questions[i].question())
	}
	c := checker{doc: doc, file: &f, survey: s}
	c.run()
	if problems := doc.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

func (f *fileQuestion) question() *Question {
	q := &Question{
		ID: f.ID, Kind: f.Kind, Purpose: f.Purpose, Title: f.Title, Hint: f.Hint,
		Required: f.Required, Statement: f.Statement, From: f.OptionsFrom,
		Min: f.Min, Max: f.Max, Grid: f.Grid, MaxLength: f.MaxLength,
	}
	for _, o := range f.Options {
		q.Options = append(q.Options, o.option(""))
	}
	for _, g := range f.Groups {
		q.Groups = append(q.Groups, Group{ID: g.ID, Label: g.Label})
		for _, o := range g.Options {
			q.Options = append(q.Options, o.option(g.ID))
		}
	}
	if f.OptionsFrom == "" {
		q.closeOptions(f)
	}
	if f.Scale != nil && f.Scale.fits() {
		for v := f.Scale.From; v <= f.Scale.To; v++ {
			q.Points = append(q.Points, Point{v, f.Scale.Labels[v]})
		}
	}
	if q.Free() && q.MaxLength == 0 {
		q.MaxLength = defaultLength[q.Kind]
	}
	return q
}

// closeOptions puts "other" and "none" where people look for them: last.
func (q *Question) closeOptions(f *fileQuestion) {
	if f.Other != "" {
		q.Options = append(q.Options, Option{ID: otherID, Label: f.Other, Written: true})
	}
	if f.None != "" {
		q.Options = append(q.Options, Option{ID: noneID, Label: f.None, Exclusive: true})
	}
}

func (f fileOption) option(group string) Option {
	return Option{ID: f.ID, Label: f.Label, Hint: f.Hint, Group: group, Aliases: f.Aliases}
}
