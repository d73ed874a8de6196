package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/poster"
	"muster/internal/survey"
	"muster/internal/words"
)

// sharePage is where a founder gets everything that carries the form's address out: the link itself,
// its code, a poster, a piece of HTML for another page, invitations.
type sharePage struct {
	surveyHead
	Survey      *survey.Survey
	Title       survey.Text
	Path        string // of this page
	Source      string
	BadSource   bool   // what was typed cannot be a source
	Language    string // "" lets the visitor's browser choose
	Languages   []languageChoice
	Address     string
	ShortLink   string // "" when the survey has none
	Codes       codeAddresses
	Poster      string
	TooLong     bool   // for a code
	Frame       string // the HTML; "" when the survey is not to be embedded
	FrameHosts  []string
	Invitations *invitations // nil when the form needs none
}

func (sharePage) view() string { return "founder/share" }

// codeAddresses are where the code of the link is: to look at, and as files.
type codeAddresses struct{ SVG, SVGFile, PNGFile string }

// languageChoice is one language that a link may ask for.
type languageChoice struct {
	Tag, Name string
	Chosen    bool
}

// handout is what a link is to carry.
type handout struct {
	survey           *survey.Survey
	source, language string
	bad              bool
}

// readHandout takes a source and a language from the address; what the survey does not know is left
// out.
func (f *founders) readHandout(c *gin.Context) (handout, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return handout{}, err
	}
	h := handout{survey: s, source: strings.ToLower(strings.TrimSpace(c.Query("source")))}
	if h.source != "" && !slug.MatchString(h.source) {
		h.source, h.bad = "", true
	}
	for _, tag := range s.Languages {
		if tag == c.Query("lang") && len(s.Languages) > 1 {
			h.language = tag
		}
	}
	return h, nil
}

// query is what stands behind the address of the form.
func (h handout) query() string {
	values := url.Values{}
	if h.source != "" {
		values.Set("source", h.source)
	}
	if h.language != "" {
		values.Set("lang", h.language)
	}
	return values.Encode()
}

// codes are the addresses of the link's code, below that of the survey's pages.
func (h handout) codes(base string) codeAddresses {
	query := h.query()
	file := strings.TrimPrefix(query+"&download=1", "&")
	return codeAddresses{
		SVG: withQuery(base+"/code.svg", query), SVGFile: withQuery(base+"/code.svg", file), PNGFile: withQuery(base+"/code.png", file),
	}
}

// address is the form's, in its shortest form.
func (f *founders) address(c *gin.Context, h handout) string {
	return withQuery(f.site.base(c)+formPath(h.survey), h.query())
}

func (f *founders) showShare(c *gin.Context, v visit) error {
	h, err := f.readHandout(c)
	if err != nil {
		return err
	}
	page := f.sharePage(c, h)
	page.surveyHead = f.surveyHead(h.survey, &v.person, "")
	page.here(page.Path)
	if page.Invitations, err = f.invitations(c, h.survey, v.person); err != nil {
		return err
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) sharePage(c *gin.Context, h handout) sharePage {
	s := h.survey
	base := "/surveys/" + url.PathEscape(s.ID)
	page := sharePage{
		Survey: s, Title: s.Title, Path: base + "/share", Source: h.source, BadSource: h.bad,
		Language: h.language, Address: f.address(c, h), FrameHosts: s.Rules.Embed,
		Poster: withQuery(base+"/poster", h.query()), Codes: h.codes(base),
	}
	_, err := poster.NewCode(page.Address)
	page.TooLong = err != nil
	if s.Rules.Short != "" {
		page.ShortLink = withoutScheme(f.site.base(c) + "/" + s.Rules.Short)
	}
	if len(s.Languages) > 1 {
		for _, tag := range s.Languages {
			page.Languages = append(page.Languages, languageChoice{tag, words.Name(tag), tag == h.language})
		}
	}
	if len(s.Rules.Embed) > 0 {
		page.Frame = frameOf(withQuery(f.site.base(c)+"/s/"+url.PathEscape(s.ID)+"/embed", h.query()), s)
	}
	return page
}

func withoutScheme(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}

// sendCode answers with the code as a file: code.svg or code.png.
func (f *founders) sendCode(c *gin.Context, _ visit) error {
	h, err := f.readHandout(c)
	if err != nil {
		return err
	}
	code, err := poster.NewCode(f.address(c, h))
	if err != nil {
		return notFound("The address of this form is too long for a code. Give the survey a short name with “short:” in its file.")
	}
	data, mime := code.SVG(), "image/svg+xml"
	if strings.HasSuffix(c.Request.URL.Path, ".png") {
		mime = "image/png"
		if data, err = code.PNG(pixelsAModule); err != nil {
			return err
		}
	}
	if c.Query("download") != "" {
		name := strings.Trim(h.survey.ID+"-"+h.source, "-") + c.Request.URL.Path[strings.LastIndexByte(c.Request.URL.Path, '.'):]
		c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	c.Data(http.StatusOK, mime, data)
	return nil
}

// pixelsAModule makes a picture of a common code about 800 pixels wide: enough for a slide and for
// ten centimetres of print.
const pixelsAModule = 20
