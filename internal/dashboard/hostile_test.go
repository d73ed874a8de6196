package dashboard_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

const attack = `</script><img src=x onerror=alert(1)>__f__function(){alert(1)}__f__{b}`

func hostile(tb testing.TB) *survey.Survey {
	tb.Helper()
	s, problems := survey.Parse("hostile.yaml", []byte(`id: hostile
title: "`+attack+`"
questions:
  - id: roles
    kind: many
    purpose: role
    title: "`+attack+`"
    options:
      - {id: a, label: "`+attack+`"}
      - {id: b, label: "`+strings.Repeat("long ", 60)+`"}
  - id: topics
    kind: many
    purpose: topic
    title: T
    groups:
      - id: g
        label: "`+attack+`"
        options:
          - {id: x, label: "`+attack+` in topics"}
          - {id: y, label: Y}
  - {id: order, kind: ranking, title: "`+attack+`", options: [{id: x, label: "`+attack+`"}, {id: y, label: Y}]}
  - {id: when, kind: slots, title: W, days: [mon], parts: [{id: noon, label: "`+attack+`"}]}
  - {id: many, kind: number, title: N, unit: "`+attack+`", max: 9}
  - id: likely
    kind: scale
    title: L
    scale: {from: 1, to: 3, labels: {1: "`+attack+`", 3: Much}}
`))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return s
}

// Labels come from founders and from imported files. Wherever they end up they must stay data:
// never a tag once the JSON stands in a page, never a function once a chart is started.
func TestLabelsStayPlainData(t *testing.T) {
	c := gather(hostile(t), 60)
	untold := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, rows: {question: order}, columns: {question: likely}, colour: share}]\n")
	for _, d := range []*dashboard.Dashboard{embedded(t, "overview"), embedded(t, "demand"), untold} {
		page := build(t, d, c, "q.roles=a")
		data, err := json.Marshal(page)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(data, "<>") {
			t.Error("the page's JSON could close the element it stands in")
		}
		charts := 0
		for p := range page.Panels() {
			if p.Chart == nil {
				continue
			}
			charts++
			if bytes.Contains(p.Chart.Option, []byte("__f__")) || bytes.ContainsAny(p.Chart.Option, "<>") {
				t.Errorf("%s: the option holds a marker or a tag: %s", p.ID, p.Chart.Option)
			}
		}
		if charts == 0 {
			t.Error("no chart was looked at")
		}
	}
	roles := panel(t, build(t, embedded(t, "overview"), c, ""), "ranking-roles")
	for _, row := range roles.Table.Rows {
		if row.ID == "a" && row.Cells[0].Text != attack {
			t.Errorf("the label became %q", row.Cells[0].Text)
		}
	}
}

// The parts that the browser's bundle holds; anything else would be dropped there without a word.
func TestOptionsUseOnlyWhatIsBundled(t *testing.T) {
	parts := map[string]bool{
		"animation": true, "aria": true, "grid": true, "legend": true, "series": true,
		"tooltip": true, "visualMap": true, "xAxis": true, "yAxis": true,
	}
	series := map[string]bool{"bar": true, "line": true, "heatmap": true}
	for _, path := range []string{"../../sample-data/charlotte.yaml", "../../sample-data/powershell.yaml", "testdata/grid.yaml", everything} {
		c := gather(load(t, path), 80)
		if path == everything {
			c = mixed(t, 80)
		}
		for _, id := range []string{"overview", "demand"} {
			for p := range build(t, embedded(t, id), c, "").Panels() {
				if p.Chart != nil {
					checkOption(t, p, parts, series)
				}
			}
		}
	}
}

func checkOption(t *testing.T, p *dashboard.Panel, parts, series map[string]bool) {
	t.Helper()
	var option map[string]json.RawMessage
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	for part := range option {
		if !parts[part] {
			t.Errorf("%s: part %q is not bundled", p.ID, part)
		}
	}
	var drawn []struct {
		Type string            `json:"type"`
		Data []json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(option["series"], &drawn); err != nil {
		t.Fatal(err)
	}
	for _, s := range drawn {
		if !series[s.Type] {
			t.Errorf("%s: series %q is not bundled", p.ID, s.Type)
		}
	}
	d, n := p.Chart.Draw, len(drawn[0].Data)
	for what, has := range map[string]int{"intervals": len(d.Intervals), "filters": len(d.Filters), "tips": len(d.Tips), "marks": len(d.Marks)} {
		if has != 0 && has != n {
			t.Errorf("%s: %d %s beside %d data", p.ID, has, what, n)
		}
	}
	if len(d.Tips) != n || strings.Contains(string(p.Chart.Option), `olor":"`) {
		t.Errorf("%s: %d tips beside %d data, or a colour in the option", p.ID, len(d.Tips), n)
	}
	if p.Chart.Description == "" || p.Chart.Height < 100 {
		t.Errorf("%s: description %q, height %d", p.ID, p.Chart.Description, p.Chart.Height)
	}
}
