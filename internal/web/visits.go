package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
	"muster/internal/survey"
)

// visits counts who comes to a form, who begins to fill it in, how far they get, and who sends it. It
// counts and knows nobody: what it holds are sums by survey, day, source and step.
type visits struct {
	begun once // the stamps of forms that were begun

	mu      sync.Mutex
	sums    map[store.Visit]*store.Visit // guarded by mu: by themselves without their counts
	sources map[string]sourcesOfDay      // guarded by mu: by survey, whose days end at different times
}

// sourcesOfDay are those from which people came to a survey on a day.
type sourcesOfDay struct {
	day   string
	known map[string]bool
}

// mostSources bounds what is counted of a survey in a day. Anybody can think of a source; what comes
// from further ones is counted together with what comes from none. A start of the service forgets which
// they were, and as many may come again: nobody but its owner can make it start.
const mostSources = 200

func newVisits() *visits {
	return &visits{sums: map[store.Visit]*store.Visit{}, sources: map[string]sourcesOfDay{}}
}

// view counts somebody to whom a step was shown.
func (v *visits) view(s *survey.Survey, source string, step int, now time.Time) {
	v.add(s, source, step, now, func(sum *store.Visit) { sum.Views++ })
}

// start counts somebody who began to fill in, once for each form that was given out.
func (v *visits) start(p submission) {
	if !v.begun.first(p.stamp, p.now) {
		return
	}
	v.add(p.survey, p.source, 0, p.now, func(sum *store.Visit) { sum.Starts++ })
}

// finish counts somebody whose answer was stored, at the last step they saw.
func (v *visits) finish(p submission) {
	v.add(p.survey, p.source, p.reached, p.now, func(sum *store.Visit) { sum.Finishes++ })
}

func (v *visits) add(s *survey.Survey, source string, step int, now time.Time, count func(*store.Visit)) {
	key := store.Visit{Survey: s.ID, Day: now.In(s.Zone).Format(time.DateOnly), Source: source, Step: step}
	v.mu.Lock()
	defer v.mu.Unlock()
	key.Source = v.known(key)
	sum := v.sums[key]
	if sum == nil {
		sum = &store.Visit{Survey: key.Survey, Day: key.Day, Source: key.Source, Step: key.Step}
		v.sums[key] = sum
	}
	count(sum)
}

// known gives the source as it is counted.
func (v *visits) known(key store.Visit) string {
	if key.Source == "" {
		return ""
	}
	of := v.sources[key.Survey]
	if of.day != key.Day {
		of = sourcesOfDay{key.Day, map[string]bool{}}
		v.sources[key.Survey] = of
	}
	if !of.known[key.Source] && len(of.known) >= mostSources {
		return ""
	}
	of.known[key.Source] = true
	return key.Source
}

// take gives the sums since the last time.
func (v *visits) take() []store.Visit {
	v.mu.Lock()
	defer v.mu.Unlock()
	all := make([]store.Visit, 0, len(v.sums))
	for _, sum := range v.sums {
		all = append(all, *sum)
	}
	clear(v.sums)
	return all
}

// giveBack takes sums that could not be stored, to be stored with the next.
func (v *visits) giveBack(sums []store.Visit) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range sums {
		key := store.Visit{Survey: s.Survey, Day: s.Day, Source: s.Source, Step: s.Step}
		if now := v.sums[key]; now != nil {
			s.Views, s.Starts, s.Finishes = s.Views+now.Views, s.Starts+now.Starts, s.Finishes+now.Finishes
		}
		v.sums[key] = &s
	}
}

// flushVisits stores the sums.
func (site *Site) flushVisits(ctx context.Context) error {
	if site.config.AddVisits == nil {
		return nil
	}
	sums := site.visits.take()
	if len(sums) == 0 {
		return nil
	}
	err := site.config.AddVisits(ctx, sums)
	if err != nil {
		site.visits.giveBack(sums)
	}
	return err
}

// noteStart counts somebody who began to fill in a form of one page, as a script says. A form in pages
// knows by itself.
func (site *Site) noteStart(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	said := submission{carried: readCarried(values), form: f, survey: f.survey, now: site.config.Now()}
	_, ours := site.key.started(said.stamp, f.survey.ID, said.id, said.now)
	if ours && f.survey.Layout != survey.Pages && isPerson(c.Request) && site.limits.notices.take(site.client(c), said.now) {
		site.visits.start(said)
	}
	c.Status(http.StatusNoContent)
	return nil
}

// machines are words by which programs that read pages call themselves.
const machines = "bot crawl spider slurp preview fetch scan monitor facebookexternalhit whatsapp telegram curl wget python"

// isPerson tells whether somebody seems to look at the page: not a program that says what it is, nor a
// browser that loads it in case somebody will.
func isPerson(r *http.Request) bool {
	purpose := r.Header.Get("Sec-Purpose") + r.Header.Get("Purpose")
	if r.Method != http.MethodGet && r.Method != http.MethodPost || strings.Contains(purpose, "prefetch") {
		return false
	}
	agent := strings.ToLower(r.UserAgent())
	for word := range strings.FieldsSeq(machines) {
		if strings.Contains(agent, word) {
			return false
		}
	}
	return true
}
