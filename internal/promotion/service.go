package promotion

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// MaxCodes is how many codes a purchase may come with.
const MaxCodes = 10

// Service is the use cases of vouchers. Methods join the transaction of ctx.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns vouchers over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

// Make makes a voucher. Who may, is the caller's business. Asking for the same again
// returns it. Errors: request.invalid, ErrTaken.
func (s *Service) Make(ctx context.Context, in MakeInput) (Voucher, error) {
	in, err := in.validate(calendar.Day(s.clock.Now()))
	if err != nil {
		return Voucher{}, err
	}
	v, made := in.Voucher, false
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if v.CategoryIDs, err = s.store.categories(ctx, in.Categories); err != nil {
			return err
		}
		if len(v.CategoryIDs) < len(in.Categories) {
			return apperr.ErrInvalid.AtField("/categories", errScope)
		}
		good, err := s.store.scopeGood(ctx, v)
		if err != nil {
			return err
		}
		if !good {
			return apperr.ErrInvalid.AtField("/productIds", errScope)
		}
		v.ID, v.CreatedAt = ident.New(), s.clock.Now()
		made, err = s.store.insert(ctx, v, in.ActorID)
		return err
	})
	if err != nil || made {
		return v, err
	}
	list, err := s.store.list(ctx, `WHERE v.code = ? AND v.ended_at IS NULL`, v.Code)
	if err == nil && (len(list) == 0 || !list[0].same(v)) {
		err = ErrTaken
	}
	if err != nil {
		return Voucher{}, err
	}
	return list[0], nil
}

// Load writes a voucher of sample data, which may have begun long ago, with the
// agreement of all it names; where its code is in use it changes nothing.
func (s *Service) Load(ctx context.Context, v Voucher) error {
	v.ID, v.CreatedAt, v.Sample = ident.New(), s.clock.Now(), true
	return s.db.InTx(ctx, func(ctx context.Context) error {
		made, err := s.store.insert(ctx, v, ident.Nil)
		if err != nil || !made || !v.Shared() {
			return err
		}
		for _, org := range v.OrgIDs {
			if err := s.store.agree(ctx, v.ID, org, ident.Nil, s.clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// listLimit bounds a list; nobody runs more codes than this.
const listLimit = 500

// OfPlatform lists the market's vouchers, the newest first.
func (s *Service) OfPlatform(ctx context.Context) ([]Voucher, error) {
	return s.store.list(ctx, `WHERE v.org_id IS NULL ORDER BY v.created_at DESC, v.id DESC LIMIT ?`, listLimit)
}

// OfOrg lists a cooperative's vouchers and those that it is asked to share, the newest
// first. What they cost is what they cost on this cooperative's orders.
func (s *Service) OfOrg(ctx context.Context, orgID ident.ID) ([]Voucher, error) {
	list, err := s.store.list(ctx, `
WHERE v.org_id = ? OR v.platform_bp BETWEEN 1 AND 9999 AND v.org_ids @> ARRAY[?::uuid] ORDER BY v.created_at DESC, v.id DESC LIMIT ?`, orgID, orgID, listLimit)
	if err != nil {
		return nil, err
	}
	borne, err := s.store.borneBy(ctx, orgID)
	for i, v := range list {
		list[i].Borne = borne[v.ID]
	}
	return list, err
}

// End stops a voucher of a cooperative (ident.Nil: of the market) at once. Doing it
// again changes nothing. Purchases that have it keep it. Errors: ErrNotFound.
func (s *Service) End(ctx context.Context, orgID, id, actorID ident.ID) (Voucher, error) {
	if err := s.store.end(ctx, orgID, id, actorID, s.clock.Now()); err != nil {
		return Voucher{}, err
	}
	return s.one(ctx, orgID, id)
}

func (s *Service) one(ctx context.Context, orgID, id ident.ID) (Voucher, error) {
	list, err := s.store.list(ctx, `WHERE v.id = ? AND v.org_id IS NOT DISTINCT FROM ?::uuid`, id, idOrNull(orgID))
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Voucher{}, err
	}
	return list[0], nil
}

// Agree notes that a cooperative bears its part of a shared voucher; from then on it
// holds for its goods. Errors: ErrNotFound, ErrNotShared, ErrOver.
func (s *Service) Agree(ctx context.Context, orgID, id, actorID ident.ID) (Voucher, error) {
	v, err := s.one(ctx, ident.Nil, id)
	switch {
	case err != nil:
		return v, err
	case !slices.Contains(v.OrgIDs, orgID):
		return Voucher{}, ErrNotFound
	case !v.Shared():
		return Voucher{}, ErrNotShared
	case !v.EndedAt.IsZero():
		return Voucher{}, ErrOver
	}
	if err := s.store.agree(ctx, id, orgID, actorID, s.clock.Now()); err != nil {
		return Voucher{}, err
	}
	list, err := s.OfOrg(ctx, orgID)
	for _, own := range list {
		if own.ID == id {
			return own, err
		}
	}
	return v, err
}

// Buyer is who uses a code: an account, a phone number, or both.
type Buyer struct {
	UserID ident.ID // ident.Nil: a guest
	Phone  string   // E.164; empty: not told yet
}

// Find returns the vouchers of codes, each with how often the buyer has it, in the order
// given. Errors: request.invalid for too many.
func (s *Service) Find(ctx context.Context, codes []string, buyer Buyer) ([]Wanted, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	if len(codes) > MaxCodes {
		return nil, apperr.ErrInvalid.AtField("/voucherCodes", errTooMany)
	}
	out, normal := make([]Wanted, len(codes)), make([]string, len(codes))
	for i, c := range codes {
		normal[i] = Normalise(c)
		out[i].Code = normal[i]
	}
	found, err := s.store.byCode(ctx, normal)
	if err != nil {
		return nil, err
	}
	for i := range out {
		v, there := found[out[i].Code]
		if !there {
			continue
		}
		out[i].Voucher = &v
		if v.MaxUsesPerBuyer > 0 {
			if out[i].BuyerUses, err = s.store.usesOf(ctx, v.ID, buyer); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Order is an order of a purchase that uses vouchers, in the order of the parcels.
type Order struct{ ID, OrgID ident.ID }

// Redeem counts what a purchase uses, in the transaction that places it. Whoever comes
// second to a last use waits for the first and is refused. Errors: ErrRefused.
func (s *Service) Redeem(ctx context.Context, purchaseID ident.ID, buyer Buyer, orders []Order, applied []Applied) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		// In one order by all, so that two purchases never wait for each other.
		applied = slices.Clone(applied)
		slices.SortFunc(applied, func(a, b Applied) int { return slices.Compare(a.Voucher.ID[:], b.Voucher.ID[:]) })
		for _, a := range applied {
			sum := a.Sum()
			reason, err := s.store.take(ctx, a.Voucher, sum.Sum(), buyer)
			if err != nil {
				return err
			}
			if reason != "" {
				return Refusal{Code: a.Voucher.Code, Voucher: a.Voucher, Reason: reason}.Err()
			}
			if err := s.store.insertUses(ctx, a, purchaseID, buyer, orders, s.clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Follow makes what vouchers take off an order this much, after goods were cancelled or
// weighed. A cancelled order gives the use back, unless another one of the purchase still
// has it, and with it what was set aside of the budget; until then that stays set aside,
// for goods that weigh more than first noted.
func (s *Service) Follow(ctx context.Context, orderID ident.ID, now Shares, cancelled bool) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		uses, err := s.store.lockUses(ctx, []ident.ID{orderID}, false)
		if err != nil || len(uses) == 0 {
			return err
		}
		if cancelled {
			for _, u := range uses {
				if err := s.store.giveBack(ctx, u, s.clock.Now()); err != nil {
					return err
				}
			}
			return nil
		}
		cooperative, platform := make([]int64, len(uses)), make([]int64, len(uses))
		for i, u := range uses {
			cooperative[i], platform[i] = int64(u.Cooperative), int64(u.Platform)
		}
		byCooperative, byPlatform := parts(now.Cooperative, cooperative), parts(now.Platform, platform)
		for i, u := range uses {
			if u.next = (Shares{Cooperative: byCooperative[i], Platform: byPlatform[i]}); u.next == u.Shares {
				continue
			}
			if err := s.store.setUse(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
}

// Retake counts again what orders of one purchase gave back, as when their money comes
// late after all: also of a voucher that has ended since, for its price was agreed to.
// False, with nothing changed, where a voucher has no room any more, for all or for them.
func (s *Service) Retake(ctx context.Context, orderIDs []ident.ID) (bool, error) {
	there := true
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		uses, err := s.store.lockUses(ctx, orderIDs, true)
		if err != nil || len(uses) == 0 {
			return err
		}
		granted := map[ident.ID]money.VND{}
		var order []ident.ID
		for _, u := range uses {
			if _, seen := granted[u.voucherID]; !seen {
				order = append(order, u.voucherID)
			}
			granted[u.voucherID] += u.granted
		}
		list, err := s.store.list(ctx, `WHERE v.id = ANY(?::uuid[])`, db.IDs(order))
		if err != nil {
			return err
		}
		for _, v := range list { // locked above: what is seen here still holds below
			if v.MaxUses > 0 && v.Uses >= v.MaxUses || v.Budget > 0 && v.Spent+granted[v.ID] > v.Budget {
				there = false
				return nil
			}
		}
		for _, id := range order {
			if there, err = s.store.retake(ctx, id, orderIDs, granted[id]); err != nil || !there {
				return err
			}
		}
		return nil
	})
	return there, err
}

// parts splits an amount, or nothing where there is nothing to split it by.
func parts(amount money.VND, weights []int64) []money.VND {
	out, err := money.Split(amount, weights)
	if err != nil {
		return make([]money.VND, len(weights))
	}
	return out
}

// Audit lists the vouchers whose counters differ from their uses. Empty is the only
// good answer.
func (s *Service) Audit(ctx context.Context) ([]ident.ID, error) { return s.store.audit(ctx) }
