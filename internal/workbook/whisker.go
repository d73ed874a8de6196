package workbook

import (
	"bytes"
	"fmt"
	"regexp"
)

// The fills of bars that whiskers are drawn over, light enough for them to be seen.
const (
	whiskered       = "7CC4BB"
	whiskeredBeside = "E9C48A" // of the series beside the first
)

// whisker are the cells that say how far the intervals of a series reach from its values; the zero whisker
// draws none.
type whisker struct{ above, below string }

// whisking says where the values and the ends of their intervals stand, and where the reach may.
type whisking struct {
	left, top        int // of the headings of the reach
	first, last      int // rows
	value, low, high int // columns
}

// layWhiskers puts the reach of intervals beside the printed page, since a chart takes how far a whisker
// reaches and not where it ends.
func (b *book) layWhiskers(s *sheet, w whisking) whisker {
	s.put(w.left, w.top, "Whisker up", b.style.subtitle)
	s.put(w.left+1, w.top, "Whisker down", b.style.subtitle)
	s.width(w.left, panelOther)
	s.width(w.left+1, panelOther)
	for row := w.first; row <= w.last; row++ {
		value := at(w.value, row)
		s.put(w.left, row, s.difference(at(w.high, row), value), b.style.whisker)
		s.put(w.left+1, row, s.difference(value, at(w.low, row)), b.style.whisker)
	}
	return whisker{s.absolute(w.left, w.first, w.last), s.absolute(w.left+1, w.first, w.last)}
}

// reach gives the cells with the reach of the intervals down to a row.
func (r ranges) reach(last int) whisker {
	if r.whiskers == 0 {
		return whisker{}
	}
	return whisker{r.sheet.absolute(r.whiskers, r.first, last), r.sheet.absolute(r.whiskers+1, r.first, last)}
}

// difference is a formula with what its cells hold now. Where one is blank there is none.
func (s *sheet) difference(from, less string) any {
	a, ok := s.numbers[from]
	b, also := s.numbers[less]
	if !ok || !also {
		return nil
	}
	return live{from + "-" + less, max(0, a-b)}
}

// hold remembers a number that was put into a cell; excelize looks through all cells for one.
func (s *sheet) hold(cell string, value any) {
	if formula, ok := value.(live); ok {
		value = formula.value
	}
	if v, ok := value.(float64); ok {
		s.numbers[cell] = v
	}
}

// charted remembers what whiskers the series of the next chart get; excelize numbers charts as they are
// added.
func (b *book) charted(series ...whisker) {
	b.whiskers = append(b.whiskers, series)
}

// beforeCategories is where a series takes its whiskers.
var beforeCategories = regexp.MustCompile(`<cat>`)

// addWhiskers writes whiskers into the part of a chart, each at the series of its place.
func addWhiskers(part []byte, series []whisker) ([]byte, error) {
	places := beforeCategories.FindAllIndex(part, len(series))
	if len(places) < len(series) {
		return nil, fmt.Errorf("a chart has %d categories for the whiskers of %d series", len(places), len(series))
	}
	var b bytes.Buffer
	written := 0
	for i, w := range series {
		b.Write(part[written:places[i][0]])
		written = places[i][0]
		if w != (whisker{}) {
			w.write(&b)
		}
	}
	b.Write(part[written:])
	return b.Bytes(), nil
}

func (w whisker) write(b *bytes.Buffer) {
	fmt.Fprintf(b, `<errBars><errBarType val="both"></errBarType><errValType val="cust"></errValType><noEndCap val="0"></noEndCap>`+
		`<plus><numRef><f>%s</f></numRef></plus><minus><numRef><f>%s</f></numRef></minus>`+
		`<spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="%s"></a:srgbClr></a:solidFill></a:ln></spPr></errBars>`,
		xmlEscapes.Replace(w.above), xmlEscapes.Replace(w.below), ink)
}
