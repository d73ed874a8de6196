package response_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
)

// scanned collects a document's parts into Answers, the slow way round.
func scanned(document []byte) (response.Answers, error) {
	answers := response.Answers{}
	var s response.Scanner
	s.Reset(document)
	for s.Next() {
		part := s.Part()
		a := answers[string(part.Question)]
		switch part.Kind {
		case response.PartPick:
			a.Picks = append(a.Picks, string(part.Text))
		case response.PartOther:
			a.Other = string(part.Text)
		case response.PartNumber:
			a.Number = part.Number
		case response.PartText:
			a.Text = string(part.Text)
		}
		answers[string(part.Question)] = a
	}
	return answers, s.Err()
}

func TestScannerReadsWhatEncodeWrites(t *testing.T) {
	tests := []struct {
		name    string
		answers response.Answers
	}{
		{"nothing", response.Answers{}},
		{"picks", response.Answers{"topics": {Picks: []string{"azure", "storage"}}, "roles": {Picks: []string{"leader"}}}},
		{"own words", response.Answers{"roles": {Picks: []string{"other"}, Other: "DBA & <friends>"}}},
		{"own words alone", response.Answers{"roles": {Other: "DBA"}}},
		{"points", response.Answers{"a": {Number: 4}, "b": {Number: -10}, "c": {Number: 0}}},
		{"text", response.Answers{"a": {Text: "two\nlines\tand \"quotes\" \\ \u2028 é 😀 \x00"}}},
		{"broken text", response.Answers{"a": {Text: "a\xffb"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			document, err := response.EncodeDocument(test.answers, response.Circumstances{})
			if err != nil {
				t.Fatal(err)
			}
			want, _, err := response.DecodeDocument(document)
			if err != nil {
				t.Fatal(err)
			}
			got, err := scanned(document)
			if err != nil {
				t.Fatalf("%s: %v", document, err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestScannerMeetsCircumstancesFirst(t *testing.T) {
	circumstances := response.Circumstances{NotShown: []string{"b", "c"}, Flags: []response.Flag{response.TooFast}, Language: "ar", Order: 16}
	document := response.AppendDocument(nil, response.Answers{"a": {Number: 4}}, circumstances)
	var s response.Scanner
	var met []string
	for s.Reset(document); s.Next(); {
		p := s.Part()
		met = append(met, fmt.Sprintf("%s %d %s %d", p.Question, p.Kind, p.Text, p.Number))
	}
	want := []string{"_flags 0 fast 0", "_language 3 ar 0", "_not_shown 0 b 0", "_not_shown 0 c 0", "_order 2  16", "a 2  4"}
	if diff := cmp.Diff(want, met); diff != "" || s.Err() != nil {
		t.Error(diff, s.Err())
	}
}

func TestScannerRefuses(t *testing.T) {
	for _, document := range []string{
		``, `{`, `null`, `[]`, `{}x`, `{"a":1,}`, `{"a":1,"a":2}`, `{"b":1,"a":2}`, `{"a":1.5}`, `{"a":01}`, `{"a":-}`,
		`{"a":9999999999}`, `{"a":null}`, `{"a":["x",]}`, `{"a":["x"}`, `{"a":{"picks":["x"]}}`, `{"a":{"other":"x"}}`,
		`{"a":"\x"}`, `{"a":"\u12"}`, `{"a":"\u12zz"}`, `{"a":"`, `{"a":"\`, "{\"a\":\"\n\"}", "{\"a\":\"\xff\"}",
	} {
		if got, err := scanned([]byte(document)); !errors.Is(err, response.ErrShape) {
			t.Errorf("%q read as %v, %v", document, got, err)
		}
	}
}

func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		`{"a":["x","y"],"b":{"picks":["other"],"other":"w"},"c":-3,"d":"t\n\ud83d\ude00\ud83d"}`,
		` { "a" : [ ] , "b" : { "picks" : null , "other" : "" } } `, `{}`,
		`{"_flags":["fast"],"_language":"ar","_not_shown":["b"],"_order":3,"a":1}`, `{"_flags":"x","_order":["y"],"a":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		got, err := scanned(document)
		if err != nil {
			return
		}
		want, _, err := response.DecodeDocument(document)
		if err != nil {
			t.Fatalf("only the scanner reads %q: %v", document, err)
		}
		for _, name := range []string{"_flags", "_language", "_not_shown", "_order"} {
			delete(got, name) // no answers, whatever they hold
		}
		for question, a := range want {
			if len(a.Picks) == 0 && a.Other == "" && a.Number == 0 && a.Text == "" {
				delete(want, question) // an empty list of picks has no parts
				delete(got, question)
			}
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%q: %s", document, diff)
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	document := []byte(`{"anything":"Looking forward to this","help":["join","host"],"journey":["settled"],"place":["both"],` +
		`"roles":["administrator","leader"],"style":["speaker","hands_on"],"times":["weekday_evening"],` +
		`"topics":["azure","virtualization","active_directory","entra","powershell","automation","career"]}`)
	b.SetBytes(int64(len(document)))
	b.ReportAllocs()
	var s response.Scanner
	for b.Loop() {
		s.Reset(document)
		for s.Next() {
		}
	}
}
