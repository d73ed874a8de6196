package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// past is what there ought to be after a history of imports, answers, corrections, erasures and imports taken back.
type past struct {
	t         *testing.T
	random    *rand.Rand
	store     *store.Store
	warehouse *warehouse.Warehouse
	form      *survey.Survey
	live      map[int]kept // by number
	erased    map[int]bool // by their people
	imports   map[int64]bool
	step      int
}

// kept is an answer that ought to be there.
type kept struct {
	words    string
	origin   int64 // the import that brought it; 0 for one that was sent
	byPerson bool  // corrected by its respondent
	later    bool  // corrected by another import than its own
}

// told is an answer of the past, with contact details that say the same.
func (p *past) told(n int, words string) *response.Response {
	r := brought(p.form, n, words)
	r.Contact = &response.Contact{Fields: map[string]string{"name": words}, Consent: true, Statement: "Write to me."}
	return r
}

func (p *past) words() string { return fmt.Sprintf("words %d", p.random.IntN(4)) }

const peopleOfPast = 14

// bring imports a file with some of the people.
func (p *past) bring() {
	p.t.Helper()
	id, want := int64(len(p.imports)+1), store.Imported{}
	stored := false
	var rows []*response.Response
	for _, n := range p.random.Perm(peopleOfPast)[:1+p.random.IntN(peopleOfPast-1)] {
		words := p.words()
		rows = append(rows, p.told(n, words))
		was, there := p.live[n]
		switch {
		case p.erased[n]:
			want.Erased++
			continue
		case !there:
			want.New++
			p.live[n] = kept{words: words, origin: id}
		case was.origin == 0:
			want.Held++
			continue
		case was.words == words:
			want.Same++
			continue
		default:
			want.Changed++
			was.words, was.later = words, true
			p.live[n] = was
		}
		stored = true
	}
	mustImport(p.t, p.store, file(p.form, rows...), want)
	if stored {
		p.imports[id] = true
	}
}

// send has somebody answer, correct or erase.
func (p *past) send() {
	p.t.Helper()
	n := p.random.IntN(peopleOfPast)
	was, there := p.live[n]
	r := p.told(n, p.words())
	switch {
	case !there && p.erased[n]:
	case !there:
		r.Receipt = answer(p.form, n).Receipt
		mustAppend(p.t, p.store, []*response.Response{r})
		p.live[n] = kept{words: r.Answers["challenge"].Text}
	case p.random.IntN(4) == 0:
		mustErase(p.t, p.store, r)
		delete(p.live, n)
		p.erased[n] = true
	default:
		words := fmt.Sprintf("step %d", p.step)
		mustRevise(p.t, p.store, p.told(n, words))
		was.words, was.byPerson = words, true
		p.live[n] = was
	}
}

// undo takes back one of the imports, perhaps again.
func (p *past) undo() {
	p.t.Helper()
	if len(p.imports) == 0 {
		return
	}
	id := 1 + p.random.Int64N(int64(len(p.imports)))
	var want store.Reach
	for n, k := range p.live {
		switch {
		case k.origin != id || !p.imports[id]:
			continue
		case k.byPerson:
			want.Staying++
			continue
		case k.later:
			want.Later++
		}
		want.Going++
		delete(p.live, n)
	}
	if _, reach, err := p.store.PastImport(p.t.Context(), p.form.ID, id); err != nil || reach != want {
		p.t.Fatalf("import %d: %+v, %v; want %+v", id, reach, err, want)
	}
	if !p.imports[id] {
		if _, err := p.store.TakeBack(p.t.Context(), store.TakingBack{Survey: p.form.ID, Import: id}); !errors.Is(err, store.ErrTakenBack) {
			p.t.Fatalf("import %d is taken back again: %v", id, err)
		}
		return
	}
	mustTakeBack(p.t, p.store, p.form, id)
	p.imports[id] = false
}

// check holds that store, contacts and warehouse have what there ought to be and nothing else.
func (p *past) check() {
	p.t.Helper()
	var want []string
	for _, k := range p.live {
		want = append(want, k.words)
	}
	var stored, told, counted []string
	for _, record := range liveOf(nil, all(p.t, p.store)) {
		said, _, err := response.DecodeDocument(record.Document)
		if err != nil {
			p.t.Fatal(err)
		}
		stored = append(stored, said["challenge"].Text)
	}
	contacts, err := p.store.Contacts(p.t.Context(), p.form.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, c := range contacts {
		told = append(told, c.Fields["name"])
	}
	if err := p.warehouse.CatchUp(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	for r, err := range p.warehouse.Responses(p.t.Context(), p.form.ID, tally.Filter{}) {
		if err != nil {
			p.t.Fatal(err)
		}
		counted = append(counted, r.Answers["challenge"].Text)
	}
	for name, got := range map[string][]string{"store": stored, "contacts": told, "warehouse": counted} {
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			p.t.Fatalf("step %d, %s: %s", p.step, name, diff)
		}
	}
	if n, err := p.store.Count(p.t.Context(), p.form.ID); err != nil || n != int64(len(want)) {
		p.t.Fatalf("step %d: count is %d, %v", p.step, n, err)
	}
	p.checkThere()
}

// checkThere holds how many answers of each import the list says are still there.
func (p *past) checkThere() {
	p.t.Helper()
	want := map[int64]int{}
	for _, k := range p.live {
		want[k.origin]++
	}
	imports, err := p.store.PastImports(p.t.Context(), p.form.ID)
	if err != nil || len(imports) != len(p.imports) {
		p.t.Fatalf("step %d: %d imports, %v", p.step, len(imports), err)
	}
	for _, past := range imports {
		if past.There != want[past.ID] {
			p.t.Fatalf("step %d: of import %d %d answers are there, want %d", p.step, past.ID, past.There, want[past.ID])
		}
	}
}

// TestAnyPastCanBeTakenBack goes through random histories.
func TestAnyPastCanBeTakenBack(t *testing.T) {
	for seed := range uint64(12) {
		s, form := fresh(t)
		w, err := warehouse.Open(t.Context(), warehouse.Config{
			Surveys: []*survey.Survey{form}, Records: s.Records, LastSeq: s.LastSeq, Count: s.Count, Threads: 1,
		})
		if err != nil {
			t.Fatal(err)
		}
		p := &past{
			t: t, random: rand.New(rand.NewPCG(seed, 12)), store: s, warehouse: w, form: form,
			live: map[int]kept{}, erased: map[int]bool{}, imports: map[int64]bool{},
		}
		for p.step = range 60 {
			switch p.random.IntN(6) {
			case 0, 1:
				p.bring()
			case 2:
				p.undo()
			default:
				p.send()
			}
			if p.random.IntN(3) == 0 {
				p.check()
			}
		}
		p.check()
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
