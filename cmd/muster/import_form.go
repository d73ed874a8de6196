package main

import (
	"context"
	"fmt"
	"strings"

	"muster/internal/importer"
	"muster/internal/response"
)

// recordsAtOnce are read of the store at a time.
const recordsAtOnce = 5000

// nameForms gives a file whose form nobody named the name under which its rows are stored already: another name of a
// file, or a mapping that names no form, moves nobody to another form.
func (k *keeping) nameForms(ctx context.Context, files []importer.File, plans []*importer.Plan) error {
	for i, plan := range plans {
		if files[i].Mapping.Form != "" {
			continue
		}
		kept, err := k.keptMappings(ctx, plan.Survey.ID)
		if err != nil {
			return err
		}
		form, err := k.storedForm(ctx, plan, importer.Choose(ctx, kept, files[i].Table))
		if err != nil {
			return err
		}
		if form != "" && form != plan.Form {
			fmt.Fprintf(k.env.stdout, "Rows of %s are stored as answers of “%s”, so all are answers of that form, unless --form names another.\n", files[i].Table.Name, form)
			plan.Form = form
		}
	}
	return nil
}

// storedForm is the form of which more than half of the rows are stored, by their ids or moments, or else some by their
// ids where the file has the columns of what is kept of that form; "" for none.
func (k *keeping) storedForm(ctx context.Context, plan *importer.Plan, kept *importer.Mapping) (string, error) {
	ids, moments := map[string]bool{}, map[int64]bool{}
	for r := range plan.Responses() {
		ids[r.ID] = true
		if plan.Dated {
			moments[r.Submitted.UnixMicro()] = true
		}
	}
	sure, rows := map[string]int{}, map[string]int{}
	err := k.eachRecord(ctx, func(r response.Record) {
		form, imported := strings.CutPrefix(r.Source, "import:")
		if !imported || r.Survey != plan.Survey.ID {
			return
		}
		if ids[r.ID] {
			sure[form]++
		}
		if ids[r.ID] || moments[r.Submitted.UnixMicro()] {
			rows[form]++
		}
	})
	most := ""
	for form, n := range rows {
		if 2*n > plan.Len() && n > rows[most] {
			most = form
		}
	}
	if most == "" {
		most = plan.StoredForm(sure, kept)
	}
	return most, err
}

// eachRecord calls do with every answer that is stored.
func (k *keeping) eachRecord(ctx context.Context, do func(response.Record)) error {
	for after := int64(0); ; {
		records, err := k.store.Records(ctx, after, recordsAtOnce)
		if err != nil || len(records) == 0 {
			return err
		}
		for _, r := range records {
			do(r)
		}
		after = records[len(records)-1].Seq
	}
}
