package dashboard

import (
	"fmt"
	"strings"

	"muster/internal/tally"
)

// maxSQL is how long a query may be; what runs it takes no longer one.
const maxSQL = 16 << 10

// Numbers of rows that a drawing still shows well: bars lie below each other, columns stand side by
// side, a line has as many days as a year.
const (
	mostBars    = 40
	mostUpright = 30
	longestLine = 366
)

// query makes the panel of what a query in SQL brings: its rows as a table and, where the author wants
// it, the second column drawn over the first.
type query struct {
	sql  string
	draw string // bars, columns, line or none
}

func (q query) needs() needs { return needs{sql: q.sql} }

func (q query) fill(p *Panel, in input, k known) error {
	if k.rows == nil && k.failed == "" {
		return nil
	}
	p.Base = everybody(in.all)
	if !in.selection.Filter.Empty() {
		p.Base.Warning = strings.TrimSpace("The filters do not reach this panel. " + p.Base.Warning)
	}
	if k.failed != "" {
		p.Finding = k.failed
		return nil
	}
	columns, err := valueColumns(*k.rows)
	if err != nil {
		return err
	}
	p.Table = rowTable(p.Title, columns, *k.rows)
	if len(k.rows.Values) == 0 {
		p.Finding = "The query brings no rows."
		return nil
	}
	if q.draw == "none" {
		return nil
	}
	if len(columns) < 2 || !columns[1].numeric() {
		p.Table.Notes = append(p.Table.Notes, "Nothing is drawn: the first column must name what is counted, and the second hold numbers.")
		return nil
	}
	p.Chart, err = q.drawRows(p, columns[0], columns[1])
	return err
}

// everybody is the base of what no filter reaches.
func everybody(all tally.Summary) Base {
	return Base{
		People: all.Responses, Responses: all.Responses, Size: sizeOf(all.Responses), Warning: warningOf(all.Responses),
		Words: fmt.Sprintf("A query in SQL. It counts everybody, whatever the filters: %s.", people(all.Responses)),
	}
}

// query plans the panel of SQL.
func (p *planner) query(sp spec) {
	p.add(sp, "", sp.Title, "sql", query{sql: sp.SQL, draw: sp.Draw})
}

// query checks what can be told of a panel without running its query.
func (c *checker) query(path string, p *spec) {
	if strings.TrimSpace(p.Title) == "" {
		c.doc.Report(path+".title", "a panel of SQL needs a title; nothing else says what its numbers are")
	}
	c.oneOf(path+".draw", &p.Draw, drawings(SQLKind), "none")
	switch {
	case strings.TrimSpace(p.SQL) == "":
		c.doc.Report(path+".sql", "a panel of SQL needs a query, such as sql: SELECT role, count(*) AS people FROM answers GROUP BY role")
	case len(p.SQL) > maxSQL:
		c.doc.Report(path+".sql", "the query is longer than %d KB; shorten it", maxSQL>>10)
	case c.sql != nil:
		if err := c.sql(p.SQL); err != nil {
			c.doc.Report(path+".sql", "%v", err)
		}
	}
}
