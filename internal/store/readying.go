package store

import (
	"context"
	"iter"

	"muster/internal/response"
)

// mostReadied is how many responses of an import are made before anybody is held up; they are in memory
// together. What comes after them is made while the transaction lasts.
const mostReadied = 100_000

// readying makes and encodes the responses of an import before its transaction begins: most of the work with a
// file is that, and others store meanwhile.
type readying struct {
	documents map[*response.Response]string
	stops     []func()
}

// ready returns the files with responses that are made already. What is left of their sequences must be let go
// with stop.
func (y *readying) ready(ctx context.Context, files []Import) ([]Import, error) {
	var buffer []byte
	readied := make([]Import, len(files))
	for n, file := range files {
		next, stop := iter.Pull(file.Responses)
		y.stops = append(y.stops, stop)
		var made []*response.Response
		for len(y.documents) < mostReadied {
			r, ok := next()
			if !ok {
				break
			}
			if len(made)%interval == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			buffer = response.AppendDocument(buffer[:0], r.Answers, r.Circumstances)
			y.documents[r], made = string(buffer), append(made, r)
		}
		readied[n], readied[n].Responses = file, following(made, next)
	}
	return readied, nil
}

func (y *readying) stop() {
	for _, stop := range y.stops {
		stop()
	}
}

// following yields what is made and then what is left.
func following(made []*response.Response, next func() (*response.Response, bool)) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		for _, r := range made {
			if !yield(r) {
				return
			}
		}
		for {
			if r, ok := next(); !ok || !yield(r) {
				return
			}
		}
	}
}
