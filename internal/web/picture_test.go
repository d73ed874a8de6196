package web_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"muster/internal/survey"
	"muster/internal/web"
)

// TestPictureTellsNoMoreThanTheDoor: of a form that not everybody may read, the picture beside a link to
// it shows the title alone.
func TestPictureTellsNoMoreThanTheDoor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		rules survey.Rules
		tells bool
	}{
		{"open to all", survey.Rules{}, true},
		{"behind a word", survey.Rules{AccessWord: "tea"}, false},
		{"for the invited", survey.Rules{Invited: true}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			draw := func(intro survey.Text) []byte {
				s := *dinner(t)
				s.Rules, s.Intro = test.rules, intro
				s.Rules.KeepDrafts = time.Hour
				v := visit(t, []*survey.Survey{&s}, func(c *web.Config) { c.BaseURL = site })
				answer := v.do(http.MethodGet, "/s/dinner/picture.png", "")
				if answer.StatusCode != http.StatusOK {
					t.Fatalf("%s", answer.Status)
				}
				return []byte(body(t, answer))
			}
			if tells := !bytes.Equal(draw("The cellar, at nine."), draw("Something else.")); tells != test.tells {
				t.Errorf("the picture tells what the introduction says: %v", tells)
			}
		})
	}
}
