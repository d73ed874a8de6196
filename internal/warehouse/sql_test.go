package warehouse_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"testing"

	"github.com/duckdb/duckdb-go/v2"
)

// rows reads a file that no warehouse has open.
func rows(t *testing.T, path, query string) (out [][]any) {
	t.Helper()
	connected(t, path, func(ask func(string) [][]any) { out = ask(query) })
	return out
}

// attached reads a file as one who may not write, under a name of its own.
func attached(t *testing.T, path string, use func(query func(string) [][]any)) {
	t.Helper()
	connected(t, "", func(ask func(string) [][]any) {
		ask("ATTACH '" + path + "' AS other (READ_ONLY)")
		ask("USE other")
		use(ask)
	})
}

func connected(t *testing.T, path string, use func(query func(string) [][]any)) {
	t.Helper()
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer connector.Close()
	c, err := connector.Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	use(func(query string) [][]any { return ask(t, c.(driver.QueryerContext), query) })
}

func ask(t *testing.T, c driver.QueryerContext, query string) [][]any {
	t.Helper()
	result, err := c.QueryContext(context.Background(), query, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	var out [][]any
	for {
		row := make([]driver.Value, len(result.Columns()))
		if err := result.Next(row); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		var values []any
		for _, v := range row {
			values = append(values, v)
		}
		out = append(out, values)
	}
}
