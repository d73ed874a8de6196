package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// toUTF8 takes off a byte order mark and converts UTF-16 where such a mark proves it; converted
// names the encoding then. Older one-byte encodings cannot be told from one another, and a wrong
// guess would garble names and options for good, so they are refused with the line.
func toUTF8(data []byte) (text []byte, converted string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], binary.LittleEndian), "UTF-16", nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], binary.BigEndian), "UTF-16", nil
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, "", errors.New("the file is empty")
	}
	if bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0 {
		return nil, "", errors.New("this is not text; save the answers as CSV in UTF-8 and try again")
	}
	if at := firstInvalid(data); at >= 0 {
		line := 1 + bytes.Count(data[:at], []byte("\n"))
		return nil, "", fmt.Errorf("line %d is not UTF-8 (it may be Windows-1252 or another older encoding); "+
			"save the file as “CSV UTF-8” and try again", line)
	}
	return data, "", nil
}

func firstInvalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
