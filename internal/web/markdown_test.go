package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"muster/internal/response"
	"muster/internal/survey"
)

// thanked shows the thank-you text of a survey as the receipt has it.
func thanked(t testing.TB, text string) *goquery.Selection {
	t.Helper()
	s := parsed(t, "small", []byte("id: small\ntitle: Small\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	laid := *s
	laid.Thanks = survey.Text(text)
	v := keeping(t, &laid, &response.Response{Answers: response.Answers{"a": {Text: "b"}}}, nil)
	return v.get(receiptPath).Find(".intro.prose")
}

func TestThanksAreLaidOut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "<p>Thank you. Your answers have been stored.</p>"},
		{"paragraphs", "One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"},
		{"emphasis", "**strong** *em* ~~gone~~ `code`", "<p><strong>strong</strong> <em>em</em> <del>gone</del> <code>code</code></p>\n"},
		{"list", "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
		{"link", "[here](https://example.org/a?b=1&c=2)",
			"<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\">here</a></p>\n"},
		{"bare address", "See https://example.org/a.",
			"<p>See <a href=\"https://example.org/a\" rel=\"noopener noreferrer nofollow\">https://example.org/a</a>.</p>\n"},
		{"mail", "<ann@example.org>", "<p><a href=\"mailto:ann@example.org\" rel=\"noopener noreferrer nofollow\">ann@example.org</a></p>\n"},
		{"headings below the page's own", "# A\n\n### B\n\n###### C\n\n## D\n\n# E",
			"<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h3>D</h3>\n<h2>E</h2>\n"},
		{"headings that begin deep", "### A\n\n## B", "<h2>A</h2>\n<h2>B</h2>\n"},
		{"table", "| a |\n|---|\n| b |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := thanked(t, test.text).Html()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

var hostileTexts = []string{
	"<script>alert(1)</script>",
	"<img src=https://evil.example/x onerror=alert(1)>",
	"![picture](https://evil.example/pixel.png)",
	"![picture](data:image/png;base64,AAAA)",
	"[click](javascript:alert(1))",
	"[click](JaVaScRiPt:alert(1))",
	"[click](java&#x0A;script:alert(1))",
	"[click](data:text/html;base64,PHNjcmlwdD4=)",
	"[click](vbscript:x)",
	"[click](//evil.example)",
	"[click](/r/abc/erase)",
	"[click](https://e.example \"onmouseover=alert(1)\")",
	"[click](https://e.example\" onmouseover=\"alert(1))",
	"<a href=\"https://e.example\" onclick=\"alert(1)\" target=_top>x</a>",
	"<javascript:alert(1)>",
	"<iframe src=https://evil.example></iframe>",
	"<style>body{display:none}</style>",
	"<svg><script>alert(1)</script></svg>",
	"<form action=https://evil.example><button>Send</button></form>",
	"<!--><script>alert(1)</script>-->",
	"</div></main><h1>Not ours</h1>",
	"`` <script>alert(1)</script> ``",
	"    <script>alert(1)</script>",
	"| <script>alert(1)</script> |\n|---|\n| ![x](https://evil.example) |",
	"[a]: javascript:alert(1)\n\n[a]",
	"# <b onclick=alert(1)>x</b> {#id onclick=alert(1)}",
	"\x00\x1b[31m<\x00script>alert(1)</script>",
	strings.Repeat("> ", 500) + "deep",
	strings.Repeat("[", 2000) + strings.Repeat("](javascript:x)", 50),
	strings.Repeat("*_", 2000),
}

// inert tells what a browser would do with the markup beside showing it.
func inert(t testing.TB, prose *goquery.Selection) {
	t.Helper()
	elements := []string{"p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a"}
	prose.Find("*").Each(func(_ int, e *goquery.Selection) {
		if name := goquery.NodeName(e); !slices.Contains(elements, name) {
			t.Errorf("an element %s", name)
		}
		for _, attribute := range e.Get(0).Attr {
			checkAttribute(t, goquery.NodeName(e), attribute)
		}
	})
}

func checkAttribute(t testing.TB, element string, a html.Attribute) {
	t.Helper()
	switch {
	case element == "a" && a.Key == "rel" && a.Val == "noopener noreferrer nofollow":
	case element == "ol" && a.Key == "start":
	case element == "a" && a.Key == "href" && (strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "mailto:")):
	default:
		t.Errorf("%s has %s=%q", element, a.Key, a.Val)
	}
}

func TestHostileThanksAreHarmless(t *testing.T) {
	t.Parallel()
	for _, text := range hostileTexts {
		prose := thanked(t, text)
		if prose.Length() != 1 {
			t.Errorf("%.60q: the text has left its place", text)
		}
		inert(t, prose)
		if prose.Find("a[href]:not([rel])").Length() > 0 {
			t.Errorf("%.60q: a link that tells where it was followed", text)
		}
	}
}

// The notice kept beside a consent was written by an author of then, and is drawn for every request.
func TestHostileNoticeIsHarmless(t *testing.T) {
	t.Parallel()
	for _, text := range hostileTexts {
		r := &response.Response{Contact: &response.Contact{Fields: map[string]string{"name": "Ann"}, Notice: text}}
		v := keeping(t, sample(t, "charlotte"), r, nil)
		doc := v.page(http.StatusOK, "GET", receiptPath, "")
		inert(t, doc.Find("details .prose"))
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	s := parsed(f, "small", []byte("id: small\ntitle: Small\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	r := &response.Response{Contact: &response.Contact{Fields: map[string]string{"name": "Ann"}}}
	v := keeping(f, s, r, nil)
	f.Fuzz(func(t *testing.T, text string) {
		r.Contact.Notice, v.t = text, t
		inert(t, v.get(receiptPath).Find("details .prose"))
	})
}
