package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/unicode/norm"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// takeImport takes a file, reads it and leads to what was understood of it.
func (f *founders) takeImport(c *gin.Context, in incoming) error {
	got, err := f.receiveFile(c, in.person.ID, f.limits().Upload)
	if err != nil {
		return busy(c, err)
	}
	page, err := f.importPage(c, in)
	if err != nil {
		return err
	}
	page.Zone, page.Title, page.ID = got.value("time_zone"), got.value("title"), got.value("id")
	page.Problems = append(got.problems(f.limits().Upload), f.askedWrong(in, page.Zone, page.ID)...)
	if len(page.Problems) == 0 {
		u := &upload{id: f.site.newToken(), person: in.person.ID, into: in.name(), used: f.site.config.Now(), name: got.name, data: got.data}
		if encoding := got.value("encoding"); slices.Contains(encodings(), encoding) {
			page.Encoding = encoding
		}
		switch err := f.open(c, in, u, page); {
		case err == nil:
			return backTo(c, in.path(u.id))
		case errors.Is(err, errBusy):
			return busy(c, err)
		default:
			page.Problems = problems{{fileField, unreadableFile(err)}}
			page.Encodings = append([]pickable{{"", "as Muster finds it", page.Encoding == ""}}, chosen(encodingChoices("utf-8"), page.Encoding)...)
		}
	}
	return f.site.render(c, http.StatusUnprocessableEntity, page)
}

func (a *arrival) value(name string) string { return strings.TrimSpace(a.values.Get(name)) }

// problems says what is wrong with the file before anybody looks into it.
func (a *arrival) problems(most int64) problems {
	switch {
	case a.long:
		return problems{{fileField, fmt.Sprintf("The file is larger than %d MB. Leave out columns that nobody needs, or import it on the command line", most>>20)}}
	case a.files == 0:
		return problems{{fileField, "Choose the file with the answers"}}
	case a.files > 1:
		return problems{{fileField, "Choose one file; import the others one after another"}}
	case len(a.data) == 0:
		return problems{{fileField, fmt.Sprintf("“%s” is empty. Export the answers once more and choose that file", a.name)}}
	}
	return nil
}

// askedWrong says what is wrong with what was typed beside the file.
func (f *founders) askedWrong(in incoming, zone, id string) problems {
	var wrong problems
	if _, err := loadZone(zone); err != nil && zone != "" {
		wrong = append(wrong, fieldProblem{"time_zone", fmt.Sprintf("“%s” is no time zone. Write one such as Europe/Berlin, America/New_York or UTC", zone)})
	}
	if in.survey != nil || id == "" {
		return wrong
	}
	switch {
	case !survey.ValidID(id):
		wrong = append(wrong, fieldProblem{"id", "Write the name in the address as up to 40 small letters, digits and dashes, beginning with a letter"})
	case f.site.survey(id) != nil:
		wrong = append(wrong, fieldProblem{"id", fmt.Sprintf("There is a survey “%s” already. Choose another name, or import the file into that survey", id)})
	}
	return wrong
}

// loadZone knows zones by the names that survey files use.
func loadZone(name string) (*time.Location, error) {
	if name == "Local" {
		return nil, errors.New("the zone of this machine is nobody's")
	}
	return time.LoadLocation(name)
}

// open reads the file, finds what was decided about its form before, and keeps it.
func (f *founders) open(c *gin.Context, in incoming, u *upload, page importPage) error {
	if err := f.readUpload(c.Request.Context(), u, draft{Mapping: &importer.Mapping{}, Encoding: page.Encoding}); err != nil {
		return err
	}
	d, err := f.firstDraft(c, in, u)
	d.Encoding = firstOf(page.Encoding, d.Encoding)
	if err == nil && u.otherwise(d) {
		err = f.readUpload(c.Request.Context(), u, d)
	}
	if err != nil {
		return err
	}
	if zone := firstOf(page.Zone, f.zoneOf(in)); in.survey == nil || zone != in.survey.Zone.String() {
		d.Mapping.Zone = zone
	}
	d.Title = firstOf(page.Title, d.Title)
	d.ID = firstOf(page.ID, d.ID)
	if in.survey == nil && d.ID == "" {
		d.ID = f.freeName(firstOf(d.Title, u.name))
	}
	u.draft = d
	f.uploads.add(u)
	return nil
}

// readUpload reads an upload's file as a draft says, when it is its turn.
func (f *founders) readUpload(ctx context.Context, u *upload, d draft) error {
	leave, err := enter(ctx, f.uploads.desk, deskPatience)
	if err != nil {
		return err
	}
	defer leave()
	return u.read(ctx, spreadsheet.Options{Limits: f.limits(), Sheet: d.Mapping.Sheet, Encoding: d.Encoding})
}

// otherwise tells whether a draft wants another sheet or another encoding than was read.
func (u *upload) otherwise(d draft) bool {
	sheet := d.Mapping.Sheet != "" && d.Mapping.Sheet != u.table.Sheet && slices.Contains(u.table.Sheets, d.Mapping.Sheet)
	return sheet || d.Encoding != "" && u.table.Encoding != "" && d.Encoding != u.table.Encoding
}

// firstDraft is what is decided about a file when it arrives: in this session about a file that is gone, or
// when a file of the same form was stored, or nothing.
func (f *founders) firstDraft(c *gin.Context, in incoming, u *upload) (draft, error) {
	if d, ok := f.remembered(c, in, u.name); ok && suits(d.Mapping, u.table) {
		return d, nil
	}
	d := draft{Mapping: &importer.Mapping{}}
	if in.survey == nil || f.config.FormMappings == nil {
		return d, nil
	}
	kept, err := f.config.FormMappings(c.Request.Context(), in.survey.ID)
	if err != nil {
		return d, fmt.Errorf("read mappings of survey %q: %w", in.survey.ID, err)
	}
	m, saved := keptFor(c.Request.Context(), kept, u.table)
	if m == nil {
		return d, nil
	}
	d.Mapping, d.Remembered = m, saved
	if m.SameForm(u.table) {
		return d, nil
	}
	name, err := f.storedForm(c, in, &upload{table: u.table, draft: d})
	if err != nil {
		return d, err
	}
	for _, same := range kept {
		if m, problems := importer.ParseMapping(same.Name, same.Document); len(problems) == 0 && same.Name == name {
			d.Mapping, d.Remembered = m, same.Saved
			return d, nil
		}
	}
	d.Mapping, d.Borrowed = m.Borrowed(), m.Form
	return d, nil
}

// storedForm is the form as whose answers rows of a file are stored; "" when there is none, or nobody can tell just now.
func (f *founders) storedForm(c *gin.Context, in incoming, u *upload) (string, error) {
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil || is.plan == nil || !f.config.Freshness().Ready {
		return "", err
	}
	return f.cameFrom(c.Request.Context(), in.survey, is.plan, u.draft.Mapping)
}

// unreadableFile makes a sentence of why a file could not be read.
func unreadableFile(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		err = inner // what is around it repeats the file's name
	}
	text, large := strings.CutSuffix(err.Error(), ": "+spreadsheet.ErrTooLarge.Error())
	if large {
		text += ". Divide it, or load it with the command muster import while nobody answers"
	}
	return sentence(text)
}

// sentence begins a text with a capital.
func sentence(text string) string {
	runes := []rune(text)
	if len(runes) > 0 {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}

// freeName makes a name for addresses that no survey has yet.
func (f *founders) freeName(title string) string {
	base := nameFrom(title)
	for n, name := 2, base; ; n++ {
		if f.site.survey(name) == nil && name != newSurvey {
			return name
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
}

var (
	fileEnding = regexp.MustCompile(`\.[A-Za-z]{2,5}$`)
	betweens   = regexp.MustCompile(`[^a-z0-9]+`)
)

// nameFrom writes words as a name for addresses.
func nameFrom(words string) string {
	words = fileEnding.ReplaceAllString(words, "")
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(words))
	name := strings.TrimLeft(betweens.ReplaceAllString(plain, "-"), "-0123456789")
	name = strings.Trim(name[:min(len(name), 32)], "-")
	if name == "" {
		return "survey"
	}
	return name
}

// busy says that there is no room or no time for a file just now. A page that is only looked at comes again by
// itself.
func busy(c *gin.Context, err error) error {
	if !errors.Is(err, errBusy) {
		return err
	}
	shown := &fault{status: http.StatusServiceUnavailable, title: "Other files are being read", wait: 10 * time.Second,
		words: []string{"Muster reads one file at a time, and those before yours are large. Nothing is lost: try again in a few seconds."}}
	if c.Request.Method == http.MethodGet {
		c.Header("Refresh", "5")
		shown.words = []string{"Muster reads one file at a time, and those before yours are large. Nothing is lost. This page comes again by itself in a few seconds."}
	}
	return shown
}
