package importer_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
	"muster/internal/yamldoc"
	sampledata "muster/sample-data"
)

func fuzzLimits() spreadsheet.Limits {
	return spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 1000, Columns: 250, Cells: 50_000}
}

// Whatever is read can be inferred or is refused with an error; the survey can be read; no row is
// lost; a cell that holds something is answered; and Match reads the same as Infer.
func FuzzImport(f *testing.F) {
	for _, name := range []string{"charlotte-google.csv", "talk-ideas-sheet.csv", "interesse-de.csv"} {
		data, err := sampledata.Files.ReadFile("exports/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, e := range exports() {
		data, err := os.ReadFile("testdata/tools/" + e.name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("#,Soup,Bread,Other,Tea,Milk,Other,Submit Date (UTC),Network ID\nx,Soup,,Pie,,Milk,,2025-01-01,y\nz,,Bread,,Tea,Milk,Rum,2025-01-02,y\n"))
	f.Add([]byte("id,submitdate,startlanguage,A [x],A [y],A [other],B [1],B [2],C,C [other]\n1,2025-01-01,en,Y,,z,p,q,-oth-,own\n2,2025-01-02,de,,Y,,q,,r,\n"))
	f.Add([]byte("start,_uuid,_submission_time,g/t,g/t/a/b,g/t/c,h/u,h/v\n2025-01-01,a,2025-01-02,a/b,1,0,Agree,Disagree\n2025-01-01,b,2025-01-03,c,0,1,Neutral,Agree\n"))
	f.Add([]byte(small))
	f.Add([]byte("a\n\"x;y\"\n\"x;z\"\n\"y; z\"\n5 - no\n"))
	f.Add([]byte("Timestamp,Q [a],Q [b],Q [c]\n1/2/2025,1,2,\"- #: |\"\n1/2/2025,1,\"2,0\",> x\n"))
	f.Add([]byte("Which,Why\na;b,x\na,\nb;c,y\na;q; r,x\na, b,z\n"))
	f.Add([]byte("N,D,R,Y,P recommend\n1.5,31/1/2020,a;b;c,Yes,10\n-2,1/5/2021,b;a;c,no,9\n\"1,500\",4/3/2019,c;b;a;,NO,0\n"))
	f.Add([]byte("A\nx\n\x0f\n...\n---\n\u200b;x\n"))
	f.Add([]byte("A,A,A,[ ],\U0001f44b\nNone,Other,'\"`,&*!,%@\n{},[],?,~,null\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := spreadsheet.Options{Limits: fuzzLimits()}.Read("fuzz.csv", bytes.NewReader(data))
		if err != nil {
			return
		}
		plan, err := importer.Infer(t.Context(), file, importer.InferConfig{ID: "fuzz", Now: now})
		if problems := (yamldoc.Problems)(nil); errors.As(err, &problems) {
			t.Fatalf("wrote a survey that cannot be read: %v", err)
		}
		if err != nil {
			return
		}
		if got := plan.Len() + len(plan.Refused); got != len(file.Rows)+len(file.Refused) && !strings.Contains(string(data), "submission_id") {
			t.Fatalf("%d of %d rows accounted for", got, len(file.Rows)+len(file.Refused))
		}
		n, answers := 0, 0
		for r := range plan.Responses() {
			check(t, plan.Survey, r)
			answers += len(r.Answers)
			n++
		}
		if filled, all := filledCells(file); all && len(plan.Survey.Questions) == len(file.Header) && answers != filled {
			t.Fatalf("%d answers from %d filled cells", answers, filled)
		}
		if n != plan.Len() {
			t.Fatalf("%d responses; Len says %d", n, plan.Len())
		}
		again, err := importer.Match(t.Context(), file, plan.Survey, importer.MatchConfig{Now: now})
		if err != nil {
			t.Fatalf("its own survey does not match: %v", err)
		}
		for _, u := range again.Unmatched {
			if u.Option == "" {
				t.Fatalf("its own survey does not know %s", u)
			}
		}
	})
}

// filledCells counts the cells of a file; all tells that each of them must become an answer: none
// holds only separators or characters that cannot be shown, and none a contact detail.
func filledCells(file *spreadsheet.Table) (n int, all bool) {
	for _, row := range file.Rows {
		for _, cell := range row.Cells {
			if cell == "" {
				continue
			}
			n++
			if strings.Trim(cell, ";, ") == "" || strings.Contains(cell, "@") || strings.ContainsFunc(cell, func(r rune) bool { return !unicode.IsPrint(r) }) {
				return 0, false
			}
		}
	}
	return n, true
}

func check(t *testing.T, s *survey.Survey, r *response.Response) {
	t.Helper()
	if !response.ValidID(r.ID) {
		t.Fatalf("id %q", r.ID)
	}
	for id, a := range r.Answers {
		q := s.Question(id)
		if q == nil {
			t.Fatalf("answer to %q, which the survey does not ask", id)
		}
		for _, pick := range a.Picks {
			if _, at := q.Option(pick); at < 0 {
				t.Fatalf("%s: pick %q is no option", id, pick)
			}
		}
		if q.Single() && len(a.Picks) > 1 {
			t.Fatalf("%s: %d picks", id, len(a.Picks))
		}
		if len(q.Bins) > 0 && q.Bin(a.Text) < 0 {
			t.Fatalf("%s: %q is counted nowhere", id, a.Text)
		}
		if q.Kind == survey.Scale && (a.Number < q.Points[0].Value || a.Number > q.Points[len(q.Points)-1].Value) {
			t.Fatalf("%s: %d is not on the scale", id, a.Number)
		}
	}
}

// big writes an export of n rows with picks, a grid, a scale, own words and texts.
func big(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("Timestamp,Role,Topics,Talk,Grid [a],Grid [b],Rate,City,Why\n")
	for i := range n {
		var topics []string
		for j := range 24 {
			if random.IntN(4) == 0 {
				topics = append(topics, fmt.Sprintf("Topic %c, with a comma", 'A'+j))
			}
		}
		city := []string{"Charlotte", "Concord", "Gastonia"}[random.IntN(3)]
		if random.IntN(50) == 0 {
			city = fmt.Sprint("Village ", i)
		}
		fmt.Fprintf(&b, "2026/%02d/%02d %d:%02d:%02d PM GMT-4,Role %d,\"%s\",\"Topic %c, with a comma\",Agree,Disagree,%d,%s,\"person %d has, for once; a text\"\n",
			1+i%12, 1+i%28, 1+i%11, i%60, i/60%60, random.IntN(7), strings.Join(topics, ";"), 'A'+random.IntN(24), 1+random.IntN(5), city, i)
	}
	return b.Bytes()
}

func BenchmarkImport(b *testing.B) {
	data := big(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		file, err := spreadsheet.Read("big.csv", bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		plan, err := importer.Infer(b.Context(), file, importer.InferConfig{ID: "big"})
		if err != nil {
			b.Fatal(err)
		}
		for range plan.Responses() {
			rows++
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func TestLargeFile(t *testing.T) {
	file, err := spreadsheet.Read("big.csv", bytes.NewReader(big(30_000)))
	if err != nil {
		t.Fatal(err)
	}
	plan := infer(t, file)
	q := plan.Survey.Question("topics")
	if plan.Len() != 30_000 || q.Kind != survey.Many || len(q.Options) != 24 {
		t.Errorf("%d responses, %s with %q", plan.Len(), q.Kind, labels(q))
	}
	if q := plan.Survey.Question("city"); q.Kind != survey.One || len(q.Options) != 4 {
		t.Errorf("city is %s with %q", q.Kind, labels(q))
	}
}

// Whatever a file holds, what Match takes of it is of the survey: options, numbers and days that are
// counted, no answer of a question both given and not shown, and every row accounted for.
func FuzzMatch(f *testing.F) {
	s := parse(f, kinds)
	for _, row := range []string{
		"2026-01-02,Yes,Bread;Broth,Tea,Soup;Tea;Bread;,Monday evening,North,\"2,5\",1.500,25/12/2025,3 - Good,example.org,Ulm,a@example.org,Write to me",
		"2026-01-02,Nein,Brot,,Tea;Tea;Brot,Never;Montagabend,West,-7 Jahre,1e9,3/4/2025,gut,ftp://x,,x,schreibt mir",
		"2026-01-02,maybe,;,;;,;,Tue,,61,999999999999999,31.2.2025,9,,,,",
	} {
		f.Add(kindsHeader + row + "\n")
	}
	f.Add("Timestamp,When [Monday],When [Evening],Best [Bread],Best [1],Best [9],Best [Soup]\n2026-01-02,Morning,Monday,1,Soup,x,1\n")
	f.Add("Since,Since,Years\n1/2/2025,13/1/2025,١٢٫٥\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := spreadsheet.Options{Limits: fuzzLimits()}.Read("fuzz.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		plan, err := importer.Match(t.Context(), file, s, importer.MatchConfig{Partial: true, Now: now})
		if err != nil {
			return
		}
		if got := plan.Len() + len(plan.Refused); got != len(file.Rows)+len(file.Refused) {
			t.Fatalf("%d of %d rows accounted for", got, len(file.Rows)+len(file.Refused))
		}
		for r := range plan.Responses() {
			check(t, s, r)
			for _, id := range r.NotShown {
				if _, answered := r.Answers[id]; answered || s.Question(id) == nil {
					t.Fatalf("%s is answered and was not shown", id)
				}
			}
			for _, pick := range r.Answers["topics_very"].Picks {
				if !slices.Contains(r.Answers["topics"].Picks, pick) {
					t.Fatalf("%s is wanted very much and not at all", pick)
				}
			}
			if ranked := r.Answers["best"].Picks; len(slices.Compact(slices.Sorted(slices.Values(ranked)))) < len(ranked) {
				t.Fatalf("an option at two places: %q", ranked)
			}
		}
	})
}
