package store

import (
	"database/sql/driver"
	"slices"
	"sort"

	"github.com/mattn/go-sqlite3"
)

// PartOf are the later imports of the same form that found rows already there: what they hold goes with the answers of
// an import that is taken back, unless they are imported again. Which rows those were is not kept. all is as
// PastImports gives it.
func (p PastImport) PartOf(all []PastImport) []PastImport {
	return slices.DeleteFunc(slices.Clone(all), func(other PastImport) bool {
		return other.ID <= p.ID || other.Form != p.Form || other.Imported.Same == 0 || other.IsTakenBack()
	})
}

// Depleted tells whether rows that an import found already there may have gone since, because an earlier import
// of the form was taken back.
func (p PastImport) Depleted(all []PastImport) bool {
	return p.Imported.Same > 0 && !p.IsTakenBack() && slices.ContainsFunc(all, func(other PastImport) bool {
		return other.ID < p.ID && other.Form == p.Form && other.On.After(p.At)
	})
}

// leaving counts how many of the answers that each import of a survey stored new are gone, whatever changed them in
// between. As with tracing, an import pays nothing for it.
type leaving struct {
	spans       []span         // of the imports, ascending
	gone        []int          // answers, in step with the spans
	corrections map[int64]bool // numbers of imports that correct another answer
	moved       map[int64]int  // answers that were changed, under the number that they have now: whose they are
	erased      int64          // the number that the last change erased; an erasure leaves several notes
}

// leavingOf finds what became of the answers of imports, whose numbers are in spans, ascending.
func leavingOf(conn *sqlite3.SQLiteConn, surveyID string, spans []span) (*leaving, error) {
	l := &leaving{spans: spans, gone: make([]int, len(spans)), corrections: map[int64]bool{}, moved: map[int64]int{}}
	if len(spans) == 0 {
		return l, nil
	}
	const changes = `SELECT seq, was, corrected IS NOT NULL FROM changes WHERE seq > ? AND survey = ? ORDER BY seq`
	err := each(conn, 3, changes, func(row []driver.Value) {
		l.change(row[0].(int64), row[1].(int64), row[2].(int64) != 0)
	}, spans[0].after, surveyID)
	return l, err
}

// change takes in that the response of a number was corrected, or erased, under another. Changes come in their order.
func (l *leaving) change(seq, was int64, corrected bool) {
	if was == l.erased {
		return
	}
	of, own := l.moved[was]
	if !own && !l.corrections[was] {
		of, own = l.find(was)
	}
	delete(l.moved, was)
	if _, byImport := l.find(seq); byImport {
		l.corrections[seq] = true
	}
	switch {
	case !corrected:
		if l.erased = was; own {
			l.gone[of]++
		}
	case own:
		l.moved[seq] = of
	}
}

// find gives the import that gave a number out.
func (l *leaving) find(seq int64) (int, bool) {
	at := sort.Search(len(l.spans), func(i int) bool { return l.spans[i].last >= seq })
	return at, at < len(l.spans) && l.spans[at].holds(seq)
}
