package workbook_test

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

	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/workbook"
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

// people answers a survey n times, the same way every time. Roughly one question in six is left
// empty, and early options are liked better than late ones.
func people(s *survey.Survey, n int) []*response.Response {
	return slices.Collect(func(yield func(*response.Response) bool) {
		for r := range crowd(s, n) {
			copied := *r
			if !yield(&copied) {
				return
			}
		}
	})
}

func crowd(s *survey.Survey, n int) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		random := rand.New(rand.NewPCG(1, 2))
		for i := range n {
			submitted := now.Add(-time.Duration(n-i) * 37 * time.Minute)
			r := &response.Response{
				ID: response.PublicID(strconv.Itoa(i)), Survey: s.ID, Source: "form",
				Submitted: submitted, Started: submitted.Add(-time.Duration(60+random.IntN(300)) * time.Second),
				Answers: response.Answers{},
			}
			for _, q := range s.Questions {
				if !s.Shows(q, picked(s, r)) {
					r.NotShown = append(r.NotShown, q.ID)
					continue
				}
				if !q.Personal() && random.IntN(6) > 0 {
					answer(random, q, r.Answers)
				}
			}
			if len(s.Languages) > 1 {
				r.Language = s.Languages[i%len(s.Languages)]
			}
			if !yield(r) {
				return
			}
		}
	}
}

// picked is what conditions see of a response.
func picked(s *survey.Survey, r *response.Response) func(string) []string {
	return func(id string) []string {
		a, ok := r.Answers[id]
		if !ok {
			return nil
		}
		return categoriesOf(s.Question(id), a)
	}
}

// categoriesOf gives what an answer is counted under.
func categoriesOf(q *survey.Question, a response.Answer) []string {
	switch q.Kind {
	case survey.Scale:
		return []string{strconv.Itoa(a.Number)}
	case survey.Number, survey.Date:
		if at := q.Bin(a.Text); at >= 0 {
			return []string{q.Bins[at].ID}
		}
		return nil
	}
	return a.Picks
}

func answer(random *rand.Rand, q *survey.Question, answers response.Answers) {
	switch {
	case q.Single():
		o := q.Options[min(random.IntN(len(q.Options)), random.IntN(len(q.Options)))]
		answers[q.ID] = with(o, response.Answer{Picks: []string{o.ID}})
	case q.Kind == survey.Many, q.Kind == survey.Slots:
		var a response.Answer
		for i, o := range q.Options {
			level := q.LevelOf == "" || slices.Contains(answers[q.LevelOf].Picks, o.ID)
			if !o.Exclusive && level && random.IntN(3+i/4) == 0 {
				a.Picks = append(a.Picks, o.ID)
				a = with(o, a)
			}
		}
		if len(a.Picks) > 0 {
			answers[q.ID] = a
		}
	case q.Kind == survey.Ranking:
		var a response.Answer
		for _, at := range random.Perm(len(q.Options))[:1+random.IntN(len(q.Options))] {
			a.Picks = append(a.Picks, q.Options[at].ID)
			a = with(q.Options[at], a)
		}
		answers[q.ID] = a
	case q.Kind == survey.Scale:
		answers[q.ID] = response.Answer{Number: q.Points[random.IntN(len(q.Points))].Value}
	case q.Kind == survey.Number:
		answers[q.ID] = response.Answer{Text: strconv.Itoa(1 + random.IntN(40))}
	case q.Kind == survey.Date:
		days := int(q.Last.Sub(q.First).Hours() / 24)
		answers[q.ID] = response.Answer{Text: q.First.AddDate(0, 0, random.IntN(days)).Format(time.DateOnly)}
	default:
		if random.IntN(4) == 0 {
			answers[q.ID] = response.Answer{Text: fmt.Sprintf("Words %d\nand a second line", random.IntN(1000))}
		}
	}
}

func with(o survey.Option, a response.Answer) response.Answer {
	if o.Written {
		a.Other = "=own words"
	}
	return a
}

// counter counts responses one by one: what the warehouse must agree with, and what the sheets are
// held against.
type counter struct {
	survey    *survey.Survey
	responses []*response.Response
}

func (c counter) tally(_ context.Context, queries []tally.Query) ([]tally.Table, error) {
	tables := make([]tally.Table, len(queries))
	for i, q := range queries {
		tables[i] = c.table(q)
	}
	return tables, nil
}

func (c counter) table(q tally.Query) tally.Table {
	t := tally.Table{}
	for _, d := range q.By {
		categories := c.categories(d)
		t.Axes = append(t.Axes, tally.Axis{Dimension: d, Categories: categories, Totals: make([]int, len(categories))})
	}
	cells := 1
	for _, a := range t.Axes {
		cells *= len(a.Categories)
	}
	t.Cells = make([]int, cells)
	for _, r := range c.responses {
		if !passes(q.Filter, r) {
			continue
		}
		t.Responses++
		if slices.ContainsFunc(q.By, func(d tally.Dimension) bool { return slices.Contains(r.NotShown, d.Question) }) {
			t.NotShown++
		}
		in := make([][]int, len(t.Axes))
		complete := true
		for i, a := range t.Axes {
			var answered bool
			in[i], answered = c.of(r, a)
			complete = complete && answered
		}
		if !complete {
			continue
		}
		t.Base++
		for i := range t.Axes {
			for _, at := range in[i] {
				t.Axes[i].Totals[at]++
			}
		}
		for _, row := range in[0] {
			if len(in) == 1 {
				t.Cells[row]++
				continue
			}
			columns := in[1]
			if q.By[1].Unit == tally.Ranks {
				columns = []int{slices.Index(r.Answers[q.By[0].Question].Picks, t.Axes[0].Categories[row])}
			}
			for _, column := range columns {
				t.Cells[row*len(t.Axes[1].Categories)+column]++
			}
		}
	}
	return t
}

func (c counter) categories(d tally.Dimension) (ids []string) {
	if d.Question == "" {
		seen := map[string]bool{}
		for _, r := range c.responses {
			seen[c.circumstance(r, d.Unit)] = true
		}
		for day := range seen {
			ids = append(ids, day)
		}
		slices.Sort(ids)
		return ids
	}
	q := c.survey.Question(d.Question)
	if d.Unit == tally.Groups {
		for _, g := range q.Groups {
			ids = append(ids, g.ID)
		}
		return ids
	}
	for i, of := range q.Categories() {
		if d.Unit == tally.Ranks {
			of.ID = strconv.Itoa(i + 1)
		}
		ids = append(ids, of.ID)
	}
	return ids
}

// circumstance is what a response is counted under when no question is asked.
func (c counter) circumstance(r *response.Response, unit tally.Unit) string {
	switch unit {
	case tally.Source:
		return strings.TrimPrefix(r.Source, "form:")
	case tally.Language:
		return r.Language
	}
	return c.day(r, unit)
}

func (c counter) day(r *response.Response, unit tally.Unit) string {
	t := r.Submitted.In(c.survey.Zone)
	if unit == tally.Week {
		t = t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	}
	return t.Format(time.DateOnly)
}

// of gives the categories a response is in, each once, and whether it answered at all.
func (c counter) of(r *response.Response, a tally.Axis) (in []int, answered bool) {
	if a.Dimension.Question == "" {
		return []int{slices.Index(a.Categories, c.circumstance(r, a.Dimension.Unit))}, true
	}
	given, ok := r.Answers[a.Dimension.Question]
	if !ok {
		return nil, false
	}
	q := c.survey.Question(a.Dimension.Question)
	for _, pick := range categoriesOf(q, given) {
		if a.Dimension.Unit == tally.Groups {
			o, _ := q.Option(pick)
			pick = o.Group
		}
		if at := slices.Index(a.Categories, pick); at >= 0 && !slices.Contains(in, at) {
			in = append(in, at)
		}
	}
	return in, true
}

func (c counter) summary(_ context.Context, f tally.Filter) (tally.Summary, error) {
	var s tally.Summary
	for _, r := range c.responses {
		if !passes(f, r) {
			continue
		}
		s.Responses++
		if len(r.Flags) > 0 {
			s.Flagged++
		}
		s.Timed++
		s.Median = 160 * time.Second
		if s.First.IsZero() || r.Submitted.Before(s.First) {
			s.First = r.Submitted
		}
		if r.Submitted.After(s.Last) {
			s.Last = r.Submitted
		}
		if now.Sub(r.Submitted) < 24*time.Hour {
			s.LastDay++
		}
	}
	return s, nil
}

// spread takes quartiles between neighbours.
func (c counter) spread(_ context.Context, f tally.Filter, question string) (tally.Spread, error) {
	var all []float64
	sum := 0.0
	for _, r := range c.responses {
		if n, err := strconv.ParseFloat(r.Answers[question].Text, 64); err == nil && passes(f, r) {
			all, sum = append(all, n), sum+n
		}
	}
	if len(all) == 0 {
		return tally.Spread{}, nil
	}
	slices.Sort(all)
	at := func(share float64) float64 {
		place := share * float64(len(all)-1)
		low := int(place)
		high := min(low+1, len(all)-1)
		return all[low] + (place-float64(low))*(all[high]-all[low])
	}
	return tally.Spread{
		Count: len(all), Mean: sum / float64(len(all)), Min: all[0], Max: all[len(all)-1],
		Quarter: at(.25), Median: at(.5), ThreeQuarters: at(.75),
	}, nil
}

func passes(f tally.Filter, r *response.Response) bool {
	if f.Unflagged && len(r.Flags) > 0 {
		return false
	}
	for _, p := range f.Picks {
		if !slices.ContainsFunc(r.Answers[p.Question].Picks, func(id string) bool { return slices.Contains(p.Options, id) }) {
			return false
		}
	}
	return true
}

// config wires a workbook to responses held in memory.
func config(s *survey.Survey, responses []*response.Response) workbook.Config {
	c := counter{s, responses}
	return workbook.Config{
		Survey: s, Now: now, Tally: c.tally, Summary: c.summary, Spread: c.spread,
		Responses: filtered(tally.Filter{}, responses),
	}
}

func filtered(f tally.Filter, responses []*response.Response) iter.Seq2[*response.Response, error] {
	return func(yield func(*response.Response, error) bool) {
		for _, r := range responses {
			if passes(f, r) && !yield(r, nil) {
				return
			}
		}
	}
}

func write(tb testing.TB, c workbook.Config) []byte {
	tb.Helper()
	var file bytes.Buffer
	if err := workbook.Write(context.Background(), &file, c); err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

// open reads a workbook back, with limits as for a file from a stranger.
func open(tb testing.TB, file []byte) *excelize.File {
	tb.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := f.Close(); err != nil {
			tb.Error(err)
		}
	})
	return f
}

// cells reads a sheet as it is stored, without formats.
func cells(tb testing.TB, f *excelize.File, sheet string) [][]string {
	tb.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

// rezipped is a workbook with its parts changed.
func rezipped(tb testing.TB, file []byte, change func(name string, part []byte) []byte) []byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, entry := range z.File {
		in, err := entry.Open()
		if err != nil {
			tb.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			tb.Fatal(err)
		}
		to, err := w.Create(entry.Name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := to.Write(change(entry.Name, part)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
