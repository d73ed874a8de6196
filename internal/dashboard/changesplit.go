package dashboard

import (
	"fmt"
	"time"

	"muster/internal/tally"
)

// pause is for how many days in a row nobody must have answered for the answers to come in two waves.
const pause = 14

// dailies are how many people answered on each day, without gaps.
type dailies struct {
	days   []time.Time
	people []int // who answered the question on that day
}

func daysOf(a tally.Axis) (dailies, error) {
	if len(a.Totals) != len(a.Categories) {
		return dailies{}, fmt.Errorf("%d totals for %d days", len(a.Totals), len(a.Categories))
	}
	d := dailies{people: a.Totals}
	for _, category := range a.Categories {
		day, err := time.Parse(time.DateOnly, category)
		if err != nil {
			return d, fmt.Errorf("day %q: %w", category, err)
		}
		d.days = append(d.days, day)
	}
	return d, nil
}

// parting is where the days are parted in two.
type parting struct {
	at    int    // place of the first day of the later time
	words string // why there
}

// split parts the days: at a day that was asked for; else at the longest time of 14 days or more in which
// nobody answered, if 30 people or more answered on either side of it; else in the middle of the answers.
func (d dailies) split(since string) parting {
	if since != "" {
		at := 0
		for at < len(d.days) && d.days[at].Format(time.DateOnly) < since {
			at++
		}
		return parting{at, "Split on " + since + ", as this dashboard asks for."}
	}
	if from, at := d.gap(); at > 0 {
		return parting{at, fmt.Sprintf("Split where nobody answered for %d days, before %s.", at-from, dayWords(d.days[at]))}
	}
	at := d.middle()
	if at == 0 || at >= len(d.days) {
		return parting{at, "All answers came on one day."}
	}
	return parting{at, "Split in the middle of the answers, before " + dayWords(d.days[at]) + "."}
}

// gap gives the longest pause: the first day of it and the first after it; 0 after it when there is none.
func (d dailies) gap() (from, after int) {
	all, before := d.total(), 0
	start := 0 // of the run of days without answers
	for i, n := range d.people {
		if n == 0 {
			continue
		}
		longest := after - from
		if i-start >= pause && i-start > longest && before >= least && all-before >= least {
			from, after = start, i
		}
		before, start = before+n, i+1
	}
	return from, after
}

func (d dailies) total() int {
	sum := 0
	for _, n := range d.people {
		sum += n
	}
	return sum
}

// middle is the day before which there are as near to half of the answers as days allow.
func (d dailies) middle() int {
	all, before, best := d.total(), 0, 0
	nearest := all + 1
	for i, n := range d.people {
		if off := max(all-2*before, 2*before-all); before > 0 && off < nearest {
			best, nearest = i, off
		}
		before += n
	}
	return best
}

// party is the people of the days from one place to before another.
func (d dailies) party(name string, from, to int) party {
	p := party{name: name}
	var first, last time.Time
	for i := from; i < to; i++ {
		if d.people[i] == 0 {
			continue
		}
		if p.base == 0 {
			first = d.days[i]
		}
		p.base, last = p.base+d.people[i], d.days[i]
	}
	switch {
	case p.base == 0:
	case first.Equal(last):
		p.name += ": " + dayWords(first)
	default:
		p.name += ": " + dayWords(first) + " to " + dayWords(last)
	}
	return p
}
