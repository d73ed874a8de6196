package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

// prepared are the statements that change responses on one connection. They go past database/sql, whose
// bookkeeping for every statement costs as much as the statement. Only for the holder of the
// connection.
type prepared struct {
	conn *sqlite3.SQLiteConn
	args []driver.NamedValue
	made []*sqlite3.SQLiteStmt

	begin, commit, rollback                *statement
	progress, setKeyed, count, version     *statement
	beat                                   *statement
	response, contact, words, undo         *statement
	findKey, enterKey, sameID, notYetKeyed *statement
	sameMark, erasedLater, change, dropKey *statement
	wholeResponse, wholeContact            *statement
	unreceipted                            *statement
	blankResponse, blankContact            *statement
	invitation, useInvitation, counted     *statement
	surveyPlaces, movePlace, measure       *statement
	dropDrafts                             *statement
}

// What sets a row of responses or of contacts apart from one that was blanked, which is spaces.
const (
	notBlank      = `survey > '!'`
	toldSomething = `fields > '!'`
)

type statement struct {
	*sqlite3.SQLiteStmt
	owner *prepared
}

func prepare(conn *sqlite3.SQLiteConn) (*prepared, error) {
	p := &prepared{conn: conn}
	for _, one := range []struct {
		into **statement
		text string
	}{
		{&p.begin, `BEGIN IMMEDIATE`},
		{&p.commit, `COMMIT`},
		{&p.rollback, `ROLLBACK`},
		{&p.progress, `SELECT (SELECT coalesce(max(last), 0) FROM counts), keyed, EXISTS (SELECT 1 FROM places) FROM progress`},
		{&p.setKeyed, `UPDATE progress SET keyed = max(keyed, ?)`},
		{&p.count, `INSERT INTO counts (survey, responses, last) VALUES (?, ?, ?)
			ON CONFLICT (survey) DO UPDATE SET responses = responses + excluded.responses, last = excluded.last`},
		{&p.version, `SELECT 1 FROM surveys WHERE survey = ? AND version = ?`},
		{&p.beat, `UPDATE pulse SET beat = beat + 1`},
		{&p.response, `INSERT INTO responses (seq, survey, id, version, source, started, submitted, receipt, document)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&p.contact, `INSERT INTO contacts (seq, fields, consented, statement, notice) VALUES (?, ?, ?, ?, ?)`},
		{&p.words, `INSERT INTO statements (hash, words) VALUES (?, ?) ON CONFLICT DO NOTHING`},
		{&p.undo, `DELETE FROM responses WHERE seq = ?`},
		{&p.findKey, `SELECT seq FROM keys WHERE key = ?`},
		{&p.enterKey, `INSERT INTO keys (key, seq) VALUES (?, ?) ON CONFLICT DO NOTHING`},
		{&p.sameID, `SELECT 1 FROM responses WHERE seq = ? AND survey = ? AND id = ?`},
		{&p.notYetKeyed, `SELECT seq, survey, id, receipt FROM responses WHERE seq > ? AND seq <= ? AND ` + notBlank + ` ORDER BY seq`},
		{&p.sameMark, `SELECT 1 FROM changes WHERE seq = ? AND erased = ?`},
		{&p.erasedLater, `SELECT seq, erased FROM changes WHERE seq > ? AND seq <= ? AND erased IS NOT NULL`},
		{&p.change, `INSERT INTO changes (seq, survey, was, corrected, erased) VALUES (?, ?, ?, ?, ?)`},
		{&p.dropKey, `DELETE FROM keys WHERE key = ? AND seq = ?`},
		{&p.wholeResponse, `SELECT survey, id, version, source, started, submitted, receipt, document
			FROM responses WHERE seq = ? AND ` + notBlank},
		{&p.wholeContact, `SELECT fields, consented, statement, notice FROM contacts WHERE seq = ? AND ` + toldSomething},
		{&p.unreceipted, `SELECT seq, source, submitted FROM responses WHERE survey = ? AND receipt IS NULL`},
		{&p.blankResponse, `UPDATE responses SET survey = ?, id = ?, version = ?, source = ?, started = ?, submitted = ?,
			receipt = ?, document = ? WHERE seq = ?`},
		{&p.blankContact, `UPDATE contacts SET fields = ?, consented = ?, statement = ?, notice = ? WHERE seq = ?`},
		{&p.invitation, `SELECT used FROM invitations WHERE hash = ? AND survey = ?`},
		{&p.useInvitation, `UPDATE invitations SET used = 1 WHERE hash = ?`},
		{&p.counted, `SELECT responses FROM counts WHERE survey = ?`},
		{&p.surveyPlaces, `SELECT question, option, taken FROM places WHERE survey = ?`},
		{&p.movePlace, `UPDATE places SET taken = taken + ? WHERE survey = ? AND question = ? AND option = ?`},
		{&p.measure, measure},
		{&p.dropDrafts, `DELETE FROM drafts WHERE mark = ?`},
	} {
		made, err := conn.Prepare(one.text)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("prepare %q: %w", one.text, err), p.close())
		}
		*one.into = &statement{made.(*sqlite3.SQLiteStmt), p}
		p.made = append(p.made, made.(*sqlite3.SQLiteStmt))
	}
	return p, nil
}

// close lets the statements go; while one is left, SQLite keeps the file open.
func (p *prepared) close() error {
	var errs []error
	for _, one := range p.made {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// named fills the argument list that all statements share.
func (p *prepared) named(values []driver.Value) []driver.NamedValue {
	p.args = p.args[:0]
	for i, v := range values {
		p.args = append(p.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return p.args
}

// do runs a statement that returns nothing. It asks for rows nevertheless: the driver then hands all
// values over in one call and without copying each. It cannot be interrupted: a context that can
// end would make the driver start a goroutine for every statement.
func (s *statement) do(values ...driver.Value) error {
	rows, err := s.QueryContext(context.Background(), s.owner.named(values))
	if err != nil {
		return err
	}
	return rows.Close()
}

// each calls do with every row; the row is valid until the next.
func (s *statement) each(columns int, do func([]driver.Value), values ...driver.Value) (err error) {
	rows, err := s.QueryContext(context.Background(), s.owner.named(values))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, columns)
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		do(row)
	}
}
