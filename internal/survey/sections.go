package survey

import "fmt"

// sections builds all questions in order.
func (b *builder) sections() {
	f := b.file
	b.asked = map[string]asked{}
	b.survey.Layout = f.layout()
	if f.Layout != "" && f.Layout != OnePage && f.Layout != Pages {
		b.report("layout", "unknown layout %q; write one (all questions on one page) or pages (a section a page)", f.Layout)
	}
	if len(f.Sections) > 0 && len(f.Questions) > 0 {
		b.report("questions", "give either questions or sections, not both; move these into a section")
	}
	b.index("questions", f.Questions)
	for i := range f.Sections {
		b.index(fmt.Sprintf("sections[%d].questions", i), f.Sections[i].Questions)
	}
	if len(f.Sections) == 0 {
		b.begin(&Section{})
		b.questions("questions", f.Questions)
	}
	ids := map[string]bool{}
	for i := range f.Sections {
		b.fileSection(fmt.Sprintf("sections[%d]", i), &f.Sections[i], ids)
	}
	b.enough()
}

// layout is what the file says or, when it says nothing, pages as soon as there are several.
func (f *file) layout() Layout {
	switch {
	case f.Layout != "":
		return f.Layout
	case len(f.Sections) > 1:
		return Pages
	}
	return OnePage
}

func (b *builder) index(path string, questions []fileQuestion) {
	for i := range questions {
		if _, taken := b.asked[questions[i].ID]; !taken {
			b.asked[questions[i].ID] = asked{fmt.Sprintf("%s[%d]", path, i), &questions[i]}
		}
	}
}

func (b *builder) begin(section *Section) {
	b.section = section
	b.survey.Sections = append(b.survey.Sections, section)
}

func (b *builder) fileSection(path string, f *fileSection, ids map[string]bool) {
	b.id(path, f.ID, "section", ids)
	section := &Section{
		ID: f.ID, Title: b.text(path+".title", f.Title), Intro: b.page(path+".intro", f.Intro),
		ShowIf: b.condition(path+".show_if", f.ShowIf, 1),
	}
	if blank(section.Title) {
		b.report(path+".title", "section %q needs a title", f.ID)
	}
	if len(f.Questions) == 0 {
		b.report(path+".questions", "section %q asks nothing; add a question or remove it", f.ID)
	}
	b.begin(section)
	b.questions(path+".questions", f.Questions)
}

func (b *builder) questions(path string, questions []fileQuestion) {
	for i := range questions {
		if !b.tooMany() {
			b.question(fmt.Sprintf("%s[%d]", path, i), &questions[i])
		}
	}
}

// tooMany tells that it is not worth reading on.
func (b *builder) tooMany() bool { return len(b.survey.Questions) > MaxQuestions }

func (b *builder) enough() {
	switch {
	case len(b.survey.Questions) == 0:
		b.report("questions", "the survey asks nothing; add a question")
	case b.tooMany():
		b.report("questions", "more than %d questions; a form of so many is not one that people finish", MaxQuestions)
	}
}

const wantsID = "the question needs an id of lower-case letters, digits and underscores, 40 at most, such as roles; found %q"

// add puts a question into the survey.
func (b *builder) add(path string, q *Question) {
	switch {
	case !itemID.MatchString(q.ID):
		b.report(path+".id", wantsID, q.ID)
	case b.survey.Question(q.ID) != nil:
		b.report(path+".id", "question id %q is taken by an earlier question; choose another", q.ID)
	}
	q.Section = b.section.ID
	b.paths[q] = path
	b.section.Questions = append(b.section.Questions, q)
	b.survey.Questions = append(b.survey.Questions, q)
}
