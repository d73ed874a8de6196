package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

var (
	bareNumber    = regexp.MustCompile(`^(\d{1,4})(?:[.,]0+)?$`)
	labelledPoint = regexp.MustCompile(`^(\d{1,2})\s*(?:[-–—:=.)]\s*(\pL.*)|\((\pL.*)\))$`)
)

// steps is a column of numbers: which there are, under which labels, and how often.
type steps struct {
	labels map[int]string // "" where only the number was found
	counts map[int]int
	bare   bool // at least one number without a label
}

// readSteps gives the numbers of a column when every cell is one, alone or with the label that
// Google shows at the ends of a scale (“5 - Extremely”).
func readSteps(cells []cell) (steps, bool) {
	s := steps{labels: map[int]string{}, counts: map[int]int{}}
	for _, c := range cells {
		n, label := 0, ""
		if m := bareNumber.FindStringSubmatch(c.text); m != nil {
			n, s.bare = number(m[1]), true
		} else if m := labelledPoint.FindStringSubmatch(c.text); m != nil {
			n, label = number(m[1]), spreadsheet.Line(m[2]+m[3])
		} else {
			return s, false
		}
		if len(label) > longestLabel {
			return s, false
		}
		if known := s.labels[n]; label != "" && known != "" && foldLabel(known) != foldLabel(label) {
			return s, false // “1. Azure” and “1. AWS” are numbered options
		}
		if label != "" || s.labels[n] == "" {
			s.labels[n] = label
		}
		s.counts[n] += c.count
	}
	return s, len(s.counts) > 0
}

func (s steps) ends() (low, high int) {
	low, high = 1<<30, 0
	for n := range s.counts {
		low, high = min(low, n), max(high, n)
	}
	return low, high
}

// numeric takes a column of small numbers for a scale, of two numbers for a choice.
func numeric(c *column) *guess {
	s, ok := readSteps(c.cells)
	if !ok {
		return nil
	}
	low, high := s.ends()
	labelled := slices.ContainsFunc(c.cells, func(c cell) bool { return !bareNumber.MatchString(c.text) })
	switch {
	case high > 10 || high < 2 && !labelled:
		return plainNumbers(c, s)
	case labelled && !s.bare && len(s.counts) > 2:
		return nil // numbered options, each with its words
	case !labelled && len(s.counts) <= 2 && (c.answered >= fewAnswers || named(c.title, low, high)):
		return plainNumbers(c, s)
	}
	if promoting(c.title) && high == 10 {
		return promoter(c, s)
	}
	g := &guess{question: titled(c, survey.Scale), note: "a scale"}
	g.question.Points = s.points(min(low, 1), max(high, 2))
	g.why = append(g.why, s.explain(g.question.Points))
	return g
}

// named tells whether the title itself offers the numbers, as “Python 2 or 3?” does.
func named(title string, numbers ...int) bool {
	parts := slugParts(title)
	for _, n := range numbers {
		if !slices.Contains(parts, strconv.Itoa(n)) {
			return false
		}
	}
	return true
}

func (s steps) points(low, high int) []survey.Point {
	var points []survey.Point
	for n := low; n <= high; n++ {
		label := s.labels[n]
		if label == "" && (n == low || n == high) {
			label = strconv.Itoa(n) // a scale needs words at its ends
		}
		points = append(points, survey.Point{Value: n, Label: survey.Text(label)})
	}
	return points
}

func (s steps) explain(points []survey.Point) string {
	low, high := points[0], points[len(points)-1]
	text := fmt.Sprintf("a scale from %d to %d, the numbers that were found.", low.Value, high.Value)
	if s.labels[high.Value] == "" || s.labels[low.Value] == "" {
		text += " If the form's scale goes further, or its ends have words, write so in the file."
	}
	return text
}

// plainNumbers are options when few differ, else text: years, ages, prices. Spreadsheets write
// whole numbers as 3.0; the option is 3, and knows the other spelling.
func plainNumbers(c *column, s steps) *guess {
	if len(s.counts) > 12 || 2*len(s.counts) > c.answered && c.answered > 2 {
		return nil
	}
	g := &guess{question: titled(c, survey.One), note: "one option an answer",
		why: []string{fmt.Sprintf("%s; taken for options, not for points of a scale.", plural(len(s.counts), "number was found", "different numbers were found"))}}
	for _, n := range s.sorted() {
		label := strconv.Itoa(n)
		option := survey.Option{ID: "n" + label, Label: survey.Text(label)}
		for _, cell := range c.cells {
			if m := bareNumber.FindStringSubmatch(cell.text); m != nil && number(m[1]) == n && cell.text != label {
				option.Aliases = append(option.Aliases, cell.text)
			} else if m == nil && strings.HasPrefix(cell.text, label) {
				return nil
			}
		}
		g.question.Options = append(g.question.Options, option)
	}
	return g
}

func (s steps) sorted() []int {
	var out []int
	for n := range s.counts {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
