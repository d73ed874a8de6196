package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"muster/internal/response"
)

// pageRows bounds the memory that Responses takes.
const pageRows = 4096

// pager reads answers a page at a time by sequence number. No transaction is open between two
// pages, however long the reader takes; a page is one state of the database.
//
// Meanwhile people correct their answers, which moves them behind the last number there was at the
// beginning. Who was moved before the pager came by is read in the end.
type pager struct {
	layout *layout
	where  string
	after  int64 // the page begins behind this number
	last   int64 // there was at the beginning
	span   int64 // numbers to look at for a page; grows where few of them fit the filter
	turned []turned
	done   bool

	rows     []stored
	slots    []uint64
	texts    []words
	response response.Response
	picks    []string
	order    []int
}

// turned is a page that was read.
type turned struct {
	until   int64 // its last sequence number
	version int64 // of the survey when it was read
}

// stored is a row of a page. Its columns stand in the pager.
type stored struct {
	seq, replaces                 int64
	id, source, version, language string
	started, submitted, corrected time.Time
	flags, order                  uint8
	slots, texts                  int // where they begin
}

type words struct {
	seq   int64
	field *field
	text  string
}

func newPager(l *layout, where string, last int64) *pager {
	return &pager{
		layout: l, where: where, last: last, span: pageRows, done: last == 0,
		response: response.Response{Answers: response.Answers{}},
	}
}

// turn reads the next page. It may be empty.
func (p *pager) turn(ctx context.Context, c *conn) error {
	version, err := versionIn(ctx, c, p.layout)
	if err != nil {
		return err
	}
	if p.after >= p.last {
		return p.turnLast(ctx, c, version)
	}
	until := min(p.after+p.span, p.last)
	if err := p.readRows(ctx, c, until, ""); err != nil {
		return err
	}
	if len(p.rows) == pageRows {
		until = p.rows[pageRows-1].seq
	} else if len(p.rows) < pageRows/2 {
		p.span *= 2
	}
	if err := p.readTexts(ctx, c, until); err != nil {
		return err
	}
	p.after, p.turned = until, append(p.turned, turned{until, version})
	p.done = until == p.last && version == p.last
	return nil
}

// turnLast reads those who were moved behind the last number.
func (p *pager) turnLast(ctx context.Context, c *conn, version int64) error {
	moved := fmt.Sprintf(" AND replaces BETWEEN 1 AND %d", p.last)
	if err := p.readRows(ctx, c, version, moved); err != nil {
		return err
	}
	until := version
	if len(p.rows) == pageRows {
		until = p.rows[pageRows-1].seq
	}
	if err := p.readTexts(ctx, c, until); err != nil {
		return err
	}
	p.rows = slices.DeleteFunc(p.rows, p.seen)
	p.after, p.done = until, until == version
	return nil
}

// seen tells whether a row was read where it stood before it was moved: when it had not been moved yet
// at the time that page was read.
func (p *pager) seen(s stored) bool {
	at := sort.Search(len(p.turned), func(i int) bool { return p.turned[i].until >= s.replaces })
	return at < len(p.turned) && p.turned[at].version < s.seq
}

func (p *pager) readRows(ctx context.Context, c *conn, until int64, more string) error {
	columns := []string{"seq", "id", "source", "version", "started", "submitted", "replaces", "corrected", "flags", "shown_order", p.layout.languageSQL()}
	fixed := len(columns)
	for _, c := range p.layout.columns {
		columns = append(columns, c.sql())
	}
	sql := fmt.Sprintf("SELECT %s FROM %s LEFT JOIN %s USING (seq) WHERE seq > %d AND seq <= %d AND %s%s ORDER BY seq LIMIT %d",
		strings.Join(columns, ", "), quoted(p.layout.answers), quoted(p.layout.corrections), p.after, until, p.where, more, pageRows)
	p.rows, p.slots = p.rows[:0], p.slots[:0]
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		s := storedIn(row)
		s.slots = len(p.slots)
		p.rows = append(p.rows, s)
		for _, v := range row[fixed:] {
			p.slots = append(p.slots, bitsOf(v))
		}
		return nil
	})
}

func storedIn(row []driver.Value) stored {
	s := stored{
		seq: integer(row[0]), id: text(row[1]), source: text(row[2]), version: text(row[3]),
		replaces: integer(row[6]), language: text(row[10]),
	}
	s.started, _ = row[4].(time.Time)
	s.submitted, _ = row[5].(time.Time)
	s.corrected, _ = row[7].(time.Time)
	s.flags, _ = row[8].(uint8)
	s.order, _ = row[9].(uint8)
	return s
}

// readTexts finds what belongs to the rows of the page.
func (p *pager) readTexts(ctx context.Context, c *conn, until int64) error {
	p.texts = p.texts[:0]
	if len(p.rows) == 0 {
		return nil
	}
	sql := fmt.Sprintf("SELECT seq, place::BIGINT, text FROM %s WHERE seq > %d AND seq <= %d AND seq IN "+
		"(SELECT seq FROM %s WHERE seq > %d AND seq <= %d AND %s) ORDER BY seq",
		quoted(p.layout.texts), p.after, until, quoted(p.layout.answers), p.after, until, p.where)
	err := c.query(ctx, sql, nil, func(row []driver.Value) error {
		f, err := p.layout.writtenAt(integer(row[1]))
		p.texts = append(p.texts, words{integer(row[0]), f, text(row[2])})
		return err
	})
	at := 0
	for i := range p.rows {
		for at < len(p.texts) && p.texts[at].seq < p.rows[i].seq {
			at++
		}
		p.rows[i].texts = at
	}
	return err
}
