package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"muster/internal/dashboard"
	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/warehouse"
	"muster/internal/web"
	"muster/internal/workbook"
)

func exportCommand() command {
	return command{
		name: "export", usage: "SURVEY [--out FILE] [--format FORMAT] [--filter QUERY] [--dashboard ID] [--contacts]", summary: "write a survey's answers to a workbook or another file",
		help: `
Writes the same workbook that the dashboards offer: figures, topics, roles, all answers and a codebook.
--filter takes what stands behind the question mark in the address of a filtered dashboard, such as
"q.topics=azure&from=2026-01-01". --dashboard adds a sheet with its chart for every panel of a dashboard,
such as demand, or demand,meetings; --dashboards names a directory with your own. Names and addresses are left out unless --contacts is given, and then
only those of people who agreed to be contacted, and only into a workbook. It may run while the service
does.

Formats, by which the file's name ends:
` + formatWords(),
		run: export,
	}
}

func export(ctx context.Context, env environment, f *flags) error {
	dir := f.data()
	out := f.String("out", "", "`file` to write; default: the survey's id and the day")
	query := f.String("filter", "", "which answers, as in a dashboard's `address`")
	boards := f.String("dashboard", "", "the `id` of a dashboard whose panels are added, each a sheet; several with commas")
	own := f.String("dashboards", "", "`directory` with dashboards of your own")
	contacts := f.Bool("contacts", false, "add the names and addresses of those who agreed")
	format := f.String("format", "", "`format` to write; default: as the file's name ends, else xlsx")
	if err := f.parse(1); err != nil {
		return err
	}
	as, err := formatOf(*format, *out)
	if err == nil && as != inWorkbook && (*contacts || len(*boards) > 0) {
		err = errOnlyWorkbook
	}
	if err != nil {
		return f.wrong("%v", err)
	}
	kept, err := openExisting(ctx, env, *dir)
	if err != nil {
		return err
	}
	defer kept.Close()
	s, err := kept.survey(ctx, f.args[0])
	if err != nil {
		return err
	}
	selection, err := selectionOf(s, *query)
	if err != nil {
		return err
	}
	shown, err := boardsNamed(ctx, *own, *boards)
	if err != nil {
		return err
	}
	name := *out
	if name == "" {
		name = exportName(s, as)
	}
	rows, err := kept.export(ctx, exporting{survey: s, selection: selection, contacts: *contacts, name: name, boards: shown, format: as})
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %s\n", name, count(rows, "answer"))
	return nil
}

func selectionOf(s *survey.Survey, query string) (dashboard.Selection, error) {
	values, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil {
		return dashboard.Selection{}, fmt.Errorf("filter %q cannot be read: %w", query, err)
	}
	selection, problems := dashboard.ParseSelection(s, values)
	if len(problems) > 0 {
		var words []string
		for _, p := range problems {
			words = append(words, p.Message)
		}
		return selection, fmt.Errorf("nothing was exported, since the filter %q has mistakes. %s", query, strings.Join(words, " "))
	}
	return selection, nil
}

type exporting struct {
	survey    *survey.Survey
	selection dashboard.Selection
	contacts  bool
	name      string
	boards    []*dashboard.Dashboard // whose panels are sheets
	format    dataset.Format
}

// export counts in memory, since a running service has the warehouse's file to itself.
func (k *keeping) export(ctx context.Context, e exporting) (rows int, err error) {
	bar := newProgress(k.env, "counting")
	defer bar.done()
	counted, err := k.openWarehouse(ctx, "", bar.at)
	if err != nil {
		return 0, err
	}
	defer counted.Close()
	bar.done()
	summary, err := counted.Summary(ctx, e.survey.ID, e.selection.Filter)
	if err != nil {
		return 0, err
	}
	writing := newProgress(k.env, "writing")
	defer writing.done()
	told := func(n int) { writing.at(int64(n), int64(summary.Responses)) }
	err = writeFile(e.name, func(w io.Writer) error {
		if e.format != inWorkbook {
			return writeDataset(ctx, w, counted, e, told)
		}
		config, err := workbookConfig(ctx, counted, e)
		if err != nil {
			return err
		}
		config.Progress = told
		if e.contacts {
			if config.Contacts, err = k.contacts(ctx, e.survey.ID); err != nil {
				return err
			}
		}
		return workbook.Write(ctx, w, config)
	})
	return summary.Responses, err
}

// contacts never gives nil, which would mean that none are wanted.
func (k *keeping) contacts(ctx context.Context, surveyID string) (map[string]response.Contact, error) {
	found, err := k.store.Contacts(ctx, surveyID)
	if found == nil {
		found = map[string]response.Contact{}
	}
	return found, err
}

func workbookConfig(ctx context.Context, w *warehouse.Warehouse, e exporting) (workbook.Config, error) {
	source := sourceOf(w, e.survey)
	var words []string
	for _, word := range e.selection.Words {
		words = append(words, word.Text)
	}
	config := workbook.Config{
		Survey: e.survey, Filter: e.selection.Filter, FilterWords: words, Now: time.Now(),
		Tally: source.Tally, Summary: source.Summary, Spread: source.Spread,
		Responses: w.Responses(ctx, e.survey.ID, e.selection.Filter),
	}
	for _, d := range e.boards {
		page, err := d.Build(ctx, e.survey, e.selection, source)
		if err != nil {
			return config, err
		}
		config.Panels = append(config.Panels, web.WorkbookPanels(page, nil)...)
		config.LeftOut = append(config.LeftOut, web.PanelsLeftOut(page, nil)...)
	}
	return config, nil
}

// boardsNamed finds dashboards by their ids, among those that come with Muster and those of a directory.
func boardsNamed(ctx context.Context, dir, ids string) ([]*dashboard.Dashboard, error) {
	if ids == "" {
		return nil, nil
	}
	b, err := openBoards(ctx, serviceConfig{dashboards: dir}, io.Discard, nil)
	if err != nil {
		return nil, err
	}
	var named []*dashboard.Dashboard
	for id := range strings.SplitSeq(ids, ",") {
		at := slices.IndexFunc(b.all(), func(d *dashboard.Dashboard) bool { return d.ID == strings.TrimSpace(id) })
		if at < 0 {
			var there []string
			for _, d := range b.all() {
				there = append(there, d.ID)
			}
			return nil, fmt.Errorf("there is no dashboard %q; there are %s", id, strings.Join(there, ", "))
		}
		named = append(named, b.all()[at])
	}
	return named, nil
}

// writeFile writes beside the name and renames at the end, so that a failure leaves neither half a
// file nor an overwritten one.
func writeFile(name string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(name), ".muster-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // does nothing after the rename
	if err := write(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
