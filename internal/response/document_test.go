package response_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
)

func TestDocumentReadsBackTheSame(t *testing.T) {
	tests := []struct {
		name    string
		answers response.Answers
		want    string
	}{
		{"nothing", response.Answers{}, `{}`},
		{"ascending", response.Answers{"b": {Number: 4}, "a": {Picks: []string{"x", "y"}}, "c": {Number: -3}}, `{"a":["x","y"],"b":4,"c":-3}`},
		{"own words", response.Answers{"a": {Picks: []string{"other"}, Other: "DBA & <co>"}}, `{"a":{"picks":["other"],"other":"DBA & <co>"}}`},
		{"own words alone", response.Answers{"a": {Other: "DBA"}}, `{"a":{"picks":[],"other":"DBA"}}`},
		{"text", response.Answers{"a": {Text: "é 😀"}}, `{"a":"é 😀"}`},
		{"escapes", response.Answers{"a": {Text: "\"\\\n\r\t\x00\x1f\x7f"}}, `{"a":"\"\\\n\r\t\u0000\u001f` + "\x7f" + `"}`},
		{"separators", response.Answers{"a": {Text: "\u2028\u2029"}}, `{"a":"` + "\u2028\u2029" + `"}`},
		{"mended", response.Answers{"a": {Text: "x\xffy\xc3"}}, `{"a":"x` + "\uFFFDy\uFFFD" + `"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			document, err := response.EncodeDocument(test.answers, response.Circumstances{})
			if err != nil {
				t.Fatal(err)
			}
			if string(document) != test.want {
				t.Errorf("got  %s\nwant %s", document, test.want)
			}
			back, _, err := response.DecodeDocument(document)
			if err != nil {
				t.Fatal(err)
			}
			if test.name != "mended" {
				if diff := cmp.Diff(test.answers, back, cmpopts.EquateEmpty()); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestCircumstancesReadBackTheSame(t *testing.T) {
	answers := response.Answers{"a": {Picks: []string{"x"}}}
	for _, test := range []struct {
		name string
		c    response.Circumstances
		want string
	}{
		{"none", response.Circumstances{}, `{"a":["x"]}`},
		{"not shown", response.Circumstances{NotShown: []string{"c", "b"}}, `{"_not_shown":["c","b"],"a":["x"]}`},
		{"flags", response.Circumstances{Flags: []response.Flag{response.Burst, response.Trap}}, `{"_flags":["burst","trap"],"a":["x"]}`},
		{"language", response.Circumstances{Language: "es-MX"}, `{"_language":"es-MX","a":["x"]}`},
		{"order", response.Circumstances{Order: 7}, `{"_order":7,"a":["x"]}`},
		{"all", response.Circumstances{[]string{"b"}, []response.Flag{response.Unsigned}, "ar", 16},
			`{"_flags":["unsigned"],"_language":"ar","_not_shown":["b"],"_order":16,"a":["x"]}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			document := response.AppendDocument(nil, answers, test.c)
			if string(document) != test.want {
				t.Errorf("got  %s\nwant %s", document, test.want)
			}
			back, c, err := response.DecodeDocument(document)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(answers, back); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.c, c); diff != "" {
				t.Error(diff)
			}
		})
	}
	alone := response.AppendDocument(nil, nil, response.Circumstances{Order: 1, Language: "de"})
	if string(alone) != `{"_language":"de","_order":1}` {
		t.Errorf("circumstances of no answers: %s", alone)
	}
}

func TestAppendDocumentAddsToABuffer(t *testing.T) {
	got := response.AppendDocument([]byte("before "), response.Answers{"a": {Number: 1}}, response.Circumstances{})
	if string(got) != `before {"a":1}` {
		t.Errorf("got %s", got)
	}
}

func TestDecodeDocumentRefuses(t *testing.T) {
	for _, document := range []string{``, `[]`, `{"a":}`, `{"a":{"picks":1}}`, `{"a":1.5}`, `{"a":[1]}`} {
		if answers, _, err := response.DecodeDocument([]byte(document)); err == nil {
			t.Errorf("%s was read as %v", document, answers)
		}
	}
}

// FuzzDocument holds the hand-written encoder against encoding/json: whatever people type comes
// out as JSON that everybody reads to the same text.
func FuzzDocument(f *testing.F) {
	f.Add("topics", "azure", "own words", "text", 3)
	f.Add("_", "\x00", "\xff", "\"\\\u2028\n", -1)
	f.Fuzz(func(t *testing.T, id, pick, other, text string, number int) {
		answers := response.Answers{
			id + "1": {Picks: []string{pick, text}, Other: other},
			id + "2": {Picks: []string{pick}},
			id + "3": {Text: text},
			id + "4": {Number: number},
		}
		circumstances := response.Circumstances{
			NotShown: []string{id, text}, Flags: []response.Flag{response.Flag(pick)}, Language: mend(t, other), Order: number,
		}
		document, err := response.EncodeDocument(answers, circumstances)
		if err != nil || !utf8.Valid(document) || !json.Valid(document) {
			t.Fatalf("%q is not JSON: %v", document, err)
		}
		got, kept, err := response.DecodeDocument(document)
		if err != nil {
			t.Fatal(err)
		}
		circumstances.NotShown = mendAll(t, circumstances.NotShown)
		circumstances.Flags[0] = response.Flag(mend(t, pick))
		if diff := cmp.Diff(circumstances, kept); diff != "" {
			t.Error(diff)
		}
		want := response.Answers{}
		for id, a := range answers {
			want[mend(t, id)] = response.Answer{Picks: mendAll(t, a.Picks), Other: mend(t, a.Other), Number: a.Number, Text: mend(t, a.Text)}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// mend replaces invalid UTF-8 as encoding/json does.
func mend(t *testing.T, text string) (back string) {
	t.Helper()
	data, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func mendAll(t *testing.T, texts []string) []string {
	var out []string
	for _, text := range texts {
		out = append(out, mend(t, text))
	}
	return out
}

func BenchmarkEncodeDocument(b *testing.B) {
	answers := response.Answers{
		"roles": {Picks: []string{"engineer", "leader"}}, "journey": {Picks: []string{"some_years"}},
		"topics":    {Picks: []string{"azure", "virtualization", "terraform", "entra", "powershell", "automation"}},
		"style":     {Picks: []string{"speaker", "hands_on"}},
		"challenge": {Text: "We would like to leave our old datacenter and do not know where to begin."},
	}
	b.ReportAllocs()
	var buffer []byte
	for b.Loop() {
		buffer = response.AppendDocument(buffer[:0], answers, response.Circumstances{})
	}
}

func TestAppendFields(t *testing.T) {
	tests := []struct {
		name   string
		fields map[string]string
		want   string
	}{
		{"none", nil, `{}`},
		{"in ascending order", map[string]string{"name": "Ann Lee", "email": "ann@example.org"}, `{"email":"ann@example.org","name":"Ann Lee"}`},
		{"with what needs an escape", map[string]string{"name": "\"Ann\"\n\\é\xff"}, `{"name":"\"Ann\"\n\\é` + "\uFFFD" + `"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := response.AppendFields(nil, test.fields)
			if string(got) != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if !json.Valid(got) {
				t.Errorf("%s is no JSON", got)
			}
		})
	}
}
