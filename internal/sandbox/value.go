package sandbox

import (
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// plain turns a value of DuckDB into nil, a bool, an int64, a real or a string. kind is its column's type.
func plain(v any, kind string) any {
	switch v := v.(type) {
	case nil:
		return nil
	case bool:
		return v
	case float32:
		return float(float64(v))
	case float64:
		return float(v)
	case uint64:
		return whole(new(big.Int).SetUint64(v))
	case *big.Int:
		return whole(v)
	case duckdb.Decimal:
		if v.Scale == 0 {
			return whole(v.Value)
		}
		return float(v.Float64())
	}
	if n := reflect.ValueOf(v); n.CanInt() {
		return n.Int()
	} else if n.CanUint() {
		return int64(n.Uint()) // of 32 bits at the most
	}
	return shortened(text(v, kind))
}

// float keeps what JSON has no number for as words.
func float(f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return real(f)
}

// whole gives a whole number, or the nearest real where it is too large.
func whole(n *big.Int) any {
	if n.IsInt64() {
		return n.Int64()
	}
	f, _ := new(big.Float).SetInt(n).Float64()
	return float(f)
}

// text writes what is no number: lists as their parts, with commas between them.
func text(v any, kind string) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return bytesText(v, kind)
	case time.Time:
		return timeText(v, kind)
	case duckdb.Interval:
		return intervalText(v)
	case []any:
		return joined(slices.Values(v))
	case map[string]any:
		return fieldsText(v)
	case duckdb.OrderedMap:
		return mapText(v)
	case duckdb.Union:
		return inner(v.Value)
	}
	return fmt.Sprint(v)
}

func bytesText(b []byte, kind string) string {
	digits := hex.EncodeToString(b)
	if kind == "UUID" && len(digits) == 32 {
		return strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-")
	}
	return digits
}

// timeText writes a day without its midnight, and a time of day without a day.
func timeText(t time.Time, kind string) string {
	t = t.UTC()
	switch {
	case strings.HasPrefix(kind, "TIME") && !strings.HasPrefix(kind, "TIMESTAMP"):
		return t.Format(time.TimeOnly)
	case kind == "DATE" || t.Equal(t.Truncate(24*time.Hour)):
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}

func intervalText(i duckdb.Interval) string {
	var parts []string
	add := func(n int32, unit string) {
		switch n {
		case 0:
		case 1, -1:
			parts = append(parts, fmt.Sprintf("%d %s", n, unit))
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, unit))
		}
	}
	add(i.Months/12, "year")
	add(i.Months%12, "month")
	add(i.Days, "day")
	if i.Micros != 0 || len(parts) == 0 {
		parts = append(parts, (time.Duration(i.Micros) * time.Microsecond).String())
	}
	return strings.Join(parts, " ")
}

func fieldsText(fields map[string]any) string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		parts = append(parts, key+": "+inner(fields[key]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func mapText(m duckdb.OrderedMap) string {
	var parts []string
	values := m.Values()
	for i, key := range m.Keys() {
		parts = append(parts, inner(key)+": "+inner(values[i]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// joined stops when there is more than a cell takes.
func joined(values func(func(any) bool)) string {
	var b strings.Builder
	for v := range values {
		if b.Len() > maxText {
			break
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(inner(v))
	}
	return b.String()
}

// inner writes a value that stands within another.
func inner(v any) string {
	switch v := plain(v, "").(type) {
	case nil:
		return "–"
	case real:
		return strconv.FormatFloat(float64(v), 'f', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}
