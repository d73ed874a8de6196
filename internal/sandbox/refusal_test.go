//go:build linux

package sandbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"muster/internal/sandbox"
)

// A refusal says what happened, where, and what to do.
func TestRefusalsAreInWords(t *testing.T) {
	h := open(t, 30, nil)
	for _, c := range []struct{ name, sql, want string }{
		{"syntax", "SELECT count(*)\nFROM answers\nWHER role = 'lead'", "The query cannot be read: syntax error at or near \"role\" (line 3, column 6)."},
		{"column", "SELECT role,\n  rolle FROM answers", "The query does not fit the tables: Referenced column \"rolle\" not found in FROM clause! Candidate bindings: \"role\", \"source\", \"flagged\", \"language\", \"response\" (line 2)."},
		{"table", "SELECT 1 FROM answers\nJOIN people USING (response)", "Not allowed: there is no table \"people\"; the tables are answers, picks and options (line 2, column 6)."},
		{"function", "SELECT version()", "Not allowed: the function version is not among those that may be used (line 1, column 8)."},
		{"method", "SELECT role.lower() FROM answers", "Not allowed: lower(…) stands behind a dot; write it in front, as lower(title) for title.lower() (line 1, column 8)."},
		{"statement", "UPDATE answers SET level = 1", "Only one SELECT can be run: nothing that changes, sets, loads or attaches anything, and no second statement."},
		{"value", "SELECT role::INTEGER FROM answers", "The query stopped at a value: Could not convert string 'admin' to INT32 when casting from source column role."},
		{"unnest", "SELECT unnest(topics) AS t, count(*) FROM answers GROUP BY t", "The query does not fit the tables: UNNEST not supported here (line 1). Unnest in a subquery, or read the table picks."},
		{"memory", "SELECT length(repeat('x', 3000000000))", "The query was stopped because it needed more than the 256 MB of memory it may take. Filter or group earlier, or look at fewer rows."},
		{"what DuckDB's parser leaves out", "SELECT E'\\x00'", "The query is one that DuckDB cannot run. Write it in another way."},
		{"text of the standard that it leaves out", "SELECT U&'\\0041'", "The query is one that DuckDB cannot run. Write it in another way."},
		{"parts without names", "SELECT row(1, 2)", "The query brings values whose parts have no names. Name them, as in {'role': role, 'level': level}, or give each a column."},
		{"no column is left", "SELECT * EXCLUDE (response) FROM (SELECT response FROM answers)", "The query does not fit the tables: SELECT list is empty after resolving * expressions."},
		{"a function that DuckDB has not", "SELECT width_bucket(level, 1, 5, 4) FROM answers", "Not allowed: the function width_bucket is not among those that may be used (line 1, column 8)."},
		{"no two ends of a sentence", "SELECT 1 FOR UPDATE", "The query cannot be read: SELECT locking clause is not supported."},
		{"empty", "", "The query is empty. Write one SELECT."},
		{"position behind letters of several bytes", "SELECT 'ä€😀', nosuch(1)", "Not allowed: the function nosuch is not among those that may be used (line 1, column 15)."},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := h.Query(context.Background(), "s", c.sql)
			var refusal *sandbox.Refusal
			if !errors.As(err, &refusal) || refusal.Error() != c.want {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
			if _, ok := err.(interface{ Refused() }); !ok {
				t.Error("it cannot be told apart")
			}
		})
	}
}

// What a person wrote comes back in messages; it must not steer a screen.
func TestRefusalsAreOnePlainLine(t *testing.T) {
	h := open(t, 30, nil)
	_, err := h.Query(context.Background(), "s", "SELECT * FROM \"a\nb\u202ec\x1b[31md"+strings.Repeat("x", 5000)+"\"")
	if err == nil {
		t.Fatal("there is such a table")
	}
	if text := err.Error(); strings.ContainsAny(text, "\n\u202e\x1b") || len(text) > 700 {
		t.Errorf("the refusal is %q", text)
	}
}
