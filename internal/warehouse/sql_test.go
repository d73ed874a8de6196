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
func rows(t *testing.T, path, query string) [][]any {
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
	result, err := c.(driver.QueryerContext).QueryContext(context.Background(), query, nil)
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
