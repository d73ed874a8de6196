package dataset

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// writeDatabase makes a DuckDB file of three tables and sends it when it is whole.
func (s *set) writeDatabase(ctx context.Context, w io.Writer) (err error) {
	d, err := openScratch(ctx, s.config.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := s.createTables(ctx, d); err != nil {
		return err
	}
	if err := s.fillTables(ctx, d); err != nil {
		return err
	}
	if err := errors.Join(d.exec(ctx, "CHECKPOINT"), d.shut()); err != nil { // with it the log's content is in the file
		return err
	}
	return copyFile(w, d.path(databaseName))
}

// createTables ends with a checkpoint: tables and rows mixed in one log make a database that opens
// after a crash and then refuses its next insert.
func (s *set) createTables(ctx context.Context, d *scratch) error {
	if err := d.createAnswers(ctx, s.plan.variables); err != nil {
		return err
	}
	statements := []string{
		`CREATE TABLE picks (response VARCHAR, question VARCHAR, option VARCHAR, label VARCHAR, "group" VARCHAR, place UTINYINT, own_words VARCHAR)`,
		`CREATE TABLE codebook (` + strings.Join(quotedAll(codebookHeader()[:len(codebookHeader())-1]), " VARCHAR, ") + ` VARCHAR, people INTEGER)`,
		"COMMENT ON TABLE answers IS " + literal(valid(strings.Join(s.about(), " "))),
		"COMMENT ON TABLE picks IS 'A row an option that somebody picked; place is that in an order of preference.'",
		"COMMENT ON TABLE codebook IS 'Every column of answers with its values, and how many people gave each.'",
	}
	for _, v := range s.plan.variables {
		statements = append(statements, fmt.Sprintf("COMMENT ON COLUMN answers.%s IS %s", quoted(v.Name), literal(valid(v.Label))))
	}
	return d.exec(ctx, strings.Join(append(statements, "CHECKPOINT"), ";\n"))
}

func quotedAll(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = quoted(name)
	}
	return all
}

func (s *set) fillTables(ctx context.Context, d *scratch) error {
	picks, err := d.appender("picks")
	if err != nil {
		return err
	}
	options := s.options()
	err = s.fillAnswers(ctx, d, func(r *response.Response) error { return picks.response(r, options) })
	if err := picks.close(err); err != nil {
		return err
	}
	return s.fillCodebook(d)
}

// pickable is a question with what its picks are called. What stands in many rows is made a value of the
// driver once.
type pickable struct {
	question *survey.Question
	id       driver.Value
	options  map[string]option
}

type option struct {
	id, label, group driver.Value
	written          bool
}

func (s *set) options() []pickable {
	var all []pickable
	for _, f := range s.plan.fields {
		q := f.question
		if !q.Choice() {
			continue
		}
		p := pickable{q, q.ID, map[string]option{}}
		for _, o := range q.Options {
			p.options[o.ID] = option{o.ID, valid(string(o.Label)), valid(groupLabel(q, o.Group)), o.Written}
		}
		all = append(all, p)
	}
	return all
}

// response adds a response's picks.
func (a *appender) response(r *response.Response, questions []pickable) error {
	var who driver.Value = valid(r.ID)
	for i := range questions {
		q := &questions[i]
		given := r.Answers[q.question.ID]
		for place, id := range given.Picks {
			o, known := q.options[id]
			if !known {
				continue // a survey that was changed since has no name for it
			}
			a.values = append(a.values, who, q.id, o.id, o.label, o.group, nil, nil)
			if q.question.Kind == survey.Ranking {
				a.values[5] = uint8(place + 1)
			}
			if o.written && given.Other != "" {
				a.values[6] = valid(given.Other)
			}
			if err := a.add(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *set) fillCodebook(d *scratch) error {
	out, err := d.appender("codebook")
	if err != nil {
		return err
	}
	for _, e := range s.entries() {
		for _, field := range e.fields() {
			out.values = append(out.values, valid(field))
		}
		out.values = append(out.values, int32(e.people))
		if err := out.add(); err != nil {
			return out.close(err)
		}
	}
	return out.close(nil)
}
