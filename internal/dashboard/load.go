package dashboard

import (
	"cmp"
	"io/fs"
	"path"
	"slices"

	"muster/internal/yamldoc"
)

// Load reads files as a Reader does that does not look at queries.
func Load(layers ...fs.FS) ([]*Dashboard, yamldoc.Problems) { return Reader{}.Load(layers...) }

// Load reads every *.yaml and *.yml file at the top of each layer and gives the dashboards by
// their order, then id. A dashboard of a later layer takes the place of an earlier one with its
// id, so that a founder's own file replaces the one that comes with the program; two of one id in
// a layer are a problem. What cannot be read is a problem too, and the rest is still loaded.
func (r Reader) Load(layers ...fs.FS) ([]*Dashboard, yamldoc.Problems) {
	byID := map[string]*Dashboard{}
	var problems yamldoc.Problems
	for _, layer := range layers {
		found := map[string]string{} // by id, the file of this layer
		for _, name := range files(layer, &problems) {
			d := r.read(layer, name, &problems)
			if d == nil {
				continue
			}
			if first, taken := found[d.ID]; taken {
				problems = append(problems, problem(name, "the id "+d.ID+" is taken by "+first+"; choose another"))
				continue
			}
			found[d.ID], byID[d.ID] = name, d
		}
	}
	all := make([]*Dashboard, 0, len(byID))
	for _, d := range byID {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b *Dashboard) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	return all, problems
}

func files(layer fs.FS, problems *yamldoc.Problems) []string {
	entries, err := fs.ReadDir(layer, ".")
	if err != nil {
		*problems = append(*problems, problem(".", err.Error()))
	}
	var names []string
	for _, e := range entries {
		if ext := path.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, e.Name())
		}
	}
	return names
}

func (r Reader) read(layer fs.FS, name string, problems *yamldoc.Problems) *Dashboard {
	data, err := fs.ReadFile(layer, name)
	if err != nil {
		*problems = append(*problems, problem(name, err.Error()))
		return nil
	}
	d, found := r.Parse(name, data)
	*problems = append(*problems, found...)
	return d
}

func problem(file, message string) yamldoc.Problem {
	return yamldoc.Problem{File: file, Line: 1, Column: 1, Message: message}
}
