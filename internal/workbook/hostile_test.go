package workbook_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"muster/internal/response"
	"muster/internal/survey"
)

// TestText shows what becomes of what people may write.
func TestText(t *testing.T) {
	long := strings.Repeat("ä", 40_000)
	for _, test := range []struct{ name, text, want string }{
		{"plain", "Plain & simple <b>", "Plain & simple <b>"},
		{"formula", `=HYPERLINK("http://x","y")`, `'=HYPERLINK("http://x","y")`},
		{"plus", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"minus", "-2+3", "'-2+3"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab", "\t=1", "'\t=1"},
		{"a number is no formula", "-2", "-2"},
		{"a rate is no formula", "+3.5%", "+3.5%"},
		{"apostrophe of one's own", "'tis", "'tis"},
		{"control characters", "a\x00b\x0Bc\x1Bd\uFFFEe\x7F", "abcde"},
		{"hidden before a formula", "\x01=1+1", "'=1+1"},
		{"broken text", "a\xFFb", "a\uFFFDb"},
		{"line ends", "a\r\nb", "a\nb"},
		{"white space kept", "  a  ", "  a  "},
		{"looks like a spelled character", "_x0041_x0042_ and _x000D_", "_x0041_x0042_ and _x000D_"},
		{"beyond the basic plane", "👋🏽 hello", "👋🏽 hello"},
		{"end of a section", "]]>", "]]>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := words(t, test.text); got != test.want {
				t.Errorf("%q is written as %q, want %q", test.text, got, test.want)
			}
		})
	}
	got := words(t, long)
	if n := len(utf16.Encode([]rune(got))); n > 32767 || n < 32700 {
		t.Errorf("a long text has %d characters", n)
	}
	if !strings.HasSuffix(got, "[cut: longer than a cell can hold]") {
		t.Error("a long text is cut without a mark")
	}
	emoji := words(t, strings.Repeat("👋", 20_000))
	if n := len(utf16.Encode([]rune(emoji))); n > 32767 || strings.ContainsRune(emoji, '\uFFFD') {
		t.Errorf("%d characters, or half an emoji", n)
	}
}

// words writes one text and reads its cell back.
func words(t *testing.T, text string) string {
	t.Helper()
	s := parse(t, pets)
	r := &response.Response{ID: "abc", Source: "form", Submitted: now, Answers: response.Answers{"words": {Text: text}}}
	rows := cells(t, open(t, write(t, config(s, []*response.Response{r}))), "Answers")
	return rows[1][slices.Index(rows[0], "words")]
}

// hostile is a survey whose every label tries something.
func hostile() *survey.Survey {
	option := func(id, label string) survey.Option { return survey.Option{ID: id, Label: survey.Text(label)} }
	return &survey.Survey{
		ID: "hostile", Title: "=1+1 & <b> '[x]*?", Zone: now.Location(), Language: "en", Source: []byte("x"),
		Questions: []*survey.Question{
			{ID: "topics", Kind: survey.Many, Purpose: survey.Topic, Title: "=cmd|' /C calc'!A0", Groups: []survey.Group{{ID: "g", Label: "@g"}}, Options: []survey.Option{
				{ID: "a", Label: "Same", Group: "g"}, {ID: "b", Label: "same", Group: "g"}, option("c", "SAME"),
				option("d", "=1+1"), option("e", strings.Repeat("long ", 100)), option("f", strings.Repeat("long ", 100)),
				option("h", "tab\tand\nline"), option("i", "\x02"), option("j", "_x0041_"), option("k", "-1"),
			}},
			{ID: "roles", Kind: survey.One, Purpose: survey.Role, Title: "Rôles & <roles>", Options: []survey.Option{
				option("a", "Topic"), option("b", "topic"), option("c", "Everyone"), option("d", `"quoted" 'single'`), {ID: "other", Label: "+other", Written: true},
			}},
			{ID: "scale", Kind: survey.Scale, Title: "Scale", Points: []survey.Point{{Value: -2, Label: "=no"}, {Value: -1}, {Value: 0}, {Value: 1, Label: "@yes"}}},
			{ID: "order", Kind: survey.Ranking, Title: "=order", Options: []survey.Option{option("a", "=1"), option("b", "=1"), {ID: "other", Label: "@", Written: true}}},
			{ID: "number", Kind: survey.Number, Title: "+number", Unit: "=unit", Bins: []survey.Bin{{ID: "0+", Label: "=0+"}}, ShowIf: &survey.Condition{Question: "topics", Any: []string{"d"}}},
			{ID: "times", Kind: survey.Slots, Title: "@times", Groups: []survey.Group{{ID: "mon", Label: "=mon"}}, Parts: []survey.Group{{ID: "am", Label: "=am"}, {ID: "pm", Label: "=am"}},
				Options: []survey.Option{{ID: "mon_am", Label: "=mon am", Group: "mon"}}},
			{ID: "yes", Kind: survey.YesNo, Title: "=yes", Options: []survey.Option{option("yes", "=yes"), option("no", "-no")}},
			{ID: "link", Kind: survey.Link, Title: "http://=link"},
			{ID: "response", Kind: survey.Short, Title: "Takes the name of a column", MaxLength: 10},
			{ID: "submitted", Kind: survey.Short, Title: "Another", MaxLength: 10},
		},
	}
}

// TestHostileLabels reads a workbook of such a survey back: nothing is a formula, every table has
// different headings that are equal to its cells, and all parts are XML.
func TestHostileLabels(t *testing.T) {
	s := hostile()
	file := write(t, config(s, people(s, 40)))
	f := open(t, file)
	for _, sheet := range f.GetSheetList() {
		for r, row := range cells(t, f, sheet) {
			for c, value := range row {
				if value != "" && strings.ContainsRune("=+@\t\r", rune(value[0])) {
					t.Errorf("%s row %d column %d begins like a formula: %q", sheet, r+1, c+1, value)
				}
			}
		}
	}
	checkTables(t, file)
}

func checkTables(t *testing.T, file []byte) {
	t.Helper()
	f := open(t, file)
	names := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		tables, err := f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			if names[strings.ToLower(table.Name)] {
				t.Errorf("two tables are named %s", table.Name)
			}
			names[strings.ToLower(table.Name)] = true
		}
	}
	for name, part := range unzip(t, file) {
		checkPart(t, name, part)
	}
}

// checkPart reads a part to its end, which fails where it is no XML.
func checkPart(t *testing.T, name string, part []byte) {
	t.Helper()
	seen := map[string]bool{}
	for decoder := xml.NewDecoder(bytes.NewReader(part)); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("part %s: %v", name, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "tableColumn" {
			continue
		}
		title := attribute(start, "name")
		if folded := strings.ToLower(title); title == "" || seen[folded] || len(title) > 255 {
			t.Errorf("part %s: heading %q is empty, too long or twice", name, title)
		} else {
			seen[folded] = true
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func unzip(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, entry := range z.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[entry.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}
