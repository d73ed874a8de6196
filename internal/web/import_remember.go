package web

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/store"
)

// rememberedBytes bounds what a session remembers of the decisions about a file.
const rememberedBytes = 256 << 10

// rememberedDraft is a draft as a session keeps it. Decisions outlive the file they are about: it is gone after
// an hour, when two others of the person came, and whenever Muster is started anew.
type rememberedDraft struct {
	File              string
	Mapping, Encoding string
	Title, ID         string
}

func draftKey(in incoming) string { return "import:" + in.name() }

// remember keeps the decisions in the person's session.
func (f *founders) remember(c *gin.Context, in incoming, file string, d draft) error {
	written, err := d.Mapping.Write()
	if err != nil {
		return err
	}
	kept, err := json.Marshal(rememberedDraft{file, string(written), d.Encoding, d.Title, d.ID})
	if err != nil {
		return err
	}
	if len(kept) > rememberedBytes {
		return nil // the pages show it all the same, as long as the file is there
	}
	f.sessions.Put(c.Request.Context(), draftKey(in), string(kept))
	return f.saveSession(c)
}

// remembered gives the decisions that the session knows of, if it does. A file of another name may be another
// form's, so it keeps its own.
func (f *founders) remembered(c *gin.Context, in incoming, file string) (draft, bool) {
	var kept rememberedDraft
	text := f.sessions.GetString(c.Request.Context(), draftKey(in))
	if text == "" || json.Unmarshal([]byte(text), &kept) != nil {
		return draft{}, false
	}
	m, problems := importer.ParseMapping("mapping.yaml", []byte(kept.Mapping))
	if len(problems) > 0 {
		return draft{}, false
	}
	if importer.FormName(kept.File) != importer.FormName(file) {
		m = m.Borrowed()
	}
	return draft{Mapping: m, Encoding: kept.Encoding, Title: kept.Title, ID: kept.ID}, true
}

// forgetDraft forgets the decisions, since the file is stored or they are taken back.
func (f *founders) forgetDraft(c *gin.Context, in incoming) error {
	f.sessions.Remove(c.Request.Context(), draftKey(in))
	return f.saveSession(c)
}

// keptFor finds what was decided about the form of a file when another of its exports was stored; nil when none
// was.
func keptFor(ctx context.Context, kept []store.FormMapping, t *spreadsheet.Table) (m *importer.Mapping, saved time.Time) {
	var all []*importer.Mapping
	days := map[*importer.Mapping]time.Time{}
	for _, form := range kept {
		if m, problems := importer.ParseMapping(form.Name, form.Document); len(problems) == 0 {
			all, days[m] = append(all, m), form.Saved
		}
	}
	m = importer.Choose(ctx, all, t)
	return m, days[m]
}

// suits tells whether decisions that are not stored yet are about a file: it has most of the columns that they
// name.
func suits(m *importer.Mapping, t *spreadsheet.Table) bool {
	known := map[string]bool{}
	for _, c := range m.Columns {
		known[plainTitle(c.Column)] = true
	}
	both := 0
	for _, title := range t.Header {
		if title = plainTitle(title); known[title] {
			delete(known, title)
			both++
		}
	}
	return both > len(known)
}

// plainTitle is equal for two spellings of a column's title.
func plainTitle(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
