package spreadsheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// tag takes what stands between < and >. It gives 0 for what is neither an element nor text.
func (m *markup) tag() (event, error) {
	for m.end-m.at < len("<![CDATA[") && m.more() {
	}
	ahead := m.buf[m.at:m.end]
	switch {
	case len(ahead) > 1 && ahead[1] != '!' && ahead[1] != '?':
		return m.element()
	case bytes.HasPrefix(ahead, []byte("<?")):
		_, err := m.until("?>", 2)
		return 0, err
	case bytes.HasPrefix(ahead, []byte("<!--")):
		_, err := m.until("-->", 4)
		return 0, err
	case bytes.HasPrefix(ahead, []byte("<![CDATA[")) && len(m.starts) > 0:
		raw, err := m.until("]]>", 9)
		if err == nil {
			m.text = raw[9:]
		}
		return words, err
	}
	if len(ahead) < len("<![CDATA[") {
		return 0, m.stopped()
	}
	return 0, errDoctype
}

// element takes the start or the end of one.
func (m *markup) element() (event, error) {
	raw, err := m.bracket()
	if err != nil {
		return 0, err
	}
	if len(raw) > 0 && raw[0] == '/' {
		return m.close(bytes.TrimSpace(raw[1:]))
	}
	return m.open(raw)
}

// bracket takes a tag without its brackets. A > within a quoted value does not end it.
func (m *markup) bracket() ([]byte, error) {
	m.at++
	quote, from := byte(0), 0
	for {
		ahead := m.buf[m.at:m.end]
		for i := from; i < len(ahead); i++ {
			switch c := ahead[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"', c == '\'':
				quote = c
			case c == '>':
				m.at += i + 1
				return ahead[:i], nil
			case c == '<':
				return nil, errMarkup
			}
		}
		from = len(ahead)
		switch {
		case from > maxToken:
			return nil, errToken
		case !m.more():
			return nil, m.stopped()
		}
	}
}

func (m *markup) open(raw []byte) (event, error) {
	if n := len(raw); n > 0 && raw[n-1] == '/' {
		raw, m.shut = raw[:n-1], true
	}
	n := 0
	for n < len(raw) && raw[n] > ' ' {
		n++
	}
	full := raw[:n]
	m.attrs = raw[n:]
	switch {
	case len(full) == 0:
		return 0, errMarkup
	case len(m.starts) == maxDepth:
		return 0, errDeep
	}
	m.starts = append(m.starts, len(m.path))
	m.path = append(m.path, full...)
	m.name = local(full)
	return opened, nil
}

func (m *markup) close(full []byte) (event, error) {
	if len(m.starts) == 0 || !bytes.Equal(full, m.path[m.starts[len(m.starts)-1]:]) {
		return 0, errMarkup
	}
	return m.pop(), nil
}

func (m *markup) pop() event {
	last := m.starts[len(m.starts)-1]
	m.name = local(m.path[last:])
	m.path, m.starts = m.path[:last], m.starts[:len(m.starts)-1]
	return closed
}

// local is a name without its prefix.
func local(full []byte) []byte {
	return full[bytes.IndexByte(full, ':')+1:]
}

// attr gives an attribute of the element that opened last, as written; nil when it has none.
func (m *markup) attr(name string) []byte {
	rest := m.attrs
	for {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return nil
		}
		key, value := rest[:equals], rest[equals+1:]
		for len(key) > 0 && key[0] <= ' ' {
			key = key[1:]
		}
		for len(key) > 0 && key[len(key)-1] <= ' ' {
			key = key[:len(key)-1]
		}
		for len(value) > 0 && value[0] <= ' ' {
			value = value[1:]
		}
		if len(value) == 0 || value[0] != '"' && value[0] != '\'' {
			return nil
		}
		length := bytes.IndexByte(value[1:], value[0])
		if length < 0 {
			return nil
		}
		if string(key) == name || len(key) > len(name) && string(local(key)) == name {
			return value[1 : 1+length]
		}
		rest = value[length+2:]
	}
}

// phrase gives an attribute as text.
func (m *markup) phrase(name string) string {
	text, err := resolve(bytes.Clone(m.attr(name)))
	if err != nil || !utf8.Valid(text) {
		return ""
	}
	return string(text)
}

// number gives an attribute as a whole number that is not negative; missing when it is none.
func (m *markup) number(name string, missing int) int {
	if n, ok := wholeNumber(m.attr(name)); ok {
		return n
	}
	return missing
}

// flag tells whether an attribute is set.
func (m *markup) flag(name string) bool {
	value := string(m.attr(name))
	return value == "1" || value == "true"
}

// resolve puts characters in the place of references, within raw. Only those that XML itself defines
// are known.
func resolve(raw []byte) ([]byte, error) {
	at := bytes.IndexByte(raw, '&')
	if at < 0 {
		return raw, nil
	}
	out := raw[:at] // what replaces a reference is never longer than it
	for at < len(raw) {
		if raw[at] != '&' {
			out = append(out, raw[at])
			at++
			continue
		}
		length := bytes.IndexByte(raw[at:min(len(raw), at+12)], ';')
		if length < 0 {
			return nil, errMarkup
		}
		r, err := referred(string(raw[at+1 : at+length]))
		if err != nil {
			return nil, err
		}
		out = utf8.AppendRune(out, r)
		at += length + 1
	}
	return out, nil
}

func referred(name string) (rune, error) {
	switch name {
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "amp":
		return '&', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	base := 10
	if len(name) > 1 && name[0] == '#' {
		if name = name[1:]; name[0] == 'x' {
			name, base = name[1:], 16
		}
		if n, err := strconv.ParseUint(name, base, 32); err == nil && n > 0 && n <= utf8.MaxRune {
			return rune(n), nil
		}
	}
	return 0, errDoctype
}
