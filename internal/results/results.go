// Package results owns what a founder lets everybody see: which panels may be public, the numbers of
// them that are, and when they may be counted again.
//
// It guarantees that a Publication holds public numbers and nothing else, so that whoever reads all of
// it, in all its versions, and has answered once like everybody, finds nobody. For this
//   - a number of fewer people than the threshold is hidden, with as many others as it takes that nobody
//     can work it out (analysis.Suppress);
//   - a question stands in one panel only, now and in all versions before, and so do questions of which
//     one hangs on the other's answers: the tables of two panels with different bases could be subtracted;
//   - a panel is counted again only when a batch of people more are in its base than ever were in a
//     version, and once in 24 hours at most, so that two versions never differ by one person's answer, be
//     it given, corrected or erased, and answers that are erased and sent again bring no version;
//   - a number that was hidden stays so until it is large and enough others have come that it tells
//     nothing of the versions before, and one that was shown is never hidden afterwards: as long as it
//     would have to be, the panel stays as it is.
//
// It does not guarantee this against somebody who may answer many times. Whoever has sent answers knows
// them and can subtract them: a batch of which all but one are theirs tells that one, and a small number
// that they fill up until it is shown tells how many others there are. No threshold and no noise that
// leaves the numbers useful helps, for the numbers are then in part their own. What is above makes it
// dear: each look costs a batch of answers that stay and a day in which nobody else may come, and each
// hidden number that is to be seen about two thresholds of answers. Only letting everybody answer once
// prevents it: a survey with invited: true.
//
// It refuses to count by source, language or time: who came by which link, or on which day, is known to
// people around them, and a count by day is the difference of two versions. Groups of options are not
// counted beside their options, whose sums they would give away; what people wrote never is, and neither
// is who picked "none of these". Who answers like a machine is left out, for a hundred made-up answers
// around one of a person would make a batch.
package results

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Number is a count of people that is public, or Hidden.
type Number int

// Hidden stands for a number that is not public.
const Hidden Number = -1

// Shown tells whether the number is public.
func (n Number) Shown() bool { return n != Hidden }

// Count is one version of a panel.
type Count struct {
	Day     string    `json:"day"`         // on which it was counted, as 2006-01-02 in the survey's zone
	At      time.Time `json:"at,omitzero"` // when exactly, which is on no page
	Version string    `json:"version"`     // of the survey then
	Base    int       `json:"base"`
	Axes    []Axis    `json:"axes"`
	Cells   []Number  `json:"cells,omitempty"` // of two axes, row by row
}

// Axis is one question of a panel.
type Axis struct {
	Categories []string `json:"categories"` // ids, in the order of the survey
	Totals     []Number `json:"totals"`
}

// Cell gives the number in row r and column c of a panel of two questions.
func (c Count) Cell(r, col int) Number { return c.Cells[r*len(c.Axes[1].Categories)+col] }

// Publication is what of a survey is public, open or closed.
type Publication struct {
	Panels    []string `json:"panels"`    // on the page, by their ids
	Threshold int      `json:"threshold"` // no number stands for fewer people; never changed once something was counted
	Batch     int      `json:"batch"`     // by so many people a version has more than the one before at least
	// Counts are the last versions of all panels that were ever public, by panel. They outlive the
	// panel's place on the page: whoever saw them has not forgotten them.
	Counts map[string]Count `json:"counts"`
}

// Decode reads what Encode wrote.
func Decode(document []byte) (Publication, error) {
	var p Publication
	if err := json.Unmarshal(document, &p); err != nil {
		return p, fmt.Errorf("read what is public: %w", err)
	}
	for id, c := range p.Counts {
		if !c.whole() {
			return p, fmt.Errorf("read what is public: panel %q has not all its numbers", id)
		}
	}
	return p, nil
}

// Encode writes a publication.
func (p Publication) Encode() ([]byte, error) { return json.Marshal(p) }

// whole tells whether there is a number, public or hidden, for everything.
func (c Count) whole() bool {
	cells := 1
	for _, a := range c.Axes {
		if len(a.Categories) != len(a.Totals) {
			return false
		}
		cells *= len(a.Categories)
	}
	return len(c.Axes) == 1 && len(c.Cells) == 0 || len(c.Axes) == 2 && len(c.Cells) == cells
}

// numbers are all of a count, public or hidden.
func (c Count) numbers() []Number {
	all := slices.Clone(c.Cells)
	for _, a := range c.Axes {
		all = append(all, a.Totals...)
	}
	return all
}

// HiddenNumbers is how many numbers of the panel are not public.
func (c Count) HiddenNumbers() int {
	n := 0
	for _, number := range c.numbers() {
		if !number.Shown() {
			n++
		}
	}
	return n
}
