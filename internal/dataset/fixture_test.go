package dataset_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
)

var now = time.Date(2026, 11, 20, 17, 30, 0, 0, time.UTC)

// load reads a survey of sample-data.
func load(tb testing.TB, name string) *survey.Survey {
	tb.Helper()
	data, err := os.ReadFile("../../sample-data/" + name + ".yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return parse(tb, string(data))
}

func parse(tb testing.TB, text string) *survey.Survey {
	tb.Helper()
	s, problems := survey.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return s
}

// hostile is a survey of everything that names, labels and words can do to a format.
const hostile = `
id: hostile
title: "=HYPERLINK(\"http://evil.example\",\"Click\")"
time_zone: Europe/Zurich
synthetic: true
questions:
  - {id: source, kind: text, title: "@source, of all names"}
  - {id: by, kind: number, min: -5000, max: 5000, decimals: 2, title: "+ or - by?", unit: CHF}
  - id: a_question_with_a_name_that_is_long
    kind: many
    title: "Title with \"quotes\", commas; semicolons [and brackets]"
    groups:
      - id: first
        label: "-First"
        options:
          - {id: an_option_with_a_name_that_is_also_long, label: "=1+1"}
          - {id: an_option_with_a_name_that_is_also_longe, label: "Same"}
      - id: second
        label: Second, of two
        options:
          - {id: same, label: Same}
          - {id: semi, label: "Ends; or not"}
    other: "@Other"
    none: None
  - {id: taken, kind: many, title: "Taken?", options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: taken_a, kind: text, title: "Taken A?"}
  - {id: deep, kind: scale, title: "How deep?", scale: {from: -100, to: -90, labels: {-100: Deepest, -90: "5"}}}
  - {id: order, kind: ranking, title: "In order", options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: leads, kind: yes_no, title: "Leads?"}
  - {id: team, kind: number, title: "How many?", min: 0, show_if: {leads: "yes"}}
  - {id: why, kind: long_text, title: "Why not?", show_if: {leads: "no"}}
  - {id: place, kind: place, title: "Where?", options: [{id: here, label: Here}], other: Elsewhere}
  - {id: lone, kind: many, title: "Alone?", options: [{id: only, label: Only}]}
  - {id: name, kind: text, purpose: contact, title: "Name"}
  - {id: consent, kind: consent, purpose: contact, title: "May we?", statement: "Yes."}
`

// dangerous are words that a spreadsheet program would run, or that a file must not lose.
func dangerous() []string {
	return []string{
		`=cmd|'/C calc'!A0`, `+SUM(1,2)`, `-2+3`, `@SUM(A1)`, "=1", `'=1`, `''@x`, "'s ochtends", "-5", "+41 22 123", "- a list",
		`"quoted", with; signs`, "two\nlines", "＝１＋１", "Zürich 🏔 東京", "مرحبا", "'", "'-5", "NULL", "N/A", "0012", "1e5", "true",
	}
}

// people answers a survey n times, the same way every time, with every kind of gap.
func people(s *survey.Survey, n int) []*response.Response {
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]*response.Response, n)
	for i := range all {
		submitted := now.Add(-time.Duration(n-i)*37*time.Minute - 123*time.Millisecond)
		r := &response.Response{
			ID: response.PublicID(strconv.Itoa(i)), Survey: s.ID, Source: []string{"form:poster", "form", "form:mail: a, b", "import:Old form"}[i%4],
			Submitted: submitted, Started: submitted.Add(-time.Duration(60+random.IntN(300)) * time.Second), Answers: response.Answers{},
		}
		for _, q := range s.Questions {
			if !q.Personal() && random.IntN(6) > 0 {
				answer(random, q, r.Answers)
			}
		}
		r.NotShown = response.Settle(s, r.Answers)
		switch i % 5 {
		case 0:
			r.Flags, r.Started = []response.Flag{response.TooFast, response.Unsigned}, time.Time{}
		case 1:
			r.Corrected = submitted.Add(time.Hour)
		}
		if len(s.Languages) > 1 {
			r.Language = s.Languages[i%len(s.Languages)]
		}
		all[i] = r
	}
	return all
}

func answer(random *rand.Rand, q *survey.Question, answers response.Answers) {
	words := dangerous()[random.IntN(len(dangerous()))]
	var a response.Answer
	pick := func(o survey.Option) {
		a.Picks = append(a.Picks, o.ID)
		if o.Written {
			a.Other = strings.ReplaceAll(words, "\n", " ")
		}
	}
	switch {
	case q.Single():
		pick(q.Options[random.IntN(len(q.Options))])
	case q.Kind == survey.Ranking:
		for _, at := range random.Perm(len(q.Options))[:1+random.IntN(len(q.Options))] {
			pick(q.Options[at])
		}
	case q.Choice():
		for _, o := range q.Options {
			level := q.LevelOf == "" || slices.Contains(answers[q.LevelOf].Picks, o.ID)
			if !o.Exclusive && level && random.IntN(3) == 0 {
				pick(o)
			}
		}
		if len(a.Picks) == 0 {
			return
		}
	case q.Kind == survey.Scale:
		a.Number = q.Points[random.IntN(len(q.Points))].Value
	case q.Kind == survey.Number:
		a.Text = strconv.Itoa(1 + random.IntN(40))
		if q.Bounds.Decimals > 0 {
			a.Text += ".25"
		}
		if strings.HasPrefix(q.Bounds.Min, "-") {
			a.Text = "-" + a.Text
		}
	case q.Kind == survey.Date:
		days := int(q.Last.Sub(q.First).Hours() / 24)
		a.Text = q.First.AddDate(0, 0, random.IntN(days)).Format(time.DateOnly)
	case q.Kind == survey.Link:
		a.Text = fmt.Sprintf("https://example.org/%d", random.IntN(100))
	case q.Kind == survey.Long:
		a.Text = words
	default:
		a.Text = strings.ReplaceAll(words, "\n", " ")
	}
	answers[q.ID] = a
}

// config wires a data set to responses held in memory.
func config(tb testing.TB, s *survey.Survey, responses []*response.Response) dataset.Config {
	return dataset.Config{Survey: s, Now: now, Dir: tb.TempDir(), Responses: repeated(responses, len(responses))}
}

// repeated gives n responses, the same ones again where they are too few.
func repeated(responses []*response.Response, n int) iter.Seq2[*response.Response, error] {
	return func(yield func(*response.Response, error) bool) {
		for i := range n {
			if !yield(responses[i%len(responses)], nil) {
				return
			}
		}
	}
}

func write(tb testing.TB, f dataset.Format, c dataset.Config) []byte {
	tb.Helper()
	var file bytes.Buffer
	if err := dataset.Write(context.Background(), &file, f, c); err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

// parts unpacks an archive.
func parts(tb testing.TB, file []byte) map[string][]byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		tb.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(in); err != nil {
			tb.Fatal(err)
		}
		in.Close()
	}
	return all
}

// samples are the surveys that every format is tried with.
func samples(tb testing.TB) map[string]*survey.Survey {
	return map[string]*survey.Survey{
		"everything": load(tb, "everything"), "charlotte": load(tb, "charlotte"), "hostile": parse(tb, hostile),
	}
}
