package store_test

import (
	"maps"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
)

// exportOf is an answer as an export of its own survey has it: under its public name, to the second, without
// contact details.
func exportOf(r *response.Response, change ...func(*response.Response)) *response.Response {
	out := otherwise(r, change...)
	out.Exported, out.Submitted = response.PublicID(r.ID), r.Submitted.Truncate(time.Second)
	out.Contact, out.Receipt, out.Circumstances = nil, nil, response.Circumstances{}
	return out
}

// TestImportKnowsItsOwnExports brings answers back into the survey that they were exported from.
func TestImportKnowsItsOwnExports(t *testing.T) {
	form := charlotte(t)
	posted, other := answer(form, 1), answer(form, 2)
	old := brought(form, 3, "from an old form")
	old.Contact = &response.Contact{Fields: map[string]string{"name": "Ann"}, Consent: true, Statement: "Write to me."}
	without := exportOf(old)
	without.Answers = response.Answers{"roles": old.Answers["roles"]}
	forged := exportOf(brought(form, 4, "forged"))
	tests := []struct {
		name   string
		erased []*response.Response
		rows   []*response.Response
		want   store.Imported
		people int64
	}{
		{"nothing changed", nil, []*response.Response{exportOf(posted), exportOf(other), exportOf(old)}, store.Imported{Same: 3}, 3},
		{"an answer of the form edited", nil, []*response.Response{exportOf(posted, saying("edited"))}, store.Imported{Held: 1}, 3},
		{"an imported one edited", nil, []*response.Response{exportOf(old, saying("edited"))}, store.Imported{Changed: 1}, 3},
		{"twice in the file", nil, []*response.Response{exportOf(old, saying("edited")), exportOf(old, saying("otherwise"))}, store.Imported{Changed: 1, Same: 1}, 3},
		{"without a column", nil, []*response.Response{without}, store.Imported{Same: 1}, 3},
		{"erased by its respondent", []*response.Response{posted}, []*response.Response{exportOf(posted), exportOf(other)}, store.Imported{Erased: 1, Same: 1}, 2},
		{"erased and edited", []*response.Response{posted, old}, []*response.Response{exportOf(posted, saying("x")), exportOf(old, saying("y"))}, store.Imported{Erased: 2}, 1},
		{"a name that nobody gave", nil, []*response.Response{forged, exportOf(posted)}, store.Imported{New: 1, Same: 1}, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "muster.db")
			s := open(t, path)
			if err := s.PutSurvey(t.Context(), form); err != nil {
				t.Fatal(err)
			}
			mustAppend(t, s, []*response.Response{posted, other, old})
			for _, r := range test.erased {
				mustErase(t, s, r)
			}
			if err := s.Close(); err != nil { // what is known of the erased lasts
				t.Fatal(err)
			}
			s = open(t, path)
			told, err := s.PreviewImport(t.Context(), file(form, test.rows...))
			if diff := cmp.Diff(test.want, told); diff != "" || err != nil {
				t.Errorf("preview: %s, %v", diff, err)
			}
			mustImport(t, s, file(form, test.rows...), test.want)
			if n, err := s.Count(t.Context(), form.ID); err != nil || n != test.people {
				t.Errorf("%d people, want %d (%v)", n, test.people, err)
			}
		})
	}
}

// TestACorrectionByAnExportKeepsTheRest holds what no export says: the name in it, the time to the microsecond, where it
// came from and how to reach the person.
func TestACorrectionByAnExportKeepsTheRest(t *testing.T) {
	s, form := fresh(t)
	old := brought(form, 3, "before")
	old.Contact = &response.Contact{Fields: map[string]string{"name": "Ann"}, Consent: true, Statement: "Write to me."}
	old.Circumstances = response.Circumstances{Order: 2, Flags: []response.Flag{response.TooFast}}
	mustAppend(t, s, []*response.Response{old})
	row := exportOf(old, saying("after"))
	row.Source = "import:Another name"
	mustImport(t, s, file(form, row), store.Imported{Changed: 1})
	want := *old
	want.Answers = maps.Clone(old.Answers)
	want.Answers["challenge"] = response.Answer{Text: "after"}
	var live []response.Record
	for _, r := range liveOf(nil, all(t, s)) {
		live = append(live, r)
	}
	if len(live) != 1 || live[0].ID != old.ID || live[0].Source != old.Source || !live[0].Submitted.Equal(old.Submitted) ||
		string(live[0].Document) != string(response.AppendDocument(nil, want.Answers, want.Circumstances)) {
		t.Errorf("%+v", live)
	}
	contacts, err := s.Contacts(t.Context(), form.ID)
	if diff := cmp.Diff(map[string]response.Contact{response.PublicID(old.ID): *old.Contact}, contacts); diff != "" || err != nil {
		t.Errorf("%s, %v", diff, err)
	}
}

// TestANameOfAnotherSurveyIsNobodys brings the export of one survey into another that asks the same.
func TestANameOfAnotherSurveyIsNobodys(t *testing.T) {
	s, form := fresh(t)
	second := *form
	second.ID = "another"
	if err := s.PutSurvey(t.Context(), &second); err != nil {
		t.Fatal(err)
	}
	there, gone := answer(form, 1), answer(form, 2)
	mustAppend(t, s, []*response.Response{there, gone})
	mustErase(t, s, gone)
	rows := []*response.Response{exportOf(there), exportOf(gone)}
	for _, r := range rows {
		r.Survey = second.ID
	}
	mustImport(t, s, file(&second, rows...), store.Imported{New: 2})
	mustImport(t, s, file(&second, rows...), store.Imported{Same: 2})
}
