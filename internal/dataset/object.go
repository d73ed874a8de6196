package dataset

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"time"
)

// object writes JSON by hand: encoding/json takes five times as long for what is mostly ids.
type object struct {
	out    io.Writer
	buffer []byte
	odd    bytes.Buffer // for texts that need escapes
}

// name begins a member of the object.
func (o *object) name(name string) *object {
	o.item().text(name)
	o.buffer = append(o.buffer, ':')
	return o
}

// item separates a value from the one before it.
func (o *object) item() *object {
	if n := len(o.buffer); n > 0 {
		switch o.buffer[n-1] {
		case '{', '[', ':', '\n':
		default:
			o.buffer = append(o.buffer, ',')
		}
	}
	return o
}

func (o *object) raw(text string) { o.buffer = append(o.buffer, text...) }
func (o *object) open()           { o.raw("{") }
func (o *object) close()          { o.raw("}") }
func (o *object) list()           { o.raw("[") }
func (o *object) endList()        { o.raw("]") }

func (o *object) integer(n int)   { o.buffer = strconv.AppendInt(o.buffer, int64(n), 10) }
func (o *object) float(n float64) { o.buffer = strconv.AppendFloat(o.buffer, n, 'f', -1, 64) }

func (o *object) moment(t time.Time) {
	o.buffer = append(t.AppendFormat(append(o.buffer, '"'), time.RFC3339), '"')
}

// text writes a string. Only what is not plain is left to encoding/json.
func (o *object) text(text string) {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			o.escaped(text)
			return
		}
	}
	o.buffer = append(append(append(o.buffer, '"'), text...), '"')
}

func (o *object) escaped(text string) {
	o.odd.Reset()
	writer := json.NewEncoder(&o.odd)
	writer.SetEscapeHTML(false)
	_ = writer.Encode(valid(text)) // into memory, of a string: nothing can go wrong
	o.buffer = append(o.buffer, bytes.TrimSuffix(o.odd.Bytes(), []byte("\n"))...)
}

func texts[T ~string](o *object, all []T) {
	o.list()
	for _, text := range all {
		o.item().text(string(text))
	}
	o.endList()
}

// end finishes the line.
func (o *object) end() error {
	o.buffer = append(o.buffer, '\n')
	if len(o.buffer) < bufferSize {
		return nil
	}
	return o.flush()
}

func (o *object) flush() error {
	_, err := o.out.Write(o.buffer)
	o.buffer = o.buffer[:0]
	return err
}
