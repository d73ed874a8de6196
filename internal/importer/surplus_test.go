package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/survey"
)

// twoRoles is a column with roles and topics in which four of fourteen people have two roles.
func twoRoles() string {
	return column("Role and topics", times(4, "Admin; Azure; Security", 4, "Dev; Azure", 4, "Admin; Dev; Security", 2, "Azure")...)
}

const oneRole = `
columns:
  - column: Role and topics
    questions: [role, topics]
    title: What are you?
    kind: KIND
    further: [{question: topics, title: Topics, kind: many}]
    separator: semicolon
    values:
      - {value: Azure, option: Azure, question: topics}
      - {value: Security, option: Security, question: topics}
`

func deciding(t testing.TB, text, decided string, partial bool) *importer.Plan {
	t.Helper()
	plan, err := importer.Infer(t.Context(), table(t, text), importer.InferConfig{ID: "test", Now: now, Mapping: mapping(t, decided), Partial: partial})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// A question of one option never has two answers: who makes it one is told how many gave two, before anything is
// stored, and what becomes of the second.
func TestTwoValuesOfAQuestionThatTakesOne(t *testing.T) {
	one := strings.Replace(oneRole, "KIND", "one", 1)
	plan := deciding(t, twoRoles(), one, false)
	if plan.Err() == nil || !said(plan.Problems, "of 14 people, 4 gave several values of “What are you?”, such as “Admin” and “Dev”, and it was said to take one option; let it take several") {
		t.Errorf("%v", plan.Problems)
	}
	plan = deciding(t, twoRoles(), one, true)
	if diff := cmp.Diff(map[string]int{"Admin": 8, "Dev": 4}, told(plan, "role")); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "“What are you?”: of 12 people, 4 gave several values, and the question takes one; the first counts, and left out behind it are “Dev” (4).") ||
		said(plan.Decisions, "rarer than the options") {
		t.Errorf("%q", plan.Decisions)
	}
	matched, err := importer.Match(t.Context(), table(t, twoRoles()), plan.Survey, importer.MatchConfig{Now: now, Mapping: redecided(t, plan)})
	if err != nil || matched.Err() != nil {
		t.Fatal(err, matched.Err())
	}
	if diff := cmp.Diff(map[string]int{"Admin": 8, "Dev": 4}, told(matched, "role")); diff != "" {
		t.Errorf("the same file again: %s", diff)
	}
	if why := matched.Report().Columns[1].Why; !said(matched.Decisions, "left out behind it are “Dev” (4)") || !said(why, "4 gave several values") {
		t.Errorf("%q\n%q", matched.Decisions, why)
	}
	many := deciding(t, twoRoles(), strings.Replace(oneRole, "KIND", "many", 1), false)
	if err := many.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"Admin": 8, "Dev": 8}, told(many, "role")); diff != "" {
		t.Error(diff)
	}
}

// A column that holds several options and was said to take one is asked about as well, unless a cell is said to be one
// value.
func TestOneOptionForAColumnWithSeveral(t *testing.T) {
	text := column("Tools", times(6, "K8s;Docker", 5, "K8s", 4, "Docker", 3, "Docker;Podman", 3, "Podman")...)
	plan := deciding(t, text, "columns: [{column: Tools, kind: one}]", false)
	if plan.Err() == nil || !said(plan.Problems, "of 21 people, 9 gave several options, such as “K8s” and “Docker”, and it was said to take one; let it take several options (kind: many), or say that a cell is one value") {
		t.Errorf("%v", plan.Problems)
	}
	plan = deciding(t, text, "columns: [{column: Tools, kind: one, separator: none}]", false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	if q := plan.Survey.Question("tools"); q.Kind != survey.One || told(plan, "tools")["K8s;Docker"] != 6 {
		t.Errorf("%v", told(plan, "tools"))
	}
	again, err := importer.Infer(t.Context(), table(t, text), importer.InferConfig{ID: "test", Now: now, Mapping: redecided(t, plan)})
	if err != nil || again.Err() != nil {
		t.Error(err, again.Err())
	}
}
