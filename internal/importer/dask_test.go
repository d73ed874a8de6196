package importer_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

const shared = "../../../shared/data/"

// dask opens a real export that lies beside the repository, not in it.
func dask(t *testing.T, name string) *os.File {
	t.Helper()
	file, err := os.Open(shared + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not beside the repository; the real export is not copied into it", shared+name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func daskTable(t *testing.T, name string) *spreadsheet.Table {
	t.Helper()
	got, err := spreadsheet.Read(name, dask(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// independent counts a column's values with a few lines of its own.
func independent(t *testing.T, name string) (header []string, counts []map[string]int, answered []int) {
	t.Helper()
	gz, err := gzip.NewReader(dask(t, name))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(gz).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header = rows[0]
	counts, answered = make([]map[string]int, len(header)), make([]int, len(header))
	for i := range header {
		counts[i] = map[string]int{}
		for _, row := range rows[1:] {
			if row[i] == "" {
				continue
			}
			answered[i]++
			for value := range strings.SplitSeq(row[i], ";") {
				counts[i][strings.Join(strings.Fields(value), " ")]++
			}
		}
	}
	return header, counts, answered
}

var daskFiles = []struct {
	name      string
	responses int
	first     string
	stamp     string
}{
	{"dask-users-2019.csv.gz", 259, "2019-06-25T06:59:49Z", "without a time zone (259)"},
	{"dask-users-2020.csv.gz", 239, "2020-06-05T16:34:01Z", "EST of 239 time stamps was read as UTC-05:00"},
}

func TestDaskCountsAreExact(t *testing.T) {
	for _, file := range daskFiles {
		t.Run(file.name, func(t *testing.T) {
			plan := infer(t, daskTable(t, file.name))
			all := collect(plan)
			if len(all) != file.responses || len(plan.Refused) != 0 || plan.Blank != 0 {
				t.Errorf("%d responses, refused %v", len(all), plan.Refused)
			}
			header, counts, answered := independent(t, file.name)
			if len(plan.Survey.Questions) != len(header)-1 {
				t.Fatalf("%d questions for %d columns", len(plan.Survey.Questions), len(header))
			}
			for i, q := range plan.Survey.Questions {
				compare(t, q, all, counts[i+1], answered[i+1])
			}
		})
	}
}

// compare holds one question against the counts of its column: every option and point exactly, and own
// words by what is left over.
func compare(t *testing.T, q *survey.Question, all []*response.Response, want map[string]int, answered int) {
	t.Helper()
	got, own, people := map[string]int{}, 0, 0
	for _, r := range all {
		a, ok := r.Answers[q.ID]
		if !ok {
			continue
		}
		people++
		for _, id := range a.Picks {
			o, _ := q.Option(id)
			if o.Written {
				own += strings.Count(a.Other, ";") + 1
				continue
			}
			label := string(o.Label)
			if len(o.Aliases) > 0 {
				label = o.Aliases[0] // 3.0 in the file, 3 on the form
			}
			got[label]++
		}
		for _, p := range q.Points {
			if p.Value != a.Number {
				continue
			}
			label := string(p.Label)
			if q.Grid == "" {
				label = []string{"1.0", "2.0", "3.0", "4.0"}[p.Value-1]
			}
			got[label]++
		}
	}
	if people != answered {
		t.Errorf("%s: %d people answered; the file has %d", q.ID, people, answered)
	}
	if q.Free() {
		return
	}
	left := 0
	for label, n := range want {
		if got[label] == 0 {
			left += n
			delete(want, label)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", q.ID, diff)
	}
	if left != own {
		t.Errorf("%s: %d own words; the file has %d values beside the options", q.ID, own, left)
	}
}

func TestDaskKinds(t *testing.T) {
	want := map[string]survey.Kind{
		"dask_apis": survey.Many, "how_often_use_dask": survey.One, "dask_stable_enough": survey.YesNo, "gpus": survey.Scale,
		"preferred_cloud": survey.Many, "other_libraries_often_use_dask": survey.Short, "use_dask_part_larger_group": survey.One,
	}
	for _, file := range daskFiles {
		t.Run(file.name, func(t *testing.T) {
			s := infer(t, daskTable(t, file.name)).Survey
			for id, kind := range want {
				if q := s.Question(id); q == nil || q.Kind != kind {
					t.Errorf("%s is %+v; want %s", id, q, kind)
				}
			}
			grid := 0
			for _, q := range s.Questions {
				if q.Grid == "What common feature requests do you care about most?" {
					grid++
					var points []string
					for _, p := range q.Points {
						points = append(points, string(p.Label))
					}
					if diff := cmp.Diff([]string{"Not relevant for me", "Somewhat useful", "Critical to me"}, points); diff != "" {
						t.Errorf("%s: %s", q.ID, diff)
					}
				}
			}
			if grid != 10 {
				t.Errorf("%d rows of the grid; want 10", grid)
			}
			if diff := cmp.Diff([]string{"Amazon Web Services (AWS)", "Google Cloud Platform (GCP)", "Microsoft Azure", "Other"},
				labels(s.Question("preferred_cloud"))); diff != "" {
				t.Error(diff)
			}
		})
	}
	s := infer(t, daskTable(t, "dask-users-2019.csv.gz")).Survey
	if diff := cmp.Diff([]string{"2", "3"}, labels(s.Question("python_2_3"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Personal laptop", "Large workstation", "Cluster of 2-10 machines", "Cluster with 10-100 machines", "Cluster with 100+ machines"},
		labels(s.Question("local_machine_cluster"))); diff != "" {
		t.Error(diff)
	}
}

func TestDaskTimesAndIDs(t *testing.T) {
	for _, file := range daskFiles {
		t.Run(file.name, func(t *testing.T) {
			data := daskTable(t, file.name)
			plan := infer(t, data)
			if first := collect(plan)[0]; first.Submitted.Format(time.RFC3339) != file.first || first.Source != "import:"+strings.TrimSuffix(file.name, ".csv.gz") {
				t.Errorf("first %s from %s", first.Submitted, first.Source)
			}
			if !said(plan.Decisions, file.stamp) {
				t.Errorf("decisions %q", plan.Decisions)
			}
			again := infer(t, daskTable(t, file.name))
			if diff := cmp.Diff(ids(plan), ids(again)); diff != "" {
				t.Errorf("a second import has other ids: %s", diff)
			}
			agree(t, data)
		})
	}
}
