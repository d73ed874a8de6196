package importer_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

func named(t testing.TB, name, text string) *spreadsheet.Table {
	t.Helper()
	got, err := spreadsheet.Read(name, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func inferAll(t testing.TB, files ...importer.File) []*importer.Plan {
	t.Helper()
	plans, err := importer.InferAll(t.Context(), files, importer.InferConfig{ID: "test", Title: "Both", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		if err := plan.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return plans
}

// together are the counts of all plans.
func together(plans []*importer.Plan, id string) map[string]int {
	all := map[string]int{}
	for _, plan := range plans {
		for label, n := range told(plan, id) {
			all[label] += n
		}
	}
	return all
}

// Two years of a real form, one with time zones and the other without, against counts by a few other lines.
func TestTwoYearsOfDaskAreOneSurvey(t *testing.T) {
	var files []importer.File
	want := map[string]map[string]int{} // by folded title
	answered := map[string]int{}
	for _, file := range daskFiles {
		files = append(files, importer.File{Table: daskTable(t, file.name)})
		header, counts, people := independent(t, file.name)
		for i, title := range header[1:] {
			key := strings.ToLower(strings.Join(strings.Fields(title), ""))
			if want[key] == nil {
				want[key] = map[string]int{}
			}
			for value, n := range counts[i+1] {
				want[key][value] += n
			}
			answered[key] += people[i+1]
		}
	}
	plans := inferAll(t, files...)
	var all []*response.Response
	sources := map[string]int{}
	for _, plan := range plans {
		for r := range plan.Responses() {
			all = append(all, r)
			sources[r.Source]++
		}
	}
	if diff := cmp.Diff(map[string]int{"import:dask-users-2019": 259, "import:dask-users-2020": 239}, sources); diff != "" {
		t.Error(diff)
	}
	s := plans[0].Survey
	if len(s.Questions) != len(want) || plans[1].Survey != s {
		t.Errorf("%d questions of %d titles", len(s.Questions), len(want))
	}
	for _, q := range s.Questions {
		title := string(q.Title)
		if q.Grid != "" {
			title = string(q.Grid) + " [" + title + "]"
		}
		key := strings.ToLower(strings.Join(strings.Fields(title), ""))
		if want[key] == nil {
			t.Errorf("%s has no column", title)
			continue
		}
		compare(t, q, all, want[key], answered[key])
	}
	again := inferAll(t, files...)
	if diff := cmp.Diff(ids(plans[1]), ids(again[1])); diff != "" {
		t.Errorf("ids: %s", diff)
	}
	if diff := cmp.Diff(ids(infer(t, files[1].Table)), ids(plans[1])); diff != "" {
		t.Errorf("ids differ from those of the file alone: %s", diff)
	}
}

func TestFilesAreOneSurvey(t *testing.T) {
	rows := column
	tests := []struct {
		name, first, second string
		id                  string
		kind                survey.Kind
		want                map[string]int
	}{
		{"options are united", rows("Role", times(9, "Dev", 8, "Ops")...), rows(" role: ", times(7, "dev", 6, "Manager")...), "role", survey.One,
			map[string]int{"Dev": 16, "Ops": 8, "Manager": 6}},
		{"one option becomes many", rows("Role", times(9, "Dev", 8, "Ops")...), rows("Role", times(7, "Dev;Ops", 6, "Ops;Manager", 3, "Dev")...), "role", survey.Many,
			map[string]int{"Dev": 19, "Ops": 21, "Manager": 6}},
		{"with other separators", rows("Which", times(9, "Tea, green;Milk", 8, "Milk;Water", 7, "Water")...), rows("Which", times(9, "Water, Milk", 8, "Milk", 3, "Water", 9, "Juice, Milk", 2, "Juice")...),
			"which", survey.Many, map[string]int{"Tea, green": 9, "Milk": 43, "Water": 27, "Juice": 11}},
		{"scales", rows("Mood", times(5, "1", 5, "2", 6, "3")...), rows("Mood", times(5, "4", 5, "5", 6, "3")...), "mood", survey.Scale,
			map[string]int{"1": 5, "2": 5, "3": 12, "4": 5, "5": 5}},
		{"numbers", rows("Age", "31", "42", "53", "24", "35"), rows("Age", "61", "22", "73", "34", "45"), "age", survey.Number,
			map[string]int{"31": 1, "42": 1, "53": 1, "24": 1, "35": 1, "61": 1, "22": 1, "73": 1, "34": 1, "45": 1}},
		{"a question of one file", rows("Role", times(9, "Dev", 8, "Ops")...), rows("Team", times(9, "Red", 8, "Blue")...), "team", survey.One,
			map[string]int{"Red": 9, "Blue": 8}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, b := named(t, "2019.csv", test.first), named(t, "2020.csv", test.second)
			plans := inferAll(t, importer.File{Table: a}, importer.File{Table: b})
			q := plans[0].Survey.Question(test.id)
			if q == nil || q.Kind != test.kind {
				t.Fatalf("%s", plans[0].Survey.Source)
			}
			if diff := cmp.Diff(test.want, together(plans, test.id)); diff != "" {
				t.Errorf("%s\n%s", diff, plans[0].Survey.Source)
			}
			// Each file by itself fits the survey of both, and says the same.
			for i, file := range []*spreadsheet.Table{a, b} {
				alone, err := importer.Match(t.Context(), file, plans[0].Survey, importer.MatchConfig{Now: now, Mapping: redecided(t, plans[i])})
				if err != nil || alone.Err() != nil {
					t.Fatal(err, alone.Err())
				}
				if diff := cmp.Diff(collect(plans[i]), collect(alone)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// What was asked under two titles is one question where the mappings say so.
func TestFilesAreMergedByHand(t *testing.T) {
	a := named(t, "2019.csv", column("What is your role?", times(9, "Dev", 8, "Ops")...))
	b := named(t, "2020.csv", column("Position", times(7, "Developer", 6, "Manager")...))
	plans := inferAll(t, importer.File{Table: a, Mapping: mapping(t, "form: Year 2019\ncolumns: [{column: What is your role, questions: [role], purpose: role}]")},
		importer.File{Table: b, Mapping: mapping(t, "columns: [{column: Position, questions: [role], values: [{value: Developer, option: Dev}]}]")})
	if diff := cmp.Diff(map[string]int{"Dev": 16, "Ops": 8, "Manager": 6}, together(plans, "role")); diff != "" {
		t.Errorf("%s\n%s", diff, plans[0].Survey.Source)
	}
	if q := plans[0].Survey.ByPurpose(survey.Role); q == nil || q.Title != "What is your role?" || len(plans[0].Survey.Questions) != 1 {
		t.Errorf("%s", plans[0].Survey.Source)
	}
	if got := slices.Sorted(maps.Keys(map[string]bool{plans[0].Form: true, plans[1].Form: true})); !slices.Equal(got, []string{"2020", "Year 2019"}) {
		t.Errorf("%q", got)
	}
}

// The columns of a form that was redesigned stand beside those that they replace.
func TestOldAndNewColumnsAreOneQuestion(t *testing.T) {
	text := "Timestamp,Role,Your role,Why,Reasons\n2026-01-02 10:00:00,Dev,,because,\n2026-01-02 11:00:00,,Ops,,for fun\n2026-01-02 12:00:00,Dev,,x,y\n" +
		"2026-01-02 13:00:00,,Dev,,\n2026-01-02 14:00:00,Ops,,,\n"
	plan := inferWith(t, text, `
columns:
  - {column: Role, questions: [role], kind: one}
  - {column: Your role, questions: [role]}
  - {column: Why, questions: [why], kind: text}
  - {column: Reasons, questions: [why]}
`)
	if diff := cmp.Diff(map[string]int{"Dev": 3, "Ops": 2}, told(plan, "role")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
	if diff := cmp.Diff(map[string]int{"because": 1, "for fun": 1, "x": 1}, told(plan, "why")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
}

func TestScalesThatDoNotGoTogether(t *testing.T) {
	a := named(t, "a.csv", column("Mood", times(5, "1 - bad", 5, "2", 6, "3 - good")...))
	b := named(t, "b.csv", column("Mood", times(5, "1 - never", 5, "2", 6, "3 - always")...))
	plans, err := importer.InferAll(t.Context(), []importer.File{{Table: a}, {Table: b}}, importer.InferConfig{ID: "test", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := plans[0].Err(); err == nil || !strings.Contains(err.Error(), "“Mood” is a scale in every file, but its points do not go together") {
		t.Errorf("%v", err)
	}
}

func TestFormNames(t *testing.T) {
	for _, test := range []struct{ file, want string }{
		{"Talks(1-254).xlsx", "Talks"}, {"Talks(1-300) (1).xlsx", "Talks"}, {"Talk ideas (Responses) - Form Responses 1.csv", "Talk ideas"},
		{"Ideen (Antworten).xlsx", "Ideen"}, {"dask-users-2019.csv.gz", "dask-users-2019"}, {"results-survey12345.csv", "survey12345"},
		{"export-Talks-2024-01-02-10-11-12.csv", "Talks"}, {"Talks - all versions - English - 2024-01-02-10-11-12.xlsx", "Talks"},
		{"2024-01-02.csv", "2024-01-02"}, {".csv", "Imported form"}, {strings.Repeat("x", 200) + ".csv", strings.Repeat("x", 100)},
	} {
		if got := importer.FormName(test.file); got != test.want {
			t.Errorf("%s is %q; want %q", test.file, got, test.want)
		}
	}
}

func TestChoose(t *testing.T) {
	older := mapping(t, "form: Talks\ncolumns: [{column: Role}, {column: Topics}, {column: Why}]")
	other := mapping(t, "form: Lunch\ncolumns: [{column: Bread}, {column: Soup}]")
	tests := []struct {
		name, file, header string
		want               *importer.Mapping
	}{
		{"the next export", "Talks(1-300).xlsx", "Timestamp,Role,Topics,Why", older},
		{"under another name", "download.csv", "Timestamp,role,topics,why", older},
		{"redesigned", "Talks.csv", "Timestamp,Role,Topics,Where,When", older},
		{"another form", "Survey.csv", "Timestamp,Role,Where,When", nil},
		{"another form of that name", "Talks.csv", "Timestamp,A,B,C,D", nil},
		{"the better of two", "x.csv", "Timestamp,Bread,Soup", other},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := named(t, test.file, test.header+"\n2026-01-02 10:00:00"+strings.Repeat(",x", strings.Count(test.header, ","))+"\n")
			if got := importer.Choose(t.Context(), []*importer.Mapping{older, other}, file); got != test.want {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestSameForm(t *testing.T) {
	kept := mapping(t, "form: dask-users-2019\ncolumns: [{column: Role}]")
	for file, want := range map[string]bool{"dask-users-2019 (1).csv": true, "Dask users 2019.xlsx": true, "dask-users-2020.csv": false, "download.csv": false} {
		if got := kept.SameForm(named(t, file, "Timestamp,Role\n2026-01-02 10:00:00,x\n")); got != want {
			t.Errorf("%s: %t; want %t", file, got, want)
		}
	}
	if kept.Borrowed().Form != "" || kept.Form == "" {
		t.Error("a borrowed mapping keeps the name, or takes it from the lender")
	}
}
