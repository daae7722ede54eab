package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

func inputs[T any](rows []Row) ([]T, error) {
	out := make([]T, len(rows))
	for k, r := range rows {
		if err := json.Unmarshal(r.input, &out[k]); err != nil {
			return nil, fmt.Errorf("read row %d: %w", r.At, err)
		}
	}
	return out, nil
}

// world is what is locked while goods are written.
type world struct {
	variants map[ident.ID]catalog.SheetVariant
	levels   map[ident.ID]stock.Level
	taken    map[string]catalog.SheetVariant
	products map[string]catalog.ProductByName
}

// plan is what a chunk of goods comes to.
type plan struct {
	figures  []catalog.VariantFigures
	drafts   []catalog.NewDraft
	variants []catalog.NewVariant
	counts   []stock.Count
	opened   []stock.Count // of variants that are made
}

func (s *Service) writeGoods(ctx context.Context, i *Import, rows []Row, bad badRows) error {
	list, err := inputs[goodsInput](rows)
	if err != nil {
		return err
	}
	w, err := s.lockWorld(ctx, i.OrgID, list)
	if err != nil {
		return err
	}
	p := planGoods(rows, list, w, bad)
	if err := s.Catalog.WriteFigures(ctx, i.CreatedBy, p.figures); err != nil {
		return err
	}
	if len(p.variants) > 0 {
		if err := s.Catalog.AddDrafts(ctx, i.OrgID, i.CreatedBy, p.drafts, p.variants); err != nil {
			return err
		}
	}
	if err := s.Stock.OpenAll(ctx, p.opened, i.CreatedBy, i.FileName); err != nil {
		return err
	}
	return s.Stock.CountAll(ctx, p.counts, w.levels, i.CreatedBy, i.FileName)
}

// lockWorld locks goods before stock, as every change of both does.
func (s *Service) lockWorld(ctx context.Context, orgID ident.ID, list []goodsInput) (w world, err error) {
	var ids, counted []ident.ID
	var skus, names []string
	for _, in := range list {
		if in.VariantID == ident.Nil {
			skus, names = append(skus, in.SKU), append(names, in.Product)
			continue
		}
		ids = append(ids, in.VariantID)
		if in.OnHand != nil {
			counted = append(counted, in.VariantID)
		}
	}
	w.levels = map[ident.ID]stock.Level{}
	if len(ids) > 0 {
		if w.variants, err = s.Catalog.LockVariants(ctx, orgID, ids); err != nil {
			return w, err
		}
	}
	if len(skus) > 0 {
		if w.taken, err = s.Catalog.VariantsBySKU(ctx, orgID, skus); err != nil {
			return w, err
		}
		if w.products, err = s.Catalog.ProductsByName(ctx, orgID, names); err != nil {
			return w, err
		}
	}
	if len(counted) > 0 {
		w.levels, err = s.Stock.LockLevels(ctx, counted)
	}
	return w, err
}

// planGoods compares every figure with what the check saw. Pure, but for new ids.
func planGoods(rows []Row, list []goodsInput, w world, bad badRows) plan {
	var p plan
	made := map[string]int{} // drafts of this chunk by name
	for k, in := range list {
		at := rows[k].At
		if in.VariantID == ident.Nil {
			if _, taken := w.taken[in.SKU]; taken {
				bad[at] = errStale
				continue
			}
			p.make(in, w, made)
			continue
		}
		v, there := w.variants[in.VariantID]
		level := w.levels[in.VariantID]
		switch {
		case !there || v.Archived:
			bad[at] = errSKUGone
			continue
		case v.Figures != in.Was && v.Figures != in.Now,
			in.OnHand != nil && level.OnHand != in.OnHandWas && level.OnHand != *in.OnHand:
			bad[at] = errStale
			continue
		case in.OnHand != nil && *in.OnHand < level.Reserved:
			bad[at] = errReserved
			continue
		}
		if v.Figures != in.Now {
			p.figures = append(p.figures, catalog.VariantFigures{VariantID: v.ID, ProductID: v.ProductID, Was: v.Figures, Figures: in.Now})
		}
		if in.OnHand != nil {
			p.counts = append(p.counts, stock.Count{VariantID: v.ID, OnHand: *in.OnHand})
		}
	}
	return p
}

// make adds goods that are not there yet, beside others of their product.
func (p *plan) make(in goodsInput, w world, made map[string]int) {
	var productID ident.ID
	if known, ok := w.products[in.Product]; ok {
		productID = known.ID
	} else if k, ok := made[in.Product]; ok {
		productID = p.drafts[k].ID
	} else {
		productID = ident.New()
		made[in.Product] = len(p.drafts)
		p.drafts = append(p.drafts, catalog.NewDraft{
			ID: productID, CategorySlug: in.Category, Name: catalog.Text{VI: in.Product, EN: in.NameEN}, Summary: in.Summary,
		})
	}
	id := ident.New()
	p.variants = append(p.variants, catalog.NewVariant{ID: id, ProductID: productID, SKU: in.SKU, Unit: in.Unit, Figures: in.Now})
	if in.OnHand == nil || *in.OnHand == 0 {
		return
	}
	p.opened = append(p.opened, stock.Count{VariantID: id, OnHand: *in.OnHand})
	if k, mine := made[in.Product]; mine && *in.OnHand >= in.Now.MinQty {
		p.drafts[k].InStock = true
	}
}

// writeCapacity revises each declaration once with all its rows.
func (s *Service) writeCapacity(ctx context.Context, i *Import, rows []Row, bad badRows) error {
	list, err := inputs[capacityInput](rows)
	if err != nil {
		return err
	}
	// The member who sent the file in was let through by the API; supply asks for whom.
	actor := party.Actor{UserID: i.CreatedBy, Memberships: []party.Membership{{OrgID: i.OrgID, Kind: party.KindCooperative, Status: party.StatusVerified}}}
	var ids []ident.ID
	for _, in := range list {
		if !slices.Contains(ids, in.CapacityID) {
			ids = append(ids, in.CapacityID)
		}
	}
	slices.SortFunc(ids, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range ids {
		c, err := s.Supply.Capacity(ctx, i.OrgID, id)
		if err != nil {
			return err
		}
		in := supply.ReviseInput{Actor: actor, OrgID: i.OrgID, CapacityID: id, Version: c.Version, CapacityInput: asTyped(*c, s.today())}
		changed := false
		for k := range list {
			if list[k].CapacityID != id {
				continue
			}
			ok, moved := put(&in.CapacityInput, list[k])
			if !ok {
				bad[rows[k].At] = errStale
			}
			changed = changed || moved
		}
		if changed {
			if _, err := s.Supply.Revise(ctx, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// asTyped is a declaration as its cooperative would type it again: what is over stays out.
func asTyped(c supply.Capacity, today time.Time) supply.CapacityInput {
	in := supply.CapacityInput{
		TypeCode: c.TypeCode, ProductID: c.ProductID, Unit: c.Unit, Grade: c.Grade, Period: c.Period, Sureness: c.Sureness, MinQty: c.MinQty, LotQty: c.LotQty,
		LeadDays: c.LeadDays, PickupCommune: c.PickupCommune, SeasonMonths: c.SeasonMonths, Note: c.Note, Tiers: c.Tiers, Certificates: c.Certificates,
	}
	for _, p := range c.Periods {
		if !p.EndsOn.Before(today) {
			in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: p.StartsOn, Declared: p.Declared, Retail: p.Retail})
		}
	}
	return in
}

// put changes one period; ok tells that it is still as the check saw it, moved that it changes.
func put(in *supply.CapacityInput, row capacityInput) (ok, moved bool) {
	for k, p := range in.Periods {
		if !p.StartsOn.Equal(row.StartsOn) {
			continue
		}
		is := amounts{p.Declared, p.Retail}
		if is == row.Now {
			return true, false
		}
		if !row.There || is != row.Was {
			return false, false
		}
		in.Periods[k].Declared, in.Periods[k].Retail = row.Now.Declared, row.Now.Retail
		return true, true
	}
	if row.There {
		return false, false
	}
	in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: row.StartsOn, Declared: row.Now.Declared, Retail: row.Now.Retail})
	return true, true
}
