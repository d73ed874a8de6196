package web

import (
	"fmt"
	"maps"
	"sync"
)

// places are options that no more respondents may pick.
type places map[place]bool

// place is an option of a question.
type place struct{ question, option string }

func (p places) equal(other places) bool { return maps.Equal(p, other) }

// sheetKey is in what the empty pages of an edition differ.
type sheetKey struct {
	language string
	order    int
	coding   coding
}

// sheet is an empty page but for the fields that differ from person to person. It is drawn and
// compressed for the first who asks for it.
type sheet struct {
	once sync.Once
	page *stitched
	end  string // what follows those fields
	err  error

	weight int // guarded by the edition's mu; 0 until it is drawn
}

// edition is a form's empty pages for as long as the same places are full.
type edition struct {
	full places

	mu     sync.Mutex
	sheets map[sheetKey]*sheet // guarded by mu
	weight int                 // guarded by mu: of all that are drawn, in bytes
}

func newEdition(full places) *edition {
	return &edition{full: full, sheets: map[sheetKey]*sheet{}}
}

// mostKept bounds the memory of an edition, in bytes. A form with shuffled options in five languages
// has 160 sheets for the two codings that browsers ask for, of some 8 kB each.
const mostKept = 2 << 20

// sheet finds a page, or the empty place of one that has to be drawn.
func (e *edition) sheet(key sheetKey) *sheet {
	e.mu.Lock()
	defer e.mu.Unlock()
	found := e.sheets[key]
	if found == nil {
		found = &sheet{}
		e.sheets[key] = found
	}
	return found
}

// weigh counts a page that has been drawn, and lets go of others while they are too much.
func (e *edition) weigh(drawn *sheet) {
	e.mu.Lock()
	defer e.mu.Unlock()
	drawn.weight = len(drawn.page.start)
	e.weight += drawn.weight
	for key, other := range e.sheets {
		if e.weight <= mostKept {
			return
		}
		if other != drawn && other.weight > 0 {
			e.weight -= other.weight
			delete(e.sheets, key)
		}
	}
}

// sheet gives a page of the form as it is now.
func (site *Site) sheet(f *form, key sheetKey) (*stitched, string, error) {
	e := f.edition.Load()
	found := e.sheet(key)
	found.once.Do(func() {
		if found.err = site.drawSheet(f, key, e.full, found); found.err == nil {
			e.weigh(found)
		}
	})
	return found.page, found.end, found.err
}

func (site *Site) drawSheet(f *form, key sheetKey, full places, empty *sheet) error {
	start, end, err := site.renderSheet(f, key, full)
	if err == nil {
		empty.page, err = newStitched(key.coding, start)
	}
	if err != nil {
		return fmt.Errorf("draw survey %q: %w", f.survey.ID, err)
	}
	empty.end = end
	return nil
}
