package shipping

import (
	"context"
	"math"

	"github.com/chophien/chophien/internal/money"
)

// Freight prices bulk goods by lorry between provinces (cước vận tải hàng hóa):
// loading, and each kilometre by distance.
type Freight struct {
	points map[string]point
	bands  []band // by distance, nearest first
}

// point is a place in ten-thousandths of a degree.
type point struct{ lat, lon int64 }

// band is what a tonne costs for each kilometre up to a distance.
type band struct {
	upToKM        int64
	loading, each money.VND
}

// The distance within a province, and how much longer roads are than the crow's
// way, in percent: rough figures for mountain and coast together.
const (
	kmWithin     = 40
	roadPercent  = 135
	earthKM      = 6371.0
	degreesE4    = 10_000
	gramPerTonne = 1_000_000
)

// Distance is the way by road between two provinces in whole kilometres; ok is
// false where one of them is unknown.
func (f Freight) Distance(from, to string) (km int64, ok bool) {
	a, okA := f.points[from]
	b, okB := f.points[to]
	if !okA || !okB {
		return 0, false
	}
	if from == to {
		return kmWithin, true
	}
	// Geometry only: the result is whole kilometres before any money is reckoned.
	rad := func(e4 int64) float64 { return float64(e4) / degreesE4 * math.Pi / 180 }
	sinLat, sinLon := math.Sin((rad(b.lat)-rad(a.lat))/2), math.Sin((rad(b.lon)-rad(a.lon))/2)
	h := sinLat*sinLat + math.Cos(rad(a.lat))*math.Cos(rad(b.lat))*sinLon*sinLon
	crow := int64(math.Ceil(2 * earthKM * math.Asin(math.Sqrt(h))))
	return max(kmWithin, crow*roadPercent/100), true
}

// PerUnit is the freight of one unit of unitG grams; ok is false where no rate
// covers the way.
func (f Freight) PerUnit(from, to string, unitG int64) (fee money.VND, ok bool) {
	km, ok := f.Distance(from, to)
	if !ok || len(f.bands) == 0 || km > f.bands[len(f.bands)-1].upToKM {
		return 0, false
	}
	perTonne, done := int64(f.bands[0].loading), int64(0)
	for _, b := range f.bands {
		if done >= km {
			break
		}
		part := min(km, b.upToKM) - done
		perTonne += part * int64(b.each)
		done += part
	}
	return money.VND((perTonne*unitG + gramPerTonne - 1) / gramPerTonne), true
}

// Freight returns today's bulk rates with where provinces lie.
func (s *Service) Freight(ctx context.Context) (Freight, error) {
	return s.store.freight(ctx, s.clock.Now())
}
