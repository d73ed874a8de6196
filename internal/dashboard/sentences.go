package dashboard

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// mostSentences is how many a page opens with at the most; more are not read.
const mostSentences = 6

// opening is the heaviest remark of each topic, with the panel it comes from.
type opening map[remarkTopic]struct {
	remark
	panel *Panel
}

// sentences are what the page opens with: of each topic the heaviest remark, in the order of the topics.
// Whom the page is of comes first where that is not everybody, or where they are few; of few people
// nothing is said to differ. Where there is nothing to say there is no sentence.
func (p *Page) sentences(in input) []Sentence {
	best := opening{}
	for panel := range p.Panels() {
		for _, r := range panel.remarks {
			best.take(r, panel)
		}
	}
	warned := lack(in.summary.Responses)
	if caution, there := best[aboutBase]; there && warned == 0 {
		warned = lack(caution.panel.Base.People)
	}
	if warned > 0 {
		for _, topic := range contrasting() {
			delete(best, topic)
		}
	}
	best.whom(in, p)
	var said []Sentence
	for topic := aboutBase; topic <= aboutWords && len(said) < mostSentences; topic++ {
		f, there := best[topic]
		if !there {
			continue
		}
		text := f.text
		if base := f.panel.Base.People; topic.shares() && lack(base) > warned {
			text += fmt.Sprintf(" Those are only %s: %s.", people(base), meaning(base))
			warned = lack(base)
		}
		said = append(said, Sentence{Text: text, Panel: f.panel.ID, Title: f.panel.Title})
	}
	return said
}

// lack is how far a number of people falls short of what shares can be read of without caution.
func lack(people int) int {
	switch {
	case people >= ample:
		return 0
	case people >= least:
		return 1
	}
	return 2
}

// shares tells whether a sentence about a topic speaks of shares of its panel's people, so that it wants a
// caution where those are few though many answered. What moved was tested and names both sides; what people
// write is counted in words.
func (t remarkTopic) shares() bool { return t != aboutBase && t != aboutChange && t != aboutWords }

// contrasting are the topics that set people against each other, which takes more people than few. What
// moved tests itself whether each side has people enough, and says so of few.
func contrasting() []remarkTopic {
	return []remarkTopic{aboutDifference, aboutCrowds}
}

// take keeps a remark if none of its topic is heavier.
func (o opening) take(r remark, panel *Panel) {
	if other, there := o[r.topic]; !there || r.weight > other.weight {
		o[r.topic] = struct {
			remark
			panel *Panel
		}{r, panel}
	}
}

// whom puts first who the page is of, if they are not everybody or are few. Of the people of a filter
// nothing is said when nothing else is.
func (o opening) whom(in input, p *Page) {
	text := in.opening()
	panels := slices.Collect(p.Panels())
	_, cautious := o[aboutBase]
	if text == "" || len(panels) == 0 || in.summary.Responses >= ample && (cautious || len(o) == 0) {
		return
	}
	panel := panels[0]
	if demand, there := o[aboutDemand]; there {
		panel = demand.panel
	}
	delete(o, aboutBase)
	o.take(remark{topic: aboutBase, text: text}, panel)
}

// opening says whom the page is of, and what few of them mean. Filters that let everybody through are not
// worth a sentence.
func (in input) opening() string {
	n := in.summary.Responses
	filtered := !in.selection.Filter.Empty() && n < in.all.Responses
	who := people(n)
	if filtered {
		who = fmt.Sprintf("%s of %s", thousands(n), people(in.all.Responses))
	}
	switch {
	case n == 0:
		return ""
	case n < ample && filtered:
		return fmt.Sprintf("Only %s %s the filters (%s): %s.", who, agree(n, "passes", "pass"), in.filters(), meaning(n))
	case n < ample:
		return fmt.Sprintf("Only %s %s answered: %s.", who, agree(n, "has", "have"), meaning(n))
	case filtered:
		return fmt.Sprintf("This is about the %s who pass the filters (%s).", who, in.filters())
	}
	return ""
}

// meaning says what so few people mean for a reader.
func meaning(n int) string {
	switch {
	case n == 1:
		return "read this as what they said, not as shares of a larger crowd"
	case n < least:
		return "read this as what these people said, not as shares of a larger crowd"
	}
	return "a few more answers can move these shares by many points"
}

func agree(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// filters names the filters in force, or how many there are where their names are long.
func (in input) filters() string {
	const most = 120
	var texts []string
	for _, w := range in.selection.Words {
		texts = append(texts, w.Text)
	}
	if all := strings.Join(texts, "; "); utf8.RuneCountInString(all) <= most {
		return all
	}
	if len(texts) == 1 {
		return string([]rune(texts[0])[:most-1]) + "…"
	}
	return thousands(len(texts)) + " of them"
}

// whom names the people behind a remark: those of the base of a panel.
func (in input) whom(base int) string {
	if in.selection.Filter.Empty() {
		return "the " + people(base) + " who answered"
	}
	return "the " + people(base) + " who pass the filters and answered"
}
