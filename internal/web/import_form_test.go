package web_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAFormKeepsItsNameOnceAnImportIsTakenBack imports two exports of one form, takes the first back and imports the
// second again: it is told what goes and what is left, and the form stays one.
func TestAFormKeepsItsNameOnceAnImportIsTakenBack(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	first, longer := hourly("Go", "Go", "Terraform", "Go"), hourly("Go", "Go", "Terraform", "Go", "Terraform", "Go")
	o.keep(o.drop(meetupPath, nil, attached{"g1.csv", first}), nil)
	o.keep(o.drop(meetupPath, nil, attached{"g2.csv", longer}), nil)
	if diff := cmp.Diff(map[string]int{"import:g1": 6}, o.sources("meetup")); diff != "" {
		t.Fatal(diff)
	}
	address := o.past(1)
	page := o.open(address)
	contains(t, text(page, "#what"), "A later import of this form found rows already there, and such rows go as well: g1, g2.csv (4 rows).")
	o.leads(http.MethodPost, address, fieldsOf(page.Find("#what form")))
	contains(t, o.imports().Eq(0).Find("th").Text(), "An earlier import of this form was taken back since")
	if got := o.imports().Eq(0).Find("td").Text(); got != "204" {
		t.Errorf("of the second import the list says %q", got)
	}

	path := o.drop(meetupPath, nil, attached{"g2.csv", longer})
	page = o.open(path)
	if got := page.Find("#form").AttrOr("value", ""); got != "g1" {
		t.Errorf("the form is called %q", got)
	}
	if diff := cmp.Diff(map[string]string{"Rows with answers": "6", "New": "4", "Stored before": "2", "Refused": "0"}, figures(page)); diff != "" {
		t.Error(diff)
	}
	o.keep(path, nil)
	if diff := cmp.Diff(map[string]int{"import:g1": 6}, o.sources("meetup")); diff != "" {
		t.Error(diff)
	}

	o.leads(http.MethodPost, o.past(1), fieldsOf(o.open(o.past(1)).Find("#what form"))) // g2.csv of the first time
	contains(t, o.imports().Eq(1).Find("th").Text(), "Taken back")
	if err := o.store.Erase(t.Context(), "meetup", must(o.store.Records(t.Context(), o.lastOf(), 1))(t)[0].ID); err != nil {
		t.Fatal(err)
	}
	contains(t, o.imports().Eq(0).Find("td").Text(), "4 3 still there")
}

// lastOf is the number before that of the last answer that is there.
func (o *office) lastOf() (before int64) {
	o.t.Helper()
	for _, r := range must(o.store.Records(o.t.Context(), 0, 100))(o.t) {
		if r.Document != nil {
			before = r.Seq - 1
		}
	}
	return before
}
