package web

import (
	"slices"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// planSheets are the programme, and how sure it is. told are its conditions in words.
func planSheets(plan *dashboard.Programme, told []string) pageSheets {
	out := pageSheets{mark: "plan", facts: []workbook.Fact{{Label: "Plan", Text: strings.Join(told, " ")}}}
	if len(plan.Meetings) == 0 {
		out.leftOut = append(out.leftOut, strings.TrimSpace("There is no programme, so the plan has no sheets. "+plan.Missing))
		return out
	}
	on := shownOn{"Plan", "the plan of the first meetings"}
	out.panels = []workbook.Panel{on.programme(plan, told), on.sureness(plan)}
	return out
}

// programme is the sheet of the meetings, with whom they reach one after the other.
func (on shownOn) programme(plan *dashboard.Programme, told []string) workbook.Panel {
	sheet := on.sheet(&dashboard.Panel{
		Title: "The programme", Finding: plan.Headline, Base: plan.Base, Points: slices.Concat(plan.Bent, told), Table: plan.Table, Chart: plan.Chart,
	})
	if chart := sheet.Tables[0].Chart; chart != nil {
		chart.Title = "Reached from meeting to meeting"
		if plan.Outlook != "" {
			chart.Title = "Others to be reached from meeting to meeting, with 95% intervals"
		}
	}
	sheet.Tables[0].Notes = append(sheet.Tables[0].Notes, plan.Caveats...)
	return sheet
}

// sureness is the sheet of how far another programme would have done as well.
func (on shownOn) sureness(plan *dashboard.Programme) workbook.Panel {
	sheet := workbook.Panel{
		Title: "How sure this is", From: on.name, Page: on.words, Base: plan.Base.Words, Warning: plan.Base.Warning,
		Points: []string{plan.Search}, Tables: []workbook.PanelTable{surenessFigures(plan)},
	}
	if plan.Stability != nil {
		sheet.Tables = append(sheet.Tables, againTable(plan))
	}
	if plan.Outlook != "" {
		sheet.Points = append(sheet.Points, plan.Outlook)
	}
	if plan.Stability != nil {
		sheet.Points = append(sheet.Points, plan.Stability.Words)
	} else {
		sheet.Points = append(sheet.Points, "These are too few people to tell how many of others like them would be reached, or how far those would have led to another programme.")
	}
	for _, others := range []struct {
		caption, head, none string
		all                 []dashboard.Alternative
	}{
		{"Not clearly worse", "Change of topics", "No other set of topics comes so near that chance alone could explain the difference.", plan.Alternatives},
		{"Other times that are not clearly worse", "Time for all", "", plan.OtherTimes},
	} {
		if len(others.all) > 0 {
			sheet.Tables = append(sheet.Tables, alternativesTable(others.caption, others.head, others.all, plan.Reach.People))
		} else if others.none != "" {
			sheet.Points = append(sheet.Points, others.none)
		}
	}
	if times, some := ownTimesTable(plan); some {
		sheet.Tables = append(sheet.Tables, times)
	}
	return sheet
}

func surenessFigures(plan *dashboard.Programme) workbook.PanelTable {
	t := workbook.PanelTable{Caption: "In numbers", Columns: []workbook.PanelColumn{{Title: "Figure"}, {Title: "Value"}, {Title: "95% from"}, {Title: "95% to"}, {Title: "Of"}}}
	reach, base := plan.Reach, workbook.Count(plan.Reach.Of)
	t.Rows = [][]any{
		{"People reached", workbook.Count(reach.People), nil, nil, base},
		{"Share reached", workbook.Share{Of1: reach.Share}, nil, nil, base},
	}
	if plan.Outlook != "" {
		t.Rows = append(t.Rows, []any{"Share to expect of others like them", workbook.Share{Of1: reach.Others}, workbook.Share{Of1: reach.LowShare}, workbook.Share{Of1: reach.HighShare}, base})
	}
	t.Rows = append(t.Rows, [][]any{
		{"Meetings that somebody who is reached comes to, on average", workbook.Decimal{Value: plan.Frequency, Decimals: 2}, nil, nil, workbook.Count(len(plan.Meetings))},
	}...)
	if plan.Ceiling < reach.Of || plan.Exact {
		t.Rows = append(t.Rows, []any{"Most people that anything under these conditions could reach", workbook.Count(plan.Ceiling), nil, nil, base})
	}
	if s := plan.Stability; s != nil {
		crowds := workbook.Count(s.Resamples)
		t.Rows = append(t.Rows, []any{"Crowds drawn anew that led to the same topics", workbook.Share{Of1: s.Same}, nil, nil, crowds})
		if s.Time != nil {
			t.Rows = append(t.Rows, []any{"Crowds drawn anew that led to the same time", workbook.Share{Of1: *s.Time}, nil, nil, crowds})
		}
		t.Rows = append(t.Rows, []any{"People of a crowd drawn anew", workbook.Count(s.Drawn), nil, nil, base})
	}
	return t
}

// againTable says of each meeting what the programme's table has no room for.
func againTable(plan *dashboard.Programme) workbook.PanelTable {
	t := workbook.PanelTable{Caption: "Meeting by meeting", Columns: []workbook.PanelColumn{
		{Title: "Meeting"}, {Title: "Group"}, {Title: "Comes out again"},
	}}
	for _, m := range plan.Meetings {
		var again any
		if m.Stable != nil {
			again = workbook.Share{Of1: *m.Stable}
		}
		t.Rows = append(t.Rows, []any{m.Label, m.Group, again})
	}
	t.Notes = []string{"Comes out again: in what share of the crowds drawn anew the programme has this topic."}
	return t
}

func alternativesTable(caption, head string, all []dashboard.Alternative, reach int) workbook.PanelTable {
	t := workbook.PanelTable{Caption: caption, Columns: []workbook.PanelColumn{{Title: head}, {Title: "People reached"}, {Title: "Fewer than the programme"}}}
	for _, o := range all {
		t.Rows = append(t.Rows, []any{o.Text, workbook.Count(o.Reach), workbook.Count(reach - o.Reach)})
	}
	return t
}

// ownTimesTable lists the other times of meetings that each have their own.
func ownTimesTable(plan *dashboard.Programme) (t workbook.PanelTable, some bool) {
	t = workbook.PanelTable{Caption: "Or at", Columns: []workbook.PanelColumn{{Title: "Meeting"}, {Title: "Other time"}},
		Notes: []string{"The times at which a meeting, the others as they are, leads to no clear difference."}}
	for _, m := range plan.Meetings {
		for _, other := range m.OrAt {
			t.Rows = append(t.Rows, []any{m.Label, other})
		}
	}
	return t, len(t.Rows) > 0
}
