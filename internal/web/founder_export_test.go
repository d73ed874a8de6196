package web

import "github.com/gin-gonic/gin"

// Routes lists every route as "METHOD path".
func (site *Site) Routes() []string {
	var all []string
	for _, route := range site.handler.(*gin.Engine).Routes() {
		all = append(all, route.Method+" "+route.Path)
	}
	return all
}
