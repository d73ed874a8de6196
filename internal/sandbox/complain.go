package sandbox

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

var errorKind = regexp.MustCompile(`^[A-Za-z ]+ Error: `)

// excerpt is where DuckDB repeats a line of the query and points at a place in it.
var excerpt = regexp.MustCompile(`(?s)\s*LINE (\d+): .*$`)

// complaint gives what DuckDB says about a query, without the kind of the error and with the number of
// the line in place of its text.
func complaint(err error) string {
	text := err.Error()
	text = errorKind.ReplaceAllString(text, "")
	text = excerpt.ReplaceAllString(text, " (line $1)")
	return strings.TrimRight(plainLine(text), ".!")
}

// beyond says nothing of what DuckDB and its driver themselves know nothing to say about.
func beyond() error {
	return refuse("The query is one that DuckDB cannot run. Write it in another way.")
}

// internal tells words that are of how DuckDB is made, and mean nothing to whoever wrote a query.
func internal(words string) bool {
	return strings.Contains(words, "NOT IMPLEMENTED") || strings.Contains(words, "API error")
}

// inWords says why a query that was allowed failed, and what to do about it.
func inWords(err error, memory int64) error {
	if strings.Contains(err.Error(), "API error: empty name") {
		return refuse("The query brings values whose parts have no names. Name them, as in {'role': role, 'level': level}, or give each a column.")
	}
	if internal(err.Error()) {
		return beyond()
	}
	var fault *duckdb.Error
	if !errors.As(err, &fault) {
		return refuse("The query failed: %s.", complaint(err))
	}
	switch fault.Type {
	case duckdb.ErrorTypeOutOfMemory:
		return tooMuch(memory)
	case duckdb.ErrorTypeBinder, duckdb.ErrorTypeCatalog:
		if strings.Contains(fault.Msg, "UNNEST") {
			return refuse("The query does not fit the tables: %s. Unnest in a subquery, or read the table picks.", complaint(err))
		}
		return refuse("The query does not fit the tables: %s.", complaint(err))
	case duckdb.ErrorTypeParser, duckdb.ErrorTypeSyntax:
		return refuse("The query cannot be read: %s.", complaint(err))
	case duckdb.ErrorTypeConversion, duckdb.ErrorTypeOutOfRange, duckdb.ErrorTypeInvalidInput, duckdb.ErrorTypeMismatchType:
		return refuse("The query stopped at a value: %s.", complaint(err))
	case duckdb.ErrorTypeInternal, duckdb.ErrorTypeFatal:
		return beyond()
	}
	return refuse("The query failed: %s.", complaint(err))
}

// place gives a byte of a query as people find it.
func place(sql string, at int) string {
	at = min(max(at, 0), len(sql))
	before := sql[:at]
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}
