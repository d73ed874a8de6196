package response

import (
	"unicode/utf16"
	"unicode/utf8"
)

// escaped reads the rest of a string in which an escape has been met.
func (s *Scanner) escaped(begin int) []byte {
	s.unquoted = append(s.unquoted[:0], s.data[begin:s.at]...)
	for s.at < len(s.data) && s.err == nil {
		c := s.data[s.at]
		s.at++
		switch {
		case c == '"':
			return s.valid(s.unquoted, false)
		case c == '\\':
			s.escape()
		case c < ' ':
			s.fail()
		default:
			s.unquoted = append(s.unquoted, c)
		}
	}
	s.fail()
	return nil
}

// escape reads what stands behind a backslash.
func (s *Scanner) escape() {
	if s.at >= len(s.data) {
		s.fail()
		return
	}
	c := s.data[s.at]
	s.at++
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		s.unquoted = utf8.AppendRune(s.unquoted, s.codePoint())
		return
	default:
		s.fail()
	}
	s.unquoted = append(s.unquoted, c)
}

// codePoint reads four hexadecimal digits, and the second half of a pair where they are a first
// half. A half that stands alone becomes U+FFFD, as encoding/json has it.
func (s *Scanner) codePoint() rune {
	first := s.hex()
	if !utf16.IsSurrogate(first) {
		return first
	}
	if s.at+1 < len(s.data) && s.data[s.at] == '\\' && s.data[s.at+1] == 'u' {
		back := s.at
		s.at += 2
		if pair := utf16.DecodeRune(first, s.hex()); pair != utf8.RuneError {
			return pair
		}
		s.at = back
	}
	return utf8.RuneError
}

func (s *Scanner) hex() rune {
	if s.at+4 > len(s.data) {
		s.fail()
		return 0
	}
	var r rune
	for _, c := range s.data[s.at : s.at+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			s.fail()
			return 0
		}
		r = r<<4 | rune(c)
	}
	s.at += 4
	return r
}
