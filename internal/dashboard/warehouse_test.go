package dashboard_test

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// records writes the people of a crowd as the store would hand them out.
func (c *crowd) records(tb testing.TB) []response.Record {
	tb.Helper()
	var out []response.Record
	for i, p := range c.people {
		answers := response.Answers{}
		for id, picks := range p.picks {
			answers[id] = answerOf(tb, c.survey.Question(id), picks, p)
		}
		circumstances := response.Circumstances{NotShown: p.hidden, Language: p.language}
		if p.flagged {
			circumstances.Flags = []response.Flag{response.TooFast}
		}
		document, err := response.EncodeDocument(answers, circumstances)
		if err != nil {
			tb.Fatal(err)
		}
		r := response.Record{
			Seq: int64(i + 1), ID: response.IDFrom([16]byte{byte(i), byte(i >> 8)}), Survey: c.survey.ID,
			Version: c.survey.Version(), Source: stored(p.source), Submitted: p.at, Document: document,
		}
		if p.took > 0 {
			r.Started = p.at.Add(-p.took)
		}
		out = append(out, r)
	}
	return out
}

// stored is a source as the store keeps it.
func stored(source string) string {
	if source == "" {
		return "form"
	}
	return "form:" + source
}

func answerOf(tb testing.TB, q *survey.Question, picks []string, p person) response.Answer {
	tb.Helper()
	switch q.Kind {
	case survey.Number:
		return response.Answer{Text: strconv.FormatFloat(p.numbers[q.ID], 'f', -1, 64)}
	case survey.Date:
		for day := q.First; !day.After(q.Last); day = day.AddDate(0, 0, 1) {
			if text := day.Format(time.DateOnly); q.Bins[q.Bin(text)].ID == picks[0] {
				return response.Answer{Text: text}
			}
		}
		tb.Fatalf("no day of %s is in %s", q.ID, picks[0])
	case survey.Scale:
		n, err := strconv.Atoi(picks[0])
		if err != nil {
			tb.Fatal(err)
		}
		return response.Answer{Number: n}
	}
	return response.Answer{Picks: picks}
}

// stocked gives a source that counts the crowd with the engine that serves the dashboards.
func stocked(t *testing.T, c *crowd) dashboard.Source {
	t.Helper()
	records := c.records(t)
	w, err := warehouse.Open(t.Context(), warehouse.Config{
		Surveys: []*survey.Survey{c.survey},
		Records: func(_ context.Context, after int64, limit int) ([]response.Record, error) {
			rest := records[min(int(after), len(records)):]
			return slices.Clone(rest[:min(limit, len(rest))]), nil
		},
		LastSeq: func(context.Context) (int64, error) { return int64(len(records)), nil },
		Now:     func() time.Time { return c.people[len(c.people)-1].at },
		Log:     slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return dashboard.Source{
		Tally: func(ctx context.Context, q []tally.Query) ([]tally.Table, error) { return w.Tally(ctx, c.survey.ID, q) },
		Summary: func(ctx context.Context, f tally.Filter) (tally.Summary, error) {
			return w.Summary(ctx, c.survey.ID, f)
		},
		Spread: func(ctx context.Context, f tally.Filter, question string) (tally.Spread, error) {
			return w.Spread(ctx, c.survey.ID, f, question)
		},
		Crowd: func(ctx context.Context, q tally.CrowdQuery) (tally.Crowd, error) {
			return w.Crowd(ctx, c.survey.ID, q)
		},
		Visits: c.source().Visits,
	}
}

// A page counted by the engine must read like one counted person by person: every word, every
// number, under every kind of filter.
func TestPagesFromTheWarehouse(t *testing.T) {
	tests := []struct {
		name, survey string
		people       int
		queries      []string
	}{
		{"charlotte", "../../sample-data/charlotte.yaml", 321, []string{
			"", "q.roles=engineer", "q.roles=engineer&q.roles=leader&q.topics=azure",
			"g.topics=security&q.place=both&from=2026-01-20", "to=2026-02-01", "from=2026-02-01&to=2026-02-01",
		}},
		{"powershell", "../../sample-data/powershell.yaml", 77, []string{"", "q.comfort=4&q.comfort=5", "q.topics=none"}},
		{"everything", everything, 210, []string{
			"", "source=poster&flagged=leave-out", "q.leads=no", "q.times=tue_evening&source=form&source=mail&to=2026-09-20",
			"q.formats=talks&q.years=6-10&q.first_meeting=2027-W05", "source=nowhere",
		}},
		{"grid", "testdata/grid.yaml", 64, []string{"", "q.docs=1&q.likely=0", "q.platforms=other"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := gather(load(t, tt.survey), tt.people)
			if tt.survey == everything {
				c = mixed(t, tt.people)
			}
			source := stocked(t, c)
			for _, query := range tt.queries {
				for _, id := range []string{"overview", "demand"} {
					want := build(t, embedded(t, id), c, query)
					values, _ := url.ParseQuery(query)
					selection, _ := dashboard.ParseSelection(c.survey, values)
					got, err := embedded(t, id).Build(t.Context(), c.survey, selection, source)
					if err != nil {
						t.Fatal(err)
					}
					withoutTimes(want)
					withoutTimes(got)
					if diff := cmp.Diff(string(outline(want)), string(outline(got))); diff != "" {
						t.Errorf("%s?%s (-person by person +engine):\n%s", id, query, diff)
					}
				}
			}
		})
	}
}

// withoutTimes takes the median out: of an even number of times there are several.
func withoutTimes(p *dashboard.Page) {
	for panel := range p.Panels() {
		panel.Figures = slices.DeleteFunc(panel.Figures, func(f dashboard.Figure) bool { return f.Key == "median_time" })
	}
}
