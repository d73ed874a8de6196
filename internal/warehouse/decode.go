package warehouse

import (
	"math"
	"strings"

	"muster/internal/response"
)

// decoder turns records into batches. One goroutine uses it.
type decoder struct {
	surveys  map[string]*layout
	scanner  response.Scanner
	batch    *batch
	row      *row
	measures map[*field]map[string][2]uint64 // what has been measured lately; looking it up is much faster
}

// decode reads records. Those of surveys that are not known here are passed over.
func (d *decoder) decode(records []response.Record) *batch {
	d.batch = &batch{
		records: len(records), rows: make([]row, 0, len(records)), slots: make([]uint64, 0, 12*len(records)),
		last: make([]int64, len(d.surveys)),
	}
	for i := range records {
		r := &records[i]
		d.batch.seq = r.Seq
		if l := d.surveys[r.Survey]; l != nil {
			d.record(l, r)
		}
	}
	d.batch.settle()
	return d.batch
}

func (d *decoder) record(l *layout, r *response.Record) {
	b := d.batch
	b.last[l.index] = r.Seq
	if r.Replaces != 0 {
		b.gone = append(b.gone, removal{l, r.Replaces})
	}
	if r.Document == nil {
		return
	}
	submitted := within(r.Submitted)
	b.rows = append(b.rows, row{
		layout: l, seq: r.Seq, id: response.PublicID(r.ID), source: clean(r.Source), version: clean(r.Version),
		started: r.Started, submitted: submitted, day: dayOf(submitted, l.survey.Zone), seconds: seconds(r), slots: len(b.slots),
		replaces: r.Replaces, corrected: r.Corrected,
	})
	d.row = &b.rows[len(b.rows)-1]
	d.blank()
	if d.scan(r.Document) {
		return
	}
	if !d.decodeSlowly(r.Document) {
		d.row.omitted = unreadable
	}
}

// blank takes back whatever has been read of the row's document.
func (d *decoder) blank() {
	b, r := d.batch, d.row
	b.slots = b.slots[:r.slots]
	for range r.layout.columns {
		b.slots = append(b.slots, 0)
	}
	b.texts = b.texts[:len(b.texts)-r.texts]
	r.texts, r.omitted, r.flags, r.order, r.language = 0, 0, 0, 0, ""
}

func (d *decoder) scan(document []byte) bool {
	var f *field
	var question []byte
	d.scanner.Reset(document)
	for first := true; d.scanner.Next(); first = false {
		part := d.scanner.Part()
		if first || string(question) != string(part.Question) {
			f = d.row.layout.fields[string(part.Question)]
			question = append(question[:0], part.Question...)
		}
		switch part.Kind {
		case response.PartPick:
			d.pick(f, part.Text)
		case response.PartOther:
			d.other(f, part.Text)
		case response.PartNumber:
			d.number(f, part.Number)
		case response.PartText:
			d.text(f, part.Text)
		}
	}
	return d.scanner.Err() == nil
}

// decodeSlowly reads documents that are not written as ours are.
func (d *decoder) decodeSlowly(document []byte) bool {
	d.blank()
	answers, c, err := response.DecodeDocument(document)
	if err != nil {
		return false
	}
	d.circumstances(c)
	for question, a := range answers {
		f := d.row.layout.fields[question]
		for _, p := range a.Picks {
			d.pick(f, []byte(p))
		}
		switch {
		case len(a.Picks) > 0 || a.Other != "":
			d.other(f, []byte(a.Other))
		case a.Text != "":
			d.text(f, []byte(a.Text))
		case a.Number != 0 || f != nil && f.role == point:
			d.number(f, a.Number)
		}
	}
	return true
}

func (d *decoder) pick(f *field, option []byte) {
	switch {
	case f == nil:
		d.row.omit()
	case f.role == picked || f.role == ranked:
		d.option(f, option)
	case f.role == flagged:
		d.row.flags |= flagBit(response.Flag(option))
	case f.role == unseen:
		d.hide(option)
	default:
		d.row.omit()
	}
}

func (d *decoder) option(f *field, option []byte) {
	bit, known := f.bit[string(option)]
	if !known {
		d.row.omit()
		return
	}
	slots := d.slots(f)
	if f.role == ranked {
		slots[0], slots[1] = rank(slots[0], slots[1], bit)
		return
	}
	slots[0] |= 1 << bit
}

// slots are the columns of a field in the row: its mask, and what stands beside it.
func (d *decoder) slots(f *field) []uint64 { return d.batch.slots[d.row.slots+f.column:] }

func (d *decoder) number(f *field, n int) {
	switch {
	case f != nil && f.role == order:
		d.row.order = uint8(min(max(n, 0), 255))
	case f == nil || f.role != point || n < f.first || n-f.first >= len(f.categories):
		d.row.omit()
	default:
		d.slots(f)[0] |= 1 << (n - f.first)
	}
}

func (d *decoder) other(f *field, words []byte) {
	if f != nil && f.written {
		d.write(f, words)
	}
}

// text keeps free text and what is written of numbers and days. Text of a question which is a
// contact detail by now, or gone, stays in the store.
func (d *decoder) text(f *field, words []byte) {
	if f == nil {
		return
	}
	switch f.role {
	case free:
		d.write(f, words)
	case number, date:
		d.measure(f, words)
	case tongue:
		d.speak(words)
	}
}

func (d *decoder) write(f *field, words []byte) {
	if len(words) == 0 {
		return
	}
	d.batch.texts = append(d.batch.texts, written{d.row.layout, d.row.seq, uint16(f.place), clean(string(words))})
	d.row.texts++
}

func (r *rare) omit() { r.omitted = min(r.omitted, math.MaxInt16-1) + 1 }

// clean mends text that is no valid UTF-8, which DuckDB's appender would turn into NULL unasked.
func clean(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }
