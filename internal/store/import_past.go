package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// PastImport is a file of which something was stored.
type PastImport struct {
	ID       int64 // rises with time, over all surveys
	Survey   string
	Form     string // whose answers they are; "" where it was not named
	File     string // its name, for founders alone: files are named after people. "" once it is taken back
	Person   int64  // the account that imported it; 0: the command line
	At       time.Time
	Imported Imported // what became of its rows then
	There    int      // how many of the answers that it stored new are still there
	TakenBack
}

// TakenBack is what became of an import that was taken back; the zero TakenBack is that of one that was not.
type TakenBack struct {
	By     int64 // the account that did it; 0: the command line
	On     time.Time
	Erased int // answers that went
	Stayed int // answers that it had stored new and their respondents have corrected
}

// IsTakenBack tells whether the import was taken back.
func (t TakenBack) IsTakenBack() bool { return !t.On.IsZero() }

// importColumns are those of PastImport; what follows is a condition.
const (
	importColumns = 16
	readImports   = `SELECT import, form, trim(file), i.person, i.at, after, last, new, same, changed, i.erased, held,
		t.person, t.at, t.erased, t.stayed FROM imports i LEFT JOIN imports_taken_back t USING (import) WHERE survey = ?`
)

// PastImports returns the imports of a survey that stored something, the latest first.
func (s *Store) PastImports(ctx context.Context, surveyID string) ([]PastImport, error) {
	var all []PastImport
	err := s.reading(ctx, func(conn *sqlite3.SQLiteConn) error {
		var spans []span
		err := each(conn, importColumns, readImports+` ORDER BY import`, func(row []driver.Value) {
			past, numbers := pastImport(surveyID, row)
			all, spans = append(all, past), append(spans, numbers)
		}, surveyID)
		if err != nil {
			return err
		}
		left, err := leavingOf(conn, surveyID, spans)
		for i := range all {
			all[i].There = all[i].Imported.New - left.gone[i]
		}
		slices.Reverse(all)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the imports of survey %q: %w", surveyID, err)
	}
	return all, nil
}

// PastImport returns one import of a survey, and what taking it back would do now. ErrNotFound means that
// there is no such import.
func (s *Store) PastImport(ctx context.Context, surveyID string, id int64) (past PastImport, reach Reach, err error) {
	err = s.reading(ctx, func(conn *sqlite3.SQLiteConn) error {
		var numbers span
		if past, numbers, err = findImport(conn, surveyID, id); err != nil {
			return err
		}
		left, err := leavingOf(conn, surveyID, []span{numbers})
		if past.There = past.Imported.New - left.gone[0]; err != nil || past.IsTakenBack() {
			return err
		}
		t, err := trace(conn, surveyID, numbers)
		if err == nil {
			reach = t.reach()
		}
		return err
	})
	if err != nil {
		return PastImport{}, Reach{}, fmt.Errorf("read import %d of survey %q: %w", id, surveyID, err)
	}
	return past, reach, nil
}

// findImport reads an import and the numbers that it gave out, or returns ErrNotFound.
func findImport(conn *sqlite3.SQLiteConn, surveyID string, id int64) (past PastImport, numbers span, err error) {
	err = each(conn, importColumns, readImports+` AND import = ?`, func(row []driver.Value) {
		past, numbers = pastImport(surveyID, row)
	}, surveyID, id)
	if err == nil && past.ID == 0 {
		err = ErrNotFound
	}
	return past, numbers, err
}

func pastImport(surveyID string, row []driver.Value) (PastImport, span) {
	number := func(column int) int64 { n, _ := row[column].(int64); return n }
	past := PastImport{
		ID: number(0), Survey: surveyID, Form: row[1].(string), File: row[2].(string), Person: number(3), At: time.UnixMicro(number(4)).UTC(),
		Imported: Imported{
			New: int(number(7)), Same: int(number(8)), Changed: int(number(9)), Erased: int(number(10)), Held: int(number(11)),
		},
	}
	if at, taken := row[13].(int64); taken {
		past.TakenBack = TakenBack{By: number(12), On: time.UnixMicro(at).UTC(), Erased: int(number(14)), Stayed: int(number(15))}
	}
	return past, span{number(5), number(6)}
}

// remember keeps that a file was imported which stored something: before is how far all was when it began.
func (i *importing) remember(in Import, before int64, done Imported) error {
	if i.last == before {
		return nil
	}
	const keep = `INSERT INTO imports (survey, form, file, person, at, after, last, new, same, changed, erased, held)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	_, err := i.conn.Exec(keep, []driver.Value{
		in.Survey.ID, in.Form.Name, strings.TrimSpace(in.File), in.Person, i.at.UnixMicro(), before, i.last,
		int64(done.New), int64(done.Same), int64(done.Changed), int64(done.Erased), int64(done.Held),
	})
	return err
}

// since is what became of the rows that came after others.
func (n Imported) since(before Imported) Imported {
	return Imported{
		New: n.New - before.New, Same: n.Same - before.Same, Changed: n.Changed - before.Changed,
		Erased: n.Erased - before.Erased, Held: n.Held - before.Held,
	}
}
