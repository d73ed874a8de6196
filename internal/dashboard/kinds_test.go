package dashboard_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// answering gives people to the survey of everything who answered one question each as told.
func answering(tb testing.TB, question string, answers ...[]string) *crowd {
	tb.Helper()
	c := &crowd{survey: load(tb, everything)}
	for _, picks := range answers {
		p := person{picks: map[string][]string{}, numbers: map[string]float64{}}
		if len(picks) > 0 {
			p.picks[question] = picks
		}
		c.people = append(c.people, p)
	}
	return c
}

func only(kind, question string) string {
	return "id: x\ntitle: X\npanels: [{kind: " + kind + ", question: " + question + "}]\n"
}

func TestPreference(t *testing.T) {
	ids := options(load(t, everything).Question("formats")) // five of them
	c := answering(t, "formats",
		[]string{ids[0], ids[1], ids[2], ids[3], ids[4]},
		[]string{ids[0], ids[3]},
		[]string{ids[3], ids[2], ids[1], ids[0]},
		nil)
	p := panel(t, build(t, read(t, only("preference", "formats")), c, ""), "preference-formats")
	type told struct {
		id         string
		first, top int
		mean       string
	}
	var got []told
	for _, r := range p.Table.Rows {
		got = append(got, told{r.ID, *r.Cells[1].Count, *r.Cells[4].Count, r.Cells[7].Text + " " + r.Cells[7].Note})
	}
	want := []told{
		{ids[0], 2, 2, "2.00 of 3 people"}, {ids[3], 1, 2, "2.33 of 3 people"}, {ids[1], 0, 2, "2.50 of 2 people"},
		{ids[2], 0, 2, "2.50 of 2 people"}, {ids[4], 0, 0, "5.00 of 1 person"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(told{})); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	share := p.Table.Rows[0].Cells[2]
	if between := analysis.Wilson(2, 3); *share.Share != 2.0/3 || *p.Table.Rows[0].Cells[3].Low != between.Low {
		t.Errorf("share %v, interval %+v", *share.Share, p.Table.Rows[0].Cells[3])
	}
	if !strings.HasPrefix(p.Finding, "Put first most often: ") || p.Base.Words != "3 people answered this question; 1 of 4 left it out." {
		t.Errorf("%q of %q", p.Finding, p.Base.Words)
	}
}

// Of three options everyone is among the first three; that column would say nothing.
func TestPreferenceOfFew(t *testing.T) {
	c := answering(t, "formats", nil)
	q := c.survey.Question("formats")
	q.Options = q.Options[:3]
	c.people[0].picks["formats"] = []string{q.Options[1].ID}
	p := panel(t, build(t, read(t, only("preference", "formats")), c, ""), "preference-formats")
	if len(p.Table.Columns) != 5 || strings.Contains(string(p.Chart.Option), "legend") {
		t.Errorf("columns = %+v", p.Table.Columns)
	}
}

func TestSlots(t *testing.T) {
	c := answering(t, "times", []string{"mon_evening", "mon_lunch"}, []string{"mon_evening", "sat_morning"}, []string{"none"}, nil)
	page := build(t, read(t, only("slots", "times")), c, "")
	p := panel(t, page, "slots-times")
	got := texts(p.Table)
	if diff := cmp.Diff([]string{"Monday", "0 0%", "1 33%", "2 67%", "2 67%"}, got[0]); diff != "" {
		t.Errorf("Monday (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Saturday", "1 33%", "0 0%", "0 0%", "1 33%"}, got[5]); diff != "" {
		t.Errorf("Saturday (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(p.Finding, "Picked most: Monday evening, by 2 of 3") || !slices.Contains(p.Table.Notes, "I cannot tell yet: 1 person.") {
		t.Errorf("%q, notes %q", p.Finding, p.Table.Notes)
	}
	evening := p.Table.Columns[3]
	if evening.Label != "Evening" || strings.Count(evening.Filter, "_evening") != 6 || p.Table.Rows[0].Filter != "g.times=mon" {
		t.Errorf("filters %q and %q", evening.Filter, p.Table.Rows[0].Filter)
	}
	var option heat
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.Series[0].Data) != 18 || option.VisualMap[0].Max != 2 || len(p.Chart.Draw.Tips) != 18 {
		t.Errorf("%d cells up to %v", len(option.Series[0].Data), option.VisualMap[0].Max)
	}
}

// A time that is not offered is blank, which is not nobody.
func TestSlotsThatAreNotOffered(t *testing.T) {
	c := answering(t, "times", []string{"mon_evening"})
	q := c.survey.Question("times")
	q.Options = slices.DeleteFunc(q.Options, func(o survey.Option) bool { return o.ID == "sat_evening" })
	p := panel(t, build(t, read(t, only("slots", "times")), c, ""), "slots-times")
	if cell := p.Table.Rows[5].Cells[3]; cell.Text != "–" || cell.Count != nil || p.Chart.Draw.Filters[17] != "" {
		t.Errorf("cell = %+v", cell)
	}
}

func TestHistogramOfNumbers(t *testing.T) {
	c := answering(t, "team")
	for _, n := range []struct {
		bin   string
		value float64
	}{{"3-5", 3}, {"3-5", 5}, {"6-10", 6}, {"6-10", 10}, {"1001-2000", 1200.5}} {
		c.people = append(c.people, person{picks: map[string][]string{"team": {n.bin}}, numbers: map[string]float64{"team": n.value}})
	}
	p := panel(t, build(t, read(t, only("histogram", "team")), c, ""), "histogram-team")
	if p.Finding != "Half of the people lie between 5 and 10; the middle is 6." {
		t.Errorf("finding = %q", p.Finding)
	}
	if f := p.Figures; f[0].Value != "6" || f[1].Value != "245" || f[1].Note != "of numbers from 3 to 1,201; no interval is worked out" || math.Abs(*f[1].Number-244.9) > 1e-9 {
		t.Errorf("figures = %+v", f)
	}
	if first, last := p.Table.Rows[0].ID, p.Table.Rows[len(p.Table.Rows)-1].ID; first != "3-5" || last != "1001-2000" || len(p.Table.Rows) != 9 {
		t.Errorf("%d rows from %s to %s", len(p.Table.Rows), first, last)
	}
	if p.Chart.Draw.Shape != dashboard.Bars {
		t.Errorf("nine ranges, more than have room side by side, are drawn as %s", p.Chart.Draw.Shape)
	}
}

// marksOf gives the labels beneath the columns of a panel, and the room each is given.
func marksOf(t *testing.T, p *dashboard.Panel) (marks []string, width int) {
	t.Helper()
	var option struct {
		XAxis []struct {
			Data      []string
			AxisLabel struct{ Width int }
		}
	}
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	return option.XAxis[0].Data, option.XAxis[0].AxisLabel.Width
}

// The name of a range breaks after its dash, never within a number.
func TestRangesBreakAtTheirDash(t *testing.T) {
	c := answering(t, "amount")
	for _, bin := range c.survey.Question("amount").Bins[1:] {
		c.people = append(c.people, person{picks: map[string][]string{"amount": {bin.ID}}, numbers: map[string]float64{"amount": 600}})
	}
	p := panel(t, build(t, read(t, only("histogram", "amount")), c, ""), "histogram-amount")
	marks, width := marksOf(t, p)
	for i, bin := range c.survey.Question("amount").Bins[1:] {
		grouped := strings.NewReplacer("10000", "10,000", "20000", "20,000", "1000", "1,000", "4999", "4,999", "5000", "5,000", "9999", "9,999")
		if want := strings.ReplaceAll(grouped.Replace(string(bin.Label)), "–", "–\n"); marks[i] != want {
			t.Errorf("a column is named %q, want %q", marks[i], want)
		}
	}
	if width != 0 {
		t.Errorf("numbers are wrapped at %d pixels", width)
	}
}

func TestNumbersAsExactAsPeopleCare(t *testing.T) {
	tests := []struct {
		name, question string
		value          float64
		want           string
	}{
		{"whole", "team", 8, "8"},
		{"between whole numbers", "team", 8.25, "8.3"},
		{"large", "team", 167.79, "168"},
		{"thousands", "team", 12345.6, "12,346"},
		{"below nothing", "team", -2.25, "−2.3"},
		{"next to nothing", "team", -.01, "0"},
		{"far below nothing", "team", -4321, "−4,321"},
		{"fractions", "amount", 12.345, "12.35"},
		{"large with fractions", "amount", 167.79, "168"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := answering(t, tt.question)
			c.survey.Question(tt.question).Unit = ""
			bin := c.survey.Question(tt.question).Bins[0].ID
			c.people = []person{{picks: map[string][]string{tt.question: {bin}}, numbers: map[string]float64{tt.question: tt.value}}}
			p := panel(t, build(t, read(t, only("histogram", tt.question)), c, ""), "histogram-"+tt.question)
			if f := p.Figures[0]; f.Value != tt.want || *f.Number != tt.value {
				t.Errorf("%v is shown as %q (%v), want %q", tt.value, f.Value, *f.Number, tt.want)
			}
		})
	}
}

func TestHistogramWithoutNumbers(t *testing.T) {
	c := answering(t, "amount", nil, nil)
	source := c.source()
	source.Spread = nil
	page, err := read(t, only("histogram", "amount")).Build(t.Context(), c.survey, dashboard.Selection{}, source)
	if err != nil {
		t.Fatal(err)
	}
	if p := panel(t, page, "histogram-amount"); p.Figures != nil || p.Finding != "" || p.Chart != nil || len(p.Table.Rows) != 4 {
		t.Errorf("panel = %+v", p)
	}
	if p := panel(t, build(t, read(t, only("histogram", "amount")), c, ""), "histogram-amount"); p.Figures[0].Value != "–" {
		t.Errorf("figures = %+v", p.Figures)
	}
}

// Many ranges lie as bars: side by side their names would run into each other.
func TestHistogramOfManyRanges(t *testing.T) {
	c := answering(t, "team", []string{"1-2"}, []string{"1000001+"})
	if p := panel(t, build(t, read(t, only("histogram", "team")), c, ""), "histogram-team"); p.Chart.Draw.Shape != dashboard.Bars || len(p.Chart.Draw.Tips) != 19 {
		t.Errorf("%d ranges are drawn as %s", len(p.Chart.Draw.Tips), p.Chart.Draw.Shape)
	}
}

func TestPromoterScore(t *testing.T) {
	answers := slices.Concat(slices.Repeat([][]string{{"9"}}, 25), slices.Repeat([][]string{{"10"}}, 15),
		slices.Repeat([][]string{{"8"}}, 40), slices.Repeat([][]string{{"6"}}, 12), slices.Repeat([][]string{{"0"}}, 8))
	p := panel(t, build(t, read(t, only("scale", "recommend")), answering(t, "recommend", answers...), ""), "scale-recommend")
	nps := p.Figures[2]
	if nps.Key != "nps" || nps.Value != "+20" || *nps.Number != 20 || nps.Note != "95%: +5 to +34; 40% gave 9 or 10, less 20% who gave 6 or less" {
		t.Errorf("score = %+v", nps)
	}
	if !strings.HasPrefix(p.Finding, "Net Promoter Score +20. Mean ") {
		t.Errorf("finding = %q", p.Finding)
	}
	none := panel(t, build(t, read(t, only("scale", "recommend")), answering(t, "recommend"), ""), "scale-recommend")
	if none.Figures[2].Value != "–" || none.Figures[2].Number != nil {
		t.Errorf("score of nobody = %+v", none.Figures[2])
	}
	if agree := panel(t, build(t, read(t, only("scale", "wishes_vendors")), mixed(t, 40), ""), "scale-wishes_vendors"); len(agree.Figures) != 2 {
		t.Errorf("a scale that asks for no recommendation has %+v", agree.Figures)
	}
}

// A score below nothing has a minus sign and no hyphen, and beneath the eleven columns of the drawing
// stand all their numbers, without words that would take the room of others.
func TestPromoterScoreBelowNothing(t *testing.T) {
	answers := slices.Concat(slices.Repeat([][]string{{"9"}}, 10), slices.Repeat([][]string{{"2"}}, 30))
	p := panel(t, build(t, read(t, only("scale", "recommend")), answering(t, "recommend", answers...), ""), "scale-recommend")
	if nps := p.Figures[2]; nps.Value != "−50" || *nps.Number != -50 || !strings.HasPrefix(nps.Note, "95%: −") {
		t.Errorf("score = %+v", nps)
	}
	if want := "Net Promoter Score −50. Mean 3.75 and median 2, between 0 – Not at all likely and 10 – Extremely likely."; p.Finding != want {
		t.Errorf("finding = %q, want %q", p.Finding, want)
	}
	marks, width := marksOf(t, p)
	if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}, marks); diff != "" || width != 0 {
		t.Errorf("marks, each in %d pixels (-want +got):\n%s", width, diff)
	}
	even := slices.Concat(slices.Repeat([][]string{{"9"}}, 10), slices.Repeat([][]string{{"2"}}, 10))
	p = panel(t, build(t, read(t, only("scale", "recommend")), answering(t, "recommend", even...), ""), "scale-recommend")
	if p.Figures[2].Value != "0" {
		t.Errorf("as many for as against is a score of %q", p.Figures[2].Value)
	}
}

// Few points say beneath their columns what they mean, unless a word would not fit.
func TestMarksOfFewPoints(t *testing.T) {
	c := mixed(t, 40)
	points := c.survey.Question("wishes_vendors").Points
	for _, tt := range []struct {
		name, first string
		want        []string
		width       int
	}{
		{"words", "Not a bit", []string{"1\nNot a bit", "2", "3", "4", "5\nYes"}, 50},
		{"a long word", "Unquestionably not", []string{"1", "2", "3", "4", "5"}, 0},
		{"none", "", []string{"1", "2", "3", "4", "5\nYes"}, 50},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range points {
				points[i].Label = ""
			}
			points[0].Label, points[4].Label = survey.Text(tt.first), "Yes"
			marks, width := marksOf(t, panel(t, build(t, read(t, only("scale", "wishes_vendors")), c, ""), "scale-wishes_vendors"))
			if diff := cmp.Diff(tt.want, marks); diff != "" || width != tt.width {
				t.Errorf("marks, each in %d pixels (-want +got):\n%s", width, diff)
			}
		})
	}
}

// Levels are parts of the people of their line, drawn within its bar, and shares of the same base.
func TestLevelsStandBesideTheirQuestion(t *testing.T) {
	c := mixed(t, 200)
	p := panel(t, build(t, embedded(t, "demand"), c, ""), "ranking-topics")
	for i, r := range p.Table.Rows {
		cells := r.Cells[len(r.Cells)-2:]
		if r.ID == "none" {
			if cells[0].Count != nil {
				t.Errorf("of none of these there is nothing to say more about, yet %+v", cells[0])
			}
			continue
		}
		for at, level := range []string{"topics_very", "topics_present"} {
			want := countIf(c.people, func(p person) bool { return slices.Contains(p.picks[level], r.ID) })
			if got := *cells[at].Count; got != want || *cells[at].Share != float64(want)/float64(p.Base.People) || got > *r.Cells[2].Count {
				t.Errorf("%s %s: %d people, want %d of %d", r.ID, level, got, want, *r.Cells[2].Count)
			}
		}
		if !strings.Contains(p.Chart.Draw.Tips[i], "\nVery much: ") {
			t.Errorf("tip = %q", p.Chart.Draw.Tips[i])
		}
	}
	var option struct {
		Series []struct {
			Name   string
			BarGap string
			Data   []struct{ Value float64 }
		}
	}
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.Series) != 2 || option.Series[1].Name != "Very much" || option.Series[1].BarGap != "-100%" {
		t.Errorf("series = %+v", option.Series)
	}
	for i := range option.Series[0].Data {
		if option.Series[1].Data[i].Value > option.Series[0].Data[i].Value {
			t.Errorf("line %d: a part is larger than the whole", i)
		}
	}
	if ids := panelIDs(build(t, read(t, "id: x\ntitle: X\npanels: [{each: choice}]\n"), c, "")); slices.Contains(ids, "ranking-topics_very") {
		t.Errorf("a level stands twice: %v", ids)
	}
	speak := panel(t, build(t, embedded(t, "demand"), c, ""), "ranking-topics_present").Base
	if !strings.Contains(speak.Words, " said so of something; ") {
		t.Errorf("base of a level = %q", speak.Words)
	}
}
