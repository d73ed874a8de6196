package web

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/yamldoc"
)

// mappingBytes bounds a mapping file.
const mappingBytes = 1 << 20

// sendMapping sends everything that was decided as a file, for the command line or another Muster.
func (f *founders) sendMapping(c *gin.Context, in incoming, u *upload) error {
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil {
		return err
	}
	data, err := is.report.Mapping.Write()
	if err != nil {
		return err
	}
	sendAs(c, in.name()+"-mapping.yaml", "application/yaml; charset=utf-8", data)
	return nil
}

// sendAs sends a file to be kept.
func sendAs(c *gin.Context, name, kind string, data []byte) {
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	c.Data(http.StatusOK, kind, data)
}

// takeMapping takes a mapping file in the place of what was decided.
func (f *founders) takeMapping(c *gin.Context, in incoming, u *upload) error {
	got, err := f.receiveFile(c, in.person.ID, mappingBytes)
	if err != nil {
		return err
	}
	d := u.draft
	m, wrong, err := f.readMapping(c.Request.Context(), got)
	if err != nil {
		return err
	}
	d.Mapping, d.Remembered, d.Borrowed = m, time.Time{}, ""
	if len(wrong) == 0 && u.otherwise(d) {
		if err := f.readUpload(c.Request.Context(), u, d); err != nil {
			wrong = problems{{fileField, unreadableFile(err)}}
		}
	}
	if len(wrong) > 0 {
		return f.renderUpload(c, http.StatusUnprocessableEntity, in, u, func(page *uploadPage) { page.Problems = wrong })
	}
	if in.survey == nil {
		m.Zone = firstOf(m.Zone, u.draft.Mapping.Zone)
	}
	if err := f.keep(c, in, u, d, []string{fmt.Sprintf("The mapping “%s” is used.", got.name)}); err != nil {
		return err
	}
	return backTo(c, in.path(u.id))
}

// mostMistakes of a mapping file are told at once.
const mostMistakes = 5

// readMapping reads a mapping file when it is its turn: a large one keeps a processor busy as a file of answers does.
func (f *founders) readMapping(ctx context.Context, got *arrival) (*importer.Mapping, problems, error) {
	switch {
	case got.long:
		return nil, problems{{fileField, fmt.Sprintf("“%s” is larger than 1 MB, so it is no mapping", got.name)}}, nil
	case got.files != 1:
		return nil, problems{{fileField, "Choose one mapping file"}}, nil
	}
	leave, err := enter(ctx, f.uploads.desk, deskPatience)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	m, mistakes := importer.ParseMapping(got.name, got.data)
	var wrong problems
	for i, mistake := range mistakes {
		if i == mostMistakes {
			break
		}
		wrong = append(wrong, fieldProblem{fileField, mistake.Error()})
	}
	return m, wrong, nil
}

// checkedMapping is a mapping as it comes back from a file, or what is wrong with it: a form can be made to send
// anything.
func checkedMapping(m *importer.Mapping) (*importer.Mapping, yamldoc.Problems) {
	data, err := m.Write()
	if err != nil {
		return nil, yamldoc.Problems{{Message: err.Error()}}
	}
	return importer.ParseMapping("mapping.yaml", data)
}

// sendRefused sends the rows that are not taken, with the reason of each.
func (f *founders) sendRefused(c *gin.Context, in incoming, u *upload) error {
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil {
		return err
	}
	var file strings.Builder
	w := csv.NewWriter(&file)
	_ = w.Write([]string{"row", "column", "why"}) // a builder takes everything
	if is.plan != nil {
		for _, r := range is.plan.Refused {
			_ = w.Write([]string{strconv.Itoa(r.Row), plainCell(r.Column), plainCell(r.Why)})
		}
	}
	w.Flush()
	sendAs(c, in.name()+"-refused-rows.csv", "text/csv; charset=utf-8", []byte(file.String()))
	return nil
}

// plainCell keeps a spreadsheet from taking a text of strangers for a formula.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
