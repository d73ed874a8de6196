package importer

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// rows turns the rows of a file into responses, one at a time.
type rows struct {
	layout   *layout
	bindings []*binding
	settles  bool      // the survey has levels, or questions that are not always shown
	now      time.Time // the time of answers in a file without time stamps
	begun    []time.Time
	sent     []time.Time       // zero in a file without time stamps
	kept     []spreadsheet.Row // those that were sent, in step with the times
}

// newRows reads the time stamps; rows whose time stamp cannot be read, or that were never sent, are refused.
func newRows(ctx context.Context, l *layout, bindings []*binding, now time.Time) (*rows, []spreadsheet.Refusal) {
	r := &rows{layout: l, bindings: bindings, now: now}
	var refused []spreadsheet.Refusal
	for i, row := range l.table.Rows {
		if ended(ctx, i) {
			break
		}
		begun, sent, refusal := l.moments(row)
		if refusal != nil {
			refused = append(refused, *refusal)
			continue
		}
		r.kept = append(r.kept, row)
		r.begun, r.sent = append(r.begun, begun), append(r.sent, sent)
	}
	return r, refused
}

// ended looks every few thousand rows whether anybody still waits for what is found in them. Whoever asks tells
// its caller, who looks at the context.
func ended(ctx context.Context, row int) bool { return row%4096 == 0 && ctx.Err() != nil }

func (r *rows) len() int { return len(r.kept) }

// questions counts those that have a column, or several.
func (r *rows) questions() int {
	ids := map[string]bool{}
	for _, b := range r.bindings {
		ids[b.question.ID] = true
	}
	return len(ids)
}

func (r *rows) each(p *Plan, yield func(*response.Response) bool) {
	s := p.Survey
	version := s.Version()
	seen := map[[16]byte]uint64{}
	for i, row := range r.kept {
		at := r.sent[i]
		if at.IsZero() {
			at = r.now
		}
		out := &response.Response{
			ID: r.id(s.ID, row, seen), Survey: s.ID, Version: version, Source: r.layout.originOf(row, p.Form),
			Started: r.begun[i], Submitted: at, Answers: response.Answers{},
		}
		out.Language, out.Exported = r.layout.spokenBy(row, s), r.layout.exportedAs(row)
		r.fill(out, row)
		if r.settles {
			settle(s, out)
		}
		if !yield(out) {
			return
		}
	}
}

// fill adds what a row holds and tells how many rankings it had to leave out, because they give one place
// twice.
func (r *rows) fill(out *response.Response, row spreadsheet.Row) (left int) {
	ranked := places{}
	for _, b := range r.bindings {
		cell := b.column.text(row)
		if cell == "" {
			continue
		}
		read := b.read(cell)
		switch {
		case read.agreed:
			c := contactOf(out)
			c.Consent, c.Statement = true, read.answer.Text
		case !read.given:
		case read.place > 0:
			ranked.give(b.question, read.answer.Picks[0], read.place)
		case b.question.Personal():
			contactOf(out).Fields[b.question.ID] = read.answer.Text
		default:
			add(out, b.question, read.answer)
			for _, level := range read.levels {
				add(out, level, response.Answer{Picks: read.answer.Picks})
			}
		}
	}
	return ranked.answer(out.Answers)
}

// add gives an answer, to what other columns said of the question.
func add(out *response.Response, q *survey.Question, a response.Answer) {
	a.Picks = slices.Clone(a.Picks)
	if before, again := out.Answers[q.ID]; again {
		if !q.Choice() {
			return // two columns of one question: the first that holds something counts
		}
		a = joined(q, before, a)
	}
	out.Answers[q.ID] = a
}

func contactOf(out *response.Response) *response.Contact {
	if out.Contact == nil {
		out.Contact = &response.Contact{Fields: map[string]string{}}
	}
	return out.Contact
}

// id hashes the survey's id and what the row keeps whatever its person changes, or else what it holds: the
// filled cells in sorted order, so that columns which are added, moved or renamed in a later export of the
// same form change nothing. The time stamp among them makes rows differ; where a file has none, each cell is
// hashed with its title. A row that occurs again is another person with the same answers, told apart by its
// occurrence.
func (r *rows) id(surveyID string, row spreadsheet.Row, seen map[[16]byte]uint64) string {
	data := []byte("muster import\x00" + surveyID)
	cells := r.layout.key(row)
	if cells == nil {
		cells = r.content(row)
	} else {
		data = append(data, "\x00number"...)
	}
	for _, cell := range cells {
		data = binary.AppendUvarint(data, uint64(len(cell)))
		data = append(data, cell...)
	}
	content := first128(data)
	occurrence := seen[content]
	seen[content]++
	return response.IDFrom(first128(binary.AppendUvarint(content[:], occurrence)))
}

// content is what somebody wrote, and when. What the form tool adds may change with every export.
func (r *rows) content(row spreadsheet.Row) []string {
	var cells []string
	for i, cell := range row.Cells {
		if cell == "" || r.layout.found[i] == Tooling {
			continue
		}
		if !r.layout.dated {
			cell = foldTitle(r.layout.table.Header[i]) + "\x00" + cell
		}
		cells = append(cells, cell)
	}
	slices.Sort(cells)
	return cells
}

func first128(data []byte) (out [16]byte) {
	sum := sha256.Sum256(data)
	copy(out[:], sum[:])
	return out
}
