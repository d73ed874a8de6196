package importer_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An answer that somebody changes later is the same answer, in every tool that numbers its answers.
func TestAChangedAnswerKeepsItsID(t *testing.T) {
	for _, name := range []string{"microsoft.csv", "typeform.csv", "formbricks.csv", "limesurvey.csv", "nextcloud.csv", "kobo.csv"} {
		t.Run(name, func(t *testing.T) {
			before := match(t, toolTable(t, name), bakers(t), true)
			file := toolTable(t, name)
			town := slices.Index(file.Header, "Where do you live?")
			if town < 0 {
				town = slices.Index(file.Header, "8. Where do you live?")
			}
			changed := 7
			file.Rows[changed].Cells[town] = "Aachen"
			after := match(t, file, bakers(t), true)
			if diff := cmp.Diff(ids(before), ids(after)); diff != "" {
				t.Error(diff)
			}
			n := 0
			for _, r := range collect(after) {
				if r.Answers["town"].Text == "Aachen" {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d people moved", n)
			}
			if !said(after.Decisions, "tells the responses apart: an answer that is changed later is changed here by the next export, not doubled") {
				t.Errorf("decisions %q", after.Decisions)
			}
		})
	}
}

// Google numbers nothing: whatever differs is another answer.
func TestWithoutNumbersTheContentIsTheIdentity(t *testing.T) {
	file := toolTable(t, "google.csv")
	before := ids(match(t, file, bakers(t), false))
	file.Rows[7].Cells[len(file.Header)-1] = "Aachen"
	after := ids(match(t, file, bakers(t), false))
	if before[7] == after[7] || before[8] != after[8] {
		t.Errorf("%v, then %v", before[7:9], after[7:9])
	}
}

// Two forms both count from 1.
func TestFormsThatCountFromOneStayApart(t *testing.T) {
	one := "ID,Start time,Completion time,Email,Name,Where do you live?\n1,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,Ulm\n"
	other := "ID,Start time,Completion time,Email,Name,Where do you live?\n1,8/22/25 12:51:45,8/22/25 12:54:25,anonymous,,Ulm\n"
	if a, b := ids(match(t, table(t, one), bakers(t), false)), ids(match(t, table(t, other), bakers(t), false)); a[0] == b[0] {
		t.Error("the first answers of two forms are one")
	}
	blank := "ID,Start time,Completion time,Email,Name,Where do you live?\n,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,Ulm\n,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,Ulm\n"
	if got := ids(match(t, table(t, blank), bakers(t), false)); got[0] == got[1] {
		t.Error("rows without a number are one")
	}
}

// What the tool adds later, such as points, changes no answer.
func TestTheToolsOwnColumnsChangeNoIdentity(t *testing.T) {
	plain := "Timestamp,IP address,Where do you live?\n2026-01-02 10:00:00,203.0.113.7,Ulm\n"
	other := "Timestamp,IP address,Where do you live?\n2026-01-02 10:00:00,203.0.113.9,Ulm\n"
	a, b := match(t, table(t, plain), bakers(t), false), match(t, table(t, other), bakers(t), false)
	if diff := cmp.Diff(ids(a), ids(b)); diff == "" {
		return
	}
	t.Errorf("ids %v and %v", ids(a), ids(b))
}
