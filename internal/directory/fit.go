package directory

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"time"

	"muster/internal/survey"
)

// traits are by what people are matched, as bits of a survey's options.
type traits struct{ topics, roles uint64 }

// arrival sorts the latest first.
type arrival struct {
	at     time.Time
	id     string
	traits traits
	words  string
}

func (a arrival) compare(b arrival) int {
	return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.id, b.id))
}

// fit is how well two people match.
type fit struct {
	common traits
	lot    uint64 // decides between equals, differently for every asker
}

func newFit(asker, partner string, common traits) fit {
	h := fnv.New64a()
	_, _ = h.Write([]byte(asker + " " + partner)) // a hash never fails
	return fit{common, h.Sum64()}
}

// enough tells whether two people have anything to talk about. Somebody with a challenge needs a topic;
// of those who hire and those who look, a role in common will do.
func (f fit) enough(need survey.Need) bool {
	return f.common.topics != 0 || need != survey.WantsHelp && f.common.roles != 0
}

func (f fit) compare(o fit) int {
	return cmp.Or(
		cmp.Compare(bits.OnesCount64(o.common.topics), bits.OnesCount64(f.common.topics)),
		cmp.Compare(bits.OnesCount64(o.common.roles), bits.OnesCount64(f.common.roles)),
		cmp.Compare(f.lot, o.lot),
	)
}
