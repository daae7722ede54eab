// Package shipping prices a cooperative's parcel to a province.
//
// Owns: shipping_rates (dated, by zone), province_regions, remote_communes. Does not own:
// addresses (place) and parcels under way (order).
//
// A zone (vùng) is one of: the cooperative's own province (nội tỉnh), between
// two provinces of the north (miền Bắc), anywhere else (liên miền).
package shipping

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Zone is the distance class of a parcel.
type Zone string

// The zones.
const (
	ZoneProvince Zone = "noi_tinh"
	ZoneNorth    Zone = "mien_bac"
	ZoneCountry  Zone = "lien_mien"
)

const regionNorth = "bac"

// ErrUnknownProvince is answered for a province that no rate covers.
var ErrUnknownProvince = apperr.New(apperr.KindInvalid, "shipping.unknown_province",
	"Chưa giao được tới tỉnh này. Hãy chọn lại xã/phường nhận hàng.",
	"We do not ship to that province yet. Choose the commune again.")

// Rate is what a zone costs: First up to FirstG grams, then Step for each
// begun StepG grams.
type Rate struct {
	Zone             Zone
	FirstG, StepG    int64
	First, Step      money.VND
	Cold             money.VND // added once for a parcel that must stay cold
	Remote           money.VND // added once for a commune that is hard to reach
	DaysMin, DaysMax int
}

// Fee returns the price of a parcel of weightG grams.
func (r Rate) Fee(weightG int64, cold bool) (money.VND, error) {
	fee, err := r.First.Add(r.Remote)
	if err != nil {
		return 0, fmt.Errorf("price %d g: %w", weightG, err)
	}
	if over := weightG - r.FirstG; over > 0 {
		steps, err := r.Step.Times((over + r.StepG - 1) / r.StepG)
		if err != nil {
			return 0, fmt.Errorf("price %d g: %w", weightG, err)
		}
		if fee, err = fee.Add(steps); err != nil {
			return 0, fmt.Errorf("price %d g: %w", weightG, err)
		}
	}
	if cold {
		return fee.Add(r.Cold)
	}
	return fee, nil
}

// Reach tells how far goods of a cooperative may travel.
type Reach struct {
	// SameProvince and North say where the destination lies, seen from the origin.
	SameProvince, North bool
}

// Tariff is the rates of one day to one commune.
type Tariff struct {
	rates      map[Zone]Rate
	regions    map[string]string
	remote     money.VND
	remoteDays int
}

// Reach tells how the destination lies to the origin (province codes).
func (t Tariff) Reach(origin, destination string) Reach {
	return Reach{SameProvince: origin == destination, North: t.regions[destination] == regionNorth}
}

// Between returns the rate from one province to another. Errors: ErrUnknownProvince.
func (t Tariff) Between(origin, destination string) (Rate, error) {
	from, to := t.regions[origin], t.regions[destination]
	if from == "" || to == "" {
		return Rate{}, ErrUnknownProvince
	}
	zone := ZoneCountry
	switch {
	case origin == destination:
		zone = ZoneProvince
	case from == regionNorth && to == regionNorth:
		zone = ZoneNorth
	}
	r, ok := t.rates[zone]
	if !ok {
		return Rate{}, ErrUnknownProvince
	}
	r.Remote = t.remote
	r.DaysMin, r.DaysMax = r.DaysMin+t.remoteDays, r.DaysMax+t.remoteDays
	return r, nil
}

// Service reads tariffs.
type Service struct {
	store store
	clock clock.Clock
}

// NewService returns shipping over a database.
func NewService(d *db.DB, c clock.Clock) *Service { return &Service{store: store{db: d}, clock: c} }

// Tariff returns today's rates to a commune. It is read anew for every quote: the table is a
// few rows, and a checkout must not trust a cache.
func (s *Service) Tariff(ctx context.Context, communeCode string) (Tariff, error) {
	return s.store.tariff(ctx, s.clock.Now().In(clock.Saigon), communeCode)
}
