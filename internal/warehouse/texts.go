package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math/bits"
	"time"

	"muster/internal/tally"
)

// Texts gives a page of what people wrote, also beside an option: what came in or was corrected last
// comes first, and the texts of one person stand together in the order of the survey. Words are parts
// of words as well: "kube" is in "Kubernetes". What comes in later does not move the pages behind a
// page that was read.
//
// Errors about the query are those of Tally; no error holds a word of the query.
func (w *Warehouse) Texts(ctx context.Context, surveyID string, q tally.TextQuery) (texts tally.Texts, err error) {
	err = w.about(surveyID, func(l *layout) error {
		texts, err = w.textsAs(ctx, l, q)
		return err
	})
	return texts, err
}

func (w *Warehouse) textsAs(ctx context.Context, l *layout, q tally.TextQuery) (tally.Texts, error) {
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
		return tally.Texts{}, fmt.Errorf("texts of survey %q: %w", l.survey.ID, err)
	}
	return texts, nil
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
