package dashboard

import (
	"reflect"
	"slices"
	"strings"
)

// rule is what a file may say of a kind of panel, and how a panel of it is planned.
type rule struct {
	kind  Kind
	keys  []string // that mean something, beside kind, title, note, width and unless
	width Width    // unless the file says otherwise
	check func(*checker, string, *spec)
	plan  func(*planner, spec)
}

// ruleList has the rule of every kind, in the order in which a person reads of them.
func ruleList() []rule {
	question := []string{"purpose", "question"}
	return []rule{
		{FiguresKind, []string{"show", "purpose", "question"}, Full, (*checker).figures, (*planner).figures},
		{RankingKind, []string{"purpose", "question", "by", "sort", "limit"}, Half, (*checker).ranking, (*planner).question},
		{TrendKind, []string{"by"}, Half, (*checker).trend, (*planner).trend},
		{CrosstabKind, []string{"rows", "columns", "colour", "sort"}, Full, (*checker).crosstab, (*planner).crosstab},
		{ScaleKind, question, Half, (*checker).ofQuestion, (*planner).question},
		{HistogramKind, question, Half, (*checker).ofQuestion, (*planner).question},
		{SlotsKind, question, Half, (*checker).ofQuestion, (*planner).question},
		{PreferenceKind, question, Half, (*checker).ofQuestion, (*planner).question},
		{SourceKind, nil, Half, nil, (*planner).origins},
		{LanguageKind, nil, Half, nil, (*planner).origins},
		{FunnelKind, []string{"by"}, Full, (*checker).funnel, (*planner).funnel},
		{SpeakersKind, nil, Full, nil, (*planner).speakers},
		{PlannerKind, []string{"meetings", "speakers", "per_group"}, Full, (*checker).planner, (*planner).programme},
		{NeedsKind, nil, Full, nil, (*planner).needed},
		{VoicesKind, question, Full, (*checker).voices, (*planner).voices},
		{TogetherKind, []string{"purpose", "question", "limit", "draw"}, Half, (*checker).together, (*planner).together},
		{ChangeKind, []string{"purpose", "question", "by", "since"}, Half, (*checker).change, (*planner).change},
		{SQLKind, []string{"sql", "draw"}, Full, (*checker).query, (*planner).query},
	}
}

// rules gives the same by kind.
func rules() map[Kind]rule {
	byKind := map[Kind]rule{}
	for _, r := range ruleList() {
		byKind[r.kind] = r
	}
	return byKind
}

func kinds() []string {
	var names []string
	for _, r := range ruleList() {
		names = append(names, string(r.kind))
	}
	return names
}

// specKeys are the keys of a panel that mean something for some kinds only.
func specKeys() []string {
	common := []string{"kind", "title", "note", "width", "unless", "each"}
	var all []string
	t := reflect.TypeFor[spec]()
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if !slices.Contains(common, name) {
			all = append(all, name)
		}
	}
	return all
}
