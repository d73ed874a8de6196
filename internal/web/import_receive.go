package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/spreadsheet"
)

// arrival is a form with a file, as it was posted.
type arrival struct {
	values url.Values
	name   string // of the file; "" when none was chosen
	data   []byte
	files  int
	long   bool // the file is longer than it may be
}

// limits bound what a file may cost.
func (f *founders) limits() spreadsheet.Limits {
	if f.config.Limits == (spreadsheet.Limits{}) {
		return spreadsheet.DefaultLimits()
	}
	return f.config.Limits
}

// receiveFile reads a form with a file into memory: parts that wait on a disk would be there for others. Like
// every form it is read to its end, within reason, because a browser that is still sending shows no page.
func (f *founders) receiveFile(c *gin.Context, person, most int64) (*arrival, error) {
	kind, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "multipart/form-data" || parameters["boundary"] == "" || c.GetHeader("Content-Encoding") != "" {
		return nil, wrongKind()
	}
	allowTime(c)
	body, left := f.uploads.arrive(c, person)
	defer left()
	leave, err := enter(c.Request.Context(), f.uploads.gates, deskPatience)
	if err != nil {
		return nil, crowded()
	}
	defer leave()
	got := &arrival{values: url.Values{}}
	err = got.read(multipart.NewReader(io.LimitReader(body, most+maxBody), parameters["boundary"]), most)
	_, rest := io.CopyN(io.Discard, body, 4*most+maxDrain) // what is left is nobody's
	if errors.Is(rest, io.EOF) {
		rest = nil
	}
	if err == nil || got.long {
		err = rest // what is to be sent still ends the request when it does not come
	}
	if err != nil {
		return nil, brokenOff(err)
	}
	return got, nil
}

// allowTime gives a request the time that a large file takes, once it came whole: whoever sends a form and stops in the
// middle is not waited for longer than on other pages. Not every connection can be given more; then the page's time
// must do.
func allowTime(c *gin.Context) {
	control, until := http.NewResponseController(c.Writer), time.Now().Add(arrivalTimeout)
	_ = control.SetWriteDeadline(until)
	if c.Request.Body == nil || c.Request.Body == http.NoBody {
		_ = control.SetReadDeadline(until)
		return
	}
	c.Request.Body = &extended{c.Request.Body, control, until}
}

// extended is a body whose connection is given more time at its end: a read deadline that passes behind it would end
// the request.
type extended struct {
	io.ReadCloser
	control *http.ResponseController
	until   time.Time
}

// Read reads on.
func (b *extended) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.control.SetReadDeadline(b.until)
	}
	return n, err
}

// read takes the parts of the form; of several files only the first.
func (a *arrival) read(parts *multipart.Reader, most int64) error {
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := a.part(part, most); err != nil {
			return err
		}
	}
	return errTooManyParts
}

// maxParts is far more fields than any form with a file has.
const maxParts = 40

var errTooManyParts = errors.New("a form with more fields than there are")

func (a *arrival) part(part *multipart.Part, most int64) error {
	name := part.FileName()
	if name == "" && part.FormName() == fileField {
		return nil // no file was chosen
	}
	if name == "" {
		text, err := io.ReadAll(io.LimitReader(part, commonBody))
		a.values.Add(part.FormName(), string(text))
		return err
	}
	a.files++
	if a.files > 1 {
		_, err := io.Copy(io.Discard, part)
		return err
	}
	var data bytes.Buffer
	n, err := data.ReadFrom(io.LimitReader(part, most+1))
	a.name, a.data, a.long = shownName(name), data.Bytes(), n > most
	if a.long {
		return errTooLong
	}
	return err
}

var errTooLong = errors.New("a file that is longer than it may be")

// fileField is where a form has its file.
const fileField = "file"

// longestName bounds a file's name, which stands on pages and beside answers.
const longestName = 120

// shownName makes a name that can be shown of one that a stranger sent, without folders.
func shownName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	runes := []rune(spreadsheet.Line(strings.ToValidUTF8(name, "")))
	if len(runes) > longestName { // the end says what kind of file it is
		runes = append(runes[:longestName-10], runes[len(runes)-10:]...)
	}
	if len(runes) == 0 {
		return "file"
	}
	return string(runes)
}
