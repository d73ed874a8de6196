package workbook_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/tally"
	"muster/internal/workbook"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds the cells of all small sheets, as people see them, against a file.
func TestGolden(t *testing.T) {
	for _, name := range []string{"charlotte", "powershell"} {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			c := config(s, people(s, 40))
			c.Contacts = map[string]response.Contact{}
			f := open(t, write(t, c))
			var shown strings.Builder
			for _, sheet := range f.GetSheetList() {
				fmt.Fprintf(&shown, "=== %s\n", sheet)
				rows, err := f.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for i, row := range rows {
					if i == 6 && (sheet == "Answers" || sheet == "Long") {
						break
					}
					line := strings.TrimRight(strings.Join(row, " | "), " |")
					fmt.Fprintln(&shown, strings.ReplaceAll(line, "\n", "⏎"))
				}
			}
			compareGolden(t, filepath.Join("testdata", name+".golden"), strings.ReplaceAll(shown.String(), s.Version(), "VERSION"))
		})
	}
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (run with -update if that is meant):\n%s", path, diff)
	}
}

// TestFullSheets goes on in a further sheet where one is full, and loses no row.
func TestFullSheets(t *testing.T) {
	s := load(t, "powershell")
	answers := people(s, 25)
	c := config(s, answers)
	whole := open(t, write(t, c))
	c.SheetRows = 10
	file := write(t, c)
	f := open(t, file)
	for _, sheet := range []string{"Answers", "Long"} {
		want := cells(t, whole, sheet)
		got := [][]string{want[0]}
		for n := 1; ; n++ {
			name := sheet
			if n > 1 {
				name = fmt.Sprintf("%s %d", sheet, n)
			}
			if index, _ := f.GetSheetIndex(name); index < 0 {
				break
			}
			rows := cells(t, f, name)
			if diff := cmp.Diff(want[0], rows[0]); diff != "" {
				t.Errorf("headings of %s: %s", name, diff)
			}
			if len(rows) > 11 {
				t.Errorf("%s has %d rows", name, len(rows)-1)
			}
			tables, err := f.GetTables(name)
			if err != nil || len(tables) != 1 || !strings.HasSuffix(tables[0].Range, fmt.Sprint(len(rows))) {
				t.Errorf("%s has %d rows and the tables %+v, %v", name, len(rows), tables, err)
			}
			got = append(got, rows[1:]...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s over several sheets: %s", sheet, diff)
		}
	}
	checkTables(t, file)
}

// TestArrivals leaves out answers that come in after the counting, so that the sheets agree.
func TestArrivals(t *testing.T) {
	s := load(t, "powershell")
	counted, later := people(s, 20), people(s, 25)
	c := config(s, counted)
	c.Responses = filtered(tally.Filter{}, later)
	f := open(t, write(t, c))
	if rows := cells(t, f, "Answers"); len(rows)-1 != 20 {
		t.Errorf("%d rows, but 20 people are counted", len(rows)-1)
	}

	// An answer between the summary and the tables: counting starts again.
	c = config(s, later)
	first := true
	summary := c.Summary
	c.Summary = func(ctx context.Context, f tally.Filter) (tally.Summary, error) {
		if first {
			first = false
			return counter{s, counted}.summary(ctx, f)
		}
		return summary(ctx, f)
	}
	f = open(t, write(t, c))
	if got, _ := f.GetCellValue("Summary", "A6"); got != "25" {
		t.Errorf("%s people are counted, want 25", got)
	}
}

// TestErrors passes every error on, and touches the destination only once all is counted.
func TestErrors(t *testing.T) {
	s := load(t, "powershell")
	broken := errors.New("broken")
	for _, test := range []struct {
		name    string
		spoil   func(*workbook.Config)
		want    error
		written bool
	}{
		{"summary", func(c *workbook.Config) {
			c.Summary = func(context.Context, tally.Filter) (tally.Summary, error) { return tally.Summary{}, broken }
		}, broken, false},
		{"tally", func(c *workbook.Config) {
			c.Tally = func(context.Context, []tally.Query) ([]tally.Table, error) { return nil, broken }
		}, broken, false},
		{"responses", func(c *workbook.Config) {
			c.Responses = func(yield func(*response.Response, error) bool) { yield(nil, broken) }
		}, broken, true},
		{"more picks than were counted", func(c *workbook.Config) {
			c.SheetRows = 10
			c.Tally = counter{s, nil}.tally
		}, workbook.ErrGrew, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := config(s, people(s, 30))
			test.spoil(&c)
			var file bytes.Buffer
			err := workbook.Write(context.Background(), &file, c)
			if !errors.Is(err, test.want) {
				t.Errorf("error is %v, want %v", err, test.want)
			}
			if !test.written && file.Len() > 0 {
				t.Error("something was written before all was counted")
			}
		})
	}
}

func TestFewerTablesThanQueries(t *testing.T) {
	c := config(load(t, "powershell"), nil)
	c.Tally = func(context.Context, []tally.Query) ([]tally.Table, error) { return nil, nil }
	if err := workbook.Write(t.Context(), &bytes.Buffer{}, c); err == nil {
		t.Error("no error")
	}
}

func TestDestinationFails(t *testing.T) {
	full := errors.New("disk full")
	s := load(t, "powershell")
	if err := workbook.Write(t.Context(), failing{full}, config(s, people(s, 5))); !errors.Is(err, full) {
		t.Errorf("error is %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := load(t, "powershell")
	c := config(s, people(s, 3000))
	c.Progress = func(int) { cancel() }
	if err := workbook.Write(ctx, &bytes.Buffer{}, c); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestSheets looks at what makes a sheet pleasant to work in: a table, frozen headings, widths.
func TestSheets(t *testing.T) {
	s := load(t, "charlotte")
	f := open(t, write(t, config(s, people(s, 30))))
	for _, sheet := range []string{"Topics", "Roles", "Topic x role", "Questions", "Answers", "Long", "Codebook"} {
		if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit == 0 {
			t.Errorf("headings of %s are not frozen: %+v, %v", sheet, panes, err)
		}
		if tables, err := f.GetTables(sheet); err != nil || len(tables) == 0 {
			t.Errorf("%s has no table, %v", sheet, err)
		}
		if layout, err := f.GetPageLayout(sheet); err != nil || *layout.Orientation != "landscape" {
			t.Errorf("%s is printed %+v, %v", sheet, layout, err)
		}
	}
	for column, want := range map[string]float64{"A": 15, "B": 17, "G": 13} {
		if got, err := f.GetColWidth("Answers", column); err != nil || got != want {
			t.Errorf("column %s of Answers is %v wide, %v, want %v", column, got, err, want)
		}
	}
	if formats, err := f.GetConditionalFormats("Topic x role"); err != nil || len(formats) != 4 {
		t.Errorf("%d coloured areas in topic x role, %v", len(formats), err)
	}
}

// TestPrinted holds what comes out of a printer: every sheet as wide as a page, headings on each, and
// of the sheets that grow with the answers their beginning.
func TestPrinted(t *testing.T) {
	s := load(t, "charlotte")
	c := config(s, people(s, 30))
	c.Contacts = map[string]response.Contact{}
	f := open(t, write(t, c))
	named := map[string]string{}
	for _, n := range f.GetDefinedName() {
		named[n.Scope+" "+n.Name] = n.RefersTo
	}
	for _, sheet := range []string{"Topics", "Questions", "Answers", "Long", "Contacts"} {
		if layout, err := f.GetPageLayout(sheet); err != nil || *layout.FitToWidth != 1 || *layout.Orientation != "landscape" {
			t.Errorf("%s is printed %+v, %v", sheet, layout, err)
		}
		if named[sheet+" _xlnm.Print_Titles"] == "" {
			t.Errorf("%s has no headings on its second page", sheet)
		}
	}
	if got, want := named["Long _xlnm.Print_Area"], "'Long'!$A$1:$G$51"; got != want {
		t.Errorf("of Long %s is printed, want %s", got, want)
	}
	if got, want := named["Answers _xlnm.Print_Area"], "'Answers'!$A$1:$K$51"; got != want {
		t.Errorf("of Answers %s is printed, want %s", got, want)
	}
	if named["Contacts _xlnm.Print_Area"] != "" {
		t.Errorf("areas are %v", named)
	}
	if words := text(t, f, "Read me"); !strings.Contains(words, "only the first 50 rows are printed") {
		t.Error("Read me does not say what is printed")
	}
}

// TestPackage looks at the file as a whole: what it says of itself, its charts, its first part.
func TestPackage(t *testing.T) {
	s := load(t, "charlotte")
	s.Synthetic = true
	file := write(t, config(s, people(s, 30)))
	f := open(t, file)
	props, err := f.GetDocProps()
	if err != nil || props.Creator != "Muster" || props.Title != string(s.Title) || props.Language != "en" {
		t.Errorf("properties are %+v, %v", props, err)
	}
	charts := 0
	for name := range unzip(t, file) {
		if strings.HasPrefix(name, "xl/charts/chart") {
			charts++
		}
	}
	if charts != 11 { // ten questions and the trend
		t.Errorf("%d charts", charts)
	}
	for _, sheet := range []string{"Read me", "Summary"} {
		if !strings.Contains(text(t, f, sheet), "made up") {
			t.Errorf("%s does not say that the answers are synthetic", sheet)
		}
	}
	if !bytes.HasPrefix(file[30:], []byte("[Content_Types].xml")) {
		t.Errorf("the package begins with %q; programs look for its list of contents there", file[30:60])
	}
}

// TestChartsNameWhatTheyShow holds that no two bars of a chart have one name, and that the days
// along the trend are words of which few enough are written to be read.
func TestChartsNameWhatTheyShow(t *testing.T) {
	s := load(t, "charlotte")
	file := write(t, config(s, people(s, 400)))
	f := open(t, file)
	names := map[string]bool{}
	rows, err := f.GetRows("Topics")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[5 : 5+len(s.Question("topics").Options)] {
		if names[row[0]] {
			t.Errorf("two lines are named %q", row[0])
		}
		names[row[0]] = true
	}
	if !names["Networking (Hybrid infrastructure)"] {
		t.Errorf("topics are %v", names)
	}
	for name, part := range unzip(t, file) {
		if !strings.HasPrefix(name, "xl/charts/chart") || !bytes.Contains(part, []byte("Responses by")) {
			continue
		}
		days := regexp.MustCompile(`<cat><strRef><f>[^!]*Summary[^!]*!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)<`).FindSubmatch(part)
		skip := regexp.MustCompile(`<tickLblSkip val="(\d+)"`).FindSubmatch(part)
		if days == nil || skip == nil {
			t.Fatalf("the trend is %s", part)
		}
		written := 0
		for row := integer(t, days[2]); row <= integer(t, days[3]); row++ {
			word, err := f.GetCellValue("Summary", fmt.Sprint(string(days[1]), row))
			if err != nil {
				t.Fatal(err)
			}
			if word != "" {
				written++
			}
		}
		if written == 0 || written > 10 || string(skip[1]) != "1" {
			t.Errorf("%d days are written along the trend, every %s", written, skip[1])
		}
		cell := string(days[1]) + string(days[2])
		if kind, err := f.GetCellType("Summary", cell); err != nil || (kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString) {
			t.Errorf("the first day is of type %v, %v", kind, err)
		}
		return
	}
	t.Error("there is no trend")
}

func integer(t *testing.T, digits []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(digits))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestProgress tells of every row of the big sheets, give or take a thousand.
func TestProgress(t *testing.T) {
	s := load(t, "powershell")
	c := config(s, people(s, 1500))
	told := 0
	c.Progress = func(rows int) {
		if rows <= told {
			t.Errorf("%d rows after %d", rows, told)
		}
		told = rows
	}
	f := open(t, write(t, c))
	rows := len(cells(t, f, "Answers")) + len(cells(t, f, "Long")) - 2
	if told > rows || told < rows-1010 {
		t.Errorf("told of %d rows of %d", told, rows)
	}
}
