package crowd

import (
	"math"
	"math/rand/v2"
	"time"

	"muster/internal/survey"
)

// calendar knows when answers come: in waves over some weeks, more on weekdays, most in the evening of
// the survey's time zone.
type calendar struct {
	zone       *time.Location
	first      time.Time // midnight of the first day
	start, end time.Time
	days       int
	waves      []wave
	hours      [2][24]float64 // cumulative, on weekdays and at the weekend
}

func newCalendar(s *survey.Survey, weeks int, waves []wave, end time.Time) *calendar {
	end = end.In(s.Zone)
	start := end.AddDate(0, 0, -7*weeks)
	if !s.Closes.IsZero() && s.Closes.Before(end) && s.Closes.After(start) {
		end = s.Closes.In(s.Zone)
	}
	if s.Opens.After(start) && s.Opens.Before(end) {
		start = s.Opens.In(s.Zone)
	}
	if waves == nil {
		waves = []wave{
			{Name: "announcement", Day: 0, Share: 42, Fades: 4},
			{Name: "reminder", Day: 3 * weeks, Share: 20, Fades: 3},
			{Name: "meeting", Day: 5 * weeks, Share: 26, Fades: 3},
		}
	}
	c := &calendar{zone: s.Zone, start: start, end: end, waves: waves}
	c.first = time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, s.Zone)
	c.days = int(math.Ceil(end.Sub(c.first).Hours() / 24))
	c.hours = [2][24]float64{
		accumulate([24]float64{2, 1, 0.5, 0.2, 0.2, 0.5, 1.5, 4, 6, 6, 5, 6, 9, 7, 5, 5, 6, 7, 8, 11, 13, 12, 8, 4}),
		accumulate([24]float64{3, 2, 1, 0.3, 0.2, 0.3, 0.6, 1.5, 4, 6, 8, 8, 7, 6, 6, 6, 6, 6, 7, 9, 10, 9, 7, 5}),
	}
	return c
}

func accumulate(weights [24]float64) [24]float64 {
	sum := 0.0
	for i, w := range weights {
		sum += w
		weights[i] = sum
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// moment draws one time of submission in whole seconds. What falls outside the calendar is drawn
// again, and after some tries evenly.
func (c *calendar) moment(random *rand.Rand) time.Time {
	for range 16 {
		day := c.day(random)
		date := c.first.AddDate(0, 0, day)
		weekend := 0
		switch date.Weekday() {
		case time.Friday:
			if random.Float64() < 0.25 {
				continue
			}
		case time.Saturday, time.Sunday:
			weekend = 1
			if random.Float64() < 0.55 {
				continue
			}
		}
		hour := choose(c.hours[weekend][:], random.Float64())
		t := time.Date(date.Year(), date.Month(), date.Day(), hour, random.IntN(60), random.IntN(60), 0, c.zone)
		if !t.Before(c.start) && t.Before(c.end) {
			return t.UTC()
		}
	}
	span := max(int64(c.end.Sub(c.start)/time.Second), 1)
	return c.end.Add(-time.Duration(1+random.Int64N(span)) * time.Second).UTC().Truncate(time.Second)
}

func (c *calendar) day(random *rand.Rand) int {
	at := random.Float64() * 100
	for _, w := range c.waves {
		if at -= float64(w.Share); at < 0 {
			return w.Day + int(random.ExpFloat64()*float64(w.Fades)/math.Ln2)
		}
	}
	return random.IntN(max(c.days, 1))
}

// choose finds the place of x in cumulative shares.
func choose(cumulative []float64, x float64) int {
	for i, sum := range cumulative {
		if x < sum {
			return i
		}
	}
	return len(cumulative) - 1
}
