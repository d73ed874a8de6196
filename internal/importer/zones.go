package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// zoneHours says which offset from UTC, in hours, an abbreviation is read as. Several are used in
// more than one part of the world; the one most common in form exports is taken, and the plan says
// which were met, so that nobody need rely on this table unseen.
var zoneHours = map[string]float64{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1,
	"CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3,
	"NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
	"MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
	"BRT": -3, "ART": -3, "COT": -5, "PET": -5,
	"SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "IST": 5.5, "PKT": 5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
	"AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

var zoneOffset = regexp.MustCompile(`^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$`)

// zones finds the zones that time stamps name and remembers what was met.
type zones struct {
	local *time.Location            // for time stamps that name none
	known map[string]*time.Location // by name as written
	met   map[string]int            // time stamps by name; "" named none
	sure  string                    // the form tool that is known to mean local where it names no zone; "": nobody can say
}

func newZones(local *time.Location) *zones {
	return &zones{local: local, known: map[string]*time.Location{"": local}, met: map[string]int{}}
}

func (z *zones) find(name string) (*time.Location, error) {
	zone, ok := z.known[name]
	if !ok {
		zone = readZone(name)
		z.known[name] = zone
	}
	if zone == nil {
		return nil, fmt.Errorf("“%s” is no time zone that Muster knows; write an offset such as GMT-5", shorten(name))
	}
	z.met[name]++
	return zone, nil
}

func readZone(name string) *time.Location {
	if m := zoneOffset.FindStringSubmatch(name); m != nil {
		seconds := number(m[2])*3600 + number(m[3])*60
		if seconds > 14*3600 || number(m[3]) > 59 {
			return nil
		}
		if m[1] == "-" {
			seconds = -seconds
		}
		return time.FixedZone(name, seconds)
	}
	if hours, ok := zoneHours[name]; ok {
		return time.FixedZone(name, int(hours*3600))
	}
	return nil
}

// explain says how the zones were read.
func (z *zones) explain() []string {
	var lines []string
	for _, name := range sortedKeys(z.met) {
		n := z.met[name]
		switch {
		case name == "" && z.sure != "":
			lines = append(lines, fmt.Sprintf("Time stamps without a time zone (%d) were read as local time of %s, in which %s writes them.", n, z.local, z.sure))
		case name == "":
			lines = append(lines, fmt.Sprintf("Time stamps without a time zone (%d) were read as local time of %s: the file does not say whose they are. "+
				"If they are of another, say so and import again.", n, z.local))
		case strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && name != "UTC" && name != "GMT" && name != "Z":
			offset := time.Date(2000, 1, 1, 0, 0, 0, 0, z.known[name]).Format("-07:00")
			lines = append(lines, fmt.Sprintf("The time zone %s of %s was read as UTC%s all year round.",
				name, plural(n, "time stamp", "time stamps"), offset))
		}
	}
	return lines
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
