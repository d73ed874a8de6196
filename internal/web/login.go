package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
)

// loginPage asks for address and password.
type loginPage struct {
	shell
	Email   string
	Next    string
	Problem string // what went wrong, or ""
}

func (loginPage) view() string { return "founder/login" }

func (f *founders) showLogin(c *gin.Context) error {
	if err := f.loadSession(c); err != nil {
		return err
	}
	next := localPath(c.Query("next"))
	if _, err := f.member(c.Request.Context()); err == nil {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	return f.site.render(c, http.StatusOK, loginPage{shell: f.shell(nil), Next: next})
}

func (f *founders) takeLogin(c *gin.Context) error {
	form, err := postedValues(c)
	if err != nil {
		return err
	}
	if !f.site.limits.logins.take(f.site.client(c), f.site.config.Now()) {
		return manyLogins()
	}
	shown := loginPage{shell: f.shell(nil), Email: form.Get("email"), Next: localPath(form.Get("next"))}
	person, err := f.config.Gate.LogIn(c.Request.Context(), shown.Email, form.Get("password"))
	if err != nil {
		var status int
		if status, shown.Problem, err = loginProblem(c, err); err != nil {
			return err
		}
		return f.site.render(c, status, shown)
	}
	if err := f.startSession(c, person); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, shown.Next)
	return nil
}

// loginProblem finds the words for a login that failed. It returns errors that are ours.
func loginProblem(c *gin.Context, err error) (status int, words string, ours error) {
	var wait *account.WaitError
	switch {
	case errors.Is(err, account.ErrRefused):
		return http.StatusUnprocessableEntity, "The email address and the password do not match. Check both and try again", nil
	case errors.As(err, &wait):
		seconds := int((wait.Wait + time.Second - 1) / time.Second)
		c.Header("Retry-After", strconv.Itoa(seconds))
		return http.StatusTooManyRequests,
			fmt.Sprintf("There were several failed logins for this address. Wait %s, then try again", inSeconds(seconds)), nil
	case errors.Is(err, account.ErrBusy):
		return 0, "", manyLogins()
	}
	return 0, "", err
}

func manyLogins() *fault {
	return &fault{status: http.StatusServiceUnavailable, title: "Many people log in just now",
		words: []string{"Go back, wait a few seconds, and send it again."}, wait: tryAgainAfter}
}

func inSeconds(n int) string {
	if n == 1 {
		return "1 second"
	}
	return strconv.Itoa(n) + " seconds"
}

func (f *founders) takeLogout(c *gin.Context) error {
	if err := f.endSession(c); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/login")
	return nil
}

// entryPage holds the button behind a sign-in link. Following the link alone spends nothing: mail
// programs and chats open links to show a preview.
type entryPage struct {
	shell
	Name string
}

func (entryPage) view() string { return "founder/entry" }

func (f *founders) showEntry(c *gin.Context) error {
	person, err := f.config.Gate.EntryHoldsFor(c.Request.Context(), c.Param("token"))
	if err != nil {
		return linkFault(err)
	}
	return f.site.render(c, http.StatusOK, entryPage{f.shell(nil), person.Name})
}

func (f *founders) takeEntry(c *gin.Context) error {
	person, err := f.config.Gate.Enter(c.Request.Context(), c.Param("token"))
	if err != nil {
		return linkFault(err)
	}
	if err := f.startSession(c, person); err != nil {
		return err
	}
	f.sessions.Put(c.Request.Context(), enteredKey, f.site.config.Now().Unix())
	if err := f.saveSession(c); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/surveys")
	return nil
}

// linkFault explains a link that does not hold any more.
func linkFault(err error) error {
	if !errors.Is(err, account.ErrUnknown) {
		return err
	}
	return &fault{status: http.StatusGone, title: "This link no longer works",
		words: []string{
			"Such links work once, and only for a while. This one was used already, is too old, or was replaced by a newer one.",
			"If you have a password, log in with it. Otherwise ask for a new link: whoever runs the service finds it where Muster was started.",
		}}
}
