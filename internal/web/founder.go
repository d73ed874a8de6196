package web

import "github.com/gin-gonic/gin"

// FounderConfig is what the founders' pages need.
type FounderConfig struct{}

// founderRoutes adds the founders' pages.
func (site *Site) founderRoutes(r *gin.Engine) error { return nil }
