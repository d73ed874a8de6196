package store

import "database/sql/driver"

// load adds the responses later than after, up to last, and the ids that were erased there.
func (t *tail) load(p *prepared, after, last int64) error {
	var pairs []pair
	err := p.notYetKeyed.each(4, func(row []driver.Value) {
		seq := row[0].(int64)
		pairs = append(pairs, pair{keyOf(row[1].(string), row[2].(string)), seq})
		if receipt, ok := row[3].([]byte); ok {
			pairs = append(pairs, pair{receiptKey(receipt), seq})
		}
	}, after, last)
	if err != nil {
		return err
	}
	err = p.erasedLater.each(2, func(row []driver.Value) {
		pairs = append(pairs, pair{keyOfMark(row[1].([]byte)), row[0].(int64)})
	}, after, last)
	if err == nil {
		t.follow(pairs, nil, last)
	}
	return err
}
