package web_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

const slice = 250 * time.Millisecond

// BenchmarkDurableSubmit measures answers a second through the whole engine over loopback: sockets,
// HTTP, parsing, signing, group commit and fsync. In turn with it, slice by slice so that noise hits
// both alike, it measures the same engine with a Submit that stores nothing; stored/ceiling is what
// durability leaves. The clients run on the same processors.
func BenchmarkDurableSubmit(b *testing.B) {
	for _, clients := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			s := sample(b, "charlotte")
			durable := dial(b, listen(b, s, durableSubmit(b, s)), clients)
			ceiling := dial(b, listen(b, s, storeNothing), clients)
			durable.run(b, slice) // fill caches and grow the database's first pages
			ceiling.run(b, slice)
			durable.reset()
			ceiling.reset()
			for b.Loop() {
				durable.run(b, slice)
				ceiling.run(b, slice)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(durable.rate(), "stored/s")
			b.ReportMetric(ceiling.rate(), "ceiling/s")
			b.ReportMetric(100*durable.rate()/ceiling.rate(), "stored/ceiling%")
			b.ReportMetric(durable.quantile(0.5), "p50-ms")
			b.ReportMetric(durable.quantile(0.99), "p99-ms")
			b.ReportMetric(ceiling.quantile(0.99), "ceiling-p99-ms")
		})
	}
}

func storeNothing(context.Context, *response.Response) (response.Outcome, error) {
	return response.Outcome{}, nil
}

// durableSubmit opens a real store with group commit in front of it.
func durableSubmit(b *testing.B, s *survey.Survey) func(context.Context, *response.Response) (response.Outcome, error) {
	b.Helper()
	ctx := context.Background()
	kept, err := store.Open(ctx, store.Config{Path: filepath.Join(b.TempDir(), "muster.sqlite"), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	if err := kept.PutSurvey(ctx, s); err != nil {
		b.Fatal(err)
	}
	queue := intake.New(intake.Config{Append: kept.Append, Queue: 4096})
	b.Cleanup(func() {
		if err := queue.Close(ctx); err != nil {
			b.Error(err)
		}
		if err := kept.Close(); err != nil {
			b.Error(err)
		}
	})
	return queue.Submit
}

func listen(b *testing.B, s *survey.Survey, submit func(context.Context, *response.Response) (response.Outcome, error)) string {
	b.Helper()
	v := visit(b, []*survey.Survey{s}, func(c *web.Config) { c.Submit, c.Now = submit, time.Now })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: v.handler, ReadHeaderTimeout: time.Minute}
	var served sync.WaitGroup
	served.Go(func() { _ = server.Serve(listener) })
	b.Cleanup(func() {
		_ = server.Close()
		served.Wait()
	})
	return listener.Addr().String()
}

// crowd is a number of respondents with a connection each.
type crowd struct {
	people  []*person
	elapsed time.Duration
}

func dial(b *testing.B, address string, n int) *crowd {
	b.Helper()
	c := &crowd{}
	for i := range n {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = conn.Close() })
		c.people = append(c.people, newPerson(conn, i))
	}
	return c
}

// run lets everybody send as fast as they are answered.
func (c *crowd) run(b *testing.B, during time.Duration) {
	b.Helper()
	var sending sync.WaitGroup
	start := time.Now()
	for _, p := range c.people {
		sending.Go(func() {
			for time.Since(start) < during {
				if err := p.send(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	sending.Wait()
	c.elapsed += time.Since(start)
}

func (c *crowd) reset() {
	c.elapsed = 0
	for _, p := range c.people {
		p.took = p.took[:0]
	}
}

func (c *crowd) all() []time.Duration {
	var all []time.Duration
	for _, p := range c.people {
		all = append(all, p.took...)
	}
	slices.Sort(all)
	return all
}

func (c *crowd) rate() float64 { return float64(len(c.all())) / c.elapsed.Seconds() }

func (c *crowd) quantile(q float64) float64 {
	all := c.all()
	return float64(all[int(q*float64(len(all)-1))]) / float64(time.Millisecond)
}

// person sends one form after the other over a socket, with as little work as can be: the clients
// must not take the processors from the server.
type person struct {
	conn    net.Conn
	request []byte
	id      []byte // within request
	n       uint64
	answer  [4096]byte
	took    []time.Duration
}

const postedForm = "_id=aaaaaaaaaaaaaaaaaaaaaaaaaa&_t=tkx8z4.AAAAAAAAAAAAAAAA&roles=engineer&roles=leader" +
	"&topics=azure&topics=networking&topics=terraform&topics=entra&topics=pki&topics=powershell&topics=automation" +
	"&topics=github&topics=career&topics=people&speak=terraform&speak=automation&journey=seasoned&style=speaker" +
	"&style=hands_on&frequency=monthly&times=weekday_evening&times=saturday_morning&place=both&help=join&help=organise" +
	"&looking=challenge&challenge=Moving+forty+file+servers+to+the+cloud+without+a+night+of+downtime%2C+and+nobody+to" +
	"+ask+about+it.&anything=&name=Ann+Lee&email=ann.lee%40example.org&consent=yes"

func newPerson(conn net.Conn, number int) *person {
	request := fmt.Appendf(nil, "POST /s/charlotte HTTP/1.1\r\nHost: muster.test\r\nUser-Agent: bench\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", len(postedForm), postedForm)
	at := bytes.Index(request, []byte("_id=")) + len("_id=")
	return &person{conn: conn, request: request, id: request[at : at+26], n: uint64(number) << 40}
}

func (p *person) send() error {
	p.n++
	for i, n := 0, p.n; i < 13; i, n = i+1, n>>5 {
		p.id[i] = "abcdefghijklmnopqrstuvwxyz234567"[n&31]
	}
	start := time.Now()
	if _, err := p.conn.Write(p.request); err != nil {
		return err
	}
	read := 0
	for !bytes.HasSuffix(p.answer[:read], []byte("\r\n\r\n")) {
		n, err := p.conn.Read(p.answer[read:])
		if err != nil {
			return err
		}
		read += n
	}
	p.took = append(p.took, time.Since(start))
	if !bytes.HasPrefix(p.answer[:read], []byte("HTTP/1.1 303 ")) {
		return fmt.Errorf("answered %q", p.answer[:read])
	}
	return nil
}

// BenchmarkTakeForm is the server's own work for one posted form, without sockets and storage.
func BenchmarkTakeForm(b *testing.B) {
	v := visit(b, []*survey.Survey{sample(b, "charlotte")}, func(c *web.Config) { c.Submit = storeNothing })
	w := &discard{header: http.Header{}}
	reader := bytes.NewReader([]byte(postedForm))
	r, err := http.NewRequest(http.MethodPost, "/s/charlotte", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.ReportAllocs()
	for b.Loop() {
		reader.Reset([]byte(postedForm))
		r.Body = readCloser{reader}
		clear(w.header)
		v.handler.ServeHTTP(w, r)
	}
	if w.header.Get("Location") == "" {
		b.Fatal("not taken")
	}
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// BenchmarkNew is what a survey adds to the start: its page is rendered and compressed.
func BenchmarkNew(b *testing.B) {
	s := sample(b, "charlotte")
	for b.Loop() {
		visit(b, []*survey.Survey{s}, nil)
	}
}
