package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/survey"
)

// invitations are how many were given out for a form that asks for one.
type invitations struct {
	Issued, Used int
	May          bool // this person may make more
	Most         int  // at a time
	Action       string
}

const mostInvitations = 1_000

// invitations returns nil for a form that anybody may answer.
func (f *founders) invitations(c *gin.Context, s *survey.Survey, p account.Person) (*invitations, error) {
	if !s.Rules.Invited || f.config.Invitations == nil {
		return nil, nil
	}
	issued, used, err := f.config.Invitations(c.Request.Context(), s.ID)
	if err != nil {
		return nil, err
	}
	return &invitations{issued, used, p.Role == account.Founder, mostInvitations, "/surveys/" + url.PathEscape(s.ID) + "/invitations.csv"}, nil
}

// makeInvitations answers with a list of links, once: only their hashes are kept.
func (f *founders) makeInvitations(c *gin.Context, v visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	if v.person.Role != account.Founder {
		return &fault{status: http.StatusForbidden, title: "Only founders invite", words: []string{"Ask a founder to make the invitations."}}
	}
	if !s.Rules.Invited || f.config.Invite == nil {
		return notFound("Anybody may answer this form, so it has no invitations. Add “invited: true” to the survey's file to ask for one.")
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(values.Get("number"))
	if err != nil || n < 1 || n > mostInvitations {
		return &fault{status: http.StatusUnprocessableEntity, title: "How many invitations?",
			words: []string{fmt.Sprintf("Write a number from 1 to %d, and send again.", mostInvitations)}}
	}
	data, hashes, err := f.newInvitations(c, s, n)
	if err != nil {
		return err
	}
	if err := f.config.Invite(c.Request.Context(), s.ID, hashes); err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="`+s.ID+`-invitations.csv"`)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", data)
	return nil
}

func (f *founders) newInvitations(c *gin.Context, s *survey.Survey, n int) (data []byte, hashes [][]byte, err error) {
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	_ = w.Write([]string{"number", "link"}) // a buffer takes everything; Error tells
	for i := range n {
		token, err := f.site.newInvitation()
		if err != nil {
			return nil, nil, err
		}
		hashes = append(hashes, tokenHash(token))
		_ = w.Write([]string{strconv.Itoa(i + 1), f.site.base(c) + "/s/" + url.PathEscape(s.ID) + "?i=" + token})
	}
	w.Flush()
	return file.Bytes(), hashes, w.Error()
}

// newInvitation draws the token of an invitation.
func (site *Site) newInvitation() (string, error) {
	var raw [tokenBytes]byte
	if _, err := io.ReadFull(site.config.Random, raw[:]); err != nil {
		return "", fmt.Errorf("draw an invitation: %w", err)
	}
	return tokenLetters.EncodeToString(raw[:]), nil
}
