package sav_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/sav"
)

var created = time.Date(2026, time.February, 3, 4, 5, 6, 0, time.UTC)

// written gives a file of these variables and rows.
func written(t testing.TB, c sav.Config, rows [][]sav.Value) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := sav.NewWriter(&out, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pspp gives a file to PSPP, runs commands over it, and returns what it said. Commands find DATA.csv in
// the folder that is returned beside.
func pspp(t *testing.T, data []byte, commands string) (said, folder string) {
	t.Helper()
	program, err := exec.LookPath("pspp")
	if err != nil {
		t.Skip("PSPP is not installed, which reads the file back; the checks of every landing have it")
	}
	folder = t.TempDir()
	for name, text := range map[string][]byte{"data.sav": data, "run.sps": []byte("GET FILE='data.sav'.\n" + commands)} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(program, "--testing-mode", "-O", "format=txt", "-O", "width=300", "run.sps")
	run.Dir = folder
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := run.CombinedOutput()
	if err != nil || strings.Contains(string(out), "error:") || strings.Contains(string(out), "warning:") {
		t.Fatalf("pspp: %v\n%s", err, out)
	}
	return string(out), folder
}

// readBack gives the cells of a file as PSPP writes them.
func readBack(t *testing.T, data []byte) [][]string {
	t.Helper()
	_, folder := pspp(t, data, "SAVE TRANSLATE /OUTFILE='data.csv' /TYPE=CSV /FIELDNAMES.\n")
	file, err := os.Open(filepath.Join(folder, "data.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func number(n float64) sav.Value { return sav.Value{Number: n} }
func text(s string) sav.Value    { return sav.Value{Text: s} }
func words(name string, width int) sav.Variable {
	return sav.Variable{Name: name, Width: width, Format: sav.Text}
}

func TestDictionaryIsReadBack(t *testing.T) {
	data := written(t, sav.Config{
		Label: "Wer käme, und wofür?", Created: created, Cases: 1,
		Variables: []sav.Variable{
			{Name: "topics_azure", Label: "Topics: Azure", Values: []sav.ValueLabel{{0, "not picked"}, {1, "picked"}}},
			{Name: "topics_überwachung", Label: "Topics: Überwachung", Values: []sav.ValueLabel{{0, "not picked"}, {1, "picked"}}},
			{Name: "experience", Label: "How long?", Measure: sav.Ordinal, Missing: []float64{-9},
				Values: []sav.ValueLabel{{1, "not at all"}, {5, strings.Repeat("long ", 40)}, {-9, "not asked"}}},
			{Name: "submitted", Label: "When", Format: sav.DateTime, Measure: sav.Scale},
			words("city", 300),
		},
		Sets:      []sav.Set{{Name: "topics", Label: "Which topics?", Variables: []string{"Topics_Azure", "topics_überwachung"}}},
		Documents: []string{"One row a person.", strings.Repeat("ü", 100)},
	}, [][]sav.Value{{number(1), number(0), number(-9), number(sav.Serial(created)), text("Zürich")}})
	said, _ := pspp(t, data, "DISPLAY DICTIONARY.\nDISPLAY DOCUMENTS.\nMRSETS /DISPLAY NAME=ALL.\nSYSFILE INFO FILE='data.sav'.\n")
	for _, want := range []string{
		"topics_azure", "Topics: Überwachung", "not picked", "Ordinal", "-9", "How long?", "not asked", "DATETIME20",
		"A300", "$topics", "Which topics?", "topics_überwachung", "One row a person.", strings.Repeat("ü", 40),
		"Wer käme, und wofür?", "03 Feb 26", "UTF-8",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("PSPP does not tell %q", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

func TestValuesAreReadBack(t *testing.T) {
	moment := time.Date(2026, time.November, 22, 15, 4, 5, 0, time.FixedZone("", -5*3600))
	variables := []sav.Variable{
		{Name: "n", Decimals: 6, Measure: sav.Scale}, {Name: "day", Format: sav.Date}, {Name: "at", Format: sav.DateTime}, words("t", 12),
	}
	data := written(t, sav.Config{Created: created, Cases: -1, Variables: variables}, [][]sav.Value{
		{number(-99), number(sav.Serial(moment)), number(sav.Serial(moment)), text("exactly 12by")},
		{number(151), {Missing: true}, {Missing: true}, {Missing: true}},
		{number(-100), number(sav.Serial(created)), number(0), text("a,\"b\"")},
		{number(152.25), number(0), number(0), text("        x")},
		{number(math.NaN()), number(0), number(0), text("")},
	})
	want := [][]string{
		{"n", "day", "at", "t"},
		{"-99", "11/22/2026", "11/22/2026 15:04:05", "exactly 12by"},
		{"151", " ", " ", ""},
		{"-100", "02/03/2026", "10/14/1582 00:00:00", `a,"b"`},
		{"152.25", "10/14/1582", "10/14/1582 00:00:00", "        x"},
		{" ", "10/14/1582", "10/14/1582 00:00:00", ""},
	}
	if diff := cmp.Diff(want, readBack(t, data)); diff != "" {
		t.Error(diff)
	}
}

// TestTextsOfEveryWidth holds the lengths at which the format changes its ways, and random ones.
func TestTextsOfEveryWidth(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	widths := []int{1, 7, 8, 9, 254, 255, 256, 257, 504, 505, 510, 511, 756, 1000, 4000, 32_767}
	for range 12 {
		widths = append(widths, 1+random.IntN(3000))
	}
	var variables []sav.Variable
	for i, width := range widths {
		variables = append(variables, words(fmt.Sprintf("t%d", i), width), sav.Variable{Name: fmt.Sprintf("n%d", i)})
	}
	rows, want := make([][]sav.Value, 8), make([][]string, 8)
	for r := range rows {
		for _, width := range widths {
			s := sentence(random, width, r)
			n := float64(random.IntN(1000) - 300)
			rows[r] = append(rows[r], text(s), number(n))
			want[r] = append(want[r], s, strconv.Itoa(int(n)))
		}
	}
	got := readBack(t, written(t, sav.Config{Created: created, Cases: len(rows), Variables: variables}, rows))
	if diff := cmp.Diff(want, got[1:]); diff != "" {
		t.Error(diff)
	}
}

// sentence fills a text of that many bytes, in every second row half of it.
func sentence(random *rand.Rand, width, row int) string {
	letters := []rune("abcdefgh ijklm,äöü漢")
	var b strings.Builder
	for b.Len() < width>>(row%2) {
		r := letters[random.IntN(len(letters))]
		if b.Len()+len(string(r)) > width {
			r = 'z'
		}
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), " ")
}

func TestMistakesAreToldBeforeTheFirstByte(t *testing.T) {
	plain := sav.Variable{Name: "a"}
	for _, test := range []struct {
		name string
		c    sav.Config
		want string
	}{
		{"nothing", sav.Config{}, "no variable"},
		{"no name", sav.Config{Variables: []sav.Variable{{}}}, "begins with a letter"},
		{"digit first", sav.Config{Variables: []sav.Variable{{Name: "1a"}}}, "begins with a letter"},
		{"ends with a point", sav.Config{Variables: []sav.Variable{{Name: "a."}}}, "does not end with a point"},
		{"long name", sav.Config{Variables: []sav.Variable{{Name: strings.Repeat("a", 65)}}}, "64 bytes"},
		{"a word of the language", sav.Config{Variables: []sav.Variable{{Name: "With"}}}, "word of the language"},
		{"twice", sav.Config{Variables: []sav.Variable{plain, {Name: "A"}}}, "two of that name"},
		{"text without width", sav.Config{Variables: []sav.Variable{{Name: "a", Format: sav.Text}}}, "have a width"},
		{"number with width", sav.Config{Variables: []sav.Variable{{Name: "a", Width: 3}}}, "have a width"},
		{"too wide", sav.Config{Variables: []sav.Variable{words("a", 40_000)}}, "32767"},
		{"labels of a text", sav.Config{Variables: []sav.Variable{{Name: "a", Width: 3, Format: sav.Text, Missing: []float64{1}}}}, "only numbers"},
		{"many missing", sav.Config{Variables: []sav.Variable{{Name: "a", Missing: []float64{1, 2, 3, 4}}}}, "at most 3"},
		{"set of one", sav.Config{Variables: []sav.Variable{plain}, Sets: []sav.Set{{Name: "s", Variables: []string{"a"}}}}, "two variables"},
		{"set of nobody", sav.Config{Variables: []sav.Variable{plain}, Sets: []sav.Set{{Name: "s", Variables: []string{"a", "b"}}}}, `no variable "b"`},
		{"set of texts", sav.Config{Variables: []sav.Variable{plain, words("b", 3)}, Sets: []sav.Set{{Name: "s", Variables: []string{"a", "b"}}}}, "is a text"},
		{"set without name", sav.Config{Variables: []sav.Variable{plain}, Sets: []sav.Set{{}}}, "begins with a letter"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			_, err := sav.NewWriter(&out, test.c)
			if err == nil || !strings.Contains(err.Error(), test.want) || out.Len() > 0 {
				t.Errorf("%v after %d bytes, want %q", err, out.Len(), test.want)
			}
		})
	}
}

func TestMistakesInCases(t *testing.T) {
	c := sav.Config{Cases: 2, Variables: []sav.Variable{words("a", 3)}}
	w, err := sav.NewWriter(io.Discard, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write([]sav.Value{text("four")}); !errors.Is(err, sav.ErrTooWide) {
		t.Errorf("a wide text: %v", err)
	}
	for name, row := range map[string][]sav.Value{"2 values": {text("a"), text("b")}, "UTF-8": {text("\xff")}} {
		if err := w.Write(row); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.Close(); err == nil || !strings.Contains(err.Error(), "2 cases were announced and 0 written") {
		t.Errorf("too few: %v", err)
	}
}

func TestManyCases(t *testing.T) {
	const n = 30_000
	rows := make([][]sav.Value, n)
	for i := range rows {
		rows[i] = []sav.Value{number(float64(i)), text(strconv.Itoa(i)), {Missing: i%3 == 0, Number: 1}}
	}
	variables := []sav.Variable{{Name: "n"}, words("t", 20), {Name: "m"}}
	got := readBack(t, written(t, sav.Config{Created: created, Cases: n, Variables: variables}, rows))
	if len(got) != n+1 {
		t.Fatalf("%d rows, want %d", len(got)-1, n)
	}
	for i, row := range got[1:] {
		third := "1"
		if i%3 == 0 {
			third = " "
		}
		if diff := cmp.Diff([]string{strconv.Itoa(i), strconv.Itoa(i), third}, row); diff != "" {
			t.Fatal(diff)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	var variables []sav.Variable
	var row []sav.Value
	for i := range 60 {
		variables = append(variables, sav.Variable{Name: fmt.Sprintf("v%d", i)})
		row = append(row, number(float64(i%2)))
	}
	w, err := sav.NewWriter(io.Discard, sav.Config{Cases: -1, Variables: append(variables, words("t", 400))})
	if err != nil {
		b.Fatal(err)
	}
	row = append(row, text("about automation, mostly"))
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Write(row); err != nil {
			b.Fatal(err)
		}
	}
}
