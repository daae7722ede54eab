package catalogue

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml cooperatives/*.yaml products/*.yaml
var files embed.FS

// Load reads the embedded catalogue, fills the place labels and checks the whole. An error names every fault.
func Load() (*Catalogue, error) { return load(files) }

func load(fsys fs.FS) (*Catalogue, error) {
	var c Catalogue
	var shelves struct {
		Categories []Category `yaml:"categories"`
		Tags       []Tag      `yaml:"tags"`
		Units      []Text     `yaml:"units"`
	}
	single := []struct {
		name string
		into any
	}{
		{"categories.yaml", &shelves},
		{"accounts.yaml", &c.Accounts},
		{"shipping_rates.yaml", &c.Shipping},
		{"places.yaml", &c.Places},
		{"bulk.yaml", &c.Bulk},
	}
	for _, f := range single {
		if err := decode(fsys, f.name, f.into); err != nil {
			return nil, err
		}
	}
	c.Categories, c.Tags, c.Units = shelves.Categories, shelves.Tags, shelves.Units
	if err := c.loadCooperatives(fsys); err != nil {
		return nil, err
	}
	if err := c.loadProducts(fsys); err != nil {
		return nil, err
	}
	c.label()
	if err := errors.Join(c.faults()...); err != nil {
		return nil, fmt.Errorf("checking the demo catalogue: %w", err)
	}
	return &c, nil
}

// loadCooperatives puts the six real cooperatives first, as their pictures c01 to c06 are numbered.
func (c *Catalogue) loadCooperatives(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "cooperatives/*.yaml")
	if err != nil {
		return fmt.Errorf("listing cooperatives: %w", err)
	}
	for _, name := range names {
		var f struct {
			Cooperatives []Cooperative `yaml:"cooperatives"`
		}
		if err := decode(fsys, name, &f); err != nil {
			return err
		}
		c.Cooperatives = append(c.Cooperatives, f.Cooperatives...)
	}
	slices.SortStableFunc(c.Cooperatives, func(a, b Cooperative) int { return strings.Compare(a.Picture, b.Picture) })
	return nil
}

func (c *Catalogue) loadProducts(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "products/*.yaml")
	if err != nil {
		return fmt.Errorf("listing products: %w", err)
	}
	for _, name := range names {
		var f struct {
			Products []Product `yaml:"products"`
		}
		if err := decode(fsys, name, &f); err != nil {
			return err
		}
		c.Products = append(c.Products, f.Products...)
	}
	slices.SortStableFunc(c.Products, func(a, b Product) int { return strings.Compare(a.Code, b.Code) })
	return nil
}

// decode reads one file and refuses keys it does not know, so that a misspelt field cannot vanish.
func decode(fsys fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("decoding %s: %w", name, err)
	}
	return nil
}
