package dashboard_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	goyaml "github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"muster/dashboards"
	"muster/internal/dashboard"
)

// schemaFile lies beside the dashboards, where editors find it.
var schemaFile = filepath.Join("..", "..", "dashboards", "dashboard.schema.json")

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := dashboard.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("dashboard.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("dashboard.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// fits tells what the schema says of a file, as an editor would.
func fits(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	data, err := goyaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

func TestSchemaFileIsUpToDate(t *testing.T) {
	want, err := dashboard.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what Schema gives (%v); run this test with -update", schemaFile, err)
	}
}

func TestSchemaTakesOurDashboards(t *testing.T) {
	schema := compiled(t)
	names, err := fs.Glob(dashboards.Files, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(dashboards.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := fits(t, schema, string(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// panels are the least that can be said of each kind.
var panels = map[dashboard.Kind]string{
	dashboard.FiguresKind:    "{kind: figures}",
	dashboard.RankingKind:    "{kind: ranking, purpose: topic, by: groups, sort: survey, limit: 3}",
	dashboard.TrendKind:      "{kind: trend, by: week}",
	dashboard.CrosstabKind:   "{kind: crosstab, rows: {purpose: role}, columns: {by: source}, colour: residual}",
	dashboard.ScaleKind:      "{kind: scale, question: comfort}",
	dashboard.HistogramKind:  "{kind: histogram, question: years}",
	dashboard.SlotsKind:      "{kind: slots, question: times}",
	dashboard.PreferenceKind: "{kind: preference, question: formats}",
	dashboard.SourceKind:     "{kind: source, width: full}",
	dashboard.LanguageKind:   "{kind: language, note: x}",
	dashboard.FunnelKind:     "{kind: funnel, by: sources, unless: [role]}",
	dashboard.TogetherKind:   "{kind: together, purpose: topic, draw: matrix}",
	dashboard.SpeakersKind:   "{kind: speakers}",
	dashboard.PlannerKind:    "{kind: planner, meetings: 4, speakers: true, per_group: 2}",
	dashboard.NeedsKind:      "{kind: needs}",
	dashboard.VoicesKind:     "{kind: voices, question: anything}",
	dashboard.ChangeKind:     "{kind: change, purpose: topic, by: periods, since: 2026-01-31}",
	dashboard.SQLKind:        "{kind: sql, title: x, sql: SELECT 1, draw: bars}",
}

// TestSchemaAgreesWithTheReader holds that an editor marks what the program refuses and no more,
// for every kind and every key.
func TestSchemaAgreesWithTheReader(t *testing.T) {
	schema := compiled(t)
	strays := []string{"show: [responses]", "purpose: topic", "question: x", "by: week", "sort: share", "limit: 3", "rows: {purpose: role}",
		"columns: {purpose: topic}", "colour: share", "meetings: 3", "speakers: true", "per_group: 1", "since: 2026-01-31", "sql: SELECT 1", "draw: none",
		"most: 2", "colours: red", "width: third"}
	for kind, panel := range panels {
		t.Run(string(kind), func(t *testing.T) {
			agree(t, schema, panel, true)
			for _, stray := range strays {
				key, _, _ := strings.Cut(stray, ":")
				if !strings.Contains(panel, key+":") {
					agree(t, schema, strings.TrimSuffix(panel, "}")+", "+stray+"}", false)
				}
			}
		})
	}
}

// agree holds that reader and schema say the same of a panel. A panel that is meant to be taken must be.
func agree(t *testing.T, schema *jsonschema.Schema, panel string, taken bool) {
	t.Helper()
	text := head + "  - " + panel + "\n"
	d, problems := dashboard.Parse("a.yaml", []byte(text))
	err := fits(t, schema, text)
	if taken && d == nil {
		t.Errorf("%s is not taken: %v", panel, problems)
	}
	if (d != nil) != (err == nil) {
		t.Errorf("%s: the reader says %v, the schema %v", panel, problems, err)
	}
}

func TestSchemaMarksMistakes(t *testing.T) {
	schema := compiled(t)
	tests := []struct{ name, text string }{
		{"no panels", "id: a\ntitle: A\n"},
		{"an id with blanks", strings.Replace(head, "id: a", "id: a b", 1) + "  - {kind: trend}\n"},
		{"an unknown kind", head + "  - {kind: pie}\n"},
		{"a ranking of nothing", head + "  - {kind: ranking}\n"},
		{"a ranking of two", head + "  - {kind: ranking, purpose: topic, question: x}\n"},
		{"half a crosstab", head + "  - {kind: crosstab, rows: {purpose: role}}\n"},
		{"a kind beside each", head + "  - {each: rest, kind: trend}\n"},
		{"a figure twice", head + "  - {kind: figures, show: [picks, picks]}\n"},
		{"a negative limit", head + "  - {kind: ranking, purpose: topic, limit: -1}\n"},
		{"an unknown key", head + "  - {kind: trend}\ncolour: red\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if fits(t, schema, test.text) == nil {
				t.Error("an editor would not mark it")
			}
			if d, _ := dashboard.Parse("a.yaml", []byte(test.text)); d != nil {
				t.Error("the reader takes it")
			}
		})
	}
}
