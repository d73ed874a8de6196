package dashboard

import (
	"fmt"
	"strings"

	"muster/internal/analysis"
)

// Estimate is a number of people, with the 95 % interval of how many it would be of as many other people like
// those who answered. The number is counted; the interval is not about it, since what is planned was chosen
// as the best for the very people counted, but about what that makes too much is taken off.
type Estimate struct {
	People int     `json:"people"`
	Low    int     `json:"low"` // people, as are High and Of
	High   int     `json:"high"`
	Of     int     `json:"of"`
	Share  float64 `json:"share"`  // of 1, as are the other shares
	Others float64 `json:"others"` // share to expect of other people like these
	// LowShare and HighShare are the interval of Others.
	LowShare  float64 `json:"lowShare"`
	HighShare float64 `json:"highShare"`
	Words     string  `json:"words"` // such as 81 of 96; of others about 80% (72–87%)
	told      bool    // enough people stand behind it to say in words what to expect of others
}

// estimate takes the share that is to be expected of others.
func estimate(count, base int, others float64) Estimate {
	e := Estimate{People: count, Of: base, Share: part(count, base), Others: round(others, 4)}
	i := e.interval()
	e.LowShare, e.HighShare = round(i.Low, 4), round(i.High, 4)
	e.Low, e.High = int(round(i.Low*float64(base), 0)), int(round(i.High*float64(base), 0))
	e.Words, e.told = fmt.Sprintf("%s of %s", thousands(count), thousands(base)), base >= least
	if e.told {
		e.Words += fmt.Sprintf("; of others %s", e.likely())
	}
	return e
}

// interval is that of the share of others.
func (e Estimate) interval() analysis.Interval { return analysis.WilsonAbout(e.Others, e.Of) }

// coming is the estimate of how many of as many others come on the evening if so many of a hundred do, in the
// middle of its interval.
func (e Estimate) coming(turnout int) *Estimate {
	if turnout == 0 {
		return nil
	}
	come := float64(turnout) / 100
	c := Estimate{People: int(round(e.Others*come*float64(e.Of), 0)), Of: e.Of, Share: e.Others * come, Others: e.Others * come}
	c.Low, c.High = analysis.Turnout(e.Others, e.interval(), e.Of, come)
	c.LowShare, c.HighShare = round(part(c.Low, c.Of), 4), round(part(c.High, c.Of), 4)
	c.Words = fmt.Sprintf("%s (%s–%s)", thousands(c.People), thousands(c.Low), thousands(c.High))
	return &c
}

// likely says the share of others with its interval, such as about 84% (77–91%).
func (e Estimate) likely() string {
	about := percent(e.Others)
	switch {
	case e.Others == 1:
		about = "nearly all"
	case about[0] != '<' && about[0] != '>':
		about = "about " + about
	}
	return fmt.Sprintf("%s (%s)", about, span(e.interval()))
}

// OfOthers says how many to expect of as many others, such as 18 (12–25); "" where they are too few to tell.
func (e Estimate) OfOthers() string {
	if !e.told {
		return ""
	}
	return fmt.Sprintf("%s (%s–%s)", thousands(e.likelyPeople()), thousands(e.Low), thousands(e.High))
}

func (e Estimate) likelyPeople() int { return int(round(e.Others*float64(e.Of), 0)) }

// othersCell says the same with its ends in people.
func (e Estimate) othersCell() Cell {
	return Cell{Text: e.OfOthers(), Number: new(float64(e.likelyPeople())), Low: new(float64(e.Low)), High: new(float64(e.High))}
}

// othersShareCell says it in shares.
func (e Estimate) othersShareCell() Cell {
	return Cell{Text: strings.TrimPrefix(e.likely(), "about "), Number: &e.Others, Low: &e.LowShare, High: &e.HighShare}
}

// outlook says what to expect of other people. Of few nothing is said.
func (m *material) outlook(out *Programme) string {
	if !out.Reach.told {
		return ""
	}
	chosen := "These meetings were chosen as the best for these very people"
	if len(out.Meetings) == 1 {
		chosen = "This meeting was chosen as the best for these very people"
	}
	return fmt.Sprintf("%s; of others like them %s would be reached.", chosen, out.Reach.likely())
}
