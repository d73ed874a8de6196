package warehouse

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"muster/internal/tally"
)

// Errors about a query or filter that cannot be answered; their texts name what is wrong.
var (
	ErrUnknownSurvey   = errors.New("unknown survey")
	ErrUnknownQuestion = errors.New("unknown question")
	ErrUnknownOption   = errors.New("unknown option")
	ErrQuery           = errors.New("query cannot be counted")
)

// axis is one dimension of a query made ready to be scanned.
type axis struct {
	dimension tally.Dimension
	keys      []key
	answered  string     // the condition of having answered; "" where nothing is asked
	bits      []string   // categories of which each is a bit of a key
	found     categories // the others, which depend on the people; nil where bits are
}

// categories are those of an axis that has as many as occur.
type categories interface {
	// learn is told of the base, before all else, how many people have each value of the key, and
	// what the values are short for where they are texts.
	learn(people map[int64]int, texts []string)
	// names lists the categories.
	names() []string
	// position is that of the category of a value.
	position(value int64) int
}

// names lists the categories.
func (a *axis) names() []string {
	if a.found != nil {
		return a.found.names()
	}
	return a.bits
}

// positions appends the positions of the categories that a value of a key stands for.
func (a *axis) positions(k key, value int64, to []int) []int {
	if a.found != nil {
		return append(to, a.found.position(value))
	}
	for v := uint64(value) & everyBit; v != 0; v &= v - 1 {
		to = append(to, k.first+bits.TrailingZeros64(v))
	}
	return to
}

// key is an expression to group by: eight bits, a day, the number of a week, or a text.
//
// Categories of a question are cut into keys of at most eight: a million answers grouped by one or
// two of them take 2 to 6 ms, because people are then counted at places that the keys name, without
// hashing them, and the combinations that occur stay few, however many different masks there are.
type key struct {
	sql   string
	first int  // the category of bit 0
	bits  bool // eight of them, or fewer
}

const (
	keyBits  = 8
	everyBit = 1<<keyBits - 1
)

// keyed makes a key of an expression of at most eight bits.
func keyed(bits string, first int) key { return key{"(" + bits + ")::UTINYINT", first, true} }

func (l *layout) axis(d tally.Dimension, alone bool) (*axis, error) {
	if d.Question == "" {
		return l.general(d, alone)
	}
	if d.Unit != tally.Options && d.Unit != tally.Groups {
		return nil, fmt.Errorf("%w: unit %d of question %q", ErrQuery, d.Unit, d.Question)
	}
	f, err := l.question(d.Question)
	if err != nil {
		return nil, err
	}
	a := &axis{dimension: d, answered: l.mask(f) + " <> 0"}
	if d.Unit == tally.Groups {
		return a, a.groups(l, f)
	}
	a.options(l, f)
	return a, nil
}

// general is an axis that needs no question. Weeks alone are counted by days, which is faster; beside another
// axis there would be seven times as many combinations.
func (l *layout) general(d tally.Dimension, alone bool) (*axis, error) {
	sql, a := "day", &axis{dimension: d}
	switch d.Unit {
	case tally.Day:
		a.found = &span{step: 1, unit: 1}
	case tally.Week:
		a.found = &span{step: 7, unit: 1}
		if !alone {
			sql, a.found = "(day - DATE '0001-01-01') // 7", &span{step: 7, unit: 7}
		}
	case tally.Source:
		sql, a.found = "source", &frequent{name: sourceName}
	case tally.Language:
		sql, a.found = l.languageSQL(), &frequent{name: strings.Clone}
	default:
		return nil, fmt.Errorf("%w: unit %d of no question", ErrQuery, d.Unit)
	}
	a.keys = []key{{sql: sql}}
	return a, nil
}

func (a *axis) options(l *layout, f *field) {
	a.bits = f.ids()
	for at := 0; at < len(f.categories); at += keyBits {
		if l.columns[f.column].form == mask8 {
			a.keys = append(a.keys, key{sql: l.mask(f), bits: true})
			continue
		}
		a.keys = append(a.keys, keyed(fmt.Sprintf("(%s >> %d) & %d", l.mask(f), at, everyBit), at))
	}
}

// groups makes a bit of every group: set for who picked any of its options, so that people count
// once.
func (a *axis) groups(l *layout, f *field) error {
	groups := f.question.Groups
	if len(groups) == 0 {
		return fmt.Errorf("%w: question %q has no groups", ErrQuery, f.question.ID)
	}
	for at := 0; at < len(groups); at += keyBits {
		var parts []string
		for i, g := range groups[at:min(at+keyBits, len(groups))] {
			a.bits = append(a.bits, g.ID)
			parts = append(parts, fmt.Sprintf("(((%s & %d) <> 0)::UTINYINT * %d::UTINYINT)", l.mask(f), f.group(g.ID), 1<<i))
		}
		a.keys = append(a.keys, keyed(strings.Join(parts, " | "), at))
	}
	return nil
}

// question finds one whose answers fall into categories.
func (l *layout) question(id string) (*field, error) {
	if l.survey.Question(id) == nil {
		return nil, fmt.Errorf("%w: %q", ErrUnknownQuestion, id)
	}
	f := l.fields[id]
	if f == nil || f.column < 0 {
		return nil, fmt.Errorf("%w: question %q has no options to count", ErrQuery, id)
	}
	return f, nil
}
