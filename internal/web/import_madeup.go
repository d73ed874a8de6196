package web

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// showMadeUp leads to a survey of its own from one whose answers are made up. What was sent is read to its end
// within reason, because a browser that is still sending shows no page.
func (f *founders) showMadeUp(c *gin.Context, in incoming) error {
	status := http.StatusConflict
	if c.Request.Method == http.MethodGet {
		status = http.StatusOK
	}
	_, _ = io.CopyN(io.Discard, c.Request.Body, maxDrain) // what is left is nobody's
	return f.site.render(c, status, importPage{importHead: f.importHead(in, in.path()), MadeUp: true})
}
