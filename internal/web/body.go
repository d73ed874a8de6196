package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

const (
	maxBody  = 64 << 10
	maxDrain = 1 << 20
)

// postedValues reads the body of a form. The body is read to its end, within reason, even when it is
// too long: a browser that is still sending when the connection closes shows no page at all.
func postedValues(c *gin.Context) (url.Values, error) {
	if !strings.EqualFold(c.ContentType(), "application/x-www-form-urlencoded") {
		return nil, wrongKind()
	}
	body, err := io.ReadAll(io.LimitReader(c.Request.Body, maxBody+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if len(body) > maxBody {
		_, _ = io.CopyN(io.Discard, c.Request.Body, maxDrain)
		return nil, bodyTooLarge()
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, garbled()
	}
	return values, nil
}

// unreadable tells a body that someone else has bounded from one that did not arrive.
func unreadable(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return bodyTooLarge()
	}
	return garbled()
}
