package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
)

// setupPage makes an account.
type setupPage struct {
	shell
	Role     account.Role
	Name     string
	Email    string
	Problems account.Problems
}

func (setupPage) view() string { return "founder/setup" }

func (f *founders) showSetup(c *gin.Context) error {
	role, err := f.config.Gate.Invited(c.Request.Context(), c.Param("token"))
	if err != nil {
		return linkFault(err)
	}
	return f.site.render(c, http.StatusOK, setupPage{shell: f.shell(nil), Role: role})
}

func (f *founders) takeSetup(c *gin.Context) error {
	form, err := postedValues(c)
	if err != nil {
		return err
	}
	ctx, token := c.Request.Context(), c.Param("token")
	who := account.Newcomer{Name: form.Get("name"), Email: form.Get("email"), Password: form.Get("password")}
	role, err := f.config.Gate.Invited(ctx, token)
	if err != nil {
		return linkFault(err)
	}
	person, err := f.config.Gate.Accept(ctx, token, who)
	if problems := (account.Problems)(nil); errors.As(err, &problems) {
		page := setupPage{shell: f.shell(nil), Role: role, Name: who.Name, Email: who.Email, Problems: problems}
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	}
	if errors.Is(err, account.ErrBusy) {
		return manyLogins()
	}
	if err != nil {
		return linkFault(err)
	}
	if err := f.startSession(c, person); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/surveys")
	return nil
}

// accountPage shows who is logged in and changes the password.
type accountPage struct {
	shell
	Problems account.Problems
	Changed  bool
	Reset    bool // the old password is lost and not asked for
}

func (accountPage) view() string { return "founder/account" }

func (f *founders) showAccount(c *gin.Context, v visit) error {
	return f.site.render(c, http.StatusOK, accountPage{shell: f.shell(&v.person), Reset: f.mayReset(c.Request.Context())})
}

func (f *founders) takePassword(c *gin.Context, v visit) error {
	form, err := postedValues(c)
	if err != nil {
		return err
	}
	page := accountPage{shell: f.shell(&v.person), Reset: f.mayReset(c.Request.Context())}
	if page.Reset {
		err = f.config.Gate.ResetPassword(c.Request.Context(), v.person.ID, form.Get("password"))
	} else {
		err = f.config.Gate.ChangePassword(c.Request.Context(), v.person.ID, form.Get("old"), form.Get("password"))
	}
	switch {
	case err == nil:
		// Whoever saw a session's token is out, on this device and on others.
		if err := errors.Join(f.endSessionsOf(c.Request.Context(), v.person), f.startSession(c, v.person)); err != nil {
			return err
		}
		page.Changed, page.Reset = true, false
		return f.site.render(c, http.StatusOK, page)
	case errors.As(err, &page.Problems):
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	case errors.Is(err, account.ErrRefused):
		page.Problems = account.Problems{{Field: "old", Message: "This is not your present password"}}
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	}
	status, words, err := loginProblem(c, err)
	if err != nil {
		return err
	}
	page.Problems = account.Problems{{Field: "old", Message: words}}
	return f.site.render(c, status, page)
}
