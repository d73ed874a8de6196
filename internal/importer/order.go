package importer

import (
	"regexp"
	"slices"
	"strings"
)

// ladder ranks phrases from the lowest to the highest. A label takes the rank of the longest phrase
// in it.
type ladder [][]string

// The ladders on which people's answers climb in the surveys that are commonly sent round.
func ladders() []ladder {
	return []ladder{
		{ // how often
			{"never", "not at all"}, {"not yet", "just looking"}, {"hardly ever", "almost never", "very rarely"}, {"rarely", "seldom"},
			{"yearly", "once a year", "annually"}, {"quarterly", "once a quarter"}, {"every other month", "every two months"},
			{"occasionally"}, {"sometimes", "now and then"}, {"monthly", "once a month", "every month"},
			{"twice a month", "every two weeks", "every other week", "biweekly", "fortnightly"},
			{"often", "frequently", "regularly"}, {"weekly", "once a week", "every week"},
			{"usually", "mostly", "most of the time"}, {"several times a week", "a few times a week"},
			{"daily", "every day", "once a day"}, {"several times a day", "very often"}, {"always", "all the time", "constantly"},
		},
		{ // how far along
			{"none", "no experience", "never used"}, {"beginner", "novice", "basic", "entry", "junior"}, {"elementary"},
			{"intermediate", "mid level", "some experience", "competent"}, {"advanced", "senior", "proficient", "experienced"}, {"expert", "principal"},
		},
		{ // how good
			{"terrible", "very poor", "very bad", "awful"}, {"poor", "bad"}, {"fair", "average", "ok", "okay", "acceptable"},
			{"good"}, {"very good"}, {"excellent", "outstanding"},
		},
		{{"no", "false"}, {"maybe", "not sure", "unsure", "don't know", "possibly", "partly"}, {"yes", "true"}},
		{{"extra small", "tiny"}, {"small"}, {"medium"}, {"large", "big"}, {"extra large", "huge"}},
		{{"low"}, {"medium", "moderate"}, {"high"}, {"very high"}},
		{{"monday", "mon"}, {"tuesday", "tue"}, {"wednesday", "wed"}, {"thursday", "thu"}, {"friday", "fri"}, {"saturday", "sat"}, {"sunday", "sun"}},
		{{"january"}, {"february"}, {"march"}, {"april"}, {"may"}, {"june"}, {"july"}, {"august"}, {"september"}, {"october"}, {"november"}, {"december"}},
		{{"morning"}, {"noon", "lunch", "lunchtime", "midday"}, {"afternoon"}, {"evening"}, {"night"}},
	}
}

// rankLabels gives each label a rank on one common scale of meaning; false unless all have one and no
// two the same.
func rankLabels(labels []string) ([]float64, bool) {
	folded := make([]string, len(labels))
	for i, label := range labels {
		folded[i] = " " + strings.Map(lettersAndDigits, foldLabel(label)) + " "
	}
	for _, l := range slices.Concat(ladders(), foreignLadders()) {
		if ranks, ok := rankAll(folded, l.rank); ok {
			return ranks, true
		}
	}
	if ranks, ok := rankAll(folded, attitude()); ok {
		return ranks, true
	}
	return rankAll(labels, amount)
}

func rankAll(labels []string, rank func(string) (float64, bool)) ([]float64, bool) {
	ranks := make([]float64, len(labels))
	for i, label := range labels {
		r, ok := rank(label)
		if !ok || slices.Contains(ranks[:i], r) {
			return nil, false
		}
		ranks[i] = r
	}
	return ranks, len(labels) > 1
}

func lettersAndDigits(r rune) rune {
	if r == '\'' || strings.ContainsRune(`.,;:!?()[]"/-`, r) {
		if r == '\'' {
			return r
		}
		return ' '
	}
	return r
}

func (l ladder) rank(label string) (float64, bool) {
	longest, rank := 0, 0
	for i, phrases := range l {
		for _, phrase := range phrases {
			if len(phrase) > longest && strings.Contains(label, " "+phrase+" ") {
				longest, rank = len(phrase), i
			}
		}
	}
	return float64(rank), longest > 0
}

// Words of an attitude: against, in favour, beyond any degree, and undecided.
const (
	against = " disagree dissatisfied unsatisfied unlikely difficult hard poor bad terrible unimportant uncomfortable worse irrelevant useless unhappy unfamiliar "
	favour  = " agree satisfied likely easy good important useful helpful interested interesting relevant comfortable confident familiar better happy valuable willing needed necessary "
	utmost  = " critical essential crucial vital must indispensable excellent "
	middle  = " neutral neither undecided unsure average indifferent mixed okay ok "
)

func degrees() map[string]float64 {
	return map[string]float64{
		"slightly": 0.6, "little": 0.7, "bit": 0.7, "somewhat": 1, "nice": 1, "rather": 1.2, "moderately": 1.3, "fairly": 1.3,
		"quite": 2.3, "mostly": 2.3, "pretty": 2.3, "very": 3, "highly": 3, "strongly": 3, "really": 3,
		"extremely": 3.5, "completely": 3.5, "totally": 3.5, "absolutely": 3.5, "terrible": 3.5,
	}
}

// attitude gives a ranking of labels from strongly against through neutral at 0 to indispensable.
// A degree without an attitude (“Very”) counts as in favour.
func attitude() func(string) (float64, bool) {
	degrees := degrees()
	return func(label string) (float64, bool) {
		sign, degree, graded := 0.0, 2.0, false
		for word := range strings.FieldsSeq(label) {
			padded := " " + word + " "
			if d, ok := degrees[word]; ok {
				degree, graded = d, true
			}
			switch {
			case strings.Contains(utmost, padded):
				return 4, true
			case strings.Contains(middle, padded):
				return 0, true
			case strings.Contains(against, padded):
				sign = -1
			case strings.Contains(favour, padded):
				sign = 1
			}
		}
		known := graded || sign != 0
		switch {
		case strings.Contains(label, " not sure "), strings.Contains(label, " don't know "):
			return 0, true
		case strings.Contains(label, " not at all "):
			return -3, true
		case strings.HasPrefix(label, " not "), strings.HasPrefix(label, " no "):
			return -degree, known
		case sign < 0:
			return -degree, true
		}
		return degree, known
	}
}

var (
	firstNumber = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	lessThan    = regexp.MustCompile(`(?i)^\s*(<|less|under|fewer|below|up to|until)`)
	moreThan    = regexp.MustCompile(`(?i)^\s*(>|more|over|above)|\d\s*\+|or more`)
)

// amount ranks ranges such as “Less than 2 years”, “2-5 years” and “10+” by their first number.
func amount(label string) (float64, bool) {
	digits := firstNumber.FindString(label)
	if digits == "" {
		return 0, false
	}
	n := float64(number(strings.NewReplacer(",", "", ".", "").Replace(digits)))
	switch {
	case lessThan.MatchString(label):
		n -= 0.5
	case moreThan.MatchString(label):
		n += 0.5
	}
	return n, true
}

// ascending sorts values by what their labels mean; false when the words do not tell.
func ascending(values []*value) ([]*value, bool) {
	labels := make([]string, len(values))
	for i, v := range values {
		labels[i] = v.label()
	}
	ranks, ok := rankLabels(labels)
	if !ok {
		return values, false
	}
	return byRank(values, ranks), true
}

func byRank[T any](items []T, ranks []float64) []T {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case ranks[a] < ranks[b]:
			return -1
		case ranks[a] > ranks[b]:
			return 1
		}
		return 0
	})
	sorted := make([]T, len(items))
	for i, at := range order {
		sorted[i] = items[at]
	}
	return sorted
}
