package web

import "github.com/gin-gonic/gin"

// respondentRoutes adds what is open to everybody.
func (site *Site) respondentRoutes(r *gin.Engine) {
}
