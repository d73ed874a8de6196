package web_test

import (
	"strings"
	"testing"

	"muster/internal/survey"
)

// TestShortNamesAreNoRoutes holds the names that a survey file may not take to the routes there are.
func TestShortNamesAreNoRoutes(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	for _, route := range o.site.Routes() {
		_, path, _ := strings.Cut(route, " ")
		first := strings.Split(path, "/")[1]
		if first == "" {
			continue
		}
		file := "id: x\ntitle: X\nshort: " + first + "\nquestions: [{id: a, kind: text, title: A}]\n"
		if _, problems := survey.Parse("x.yaml", []byte(file)); len(problems) == 0 {
			t.Errorf("a survey may call itself /%s, which leads to %s", first, route)
		}
	}
}
