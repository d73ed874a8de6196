package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// showConflict answers when the stored answer is no longer the one that was corrected, as when it is
// open in two windows. Nothing is stored: the page keeps what was typed, says where the stored answer
// differs, and takes its place if it is sent again.
func (site *Site) showConflict(c *gin.Context, edit *correction) error {
	content := site.drawEdit(edit)
	content.Alert = &alert{
		Title: edit.words.Say("receipt.conflict_title"),
		Words: []string{edit.words.Say("receipt.conflict_words"), edit.words.Say("receipt.conflict_choice")},
		Links: edit.differences(),
		Send:  edit.words.Say("receipt.conflict_send"),
	}
	return site.showCorrection(c, http.StatusConflict, edit, content)
}

// differences lead to the questions whose stored answers are others than those on the page.
func (e *correction) differences() []link {
	stored := e.telling()
	typed := telling{e.survey, e.words, e.given.Answers, e.given.Contact}
	var all []link
	for _, q := range e.survey.Questions {
		now, answered := stored.entry(q)
		if then, _ := typed.entry(q); now.same(then) {
			continue
		}
		message := e.words.Say("receipt.stored_nothing")
		if answered {
			message = e.words.Say("receipt.stored_now", words.T("answer", stored.list(now.Lines)))
		}
		all = append(all, link{"q-" + q.ID, survey.Text(message), q.Title})
	}
	return all
}
