package importer

import (
	"fmt"
	"regexp"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

func (inf *inference) survey() *survey.Survey {
	s := &survey.Survey{
		ID: inf.config.ID, Title: survey.Text(spreadsheet.Line(inf.config.Title)), Language: inf.language(), Zone: inf.config.Zone,
		Closed: true, // an old form that is read must not take new answers before somebody opens it
	}
	if s.Title == "" {
		s.Title = survey.Text(titleFrom(inf.sources[0].file.name()))
	}
	for _, one := range inf.subjects {
		s.Questions = append(s.Questions, one.guess.question)
	}
	if inf.consent != nil {
		s.Questions = append(s.Questions, inf.consent)
	}
	return s
}

// write puts the survey into words with its counts, and reads it back: what the founder gets to
// correct is what the responses were made for.
func (inf *inference) write() (*survey.Survey, error) {
	s := inf.survey()
	data, err := survey.Write(s, inf.notes())
	if err != nil {
		return nil, err
	}
	rows := 0
	for _, from := range inf.sources {
		rows += from.rows.len()
	}
	head := fmt.Sprintf("# Made from %s: %s. The numbers are what the %s.\n"+
		"# Correct titles, labels, kinds and the order; once answers are stored the ids must stay as they are.\n",
		inf.files(), plural(rows, "response", "responses"), map[bool]string{true: "file holds", false: "files hold"}[len(inf.sources) == 1])
	data = questionNote.ReplaceAll(data, []byte("\n$0"))
	parsed, problems := survey.Parse(s.ID+".yaml", append([]byte(head), data...))
	if len(problems) > 0 {
		return nil, fmt.Errorf("infer a survey from %q: %w", inf.files(), problems)
	}
	return parsed, nil
}

// The notes that stand before a question, and only they, are indented by two; a blank line sets the
// question apart.
var questionNote = regexp.MustCompile(`(?m)^  # `)
