package spreadsheet

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// formSheet matches what form tools call the sheet of the answers, in the languages of the people who
// made the form.
var formSheet = regexp.MustCompile(`^(form|form responses|form_responses|formularantworten|réponses au formulaire|` +
	`respuestas de formulario|risposte del modulo|respostas ao formulário|respostas do formulário|formulierreacties|` +
	`formulärsvar|formularsvar|skjemasvar|lomakevastaukset|odpowiedzi na formularz|odpowiedzi|odpovědi formuláře|` +
	`form yanıtları|ответы на форму|відповіді форми|フォームの回答|表单回复|表單回應|설문지 응답 시트|all responses|responses)` +
	` ?\(?\d*\)?$`)

// choose takes the sheet that was asked for, even a hidden one. Otherwise it takes the one that form
// tools name so, and among several the one with most filled cells.
func (b *book) choose(name string) (sheetEntry, error) {
	var seen []sheetEntry
	for _, s := range b.sheets {
		if name != "" && s.name == Line(name) {
			return s, nil
		}
		if !s.hidden {
			seen = append(seen, s)
		}
	}
	switch {
	case name != "":
		return sheetEntry{}, fmt.Errorf("the workbook has no sheet “%s”; it has %s", Line(name), some(quotedAll(b.visible())))
	case len(seen) == 0:
		return sheetEntry{}, errors.New("every sheet of the workbook is hidden; show the one with the answers, save it and try again")
	case len(seen) == 1:
		return seen[0], nil
	}
	return b.fullest(seen)
}

// fullest prefers a sheet of a form unless it is empty.
func (b *book) fullest(sheets []sheetEntry) (sheetEntry, error) {
	best, most, form := sheets[0], -1, false
	for _, s := range sheets {
		n, err := b.filled(s)
		if err != nil {
			return best, err
		}
		isForm := n > 0 && formSheet.MatchString(strings.ToLower(s.name))
		if isForm && !form || isForm == form && n > most {
			best, most, form = s, n, isForm
		}
	}
	return best, nil
}

// filled counts the cells with a value. A sheet that is damaged counts for nothing; should it be the
// only one, reading it says what is wrong.
func (b *book) filled(s sheetEntry) (int, error) {
	n := 0
	_, err := b.archive.reads(s.part, func(m *markup) error {
		for {
			e, err := m.next()
			if err != nil {
				return err
			}
			if e == opened && len(m.starts) == 5 && (string(m.name) == "v" || string(m.name) == "is") {
				n++
			}
		}
	})
	if errors.Is(err, ErrTooLarge) {
		return 0, err
	}
	return n, nil
}

func quotedAll(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, "“"+name+"”")
	}
	return out
}
