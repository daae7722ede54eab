package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// album is the pictures of one product or cooperative, in order.
type album struct {
	name  string
	files []string
	add   func(ctx context.Context, data []byte, alt catalog.Text) error
}

// pictures puts up what is missing, two albums at a time.
func (l *loader) pictures(ctx context.Context) error {
	raw, err := pictures.ReadFile("pictures/alt.json")
	if err != nil {
		return fmt.Errorf("read what the pictures show: %w", err)
	}
	var alts map[string]catalog.Text
	if err := json.Unmarshal(raw, &alts); err != nil {
		return fmt.Errorf("read what the pictures show: %w", err)
	}
	albums, err := l.albums(ctx)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, a := range albums {
		group.Go(func() error {
			for _, file := range a.files {
				data, err := pictures.ReadFile("pictures/" + file)
				if err != nil {
					return fmt.Errorf("%s: %w", a.name, err)
				}
				if err := a.add(ctx, data, alts[file]); err != nil {
					return fmt.Errorf("picture %s of %s: %w", file, a.name, err)
				}
				mu.Lock()
				l.report.Pictures++
				mu.Unlock()
			}
			return nil
		})
	}
	return group.Wait()
}

// albums lists whose pictures are not all up yet.
func (l *loader) albums(ctx context.Context) ([]album, error) {
	have, err := l.store.pictureCounts(ctx)
	if err != nil {
		return nil, err
	}
	slugs := make([]string, len(l.data.Products))
	for i, p := range l.data.Products {
		slugs[i] = p.Slug
	}
	products, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return nil, err
	}
	var out []album
	for _, c := range l.data.Cooperatives {
		id := l.orgs[c.Slug]
		if files := filesOf(c.Picture); len(files) > have[id] {
			out = append(out, album{name: c.Slug, files: files, add: func(ctx context.Context, data []byte, alt catalog.Text) error {
				return l.Catalog.AddCooperativePicture(ctx, id, data, alt)
			}})
		}
	}
	for _, p := range l.data.Products {
		id, orgID := products[p.Slug], l.orgs[p.Seller]
		if files := filesOf(p.Picture); id != ident.Nil && len(files) > have[id] {
			out = append(out, album{name: p.Slug, files: files, add: func(ctx context.Context, data []byte, alt catalog.Text) error {
				_, err := l.Catalog.AddPicture(ctx, catalog.AddPictureInput{OrgID: orgID, ProductID: id, Data: data, Alt: alt, Trusted: true})
				return err
			}})
		}
	}
	return out, nil
}

// filesOf returns a first picture and those that follow it (p13.jpg, p13-2.jpg, …),
// as far as they are drawn.
func filesOf(first string) []string {
	var out []string
	ext := path.Ext(first)
	base := strings.TrimSuffix(first, ext)
	for n := 1; ; n++ {
		name := first
		if n > 1 {
			name = base + "-" + strconv.Itoa(n) + ext
		}
		if _, err := fs.Stat(pictures, "pictures/"+name); err != nil {
			return out
		}
		out = append(out, name)
	}
}
