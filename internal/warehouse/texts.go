package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"muster/internal/tally"
)

// usualTexts are on a page unless the query says otherwise.
const usualTexts = 100

// Texts gives a page of what people wrote, also beside an option: what came in or was corrected last
// comes first, and the texts of one person stand together in the order of the survey. Words are parts
// of words as well: "kube" is in "Kubernetes". What comes in later does not move the pages behind a
// page that was read.
//
// Errors about the query are those of Tally; no error holds a word of the query.
func (w *Warehouse) Texts(ctx context.Context, surveyID string, q tally.TextQuery) (tally.Texts, error) {
	l := w.surveys[surveyID]
	if l == nil {
		return tally.Texts{}, fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID)
	}
	p, err := l.planTexts(q)
	if err != nil {
		return tally.Texts{}, err
	}
	var texts tally.Texts
	err = w.count(ctx, l, func(c *conn, version int64) (err error) {
		if texts.Matching, texts.People, err = w.countTexts(ctx, c, version, p); err == nil && texts.Matching > 0 {
			err = p.page(ctx, c, &texts)
		}
		return err
	})
	if err != nil {
		return tally.Texts{}, fmt.Errorf("texts of survey %q: %w", surveyID, err)
	}
	return texts, nil
}

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
	where, err := l.where(q.Filter)
	if err != nil {
		return nil, err
	}
	p := &textPlan{layout: l, from: quoted(l.texts), before: q.Before, limit: q.Limit}
	if p.limit == 0 {
		p.limit = usualTexts
	}
	if p.limit < 0 || p.before < 0 {
		return nil, fmt.Errorf("%w: a page of %d texts before %d", ErrQuery, p.limit, p.before)
	}
	conditions := []string{where}
	if !q.Filter.Empty() {
		p.from += " JOIN " + quoted(l.answers) + " USING (seq)"
	}
	if q.Question != "" {
		f, err := l.inWords(q.Question)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, fmt.Sprintf("place = %d", f.place))
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

// textCounts are how many texts match, and how many people wrote them.
type textCounts struct{ matching, people int }

// countTexts is the same for every page, so it is done once as long as nothing changes.
func (w *Warehouse) countTexts(ctx context.Context, c *conn, version int64, p *textPlan) (matching, people int, err error) {
	if n, ok := w.cache.find(p.name, version).(textCounts); ok {
		return n.matching, n.people, nil
	}
	sql := fmt.Sprintf("SELECT count(*), count(DISTINCT seq) FROM %s WHERE %s", p.from, p.matching)
	err = c.query(ctx, sql, p.words, func(row []driver.Value) error {
		matching, people = int(integer(row[0])), int(integer(row[1]))
		return nil
	})
	if err == nil {
		w.cache.keep(p.name, version, textCounts{matching, people}, 16)
	}
	return matching, people, err
}

// page reads one text more than a page has, to learn whether there is a next page.
func (p *textPlan) page(ctx context.Context, c *conn, to *tally.Texts) error {
	last := int64(0)
	return c.query(ctx, p.sql(), p.words, func(row []driver.Value) error {
		if len(to.Texts) == p.limit {
			to.Next = last
			return nil
		}
		f, err := p.layout.writtenAt(integer(row[1]))
		if err != nil {
			return err
		}
		last = cursor(integer(row[0]), f.place)
		to.Texts = append(to.Texts, p.text(row, f))
		return nil
	})
}

func (p *textPlan) text(row []driver.Value, f *field) tally.Text {
	t := tally.Text{
		Response: text(row[3]), Question: f.question.ID, Text: text(row[2]), Language: text(row[5]),
	}
	t.Day, _ = row[4].(time.Time)
	mask := bitsOf(row[6])
	t.Answered = mask != 0
	for ; mask != 0; mask &= mask - 1 {
		t.Picks = append(t.Picks, p.by.categories[bits.TrailingZeros64(mask)].ID)
	}
	return t
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
