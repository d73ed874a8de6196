package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

const chooseOne = "save it as “CSV UTF-8” and try again, or say which encoding it has, such as windows-1250, windows-1251, shift_jis or macintosh"

// decoded is a file's text as UTF-8.
type decoded struct {
	text     []byte
	encoding string
	notes    []string
}

// decode finds out how a text is written and converts it. A byte order mark proves UTF-16 and UTF-8,
// even against what was asked for; zero bytes give UTF-16 away. What is not UTF-8 otherwise is taken
// for Windows-1252 if that makes sense, and said with an example, for a wrong guess would garble
// names and options for good.
func decode(data []byte, asked string) (decoded, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		asked, data = "utf-8", data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		asked, data = "utf-16le", data[2:]
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		asked, data = "utf-16be", data[2:]
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return decoded{}, errors.New("the file is empty")
	}
	if guess := utf16Without(data); asked == "" && guess != "" {
		if d, err := decodeAs(data, guess); err == nil {
			return d, nil
		}
	}
	switch {
	case asked != "" && !strings.EqualFold(asked, "utf-8"):
		return decodeAs(data, asked)
	case notText(data):
		return decoded{}, fmt.Errorf("this is not text: %s; save the answers as CSV in UTF-8 or as .xlsx and try again", firstControl(data))
	case utf8.Valid(data):
		return decoded{text: data, encoding: "utf-8"}, nil
	case asked != "":
		at := firstInvalid(data)
		return decoded{}, fmt.Errorf("line %d is not UTF-8; %s", lineOf(data, at), chooseOne)
	}
	return decodeWestern(data)
}

// decodeAs converts from the encoding of that name.
func decodeAs(data []byte, name string) (decoded, error) {
	enc, err := htmlindex.Get(name)
	if err != nil {
		return decoded{}, fmt.Errorf("there is no encoding %q; known are such as windows-1252, windows-1250, shift_jis and macintosh", Line(name))
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		return decoded{}, fmt.Errorf("the encoding %q: %w", Line(name), err)
	}
	if enc == encoding.Replacement {
		return decoded{}, fmt.Errorf("the encoding %q is not safe to read", Line(name))
	}
	switch canonical {
	case "utf-16le":
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return decoded{}, fmt.Errorf("the file is not %s; %s", canonical, chooseOne)
	}
	if at := bytes.Index(text, []byte("\uFFFD")); at >= 0 && !bytes.Contains(data, []byte("\uFFFD")) {
		return decoded{}, fmt.Errorf("line %d is not %s; %s", lineOf(text, at), canonical, chooseOne)
	}
	if notText(text) {
		return decoded{}, fmt.Errorf("read as %s this is not text: %s; %s", canonical, firstControl(text), chooseOne)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return decoded{}, errors.New("the file is empty")
	}
	return decoded{text, canonical, []string{"The file was converted from " + canonical + "."}}, nil
}

// decodeWestern takes the text for Windows-1252 or says in which line that makes no sense.
func decodeWestern(data []byte) (decoded, error) {
	at := firstInvalid(data)
	if mixed(data) {
		return decoded{}, fmt.Errorf("line %d is not UTF-8, although other lines are; save the file as “CSV UTF-8” and try again", lineOf(data, at))
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return decoded{}, err
	}
	w := westernWords(text)
	if w.odd > 0 {
		return decoded{}, fmt.Errorf("line %d is neither UTF-8 nor Windows-1252, in which it would say “%s”; %s", w.oddLine, w.oddWord, chooseOne)
	}
	return decoded{text, "windows-1252", []string{fmt.Sprintf(
		"The file is not in UTF-8; it was read as Windows-1252, so that line %d says “%s”. If that is wrong, choose its encoding.",
		w.line, w.word)}}, nil
}

// utf16Without tells UTF-16 that has no byte order mark by the zero bytes, which stand beside every
// letter, comma and line end that ASCII has. There is at least one end of a line, behind the header.
func utf16Without(data []byte) string {
	start := data[:min(len(data), 1<<16)&^1]
	var zeros, ends [2]int // by the place of the zero byte in its character
	for i, c := range start {
		if c == 0 {
			zeros[i&1]++
			if beside := start[i^1]; beside == '\n' || beside == '\r' {
				ends[i&1]++
			}
		}
	}
	total := zeros[0] + zeros[1]
	switch {
	case len(start) < 4 || total*10 < len(start)/2: // one in ten characters; in Japanese few are ASCII
		return ""
	case zeros[1]*20 > total*19 && ends[1] > 0:
		return "utf-16le"
	case zeros[0]*20 > total*19 && ends[0] > 0:
		return "utf-16be"
	}
	return ""
}

// notText tells a file full of control characters. A few stray ones are dropped from cells later.
func notText(data []byte) bool {
	start := data[:min(len(data), 1<<16)]
	n := 0
	for _, c := range start {
		if stray(rune(c)) {
			n++
		}
	}
	return n*50 > len(start)
}

// stray tells a control character that no text has.
func stray(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f'
}

func firstControl(text []byte) string {
	at := bytes.IndexFunc(text, stray)
	line, character := position(text, at)
	return fmt.Sprintf("in line %d, character %d stands the control character U+%04X", line, character, text[at])
}

func firstInvalid(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// mixed tells that UTF-8 and another encoding stand in one file, as when two files were joined.
func mixed(data []byte) bool {
	whole, broken := 0, 0
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			whole++
		}
		at += size
	}
	return whole >= broken
}

func lineOf(data []byte, at int) int {
	return 1 + bytes.Count(data[:at], []byte("\n"))
}
