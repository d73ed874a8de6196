package sandbox

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed shapes.txt
var shapesText string

//go:embed functions.txt
var functionsText string

func newChecker(sql string) (*checker, error) {
	c := &checker{sql: sql, shapes: map[string]map[string]bool{}, functions: map[string]bool{}}
	for _, line := range linesOf(shapesText) {
		name, keys, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("read shapes.txt: %q has no keys", line)
		}
		c.shapes[name] = setOf(keys)
	}
	c.functions = setOf(fold(strings.Join(linesOf(functionsText), " ")))
	return c, nil
}

// linesOf leaves out blank lines and remarks.
func linesOf(text string) []string {
	var lines []string
	for scanner := bufio.NewScanner(strings.NewReader(text)); scanner.Scan(); {
		if line := scanner.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// Tables there are, and functions that may stand where a table does.
const (
	tables         = "answers, picks and options"
	tableFunctions = "unnest, range and generate_series"
)

// particular checks what is special to a kind of part.
func (c *checker) particular(name string, o map[string]any, names scope) error {
	switch name {
	case "BASE_TABLE":
		return c.table(o, names)
	case "FUNCTION", "WINDOW":
		return c.function(o)
	case "TABLE_FUNCTION":
		f, _ := o["function"].(map[string]any)
		if called := fold(word(f, "function_name")); word(f, "class") != "FUNCTION" || !slices.Contains([]string{"unnest", "range", "generate_series"}, called) {
			return c.refuse(o, "%s(…) is not allowed in FROM; the tables are %s, the functions %s", called, tables, tableFunctions)
		}
	case "statements", "subquery", "query":
		if params, _ := o["named_param_map"].([]any); len(params) > 0 {
			return c.unknown("PARAMETER", o)
		}
	}
	return nil
}

// table lets the tables of the snapshot through, and common table expressions that can be seen.
func (c *checker) table(o map[string]any, names scope) error {
	name := word(o, "table_name")
	if word(o, "schema_name") != "" || word(o, "catalog_name") != "" {
		return c.refuse(o, "%q is not a table of this survey; the tables are %s, without anything before their names", name, tables)
	}
	if names.has(name) || slices.Contains([]string{"answers", "picks", "options"}, fold(name)) {
		return nil
	}
	return c.refuse(o, "there is no table %q; the tables are %s", name, tables)
}

func (c *checker) function(o map[string]any) error {
	name := word(o, "function_name")
	if schema := word(o, "schema"); schema != "" && schema != "main" || word(o, "catalog") != "" {
		return c.refuse(o, "%s(…) stands behind a dot; write it in front, as lower(title) for title.lower()", name)
	}
	if !c.functions[fold(name)] {
		return c.refuse(o, "the function %s is not among those that may be used", name)
	}
	return nil
}

// strange says in words what is left out on purpose; names are those of shapes.txt.
func strange() map[string]string {
	return map[string]string{
		"SHOW_REF":          "SHOW, DESCRIBE and SUMMARIZE are not allowed; SELECT * FROM answers LIMIT 5 shows what there is",
		"PIVOT":             "PIVOT and UNPIVOT are not allowed; count(*) FILTER (WHERE …) makes a column",
		"PARAMETER":         "the query has parameters, and nobody to fill them; write the values in",
		"COLLATE":           "COLLATE is not allowed; order by lower(…) or strip_accents(…)",
		"UNBOUND_TYPE_INFO": "it names a type that is not allowed; use VARCHAR, INTEGER, DOUBLE, BOOLEAN, DATE or lists of these",
		"sample":            "TABLESAMPLE and USING SAMPLE are not allowed",
		"DEFAULT":           "DEFAULT means nothing here",
	}
}

// unknown refuses a part that is not known to be harmless.
func (c *checker) unknown(name string, o map[string]any) error {
	if words, ok := strange()[name]; ok {
		return c.refuse(o, "%s", words)
	}
	return c.refuse(o, "%s is not allowed", strings.ToLower(strings.NewReplacer("_", " ", "/", " ", ".", " ").Replace(name)))
}

// refuse says what is wrong and, where DuckDB knows it, at which place.
func (c *checker) refuse(o map[string]any, format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if at, ok := o["query_location"].(json.Number); ok {
		if n, err := strconv.Atoi(at.String()); err == nil && n <= len(c.sql) { // unknown is the largest number there is
			return refuse("Not allowed: %s (%s).", text, place(c.sql, n))
		}
	}
	return refuse("Not allowed: %s.", text)
}
