package dashboard_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/dashboards"
	"muster/internal/dashboard"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds text against a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with -update to write it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

func embedded(tb testing.TB, id string) *dashboard.Dashboard {
	tb.Helper()
	all, problems := dashboard.Load(dashboards.Files)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	tb.Fatalf("no dashboard %q", id)
	return nil
}

func read(tb testing.TB, text string) *dashboard.Dashboard {
	tb.Helper()
	d, problems := dashboard.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return d
}

func build(tb testing.TB, d *dashboard.Dashboard, c *crowd, query string) *dashboard.Page {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	selection, problems := dashboard.ParseSelection(c.survey, values)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	page, err := d.Build(context.Background(), c.survey, selection, c.source())
	if err != nil {
		tb.Fatal(err)
	}
	return page
}

// outline writes a page as a person would read it aloud: words and tables, without drawings.
func outline(p *dashboard.Page) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s: %s\n%d of %d responses\n", p.SurveyTitle, p.Title, p.Responses, p.All)
	for _, w := range p.Words {
		fmt.Fprintf(&b, "filter: %s\n", w.Text)
	}
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "\n=== %s\n", s.Heading)
		for _, panel := range s.Panels {
			outlinePanel(&b, panel)
		}
	}
	for _, l := range p.LeftOut {
		fmt.Fprintf(&b, "left out: %s. %s\n", l.Title, l.Reason)
	}
	return b.Bytes()
}

func outlinePanel(b *bytes.Buffer, p *dashboard.Panel) {
	fmt.Fprintf(b, "\n## %s (%s, %s, %s)\n%s %s\n", p.Title, p.ID, p.Kind, p.Width, p.Base.Words, p.Base.Warning)
	if p.Finding != "" {
		fmt.Fprintln(b, p.Finding)
	}
	for _, f := range p.Figures {
		fmt.Fprintf(b, "%s: %s (%s)\n", f.Label, f.Value, f.Note)
	}
	if p.Table == nil {
		return
	}
	fmt.Fprintf(b, "[%s]\n", p.Table.Caption)
	var heads []string
	for _, c := range p.Table.Columns {
		heads = append(heads, c.Label+" <"+string(c.Kind)+">")
	}
	fmt.Fprintln(b, strings.Join(heads, " | "))
	for _, r := range p.Table.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := c.Text
			if c.Note != "" {
				text += " (" + c.Note + ")"
			}
			cells = append(cells, text)
		}
		fmt.Fprintln(b, strings.Join(cells, " | "))
	}
	for _, n := range p.Table.Notes {
		fmt.Fprintln(b, "note:", n)
	}
}

// drawings writes every chart of a page, indented.
func drawings(t *testing.T, p *dashboard.Page) []byte {
	t.Helper()
	charts := map[string]*dashboard.Chart{}
	for panel := range p.Panels() {
		if panel.Chart != nil {
			charts[panel.ID] = panel.Chart
		}
	}
	data, err := json.MarshalIndent(charts, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

func TestEmbeddedDashboards(t *testing.T) {
	tests := []struct {
		name, dashboard, survey, query string
		people                         int
		charts                         bool // hold the drawings too
	}{
		{"overview", "overview", "../../sample-data/charlotte.yaml", "", 450, true},
		{"demand", "demand", "../../sample-data/charlotte.yaml", "", 450, true},
		{"demand-filtered", "demand", "../../sample-data/charlotte.yaml", "g.topics=security&q.roles=engineer&to=2026-02-28", 450, false},
		{"overview-powershell", "overview", "../../sample-data/powershell.yaml", "", 40, false},
		{"demand-powershell", "demand", "../../sample-data/powershell.yaml", "", 40, false},
		{"overview-grid", "overview", "testdata/grid.yaml", "", 25, false},
		{"demand-grid", "demand", "testdata/grid.yaml", "", 120, true},
		{"overview-everything", "overview", everything, "", 300, true},
		{"demand-everything", "demand", everything, "", 300, true},
		{"demand-everything-filtered", "demand", everything, "source=poster&source=fair&flagged=leave-out&q.leads=yes", 300, false},
		{"overview-everything-nobody", "overview", everything, "q.leads=no&source=nowhere", 12, false},
		{"meetings", "meetings", "../../sample-data/charlotte.yaml", "", 450, false},
		{"meetings-grid", "meetings", "testdata/grid.yaml", "", 25, false},
		{"words", "words", "../../sample-data/charlotte.yaml", "", 450, false},
		{"change-charlotte", "change", "../../sample-data/charlotte.yaml", "", 450, false},
		{"demand-nobody", "demand", "../../sample-data/charlotte.yaml", "", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := gather(load(t, tt.survey), tt.people)
			if tt.survey == everything {
				c = mixed(t, tt.people)
			}
			page := build(t, embedded(t, tt.dashboard), c, tt.query)
			golden(t, tt.name+".txt", outline(page))
			if tt.charts {
				golden(t, tt.name+".charts.json", drawings(t, page))
			}
			if c.calls > 1 {
				t.Errorf("asked for tables %d times; once is enough", c.calls)
			}
		})
	}
}
