package response

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// shortestMonth is how many letters of a month's name are enough where no other begins with them.
const shortestMonth = 3

// namedMonth reads a date of a day, a month by name and a year, in whatever order they stand.
func namedMonth(text, tag string) []string {
	month, numbers := 0, []string{}
	for _, word := range strings.FieldsFunc(text, betweenWords) {
		switch number := strings.TrimRightFunc(word, unicode.IsLetter); { // 1st, 2nd, 1er
		case number != "" && onlyDigits(number):
			numbers = append(numbers, number)
		case slices.Contains([]string{"de", "del", "of"}, strings.ToLower(word)):
		case month == 0:
			month = monthCalled(strings.ToLower(word), tag)
			if month == 0 {
				return nil
			}
		default:
			return nil
		}
	}
	if month == 0 || len(numbers) != 2 {
		return nil
	}
	day, year := numbers[0], numbers[1]
	if len(day) == 4 {
		day, year = year, day
	}
	if len(year) != 4 && len(year) != 2 {
		return nil
	}
	return days(year, strconv.Itoa(month), day)
}

func betweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

// monthCalled gives the number of the month of that name in a language or in English, or of the only
// one that begins so; 0 when there is none.
func monthCalled(name, tag string) int {
	for _, language := range []string{tag, "en"} {
		w, months := spoken(language), []time.Month{}
		for month := time.January; month <= time.December; month++ {
			full := strings.ToLower(w.Say("dates." + strings.ToLower(month.String())))
			if full == name {
				return int(month)
			}
			if utf8.RuneCountInString(name) >= shortestMonth && strings.HasPrefix(full, name) {
				months = append(months, month)
			}
		}
		if len(months) == 1 {
			return int(months[0])
		}
	}
	return 0
}
