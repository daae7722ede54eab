package stock

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Lot returns one of a cooperative's lots. Errors: ErrLotNotFound, also for anybody
// else's; orgID ident.Nil means any.
func (s *Service) Lot(ctx context.Context, orgID, lotID ident.ID) (Lot, error) {
	l, err := s.store.lot(ctx, lotID)
	if err == nil && orgID != ident.Nil && l.OrgID != orgID {
		err = ErrLotNotFound
	}
	if err != nil {
		return Lot{}, err
	}
	return l, nil
}

// LotByTrace returns the lot of a public address. Errors: ErrLotNotFound.
func (s *Service) LotByTrace(ctx context.Context, traceCode string) (Lot, error) {
	return s.store.oneLot(ctx, `WHERE l.trace_code = ?`, traceCode)
}

// LotByCode returns a variant's lot by what is written on it. Errors: ErrLotNotFound.
func (s *Service) LotByCode(ctx context.Context, variantID ident.ID, code string) (Lot, error) {
	return s.store.oneLot(ctx, `WHERE l.variant_id = ? AND l.code = ? AND NOT l.loose`, variantID, code)
}

// LotKey names a lot as people do.
type LotKey struct {
	VariantID ident.ID `json:"variant_id"`
	Code      string   `json:"code"`
}

// LotsByCode returns the lots of these names; one that is not there is absent.
func (s *Service) LotsByCode(ctx context.Context, keys []LotKey) (map[LotKey]Lot, error) {
	out := make(map[LotKey]Lot, len(keys))
	if len(keys) == 0 {
		return out, nil
	}
	found, err := s.store.lotsByCode(ctx, keys)
	for _, l := range found {
		out[LotKey{VariantID: l.VariantID, Code: l.Code}] = l
	}
	return out, err
}

// LotsOf returns the lots of variants in the order in which they leave. Those used up
// stay away unless they were recalled.
func (s *Service) LotsOf(ctx context.Context, variantIDs []ident.ID) (map[ident.ID][]Lot, error) {
	found, err := s.store.lotsOf(ctx, variantIDs)
	if err != nil {
		return nil, err
	}
	out := map[ident.ID][]Lot{}
	for _, l := range found {
		out[l.VariantID] = append(out[l.VariantID], l)
	}
	return out, nil
}

// Recalled returns lots that were recalled, the latest first, at most limit.
func (s *Service) Recalled(ctx context.Context, limit int) ([]Lot, error) {
	return s.store.readLots(ctx, "list recalled lots", `WHERE l.recalled_at IS NOT NULL ORDER BY l.recalled_at DESC, l.id LIMIT ?`, limit)
}

// FindLots returns the lots with this code, on the goods or in the address, of any
// cooperative; at most limit.
func (s *Service) FindLots(ctx context.Context, code string, limit int) ([]Lot, error) {
	code = CleanCode(code)
	return s.store.readLots(ctx, "find lots", `WHERE (l.code = ? OR l.trace_code = ?) AND NOT l.loose ORDER BY l.created_at DESC, l.id LIMIT ?`, code, code, limit)
}

// Claims are what of a variant is spoken for, and by whom.
type Claims struct {
	Orders int64 // promised to orders
	Holds  int64 // held by checkouts under way
}

// ClaimsOf returns the claims on variants; one without is absent.
func (s *Service) ClaimsOf(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Claims, error) {
	return s.store.claims(ctx, variantIDs)
}

// Move is one line of the ledger of a lot.
type Move struct {
	ID        int64
	Delta     int64 // of what is on hand
	HeldDelta int64 // of what is withheld
	Reason    string
	Cause     Cause
	Note      string
	OrderID   ident.ID // ident.Nil: not caused by an order
	ActorID   ident.ID // ident.Nil: the system
	At        time.Time
}

// Moves returns a page of a lot's ledger, the latest first; before is the last id of
// the page before, 0 for the first.
func (s *Service) Moves(ctx context.Context, lotID ident.ID, before int64, limit int) ([]Move, error) {
	return s.store.moves(ctx, lotID, before, limit)
}

type sweepArgs struct{}

func (sweepArgs) Kind() string { return "stock.sweep" }

// RegisterJobs lets q withhold what expires.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ sweepArgs) error { return s.Sweep(ctx) })
	jobs.Midnight(q, sweepArgs{})
	jobs.Every(q, time.Hour, sweepArgs{})
}
