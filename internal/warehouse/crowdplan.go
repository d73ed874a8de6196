package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math"
	"slices"
	"strings"

	"muster/internal/tally"
)

// crowdPlan is a query for a crowd that has been checked.
type crowdPlan struct {
	name     string // under which its answer is remembered
	table    string
	where    string // whom the filter lets through
	answered string // who of them answered every question
	notShown string // who of them was not shown one of the questions; "" when everybody was shown them
	fields   []*field
	masks    []string // of the fields, with the categories that are to be told apart
	most     int      // people from whom on a sample is told; 0: none
}

func (l *layout) planCrowd(q tally.CrowdQuery) (*crowdPlan, error) {
	if n := len(q.Questions); n < 1 || n > 2 || n == 2 && q.Questions[0] == q.Questions[1] {
		return nil, fmt.Errorf("%w: a crowd is by one question or by two different ones", ErrQuery)
	}
	if q.Most < 0 || q.Only != nil && len(q.Only) != len(q.Questions) {
		return nil, fmt.Errorf("%w: %d people of %d questions, told apart by categories of %d", ErrQuery, q.Most, len(q.Questions), len(q.Only))
	}
	where, err := l.where(q.Filter)
	if err != nil {
		return nil, err
	}
	p := &crowdPlan{
		name:  fmt.Sprintf("crowd %s %s %q %d %q", l.survey.ID, where, q.Questions, q.Most, q.Only),
		table: quoted(l.answers), where: where, notShown: l.notShown(q.Questions...), most: q.Most,
	}
	var answered []string
	for i, id := range q.Questions {
		f, err := l.question(id)
		if err != nil {
			return nil, err
		}
		mask := l.mask(f)
		answered = append(answered, mask+" <> 0")
		if q.Only != nil {
			if mask, err = l.only(f, q.Only[i]); err != nil {
				return nil, err
			}
		}
		p.fields, p.masks = append(p.fields, f), append(p.masks, mask)
	}
	p.answered = strings.Join(answered, " AND ")
	return p, nil
}

// only is the mask of a field without all categories but some.
func (l *layout) only(f *field, categories []string) (string, error) {
	var keep uint64
	for _, id := range categories {
		bit, known := f.bit[id]
		if !known {
			return "", fmt.Errorf("%w: %q of question %q", ErrUnknownOption, id, f.question.ID)
		}
		keep |= 1 << bit
	}
	return fmt.Sprintf("(%s & %d)", l.mask(f), keep), nil
}

func (p *crowdPlan) count(ctx context.Context, c *conn) (*tally.Crowd, error) {
	crowd := &tally.Crowd{}
	for _, f := range p.fields {
		crowd.Categories = append(crowd.Categories, f.ids())
	}
	if err := p.audience(ctx, c, crowd); err != nil {
		return nil, err
	}
	err := c.query(ctx, p.sql(crowd.Base), nil, func(row []driver.Value) error {
		combination := tally.Combination{People: int(integer(row[0]))}
		for i, mask := range row[1:] {
			combination.Masks[i] = bitsOf(mask)
		}
		crowd.Counted += combination.People
		crowd.Combinations = append(crowd.Combinations, combination)
		return nil
	})
	return crowd, err
}

// audience counts whom the filter lets through, who of them answered, and who was not shown a question.
func (p *crowdPlan) audience(ctx context.Context, c *conn, to *tally.Crowd) error {
	hidden := "false"
	if p.notShown != "" {
		hidden = p.notShown
	}
	sql := fmt.Sprintf("SELECT count(*), coalesce(sum((%s)::INTEGER), 0)::BIGINT, coalesce(sum((%s)::INTEGER), 0)::BIGINT FROM %s WHERE %s",
		p.answered, hidden, p.table, p.where)
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		to.Responses, to.Base, to.NotShown = int(integer(row[0])), int(integer(row[1])), int(integer(row[2]))
		return nil
	})
}

// sql counts the people of each combination who answered every question, or a sample of so many people.
func (p *crowdPlan) sql(people int) string {
	masks := strings.Join(p.masks, ", ")
	conditions := []string{p.where, p.answered}
	if p.most > 0 && people > p.most {
		conditions = slices.Concat(conditions, []string{sampled(float64(p.most) / float64(people))})
	}
	return fmt.Sprintf("SELECT count(*), %s FROM %s WHERE %s GROUP BY %s ORDER BY %s",
		masks, p.table, strings.Join(conditions, " AND "), masks, masks)
}

// sampled is the condition of being in a sample of that share of all. An answer is in it or not by a hash
// of its number, whatever else is asked, and who is in a smaller sample is in a larger one too.
func sampled(share float64) string {
	return fmt.Sprintf("hash(seq) < %d::UBIGINT", uint64(share*math.MaxUint64))
}
