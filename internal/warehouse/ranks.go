package warehouse

import (
	"context"
	"fmt"
	"strconv"

	"muster/internal/tally"
)

// planRanks readies a query for the places that the options of a ranking were given. A scan is by the
// places of two options.
func (l *layout) planRanks(p *plan, by []tally.Dimension) error {
	options, ranks := by[0], by[len(by)-1]
	if len(by) != 2 || options.Unit != tally.Options || ranks.Question != options.Question {
		return fmt.Errorf("%w: places stand only beside the options of the same question", ErrQuery)
	}
	f, err := l.question(options.Question)
	if err != nil {
		return err
	}
	if f.role != ranked {
		return fmt.Errorf("%w: question %q is no ranking", ErrQuery, f.question.ID)
	}
	p.ranked = f
	p.axes = []*axis{{dimension: options, answered: l.mask(f) + " <> 0"}, {dimension: ranks}}
	for at := 0; at < min(len(f.categories), maskBits/placeBits); at += 2 {
		p.axes[0].keys = append(p.axes[0].keys, keyed(fmt.Sprintf("(%s >> %d) & %d", l.detail(f), at*placeBits, everyBit), at))
	}
	return nil
}

// rank counts how often each option has each place. A place belongs to one option, so what options
// have of it adds up to people.
func (s *scanner) rank(ctx context.Context, p *plan) (*tally.Table, error) {
	places := p.ranked.places()
	options := tally.Axis{Dimension: p.axes[0].dimension, Categories: p.ranked.ids(), Totals: make([]int, len(p.ranked.categories))}
	ranks := tally.Axis{Dimension: p.axes[1].dimension, Totals: make([]int, places)}
	for place := range places {
		ranks.Categories = append(ranks.Categories, strconv.Itoa(place+1))
	}
	t := &tally.Table{Cells: make([]int, len(options.Totals)*places)}
	for _, k := range p.axes[0].keys {
		found, err := s.scan(ctx, p.base, k, k)
		if err != nil {
			return nil, err
		}
		for _, c := range found.cells {
			if k.first == 0 {
				t.Base += c.n
			}
			for option, v := k.first, c.a; v != 0; option, v = option+1, v>>placeBits {
				place := int(v & lastPlace)
				if place == 0 {
					continue
				}
				options.Totals[option] += c.n
				if place <= places {
					t.Cells[option*places+place-1] += c.n
					ranks.Totals[place-1] += c.n
				}
			}
		}
	}
	t.Axes = []tally.Axis{options, ranks}
	return t, nil
}
