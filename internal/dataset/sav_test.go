package dataset_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
)

// pspp gives a file to PSPP and runs commands over it in a folder of its own.
func pspp(t *testing.T, file []byte, commands string) (said, folder string) {
	t.Helper()
	program, err := exec.LookPath("pspp")
	if err != nil {
		t.Skip("PSPP is not installed, which reads the file back; the checks of every landing have it")
	}
	folder = t.TempDir()
	for name, text := range map[string][]byte{"data.sav": file, "run.sps": []byte("GET FILE='data.sav'.\n" + commands)} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(program, "--testing-mode", "-O", "format=txt", "-O", "width=400", "run.sps")
	run.Dir = folder
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := run.CombinedOutput()
	if err != nil || strings.Contains(string(out), "error:") || strings.Contains(string(out), "warning:") {
		t.Fatalf("pspp: %v\n%s", err, out)
	}
	return string(out), folder
}

// TestSystemFile holds every value that PSPP reads back against what was answered.
func TestSystemFile(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			responses := people(s, 150)
			if name == "hostile" {
				responses[7].Answers["why"] = response.Answer{Text: strings.Repeat("ü long ", 6000)}
				responses[7].NotShown = nil
			}
			_, folder := pspp(t, write(t, dataset.SPSS, config(t, s, responses)),
				"SAVE TRANSLATE /OUTFILE='data.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES.\n")
			file, err := os.Open(filepath.Join(folder, "data.csv"))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			rows, err := csv.NewReader(file).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range dataset.Variables(s) {
				if rows[0][i] != v.Name {
					t.Errorf("variable %d is called %q, not %q", i, rows[0][i], v.Name)
				}
			}
			got := rows[1:]
			for _, row := range got {
				for i, v := range dataset.Variables(s) {
					row[i] = fromPSPP(s, v, row[i])
				}
			}
			want := expectedRows(s, responses, true)
			for _, row := range want {
				for i, v := range dataset.Variables(s) {
					row[i] = asPSPP(v, row[i])
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// fromPSPP brings a value as PSPP writes it into the terms of expected.
func fromPSPP(s *survey.Survey, v dataset.Variable, text string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return missing
	case v.Kind == dataset.Text:
		return text
	case v.Kind == dataset.Moment:
		return psppClock(text)
	case v.Kind == dataset.Day:
		return psppDay(text)
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "no number: " + text
	}
	if n == hiddenValue(v) {
		return notShown
	}
	switch v.Kind {
	case dataset.Number:
		return decimals(text)
	case dataset.Choice:
		return v.Values[int(n)-v.Values[0].Code].ID
	}
	return strconv.Itoa(int(n))
}

// hiddenValue is what stands for not having been asked.
func hiddenValue(v dataset.Variable) float64 {
	if v.Name == "q_by" {
		return -9999 // since -999 can be given there
	}
	return -999
}

// asPSPP says what the format can: texts, days and moments have one way of missing, and texts have an end.
func asPSPP(v dataset.Variable, value string) string {
	switch {
	case value == notShown && (v.Kind == dataset.Text || v.Kind == dataset.Day || v.Kind == dataset.Moment):
		return missing
	case len(value) > 32_767:
		const mark = " … [cut: longer than the format can hold]"
		return strings.ToValidUTF8(value[:32_767-len(mark)], "") + mark
	}
	return value
}

func psppClock(text string) string {
	day, clock, _ := strings.Cut(text, " ")
	return psppDay(day) + " " + clock
}

// psppDay reads 11/20/2026.
func psppDay(text string) string {
	parts := strings.Split(text, "/")
	if len(parts) != 3 {
		return text
	}
	return parts[2] + "-" + parts[0] + "-" + parts[1]
}

func TestDictionary(t *testing.T) {
	s := load(t, "everything")
	said, _ := pspp(t, write(t, dataset.SPSS, config(t, s, people(s, 20))),
		"DISPLAY DICTIONARY.\nDISPLAY DOCUMENTS.\nMRSETS /DISPLAY NAME=ALL.\n"+
			"FREQUENCIES setting travel topics_kubernetes /STATISTICS=NONE.\n")
	for _, want := range []string{
		"Which topics would you come for?", "Kubernetes – Which topics would you come for?", "Not shown because of other answers", "-999",
		"$topics", "$topics_very", "$roles", "$times", "In person or online?", "Geneva Systems Community", "Europe/Zurich",
		"Ordinal", "DATETIME", "Picked", "Not picked",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("PSPP does not tell %q", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

// What was not shown counts as missing, so that percentages are of who was asked.
func TestNotShownIsMissing(t *testing.T) {
	s := parse(t, hostile)
	responses := people(s, 60)
	n, sum := 0, 0.0
	for _, r := range responses {
		if a, ok := r.Answers["team"]; ok {
			value, err := strconv.ParseFloat(a.Text, 64)
			if err != nil {
				t.Fatal(err)
			}
			n, sum = n+1, sum+value
		}
	}
	said, _ := pspp(t, write(t, dataset.SPSS, config(t, s, responses)), "DESCRIPTIVES team /STATISTICS=SUM.\n")
	for _, want := range []string{strconv.Itoa(n), strconv.FormatFloat(sum, 'f', -1, 64)} {
		if !strings.Contains(said, want) {
			t.Errorf("PSPP does not find %s among\n%s", want, said)
		}
	}
}
