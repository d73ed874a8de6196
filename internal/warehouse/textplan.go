package warehouse

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strings"

	"muster/internal/tally"
)

// usualTexts are on a page unless the query says otherwise.
const usualTexts = 100

// textPlan is a query for texts that has been checked.
type textPlan struct {
	layout   *layout
	name     string         // under which its counts are remembered
	from     string         // the table of texts, with the people who wrote them where the filter needs that
	matching string         // the condition of a text that is asked for
	words    []driver.Value // that it has parameters for
	by       *field         // whose picks come along; nil: none
	before   int64
	limit    int
}

func (l *layout) planTexts(q tally.TextQuery) (*textPlan, error) {
	p := &textPlan{layout: l, from: quoted(l.texts), before: q.Before, limit: cmp.Or(q.Limit, usualTexts)}
	if p.limit < 0 || p.before < 0 {
		return nil, fmt.Errorf("%w: a page of %d texts before %d", ErrQuery, p.limit, p.before)
	}
	conditions, err := p.filter(q)
	if err != nil {
		return nil, err
	}
	if q.By != "" {
		if p.by, err = l.question(q.By); err != nil {
			return nil, err
		}
	}
	for _, word := range q.Words {
		conditions, p.words = append(conditions, "contains(bare, ?)"), append(p.words, bare(clean(word)))
	}
	p.matching = strings.Join(conditions, " AND ")
	p.name = fmt.Sprintf("texts %s %s %q", l.survey.ID, p.matching, p.words)
	return p, nil
}

// filter gives the conditions of whose texts are asked for, and in answer to what.
func (p *textPlan) filter(q tally.TextQuery) ([]string, error) {
	where, err := p.layout.where(q.Filter)
	if err != nil {
		return nil, err
	}
	conditions := []string{where}
	if !q.Filter.Empty() {
		p.from += " JOIN " + quoted(p.layout.answers) + " USING (seq)"
	}
	if q.Question == "" {
		return conditions, nil
	}
	f, err := p.layout.inWords(q.Question)
	if err != nil {
		return nil, err
	}
	return append(conditions, fmt.Sprintf("place = %d", f.place)), nil
}

// sql looks for the texts first, and then for the people of those on the page only.
func (p *textPlan) sql() string {
	l, picks := p.layout, "0::UTINYINT"
	if p.by != nil {
		picks = l.mask(p.by)
	}
	matching := p.matching
	if p.before > 0 {
		matching += behind(p.before)
	}
	return fmt.Sprintf("SELECT seq, place, text, id, day, %s, %s FROM "+
		"(SELECT seq, place::BIGINT AS place, text FROM %s WHERE %s ORDER BY seq DESC, place LIMIT %d) JOIN %s USING (seq) ORDER BY seq DESC, place",
		l.languageSQL(), picks, p.from, matching, p.limit+1, quoted(l.answers))
}

// inWords finds a question that people may answer in their own words.
func (l *layout) inWords(id string) (*field, error) {
	if l.survey.Question(id) == nil {
		return nil, fmt.Errorf("%w: %q", ErrUnknownQuestion, id)
	}
	f := l.fields[id]
	if f == nil || f.place < 0 {
		return nil, fmt.Errorf("%w: question %q is not answered in words that are kept here", ErrQuery, id)
	}
	return f, nil
}

// writtenAt finds the question of a text.
func (l *layout) writtenAt(place int64) (*field, error) {
	if place < 0 || place >= int64(len(l.written)) {
		return nil, fmt.Errorf("a text answers question %d of %d", place, len(l.written))
	}
	return l.written[place], nil
}

// cursorBits are enough for the places of all questions that a survey may have.
const cursorBits = 10

// cursor numbers texts in the order in which they are read backwards: of the sequence number of the
// answer and the place of the question.
func cursor(seq int64, place int) int64 { return seq<<cursorBits | int64(1<<cursorBits-1-place) }

// behind is the condition of coming after the text of a cursor.
func behind(cursor int64) string {
	seq, place := cursor>>cursorBits, 1<<cursorBits-1-cursor%(1<<cursorBits)
	return fmt.Sprintf(" AND seq <= %d AND (seq < %d OR place > %d)", seq, seq, place)
}
