package warehouse

import (
	"slices"

	"muster/internal/response"
)

// otherFlags is the bit of flags that have no bit of their own.
const otherFlags = 1 << 7

// knownFlags are those that have one, ascending as a response has them.
func knownFlags() [4]response.Flag {
	return [...]response.Flag{response.Burst, response.TooFast, response.Trap, response.Unsigned}
}

func flagBit(flag response.Flag) uint8 {
	known := knownFlags()
	if i := slices.Index(known[:], flag); i >= 0 {
		return 1 << i
	}
	return otherFlags
}

func flagsIn(bits uint8) []response.Flag {
	var flags []response.Flag
	for i, flag := range knownFlags() {
		if bits&(1<<i) != 0 {
			flags = append(flags, flag)
		}
	}
	return flags
}

// hide notes that a question was not shown. One that everybody is shown by now is no matter.
func (d *decoder) hide(question []byte) {
	l := d.row.layout
	if i, hidden := l.hiding[string(question)]; hidden {
		d.batch.slots[d.row.slots+l.hidings+i/maskBits] |= 1 << (i % maskBits)
	}
}

// speak notes the language of the form; most often it is one of the survey's, and then nothing is
// copied.
func (d *decoder) speak(language []byte) {
	if !d.row.layout.languages {
		return
	}
	for _, l := range d.row.layout.survey.Languages {
		if l == string(language) {
			d.row.language = l
			return
		}
	}
	d.row.language = clean(string(language))
}

func (d *decoder) circumstances(c response.Circumstances) {
	for _, flag := range c.Flags {
		d.row.flags |= flagBit(flag)
	}
	for _, question := range c.NotShown {
		d.hide([]byte(question))
	}
	d.speak([]byte(c.Language))
	d.number(&field{role: order}, c.Order)
}
