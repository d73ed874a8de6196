package warehouse

import (
	"context"
	"fmt"
	"strings"
)

// schemaVersion is the shape of the tables below and of what is put into them. Raise it with every
// change; files of another version are built again.
const schemaVersion = 3

const metaTables = `
CREATE TABLE muster_meta (schema_version INTEGER, fingerprint VARCHAR, wording VARCHAR, seq BIGINT, removed BIGINT);
CREATE TABLE muster_held (survey VARCHAR, last BIGINT, answers BIGINT, answers_sum BIGINT, texts BIGINT, texts_sum BIGINT,
	retired BIGINT, unreadable BIGINT);
CREATE TABLE muster_options (survey VARCHAR, question VARCHAR, mask UBIGINT, option VARCHAR, label VARCHAR, "group" VARCHAR)`

// create lays out an empty database. The checkpoint in between matters: tables and rows mixed in
// one log make a database that opens after a crash and then refuses its next insert.
func create(ctx context.Context, e *engine, layouts []*layout) error {
	return e.with(ctx, func(c *conn) error {
		statements := []string{metaTables}
		for _, l := range layouts {
			statements = append(statements, l.createTables())
		}
		if err := c.exec(ctx, strings.Join(append(statements, "CHECKPOINT"), ";\n")); err != nil {
			return err
		}
		err := c.exec(ctx, "INSERT INTO muster_meta VALUES (?, ?, '', 0, 0)", int32(schemaVersion), fingerprint(layouts))
		if err != nil {
			return err
		}
		for _, l := range layouts {
			err := c.exec(ctx, "INSERT INTO muster_held VALUES (?, 0, 0, 0, 0, 0, 0, 0)", l.survey.ID)
			if err != nil {
				return err
			}
		}
		return name(ctx, c, layouts)
	})
}

// How columns are stored. Plain ones take twice the room and half the time to count; ids are
// random, so that looking for something to compress in them is wasted.
const (
	plain    = "USING COMPRESSION uncompressed"
	repeated = "USING COMPRESSION dictionary"
	rarely   = "USING COMPRESSION rle" // there is hardly anything in it
)

// definition is a column with its type and how it is stored.
type definition struct{ name, sqlType string }

// usualColumns asks for the columns of every row, allColumns for those that few rows have anything
// in as well. Rows of the former kind are appended without the latter, which then cost nothing.
const (
	usualColumns = false
	allColumns   = true
)

// definition lists the columns of the table of answers, in the order in which they are appended.
func (l *layout) definition(rare bool) []definition {
	all := []definition{
		{"seq", "BIGINT NOT NULL"}, {"id", "VARCHAR NOT NULL " + plain}, {"source", "VARCHAR " + repeated}, {"version", "VARCHAR " + repeated},
		{"started", "TIMESTAMP"}, {"submitted", "TIMESTAMP"}, {"day", "DATE NOT NULL " + plain}, {"seconds", "UINTEGER " + plain},
	}
	for _, c := range l.columns {
		all = append(all, definition{c.name, c.form.sqlType() + " " + plain})
	}
	if l.languages {
		all = append(all, definition{"language", "VARCHAR NOT NULL " + repeated})
	}
	if rare {
		all = append(all, definition{"flags", "UTINYINT NOT NULL DEFAULT 0 " + rarely},
			definition{"shown_order", "UTINYINT NOT NULL DEFAULT 0 " + rarely}, definition{"omitted", "SMALLINT NOT NULL DEFAULT 0 " + rarely})
	}
	return all
}

// createTables gives the tables and the view of a survey. A mask of 0 stands for no answer,
// since nobody picks nothing; NULL in its place would make counting three times as slow.
func (l *layout) createTables() string {
	var columns []string
	for _, c := range l.definition(allColumns) {
		columns = append(columns, quoted(c.name)+" "+c.sqlType)
	}
	return strings.Join([]string{
		fmt.Sprintf("CREATE TABLE %s (%s)", quoted(l.answers), strings.Join(columns, ", ")),
		fmt.Sprintf("CREATE TABLE %s (seq BIGINT NOT NULL, place USMALLINT NOT NULL, text VARCHAR NOT NULL, bare VARCHAR NOT NULL)", quoted(l.texts)),
		fmt.Sprintf("CREATE TABLE %s (seq BIGINT NOT NULL, replaces BIGINT NOT NULL, corrected TIMESTAMP)", quoted(l.corrections)),
		fmt.Sprintf("CREATE VIEW %s AS %s", quoted(l.picks), l.unnest()),
	}, ";\n")
}

// unnest gives a row for every pick, with words for people who look at the data in SQL.
func (l *layout) unnest() string {
	var parts []string
	for _, f := range l.countable {
		parts = append(parts, fmt.Sprintf(`SELECT a.id AS response, a.day, o.question, o.option, o.label, o."group" FROM %s a `+
			`JOIN muster_options o ON o.survey = %s AND o.question = %s AND (a.%s::UBIGINT & o.mask) <> 0`,
			quoted(l.answers), literal(l.survey.ID), literal(f.question.ID), l.mask(f)))
	}
	if len(parts) == 0 {
		parts = []string{fmt.Sprintf(`SELECT a.id AS response, a.day, '' AS question, '' AS option, '' AS label, '' AS "group" FROM %s a WHERE false`,
			quoted(l.answers))}
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// name writes the words that the picks views show. They may change without the answers being
// read again.
func name(ctx context.Context, c *conn, layouts []*layout) error {
	return c.change(ctx, func() error {
		if err := c.exec(ctx, "DELETE FROM muster_options"); err != nil {
			return err
		}
		a := newAppenders(c)
		defer a.drop()
		for _, l := range layouts {
			for _, f := range l.countable {
				if err := a.options(l, f); err != nil {
					return err
				}
			}
		}
		if err := a.close(); err != nil {
			return err
		}
		return c.exec(ctx, "UPDATE muster_meta SET wording = ?", wording(layouts))
	})
}

func (a *appenders) options(l *layout, f *field) error {
	for bit, c := range f.categories {
		a.values = append(a.values[:0], l.survey.ID, f.question.ID, uint64(1)<<bit, c.ID, string(c.Label), c.Group)
		if err := a.add("muster_options", nil); err != nil {
			return fmt.Errorf("name options of question %q: %w", f.question.ID, err)
		}
	}
	return nil
}

// change runs use in a transaction. After an error nothing of it stays: a COMMIT then would
// return nil and yet store nothing, so it is not even tried.
func (c *conn) change(ctx context.Context, use func() error) error {
	if err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := use(); err != nil {
		_ = c.exec(context.WithoutCancel(ctx), "ROLLBACK") // the error that matters is the first
		return err
	}
	return c.exec(ctx, "COMMIT")
}
