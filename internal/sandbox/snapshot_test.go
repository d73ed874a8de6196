//go:build linux

package sandbox_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"muster/internal/sandbox"
)

// people writes a snapshot of so many answers as the warehouse does: who answers what follows from their
// number, so that a test can tell what a query must bring.
func people(ctx context.Context, path string, n int) error {
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		return err
	}
	defer connector.Close()
	opened, err := connector.Connect(ctx)
	if err != nil {
		return err
	}
	c := opened.(*duckdb.Conn)
	defer c.Close()
	for sql := range strings.SplitSeq(fmt.Sprintf(crowd, n), ";\n") {
		if _, err := c.ExecContext(ctx, sql, nil); err != nil {
			return err
		}
	}
	return nil
}

// crowd: role by thirds, azure is wanted by every second, powershell by every third, graph by every
// fifth; one answer a day and a half, the first on Monday, 2026-01-05.
const crowd = `
CREATE TABLE answers AS SELECT i::INTEGER AS response, DATE '2026-01-05' + (i * 2 // 3 %% 90)::INTEGER AS day,
	date_trunc('week', DATE '2026-01-05' + (i * 2 // 3 %% 90)::INTEGER)::DATE AS week,
	CASE WHEN i %% 4 = 0 THEN 'import' ELSE 'form' END AS source, 'en' AS language, (i %% 10) + 0.5 AS minutes, i %% 50 = 0 AS flagged,
	['admin', 'developer', 'lead'][i %% 3 + 1] AS role,
	list_filter([CASE WHEN i %% 2 = 0 THEN 'azure' END, CASE WHEN i %% 3 = 0 THEN 'powershell' END, CASE WHEN i %% 5 = 0 THEN 'graph' END], lambda x: x IS NOT NULL) AS topics,
	(i %% 5 + 1)::INTEGER AS level, CASE WHEN i %% 7 = 0 THEN NULL ELSE (i %% 20)::DOUBLE END AS years
FROM range(%d) t(i);
CREATE TABLE options (question VARCHAR, option VARCHAR, label VARCHAR, "group" VARCHAR, position INTEGER);
INSERT INTO options VALUES ('role', 'admin', 'Administrator', NULL, 0), ('role', 'developer', 'Developer', NULL, 1), ('role', 'lead', 'Team lead', NULL, 2),
	('topics', 'azure', 'Azure', 'cloud', 0), ('topics', 'powershell', 'PowerShell', 'tools', 1), ('topics', 'graph', 'Microsoft Graph', 'cloud', 2);
CREATE TABLE picks AS SELECT p.response, p.question, p.option, o.label, o."group", NULL::INTEGER AS place FROM (
	SELECT response, 'role' AS question, role AS option FROM answers UNION ALL
	SELECT response, 'topics', unnest(topics) FROM answers) p JOIN options o USING (question, option);
CHECKPOINT`

// house is a sandbox over snapshots of answers that a test changes.
type house struct {
	*sandbox.Sandbox
	version atomic.Int64
	made    atomic.Int64 // snapshots

	deadline time.Duration
}

func open(tb testing.TB, people_ int, change func(*sandbox.Config)) *house {
	tb.Helper()
	h := &house{}
	config := sandbox.Config{
		Command: worker, Dir: tb.TempDir() + "/snapshots",
		Snapshot: func(ctx context.Context, _, path string) error {
			h.made.Add(1)
			return people(ctx, path, people_)
		},
		Version:  func(string) int64 { return h.version.Load() },
		Deadline: 10 * time.Second,
	}
	if change != nil {
		change(&config)
	}
	h.deadline = config.Deadline
	var err error
	if h.Sandbox, err = sandbox.New(config); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := h.Close(); err != nil {
			tb.Error(err)
		}
	})
	return h
}
