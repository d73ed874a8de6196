package warehouse_test

import (
	"context"
	"math/rand/v2"
	"slices"
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
