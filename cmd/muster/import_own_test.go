package main

import (
	"bytes"
	"encoding/csv"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestOwnExportDoublesNobody answers the form, exports, erases one of the answers and imports the export into the
// same survey: as it is, as a workbook, edited, and in the browser.
func TestOwnExportDoublesNobody(t *testing.T) {
	folder := t.TempDir()
	dir, file := filepath.Join(folder, "data"), filepath.Join(folder, "answers.csv")
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	person := respondent{t, p, newClient()}
	person.answer(url.Values{"roles": {"architect"}, "challenge": {"a challenge that stays"}, "email": {"ann@example.net"}, "name": {"Ann"}, "consent": {"yes"}})
	receipt := person.answer(url.Values{"roles": {"engineer"}, "challenge": {"words of who was erased"}})
	command := func(want string, args ...string) {
		t.Helper()
		var said bytes.Buffer
		env := environment{stdout: &said, stderr: &said, lookup: func(string) (string, bool) { return "", false }}
		if err := run(t.Context(), env, append(args, "--data", dir)); err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		if !strings.Contains(said.String(), want) {
			t.Errorf("%v: want %q in\n%s", args, want, said.String())
		}
	}
	f := logIn(t, p, dir)
	f.counted(2)
	command("2 answers", "export", "charlotte", "--out", file)
	command("0 of 2 answers stored; 2 were there already\n", "import", file, "--survey", "charlotte")
	person.post(receipt+"/erase", nil, http.StatusSeeOther)
	f.counted(1)
	command("0 of 2 answers stored; 1 was there already; 1 had been erased before and will not come back", "import", file, "--survey", "charlotte")
	book := asWorkbook(t, file)
	command("0 of 2 answers stored; 1 was there already; 1 had been erased before", "import", book, "--survey", "charlotte")

	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.NewReplacer("a challenge that stays", "edited", "words of who was erased", "edited").Replace(string(data))
	renamed := filepath.Join(folder, "renamed.csv")
	if err := os.WriteFile(renamed, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	command("0 of 2 answers stored; 1 is corrected by its respondent here and stays as it is; 1 had been erased before", "import", renamed, "--survey", "charlotte")

	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "answers.csv")
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	at := ""
	f.post("/surveys/charlotte/import", form.FormDataContentType(), &body, func(to string) { at = to })
	page := respondent{t, p, f.client}.read(at)
	for _, figure := range []string{`New</dt>\s*<dd[^>]*>\s*0`, `Stored before</dt>\s*<dd[^>]*>\s*1`, `Erased</dt>\s*<dd[^>]*>\s*1`} {
		if !regexp.MustCompile(figure).MatchString(page) {
			t.Errorf("no %s in %s", figure, page)
		}
	}
	f.post(at+"/store", "application/x-www-form-urlencoded", strings.NewReader(""), func(string) {})
	f.counted(1)
}

// asWorkbook saves a CSV file as a spreadsheet program does.
func asWorkbook(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	name = strings.TrimSuffix(name, ".csv") + ".xlsx"
	if err := book.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}
