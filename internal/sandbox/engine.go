package sandbox

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/duckdb/duckdb-go/v2"
)

// engine is a DuckDB of its own, in memory, to which a snapshot is attached.
type engine struct{ conn *duckdb.Conn }

// open starts an engine, attaches the snapshot if there is one and then takes from the engine whatever a query does not
// need. Settings go one by one: given with the path they are taken in random order.
func open(r request) (*engine, error) {
	connector, err := duckdb.NewConnector("?threads=1", nil)
	if err != nil {
		return nil, err
	}
	conn, err := connector.Connect(context.Background())
	if err != nil {
		return nil, err
	}
	e := &engine{conn.(*duckdb.Conn)}
	for _, statement := range preparation(r) {
		if _, err := e.conn.ExecContext(context.Background(), statement, nil); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func preparation(r request) []string {
	settings := []string{
		fmt.Sprintf("SET memory_limit = '%dB'", r.Memory),
		"SET temp_directory = ''",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allow_community_extensions = false",
		"SET disabled_optimizers = 'top_n_window_elimination'", // it counts wrongly where the order has NULLs
	}
	if !r.Check {
		settings = append(settings, "ATTACH '"+inherited+"' AS survey (READ_ONLY)", "USE survey")
	}
	return append(settings, "SET enable_external_access = false", "SET lock_configuration = true")
}

// answer checks a query and runs it. What is run is a view of it, so that DuckDB stops when enough rows
// are there; names of columns and what is wrong with the query come from the query itself.
func (e *engine) answer(r request) (reply, error) {
	if err := e.check(r.SQL); err != nil || r.Check {
		return reply{}, err
	}
	names, err := e.names(r.SQL)
	if err != nil {
		return reply{}, err
	}
	// The query has been found to be one SELECT, so that nothing of it can end this statement.
	if _, err := e.conn.ExecContext(context.Background(), "CREATE TEMP VIEW result AS "+r.SQL, nil); err != nil {
		return reply{}, err
	}
	rows, err := e.conn.QueryContext(context.Background(), fmt.Sprintf("SELECT * FROM temp.result LIMIT %d", r.Rows+1), nil)
	if err != nil {
		return reply{}, err
	}
	return collect(rows, names, r)
}

// check has DuckDB parse the query, without running anything of it, and looks at what it is made of.
func (e *engine) check(sql string) error {
	rows, err := e.conn.QueryContext(context.Background(), "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR",
		[]driver.NamedValue{{Ordinal: 1, Value: sql}})
	if err != nil {
		return err
	}
	defer rows.Close()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil {
		return err
	}
	text, ok := row[0].(string)
	if !ok {
		return fmt.Errorf("the parsed query is a %T", row[0])
	}
	return checkParsed(sql, []byte(text))
}

// names gives the columns of a query.
func (e *engine) names(sql string) ([]string, error) {
	prepared, err := e.conn.PrepareContext(context.Background(), sql)
	if err != nil {
		return nil, err
	}
	statement := prepared.(*duckdb.Stmt)
	defer statement.Close()
	if kind, err := statement.StatementType(); err != nil || kind != duckdb.STATEMENT_TYPE_SELECT {
		return nil, errors.Join(err, refuse(oneSelect))
	}
	count, err := statement.ColumnCount()
	if err != nil {
		return nil, err
	}
	if count > maxColumns {
		return nil, refuse("The query brings %d columns; %d is the most. Name those that matter.", count, maxColumns)
	}
	names := make([]string, count)
	for i := range names {
		if names[i], err = statement.ColumnName(i); err != nil {
			return nil, err
		}
		names[i] = shortened(names[i])
	}
	return names, nil
}

// collect reads rows until there are enough of them, or they are too large together.
func collect(rows driver.Rows, names []string, r request) (reply, error) {
	kinds := make([]string, len(names))
	if typed, ok := rows.(driver.RowsColumnTypeDatabaseTypeName); ok {
		for i := range kinds {
			kinds[i] = typed.ColumnTypeDatabaseTypeName(i)
		}
	}
	out, room := reply{Columns: names}, r.Bytes
	raw := make([]driver.Value, len(names))
	for {
		err := rows.Next(raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return reply{}, err
		}
		row := make([]any, len(raw))
		for i, v := range raw {
			row[i] = plain(v, kinds[i])
		}
		text, err := json.Marshal(row)
		if err != nil {
			return reply{}, err
		}
		room -= len(text) + 1
		if room < 0 || len(out.Rows) == r.Rows {
			out.Cut = true
			return out, nil
		}
		out.Rows = append(out.Rows, row)
	}
}
