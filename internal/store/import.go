package store

import (
	"iter"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// Import is what one file brings: answers of an old form, all of them or none.
type Import struct {
	Survey    *survey.Survey // that the answers are of; kept as well where its version is not the current one
	Responses iter.Seq[*response.Response]
	Form      FormMapping // kept beside the survey; nothing is kept while its Name is ""
}

// FormMapping is what was decided by hand about the exports of one form.
type FormMapping struct {
	Survey   string
	Name     string    // of the form, unique within the survey
	Document []byte    // as package importer writes it
	Saved    time.Time // set by the store
}

// Imported is what became of the answers of an Import.
type Imported struct {
	New     int // stored
	Same    int // were stored already, with the same answers
	Changed int // were stored already and say something else now: they are corrected
	Erased  int // were erased here before, and stay so
}
