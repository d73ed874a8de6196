package warehouse

import (
	"math"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// batch is a run of records made ready to be appended.
type batch struct {
	rows   []row
	masks  []uint64 // of all rows, one after the other
	texts  []written
	seq    int64 // of the last record, be it of a survey known here or not
	lastID string
}

// row is one answer. Its masks stand in the batch.
type row struct {
	layout     *layout
	seq        int64
	id         string
	source     string
	version    string
	started    time.Time // zero: unknown
	submitted  time.Time
	day        int64 // since 1970, in the survey's zone
	seconds    int64 // to fill in; -1: unknown
	masks      int   // where they begin
	texts      int   // how many of its texts there are
	retired    int64
	unreadable bool
}

// written is one text in a respondent's own words.
type written struct {
	layout   *layout
	seq      int64
	question string
	text     string
}

// decoder turns records into batches. One goroutine uses it.
type decoder struct {
	surveys map[string]*layout
	scanner response.Scanner
	batch   *batch
	row     *row
}

// decode reads records. Those of surveys that are not known here are passed over.
func (d *decoder) decode(records []response.Record) *batch {
	d.batch = &batch{rows: make([]row, 0, len(records)), masks: make([]uint64, 0, 12*len(records))}
	for i := range records {
		r := &records[i]
		d.batch.seq = r.Seq
		if l := d.surveys[r.Survey]; l != nil {
			d.record(l, r)
		}
	}
	if n := len(records); n > 0 {
		d.batch.lastID = response.PublicID(records[n-1].ID)
	}
	return d.batch
}

func (d *decoder) record(l *layout, r *response.Record) {
	b := d.batch
	submitted := within(r.Submitted)
	b.rows = append(b.rows, row{
		layout: l, seq: r.Seq, id: response.PublicID(r.ID), source: clean(r.Source), version: clean(r.Version),
		started: r.Started, submitted: submitted, day: dayOf(submitted, l.survey.Zone), seconds: seconds(r), masks: len(b.masks),
	})
	d.row = &b.rows[len(b.rows)-1]
	d.blank()
	if d.scan(r.Document) {
		return
	}
	if !d.decodeSlowly(r.Document) {
		d.row.unreadable = true
	}
}

// blank takes back whatever has been read of the row's document.
func (d *decoder) blank() {
	b, r := d.batch, d.row
	b.masks = b.masks[:r.masks]
	for range r.layout.columns {
		b.masks = append(b.masks, 0)
	}
	b.texts = b.texts[:len(b.texts)-r.texts]
	r.texts, r.retired = 0, 0
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
	answers, _, err := response.DecodeDocument(document)
	if err != nil {
		return false
	}
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
		case a.Number != 0 || f != nil && f.question.Kind == survey.Scale:
			d.number(f, a.Number)
		}
	}
	return true
}

func (d *decoder) pick(f *field, option []byte) {
	if f == nil || !f.question.Choice() {
		d.row.retired++
		return
	}
	bit, known := f.bit[string(option)]
	if !known {
		d.row.retired++
		return
	}
	d.batch.masks[d.row.masks+f.column] |= 1 << bit
}

func (d *decoder) number(f *field, n int) {
	if f == nil || f.question.Kind != survey.Scale || n < f.first || n-f.first >= len(f.options) {
		d.row.retired++
		return
	}
	d.batch.masks[d.row.masks+f.column] |= 1 << (n - f.first)
}

func (d *decoder) other(f *field, words []byte) {
	if f != nil && f.written {
		d.write(f, words)
	}
}

// text keeps free text. That of a question which is a contact detail by now, or gone, stays in
// the store.
func (d *decoder) text(f *field, words []byte) {
	if f != nil && f.question.Free() {
		d.write(f, words)
	}
}

func (d *decoder) write(f *field, words []byte) {
	if len(words) == 0 {
		return
	}
	d.batch.texts = append(d.batch.texts, written{d.row.layout, d.row.seq, f.question.ID, clean(string(words))})
	d.row.texts++
}

// clean mends text that is no valid UTF-8, which DuckDB's appender would turn into NULL unasked.
func clean(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// within keeps a time inside the years a calendar can show; an import may bring any.
func within(t time.Time) time.Time {
	switch year := t.UTC().Year(); {
	case year < 1:
		return time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	case year > 9998:
		return time.Date(9998, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return t
}

const secondsPerDay = 24 * 60 * 60

func dayOf(t time.Time, zone *time.Location) int64 {
	_, offset := t.In(zone).Zone()
	return floor(t.Unix()+int64(offset), secondsPerDay)
}

func floor(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

// seconds is the time to fill in; unknown where a clock ran backwards.
func seconds(r *response.Record) int64 {
	n := r.Submitted.Unix() - r.Started.Unix()
	if r.Started.IsZero() || n < 0 || n > math.MaxUint32 {
		return -1
	}
	return n
}
