package dashboard

import "muster/internal/survey"

// Kind is what a panel finds out.
type Kind string

// The kinds there are. Each has a file of its own that counts, tells and draws it, and a rule.
const (
	FiguresKind    Kind = "figures"    // single numbers
	RankingKind    Kind = "ranking"    // options, points, bins or groups by the people who picked them
	TrendKind      Kind = "trend"      // responses by day or week
	CrosstabKind   Kind = "crosstab"   // one question by another, or by where people came from
	ScaleKind      Kind = "scale"      // how the answers spread over a scale
	HistogramKind  Kind = "histogram"  // how numbers or days spread over their ranges
	SlotsKind      Kind = "slots"      // times by day and part of the day
	PreferenceKind Kind = "preference" // options by the places that people gave them
	SourceKind     Kind = "source"     // where people came from
	LanguageKind   Kind = "language"   // in which language they answered
	FunnelKind     Kind = "funnel"     // how many opened the form, how far they came, and who finished
	TogetherKind   Kind = "together"   // which options the same people pick, and the crowds these make
	SpeakersKind   Kind = "speakers"   // topics by who wants them and who could speak about them
	PlannerKind    Kind = "planner"    // the meetings that together reach most people
	NeedsKind      Kind = "needs"      // who looks for work, who has it, who would like help, and who could give it
	VoicesKind     Kind = "voices"     // what people wrote in their own words
	ChangeKind     Kind = "change"     // what moved between two periods or differs between two sources
	SQLKind        Kind = "sql"        // whatever a query in SQL brings
)

// asks tells whether a panel of the kind is about one question.
func (k Kind) asks() bool {
	switch k {
	case RankingKind, ScaleKind, HistogramKind, SlotsKind, PreferenceKind:
		return true
	}
	return false
}

// suits tells whether the answers to a countable question can be shown by the kind.
func (k Kind) suits(q *survey.Question) bool {
	return k == RankingKind || k == kindFor(q)
}

// unsuited says why a kind of panel cannot show a question, with a place for its title.
var unsuited = map[Kind]string{
	ScaleKind:      "“%s” is not answered on a scale.",
	HistogramKind:  "“%s” does not ask for a number or a date.",
	SlotsKind:      "“%s” does not ask for times.",
	PreferenceKind: "“%s” does not ask for an order.",
}

// kindFor is the kind of panel that shows a question best.
func kindFor(q *survey.Question) Kind {
	switch q.Kind {
	case survey.Scale:
		return ScaleKind
	case survey.Number, survey.Date:
		return HistogramKind
	case survey.Slots:
		return SlotsKind
	case survey.Ranking:
		return PreferenceKind
	}
	return RankingKind
}
