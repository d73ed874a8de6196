package dashboard_test

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

// planned makes the programme that an address asks for. problems are those it must name.
func planned(tb testing.TB, c *crowd, query string, problems ...string) *dashboard.Programme {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	selection, _ := dashboard.ParseSelection(c.survey, values)
	conditions, found := dashboard.ParseConditions(c.survey, values)
	var messages []string
	for _, p := range found {
		messages = append(messages, p.Message)
	}
	if diff := cmp.Diff(problems, messages); diff != "" {
		tb.Fatalf("problems of %s (-want +got):\n%s", query, diff)
	}
	programme, err := conditions.Plan(context.Background(), c.survey, selection, c.source())
	if err != nil {
		tb.Fatal(err)
	}
	return programme
}

// programmeText writes a programme as a person would read it aloud.
func programmeText(p *dashboard.Programme) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n%d of %d responses. %s %s\n", p.SurveyTitle, p.Responses, p.All, p.Base.Words, p.Base.Warning)
	for _, w := range p.Words {
		fmt.Fprintln(&b, "filter:", w.Text)
	}
	for _, line := range p.Bent {
		fmt.Fprintln(&b, "bent:", line)
	}
	fmt.Fprintf(&b, "%s%s\n", p.Headline, p.Missing)
	for i, m := range p.Meetings {
		fmt.Fprintf(&b, "%d. %s, %s: %s expected, %d–%d people; adds %d, so far %s", i+1, m.Label, m.When, m.Expected.Words, m.Expected.Low, m.Expected.High, m.Adds, m.Reach.Words)
		if m.Speakers != nil {
			fmt.Fprintf(&b, "; %d could speak", *m.Speakers)
		}
		if m.Come != nil {
			fmt.Fprintf(&b, "; guessed %s", m.Come.Words)
		}
		if m.Stable != nil {
			fmt.Fprintf(&b, "; in %.0f%% of resamples", *m.Stable*100)
		}
		for _, at := range m.OrAt {
			fmt.Fprintf(&b, "\n   or %s", at)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "reach %s, frequency %.2f\n%s\n", p.Reach.Words, p.Frequency, p.Search)
	for _, words := range p.Sure {
		fmt.Fprintln(&b, "sure:", words)
	}
	if p.Outlook != "" {
		fmt.Fprintln(&b, "others:", p.Outlook)
	}
	for _, a := range p.Alternatives {
		fmt.Fprintln(&b, "or:", a.Text)
	}
	for _, a := range p.OtherTimes {
		fmt.Fprintln(&b, "or at:", a.Text)
	}
	if p.Stability != nil {
		fmt.Fprintln(&b, p.Stability.Words)
	}
	for _, c := range p.Caveats {
		fmt.Fprintln(&b, "caveat:", c)
	}
	return b.Bytes()
}

func TestProgrammes(t *testing.T) {
	tests := []struct {
		name, query string
		crowd       *crowd
	}{
		{"same-time", "", gather(charlotte(t), 450)},
		{"own-times", "times=own&meetings=3&turnout=30", gather(charlotte(t), 450)},
		{"no-times", "times=none&meetings=5&spoken=yes&speakers=2&per_group=1", gather(charlotte(t), 160)},
		{"few-people", "q.roles=engineer&meetings=2&must=pki&never=azure", gather(charlotte(t), 60)},
		{"without-times", "meetings=3", gather(load(t, "../../sample-data/powershell.yaml"), 80)},
		{"everything", "times=own", mix(load(t, "../../sample-data/everything.yaml"), 300)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			golden(t, "plan-"+tt.name+".txt", programmeText(planned(t, tt.crowd, tt.query)))
		})
	}
}

const plannerBoard = "id: x\ntitle: X\npanels: [{kind: planner, meetings: 3, speakers: true, per_group: 2}]\n"

func TestPlannerPanel(t *testing.T) {
	page := build(t, read(t, plannerBoard), gather(charlotte(t), 200), "q.roles=engineer")
	golden(t, "planner.txt", outline(page))
	golden(t, "planner.charts.json", drawings(t, page))
	p := panel(t, page, "planner")
	if p.More == nil || p.More.Page != "plan" || p.More.Query != "meetings=3&per_group=2&spoken=yes" {
		t.Errorf("leads to %+v", p.More)
	}
}

func TestNothingToPlan(t *testing.T) {
	tests := []struct {
		name, file, query, missing string
		voices                     []voice
	}{
		{"no topics", strings.Replace(forum, "    purpose: topic\n", "", 1), "", "No question of this survey has the purpose “topic”; give it to the question that asks for it.", nil},
		{"nobody", forum, "", "There is nobody to plan for yet.", nil},
		{"nobody named a time", forum, "", "There is nobody to plan for yet.", []voice{{3, "a", "", ""}}},
		{"nothing with a speaker", forum, "spoken=yes", "No topic can be planned under these conditions.", []voice{{3, "a", "", "lunch"}}},
		{"nothing left", forum, "never=a&never=b&never=c&never=d&never=e", "No topic can be planned under these conditions.", []voice{{3, "a", "", "lunch"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := planned(t, assemble(t, tt.file, tt.voices...), tt.query)
			if p.Missing != tt.missing || len(p.Meetings) > 0 {
				t.Errorf("missing %q, meetings %+v", p.Missing, p.Meetings)
			}
		})
	}
	c := assemble(t, forum, voice{3, "a", "", "lunch"})
	source := c.source()
	source.Crowd = nil
	page, err := read(t, plannerBoard).Build(t.Context(), c.survey, dashboard.Selection{}, source)
	if err != nil || len(page.Sections) > 0 {
		t.Errorf("a source without crowds gives %+v, %v", page.Sections, err)
	}
}

// What cannot be kept is said, and the rest holds.
func TestConditionsThatBend(t *testing.T) {
	c := assemble(t, forum, voice{9, "a b c", "a", "lunch"}, voice{8, "d e", "d", "lunch"})
	tests := []struct {
		name, query string
		meetings    int
		bent        []string
	}{
		{"more than are needed", "meetings=8", 2, []string{"2 meetings are enough instead of 8: no further one at the same time would reach anybody else."}},
		{"more than one that must be", "meetings=8&must=a&must=b&must=c&times=own", 4, []string{"4 meetings are enough instead of 8: no further one would reach anybody else."}},
		{"all of few", "meetings=3&never=b&never=c&never=d&never=e", 1, []string{"Only 1 topic can be planned under these conditions, so 1 meeting is planned instead of 3."}},
		{"too few with a speaker", "spoken=yes", 2, []string{"Only 2 topics can be planned under these conditions, so 2 meetings are planned instead of 4."}},
		{"too few of a group", "per_group=1&meetings=3", 2, []string{"Only 2 topics can be planned under these conditions, so 2 meetings are planned instead of 3."}},
		{"must without a speaker", "spoken=yes&must=b&meetings=2", 2, []string{"Bees must be in, though nobody could speak about it."}},
		{"must with too few speakers", "spoken=yes&speakers=9&must=d&meetings=1", 1, []string{"Drink must be in, though fewer than 9 people could speak about it."}},
		{"more must than meetings", "meetings=2&must=a&must=b&must=d", 3, []string{"3 topics must be in, so 3 meetings are planned instead of 2."}},
		{"more must than of a group", "per_group=1&must=a&must=b&meetings=3", 3, []string{"2 topics of Craft must be in, more than the 1 of one group that were allowed."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := planned(t, c, tt.query)
			if diff := cmp.Diff(tt.bent, p.Bent); diff != "" || len(p.Meetings) != tt.meetings {
				t.Errorf("%d meetings; bent (-want +got):\n%s", len(p.Meetings), diff)
			}
		})
	}
}

func TestConditionsOfAnAddress(t *testing.T) {
	c := assemble(t, forum)
	untimed := assemble(t, strings.Replace(forum, "    purpose: time\n", "", 1))
	silent := assemble(t, strings.Replace(forum, "    purpose: speak\n", "", 1))
	usual := dashboard.Conditions{Meetings: 4, Times: dashboard.SameTime}
	with := func(change func(*dashboard.Conditions)) dashboard.Conditions {
		one := usual
		change(&one)
		return one
	}
	tests := []struct {
		name, query string
		of          *crowd
		want        dashboard.Conditions
		problems    []string
	}{
		{"nothing", "", c, usual, nil},
		{"what an untouched form sends", "meetings=4&per_group=&speakers=1&times=same&turnout=", c, usual, nil},
		{"all", "meetings=6&must=e&must=a&never=b&per_group=2&spoken=yes&speakers=3&times=own&turnout=40", c, dashboard.Conditions{
			Meetings: 6, Must: []string{"a", "e"}, Never: []string{"b"}, PerGroup: 2, Speakers: 3, Times: dashboard.OwnTimes, Turnout: 40,
		}, nil},
		{"spoken alone", "spoken=yes", c, with(func(c *dashboard.Conditions) { c.Speakers = 1 }), nil},
		{"numbers that are none", "meetings=many&turnout=101&per_group=-1", c, usual, []string{
			"“many” is not a whole number from 1 to 8, so 4 is taken.",
			"“-1” is not a whole number from 1 to 8, so it is not applied.",
			"“101” is not a whole number from 1 to 100, so it is not applied.",
		}},
		{"topics that are none", "must=none&must=zebra&never=a", c, with(func(c *dashboard.Conditions) { c.Never = []string{"a"} }), []string{
			"“none” is no topic of this survey, so it is not applied.", "“zebra” is no topic of this survey, so it is not applied.",
		}},
		{"must and must not", "must=a&never=a&must=b", c, with(func(c *dashboard.Conditions) { c.Must, c.Never = []string{"b"}, []string{} }), []string{"“Apples” must be in and must not; neither is applied."}},
		{"times of no kind", "times=full+moon", c, usual, []string{"“full moon” is not understood; times is same, own or none."}},
		{"no times asked for", "times=own", untimed, with(func(c *dashboard.Conditions) { c.Times = dashboard.NoTimes }), []string{"This survey does not ask when people could come, so times are left out."}},
		{"nobody asked to speak", "spoken=yes", silent, usual, []string{"This survey does not ask who could speak, so topics without a speaker are planned too."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			values, _ := url.ParseQuery(tt.query)
			got, problems := dashboard.ParseConditions(tt.of.survey, values)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("conditions (-want +got):\n%s", diff)
			}
			var messages []string
			for _, p := range problems {
				messages = append(messages, p.Message)
			}
			if diff := cmp.Diff(tt.problems, messages); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			again, more := dashboard.ParseConditions(tt.of.survey, got.Query(tt.of.survey))
			if diff := cmp.Diff(fmt.Sprint(got), fmt.Sprint(again)); diff != "" || len(more) > 0 {
				t.Errorf("read back (-want +got):\n%s%v", diff, more)
			}
		})
	}
}

// The page opens with what to start with.
func TestRemarkOfThePlanner(t *testing.T) {
	c := assemble(t, forum, voice{50, "a", "a", "evening"}, voice{30, "b c", "b", "evening lunch"}, voice{5, "d", "", "lunch"})
	p := planned(t, c, "meetings=2")
	if want := "Start with Apples and Bees at “Evening”: together they reach 80 of 85 people; of others like them about 94% (87–97%). Another would reach as many."; p.Headline != want {
		t.Errorf("headline %q, want %q", p.Headline, want)
	}
	if want := "Cider instead of Bees: as many people, no clear difference"; len(p.Alternatives) == 0 || p.Alternatives[0].Text != want {
		t.Errorf("alternatives %+v, want %q first", p.Alternatives, want)
	}
}

// What a panel says at the top of its page is as sure as the numbers are, and no surer; beside the table it
// says how sure.
func TestThePanelSaysHowSureItIs(t *testing.T) {
	tests := []struct {
		name, said, finding string
		sure                []string
		voices              []voice
	}{
		{
			"nothing else comes near", "Start with Apples and Bees at “Evening”: together they reach 80 of 85 people; of others like them about 94% (87–97%).", "",
			[]string{
				"Planned anew for 200 crowds drawn at random from these people, the same 2 topics came out in 100% of them, the same time in 100%.",
			},
			[]voice{{50, "a", "a", "evening"}, {30, "b", "b", "evening lunch"}, {5, "d", "", "lunch"}},
		},
		{
			"another does as well", "Start with Apples and Bees at “Evening”: together they reach 80 of 85 people; of others like them about 94% (87–97%). Another would reach as many.", "",
			[]string{
				"Planned anew for 200 crowds drawn at random from these people, the same 2 topics came out in 100% of them, the same time in 100%.",
				"Not clearly worse: Cider instead of Bees, with as many people.",
			},
			[]voice{{50, "a", "a", "evening"}, {30, "b c", "b", "evening lunch"}, {5, "d", "", "lunch"}},
		},
		{
			"a dozen", "Start with Apples and Bees at “Evening”: together they reach 11 of 12 people. Another would reach as many.", "",
			[]string{"Not clearly worse: Cider instead of Bees, with as many people."},
			[]voice{{7, "a", "a", "evening"}, {4, "b c", "b", "evening"}, {1, "d", "", "lunch"}},
		},
		{
			"a handful", "", "Start with Apples at “Evening”: it reaches all 9 people.",
			[]string{"1 meeting is enough instead of 2: no further one at the same time would reach anybody else."}, []voice{{9, "a", "a", "evening"}},
		},
		{
			"one person", "", "Start with Apples at “Lunch”: it reaches the one person who answered.",
			[]string{"1 meeting is enough instead of 2: no further one at the same time would reach anybody else."}, []voice{{1, "a", "a", "lunch"}},
		},
	}
	board := read(t, "id: x\ntitle: X\npanels: [{kind: planner, meetings: 2}]\n")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, board, assemble(t, forum, tt.voices...), "")
			p := panel(t, page, "planner")
			if got := about(page, "Start with"); got != tt.said || p.Finding != tt.said+tt.finding {
				t.Errorf("said %q\nfinding %q\nwant %q", got, p.Finding, tt.said+tt.finding)
			}
			if diff := cmp.Diff(tt.sure, p.Points); diff != "" {
				t.Errorf("how sure (-want +got):\n%s", diff)
			}
		})
	}
}
