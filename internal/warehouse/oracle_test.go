package warehouse_test

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// The oracle counts one person after the other, with nothing in common with the warehouse.

func passes(s *survey.Survey, f tally.Filter, r *response.Response) bool {
	for _, p := range f.Picks {
		picked := optionsOf(s.Question(p.Question), r)
		if !slices.ContainsFunc(p.Options, func(o string) bool { return slices.Contains(picked, o) }) {
			return false
		}
	}
	if len(f.Sources) > 0 && !slices.Contains(f.Sources, sourceOf(r)) || f.Unflagged && len(r.Flags) > 0 {
		return false
	}
	day := r.Submitted.In(s.Zone).Format(time.DateOnly)
	return (f.From.IsZero() || day >= f.From.Format(time.DateOnly)) && (f.To.IsZero() || day <= f.To.Format(time.DateOnly))
}

func sourceOf(r *response.Response) string {
	kind, name, _ := strings.Cut(r.Source, ":")
	if (kind == "form" || kind == "import") && name != "" {
		return name
	}
	return kind
}

func optionsOf(q *survey.Question, r *response.Response) []string {
	a, answered := r.Answers[q.ID]
	if !answered {
		return nil
	}
	return a.Categories(q)
}

// categories are those a person is in; nil, false for who did not answer.
func categories(s *survey.Survey, d tally.Dimension, r *response.Response) ([]string, bool) {
	local := r.Submitted.In(s.Zone)
	switch d.Unit {
	case tally.Day:
		return []string{local.Format(time.DateOnly)}, true
	case tally.Week:
		return []string{local.AddDate(0, 0, -(int(local.Weekday())+6)%7).Format(time.DateOnly)}, true
	case tally.Source:
		return []string{sourceOf(r)}, true
	case tally.Language:
		return []string{r.Language}, true
	}
	q := s.Question(d.Question)
	picked := optionsOf(q, r)
	if d.Unit == tally.Options || len(picked) == 0 {
		return picked, len(picked) > 0
	}
	if d.Unit == tally.Ranks {
		var places []string
		for i := range picked {
			places = append(places, strconv.Itoa(i+1))
		}
		return places, true
	}
	groups := []string{}
	for _, id := range picked {
		if o, _ := q.Option(id); o.Group != "" && !slices.Contains(groups, o.Group) {
			groups = append(groups, o.Group)
		}
	}
	return groups, true
}

// axisOf lists a dimension's categories.
func axisOf(s *survey.Survey, d tally.Dimension, base []*response.Response) []string {
	var out []string
	switch d.Unit {
	case tally.Options:
		for _, c := range s.Question(d.Question).Categories() {
			out = append(out, c.ID)
		}
	case tally.Ranks:
		q := s.Question(d.Question)
		for i := range q.Options {
			if q.Max == 0 || i < q.Max {
				out = append(out, strconv.Itoa(i+1))
			}
		}
	case tally.Source, tally.Language:
		counts := map[string]int{}
		for _, r := range base {
			in, _ := categories(s, d, r)
			counts[in[0]]++
		}
		out = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
		})
	case tally.Groups:
		for _, g := range s.Question(d.Question).Groups {
			out = append(out, g.ID)
		}
	default:
		var days []string
		for _, r := range base {
			in, _ := categories(s, d, r)
			days = append(days, in...)
		}
		if len(days) == 0 {
			return nil
		}
		step := 1
		if d.Unit == tally.Week {
			step = 7
		}
		first, _ := time.Parse(time.DateOnly, slices.Min(days))
		for ; first.Format(time.DateOnly) <= slices.Max(days); first = first.AddDate(0, 0, step) {
			out = append(out, first.Format(time.DateOnly))
		}
	}
	return out
}

func naive(s *survey.Survey, q tally.Query, all []*response.Response) tally.Table {
	var t tally.Table
	var base []*response.Response
	for _, r := range all {
		if r.Survey != s.ID || !passes(s, q.Filter, r) {
			continue
		}
		t.Responses++
		answered, shown := true, true
		for _, d := range q.By {
			_, ok := categories(s, d, r)
			answered = answered && ok
			shown = shown && !slices.Contains(r.NotShown, d.Question)
		}
		if !shown {
			t.NotShown++
		}
		if answered {
			base = append(base, r)
		}
	}
	t.Base = len(base)
	for _, d := range q.By {
		names := axisOf(s, d, base)
		t.Axes = append(t.Axes, tally.Axis{Dimension: d, Categories: names, Totals: make([]int, len(names))})
	}
	last := t.Axes[len(t.Axes)-1]
	t.Cells = make([]int, len(last.Categories))
	if len(q.By) == 2 {
		t.Cells = make([]int, len(t.Axes[0].Categories)*len(last.Categories))
	}
	for _, r := range base {
		count(s, q, r, &t)
	}
	return t
}

func count(s *survey.Survey, q tally.Query, r *response.Response, t *tally.Table) {
	var in [2][]string
	for i, d := range q.By {
		in[i], _ = categories(s, d, r)
		for _, c := range in[i] {
			t.Axes[i].Totals[slices.Index(t.Axes[i].Categories, c)]++
		}
	}
	for i, c := range in[0] {
		row := slices.Index(t.Axes[0].Categories, c)
		if len(q.By) == 1 {
			t.Cells[row]++
			continue
		}
		for j, d := range in[1] {
			if q.By[1].Unit == tally.Ranks && i != j {
				continue // every option has its own place
			}
			t.Cells[row*len(t.Axes[1].Categories)+slices.Index(t.Axes[1].Categories, d)]++
		}
	}
}

func summary(s *survey.Survey, f tally.Filter, all []*response.Response) tally.Summary {
	var out tally.Summary
	var seconds []int
	for _, r := range all {
		if r.Survey != s.ID || !passes(s, f, r) {
			continue
		}
		out.Responses++
		if len(r.Flags) > 0 {
			out.Flagged++
		}
		if r.Submitted.After(now.Add(-24*time.Hour)) && !r.Submitted.After(now) {
			out.LastDay++
		}
		if out.First.IsZero() || r.Submitted.Before(out.First) {
			out.First = r.Submitted
		}
		if r.Submitted.After(out.Last) {
			out.Last = r.Submitted
		}
		if !r.Started.IsZero() {
			seconds = append(seconds, int(r.Submitted.Unix()-r.Started.Unix()))
		}
	}
	if out.Timed = len(seconds); out.Timed > 0 {
		slices.Sort(seconds)
		out.Median = time.Duration(seconds[(out.Timed-1)/2]+seconds[out.Timed/2]) * time.Second / 2
	}
	return out
}
