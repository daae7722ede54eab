package stock

import (
	"context"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// ReceiveInput is a new lot with what came of it.
type ReceiveInput struct {
	ID        ident.ID // of the lot; ident.Nil: a fresh one
	VariantID ident.ID
	Code      string // as typed; empty: made from the day
	LotFacts
	Quantity int64
	ActorID  ident.ID
	Sample   bool
}

// traceCodeLength gives 4×10^14 codes: nobody finds a lot by guessing.
const traceCodeLength = 10

// Receive opens lots and puts their goods on the shelf, all or nothing. Who may
// speak for the variants is the caller's business. Errors: request.invalid (one lot)
// with ErrLotCode, ErrQuantity, ErrLotDates, ErrLotExpired, ErrLotText, ErrLotConsent,
// ErrLotArea by field; ErrLotCodeTaken, ErrOverAllotment.
func (s *Service) Receive(ctx context.Context, list ...ReceiveInput) ([]Lot, error) {
	now := s.clock.Now()
	lots, moves := make([]Lot, len(list)), make([]moveRow, len(list))
	for i, in := range list {
		l, err := in.lot(now)
		if err != nil {
			return nil, err
		}
		lots[i] = l
		moves[i] = moveRow{VariantID: l.VariantID, LotID: &l.ID, Delta: in.Quantity, Reason: "receive", ActorID: orNull(in.ActorID)}
	}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.openItems(ctx, variantsOf(moves), now); err != nil {
			return err
		}
		if err := s.store.insertLots(ctx, lots, list, now); err != nil {
			return err
		}
		if err := s.store.move(ctx, moves, now); err != nil {
			return err
		}
		// What was promised out of a lot that spoiled now has goods behind it again.
		return s.settle(ctx, variantsOf(moves))
	})
	return lots, err
}

// Validate says what Receive would refuse of one lot. Errors: request.invalid.
func (in ReceiveInput) Validate(now time.Time) error {
	_, err := in.lot(now)
	return err
}

func (in ReceiveInput) lot(now time.Time) (Lot, error) {
	l := Lot{
		ID: in.ID, VariantID: in.VariantID, Code: CleanCode(in.Code), TraceCode: ident.Code(traceCodeLength),
		LotFacts: in.LotFacts, Received: in.Quantity, OnHand: in.Quantity, Sample: in.Sample, Version: 1, CreatedAt: now,
	}
	if l.ID == ident.Nil {
		l.ID = ident.New()
	}
	if strings.TrimSpace(in.Code) == "" {
		// Long enough that no two lots of a variant's day meet: nobody chose this code.
		l.Code = lotDay(now).Format("060102") + "-" + ident.Code(6)
	}
	if l.HouseholdPublic {
		l.ConsentAt = now
	}
	var f apperr.Fields
	if !lotCode.MatchString(l.Code) || l.Code == LooseCode {
		f.AddErr("/code", ErrLotCode)
	}
	if in.Quantity <= 0 || in.Quantity > MaxQuantity {
		f.AddErr("/quantity", ErrQuantity)
	}
	if l.expired(lotDay(now)) {
		f.AddErr("/expiresOn", ErrLotExpired)
	}
	l.check(&f)
	return l, f.Err()
}

// EditLotInput is what the cooperative says of a lot, whole.
type EditLotInput struct {
	LotID ident.ID
	LotFacts
	Version int64 // that was seen
	ActorID ident.ID
}

// EditLot changes what is said of a lot. A later last good day brings back what was
// withheld, an earlier one withholds. Errors: request.invalid, ErrLotNotFound,
// ErrLotLoose, ErrLotChanged (Meta "current").
func (s *Service) EditLot(ctx context.Context, in EditLotInput) (Lot, error) {
	var f apperr.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return Lot{}, err
	}
	var after Lot
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		l, _, err := s.lockLot(ctx, in.LotID)
		if err != nil {
			return err
		}
		if l.Loose {
			return ErrLotLoose
		}
		if l.Version != in.Version {
			return ErrLotChanged.With("current", l.figures())
		}
		consent := l.ConsentAt
		switch {
		case !in.HouseholdPublic:
			consent = time.Time{}
		case consent.IsZero() || in.Household != l.Household: // another household's consent is another consent
			consent = s.clock.Now()
		}
		if err := s.store.editLot(ctx, in, consent, s.clock.Now()); err != nil {
			return err
		}
		l.LotFacts = in.LotFacts
		if l.Sellable(lotDay(s.clock.Now())) && l.Withheld > 0 {
			back := moveRow{VariantID: l.VariantID, LotID: &l.ID, Delta: l.Withheld, Held: -l.Withheld, Reason: "restore", ActorID: orNull(in.ActorID)}
			if err := s.store.move(ctx, []moveRow{back}, s.clock.Now()); err != nil {
				return err
			}
		}
		if err := s.settle(ctx, []ident.ID{l.VariantID}); err != nil {
			return err
		}
		after, err = s.store.lot(ctx, in.LotID)
		return err
	})
	return after, err
}

// figures are what a second writer needs to see.
func (l Lot) figures() map[string]any {
	return map[string]any{"onHand": l.OnHand, "picked": l.Picked, "withheld": l.Withheld, "version": l.Version}
}
