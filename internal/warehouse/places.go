package warehouse

import "math/bits"

// Places of a ranking stand in one column, 4 bits an option. 0 is no place.
const (
	placeBits = 4
	lastPlace = 1<<placeBits - 1
)

// places is how many places of a ranking are counted: as many as the question asks for.
func (f *field) places() int {
	n := min(len(f.categories), lastPlace)
	if f.question.Max > 0 {
		return min(n, f.question.Max)
	}
	return n
}

// rank puts the option of a bit behind those that are in the mask already.
func rank(mask, places uint64, bit int) (uint64, uint64) {
	if mask&(1<<bit) != 0 {
		return mask, places
	}
	if place := bits.OnesCount64(mask) + 1; place <= lastPlace && bit*placeBits < maskBits {
		places |= uint64(place) << (bit * placeBits)
	}
	return mask | 1<<bit, places
}

// ranking lists the bits of a mask, the best place first. What has no place comes last.
func ranking(mask, places uint64, to []int) []int {
	for place := uint64(1); place <= lastPlace; place++ {
		for m := mask; m != 0; m &= m - 1 {
			bit := bits.TrailingZeros64(m)
			if bit*placeBits < maskBits && places>>(bit*placeBits)&lastPlace == place {
				to = append(to, bit)
				mask &^= 1 << bit
			}
		}
	}
	for ; mask != 0; mask &= mask - 1 {
		to = append(to, bits.TrailingZeros64(mask))
	}
	return to
}
