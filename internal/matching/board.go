package matching

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
)

// SupplyCell is what is declared of a type in a month and a commune.
type SupplyCell struct {
	TypeCode    string
	Month       time.Time
	CommuneCode string // of pick-up
	Declared    int64
	Retail      int64
	Promised    int64
	Suppliers   int
}

// Available is what can still be promised.
func (c SupplyCell) Available() int64 { return max(0, c.Declared-c.Retail-c.Promised) }

// HeatCell sets supply against demand of a type in a month.
type HeatCell struct {
	TypeCode string
	Month    time.Time
	Supply   int64 // declared without what is set aside for retail
	Promised int64
	Demanded int64 // by open demands
	Gap      int64 // what open demands ask for beyond what can still be promised
}

// errMonths is answered to a span that is no span.
var errMonths = apperr.New(apperr.KindInvalid, "matching.months",
	"Hãy chọn từ 1 đến 24 tháng.", "Choose 1 to 24 months.")

// span returns the months of a board that begins at from (zero: this month).
func (s *Service) span(from time.Time, months int) (first, last time.Time, err error) {
	if months < 1 || months > 24 {
		return first, last, apperr.ErrInvalid.AtField("?months", errMonths)
	}
	if from.IsZero() {
		from = calendar.Day(s.Clock.Now())
	}
	first = calendar.Month.Start(from)
	return first, calendar.Month.End(first.AddDate(0, months-1, 0)), nil
}

// SupplyBoard sums what is declared by type, month and commune; an empty type means
// all. Errors: request.invalid.
func (s *Service) SupplyBoard(ctx context.Context, typeCode string, from time.Time, months int) ([]SupplyCell, error) {
	first, last, err := s.span(from, months)
	if err != nil {
		return nil, err
	}
	return s.store.supplyBoard(ctx, typeCode, first, last)
}

// HeatTable sets supply against demand, by type and month; only types with either
// are in it. Errors: request.invalid.
func (s *Service) HeatTable(ctx context.Context, from time.Time, months int) ([]HeatCell, error) {
	first, last, err := s.span(from, months)
	if err != nil {
		return nil, err
	}
	supplied, err := s.store.supplyBoard(ctx, "", first, last)
	if err != nil {
		return nil, err
	}
	types, err := s.Demand.OpenTypes(ctx)
	if err != nil {
		return nil, err
	}
	open, err := s.Demand.OpenOf(ctx, types)
	if err != nil {
		return nil, err
	}
	cells := map[string]*HeatCell{}
	at := func(typeCode string, month time.Time) *HeatCell {
		key := typeCode + month.Format(time.DateOnly)
		if cells[key] == nil {
			cells[key] = &HeatCell{TypeCode: typeCode, Month: month}
		}
		return cells[key]
	}
	for _, c := range supplied {
		cell := at(c.TypeCode, c.Month)
		cell.Supply += c.Declared - c.Retail
		cell.Promised += c.Promised
	}
	for _, d := range open {
		for _, l := range d.Content.Lines {
			for _, start := range l.Periods() {
				if month := calendar.Month.Start(start); !month.Before(first) && !month.After(last) {
					at(l.TypeCode, month).Demanded += l.Quantity
				}
			}
		}
	}
	out := make([]HeatCell, 0, len(cells))
	for _, c := range cells {
		c.Gap = max(0, c.Demanded-(c.Supply-c.Promised))
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b HeatCell) int {
		if n := strings.Compare(a.TypeCode, b.TypeCode); n != 0 {
			return n
		}
		return a.Month.Compare(b.Month)
	})
	return out, nil
}
