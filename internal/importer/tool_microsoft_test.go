package importer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// microsoft gives the export with its own columns called and its times written as in another language.
func microsoft(t *testing.T, titles []string, stamp string) *spreadsheet.Table {
	t.Helper()
	file := toolTable(t, "microsoft.csv")
	copy(file.Header, titles)
	if stamp == "" {
		return file
	}
	for _, row := range file.Rows {
		for _, i := range []int{1, 2} {
			at, err := time.Parse("1/2/06 15:04:05", row.Cells[i])
			if err != nil {
				t.Fatal(err)
			}
			row.Cells[i] = at.Format(stamp)
		}
	}
	return file
}

func TestMicrosoftFormsInEveryLanguage(t *testing.T) {
	want := collect(match(t, toolTable(t, "microsoft.csv"), bakers(t), false))
	for _, test := range []struct {
		name, language, titles, stamp string
	}{
		{"synced from the web", "en", "Id,Start time,Completion time,Email,Name,Last modified time,Language", "1/2/2006 15:04:05"},
		{"German", "de", "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Zeitpunkt der letzten Änderung,Sprache", "02.01.2006 15:04:05"},
		{"French", "fr", "ID,Heure de début,Heure de fin,Adresse de messagerie,Nom,Heure de la dernière modification,Langue", "02/01/2006 15:04:05"},
		{"Dutch", "nl", "ID,Begintijd,Tijd van voltooien,E-mail,Naam,Tijd van laatste wijziging,Taal", "2-1-2006 15:04:05"},
		{"Spanish", "es", "Id,Hora de inicio,Hora de finalización,Correo electrónico,Nombre,Hora de la última modificación,Idioma", "2/1/06 15:04:05"},
		{"Japanese", "ja", "ID,開始時刻,完了時刻,メール,名前,最終変更時刻,言語", "2006/1/2 15:04:05"},
		{"with hard spaces", "en", "ID,Start\u00a0time,Completion time\u00a0, Email,Name,Last modified time,Language", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := microsoft(t, strings.Split(test.titles, ","), test.stamp)
			plan := match(t, file, bakers(t), false)
			if err := plan.Err(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, collect(plan)); diff != "" { // their ids as well, however the times are written
				t.Error(diff)
			}
			made := infer(t, file).Survey
			if made.Language != test.language {
				t.Errorf("the survey's language is %s", made.Language)
			}
			agree(t, file)
		})
	}
}

// A real workbook holds its times as numbers.
func TestMicrosoftFormsWorkbook(t *testing.T) {
	file := toolTable(t, "microsoft.csv")
	book := excelize.NewFile()
	if err := book.SetSheetName("Sheet1", "Form1"); err != nil {
		t.Fatal(err)
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]string{file.Header}
	for _, row := range file.Rows {
		rows = append(rows, row.Cells)
	}
	for y, row := range rows {
		for x, text := range row {
			cell, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				t.Fatal(err)
			}
			value := any(text)
			if at, bad := time.Parse("1/2/06 15:04:05", text); bad == nil {
				value = at
			}
			if text == "" {
				continue
			}
			if err := book.SetCellValue("Form1", cell, value); err != nil {
				t.Fatal(err)
			}
			if _, dated := value.(time.Time); dated {
				if err := book.SetCellStyle("Form1", cell, cell, style); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	end, err := excelize.CoordinatesToCellName(len(file.Header), len(rows))
	if err != nil {
		t.Fatal(err)
	}
	if err := book.AddTable("Form1", &excelize.Table{Range: "A1:" + end, Name: "Table1"}); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	read, err := spreadsheet.Read("Bakers(1-40).xlsx", &data)
	if err != nil {
		t.Fatal(err)
	}
	want, got := collect(match(t, file, bakers(t), false)), collect(match(t, read, bakers(t), false))
	near := cmpopts.EquateApproxTime(time.Minute) // Excel shows such a cell to the minute
	if diff := cmp.Diff(want, got, near, cmpopts.IgnoreFields(response.Response{}, "Source")); diff != "" {
		t.Error(diff)
	}
	if title := infer(t, read).Survey.Title; title != "Bakers" {
		t.Errorf("titled %q", title)
	}
}

func TestAnonymousRowsHaveNoAddress(t *testing.T) {
	plan := infer(t, table(t, "ID,Start time,Completion time,Email,Name,Tea?\n"+
		"1,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,Green\n2,8/20/25 12:52:45,8/20/25 12:55:25,Anonymous,Anonymous,Green\n3,8/21/25 12:52:45,8/21/25 12:55:25,anonymous,,Black\n"))
	for r := range plan.Responses() {
		if r.Contact != nil {
			t.Errorf("contact %+v", r.Contact)
		}
	}
	if len(plan.Survey.Questions) != 1 {
		t.Errorf("%d questions\n%s", len(plan.Survey.Questions), plan.Survey.Source)
	}
	if !said(plan.Decisions, "Left out: “Email”, “Name”, the form tool's own.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

// What the tool noted of a person is left out with a word where the survey asks for nothing such.
func TestCollectedContactsNeedAPlace(t *testing.T) {
	s := parse(t, "id: tea\ntitle: Tea\nquestions:\n  - {id: tea, kind: one, title: Tea?, options: [{id: g, label: Green}, {id: b, label: Black}]}\n")
	plan := match(t, table(t, "ID,Start time,Completion time,Email,Name,Tea?\n1,8/20/25 12:51:45,8/20/25 12:54:25,a@example.org,Ann,Green\n"), s, false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	if r := collect(plan)[0]; r.Contact != nil {
		t.Errorf("contact %+v", r.Contact)
	}
	if !said(plan.Decisions, "“Email” was collected by the form tool; the survey has no place for it, and it was left out.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}

// Somebody who gave an address in words is meant by it, whatever account they were logged in with.
func TestAddressInWordsComesFirst(t *testing.T) {
	s := parse(t, "id: tea\ntitle: Tea\nquestions:\n  - {id: mail, kind: email, title: Where can we write?, purpose: contact}\n  - {id: ok, kind: consent, purpose: contact, title: Consent, statement: Yes}\n")
	plan := match(t, table(t, "ID,Start time,Completion time,Email,Name,Where can we write?\n1,8/20/25 12:51:45,8/20/25 12:54:25,work@example.org,Ann,home@example.org\n"), s, false)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	if got := collect(plan)[0].Contact.Fields["mail"]; got != "home@example.org" {
		t.Errorf("we write to %s", got)
	}
}

func TestQuestionsNamedLikeOwnColumns(t *testing.T) {
	plan := infer(t, table(t, "ID,Start time,Completion time,Email,Name,Language,Email2,Name of dog,Language2,Points\n"+
		"1,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,English,,Rex,Latin,12\n2,8/20/25 12:52:45,8/20/25 12:55:25,anonymous,,English,,Bo,Greek,13\n"+
		"3,8/21/25 12:52:45,8/21/25 12:55:25,anonymous,,English,,Ada,Greek,14\n"))
	var titles []string
	for _, q := range plan.Survey.Questions {
		titles = append(titles, string(q.Title))
	}
	if diff := cmp.Diff([]string{"Email", "Name of dog", "Language", "Points"}, titles); diff != "" {
		t.Error(diff)
	}
}

// Everybody picked one option, and the semicolon behind it tells that they might have picked more.
func TestPicksOfOneEach(t *testing.T) {
	var text strings.Builder
	text.WriteString("ID,Start time,Completion time,Email,Name,Tea?\n")
	for i, tea := range []string{"Green;", "Black, strong;", "Green;", "Green;", "Black, strong;"} {
		text.WriteString(strings.Join([]string{string(rune('1' + i)), "8/20/25 12:51:45", "8/20/25 12:54:25", "anonymous", "", `"` + tea + `"`}, ",") + "\n")
	}
	q := infer(t, table(t, text.String())).Survey.Questions[0]
	if diff := cmp.Diff([]string{"Green", "Black, strong"}, labels(q)); diff != "" || q.Kind != survey.Many {
		t.Errorf("%s: %s", q.Kind, diff)
	}
	agree(t, table(t, text.String()))
}

func TestLikertInOtherLanguages(t *testing.T) {
	for _, test := range []struct{ name, labels string }{
		{"German", "Stimme überhaupt nicht zu|Stimme nicht zu|Neutral|Stimme zu|Stimme voll und ganz zu"},
		{"German satisfaction", "Sehr unzufrieden|Unzufrieden|Weder noch|Zufrieden|Sehr zufrieden"},
		{"French", "Pas du tout d’accord|Pas d’accord|Neutre|D’accord|Tout à fait d’accord"},
		{"Spanish", "Totalmente en desacuerdo|En desacuerdo|Ni de acuerdo ni en desacuerdo|De acuerdo|Totalmente de acuerdo"},
		{"Dutch", "Helemaal mee oneens|Mee oneens|Neutraal|Mee eens|Helemaal mee eens"},
		{"Japanese", "まったくそう思わない|そう思わない|どちらともいえない|そう思う|強くそう思う"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Split(test.labels, "|")
			var text strings.Builder
			text.WriteString("ID,Start time,Completion time,Email,Name,A statement,Another statement,Why?\n")
			for i := range 10 {
				text.WriteString(strings.Join([]string{"1", "8/20/25 12:51:45", "8/20/25 12:54:25", "anonymous", "", want[(i*3)%5], want[(i*7+2)%5], "word " + string(rune('a'+i))}, ",") + "\n")
			}
			plan := infer(t, table(t, text.String()))
			for _, q := range plan.Survey.Questions[:2] {
				var got []string
				for _, p := range q.Points {
					got = append(got, string(p.Label))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			}
			if q := plan.Survey.Questions[2]; q.Kind != survey.Short {
				t.Errorf("why is %s", q.Kind)
			}
			agree(t, table(t, text.String()))
		})
	}
}

// Neighbouring choices that share a label or two are no grid.
func TestNeighboursAreNoGrid(t *testing.T) {
	var text strings.Builder
	text.WriteString("ID,Start time,Completion time,Email,Name,Tea?,Cake?,Rum?\n")
	for i := range 12 {
		text.WriteString(strings.Join([]string{"1", "8/20/25 12:51:45", "8/20/25 12:54:25", "anonymous", "",
			[]string{"Green", "Black", "None"}[i%3], []string{"Plum", "Apple", "None"}[i%3], []string{"Yes", "No"}[i%2]}, ",") + "\n")
	}
	var kinds []survey.Kind
	for _, q := range infer(t, table(t, text.String())).Survey.Questions {
		kinds = append(kinds, q.Kind)
	}
	if !slices.Equal(kinds, []survey.Kind{survey.One, survey.One, survey.YesNo}) {
		t.Errorf("kinds %v", kinds)
	}
}

// A question may be called like what a quiz adds.
func TestOnlyAQuizHasPoints(t *testing.T) {
	plan := infer(t, table(t, "ID,Start time,Completion time,Email,Name,Feedback - food,Why?,Points - Why?,Feedback - Why?\n"+
		"1,8/20/25 12:51:45,8/20/25 12:54:25,anonymous,,Hot,a,1,\n2,8/20/25 12:52:45,8/20/25 12:55:25,anonymous,,Cold,b,0,Well\n3,8/21/25 12:52:45,8/21/25 12:55:25,anonymous,,Hot,c,1,\n"))
	var titles []string
	for _, q := range plan.Survey.Questions {
		titles = append(titles, string(q.Title))
	}
	if diff := cmp.Diff([]string{"Feedback - food", "Why?"}, titles); diff != "" {
		t.Error(diff)
	}
	if !said(plan.Decisions, "Left out: “Points - Why?”, “Feedback - Why?”, what a quiz adds.") {
		t.Errorf("decisions %q", plan.Decisions)
	}
}
