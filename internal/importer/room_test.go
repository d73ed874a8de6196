package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"muster/internal/survey"
)

// lists is a column in which each of n options is picked by at least a dozen people, and the last by fewer.
func lists(n int, typed ...string) string {
	var cells []string
	for i := range 480 {
		a, b, c := i*7%n, i*11%n, (i*13+5)%n
		cells = append(cells, fmt.Sprintf("Topic %02d;Topic %02d;Topic %02d", a, b, c))
	}
	return column("Topics?", append(cells, typed...)...)
}

// As many options as a question can have are options; own words take the place of one only where there are any, and
// the reason is told as it is.
func TestAsManyOptionsAsAQuestionHas(t *testing.T) {
	plan := infer(t, table(t, lists(survey.MaxOptions)))
	q := plan.Survey.Question("topics")
	if _, written := q.Written(); len(q.Options) != survey.MaxOptions || written || said(plan.Decisions, "own words") {
		t.Errorf("%d options, own words: %t\n%q", len(q.Options), written, plan.Decisions)
	}
	if again := match(t, table(t, lists(survey.MaxOptions)), plan.Survey, false); again.Err() != nil {
		t.Error(again.Err())
	}

	more := infer(t, table(t, lists(survey.MaxOptions+2)))
	q = more.Survey.Question("topics")
	counts := told(more, "topics")
	least, most := 1<<30, 0
	for label, n := range counts {
		if strings.HasPrefix(label, "own: ") {
			most = max(most, n)
		} else {
			least = min(least, n)
		}
	}
	if _, written := q.Written(); len(q.Options) != survey.MaxOptions || !written || len(counts) < survey.MaxOptions {
		t.Errorf("%d options, own words: %t", len(q.Options), written)
	}
	if !said(more.Decisions, "3 values are kept as own words under “other”, because a question has at most 64 options, and they are the rarest: ") || most > least {
		t.Errorf("%d of own words, %d of an option\n%q", most, least, more.Decisions)
	}

	typed := infer(t, table(t, lists(survey.MaxOptions-1, "Topic 01;gardening", "Topic 02;baking", "Topic 03;sailing")))
	q = typed.Survey.Question("topics")
	if _, written := q.Written(); len(q.Options) != survey.MaxOptions || !written || !said(typed.Decisions, "3 values are kept as own words under “other”, because they are given by fewer than 3 people each") {
		t.Errorf("%d options\n%q", len(q.Options), typed.Decisions)
	}
}
