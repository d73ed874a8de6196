package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// Work is what a worker does: it takes one query from in, runs it and writes the reply to out. It
// returns the exit status. The process must be there for nothing else: from here on it can do little, and
// is killed when its time is over.
func Work(args []string, in io.Reader, out io.Writer) int {
	if len(args) != 2 {
		return 2
	}
	memory, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return 2
	}
	deadline, err := time.ParseDuration(args[1])
	if err != nil {
		return 2
	}
	if err := limit(memory, deadline); err != nil {
		return say(out, unconfined(err))
	}
	// Whoever started the worker kills it in time; this is for when they are no more.
	time.AfterFunc(deadline+grace, func() { os.Exit(1) })
	var r request
	if err := json.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&r); err != nil {
		return 2
	}
	return say(out, serve(r))
}

// serve answers a query. It is looked at only once the process can open nothing any more.
func serve(r request) reply {
	e, err := open(r)
	if err != nil {
		return reply{Fault: fmt.Sprintf("open the snapshot: %v", err)}
	}
	if err := confine(); err != nil {
		return unconfined(err)
	}
	found, err := e.answer(r)
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return reply{Refused: refusal.text, Passing: refusal.passing}
	case err != nil:
		return reply{Refused: inWords(err, r.Memory).Error()}
	}
	return found
}

func unconfined(err error) reply {
	return reply{Passing: true, Refused: fmt.Sprintf("This system cannot run queries safely, so it runs none: %v.", err)}
}

// say writes a reply. The engine is left open: the process ends now, and there is nothing to be saved.
func say(out io.Writer, r reply) int {
	if err := json.NewEncoder(out).Encode(r); err != nil {
		return 1
	}
	return 0
}
