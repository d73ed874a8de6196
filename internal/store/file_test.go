package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
)

// query reads one text from a database file, past the store.
func query(t *testing.T, path, statement string) string {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text sql.NullString
	if err := db.QueryRowContext(t.Context(), statement).Scan(&text); err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatalf("%s: %v", statement, err)
	}
	return text.String
}

// execute changes a database file, past the store.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// holds tells which of the database's files have the text in them.
func holds(t *testing.T, path, text string) []string {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	var with []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			with = append(with, filepath.Base(name))
		}
	}
	return with
}

func TestReopenKeepsEverything(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 50))
	before := all(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	if diff := cmp.Diff(before, all(t, s)); diff != "" {
		t.Error(diff)
	}
	outcomes, err := s.Append(t.Context(), answers(form, 49, 51))
	if err != nil || !outcomes[0].Duplicate || outcomes[1].Duplicate {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

func TestContactsStandApart(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	batch := answers(form, 0, 4)
	const words = "Muster may write to me about this community."
	batch[0].Contact = &response.Contact{Fields: map[string]string{"email": "ada@example.org", "name": "Ada"}, Consent: true, Statement: words}
	batch[1].Contact = &response.Contact{Fields: map[string]string{"email": "bob@example.org"}}
	batch[2].Contact = &response.Contact{Consent: true, Statement: words}
	mustAppend(t, s, batch)

	got, err := s.Contacts(t.Context(), form.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]response.Contact{
		response.PublicID(batch[0].ID): *batch[0].Contact,
		response.PublicID(batch[2].ID): {Fields: map[string]string{}, Consent: true, Statement: words},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err := s.Contacts(t.Context(), "powershell"); err != nil || len(got) != 0 {
		t.Errorf("contacts of another survey: %v, %v", got, err)
	}
	for _, column := range []string{"survey", "id", "version", "source", "started", "submitted", "receipt", "document"} {
		if query(t, path, `SELECT `+column+` FROM responses WHERE instr(`+column+`, 'example.org') OR instr(`+column+`, 'Ada')`) != "" {
			t.Errorf("column %s of the answers has contact details", column)
		}
	}
	if n := query(t, path, `SELECT count(*) FROM contacts WHERE consented = `+
		`(SELECT submitted FROM responses WHERE responses.seq = contacts.seq)`); n != "2" {
		t.Errorf("%s consents have the time of their answer; want 2", n)
	}
	if n := query(t, path, `SELECT count(*) FROM statements`); n != "1" {
		t.Errorf("%s statements are kept; want 1", n)
	}
}

// What the package promises hangs on these; a driver that names one otherwise would drop it silently.
func TestTheWriterIsDurable(t *testing.T) {
	s, _ := fresh(t)
	for name, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1",
		"wal_autocheckpoint": "0", "journal_size_limit": "67108864", "fullfsync": "1",
	} {
		if got, err := s.Setting(t.Context(), name); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", name, got, err, want)
		}
	}
}

func TestErasedIsOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	const secret = "what-nobody-must-find-again"
	if err := s.Sessions().Commit("token", []byte(secret), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if len(holds(t, path, secret)) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if err := s.Sessions().Delete("token"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if files := holds(t, path, secret); len(files) > 0 {
		t.Errorf("erased text is still in %v", files)
	}
}

func TestSequenceNumbersAreNotGivenTwice(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 3))
	execute(t, path, `DELETE FROM responses WHERE seq >= 2`)
	mustAppend(t, s, answers(form, 3, 4))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	execute(t, path, `DELETE FROM responses`)
	mustAppend(t, s, answers(form, 1, 2))
	if records := all(t, s); len(records) != 1 || records[0].Seq != 5 {
		t.Errorf("got %+v", records)
	}
}

func TestOnlyTheOwnerMayReadTheFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?with #odd%20letters", "muster.db")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s, form := open(t, path), charlotte(t)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 3 {
		t.Fatalf("expected the database, its log and the log's index: %v, %v", files, err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", file.Name(), info.Mode(), err)
		}
	}
}

// An old file is one that has seen only the first steps; here: the first one.
func TestOpenBringsAnOldFileUpToDate(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	first, err := os.ReadFile("migrations/0001_answers.sql")
	if err != nil {
		t.Fatal(err)
	}
	execute(t, path, `CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL) STRICT;
		INSERT INTO migrations VALUES (1, '0001_answers', 0);`+string(first)+`
		INSERT INTO surveys VALUES ('charlotte', '`+form.Version()+`', CAST('`+strings.ReplaceAll(string(form.Source), "'", "''")+`' AS BLOB), 0, 1);
		INSERT INTO responses VALUES (7, 'charlotte', 'an old one', '`+form.Version()+`', 'form', NULL, 1000000, NULL, '{"challenge":"words"}');
		INSERT INTO counts VALUES ('charlotte', 1, 7)`)
	s := open(t, path)
	got, err := s.Response(t.Context(), "charlotte", "an old one")
	if err != nil {
		t.Fatal(err)
	}
	want := &response.Response{
		ID: "an old one", Survey: "charlotte", Version: form.Version(), Source: "form", Submitted: time.Unix(1, 0).UTC(),
		Answers: response.Answers{"challenge": {Text: "words"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	outcomes, err := s.Append(t.Context(), []*response.Response{want, answer(form, 1)})
	if err != nil || !outcomes[0].Duplicate || outcomes[1] != (response.Outcome{}) {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if _, found, err := s.Sessions().Find("nothing"); found || err != nil {
		t.Errorf("a table of a later step: %v", err)
	}
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	if n := query(t, path, `SELECT group_concat(number) FROM migrations`); len(strings.Split(n, ",")) != len(steps) {
		t.Errorf("steps %s are recorded; want %d", n, len(steps))
	}
}

func TestOpenRefuses(t *testing.T) {
	newer := filepath.Join(t.TempDir(), "newer.db")
	if err := open(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, newer, `INSERT INTO migrations VALUES (9999, '9999_later', 0)`)
	foreign := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(foreign, bytes.Repeat([]byte("Dear Ada, "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, says string }{
		{"a file of a newer version", newer, "newer version"},
		{"what is no database", foreign, "not a database"},
		{"a folder", t.TempDir(), "folder"},
		{"a folder that is not there", filepath.Join(t.TempDir(), "none", "muster.db"), "no such file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := store.Open(t.Context(), store.Config{Path: test.path})
			if err == nil {
				t.Fatal(errors.Join(errors.New("it was opened"), s.Close()))
			}
			if !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), test.path) {
				t.Errorf("%v does not say %q", err, test.says)
			}
		})
	}
}

func TestCheckAndClose(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	for range 2 {
		if err := s.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Check(ctx); err == nil {
		t.Error("a check that nobody waits for succeeded")
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Check(t.Context()); err == nil {
		t.Error("a closed store is well")
	}
	if _, err := s.Append(t.Context(), answers(form, 0, 1)); err == nil {
		t.Error("a closed store takes answers")
	}
	if files := holds(t, path+"-", ""); len(files) > 0 {
		t.Errorf("a closed store leaves %v", files)
	}
}
