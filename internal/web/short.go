package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// reservedNames are the first parts of the addresses of this site. A short address must not stand in the
// way of any of them.
func reservedNames(routes gin.RoutesInfo) map[string]bool {
	taken := map[string]bool{}
	for _, route := range routes {
		first, _, _ := strings.Cut(strings.TrimPrefix(route.Path, "/"), "/")
		taken[first] = true
	}
	return taken
}

// shorten gives a form the short address that its survey names.
func (now *served) shorten(f *form, reserved map[string]bool) error {
	short := f.survey.Rules.Short
	if short == "" {
		return nil
	}
	by := "a page of this site"
	if other := now.short[short]; other != nil {
		by = fmt.Sprintf("survey %q", other.survey.ID)
	} else if !reserved[short] {
		now.short[short] = f
		return nil
	}
	return fmt.Errorf("web: the short address %q of survey %q is taken by %s; choose another", short, f.survey.ID, by)
}

// noRoute leads from a short address to its form. Whatever else comes here is nowhere.
func (site *Site) noRoute(c *gin.Context) error {
	f := site.served.Load().short[strings.TrimPrefix(c.Request.URL.Path, "/")]
	if f == nil {
		return missing("faults.no_page")
	}
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		c.Header("Allow", "GET, HEAD")
		return site.noMethod(c)
	}
	return goTo(c, withQuery(formAddress(f.survey), c.Request.URL.RawQuery))
}
