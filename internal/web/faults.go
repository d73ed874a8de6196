package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// spoken is a fault that is told in the visitor's language: title and words are keys of phrases.
func spoken(status int, title string, words ...string) *fault {
	return &fault{status: status, title: title, words: words, spoken: true}
}

func internalFault(cause error) *fault {
	f := spoken(http.StatusInternalServerError, "faults.internal", "faults.internal_words")
	f.cause = cause
	return f
}

func bodyTooLarge() *fault {
	return spoken(http.StatusRequestEntityTooLarge, "faults.too_large", "faults.too_large_words")
}

// missing is told where nothing is; why is the key of what the visitor may do about it.
func missing(why string) *fault {
	return spoken(http.StatusNotFound, "faults.not_found", why)
}

// notFound is missing on the founders' pages, which speak English.
func notFound(words ...string) *fault {
	return &fault{status: http.StatusNotFound, title: "There is no such page", words: words}
}

func (site *Site) noMethod(*gin.Context) error {
	return spoken(http.StatusMethodNotAllowed, "faults.method", "faults.method_words")
}

func crossOrigin() *fault {
	return spoken(http.StatusForbidden, "faults.cross_origin", "faults.cross_origin_words")
}

func wrongKind() *fault {
	return spoken(http.StatusUnsupportedMediaType, "faults.wrong_kind", "faults.wrong_kind_words")
}

func garbled() *fault {
	return spoken(http.StatusBadRequest, "faults.garbled", "faults.garbled_words")
}
