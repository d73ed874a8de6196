package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// removedAtOnce bounds the length of a statement.
const removedAtOnce = 1000

// remove deletes rows that are no longer true, with their texts, and takes their part out of the
// holdings. Rows that this file never had are no matter: a reader who begins anew is told of them too.
func (h *holdings) remove(ctx context.Context, c *conn, gone []removal) error {
	bySurvey := map[*layout][]int64{}
	for _, g := range gone {
		bySurvey[g.layout] = append(bySurvey[g.layout], g.seq)
	}
	for l, numbers := range bySurvey {
		slices.Sort(numbers)
		for some := range slices.Chunk(numbers, removedAtOnce) {
			if err := h.removeFrom(ctx, c, l, among(some)); err != nil {
				return fmt.Errorf("delete answers of survey %q: %w", l.survey.ID, err)
			}
		}
	}
	return nil
}

func (h *holdings) removeFrom(ctx context.Context, c *conn, l *layout, rows string) error {
	var part share
	if err := part.readAnswers(ctx, c, l, rows); err != nil || part.answers == 0 {
		return err
	}
	if err := part.readTexts(ctx, c, l, rows); err != nil {
		return err
	}
	for _, table := range l.tables() {
		if err := c.exec(ctx, "DELETE FROM "+quoted(table)+" WHERE "+rows); err != nil {
			return err
		}
	}
	h.removed += part.answers
	h.surveys[l.survey.ID] = h.surveys[l.survey.ID].without(part)
	return nil
}

// among is the condition of having one of the sequence numbers, which ascend. Naming the first and
// the last lets DuckDB pass over what cannot hold any.
func among(numbers []int64) string {
	var list strings.Builder
	for i, n := range numbers {
		if i > 0 {
			list.WriteByte(',')
		}
		list.WriteString(strconv.FormatInt(n, 10))
	}
	return fmt.Sprintf("seq BETWEEN %d AND %d AND seq IN (%s)", numbers[0], numbers[len(numbers)-1], list.String())
}

// readAnswers counts what the rows of a condition are of their survey's share.
func (s *share) readAnswers(ctx context.Context, c *conn, l *layout, rows string) error {
	sql := fmt.Sprintf("SELECT count(*), coalesce(sum(seq), 0)::BIGINT, coalesce(sum(greatest(omitted, 0)), 0)::BIGINT, "+
		"count(*) FILTER (omitted = %d) FROM %s WHERE %s", unreadable, quoted(l.answers), rows)
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		s.answers, s.answersSum, s.retired, s.unreadable = integer(row[0]), integer(row[1]), integer(row[2]), integer(row[3])
		return nil
	})
}

// readTexts does the same with their texts.
func (s *share) readTexts(ctx context.Context, c *conn, l *layout, rows string) error {
	sql := fmt.Sprintf("SELECT count(*), coalesce(sum(seq), 0)::BIGINT FROM %s WHERE %s", quoted(l.texts), rows)
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		s.texts, s.textsSum = integer(row[0]), integer(row[1])
		return nil
	})
}

// without takes a part of a share away.
func (s share) without(part share) share {
	s.answers -= part.answers
	s.answersSum -= part.answersSum
	s.texts -= part.texts
	s.textsSum -= part.textsSum
	s.retired -= part.retired
	s.unreadable -= part.unreadable
	return s
}
