package dashboard

import (
	"crypto/sha256"
	"encoding/hex"

	"muster/internal/survey"
	"muster/internal/yamldoc"
)

// The shape of a dashboard file. A key that is left out is its zero value here; check.go says
// which keys go with which kind and fills the defaults in.
type file struct {
	ID     string `yaml:"id"`
	Title  string `yaml:"title"`
	Intro  string `yaml:"intro"`
	Order  int    `yaml:"order"`
	Panels []spec `yaml:"panels"`
}

// spec is one panel as its author wrote it.
type spec struct {
	Kind  Kind   `yaml:"kind"`
	Title string `yaml:"title"` // "": the question's
	Note  string `yaml:"note"`
	Width Width  `yaml:"width"`

	Purpose  survey.Purpose `yaml:"purpose"` // or Question: whose answers are counted
	Question string         `yaml:"question"`

	Show []string `yaml:"show"` // of figures: which ones

	By    string `yaml:"by"`    // periods or sources of a change; options or groups of a ranking; day, week or auto of a trend; steps or sources of a funnel
	Sort  string `yaml:"sort"`  // share or survey; of a crosstab survey or size
	Limit int    `yaml:"limit"` // how many a ranking draws; its table has all

	Rows    *side  `yaml:"rows"` // of a crosstab; shares are of the people of a row
	Columns *side  `yaml:"columns"`
	Colour  string `yaml:"colour"` // share, column_share, count, expected or residual

	Meetings int  `yaml:"meetings"`  // of a planner: how many to plan
	Speakers bool `yaml:"speakers"`  // of a planner: only topics that somebody could speak about
	PerGroup int  `yaml:"per_group"` // of a planner: topics of one group at the most; 0: any number

	Since string `yaml:"since"` // of a change: the first day of the later period, as 2026-01-31; "": the later half

	SQL  string `yaml:"sql"`  // of SQL: one SELECT
	Draw string `yaml:"draw"` // of SQL: bars, columns, line or none

	Each   string           `yaml:"each"`   // rest, choice or scale: one panel for every such question
	Most   int              `yaml:"most"`   // of Each: how many at the most
	Unless []survey.Purpose `yaml:"unless"` // only for a survey with none of these purposes
}

// side is one side of a crosstab.
type side struct {
	Purpose  survey.Purpose `yaml:"purpose"`
	Question string         `yaml:"question"`
	By       string         `yaml:"by"` // options or groups; source or language, without a question
}

// Reader reads dashboard files. Its zero value reads them without a look at their queries in SQL.
type Reader struct {
	// SQL says what is wrong with a query, as far as that can be told without answers; nil: queries are
	// taken as they are, and their mistakes show when they run.
	SQL func(sql string) error
}

// Parse reads a dashboard file as a Reader does that does not look at queries.
func Parse(name string, data []byte) (*Dashboard, yamldoc.Problems) {
	return Reader{}.Parse(name, data)
}

// Parse reads a dashboard file. name is used in the problems' places. When problems is not empty
// the dashboard must not be used.
func (r Reader) Parse(name string, data []byte) (*Dashboard, yamldoc.Problems) {
	var f file
	doc := yamldoc.Decode(name, data, &f)
	if !doc.Broken() {
		c := checker{doc: doc, file: &f, sql: r.SQL}
		c.run()
	}
	if problems := doc.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return &Dashboard{ID: f.ID, Title: f.Title, Intro: f.Intro, Order: f.Order, Version: version(data), panels: f.Panels}, nil
}

func version(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
