package sandbox_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"muster/internal/sandbox"
	"muster/internal/tally"
)

func TestParseReply(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       *tally.Rows // nil: refused
	}{
		{"rows", `{"columns":["a","b"],"rows":[[1,"x"],[1.0,null],[true,1e3]]}`, &tally.Rows{
			Columns: []string{"a", "b"}, Values: [][]any{{int64(1), "x"}, {1.0, nil}, {true, 1000.0}}}},
		{"cut", `{"columns":["a"],"rows":[[1]],"cut":true}`, &tally.Rows{Columns: []string{"a"}, Values: [][]any{{int64(1)}}, Cut: true}},
		{"no rows", `{"columns":["a"]}`, &tally.Rows{Columns: []string{"a"}}},
		{"a name that steers", `{"columns":["a\u202e\n\u001b[31mb"]}`, &tally.Rows{Columns: []string{"a [31mb"}}},
		{"a NUL", `{"columns":["a"],"rows":[["x\u0000y"]]}`, &tally.Rows{Columns: []string{"a"}, Values: [][]any{{"xy"}}}},
		{"a value that steers", `{"columns":["a"],"rows":[["x\u202e\u001b[31m\u2066\ny  z"],["क्\u200dष"]]}`, &tally.Rows{Columns: []string{"a"}, Values: [][]any{{"x[31m y  z"}, {"क्\u200dष"}}}},
		{"nothing", ``, nil},
		{"an empty object", `{}`, nil},
		{"null", `null`, nil},
		{"no columns", `{"columns":[],"rows":[[]]}`, nil},
		{"too many rows", `{"columns":["a"],"rows":[[1],[1],[1],[1]]}`, nil},
		{"a short row", `{"columns":["a","b"],"rows":[[1]]}`, nil},
		{"a long row", `{"columns":["a"],"rows":[[1,2]]}`, nil},
		{"a list in a cell", `{"columns":["a"],"rows":[[[1]]]}`, nil},
		{"an object in a cell", `{"columns":["a"],"rows":[[{}]]}`, nil},
		{"a number too large", `{"columns":["a"],"rows":[[1e999]]}`, nil},
		{"a whole number too large", `{"columns":["a"],"rows":[[99999999999999999999]]}`, nil},
		{"an unknown key", `{"columns":["a"],"extra":1}`, nil},
		{"something behind", `{"columns":["a"]}{}`, nil},
		{"deep", `{"columns":["a"],"rows":[[` + strings.Repeat("[", 100000), nil},
		{"many columns", `{"columns":[` + strings.Repeat(`"a",`, 300) + `"a"]}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := sandbox.ParseReply([]byte(c.text), 3)
			if c.want == nil {
				if err == nil {
					t.Errorf("it is taken for %v", got)
				}
				return
			}
			if diff := cmp.Diff(*c.want, got); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

func TestParseReplyTellsRefusalsFromFaults(t *testing.T) {
	var refusal *sandbox.Refusal
	if _, err := sandbox.ParseReply([]byte(`{"refused":"No\u0007 <b>way</b>."}`), 3); !errors.As(err, &refusal) || refusal.Error() != "No <b>way</b>." {
		t.Errorf("got %v", err)
	}
	if _, err := sandbox.ParseReply([]byte(`{"fault":"no file"}`), 3); err == nil || errors.As(err, &refusal) && err.Error() == refusal.Error() {
		t.Errorf("got %v", err)
	}
}

// Whatever a worker writes, its reading ends, and what is taken from it has the shape that is agreed.
func FuzzParseReply(f *testing.F) {
	for _, seed := range []string{
		`{"columns":["a","b"],"rows":[[1,"x"],[1.5,null],[true,false]],"cut":true}`, `{"refused":"no","passing":true}`,
		`{"fault":"x"}`, `{"columns":["a"],"rows":[[[]]]}`, `{"COLUMNS":["a"],"Rows":[[9223372036854775807]]}`, "\x00", `[]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := sandbox.ParseReply(data, 100)
		if err != nil {
			if text := err.Error(); text == "" {
				t.Error("an error without words")
			}
			return
		}
		if len(rows.Columns) == 0 || len(rows.Columns) > 200 || len(rows.Values) > 100 {
			t.Fatalf("%d columns, %d rows", len(rows.Columns), len(rows.Values))
		}
		for _, row := range rows.Values {
			if len(row) != len(rows.Columns) {
				t.Fatal("a row of another length")
			}
			for _, v := range row {
				switch v := v.(type) {
				case nil, bool, int64, float64:
				case string:
					if !utf8.ValidString(v) || strings.Contains(v, "\x00") {
						t.Errorf("%q", v)
					}
				default:
					t.Errorf("a %T", v)
				}
			}
		}
	})
}

// What DuckDB's parser gives is checked without a fall, even where it is another than is known.
func FuzzCheckParsed(f *testing.F) {
	for _, seed := range []string{
		`{"error":false,"statements":[{"node":{"type":"SELECT_NODE","select_list":[{"class":"STAR","type":"STAR"}],"from_table":{"type":"BASE_TABLE","table_name":"answers"},"cte_map":{"map":[]}},"named_param_map":[]}]}`,
		`{"error":true,"error_type":"parser","error_message":"x","position":"99"}`,
		`{"statements":[{"node":{"type":"RECURSIVE_CTE_NODE","cte_name":"c","cte_map":{"map":[{"key":"a","value":{}}]},"right":{"type":"BASE_TABLE","table_name":"C"}}}]}`,
		`{"statements":[{"node":{"class":"FUNCTION","function_name":"getenv","query_location":18446744073709551615}}]}`,
		`{"statements":[[]]}`, `{"statements":[{"cte_map":{"map":{}}}]}`, `7`,
	} {
		f.Add("SELECT 1", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, sql string, parsed []byte) {
		if err := sandbox.CheckParsed(sql, parsed); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}
