package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"muster/internal/tally"
)

// Crowd tells which options of one question, or of two, people picked together. An answer asked for
// before costs nothing as long as nothing of the survey changes.
//
// Errors about the query are those of Tally.
func (w *Warehouse) Crowd(ctx context.Context, surveyID string, q tally.CrowdQuery) (crowd tally.Crowd, err error) {
	err = w.about(surveyID, func(l *layout) error {
		crowd, err = w.crowdAs(ctx, l, q)
		return err
	})
	return crowd, err
}

func (w *Warehouse) crowdAs(ctx context.Context, l *layout, q tally.CrowdQuery) (tally.Crowd, error) {
	p, err := l.planCrowd(q)
	if err != nil {
		return tally.Crowd{}, err
	}
	if found, ok := w.cache.find(p.name, w.version(l.survey.ID)).(*tally.Crowd); ok {
		return ownCrowd(found), nil
	}
	var crowd *tally.Crowd
	err = w.count(ctx, l, func(c *conn, version int64) (err error) {
		if crowd, err = p.count(ctx, c); err == nil {
			w.cache.keep(p.name, version, crowd, 3*len(crowd.Combinations))
		}
		return err
	})
	if err != nil {
		return tally.Crowd{}, fmt.Errorf("crowd of survey %q: %w", l.survey.ID, err)
	}
	return ownCrowd(crowd), nil
}

// ownCrowd gives a caller a crowd of its own, to change at will.
func ownCrowd(c *tally.Crowd) tally.Crowd {
	own := *c
	own.Combinations, own.Categories = slices.Clone(c.Combinations), slices.Clone(c.Categories)
	for i, names := range c.Categories {
		own.Categories[i] = slices.Clone(names)
	}
	return own
}

// crowdPlan is a query for a crowd that has been checked.
type crowdPlan struct {
	name   string // under which its answer is remembered
	table  string
	where  string // whom the filter lets through
	fields []*field
	masks  []string // the columns of the fields
}

func (l *layout) planCrowd(q tally.CrowdQuery) (*crowdPlan, error) {
	if n := len(q.Questions); n < 1 || n > 2 || n == 2 && q.Questions[0] == q.Questions[1] {
		return nil, fmt.Errorf("%w: a crowd is by one question or by two different ones", ErrQuery)
	}
	where, err := l.where(q.Filter)
	if err != nil {
		return nil, err
	}
	p := &crowdPlan{name: fmt.Sprintf("crowd %s %s %q", l.survey.ID, where, q.Questions), table: quoted(l.answers), where: where}
	for _, id := range q.Questions {
		f, err := l.question(id)
		if err != nil {
			return nil, err
		}
		p.fields, p.masks = append(p.fields, f), append(p.masks, l.mask(f))
	}
	return p, nil
}

func (p *crowdPlan) count(ctx context.Context, c *conn) (*tally.Crowd, error) {
	crowd := &tally.Crowd{}
	for _, f := range p.fields {
		crowd.Categories = append(crowd.Categories, f.ids())
	}
	err := c.query(ctx, "SELECT count(*) FROM "+p.table+" WHERE "+p.where, nil, func(row []driver.Value) error {
		crowd.Responses = int(integer(row[0]))
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = c.query(ctx, p.sql(), nil, func(row []driver.Value) error {
		combination := tally.Combination{People: int(integer(row[0]))}
		for i, mask := range row[1:] {
			combination.Masks[i] = bitsOf(mask)
		}
		crowd.Base += combination.People
		crowd.Combinations = append(crowd.Combinations, combination)
		return nil
	})
	return crowd, err
}

// sql counts the people of each combination who answered every question.
func (p *crowdPlan) sql() string {
	masks := strings.Join(p.masks, ", ")
	return fmt.Sprintf("SELECT count(*), %s FROM %s WHERE %s AND %s <> 0 GROUP BY %s ORDER BY %s",
		masks, p.table, p.where, strings.Join(p.masks, " <> 0 AND "), masks, masks)
}
