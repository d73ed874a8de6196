package importer_test

import (
	"strings"
	"testing"
	"time"

	"muster/internal/importer"
)

// submitted imports one time stamp under a header and gives the moment it was read as.
func submitted(t *testing.T, header string, zone *time.Location, stamps ...string) ([]time.Time, *importer.Plan) {
	t.Helper()
	var text strings.Builder
	text.WriteString(header + ",Drink\n")
	for _, s := range stamps {
		text.WriteString(`"` + s + `",Tea` + "\n")
	}
	plan, err := importer.Infer(t.Context(), table(t, text.String()), importer.InferConfig{ID: "test", Zone: zone, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	var out []time.Time
	for r := range plan.Responses() {
		out = append(out, r.Submitted)
	}
	return out, plan
}

func TestTimeStamps(t *testing.T) {
	charlotte, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, stamp, want string
		zone              *time.Location
	}{
		{"abbreviation", "2022/06/22 11:07:29 AM AST", "2022-06-22T15:07:29Z", nil},
		{"noon", "2022/06/22 12:07:29 PM EST", "2022-06-22T17:07:29Z", nil},
		{"midnight", "2022/06/22 12:07:29 AM UTC", "2022-06-22T00:07:29Z", nil},
		{"offset", "2026/05/20 1:43:01 PM GMT+1", "2026-05-20T12:43:01Z", nil},
		{"offset with minutes", "2026/05/20 1:43:01 PM GMT+5:30", "2026-05-20T08:13:01Z", nil},
		{"offset west", "2026/05/20 1:43:01 PM GMT-04:00", "2026-05-20T17:43:01Z", nil},
		{"bare offset", "2026-05-20T13:43:01+0200", "2026-05-20T11:43:01Z", nil},
		{"Z and fractions", "2026-05-20T13:43:01.250Z", "2026-05-20T13:43:01Z", nil},
		{"no zone", "2019-06-25 06:59:49", "2019-06-25T06:59:49Z", nil},
		{"no zone, zone given", "2019-06-25 06:59:49", "2019-06-25T10:59:49Z", charlotte},
		{"winter in the zone given", "2019-01-25 06:59:49", "2019-01-25T11:59:49Z", charlotte},
		{"sheet", "8/14/2025 23:25:41", "2025-08-14T23:25:41Z", nil},
		{"day first", "14/08/2025 23:25:41", "2025-08-14T23:25:41Z", nil},
		{"dots", "04.08.2025 23:25:41", "2025-08-04T23:25:41Z", nil},
		{"two-digit year", "8/20/25 12:51", "2025-08-20T12:51:00Z", nil},
		{"Spanish halves of the day", "2022/06/22 3:07:29 p.\u00a0m. GMT-5", "2022-06-22T20:07:29Z", nil},
		{"narrow space", "2022/06/22 3:07:29\u202fPM UTC", "2022-06-22T15:07:29Z", nil},
		{"day only", "2022-06-22", "2022-06-22T00:00:00Z", nil},
		{"leap day", "29/2/2024 10:00:00", "2024-02-29T10:00:00Z", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _ := submitted(t, "Timestamp", test.zone, test.stamp)
			if len(got) != 1 || got[0].Format(time.RFC3339) != test.want {
				t.Errorf("got %v; want %s", got, test.want)
			}
		})
	}
}

func TestOrderOfDayAndMonth(t *testing.T) {
	tests := []struct {
		name, header string
		stamps       []string
		want, says   string
	}{
		{"a day above twelve", "Timestamp", []string{"8/4/2025 10:00:00", "8/13/2025 10:00:00"}, "2025-08-04", "month first (1 of them only make sense so)"},
		{"a first number above twelve", "Timestamp", []string{"8/4/2025 10:00:00", "13/4/2025 10:00:00"}, "2025-04-08", "day first (1 of them"},
		{"order of time", "Timestamp", []string{"1/2/2025 10:00:00", "12/2/2025 10:00:00", "3/3/2025 10:00:00"}, "2025-02-01", "day first (the rows then stand in the order of time)"},
		{"nothing tells", "Timestamp", []string{"8/4/2025 23:25:41"}, "2025-08-04", "month first (a guess"},
		{"language tells", "Horodateur", []string{"8/4/2025 23:25:41"}, "2025-04-08", "day first (the file is in a language"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, plan := submitted(t, test.header, nil, test.stamps...)
			if len(got) != len(test.stamps) || got[0].Format(time.DateOnly) != test.want {
				t.Errorf("got %v; want %s", got, test.want)
			}
			if !said(plan.Decisions, test.says) {
				t.Errorf("decisions %q; want %q", plan.Decisions, test.says)
			}
		})
	}
}

func TestUnreadableTimeStampsAreRefused(t *testing.T) {
	tests := []struct {
		name, stamp, why string
	}{
		{"words", "yesterday", "“yesterday” is not a date and time that Muster can read"},
		{"blank", "", "the time stamp is missing"},
		{"no such day", "2025/02/30 10:00:00 AM UTC", "there is no day 30 of month 2 in 2025"},
		{"no such month", "2025/13/01 10:00:00 AM UTC", "there is no day 1 of month 13 in 2025"},
		{"unknown zone", "2025/02/03 10:00:00 AM XYZT", "“XYZT” is no time zone that Muster knows; write an offset such as GMT-5"},
		{"absurd offset", "2025/02/03 10:00:00 AM GMT+99", "“GMT+99” is no time zone that Muster knows; write an offset such as GMT-5"},
		{"thirteen o'clock in the morning", "2025/02/03 13:00:00 AM UTC", "“2025/02/03 13:00:00 AM UTC” is not a date and time that Muster can read"},
		{"hour 25", "2025/02/03 25:00:00", "“2025/02/03 25:00:00” is not a date and time that Muster can read"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, plan := submitted(t, "Timestamp", nil, "2026-01-02 10:00:00", test.stamp, "2026-01-02 11:00:00")
			if len(got) != 2 || plan.Len() != 2 || len(plan.Refused) != 1 {
				t.Fatalf("%d responses, refused %v", len(got), plan.Refused)
			}
			if r := plan.Refused[0]; r.Row != 3 || r.Column != "Timestamp" || r.Why != test.why {
				t.Errorf("refused %+v; want %s", r, test.why)
			}
		})
	}
}

func TestZonesAreExplained(t *testing.T) {
	_, plan := submitted(t, "Timestamp", nil, "2020/06/05 11:34:01 AM EST", "2020/06/05 11:35:01 AM EST", "2020/06/05 11:36:01 AM GMT-4", "2020-06-05 12:00:00")
	for _, want := range []string{"EST of 2 time stamps was read as UTC-05:00", "without a time zone (1) were read as local time of UTC"} {
		if !said(plan.Decisions, want) {
			t.Errorf("decisions %q; want %q", plan.Decisions, want)
		}
	}
}

func TestFilesWithoutTimeStamps(t *testing.T) {
	plan := infer(t, table(t, "Drink,Food\nTea,Cake\nTea,Bread\nTea,Cake\n"))
	for r := range plan.Responses() {
		if !r.Submitted.Equal(importedAt) {
			t.Errorf("submitted %s", r.Submitted)
		}
	}
	if !said(plan.Decisions, "no time stamps") {
		t.Errorf("decisions %q", plan.Decisions)
	}
	if got := ids(plan); len(got) != 3 || got[0] == got[2] {
		t.Errorf("ids %v; two identical rows are two people", got)
	}
	_, err := importer.Infer(t.Context(), table(t, "Timestamp,A\nnever,b\n"), importer.InferConfig{ID: "test"})
	if err == nil || !strings.Contains(err.Error(), "every row was refused") {
		t.Errorf("got %v", err)
	}
}
