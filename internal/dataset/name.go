package dataset

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"muster/internal/survey"
)

const longestName = 64 // in SPSS, which allows the fewest

// names are those that are taken.
type names map[string]bool

// newNames reserves the names that questions give, so that a question has the same one whatever else
// is asked.
func newNames(s *survey.Survey) (taken names, questions map[string]string) {
	taken, questions = names{}, map[string]string{}
	for _, name := range circumstanceNames() {
		taken[name] = true
	}
	for _, q := range s.Questions {
		if !left(q) {
			questions[q.ID] = taken.take(q.ID)
		}
	}
	return taken, questions
}

// take gives a name that is free, as near to the one wanted as can be.
func (n names) take(wanted string) string {
	if n[wanted] && slices.Contains(circumstanceNames(), wanted) || reserved(wanted) {
		wanted = "q_" + wanted
	}
	name := shortened(wanted)
	for i := 2; n[name]; i++ {
		name = shortened(wanted + "_" + strconv.Itoa(i))
	}
	n[name] = true
	return name
}

// shortened cuts a name that is too long and ends it with a sum of the whole, which tells it from
// others that begin alike.
func shortened(name string) string {
	if len(name) <= longestName {
		return name
	}
	sum := fnv.New32a()
	sum.Write([]byte(name))
	end := fmt.Sprintf("_%08x", sum.Sum32())
	return name[:longestName-len(end)] + end
}

// reserved are words of SPSS's own language.
func reserved(name string) bool {
	return slices.Contains([]string{"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}, name)
}
