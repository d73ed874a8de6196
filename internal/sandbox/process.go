package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"muster/internal/tally"
)

// request is what a worker is told on its standard input.
type request struct {
	SQL    string `json:"sql"`
	Rows   int    `json:"rows"`
	Bytes  int    `json:"bytes"`
	Memory int64  `json:"memory"`
	Check  bool   `json:"check,omitempty"` // only look at the query: there is no snapshot, and nothing runs
}

// grace is what a worker is given beyond its deadline to be gone from the list of processes.
const grace = 500 * time.Millisecond

// inherited is where a worker finds the snapshot: behind its standard input, output and errors.
const inherited = "/proc/self/fd/3"

// work starts a worker, hands it a query and takes its reply. The worker and whatever it might have
// started is gone when work returns. One that is only to look at a query gets no snapshot.
func (s *Sandbox) work(ctx context.Context, snapshot *os.File, r request) (tally.Rows, error) {
	told, err := json.Marshal(r)
	if err != nil {
		return tally.Rows{}, err
	}
	running, cancel := context.WithTimeout(ctx, s.config.Deadline)
	defer cancel()
	cmd := s.config.Command(running, strconv.FormatInt(r.Memory, 10), s.config.Deadline.String())
	out, complaint := &bounded{most: replyRoom(r.Bytes), strict: true}, &bounded{most: 16 << 10}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(told), out, complaint
	cmd.Env, cmd.Dir = []string{}, filepath.Join(s.config.Dir, emptyDir)
	if snapshot != nil {
		cmd.ExtraFiles = []*os.File{snapshot}
	}
	cmd.WaitDelay = grace
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return tally.Rows{}, fmt.Errorf("start a worker: %w", err)
	}
	humble(cmd)
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return tally.Rows{}, context.Cause(ctx)
	case out.over:
		return tally.Rows{}, errRoom
	case errors.Is(running.Err(), context.DeadlineExceeded):
		return tally.Rows{}, s.tooLong()
	case err != nil:
		return tally.Rows{}, s.died(err, complaint)
	}
	return parseReply(out.kept, r)
}

func (s *Sandbox) tooLong() error {
	return refuse("The query was stopped because it took longer than %v. Filter or group earlier, or look at fewer rows.", s.config.Deadline)
}

// died says why a worker ended without a reply. What it wrote is not logged: it may hold answers.
func (s *Sandbox) died(err error, complaint *bounded) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fmt.Errorf("run a worker: %w", err)
	}
	s.config.Log.Warn("a query broke its worker", "state", exit.String())
	if starved(complaint.kept) {
		return tooMuch(s.config.Memory)
	}
	return refuse("The query broke the process that ran it (%s). It may need more than the %d MB of memory it may take, or be one that DuckDB cannot run. Make it simpler.",
		exit.String(), s.config.Memory>>20)
}

func tooMuch(memory int64) error {
	return refuse("The query was stopped because it needed more than the %d MB of memory it may take. Filter or group earlier, or look at fewer rows.", memory>>20)
}

// starved tells from the last words of a process whether it died for want of memory.
func starved(words []byte) bool {
	for _, sign := range []string{"out of memory", "bad_alloc", "cannot allocate", "Cannot allocate", "pthread_create failed"} {
		if bytes.Contains(words, []byte(sign)) {
			return true
		}
	}
	return false
}

// bounded keeps what is written to it up to a size. A strict one then fails, so that whoever writes on
// and on is stopped; another forgets the rest. It has no other way to be written to: io.Copy would take
// one that knows no bound.
type bounded struct {
	kept   []byte
	most   int
	strict bool
	over   bool // more was written
}

var errRoom = errors.New("the worker wrote more than was agreed")

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - len(b.kept)
	b.over = b.over || len(p) > room
	if b.over && b.strict {
		return 0, errRoom
	}
	b.kept = append(b.kept, p[:min(room, len(p))]...)
	return len(p), nil
}
