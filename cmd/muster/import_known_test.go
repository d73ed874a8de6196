package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// known imports files one after another into one directory and looks at what is said.
type known struct {
	t      *testing.T
	folder string
}

func (k known) write(name, text string) {
	k.t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		k.t.Fatal(err)
	}
}

func (k known) loads(want string, args ...string) {
	k.t.Helper()
	var said bytes.Buffer
	env := environment{stdout: &said, stderr: &said, lookup: func(string) (string, bool) { return "", false }}
	if err := run(k.t.Context(), env, append([]string{"import", "--data", filepath.Join(k.folder, "data")}, args...)); err != nil {
		k.t.Fatalf("%v\n%s", err, said.String())
	}
	if !strings.Contains(said.String(), want) {
		k.t.Errorf("%v: want %q in\n%s", args, want, said.String())
	}
}

const (
	googled = "Timestamp,What do you do?,How often?\n1/13/2025 0:00:00,Support,Weekly\n1/14/2025 9:01:00,Engineer,Monthly\n1/15/2025 9:02:30,Architect,Weekly\n"
	helped  = "Timestamp,What do you do?,How often?,Contacted\n1/13/2025 0:00:00,Support,Weekly,\n1/14/2025 9:01:00,Engineer,Monthly,yes\n1/15/2025 9:02:30,Architect,Weekly,yes\n"
	edited  = "Timestamp,What do you do?,How often?\n1/13/2025 0:00:00,Support,Weekly\n1/14/2025 9:01:00,Support,Monthly\n1/15/2025 9:02:30,Architect,Weekly\n"
)

// datedBook writes what is in googled as Google's workbooks have it, with true dates.
func datedBook(t *testing.T, name string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	at := time.Date(2025, 1, 13, 0, 0, 0, 0, time.UTC)
	for i, row := range [][]any{
		{"Timestamp", "What do you do?", "How often?"}, {at, "Support", "Weekly"},
		{at.Add(33*time.Hour + time.Minute), "Engineer", "Monthly"}, {at.Add(57*time.Hour + 2*time.Minute + 30*time.Second), "Architect", "Weekly"},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("m/d/yyyy h:mm:ss")})
	if err == nil {
		err = f.SetColStyle("Sheet1", "A", style)
	}
	if err == nil {
		err = f.SetCellStyle("Sheet1", "A2", "A4", style)
	}
	if err == nil {
		err = f.SaveAs(name)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheSamePeopleInOtherFiles imports one form as its exports differ in life.
func TestTheSamePeopleInOtherFiles(t *testing.T) {
	k := known{t, t.TempDir()}
	t.Chdir(k.folder)
	k.write("talks.csv", googled)
	k.loads("3 of 3 answers stored", "talks.csv", "--as", "talks")
	datedBook(t, "talks.xlsx")
	k.loads("0 of 3 answers stored; 3 were there already\n", "talks.xlsx", "--survey", "talks")
	k.write("skip.yaml", "columns:\n  - {column: Contacted, skip: true}\n")
	k.write("talks.csv", helped)
	k.loads("0 of 3 answers stored; 3 were there already\n", "talks.csv", "--survey", "talks", "--mapping", "skip.yaml")
	k.write("talks.csv", edited)
	k.loads("0 of 3 answers stored; 2 were there already; 1 was there already and was corrected\n", "talks.csv", "--survey", "talks")
	k.write("download.csv", edited)
	k.loads("“talks”", "download.csv", "--survey", "talks", "--mapping", "skip.yaml")
	k.loads("0 of 3 answers stored; 3 were there already\n", "download.csv", "--survey", "talks")
}

// TestAMappingWithoutAFormMovesNobody holds that answers stay those of the form that they were stored for.
func TestAMappingWithoutAFormMovesNobody(t *testing.T) {
	k := known{t, t.TempDir()}
	t.Chdir(k.folder)
	k.write("export.csv", googled)
	k.loads("3 of 3 answers stored", "export.csv", "--as", "talks", "--form", "Spring talks")
	k.write("skip.yaml", "columns:\n  - {column: Contacted, skip: true}\n")
	k.loads("are stored as answers of “Spring talks”", "export.csv", "--survey", "talks", "--mapping", "skip.yaml")
	datedBook(t, "another.xlsx")
	k.loads("0 of 3 answers stored; 3 were there already\n", "another.xlsx", "--survey", "talks", "--mapping", "skip.yaml")
	k.loads("0 of 3 answers stored; 3 were there already\n", "export.csv", "--survey", "talks", "--form", "Other talks")
	k.loads("are stored as answers of “Other talks”", "export.csv", "--survey", "talks", "--mapping", "skip.yaml")
}
