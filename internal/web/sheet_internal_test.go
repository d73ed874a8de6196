package web

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"

	"muster/internal/response"
	"muster/internal/survey"
)

func openSite(t *testing.T) (*Site, *form) {
	t.Helper()
	data, err := os.ReadFile("testdata/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, problems := survey.Parse("kinds.yaml", data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	site, err := New(Config{
		Surveys: []*survey.Survey{s}, Key: bytes.Repeat([]byte{7}, minKey),
		Submit:    func(context.Context, *response.Response) (response.Outcome, error) { return response.Outcome{}, nil },
		ByReceipt: func(context.Context, []byte) (*response.Response, error) { return nil, nil },
		Ready:     func(context.Context) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return site, site.served.Load().forms["kinds"]
}

func TestEveryOrderIsAsLikely(t *testing.T) {
	t.Parallel()
	_, f := openSite(t)
	likely := map[int]int{}
	for _, letter := range idLetters {
		likely[f.orderOf(string(letter))]++
	}
	for order := 1; order <= survey.Variants; order++ {
		if likely[order] != len(idLetters)/survey.Variants {
			t.Errorf("order %d comes of %d letters", order, likely[order])
		}
	}
	if len(likely) != survey.Variants {
		t.Errorf("orders %v", likely)
	}
}

// TestSheetsAreBounded asks for so many plain pages that not all of them may be kept.
func TestSheetsAreBounded(t *testing.T) {
	t.Parallel()
	site, f := openSite(t)
	kept, drawn := 0, 0
	for _, coding := range codings {
		for order := range survey.Variants + 1 {
			for _, language := range []string{"en", "ar", "as if there were more"} {
				page, end, err := site.sheet(f, sheetKey{language, order, coding})
				if err != nil || len(page.appendTo(nil, "tail"+end)) == 0 {
					t.Fatal(fmt.Errorf("no page: %w", err))
				}
				drawn += len(page.start)
			}
		}
	}
	for _, s := range f.edition.Load().sheets {
		kept += len(s.page.start)
	}
	if drawn <= mostKept || kept > mostKept || kept < mostKept/2 {
		t.Errorf("%d bytes kept of %d, at most %d", kept, drawn, mostKept)
	}
	if kept != f.edition.Load().weight {
		t.Errorf("%d bytes kept, %d counted", kept, f.edition.Load().weight)
	}
}

func TestPagesAreDrawnAnewOnlyWhenPlacesChange(t *testing.T) {
	t.Parallel()
	site, f := openSite(t)
	key := sheetKey{language: "en", coding: identity}
	first, _, _ := site.sheet(f, key)
	f.setFull(nil)
	if again, _, _ := site.sheet(f, key); again != first {
		t.Error("drawn again although nothing changed")
	}
	f.setFull(places{{"why", "meet"}: true})
	second, _, _ := site.sheet(f, key)
	if second == first || !bytes.Contains(second.start, []byte("(full)")) {
		t.Error("a full place is not shown")
	}
	f.setFull(places{{"why", "meet"}: true})
	if again, _, _ := site.sheet(f, key); again != second {
		t.Error("drawn again although the same places are full")
	}
}
