package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

// holdings say what the warehouse holds. They are committed together with the rows.
type holdings struct {
	seq     int64 // of the last record read, of whichever survey
	removed int64 // rows deleted since the file was built, whose bytes it may still hold
	surveys map[string]share
}

// share is one survey's part of the holdings. The sums are of sequence numbers: a damaged log may
// lose rows without a word, and then count or sum no longer match.
type share struct {
	last       int64 // sequence number of its last record, an erasure among them
	answers    int64
	answersSum int64
	texts      int64
	textsSum   int64
	retired    int64
	unreadable int64
}

// Omitted counts what of a survey's stored answers cannot be counted.
type Omitted struct {
	// RetiredPicks were made while the survey offered an option, a point or a question of
	// choices that it no longer has. Their respondents count as having answered the question as
	// long as another of their picks remains.
	RetiredPicks int64
	// Unreadable answers have a damaged document. They count as respondents who answered nothing.
	Unreadable int64
}

// Omitted tells what of a survey's stored answers is left out of every count.
func (w *Warehouse) Omitted(surveyID string) (Omitted, error) {
	if w.layout(surveyID) == nil {
		return Omitted{}, fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID)
	}
	w.state.Lock()
	defer w.state.Unlock()
	s := w.held.surveys[surveyID]
	return Omitted{s.retired, s.unreadable}, nil
}

func readHoldings(ctx context.Context, c *conn) (holdings, error) {
	h := holdings{surveys: map[string]share{}}
	rows := 0
	err := c.query(ctx, "SELECT seq, removed FROM muster_meta", nil, func(row []driver.Value) error {
		rows++
		h.seq, h.removed = integer(row[0]), integer(row[1])
		return nil
	})
	if err != nil {
		return h, err
	}
	if rows != 1 {
		return h, errors.New("the holdings have no single row")
	}
	err = c.query(ctx, "SELECT survey, last, answers, answers_sum, texts, texts_sum, retired, unreadable FROM muster_held", nil,
		func(row []driver.Value) error {
			n := func(i int) int64 { return integer(row[i]) }
			h.surveys[text(row[0])] = share{n(1), n(2), n(3), n(4), n(5), n(6), n(7)}
			return nil
		})
	return h, err
}

// writeHoldings replaces what has changed since before.
func writeHoldings(ctx context.Context, c *conn, before, after holdings) error {
	if err := c.exec(ctx, "UPDATE muster_meta SET seq = ?, removed = ?", after.seq, after.removed); err != nil {
		return err
	}
	for id, s := range after.surveys {
		if s == before.surveys[id] {
			continue
		}
		err := c.exec(ctx, "UPDATE muster_held SET last = ?, answers = ?, answers_sum = ?, texts = ?, texts_sum = ?, "+
			"retired = ?, unreadable = ? WHERE survey = ?",
			s.last, s.answers, s.answersSum, s.texts, s.textsSum, s.retired, s.unreadable, id)
		if err != nil {
			return err
		}
	}
	return nil
}

// integer and text read values of a database that may be damaged: what is missing is nothing.
func integer(v driver.Value) int64 {
	n, _ := v.(int64)
	return n
}

func text(v driver.Value) string {
	s, _ := v.(string)
	return s
}
