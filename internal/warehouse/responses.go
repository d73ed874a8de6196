package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"iter"
	"math/bits"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// pageRows bounds the memory that Responses takes.
const pageRows = 4096

// Responses gives the answers a filter lets through in the order of storage, as many as there were
// when it began. ID is the PublicID, Contact is nil, and picks that were retired are left out. A
// response is valid until the next one; what is to be kept must be copied.
func (w *Warehouse) Responses(ctx context.Context, surveyID string, filter tally.Filter) iter.Seq2[*response.Response, error] {
	return func(yield func(*response.Response, error) bool) {
		l := w.surveys[surveyID]
		if l == nil {
			yield(nil, fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID))
			return
		}
		where, err := l.where(filter)
		if err != nil {
			yield(nil, err)
			return
		}
		p := pager{layout: l, where: where, last: w.version(surveyID), span: pageRows}
		p.response.Answers = response.Answers{}
		for p.after < p.last {
			err := w.read(ctx, func(c *conn) error { return p.turn(ctx, c) })
			if err != nil {
				yield(nil, fmt.Errorf("read answers of survey %q: %w", surveyID, err))
				return
			}
			for i := range p.rows {
				if !yield(p.at(i), nil) {
					return
				}
			}
		}
	}
}

// pager reads answers a page at a time by sequence number. No transaction is open between two
// pages, however long the reader takes.
type pager struct {
	layout *layout
	where  string
	after  int64 // the page begins behind this number
	last   int64
	span   int64 // numbers to look at for a page; grows where few of them fit the filter

	rows     []stored
	masks    []uint64
	texts    []words
	response response.Response
	picks    []string
}

// stored is a row of a page. Its masks stand in the pager.
type stored struct {
	seq                 int64
	id, source, version string
	started, submitted  time.Time
	texts               int // where its texts begin
}

type words struct {
	seq            int64
	question, text string
}

// turn reads the next page. It may be empty.
func (p *pager) turn(ctx context.Context, c *conn) error {
	until := min(p.after+p.span, p.last)
	if err := p.readRows(ctx, c, until); err != nil {
		return err
	}
	if len(p.rows) == pageRows {
		until = p.rows[pageRows-1].seq
	} else if len(p.rows) < pageRows/2 {
		p.span *= 2
	}
	p.texts = p.texts[:0]
	if len(p.rows) > 0 {
		if err := p.readTexts(ctx, c, until); err != nil {
			return err
		}
	}
	p.after = until
	at := 0
	for i := range p.rows {
		for at < len(p.texts) && p.texts[at].seq < p.rows[i].seq {
			at++
		}
		p.rows[i].texts = at
	}
	return nil
}

func (p *pager) readRows(ctx context.Context, c *conn, until int64) error {
	columns := []string{"seq", "id", "source", "version", "started", "submitted"}
	fixed := len(columns)
	for _, f := range p.layout.columns {
		columns = append(columns, f.name())
	}
	sql := fmt.Sprintf("SELECT %s FROM %s WHERE seq > %d AND seq <= %d AND %s ORDER BY seq LIMIT %d",
		strings.Join(columns, ", "), quoted(p.layout.answers), p.after, until, p.where, pageRows)
	p.rows, p.masks = p.rows[:0], p.masks[:0]
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		s := stored{seq: integer(row[0]), id: text(row[1]), source: text(row[2]), version: text(row[3])}
		s.started, _ = row[4].(time.Time)
		s.submitted, _ = row[5].(time.Time)
		p.rows = append(p.rows, s)
		for _, v := range row[fixed:] {
			p.masks = append(p.masks, maskOf(v))
		}
		return nil
	})
}

func (p *pager) readTexts(ctx context.Context, c *conn, until int64) error {
	sql := fmt.Sprintf("SELECT seq, question, text FROM %s WHERE seq > %d AND seq <= %d AND seq IN "+
		"(SELECT seq FROM %s WHERE seq > %d AND seq <= %d AND %s) ORDER BY seq",
		quoted(p.layout.texts), p.after, until, quoted(p.layout.answers), p.after, until, p.where)
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		p.texts = append(p.texts, words{integer(row[0]), text(row[1]), text(row[2])})
		return nil
	})
}

func maskOf(v driver.Value) uint64 {
	switch v := v.(type) {
	case uint8:
		return uint64(v)
	case uint16:
		return uint64(v)
	case uint32:
		return uint64(v)
	case uint64:
		return v
	}
	return 0
}

// at puts row i of the page together again.
func (p *pager) at(i int) *response.Response {
	row, r := &p.rows[i], &p.response
	r.ID, r.Survey, r.Source, r.Version = row.id, p.layout.survey.ID, row.source, row.version
	r.Started, r.Submitted = row.started, row.submitted
	clear(r.Answers)
	p.picks = p.picks[:0]
	for k, f := range p.layout.columns {
		if mask := p.masks[i*len(p.layout.columns)+k]; mask != 0 {
			r.Answers[f.question.ID] = p.answer(f, mask)
		}
	}
	for _, t := range p.texts[row.texts:] {
		if t.seq != row.seq {
			break
		}
		a := r.Answers[t.question]
		if f := p.layout.fields[t.question]; f != nil && f.column >= 0 {
			a.Other = t.text
		} else {
			a.Text = t.text
		}
		r.Answers[t.question] = a
	}
	return r
}

func (p *pager) answer(f *field, mask uint64) response.Answer {
	if f.question.Kind == survey.Scale {
		return response.Answer{Number: f.first + bits.TrailingZeros64(mask)}
	}
	begin := len(p.picks)
	for ; mask != 0; mask &= mask - 1 {
		p.picks = append(p.picks, f.options[bits.TrailingZeros64(mask)])
	}
	return response.Answer{Picks: p.picks[begin:len(p.picks):len(p.picks)]}
}
