package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// plan fits the files to the survey if there is one, even when a new one was asked for: the
// founder may have corrected what an earlier import made of it. made says that the survey is new.
func (k *keeping) plan(ctx context.Context, o importing) (plans []*importer.Plan, made bool, err error) {
	id := o.as + o.into
	files, err := k.files(ctx, o, id)
	if err != nil {
		return nil, false, err
	}
	surveys, err := k.store.Surveys(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, s := range surveys {
		if s.ID == id {
			plans, err := matchAll(ctx, files, s, o)
			if err == nil {
				err = k.nameForms(ctx, files, plans)
			}
			return plans, false, err
		}
	}
	if o.as == "" {
		_, err := k.survey(ctx, id)
		return nil, false, err
	}
	zone, err := time.LoadLocation(zoneOf(files))
	if err != nil {
		return nil, false, err
	}
	plans, err = importer.InferAll(ctx, files, importer.InferConfig{ID: id, Title: o.title, Zone: zone, Partial: o.partial})
	return plans, true, err
}

// zoneOf is the time zone of a survey that is made of files: the first that was asked for, or that a mapping names.
func zoneOf(files []importer.File) string {
	for _, f := range files {
		if f.Mapping.Zone != "" {
			return f.Mapping.Zone
		}
	}
	return ""
}

func matchAll(ctx context.Context, files []importer.File, s *survey.Survey, o importing) ([]*importer.Plan, error) {
	if s.Synthetic {
		return nil, madeUp(s)
	}
	var plans []*importer.Plan
	for _, file := range files {
		plan, err := importer.Match(ctx, file.Table, s, importer.MatchConfig{Partial: o.partial, Mapping: file.Mapping})
		if err != nil {
			return nil, err
		}
		plans = append(plans, plan)
	}
	return plans, nil
}

// files reads the files with what was decided about each: by the mapping that was given, or else by the one
// that is kept for its form.
func (k *keeping) files(ctx context.Context, o importing, surveyID string) ([]importer.File, error) {
	kept, err := k.keptMappings(ctx, surveyID)
	if err != nil {
		return nil, err
	}
	var files []importer.File
	for i := range o.files {
		file, err := k.file(ctx, o, i, kept)
		if err != nil {
			return nil, err // which names the file
		}
		files = append(files, file)
	}
	return files, nil
}

func (k *keeping) file(ctx context.Context, o importing, i int, kept []*importer.Mapping) (importer.File, error) {
	m, err := o.mapping(i)
	if err != nil {
		return importer.File{}, err
	}
	table, err := o.read(i, sheetOf(o, m))
	if err == nil && m == nil {
		table, m, err = k.remembered(o, i, importer.Choose(ctx, kept, table), table)
	}
	if err != nil {
		return importer.File{}, err
	}
	var decided importer.Mapping
	if m != nil {
		decided = *m
	}
	if len(o.files) > 1 && len(o.mappings) == 1 {
		decided.Form = "" // it is of all files, and each has its own
	}
	decided.Form, decided.Zone = cmp.Or(o.form, decided.Form), cmp.Or(o.zone, decided.Zone)
	decided.Language = cmp.Or(o.language, decided.Language)
	return importer.File{Table: table, Mapping: &decided}, nil
}

// remembered takes what is kept of the form that a table is an export of, nil for nothing, and reads the
// sheet that was chosen then.
func (k *keeping) remembered(o importing, i int, m *importer.Mapping, table *spreadsheet.Table) (*spreadsheet.Table, *importer.Mapping, error) {
	if m == nil {
		return table, nil, nil
	}
	if m.SameForm(table) {
		fmt.Fprintf(k.env.stdout, "%s is an export of “%s”, of which it is kept what its columns mean.\n", table.Name, m.Form)
	} else {
		fmt.Fprintf(k.env.stdout, "Decisions of “%s” are used for %s.\n", m.Form, table.Name)
		m = m.Borrowed()
	}
	sheet := sheetOf(o, m)
	if sheet == table.Sheet || !slices.Contains(table.Sheets, sheet) {
		return table, m, nil
	}
	table, err := o.read(i, sheet)
	return table, m, err
}

// sheetOf is the sheet that was asked for, now or in a mapping; "" for none.
func sheetOf(o importing, m *importer.Mapping) string {
	if m == nil {
		return o.sheet
	}
	return cmp.Or(o.sheet, m.Sheet)
}

// mapping reads the mapping that was given for a file; nil when none was.
func (o importing) mapping(i int) (*importer.Mapping, error) {
	if len(o.mappings) == 0 {
		return nil, nil
	}
	name := o.mappings[min(i, len(o.mappings)-1)]
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, problems := importer.ParseMapping(name, data)
	if len(problems) > 0 {
		return nil, problems
	}
	return m, nil
}

// keptMappings are what was decided about the forms whose answers the survey took in before.
func (k *keeping) keptMappings(ctx context.Context, surveyID string) ([]*importer.Mapping, error) {
	forms, err := k.store.FormMappings(ctx, surveyID)
	if err != nil {
		return nil, err
	}
	var kept []*importer.Mapping
	for _, form := range forms {
		m, problems := importer.ParseMapping(form.Name, form.Document)
		if len(problems) > 0 {
			return nil, fmt.Errorf("read what is kept of form %q: %w", form.Name, problems)
		}
		kept = append(kept, m)
	}
	return kept, nil
}

func (o importing) read(i int, sheet string) (*spreadsheet.Table, error) {
	if err := ownArchive(o.files[i]); err != nil {
		return nil, err
	}
	file, err := os.Open(o.files[i])
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return spreadsheet.Options{Sheet: sheet, Encoding: o.encoding}.Read(o.files[i], file)
}

// written is a file that is taken away again when what it is of could not be stored.
type written string

func (w written) undo() error {
	if w == "" {
		return nil
	}
	return os.Remove(string(w))
}

// writeSurvey writes the definition of a new survey for the founder to correct. It never writes over a file
// that may have been corrected already.
func (k *keeping) writeSurvey(ctx context.Context, s *survey.Survey, o importing) (written, error) {
	if known, err := k.knows(ctx, s.ID); known || err != nil {
		return "", err
	}
	name := cmp.Or(o.out, s.ID+".yaml")
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		if has, err := os.ReadFile(name); err == nil && bytes.Equal(has, s.Source) {
			return "", nil // of an import that was cut short
		}
		return "", fmt.Errorf("%s is there already and may hold your corrections; move it away or choose another name with --out", name)
	}
	if err != nil {
		return "", err
	}
	_, err = file.Write(s.Source)
	if err := errors.Join(err, file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(name))
	}
	fmt.Fprintf(k.env.stdout, "The survey is written to %s for you to correct.\n", name)
	return written(name), nil
}

// knows tells whether the store has the survey.
func (k *keeping) knows(ctx context.Context, id string) (bool, error) {
	surveys, err := k.store.Surveys(ctx)
	for _, s := range surveys {
		if s.ID == id {
			return true, err
		}
	}
	return false, err
}

// writeMapping writes what was understood for the founder to correct, and never over a file.
func (k *keeping) writeMapping(plan *importer.Plan, o importing) error {
	name := o.write
	data, err := plan.Report().File()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already and may hold your corrections; move it away or choose another name for --write-mapping", name)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	fmt.Fprintf(k.env.stdout, "What was understood is written to %s for you to correct; then: %s\n", name, o.again(name))
	return nil
}
