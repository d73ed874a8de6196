package store_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
)

// A file that was written when responses could not be changed yet, with contact details and with keys
// in their table, keeps everything and takes every change.
func TestFileFromBeforeChanges(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	const words = "You may write to me."
	hash := `x'` + strings.Repeat("ab", 32) + `'`
	var script strings.Builder
	script.WriteString(`CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL) STRICT;`)
	for i, name := range []string{"0001_answers", "0002_accounts"} {
		step, err := os.ReadFile("migrations/" + name + ".sql")
		if err != nil {
			t.Fatal(err)
		}
		script.WriteString(string(step) + `INSERT INTO migrations VALUES (` + decimal(int64(i+1)) + `, '` + name + `', 0);`)
	}
	old := answers(form, 0, 4)
	old[1].Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true, Statement: words}
	old[2].Contact = &response.Contact{Fields: map[string]string{"name": "Bob"}}
	old[3].Receipt, old[3].Source = nil, "import:dask"
	insertOld := func(seq int, r *response.Response) string {
		document, err := response.EncodeDocument(r.Answers, r.Circumstances)
		if err != nil {
			t.Fatal(err)
		}
		receipt := "NULL"
		if r.Receipt != nil {
			receipt = `x'` + hex.EncodeToString(r.Receipt) + `'`
		}
		return `INSERT INTO responses VALUES (` + decimal(int64(seq)) + `, 'charlotte', '` + r.ID + `', '` + r.Version + `', '` + r.Source +
			`', ` + decimal(r.Started.UnixMicro()) + `, ` + decimal(r.Submitted.UnixMicro()) + `, ` + receipt + `, '` + string(document) + `');`
	}
	script.WriteString(`INSERT INTO surveys VALUES ('charlotte', '` + form.Version() + `', CAST('` + strings.ReplaceAll(string(form.Source), "'", "''") + `' AS BLOB), 0, 1);`)
	for i, r := range old {
		script.WriteString(insertOld(i+1, r))
	}
	script.WriteString(`INSERT INTO statements VALUES (` + hash + `, '` + words + `');
		INSERT INTO contacts VALUES (2, '{"name":"Ada"}', 1, ` + hash + `), (3, '{"name":"Bob"}', NULL, NULL);
		INSERT INTO counts VALUES ('charlotte', 4, 4);`)
	execute(t, path, script.String())

	s := open(t, path)
	for _, want := range old {
		got, err := s.Response(t.Context(), form.ID, want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	mustRevise(t, s, corrected(form, 0, "words of today"))
	mustErase(t, s, old[1])
	mustErase(t, s, old[2])
	mustRevise(t, s, corrected(form, 3, "words of today"))
	mustAppend(t, s, answers(form, 10, 11))
	for _, gone := range []string{"Ada", "Bob", old[1].ID} {
		if files := holds(t, path, gone); len(files) > 0 {
			t.Errorf("%q is still in %v", gone, files)
		}
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 3 {
		t.Errorf("count is %d, %v", n, err)
	}
	if live := liveOf(nil, all(t, s)); len(live) != 3 {
		t.Errorf("%d responses are read", len(live))
	}
	integrity(t, path)
}

// A file that was written when imports were not remembered yet keeps what they brought; from now on imports can be
// taken back, and what was there before stays.
func TestFileFromBeforeImportsWereRemembered(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustImport(t, s, file(form, brought(form, 1, "a"), brought(form, 2, "b")), store.Imported{New: 2})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, path, `DROP TABLE imports_taken_back; DROP TABLE imports; DELETE FROM migrations WHERE number >= 12`)

	s = open(t, path)
	if past, err := s.PastImports(t.Context(), form.ID); err != nil || len(past) > 0 {
		t.Errorf("%v, %v", past, err)
	}
	mustImport(t, s, file(form, brought(form, 2, "B"), brought(form, 3, "c")), store.Imported{New: 1, Changed: 1})
	past, reach := latest(t, s, form)
	if reach != (store.Reach{Going: 1}) {
		t.Errorf("%+v", reach)
	}
	mustTakeBack(t, s, form, past.ID)
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 2 {
		t.Errorf("count is %d, %v", n, err)
	}
	integrity(t, path)
}
