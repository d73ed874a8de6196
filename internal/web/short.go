package web

import (
	"fmt"
	"strings"

	"github.com/gin-gonic/gin"
)

// shortRoutes adds the short addresses of surveys. It comes last: a short address must not stand in the
// way of any other.
func (site *Site) shortRoutes(r *gin.Engine) error {
	taken := map[string]string{}
	for _, route := range r.Routes() {
		first, _, _ := strings.Cut(strings.TrimPrefix(route.Path, "/"), "/")
		taken[first] = "a page of this site"
	}
	for _, s := range site.order {
		short := s.Rules.Short
		if short == "" {
			continue
		}
		if by := taken[short]; by != "" {
			return fmt.Errorf("web: the short address %q of survey %q is taken by %s; choose another", short, s.ID, by)
		}
		taken[short] = fmt.Sprintf("survey %q", s.ID)
		lead := site.handle(func(c *gin.Context) error {
			to := formAddress(s)
			if query := c.Request.URL.RawQuery; query != "" {
				to += "?" + query
			}
			return goTo(c, to)
		})
		r.GET("/"+short, lead)
		r.HEAD("/"+short, lead)
	}
	return nil
}
