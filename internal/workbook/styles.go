package workbook

import "github.com/xuri/excelize/v2"

// The colours of a workbook. Text on them keeps a contrast of at least 4.5 to 1.
const (
	ink    = "1F2933"
	quiet  = "52606D"
	accent = "0B5563"
	second = "7A4B00" // every second question of Answers
	pale   = "E3F0F2"
	alarm  = "8A1C1C"
	paper  = "FFFFFF"
	bar    = "2A9D8F"

	unasked = "D9DEE3" // cells of a question that was not shown
)

// styles are the cell formats, registered once a workbook.
type styles struct {
	title, subtitle, body, label, block, link, alarm        int
	head, headOther                                         int // of tables
	figure, figureDay, figureAverage, figureName            int
	text, count, base, share, average, residual             int
	day, moment, everyone, everyoneShare                    int
	grey, points, strong, whisker, back, lead, words, plain int
	headWords, headNumber, numberWords, everyoneWords       int // of panels
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	fine := "0.000"
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, want := range []struct {
		into  *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: typeface(18, accent, true), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&s.subtitle, excelize.Style{Font: typeface(11, quiet, false), Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.body, excelize.Style{Font: typeface(11, ink, false), Alignment: wrapped}},
		{&s.label, excelize.Style{Font: typeface(11, accent, true), Alignment: wrapped}},
		{&s.block, excelize.Style{Font: typeface(11, accent, true)}},
		{&s.link, excelize.Style{Font: &excelize.Font{Family: family, Size: 11, Underline: "single", Color: accent}, Alignment: wrapped}},
		{&s.alarm, excelize.Style{Font: typeface(11, paper, true), Fill: solid(alarm), Alignment: wrapped}},
		{&s.head, heading(accent)},
		{&s.headOther, heading(second)},
		{&s.figure, figure("#,##0")},
		{&s.figureDay, figure("d mmm yyyy")},
		{&s.figureAverage, figure("0.0")},
		{&s.figureName, excelize.Style{Font: typeface(11, quiet, false), Fill: solid(pale), Alignment: centred()}},
		{&s.text, excelize.Style{Font: typeface(11, ink, false), Alignment: wrapped}},
		{&s.count, number("#,##0")},
		{&s.base, left(number("#,##0"))},
		{&s.share, number("0.0%")},
		{&s.average, number("0.00")},
		{&s.residual, number("+0.0;-0.0;0.0")},
		{&s.day, left(number("yyyy-mm-dd"))},
		{&s.moment, left(number("yyyy-mm-dd hh:mm"))},
		{&s.everyone, bold(number("#,##0"))},
		{&s.everyoneShare, bold(number("0.0%"))},
		{&s.grey, excelize.Style{Font: typeface(11, ink, false), Fill: solid(unasked)}},
		{&s.points, number("+0;-0;+0")},
		{&s.lead, excelize.Style{Font: typeface(11, quiet, false), Alignment: wrapped}},
		{&s.words, excelize.Style{Font: typeface(11, ink, false), Alignment: apart("left", 1)}},
		{&s.headWords, aligned(heading(accent), apart("left", 1))},
		{&s.headNumber, aligned(heading(accent), apart("right", numberIndent))},
		{&s.numberWords, excelize.Style{Font: typeface(11, ink, false), Alignment: apart("right", numberIndent)}},
		{&s.everyoneWords, bold(excelize.Style{Alignment: apart("left", 1)})},
		{&s.plain, excelize.Style{Font: typeface(11, ink, false)}},
		{&s.strong, excelize.Style{Font: typeface(12, accent, true), Alignment: wrapped}},
		{&s.whisker, excelize.Style{Font: typeface(9, quiet, false), CustomNumFmt: &fine}},
		{&s.back, excelize.Style{Font: &excelize.Font{Family: family, Size: 10, Underline: "single", Color: accent}}},
	} {
		id, err := f.NewStyle(&want.style)
		if err != nil {
			return s, err
		}
		*want.into = id
	}
	return s, nil
}

// family is the face of every cell. A format that names none is shown in whatever a program likes.
const family = "Calibri"

func typeface(size float64, colour string, bold bool) *excelize.Font {
	return &excelize.Font{Family: family, Size: size, Color: colour, Bold: bold}
}

// numberIndent keeps numbers from the text in the next column, and their headings from the button that
// filters the table.
const numberIndent = 2

// apart is how cells of a panel stand clear of their neighbours. Programs heed an indent only where the
// side is named.
func apart(side string, indent int) *excelize.Alignment {
	return &excelize.Alignment{Horizontal: side, Indent: indent, Vertical: "top", WrapText: true}
}

func aligned(s excelize.Style, how *excelize.Alignment) excelize.Style {
	how.Vertical = s.Alignment.Vertical
	s.Alignment = how
	return s
}

func left(s excelize.Style) excelize.Style {
	s.Alignment = &excelize.Alignment{Horizontal: "left", Vertical: "top"}
	return s
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func centred() *excelize.Alignment {
	return &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
}

func heading(colour string) excelize.Style {
	return excelize.Style{
		Font: typeface(11, paper, true), Fill: solid(colour),
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	}
}

func number(format string) excelize.Style {
	return excelize.Style{Font: typeface(11, ink, false), CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top"}}
}

func bold(s excelize.Style) excelize.Style {
	s.Font = typeface(11, ink, true)
	s.Fill = solid(pale)
	return s
}

func figure(format string) excelize.Style {
	return excelize.Style{
		Font: typeface(18, accent, true), Fill: solid(pale), Alignment: centred(), CustomNumFmt: &format,
	}
}
