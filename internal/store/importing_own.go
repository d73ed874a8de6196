package store

import (
	"database/sql/driver"
	"maps"
	"slices"

	"muster/internal/response"
)

// exportedMark names an answer by the name that it has in exports, as markOf does by its id; no id begins with
// a zero.
func exportedMark(survey, name string) mark { return markOf(survey, "\x00exported\x00"+name) }

// brought stands in the place of the number of an answer that a row of the file was: of several rows of one name
// the first counts.
const brought = 0

// own decides about a row that says which answer it is an export of, if that answer is of this survey, or was and is
// erased. The names of other surveys, and those that nobody gave, are nobody's here: then known is false.
func (i *importing) own(r *response.Response) (known bool, err error) {
	if err := i.nameExports(r.Survey); err != nil {
		return false, err
	}
	mark := exportedMark(r.Survey, r.Exported)
	i.found = i.exports.find(i.found[:0], keyOfMark(mark[:]))
	for _, seq := range slices.Clone(i.found) {
		if seq == brought {
			i.done.Same++
			return true, nil
		}
		was, err := i.numbered(seq)
		if err != nil {
			return false, err
		}
		if was != nil && was.text(columnSurvey) == r.Survey && response.PublicID(was.text(columnID)) == r.Exported {
			i.exports.drop(pair{keyOfMark(mark[:]), seq})
			i.exports.add(pair{keyOfMark(mark[:]), brought})
			return true, i.ownAgain(was, r)
		}
	}
	erased, err := i.wasErased(mark)
	if erased {
		i.done.Erased++
	}
	return erased, err
}

// nameExports finds, for the first such row of a file, the names of all answers of its survey.
func (i *importing) nameExports(survey string) error {
	if i.exports != nil {
		return nil
	}
	names := newIndex()
	i.exports = &names
	return each(i.conn, 2, `SELECT seq, id FROM responses WHERE survey = ?`, func(row []driver.Value) {
		mark := exportedMark(survey, response.PublicID(row[1].(string)))
		names.add(pair{keyOfMark(mark[:]), row[0].(int64)})
	}, survey)
}

// ownAgain is for a row that is an export of what is kept. Whoever has a receipt corrects the answer there.
func (i *importing) ownAgain(was *kept, r *response.Response) error {
	whole, err := i.completed(was, r)
	if err != nil {
		return err
	}
	if was.receipt() != nil {
		if i.same(was, whole, false) {
			i.done.Same++
		} else {
			i.done.Held++
		}
		return nil
	}
	if i.people != nil {
		i.people.stored.drop(pair{momentKey(was.text(columnSource), was.submitted().UnixMicro()), was.seq})
	}
	return i.change(was, whole, false)
}

// completed is a row with all that an export does not say, or not as exactly as it is kept: the contact details,
// the circumstances, and answers to questions that the row leaves blank, whose columns may have been left out.
func (i *importing) completed(was *kept, r *response.Response) (*response.Response, error) {
	answers, circumstances, err := response.DecodeDocument([]byte(was.text(columnDocument)))
	if err != nil {
		return nil, err
	}
	whole := *r
	whole.ID, whole.Source = was.text(columnID), was.text(columnSource)
	whole.Circumstances = circumstances
	whole.Answers = maps.Clone(answers)
	for id, is := range r.Answers {
		if before, given := answers[id]; !given || !sameAnswer(before, is) {
			whole.Answers[id], whole.NotShown = is, r.NotShown
		}
	}
	if r.Contact == nil && was.contact != nil {
		whole.Contact, err = i.contactOf(was)
	}
	return &whole, err
}

// contactOf reads the contact details of what is kept.
func (i *importing) contactOf(k *kept) (*response.Contact, error) {
	var words [2]string
	for n, column := range [2]int{contactStatement, contactNotice} {
		hash, said := k.contact[column].([]byte)
		if !said {
			continue
		}
		err := each(i.conn, 1, `SELECT words FROM statements WHERE hash = ?`, func(row []driver.Value) { words[n] = row[0].(string) }, hash)
		if err != nil {
			return nil, err
		}
	}
	return contact(k.contact[contactFields].(string), k.contact[contactConsented] != nil, words[0], words[1])
}
