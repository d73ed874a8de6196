package sav

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// The kinds of records, and of extension records.
const (
	recordVariable    = 2
	recordLabels      = 3
	recordLabelled    = 4
	recordDocument    = 6
	recordExtension   = 7
	recordEnd         = 999
	extIntegers       = 3
	extFloats         = 4
	extSets           = 7
	extDisplay        = 11
	extNames          = 13
	extLongTexts      = 14
	extCases          = 16
	extEncoding       = 20
	compressionByCode = 1
	bias              = 100
)

// dictionary is the part of a file before the cases, being written.
type dictionary struct {
	config  Config
	columns []column
	out     []byte
}

func (d *dictionary) int32s(values ...int32) {
	for _, v := range values {
		d.out = binary.LittleEndian.AppendUint32(d.out, uint32(v))
	}
}

func (d *dictionary) float(value float64) {
	d.out = binary.LittleEndian.AppendUint64(d.out, math.Float64bits(value))
}

// text writes so many bytes, filled up with spaces.
func (d *dictionary) text(text string, width int) {
	text = cut(text, width)
	d.out = append(d.out, text...)
	for range width - len(text) {
		d.out = append(d.out, ' ')
	}
}

func (d *dictionary) write() []byte {
	d.header()
	for _, c := range d.columns {
		d.variable(c)
	}
	for _, c := range d.columns {
		d.labels(c)
	}
	d.documents()
	d.machine()
	d.sets()
	d.display()
	d.names()
	d.longTexts()
	d.cases()
	d.extension(extEncoding, 1, []byte("UTF-8"))
	d.int32s(recordEnd, 0)
	return d.out
}

func (d *dictionary) header() {
	d.text("$FL2", 4)
	d.text("@(#) SPSS DATA FILE Muster", 60)
	d.int32s(2, int32(elements(d.columns)), compressionByCode, 0, int32(min(d.config.Cases, math.MaxInt32)))
	d.float(bias)
	d.text(d.config.Created.Format("02 Jan 06"), 9)
	d.text(d.config.Created.Format("15:04:05"), 8)
	d.text(cut(d.config.Label, maxFileLabel), maxFileLabel)
	d.out = append(d.out, 0, 0, 0)
}

// variable writes a record for each segment of a variable, and one for each further eight bytes of it.
func (d *dictionary) variable(c column) {
	for i, s := range c.segments {
		label, missing := "", []float64(nil)
		if i == 0 {
			label, missing = cut(c.variable.Label, maxLabel), c.variable.Missing
		}
		d.int32s(recordVariable, int32(s.width), flag(label != ""), int32(len(missing)), s.format, s.format)
		d.text(s.name, 8)
		if label != "" {
			d.int32s(int32(len(label)))
			d.text(label, (len(label)+3)/4*4)
		}
		for _, m := range missing {
			d.float(m)
		}
		for range s.elements() - 1 {
			d.int32s(recordVariable, -1, 0, 0, 0, 0)
			d.text("", 8)
		}
	}
}

func flag(on bool) int32 {
	if on {
		return 1
	}
	return 0
}

func (d *dictionary) labels(c column) {
	if len(c.variable.Values) == 0 {
		return
	}
	d.int32s(recordLabels, int32(len(c.variable.Values)))
	for _, v := range c.variable.Values {
		label := cut(v.Label, maxValueLabel)
		d.float(v.Value)
		d.out = append(d.out, byte(len(label)))
		d.text(label, (len(label)+8)/8*8-1)
	}
	d.int32s(recordLabelled, 1, int32(c.first+1))
}

func (d *dictionary) documents() {
	var lines []string
	for _, text := range d.config.Documents {
		for len(text) > line {
			head := cut(text, line)
			lines, text = append(lines, head), text[len(head):]
		}
		lines = append(lines, text)
	}
	if len(lines) == 0 {
		return
	}
	d.int32s(recordDocument, int32(len(lines)))
	for _, text := range lines {
		d.text(text, line)
	}
}

// extension writes a record whose data is of units of that size.
func (d *dictionary) extension(subtype, size int32, data []byte) {
	d.int32s(recordExtension, subtype, size, int32(len(data))/size)
	d.out = append(d.out, data...)
}

// missing is the number that stands for nothing, and the bounds beside it.
func missing() (none, highest, lowest float64) {
	return -math.MaxFloat64, math.MaxFloat64, math.Nextafter(-math.MaxFloat64, 0)
}

// machine tells how numbers and letters are written: IEEE 754, little endian, UTF-8.
func (d *dictionary) machine() {
	const ieee, little, utf8 = 1, 2, 65001
	var data dictionary
	data.int32s(1, 0, 0, -1, ieee, compressionByCode, little, utf8)
	d.extension(extIntegers, 4, data.out)
	data.out = nil
	none, highest, lowest := missing()
	for _, value := range []float64{none, highest, lowest} {
		data.float(value)
	}
	d.extension(extFloats, 8, data.out)
}

// sets name their variables by the short names, in lower case as SPSS writes them.
func (d *dictionary) sets() {
	if len(d.config.Sets) == 0 {
		return
	}
	short := map[string]string{}
	for _, c := range d.columns {
		short[strings.ToUpper(c.variable.Name)] = strings.ToLower(c.segments[0].name)
	}
	var text strings.Builder
	for _, s := range d.config.Sets {
		label := cut(s.Label, maxLabel)
		fmt.Fprintf(&text, "$%s=D1 1 %d %s", s.Name, len(label), label)
		for _, name := range s.Variables {
			text.WriteString(" " + short[strings.ToUpper(name)])
		}
		text.WriteByte('\n')
	}
	d.extension(extSets, 1, []byte(text.String()))
}

// display tells of every segment how it is measured, how wide it is shown and to which side.
func (d *dictionary) display() {
	var data dictionary
	for _, c := range d.columns {
		measure := max(c.variable.Measure, Nominal)
		for range c.segments {
			if c.variable.Width > 0 {
				data.int32s(int32(measure), int32(min(c.variable.Width, 40)), 0)
			} else {
				data.int32s(int32(measure), 10, 1)
			}
		}
	}
	d.extension(extDisplay, 4, data.out)
}

func (d *dictionary) names() {
	var pairs []string
	for _, c := range d.columns {
		pairs = append(pairs, c.segments[0].name+"="+c.variable.Name)
	}
	d.extension(extNames, 1, []byte(strings.Join(pairs, "\t")))
}

func (d *dictionary) longTexts() {
	var text strings.Builder
	for _, c := range d.columns {
		if len(c.segments) > 1 {
			fmt.Fprintf(&text, "%s=%05d\x00\t", c.segments[0].name, c.variable.Width)
		}
	}
	if text.Len() > 0 {
		d.extension(extLongTexts, 1, []byte(text.String()))
	}
}

// cases tells their number where 32 bits might not hold it.
func (d *dictionary) cases() {
	if d.config.Cases < 0 {
		return
	}
	data := binary.LittleEndian.AppendUint64(nil, 1)
	d.extension(extCases, 8, binary.LittleEndian.AppendUint64(data, uint64(d.config.Cases)))
}
