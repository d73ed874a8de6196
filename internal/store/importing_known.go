package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"

	"muster/internal/response"
)

// people are those whose answers an import finds stored. A row that was edited, or that another program wrote,
// has another id than before; the form and the moment at which somebody answered then tell who it is.
type people struct {
	stored index                // answers that no row has named yet, by form and moment
	late   []*response.Response // rows whose ids are not stored, of a form and a moment of which somebody is
}

// peopleOf finds who is stored of a survey. Those who have a receipt correct their answers here and are
// nobody's rows.
func (i *importing) peopleOf(survey string) (*people, error) {
	known := &people{stored: newIndex()}
	err := i.unreceipted.each(3, func(row []driver.Value) {
		known.stored.add(pair{momentKey(row[1].(string), row[2].(int64)), row[0].(int64)})
	}, survey)
	return known, err
}

// momentKey is the key of a moment, in microseconds, at which somebody answered a form.
func momentKey(source string, micros int64) int64 {
	return keyOf(source, strconv.FormatInt(micros, 10))
}

// unknown stores a response whose id is not there, unless somebody is who may be the same person: that shows
// when the whole file was seen.
func (i *importing) unknown(r *response.Response) error {
	if i.people == nil {
		return i.add(r)
	}
	erased, err := i.wasErased(i.saidBy(r))
	if err != nil {
		return err
	}
	if erased {
		i.done.Erased++
		return nil
	}
	i.found = i.people.stored.find(i.found[:0], momentKey(r.Source, r.Submitted.UnixMicro()))
	if len(i.found) == 0 {
		return i.add(r)
	}
	i.people.late = append(i.people.late, r)
	return nil
}

// wasErased tells whether an answer that said this was.
func (i *importing) wasErased(said mark) (erased bool, err error) {
	i.found = i.found[:0]
	if err := i.candidates(keyOfMark(said[:])); err != nil {
		return false, err
	}
	for _, seq := range i.found {
		err := i.sameMark.each(1, func([]driver.Value) { erased = true }, seq, said[:])
		if err != nil || erased {
			return erased, err
		}
	}
	return false, nil
}

// latecomers decides about the rows that were put off, one moment after another.
func (i *importing) latecomers(ctx context.Context) error {
	if i.people == nil {
		return nil
	}
	together := map[int64][]*response.Response{}
	for _, r := range i.people.late {
		key := momentKey(r.Source, r.Submitted.UnixMicro())
		together[key] = append(together[key], r)
	}
	for n, r := range i.people.late {
		if n%interval == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		key := momentKey(r.Source, r.Submitted.UnixMicro())
		rows := together[key]
		if delete(together, key); len(rows) == 0 {
			continue
		}
		if err := i.moment(i.people.stored.find(nil, key), rows); err != nil {
			return err
		}
	}
	return nil
}

// moment matches rows of one moment to the answers that are stored of it: first those that say the same, and
// then, where one of each is left and they are alike, these two. All other rows are new.
func (i *importing) moment(stored []int64, rows []*response.Response) error {
	said, left := map[mark][]int64{}, 0
	for _, seq := range stored {
		k, err := i.numbered(seq)
		if err != nil {
			return err
		}
		if k == nil { // it went since a preview began
			continue
		}
		left++
		m := k.said()
		said[m] = append(said[m], seq)
	}
	var rest []*response.Response
	for _, r := range rows {
		m := i.saidBy(r)
		if len(said[m]) == 0 {
			rest = append(rest, r)
			continue
		}
		if err := i.matched(said[m][0], r); err != nil {
			return err
		}
		said[m] = said[m][1:]
	}
	if left -= len(rows) - len(rest); len(rest) == 1 && left == 1 {
		return i.lastOf(said, rest[0])
	}
	for _, r := range rest {
		if err := i.add(r); err != nil {
			return err
		}
	}
	return nil
}

// lastOf is for the one row of a moment of which one answer is left.
func (i *importing) lastOf(said map[mark][]int64, r *response.Response) error {
	for _, seqs := range said {
		for _, seq := range seqs {
			k, err := i.numbered(seq)
			if err != nil {
				return err
			}
			alike, err := k.alike(r)
			if err != nil {
				return err
			}
			if alike {
				return i.matched(seq, r)
			}
		}
	}
	return i.add(r)
}

// matched puts r in the place of the answer of that number, whose id it takes.
func (i *importing) matched(seq int64, r *response.Response) error {
	was, err := i.numbered(seq)
	if err != nil {
		return err
	}
	known := *r
	known.ID = was.text(columnID)
	return i.change(was, &known, true)
}

// saidBy is the mark of what r says, and when.
func (i *importing) saidBy(r *response.Response) mark {
	i.buffer = response.AppendDocument(i.buffer[:0], r.Answers, r.Circumstances)
	document := string(i.buffer)
	var fields []byte
	if r.Contact != nil {
		fields = response.AppendFields(nil, r.Contact.Fields)
	}
	return saidMark(r.Survey, [4]string{r.Source, strconv.FormatInt(r.Submitted.UnixMicro(), 10), document, string(fields)})
}

// saidMark names an answer by all that it says, as markOf does by its id; no id begins with a zero.
func saidMark(survey string, parts [4]string) mark {
	return markOf(survey, fmt.Sprintf("\x00%q", parts))
}
