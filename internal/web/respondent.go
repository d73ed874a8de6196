package web

import "github.com/gin-gonic/gin"

// Header values that every form has; they are shared and never changed.
var (
	htmlType     = []string{"text/html; charset=utf-8"}
	noStore      = []string{"no-store"}
	varyEncoding = []string{"Accept-Encoding"}
	varyLanguage = []string{"Accept-Encoding, Accept-Language"}
)

// respondentRoutes adds what is open to everybody.
func (site *Site) respondentRoutes(r *gin.Engine) {
	read := func(path string, h func(*gin.Context) error) {
		r.GET(path, site.handle(h))
		r.HEAD(path, site.handle(h))
	}
	read("/", site.showHome)
	read("/healthz", site.showHealth)
	read("/readyz", site.showReady)
	read("/s/:survey", site.openForm)
	read("/s/:survey/embed", site.openForm)
	read("/s/:survey/picture.png", site.sendPicture)
	r.POST("/s/:survey", site.handle(site.takeForm))
	r.POST("/s/:survey/access", site.handle(site.takeWord))
	r.POST("/s/:survey/started", site.handle(site.noteStart))
	if site.config.SaveDraft != nil {
		r.POST("/s/:survey/save", site.handle(site.saveForm))
		r.POST("/s/:survey/draft", site.handle(site.autosave))
		read("/s/:survey/d/:token", site.showDraft)
		read("/s/:survey/d/:token/kept", site.showKept)
		r.POST("/s/:survey/d/:token/delete", site.handle(site.deleteDraft))
	}
	read("/s/:survey/privacy", site.showPrivacy)
	if site.publishes() {
		read("/s/:survey/results", site.showResults)
	}
	site.receiptRoutes(r, read)
}
