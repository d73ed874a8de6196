package workbook

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// calculation is the version of Excel's arithmetic that the values beside the formulas are right for. A
// newer program than it names computes everything before it shows a sheet.
const calculation = 191029

// layProperties says what the workbook is of, for the programs that list files.
func (b *book) layProperties() error {
	c, s := b.config, b.config.Survey
	created := c.Now.UTC().Format(time.RFC3339)
	keywords := []string{"survey", "Muster", s.ID}
	if s.Synthetic {
		keywords = append(keywords, "synthetic")
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Creator: "Muster", LastModifiedBy: "Muster", Created: created, Modified: created, Title: b.title(),
		Subject: "Who would come, and for what", Description: cut(guarded(b.filterWords()), 250, "…"),
		Category: "Survey results", Keywords: strings.Join(keywords, ", "), Identifier: s.ID, Language: s.Language,
	})
	if err != nil {
		return err
	}
	for _, p := range []excelize.CustomProperty{
		{Name: "Survey", Value: s.ID}, {Name: "Wording", Value: s.Version()},
		{Name: "Languages", Value: strings.Join(s.Languages, ", ")}, {Name: "Responses", Value: int32(b.found.summary.Responses)},
	} {
		if err := b.file.SetCustomProps(p); err != nil {
			return err
		}
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "Muster"}); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	version := uint(calculation)
	return b.file.SetCalcProps(&excelize.CalcPropsOptions{CalcID: &version})
}

// headers puts the survey on top of every printed page, with its language where it has several, and
// beneath it whom the page counts and which it is.
func (s *sheet) headers() {
	b := s.book
	top := "&L" + printed(b.title(), 100)
	if len(b.config.Survey.Languages) > 1 {
		top += "&R" + printed(languageName(b.config.Survey.Language), 40)
	}
	foot := "&C&A&RPage &P of &N"
	if words := b.config.FilterWords; len(words) > 0 {
		foot = "&L" + printed("Only: "+strings.Join(words, "; "), 80) + foot
	}
	s.do(func() error {
		return b.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddHeader: top, OddFooter: foot})
	})
}

// printed is foreign text as headers hold it, in which & begins an order.
func printed(text string, most int) string {
	text = strings.Join(strings.Fields(printable(text)), " ")
	return strings.ReplaceAll(cut(text, most, "…"), "&", "&&")
}

// formulaWords says which numbers can be checked by their formulas.
func (b *book) formulaWords() string {
	switch {
	case b.found.summary.Responses == 0:
		return "There is nothing to compute yet."
	case !b.ledger.live():
		return "Of more than " + integer(mostLive) + " answers the counts and shares are values, as Muster counted them: to compute them all again would keep you waiting at every change. A workbook of fewer answers has formulas."
	}
	return "Counts, shares and intervals on the sheets of findings are formulas over the table Answers: click one to see how it is counted. Muster counted the same beforehand, so the numbers stand there at once. What stands out in Topic x role, and figures of time are values."
}
