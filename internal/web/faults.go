package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func internalFault(cause error) *fault {
	return &fault{status: http.StatusInternalServerError, title: "Something went wrong here",
		words: []string{"This is a fault of the service, not of anything you did. It has been noted.",
			"Go back and try again in a minute."},
		cause: cause}
}

func bodyTooLarge() *fault {
	return &fault{status: http.StatusRequestEntityTooLarge, title: "That was too much to send at once",
		words: []string{"What was sent is larger than this page takes, so nothing of it was stored.",
			"Go back, shorten the longest texts, and send it again."}}
}

func notFound(words ...string) *fault {
	return &fault{status: http.StatusNotFound, title: "There is no such page", words: words}
}

func (site *Site) noRoute(*gin.Context) error {
	return notFound("If you typed the address, check it letter by letter. If you followed a link, ask the person who gave it to you.")
}

func (site *Site) noMethod(*gin.Context) error {
	return &fault{status: http.StatusMethodNotAllowed, title: "This page cannot be used that way",
		words: []string{"Open the page in a browser and use the buttons on it."}}
}

func crossOrigin() *fault {
	return &fault{status: http.StatusForbidden, title: "This came from another site",
		words: []string{"For your protection, forms are taken only from the pages of this site. Nothing was stored.",
			"Open the page here and send it again."}}
}

func wrongKind() *fault {
	return &fault{status: http.StatusUnsupportedMediaType, title: "This was not sent by the form",
		words: []string{"Only what the form on this site sends is taken (application/x-www-form-urlencoded). Nothing was stored.",
			"Open the form in a browser, fill it in, and press its button."}}
}

func garbled() *fault {
	return &fault{status: http.StatusBadRequest, title: "What was sent could not be read",
		words: []string{"It arrived damaged or incomplete, so nothing of it was stored.",
			"Go back and send it again."}}
}
