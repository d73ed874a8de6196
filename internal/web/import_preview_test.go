package web_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPreviewIsWhatIsStored imports a file whose rows another program wrote: the page says before what becomes of
// them, although hardly any row has the id that it had.
func TestPreviewIsWhatIsStored(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	const first = "Timestamp,Topics,An idea\n1/13/2025 9:00:00,Go,a\n1/14/2025 9:01:02,Terraform,b\n1/15/2025 9:02:03,Go,c\n1/15/2025 9:09:09,Kubernetes,d\n"
	o.keep(o.drop(meetupPath, nil, attached{"talks.csv", first}), nil)
	gone := must(o.store.Records(t.Context(), 0, 10))(t)[3]
	if err := o.store.Erase(t.Context(), "meetup", gone.ID); err != nil {
		t.Fatal(err)
	}

	edited := strings.NewReplacer("An idea", "An idea,Years of work", ",a\n", ",a,\n", ",b\n", ",\"edited\",\n", ",c\n", ",c,\n", ",d\n", ",d,\n").Replace(first) + "1/16/2025 10:00:00,Go,new,3\n"
	path := o.drop(meetupPath, nil, attached{"talks.csv", edited})
	want := map[string]string{"New": "1", "Stored before": "2", "Changed": "1", "Erased": "1"}
	told := figures(o.open(path))
	delete(told, "Rows with answers")
	delete(told, "Refused")
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("before: %s", diff)
	}
	if diff := cmp.Diff(want, figures(o.keep(path, nil))); diff != "" {
		t.Errorf("after: %s", diff)
	}
	if n := must(o.store.Count(t.Context(), "meetup"))(t); n != 4 {
		t.Errorf("%d answers are stored", n)
	}
}
