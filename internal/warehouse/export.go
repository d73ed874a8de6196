package warehouse

import (
	"fmt"
	"slices"
	"strings"
)

// exports are the statements that make a snapshot. Its table coded is the only one with something of
// people in it.
func (l *layout) exports() []string {
	return []string{
		"CREATE TABLE " + exported + ".coded AS " + l.coded(),
		"CREATE TABLE " + exported + ".options AS " + l.offered(),
		"CREATE VIEW " + exported + ".answers AS SELECT " + strings.Join(l.readable(), ", ") + " FROM coded",
		"CREATE VIEW " + exported + ".picks AS " + l.picked(),
	}
}

// coded is what a snapshot takes of the answers: people get numbers that say nothing about who came
// before whom, and so does the order in which they lie in the file.
func (l *layout) coded() string {
	columns := []string{
		"day", sourceSQL() + " AS source", l.languageSQL() + " AS language", "round(seconds / 60, 1) AS minutes", "flags <> 0 AS flagged",
	}
	for _, c := range l.columns[:l.hidings] {
		columns = append(columns, c.sql())
	}
	return fmt.Sprintf("SELECT row_number() OVER ()::INTEGER AS response, * FROM (SELECT %s FROM %s ORDER BY random())",
		strings.Join(columns, ", "), quoted(l.answers))
}

// sourceSQL names sources as sourceName does, but for those of imports: what a form was called stays outside.
func sourceSQL() string {
	return fmt.Sprintf("CASE WHEN starts_with(source, %s) THEN coalesce(nullif(substr(source, %d), ''), %s) "+
		"WHEN starts_with(source, %s) THEN %s ELSE source END",
		literal(formPrefix), len(formPrefix)+1, literal(formSource), literal(importPrefix), literal(importSource))
}

// offered lists what can be picked.
func (l *layout) offered() string {
	var rows []string
	for _, f := range l.countable {
		for bit, c := range f.categories {
			rows = append(rows, fmt.Sprintf("SELECT %s AS question, %s AS option, %s AS label, %s AS \"group\", %d::INTEGER AS position",
				literal(f.question.ID), literal(c.ID), foreign(string(c.Label)), literal(c.Group), bit+1))
		}
	}
	return orNothing(rows, `SELECT '' AS question, '' AS option, '' AS label, '' AS "group", 0::INTEGER AS position`)
}

// picked gives a row for every pick.
func (l *layout) picked() string {
	var parts []string
	for _, f := range l.countable {
		place := "NULL"
		if f.role == ranked {
			place = fmt.Sprintf("nullif(%s >> ((position - 1) * %d) & %d, 0)", l.detail(f), placeBits, lastPlace)
		}
		parts = append(parts, fmt.Sprintf(`SELECT response, %[1]s AS question, option, label, "group", %[2]s::INTEGER AS place FROM coded JOIN `+
			`(SELECT *, 1::UBIGINT << (position - 1) AS bit FROM options WHERE question = %[1]s) ON (%[3]s::UBIGINT & bit) <> 0`,
			literal(f.question.ID), place, l.mask(f)))
	}
	return orNothing(parts, `SELECT 0::INTEGER AS response, '' AS question, '' AS option, '' AS label, '' AS "group", 0::INTEGER AS place`)
}

// orNothing puts the rows of queries together, or has none of the columns of another.
func orNothing(queries []string, columns string) string {
	if len(queries) == 0 {
		return columns + " WHERE false"
	}
	return strings.Join(queries, "\nUNION ALL ")
}

// readable are the columns of the answers as people read them.
func (l *layout) readable() []string {
	columns := []string{"response", "day", "week", "source", "language", "minutes", "flagged"}
	taken := slices.Clone(columns)
	for _, f := range l.countable {
		taken = append(taken, f.question.ID)
	}
	own := len(columns)
	columns[2] = "date_trunc('week', day)::DATE AS week"
	for _, f := range l.countable {
		name := f.question.ID
		if slices.Contains(taken[:own], name) {
			for slices.Contains(taken, name) {
				name = "q_" + name
			}
		}
		columns = append(columns, fmt.Sprintf("CASE WHEN %s <> 0 THEN %s END AS %s", l.mask(f), l.said(f), quoted(name)))
	}
	return columns
}

// said is what somebody who answered a question said.
func (l *layout) said(f *field) string {
	first := fmt.Sprintf("bit_count(xor(%[1]s, %[1]s - 1) >> 1)", l.mask(f))
	switch {
	case f.role == number || f.role == date:
		return l.detail(f)
	case f.role == point:
		return fmt.Sprintf("%d + %s", f.first, first)
	case f.role == ranked:
		return fmt.Sprintf("list_transform(list_sort(%s), lambda p: %s[p %% %d + 1])", l.ifPicked(f, l.placed(f)), listed(literals(f.ids())), maskBits)
	case f.question.Single():
		return fmt.Sprintf("%s[%s + 1]", listed(literals(f.ids())), first)
	}
	return l.ifPicked(f, literals(f.ids()))
}

// ifPicked lists, of an expression for each category, those of what was picked.
func (l *layout) ifPicked(f *field, each []string) string {
	parts := make([]string, len(each))
	for bit, expression := range each {
		parts[bit] = fmt.Sprintf("CASE WHEN %s & %d <> 0 THEN %s END", l.mask(f), uint64(1)<<bit, expression)
	}
	return "list_filter(" + listed(parts) + ", lambda o: o IS NOT NULL)"
}

// placed are numbers by which the options of a ranking sort: their place, and below it their bit.
// What has no place comes last.
func (l *layout) placed(f *field) []string {
	parts := make([]string, len(f.categories))
	for bit := range parts {
		place := fmt.Sprintf("coalesce(nullif(%s >> %d & %d, 0), %d)", l.detail(f), bit*placeBits, lastPlace, lastPlace+1)
		parts[bit] = fmt.Sprintf("%s::INTEGER * %d + %d", place, maskBits, bit)
	}
	return parts
}

func listed(expressions []string) string { return "[" + strings.Join(expressions, ", ") + "]" }

func literals(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = literal(t)
	}
	return out
}
