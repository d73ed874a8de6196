package warehouse

import (
	"context"
	"fmt"
	"iter"
	"math/bits"
	"strconv"
	"time"

	"muster/internal/response"
	"muster/internal/tally"
)

// Responses gives the answers a filter lets through in the order of storage: everybody once who was
// there when it began, unless erased, or corrected more than once, before their turn. ID is the
// PublicID, Contact and Receipt are nil, and picks that were retired are left out. A response is valid
// until the next one; what is to be kept must be copied. It ends with ErrChanged when SetSurveys changes what the
// survey asks meanwhile.
func (w *Warehouse) Responses(ctx context.Context, surveyID string, filter tally.Filter) iter.Seq2[*response.Response, error] {
	return func(yield func(*response.Response, error) bool) {
		begun, left := false, false
		err := w.about(surveyID, func(l *layout) error {
			if begun {
				return fmt.Errorf("read answers of survey %q: %w", surveyID, ErrChanged)
			}
			return w.eachAs(ctx, l, filter, func(r *response.Response) bool {
				begun = true
				left = !yield(r, nil)
				return !left
			})
		})
		if err != nil && !left {
			yield(nil, err)
		}
	}
}

// eachAs reads a page at a time.
func (w *Warehouse) eachAs(ctx context.Context, l *layout, filter tally.Filter, take func(*response.Response) bool) error {
	where, err := l.where(filter)
	if err != nil {
		return err
	}
	p := newPager(l, where, w.version(l.survey.ID))
	for !p.done {
		err := w.readAs(ctx, l, func(c *conn) error {
			return c.snapshot(ctx, func() error { return p.turn(ctx, c) })
		})
		if err != nil {
			return fmt.Errorf("read answers of survey %q: %w", l.survey.ID, err)
		}
		for i := range p.rows {
			if !take(p.at(i)) {
				return nil
			}
		}
	}
	return nil
}

// at puts row i of the page together again.
func (p *pager) at(i int) *response.Response {
	row, r := &p.rows[i], &p.response
	r.ID, r.Survey, r.Source, r.Version = row.id, p.layout.survey.ID, row.source, row.version
	r.Started, r.Submitted, r.Corrected = row.started, row.submitted, row.corrected
	r.Language, r.Order, r.Flags = row.language, int(row.order), flagsIn(row.flags)
	slots := p.slots[row.slots:][:len(p.layout.columns)]
	p.hidden(slots)
	clear(r.Answers)
	p.picks = p.picks[:0]
	for _, f := range p.layout.countable {
		if slots[f.column] != 0 {
			r.Answers[f.question.ID] = p.answer(f, slots[f.column:])
		}
	}
	p.words(row)
	return r
}

// hidden names the questions that the respondent was not shown.
func (p *pager) hidden(slots []uint64) {
	p.response.NotShown = p.response.NotShown[:0]
	for k, mask := range slots[p.layout.hidings:] {
		for ; mask != 0; mask &= mask - 1 {
			at := k*maskBits + bits.TrailingZeros64(mask)
			p.response.NotShown = append(p.response.NotShown, p.layout.hidden[at])
		}
	}
}

// words adds what the respondent wrote.
func (p *pager) words(row *stored) {
	for _, t := range p.texts[row.texts:] {
		if t.seq != row.seq {
			break
		}
		a := p.response.Answers[t.field.question.ID]
		if t.field.written {
			a.Other = t.text
		} else {
			a.Text = t.text
		}
		p.response.Answers[t.field.question.ID] = a
	}
}

// answer reads a mask and what stands beside it.
func (p *pager) answer(f *field, slots []uint64) response.Answer {
	switch f.role {
	case point:
		return response.Answer{Number: f.first + bits.TrailingZeros64(slots[0])}
	case number:
		return response.Answer{Text: strconv.FormatFloat(numberOf(slots[1]), 'f', -1, 64)}
	case date:
		return response.Answer{Text: day(dayIn(slots[1])).Format(time.DateOnly)}
	case ranked:
		p.order = ranking(slots[0], slots[1], p.order[:0])
		return response.Answer{Picks: p.named(f, p.order)}
	}
	p.order = p.order[:0]
	for mask := slots[0]; mask != 0; mask &= mask - 1 {
		p.order = append(p.order, bits.TrailingZeros64(mask))
	}
	return response.Answer{Picks: p.named(f, p.order)}
}

// named gives the ids of categories. They stand in the pager.
func (p *pager) named(f *field, bits []int) []string {
	begin := len(p.picks)
	for _, bit := range bits {
		p.picks = append(p.picks, f.categories[bit].ID)
	}
	return p.picks[begin:len(p.picks):len(p.picks)]
}
