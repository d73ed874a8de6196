package store

import (
	"database/sql/driver"
	"slices"

	"github.com/mattn/go-sqlite3"
)

// Reach is what taking an import back would do.
type Reach struct {
	Going   int // answers that the import stored new and that nobody but imports has changed since: they are erased
	Later   int // of those, answers that a later import has corrected: its correction goes as well
	Staying int // answers that the import stored new and their respondents have corrected since: they are left as they are
}

// span is the numbers later than after, up to last.
type span struct{ after, last int64 }

func (s span) holds(seq int64) bool { return seq > s.after && seq <= s.last }

// tracing follows the answers that one import stored through everything that was changed later. All that it
// needs is kept anyway, so that an import pays nothing for being taken back one day.
type tracing struct {
	numbers     span
	imports     []span         // of all imports of the survey from this one on, ascending
	corrections map[int64]bool // numbers of the import that correct another answer
	moved       map[int64]fate // its answers that were changed, under the number that they have now
	untouched   []int64        // its answers that were not
}

// fate is what became of an answer since an import stored it.
type fate struct {
	byPerson bool // its respondent corrected it
	later    bool // a later import corrected it
}

// trace finds what became of the answers of an import.
func trace(conn *sqlite3.SQLiteConn, surveyID string, numbers span) (*tracing, error) {
	t := &tracing{numbers: numbers, corrections: map[int64]bool{}, moved: map[int64]fate{}}
	const others = `SELECT after, last FROM imports WHERE survey = ? AND after >= ? ORDER BY after`
	err := each(conn, 2, others, func(row []driver.Value) {
		t.imports = append(t.imports, span{row[0].(int64), row[1].(int64)})
	}, surveyID, numbers.after)
	if err != nil {
		return nil, err
	}
	const changes = `SELECT seq, was, corrected IS NOT NULL FROM changes WHERE seq > ? AND survey = ? ORDER BY seq`
	err = each(conn, 3, changes, func(row []driver.Value) {
		t.change(row[0].(int64), row[1].(int64), row[2].(int64) != 0)
	}, numbers.after, surveyID)
	if err != nil {
		return nil, err
	}
	const there = `SELECT seq FROM responses WHERE seq > ? AND seq <= ? AND ` + notBlank + ` ORDER BY seq`
	err = each(conn, 1, there, func(row []driver.Value) {
		if seq := row[0].(int64); !t.corrections[seq] {
			t.untouched = append(t.untouched, seq)
		}
	}, numbers.after, numbers.last)
	return t, err
}

// change takes in that the response of a number was corrected, or erased, under another. Changes come in their order.
func (t *tracing) change(seq, was int64, corrected bool) {
	before, changed := t.moved[was]
	own := changed || t.numbers.holds(was) && !t.corrections[was]
	delete(t.moved, was)
	if t.numbers.holds(seq) {
		t.corrections[seq] = true
	}
	if !own || !corrected {
		return
	}
	byImport := t.byImport(seq)
	t.moved[seq] = fate{byPerson: before.byPerson || !byImport, later: before.later || byImport && !t.numbers.holds(seq)}
}

// byImport tells whether an import gave the number out. Those that are over are let go: numbers rise.
func (t *tracing) byImport(seq int64) bool {
	for len(t.imports) > 0 && seq > t.imports[0].last {
		t.imports = t.imports[1:]
	}
	return len(t.imports) > 0 && t.imports[0].holds(seq)
}

// reach counts what taking the import back would do.
func (t *tracing) reach() Reach {
	r := Reach{Going: len(t.untouched)}
	for _, f := range t.moved {
		if f.byPerson {
			r.Staying++
			continue
		}
		r.Going++
		if f.later {
			r.Later++
		}
	}
	return r
}

// going are the numbers of the answers that are to be erased, ascending.
func (t *tracing) going() []int64 {
	seqs := slices.Clone(t.untouched)
	for seq, f := range t.moved {
		if !f.byPerson {
			seqs = append(seqs, seq)
		}
	}
	slices.Sort(seqs)
	return seqs
}
