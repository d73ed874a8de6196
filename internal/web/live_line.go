package web

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	listenerWaits  = 10 * time.Second // for a browser to take what it is sent
	reconnectAfter = 5 * time.Second  // that a browser waits when the line broke
)

// line is a connection that is written to for as long as it holds. One that breaks was hung up: then
// there is nobody to tell of it.
type line struct {
	to      io.Writer
	control *http.ResponseController
	broken  error
}

// newLine begins to answer with server-sent events. The server's own limits on the time of a request
// are for requests that end.
func newLine(c *gin.Context) *line {
	l := &line{to: c.Writer, control: http.NewResponseController(c.Writer)}
	_ = l.control.SetReadDeadline(time.Time{}) // a writer that knows no deadlines has none to lift
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no")
	c.Status(http.StatusOK)
	l.send("retry: %d\n\n", reconnectAfter.Milliseconds())
	return l
}

func (l *line) holds() bool { return l.broken == nil }

// send writes at once, and gives up on a browser that takes nothing.
func (l *line) send(format string, values ...any) {
	_ = l.control.SetWriteDeadline(time.Now().Add(listenerWaits))
	if _, l.broken = fmt.Fprintf(l.to, format, values...); l.broken == nil {
		l.broken = l.control.Flush()
	}
}
