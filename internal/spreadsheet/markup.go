package spreadsheet

import (
	"bytes"
	"errors"
	"io"
)

const (
	maxToken = 1 << 20 // bytes of one tag or of the text between two; a cell holds 32,767 characters at the most
	maxDepth = 64      // elements within one another; the deepest part of a workbook has about ten
)

var (
	errCut     = errors.New("it ends in the middle")
	errMarkup  = errors.New("its XML is not well formed")
	errDoctype = errors.New("it declares a document type or entities, which no program writes into a workbook")
	errDeep    = errors.New("its elements are nested too deeply")
	errToken   = errors.New("one piece of it is longer than 1 MB")
)

// event is what markup.next met.
type event uint8

const (
	opened event = iota + 1
	closed
	words
)

// markup reads the XML of a workbook's parts, several times as fast as encoding/xml and within a
// fixed amount of memory, which sheets of a million cells need. It knows elements, attributes, text,
// CDATA and the references that XML itself defines. Names are taken without their prefixes. A
// document type is refused, so that no entity can expand or reach outside.
type markup struct {
	source  io.Reader
	err     error  // what ended the source
	buf     []byte // what was read; buf[at:end] is still to come
	at, end int

	name  []byte // of the element that opened or closed
	attrs []byte // of the element that opened, as written
	text  []byte // of words, without references

	path   []byte // the full names of the open elements, one behind the other
	starts []int  // where each of them starts in path
	shut   bool   // the element that opened has no content: its end is the next event
}

func newMarkup(source io.Reader) *markup {
	return &markup{source: source, buf: make([]byte, 64<<10)}
}

// next gives the next event; io.EOF at the end of a whole document. name, attrs and text hold until
// it is called again.
func (m *markup) next() (event, error) {
	if m.shut {
		m.shut = false
		return m.pop(), nil
	}
	for {
		if m.at == m.end && !m.more() {
			return 0, m.finish()
		}
		if m.buf[m.at] != '<' {
			raw, err := m.until("<", 0)
			if err != nil {
				return 0, err
			}
			if len(m.starts) > 0 {
				m.text, err = resolve(raw)
				return words, err
			}
			continue // white space around the root
		}
		e, err := m.tag()
		if e != 0 || err != nil {
			return e, err
		}
	}
}

func (m *markup) finish() error {
	if len(m.starts) == 0 {
		return m.err
	}
	return m.stopped()
}

// stopped says why there is no more where there should be.
func (m *markup) stopped() error {
	if m.err == io.EOF {
		return errCut
	}
	return m.err
}

// more reads on and tells whether there is more. What is still to come moves to the start of buf.
func (m *markup) more() bool {
	if m.err != nil {
		return false
	}
	m.end = copy(m.buf, m.buf[m.at:m.end])
	m.at = 0
	if m.end == len(m.buf) {
		m.buf = append(m.buf, make([]byte, len(m.buf))...)
	}
	for range 100 {
		var n int
		n, m.err = m.source.Read(m.buf[m.end:])
		m.end += n
		if n > 0 || m.err != nil {
			return n > 0
		}
	}
	m.err = io.ErrNoProgress
	return false
}

// until takes what stands before the mark, which is not looked for in the first bytes. The mark
// itself is taken too unless it starts the next token.
func (m *markup) until(mark string, from int) ([]byte, error) {
	for {
		if i := bytes.Index(m.buf[min(m.at+from, m.end):m.end], []byte(mark)); i >= 0 {
			raw := m.buf[m.at : m.at+from+i]
			m.at += from + i
			if mark != "<" {
				m.at += len(mark)
			}
			return raw, nil
		}
		from = max(from, m.end-m.at-len(mark)+1)
		switch {
		case m.end-m.at > maxToken:
			return nil, errToken
		case m.more():
		case m.err == io.EOF && mark == "<" && len(m.starts) == 0: // a line end behind the root
			raw := m.buf[m.at:m.end]
			m.at = m.end
			return raw, nil
		default:
			return nil, m.stopped()
		}
	}
}

// each calls take for every element directly inside the one that opened last, and returns behind its
// end. What take leaves of an element is passed over.
func (m *markup) each(take func() error) error {
	depth := len(m.starts)
	for {
		e, err := m.next()
		if err != nil {
			return err
		}
		switch {
		case e == closed:
			return nil
		case e == opened:
			if err := take(); err != nil {
				return err
			}
			if err := m.leave(depth); err != nil {
				return err
			}
		}
	}
}

// leave passes over everything until only depth elements are open.
func (m *markup) leave(depth int) error {
	for len(m.starts) > depth {
		if _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// content appends the text directly inside the element that opened last, and returns behind its end.
func (m *markup) content(out []byte) ([]byte, error) {
	depth := len(m.starts)
	for {
		e, err := m.next()
		switch {
		case err != nil:
			return out, err
		case e == words && len(m.starts) == depth:
			out = append(out, m.text...)
			if len(out) > maxToken {
				return out, errToken
			}
		case e == closed && len(m.starts) < depth:
			return out, nil
		}
	}
}
