package workbook

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/survey"
)

// write sends the package: what programs recognise it by, then the sheets that grow, then everything
// else, for the tables must know how long the sheets became.
func (b *book) write(ctx context.Context, w io.Writer) error {
	laid, err := b.layOut()
	if err != nil {
		return err
	}
	z, err := newArchive(w)
	if err != nil {
		return err
	}
	defer z.stop()
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels"} {
		if err := laid.send(z, name); err != nil {
			return err
		}
	}
	if err := b.writeRows(ctx, z, laid); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(laid.content)) {
		if err := laid.send(z, name); err != nil {
			return err
		}
	}
	return z.Close()
}

// layOut has excelize write its parts where rows can be added to them.
func (b *book) layOut() (*parts, error) {
	laid := &parts{content: map[string]*bytes.Buffer{}}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return laid })
	if err := b.file.Write(io.Discard); err != nil {
		return nil, err
	}
	return laid, b.finish(laid)
}

// writeRows walks the answers once for Answers and once for Long. One walk for both would have to
// keep one of the sheets aside, in memory that grows or in a file on disk with what people wrote;
// walking again costs less than writing and reading such a file.
func (b *book) writeRows(ctx context.Context, z *archive, laid *parts) error {
	texts, err := readShared(laid)
	if err != nil {
		return err
	}
	p := &progress{tell: b.config.Progress}
	var reachable []string // ids of people on the sheet Contacts, in the order of Answers
	answers := newAnswersWriter(newRowWriter(b.answers, z, laid), b.columns, b.config.Survey, texts)
	err = b.walk(ctx, func(r *response.Response) error {
		if c, ok := b.config.Contacts[r.ID]; ok && c.Consent {
			reachable = append(reachable, r.ID)
		}
		p.add(1)
		return answers.write(r)
	})
	if err != nil {
		return err
	}
	if err := answers.close(); err != nil {
		return err
	}
	long := newLongWriter(newRowWriter(b.long, z, laid), b.config.Survey, texts)
	err = b.walk(ctx, func(r *response.Response) error {
		before := long.total
		err := long.write(r)
		p.add(long.total - before)
		return err
	})
	if err != nil {
		return err
	}
	if err := long.close(); err != nil {
		return err
	}
	if b.contacts != nil {
		return b.writeContacts(newRowWriter(b.contacts, z, laid), reachable)
	}
	return nil
}

func (b *book) writeContacts(w *rowWriter, ids []string) error {
	for _, id := range ids {
		if err := w.begin(); err != nil {
			return err
		}
		c := b.config.Contacts[id]
		w.text(0, id)
		column := 1
		for _, q := range b.config.Survey.Questions {
			if q.Personal() && q.Kind != survey.Agree {
				w.text(column, c.Fields[q.ID])
				column++
			}
		}
		w.text(column, c.Statement)
		if err := w.end(); err != nil {
			return err
		}
	}
	return w.close()
}

// walk goes through the answers that were counted. Later ones have come in since, stand behind
// them in the order of storage, and are left for the next workbook, so that all sheets agree.
func (b *book) walk(ctx context.Context, each func(*response.Response) error) error {
	left := b.found.summary.Responses
	for r, err := range b.config.Responses {
		if err != nil {
			return err
		}
		if left--; left < 0 {
			return nil
		}
		if left%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// progress tells a listener every so many rows; telling it of each would cost more than the rows.
type progress struct {
	tell       func(int)
	rows, told int
}

const tellEvery = 1000

func (p *progress) add(rows int) {
	p.rows += rows
	if p.tell != nil && p.rows-p.told >= tellEvery {
		p.told = p.rows
		p.tell(p.rows)
	}
}
