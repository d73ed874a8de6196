package dataset_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
)

const (
	missing  = "∅"
	notShown = "hidden"
)

// expected says from a response alone what a variable's value is: an option's id, a whole number, a
// number with two decimals, a day, a time of day by the survey's clocks, words; or why there is none.
// What each format is read back as is held against it.
func expected(s *survey.Survey, v dataset.Variable, r *response.Response) string {
	if v.Question == "" {
		return circumstance(s, v.Name, r)
	}
	q := s.Question(v.Question)
	a, answered := r.Answers[q.ID]
	if q.LevelOf != "" {
		_, parent := r.Answers[q.LevelOf]
		answered = answered || parent
	}
	switch {
	case slices.Contains(r.NotShown, q.ID):
		return notShown
	case !answered:
		return missing
	}
	switch v.Kind {
	case dataset.Picked:
		if slices.Contains(a.Picks, v.Option) {
			return "1"
		}
		return "0"
	case dataset.Place:
		if at := slices.Index(a.Picks, v.Option); at >= 0 {
			return strconv.Itoa(at + 1)
		}
		return missing
	case dataset.Point:
		return strconv.Itoa(a.Number)
	case dataset.Choice:
		return a.Picks[0]
	case dataset.Number:
		return decimals(a.Text)
	case dataset.Day:
		return a.Text
	}
	if v.Option != "" {
		return orMissing(a.Other)
	}
	return orMissing(a.Text)
}

func circumstance(s *survey.Survey, name string, r *response.Response) string {
	switch name {
	case "response":
		return r.ID
	case "submitted":
		return clock(s, r.Submitted)
	case "corrected":
		return clock(s, r.Corrected)
	case "source":
		return r.Source
	case "language":
		return r.Language
	case "minutes":
		if r.Started.IsZero() {
			return missing
		}
		return decimals(fmt.Sprint(r.Submitted.Sub(r.Started).Minutes()))
	case "flags":
		var words []string
		for _, f := range r.Flags {
			words = append(words, string(f))
		}
		return orMissing(strings.Join(words, " "))
	case "not_shown":
		return orMissing(strings.Join(r.NotShown, " "))
	}
	panic("a circumstance that nobody expects: " + name)
}

func clock(s *survey.Survey, t time.Time) string {
	if t.IsZero() {
		return missing
	}
	return t.In(s.Zone).Format(time.DateTime)
}

func orMissing(text string) string {
	if text == "" {
		return missing
	}
	return text
}

func decimals(number string) string {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return "no number: " + number
	}
	return fmt.Sprintf("%.2f", n)
}

// expectedRows are the rows of a whole data set. Formats that cannot tell what was not shown from what
// was not answered say hides.
func expectedRows(s *survey.Survey, responses []*response.Response, hides bool) [][]string {
	var rows [][]string
	for _, r := range responses {
		var row []string
		for _, v := range dataset.Variables(s) {
			value := expected(s, v, r)
			if value == notShown && !hides {
				value = missing
			}
			row = append(row, value)
		}
		rows = append(rows, row)
	}
	return rows
}
