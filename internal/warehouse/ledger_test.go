package warehouse_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/warehouse"
)

// ledger is a store in memory: the changes that a warehouse is built from. What was replaced is in it no
// longer, but for what itself had replaced.
type ledger struct {
	mu      sync.Mutex
	records []response.Record
	fail    error // returned by everything while set
	builds  int   // how often Records was asked for everything from the beginning
}

func (l *ledger) Records(_ context.Context, after int64, limit int) ([]response.Record, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if after == 0 && limit > 1000 { // fewer are read to compare
		l.builds++
	}
	if l.fail != nil {
		return nil, l.fail
	}
	at, _ := slices.BinarySearchFunc(l.records, after+1, func(r response.Record, seq int64) int { return int(r.Seq - seq) })
	return l.records[at:min(at+limit, len(l.records))], nil
}

func (l *ledger) LastSeq(context.Context) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return 0, l.fail
	}
	if len(l.records) == 0 {
		return 0, nil
	}
	return l.records[len(l.records)-1].Seq, nil
}

// add stores responses. Their numbers have gaps, as those of a store from which answers are erased.
func (l *ledger) add(tb testing.TB, responses ...*response.Response) {
	tb.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range responses {
		l.records = append(l.records, l.record(tb, r))
	}
}

func (l *ledger) record(tb testing.TB, r *response.Response) response.Record {
	document, err := response.EncodeDocument(r.Answers, r.Circumstances)
	if err != nil {
		tb.Fatal(err)
	}
	return response.Record{
		Seq: l.next(), ID: r.ID, Survey: r.Survey, Version: r.Version, Source: r.Source,
		Started: r.Started, Submitted: r.Submitted, Corrected: r.Corrected, Document: document,
	}
}

// correct puts a response in the place of the one with its id.
func (l *ledger) correct(tb testing.TB, r *response.Response) {
	tb.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	record := l.record(tb, r)
	record.Replaces = l.take(tb, r.ID)
	l.records = append(l.records, record)
}

// erase takes a response away.
func (l *ledger) erase(tb testing.TB, r *response.Response) {
	tb.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	end := response.Record{Seq: l.next(), Survey: r.Survey}
	end.Replaces = l.take(tb, r.ID)
	l.records = append(l.records, end)
}

// take removes a response and returns its number. What it replaced must still be told to those who
// have not come so far.
func (l *ledger) take(tb testing.TB, id string) int64 {
	tb.Helper()
	at := slices.IndexFunc(l.records, func(r response.Record) bool { return r.ID == id })
	if at < 0 {
		tb.Fatalf("no response %s", id)
	}
	r := l.records[at]
	l.records = slices.Clone(l.records) // a reader may hold the old ones
	l.records[at] = response.Record{Seq: r.Seq, Replaces: r.Replaces, Survey: r.Survey}
	if r.Replaces == 0 {
		l.records = slices.Delete(l.records, at, at+1)
	}
	return r.Seq
}

func (l *ledger) next() int64 {
	if len(l.records) == 0 {
		return 3
	}
	seq := l.records[len(l.records)-1].Seq + 1
	if seq%10 == 0 {
		seq += 2
	}
	return seq
}

func (l *ledger) setFail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail = err
}

var now = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func (l *ledger) config(path string, surveys ...*survey.Survey) warehouse.Config {
	return warehouse.Config{
		Path: path, Surveys: surveys, Records: l.Records, LastSeq: l.LastSeq, Threads: 2,
		Now: func() time.Time { return now },
	}
}

func open(tb testing.TB, config warehouse.Config) *warehouse.Warehouse {
	tb.Helper()
	w, err := warehouse.Open(context.Background(), config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := w.Close(); err != nil {
			tb.Error(err)
		}
	})
	return w
}

func sample(tb testing.TB, name string) *survey.Survey {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("../../sample-data", name+".yaml"))
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

// people makes up n answers to a survey over a hundred days.
func people(s *survey.Survey, seed uint64, n int) []*response.Response {
	random, aside := rand.New(rand.NewPCG(seed, 7)), rand.New(rand.NewPCG(seed, 8))
	out := make([]*response.Response, n)
	for i := range out {
		submitted := now.Add(-time.Duration(random.Int64N(int64(100 * 24 * time.Hour)))).Truncate(time.Microsecond)
		r := &response.Response{
			ID: fmt.Sprintf("%s-%d-%d", s.ID, seed, i), Survey: s.ID, Version: s.Version(), Source: "synthetic",
			Submitted: submitted, Answers: response.Answers{},
		}
		if random.IntN(10) > 0 {
			r.Started = submitted.Add(-time.Duration(random.IntN(600)) * time.Second)
		}
		for _, q := range s.Questions {
			if !q.Personal() && random.IntN(5) > 0 {
				answer(random, r.Answers, q)
			}
		}
		surround(aside, s, r)
		out[i] = r
	}
	return out
}

// surround makes up where a response came from and how it came about.
func surround(random *rand.Rand, s *survey.Survey, r *response.Response) {
	sources := []string{"synthetic", "form", "form:", "form:poster", "form:meetup", "form:meetup", "form:import", "import:old", "import:older", "form:o'clock \x01é"}
	r.Source = sources[random.IntN(len(sources))]
	if random.IntN(4) == 0 {
		for _, f := range []response.Flag{response.Burst, response.TooFast, response.Trap, response.Unsigned} {
			if random.IntN(2) == 0 {
				r.Flags = append(r.Flags, f)
			}
		}
		r.Order = random.IntN(17)
	}
	if len(s.Languages) > 1 {
		r.Language = s.Languages[random.IntN(random.IntN(len(s.Languages))+1)]
	}
	r.NotShown = response.Settle(s, r.Answers)
}

func answer(random *rand.Rand, answers response.Answers, q *survey.Question) {
	switch {
	case q.Kind == survey.Scale:
		answers[q.ID] = response.Answer{Number: q.Points[random.IntN(len(q.Points))].Value}
	case q.Single():
		answers[q.ID] = response.Answer{Picks: []string{q.Options[random.IntN(len(q.Options))].ID}}
	case q.Choice():
		if a := picks(random, q); len(a.Picks) > 0 {
			answers[q.ID] = a
		}
	case q.Kind == survey.Number:
		answers[q.ID] = response.Answer{Text: amount(random, q)}
	case q.Kind == survey.Date:
		days := int(q.Last.Sub(q.First).Hours()/24) + 1
		answers[q.ID] = response.Answer{Text: q.First.AddDate(0, 0, random.IntN(days)).Format(time.DateOnly)}
	case random.IntN(3) == 0:
		answers[q.ID] = response.Answer{Text: fmt.Sprintf("words %d é\n<&>", random.IntN(1000))}
	}
}

func picks(random *rand.Rand, q *survey.Question) (a response.Answer) {
	for _, o := range q.Options {
		if random.IntN(4) == 0 && !o.Exclusive {
			a.Picks = append(a.Picks, o.ID)
			if o.Written {
				a.Other = fmt.Sprintf("own words %d", random.IntN(100))
			}
		}
	}
	if q.Kind == survey.Ranking {
		random.Shuffle(len(a.Picks), func(i, j int) { a.Picks[i], a.Picks[j] = a.Picks[j], a.Picks[i] })
		if q.Max > 0 {
			a.Picks = a.Picks[:min(len(a.Picks), q.Max)]
		}
	}
	return a
}

// amount is a number that falls into a bin.
func amount(random *rand.Rand, q *survey.Question) string {
	for {
		text := strconv.FormatFloat(float64(random.IntN(2000)-20)/4, 'f', -1, 64)
		if q.Bin(text) >= 0 {
			return text
		}
	}
}
