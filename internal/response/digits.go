package response

import (
	"strings"
	"unicode"
)

// plainDigits writes the digits of every script as 0 to 9, and drops the marks that tell only in
// which direction to write. Text of ASCII alone is returned as it is.
func plainDigits(text string) string {
	if isASCII(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u200e', '\u200f', '\u061c':
			return -1
		}
		return plainDigit(r)
	}, text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plainDigit gives the ASCII digit of the same value. Unicode keeps the decimal digits of a script
// side by side from zero to nine, so that every range of them is a multiple of ten long.
func plainDigit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, digits := range unicode.Nd.R16 {
		if first := rune(digits.Lo); first <= r && r <= rune(digits.Hi) {
			return '0' + (r-first)%10
		}
	}
	for _, digits := range unicode.Nd.R32 {
		if first := rune(digits.Lo); first <= r && r <= rune(digits.Hi) {
			return '0' + (r-first)%10
		}
	}
	return r
}

// onlyDigits tells whether text is made of 0 to 9; "" is.
func onlyDigits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}
