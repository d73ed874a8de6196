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
}

// edition is a form's empty pages for as long as the same places are full.
type edition struct {
	full places

	mu     sync.Mutex
	sheets map[sheetKey]*sheet // guarded by mu
}

func newEdition(full places) *edition {
	return &edition{full: full, sheets: map[sheetKey]*sheet{}}
}

// mostSheets bounds the memory of an edition. A form in two languages with shuffled options has 64
// sheets for the two codings that browsers ask for, of some 8 kB each.
const mostSheets = 128

// sheet finds a page, or the empty place of one that has to be drawn.
func (e *edition) sheet(key sheetKey) *sheet {
	e.mu.Lock()
	defer e.mu.Unlock()
	found := e.sheets[key]
	if found != nil {
		return found
	}
	if len(e.sheets) >= mostSheets {
		for any := range e.sheets {
			delete(e.sheets, any)
			break
		}
	}
	found = &sheet{}
	e.sheets[key] = found
	return found
}

// sheet gives a page of the form as it is now.
func (site *Site) sheet(f *form, key sheetKey) (*stitched, string, error) {
	e := f.edition.Load()
	found := e.sheet(key)
	found.once.Do(func() {
		start, end, err := site.renderSheet(f, key, e.full)
		if err == nil {
			found.page, err = newStitched(key.coding, start)
		}
		if err != nil {
			err = fmt.Errorf("draw survey %q: %w", f.survey.ID, err)
		}
		found.end, found.err = end, err
	})
	return found.page, found.end, found.err
}
