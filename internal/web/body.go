package web

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

// A character of Chinese takes nine bytes in a body, so seven of the longest texts fit.
const (
	maxBody    = 256 << 10
	commonBody = 64 << 10 // no more room is made on the word of a header alone
	maxDrain   = 1 << 20
)

// postedValues reads the body of a form. The body is read to its end, within reason, even when it is
// too long: a browser that is still sending when the connection closes shows no page at all.
func postedValues(c *gin.Context) (url.Values, error) {
	// A compressed body would be taken for one with no field that the survey knows.
	if !strings.EqualFold(c.ContentType(), "application/x-www-form-urlencoded") || c.GetHeader("Content-Encoding") != "" {
		return nil, wrongKind()
	}
	body, err := readBody(c.Request)
	if err != nil {
		return nil, err
	}
	values, err := parseFields(body)
	if err != nil {
		return nil, garbled()
	}
	return values, nil
}

func readBody(r *http.Request) (string, error) {
	size := r.ContentLength
	if size < 0 {
		size = bytes.MinRead
	}
	body := bytes.NewBuffer(make([]byte, 0, min(size, commonBody)+bytes.MinRead)) // ReadFrom wants that much room at the end
	if _, err := body.ReadFrom(io.LimitReader(r.Body, maxBody+1)); err != nil {
		return "", unreadable(err)
	}
	if body.Len() > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, maxDrain)
		return "", bodyTooLarge()
	}
	return body.String(), nil
}

// unreadable tells a body that someone else has bounded from one that did not arrive.
func unreadable(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return bodyTooLarge()
	}
	return garbled()
}
