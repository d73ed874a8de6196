package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// readyTime is how long the databases may take to show that they work.
const readyTime = 5 * time.Second

// showHealth tells that the process serves, whatever its databases do.
func (site *Site) showHealth(c *gin.Context) error {
	plain(c, http.StatusOK, "ok\n")
	return nil
}

// showReady tells whether the site can do its work.
func (site *Site) showReady(c *gin.Context) error {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyTime)
	defer cancel()
	if err := site.config.Ready(ctx); err != nil {
		site.noteFailure(c, http.StatusServiceUnavailable, err)
		plain(c, http.StatusServiceUnavailable, "not ready: the databases do not answer as they should; the log says more\n")
		return nil
	}
	plain(c, http.StatusOK, "ready\n")
	return nil
}

func plain(c *gin.Context, status int, text string) {
	c.Header("Cache-Control", "no-store")
	c.Data(status, "text/plain; charset=utf-8", []byte(text))
}
