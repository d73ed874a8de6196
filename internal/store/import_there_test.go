package store_test

import (
	"testing"

	"muster/internal/response"
	"muster/internal/store"
)

// TestLaterImportsOfTheSameRows are named while the first stands, and known to have lost rows when it does not.
func TestLaterImportsOfTheSameRows(t *testing.T) {
	s, form := fresh(t)
	rows := []*response.Response{brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 3, "c")}
	for _, in := range []struct {
		name string
		rows []*response.Response
		want store.Imported
	}{
		{"Old form", rows[:2], store.Imported{New: 2}},
		{"Old form", rows, store.Imported{New: 1, Same: 2}},
		{"Another", []*response.Response{brought(form, 4, "d")}, store.Imported{New: 1}},
	} {
		file := file(form, in.rows...)
		file.Form = store.FormMapping{Name: in.name, Document: []byte("columns: []\n")}
		mustImport(t, s, file, in.want)
	}
	imports := func() []store.PastImport {
		all, err := s.PastImports(t.Context(), form.ID)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	all := imports()
	another, second, first := all[0], all[1], all[2]
	if part := first.PartOf(all); len(part) != 1 || part[0].ID != second.ID {
		t.Errorf("rows of the first are in %v", part)
	}
	if len(second.PartOf(all))+len(another.PartOf(all)) > 0 || second.Depleted(all) {
		t.Error("an import has rows of a later one, or lost some already")
	}
	mustTakeBack(t, s, form, first.ID)
	all = imports()
	if all[1].There != 1 || all[2].There != 0 || !all[1].Depleted(all) || all[0].Depleted(all) || all[2].Depleted(all) {
		t.Errorf("after the first was taken back: %+v", all)
	}
	mustTakeBack(t, s, form, second.ID)
	if all = imports(); all[1].Depleted(all) || len(all[2].PartOf(all)) > 0 {
		t.Error("an import that was taken back is to be imported again")
	}
}
