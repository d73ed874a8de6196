package warehouse_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// naiveTexts looks at one person after the other. all stand in the order of storage.
func naiveTexts(s *survey.Survey, q tally.TextQuery, all []*response.Response) tally.Texts {
	var out tally.Texts
	for _, r := range slices.Backward(all) {
		if r.Survey != s.ID || !passes(s, q.Filter, r) {
			continue
		}
		before := out.Matching
		for _, question := range s.Questions {
			a := r.Answers[question.ID]
			words := a.Other
			if question.Free() {
				words = a.Text
			}
			if words == "" || question.Personal() || q.Question != "" && q.Question != question.ID || !says(words, q.Words) {
				continue
			}
			out.Matching++
			text := tally.Text{Response: response.PublicID(r.ID), Question: question.ID, Text: words, Language: r.Language}
			text.Day, _ = time.Parse(time.DateOnly, r.Submitted.In(s.Zone).Format(time.DateOnly))
			if q.By != "" {
				picked := optionsOf(s.Question(q.By), r)
				for _, c := range axisOf(s, tally.Dimension{Question: q.By}, nil) {
					if slices.Contains(picked, c) {
						text.Picks = append(text.Picks, c)
					}
				}
				text.Answered = len(picked) > 0
			}
			out.Texts = append(out.Texts, text)
		}
		if out.Matching > before {
			out.People++
		}
	}
	return out
}

// says is right for the words that people of tests write.
func says(text string, words []string) bool {
	plain := strings.NewReplacer("é", "e", "\n", " ").Replace(strings.ToLower(text))
	return !slices.ContainsFunc(words, func(w string) bool {
		return !strings.Contains(plain, strings.ReplaceAll(strings.ToLower(w), "é", "e"))
	})
}

// allPages turns pages of a query to the end. Each must say the same of the whole.
func allPages(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, q tally.TextQuery) tally.Texts {
	t.Helper()
	var out tally.Texts
	for first := true; first || q.Before > 0; first = false {
		page, err := w.Texts(context.Background(), s.ID, q)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(page.Texts); page.Next > 0 && n != q.Limit || n > q.Limit || !first && (n == 0 || page.Matching != out.Matching) {
			t.Fatalf("%+v: a page of %d of %d", q, n, page.Matching)
		}
		out.Texts = append(out.Texts, page.Texts...)
		out.Matching, out.People, q.Before = page.Matching, page.People, page.Next
	}
	return out
}

func TestTextsAreThoseAPersonWouldFind(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "charlotte"), wide(t), sample(t, "everything")}
	var store ledger
	var all []*response.Response
	for round := range uint64(2) {
		for _, s := range surveys {
			all = append(all, people(s, round, 300)...)
		}
	}
	store.add(t, all...)
	w := open(t, store.config("", surveys...))
	random := rand.New(rand.NewPCG(5, 5))
	words := [][]string{nil, {"WORDS"}, {"own"}, {"1", "É"}, {"e <&"}, {"words 1", "Wörds"}, {"%"}, {"wörds"}, {"nothing"}}
	for _, s := range surveys {
		questions, by := []string{""}, []string{""}
		for _, q := range s.Questions {
			if _, other := q.Written(); !q.Personal() && (q.Free() || other) {
				questions = append(questions, q.ID)
			}
			if q.Countable() {
				by = append(by, q.ID)
			}
		}
		for i := range 40 {
			q := tally.TextQuery{
				Question: questions[i%len(questions)], By: by[random.IntN(len(by))],
				Words: words[random.IntN(len(words))], Limit: 1 + random.IntN(200),
			}
			if i >= 10 {
				q.Filter = randomFilter(random, s)
			}
			if slices.Contains(q.Words, "Wörds") || slices.Contains(q.Words, "wörds") {
				q.Words = []string{"Wórds"} // whatever the accent
			}
			want := naiveTexts(s, plainly(q), all)
			if diff := cmp.Diff(want, allPages(t, w, s, q), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s %+v:\n%s", s.ID, q, diff)
			}
		}
	}
}

// plainly asks the same without accents that people of tests do not write.
func plainly(q tally.TextQuery) tally.TextQuery {
	words := slices.Clone(q.Words)
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, "ó", "o")
	}
	q.Words = words
	return q
}

// ofWords has people write some words each, the first in the list the earliest.
func ofWords(t *testing.T, s *survey.Survey, words ...string) (*ledger, *warehouse.Warehouse) {
	t.Helper()
	store := &ledger{}
	for i, w := range words {
		store.add(t, &response.Response{
			ID: strconv.Itoa(i), Survey: s.ID, Submitted: now, Answers: response.Answers{"anything": {Text: w}},
		})
	}
	return store, open(t, store.config("", s))
}

// found lists the texts of a page.
func found(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, q tally.TextQuery) []string {
	t.Helper()
	page, err := w.Texts(context.Background(), s.ID, q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, text := range page.Texts {
		out = append(out, text.Text)
	}
	return out
}

func TestWordsAreFoundHoweverTheyAreWritten(t *testing.T) {
	s := sample(t, "powershell")
	_, w := ofWords(t, s, "Kubernetes for beginners", "die Straße\nnach Łódź", "المدرسة الثانوية", "100 % sure_thing", `it's "quoted" \ -- ; DROP TABLE`, "naïve café", "nul \x00 byte")
	tests := []struct {
		name  string
		words []string
		want  []string
	}{
		{"any part of a word", []string{"KUBE"}, []string{"Kubernetes for beginners"}},
		{"every word", []string{"beginners", "kubernetes"}, []string{"Kubernetes for beginners"}},
		{"one word is missing", []string{"beginners", "experts"}, nil},
		{"sharp s", []string{"STRASSE"}, []string{"die Straße\nnach Łódź"}},
		{"sharp s asked for", []string{"straße"}, []string{"die Straße\nnach Łódź"}},
		{"across lines", []string{"straße nach lodz"}, []string{"die Straße\nnach Łódź"}},
		{"Arabic, pointed", []string{"اَلمَدرَسَه"}, []string{"المدرسة الثانوية"}},
		{"no wildcard", []string{"1__"}, nil},
		{"percent", []string{"%"}, []string{"100 % sure_thing"}},
		{"underscore", []string{"e_t"}, []string{"100 % sure_thing"}},
		{"quotes", []string{"'s \"quoted\" \\"}, []string{`it's "quoted" \ -- ; DROP TABLE`}},
		{"sql", []string{"'; DROP TABLE texts_powershell; --"}, nil},
		{"a question mark and a dollar", []string{"?", "$1"}, nil},
		{"accents asked for", []string{"NAÎVE", "cafe"}, []string{"naïve café"}},
		{"NUL", []string{"\x00"}, []string{"nul \x00 byte"}},
		{"no text", []string{"\xff\xfe"}, nil},
		{"nothing but an accent", []string{"\u0301", "", "cafe"}, []string{"naïve café"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(t, w, s, tally.TextQuery{Words: test.words})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPagesStayWhereTheyAre turns pages while people write, correct and erase.
func TestPagesStayWhereTheyAre(t *testing.T) {
	s := sample(t, "powershell")
	store, w := ofWords(t, s, "one", "two", "three", "four", "five", "six")
	answer := func(id, words string) *response.Response {
		return &response.Response{ID: id, Survey: s.ID, Submitted: now, Answers: response.Answers{
			"anything": {Text: words}, "roles": {Picks: []string{"other"}, Other: words + " too"},
		}}
	}
	page, err := w.Texts(context.Background(), s.ID, tally.TextQuery{Limit: 2})
	if err != nil || page.Next == 0 || page.Matching != 6 || page.People != 6 {
		t.Fatalf("%+v, %v", page, err)
	}
	store.add(t, answer("new", "seven"))
	store.correct(t, answer("2", "three again"))
	store.erase(t, answer("1", ""))
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"four", "one"}, found(t, w, s, tally.TextQuery{Before: page.Next})); diff != "" {
		t.Error(diff)
	}
	all := tally.TextQuery{Limit: 1}
	want := []string{"three again too", "three again", "seven too", "seven", "six", "five", "four", "one"}
	texts := allPages(t, w, s, all)
	var got []string
	for _, text := range texts.Texts {
		got = append(got, text.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" || texts.Matching != 8 || texts.People != 6 {
		t.Errorf("%d texts of %d: %s", texts.Matching, texts.People, diff)
	}
}

// TestErasedTextsAreGoneAtOnce asks the same before and after.
func TestErasedTextsAreGoneAtOnce(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	all := people(s, 1, 60)
	store.add(t, all...)
	store.add(t, confession(s, secret))
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	q := tally.TextQuery{Words: []string{"VANDELAY"}, By: "roles"}
	if got := found(t, w, s, q); len(got) != 2 {
		t.Fatalf("%q", got)
	}
	store.correct(t, confession(s, corrected))
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := found(t, w, s, q); len(got) > 0 {
		t.Errorf("%q after they were corrected", got)
	}
	store.erase(t, confession(s, ""))
	for _, r := range all[:30] {
		store.erase(t, r)
	}
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, tidy := range []func(context.Context) error{w.Ping, w.Scrub} {
		if err := tidy(context.Background()); err != nil {
			t.Fatal(err)
		}
		q := tally.TextQuery{By: "roles", Limit: 7}
		if diff := cmp.Diff(naiveTexts(s, q, all[30:]), allPages(t, w, s, q), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTextsRefuse(t *testing.T) {
	s := sample(t, "powershell")
	_, w := ofWords(t, s, "one")
	tests := []struct {
		name   string
		survey string
		query  tally.TextQuery
		want   error
	}{
		{"no such survey", "nowhere", tally.TextQuery{}, warehouse.ErrUnknownSurvey},
		{"no such question", s.ID, tally.TextQuery{Question: "anythin"}, warehouse.ErrUnknownQuestion},
		{"contact details", s.ID, tally.TextQuery{Question: "email"}, warehouse.ErrQuery},
		{"no words", s.ID, tally.TextQuery{Question: "comfort"}, warehouse.ErrQuery},
		{"by no such question", s.ID, tally.TextQuery{By: "role"}, warehouse.ErrUnknownQuestion},
		{"by words", s.ID, tally.TextQuery{By: "anything"}, warehouse.ErrQuery},
		{"a filter by no option", s.ID, tally.TextQuery{Filter: tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"x"}}}}}, warehouse.ErrUnknownOption},
		{"less than nothing", s.ID, tally.TextQuery{Limit: -1}, warehouse.ErrQuery},
		{"before the beginning", s.ID, tally.TextQuery{Before: -1}, warehouse.ErrQuery},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.query.Words = []string{secret}
			_, err := w.Texts(context.Background(), test.survey, test.query)
			if !errors.Is(err, test.want) || strings.Contains(err.Error(), "Vandelay") {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}

// TestNoWordOfTextsIsTold breaks the table of texts: neither the error nor the log says what was looked for.
func TestNoWordOfTextsIsTold(t *testing.T) {
	s := sample(t, "powershell")
	var log bytes.Buffer
	store, _ := ofWords(t, s, secret)
	config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
	config.Log = slog.New(slog.NewTextHandler(&log, nil))
	w := open(t, config)
	if err := w.Exec(`DROP TABLE "texts_powershell"`); err != nil {
		t.Fatal(err)
	}
	_, err := w.Texts(context.Background(), s.ID, tally.TextQuery{Words: []string{"Vandelay"}})
	if !errors.Is(err, warehouse.ErrNotReady) || strings.Contains(strings.ToLower(err.Error()), "vandelay") {
		t.Errorf("%v", err)
	}
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{secret}, found(t, w, s, tally.TextQuery{Words: []string{"Vandelay"}})); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(strings.ToLower(log.String()), "vandelay") {
		t.Error(log.String())
	}
}
