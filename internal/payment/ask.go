package payment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
)

// Asked is the job that tells a buyer what is to be paid for a purchase, and how.
type Asked struct {
	PurchaseID ident.ID `json:"purchaseId"`
}

// Kind names the job.
func (Asked) Kind() string { return "payment.asked" }

// Patient lets jobs of money and goods go first.
func (Asked) Patient() {}

// Ask is money to be asked for.
type Ask struct {
	Purpose    Purpose
	SubjectID  ident.ID
	PayerID    ident.ID // ident.Nil: a guest
	PayerOrgID ident.ID // ident.Nil: a person pays
	Method     MethodCode
	Amount     money.VND
	// Until is when it is too late; zero: after what is usual for the method.
	Until time.Time
}

// Ask opens a request, in the transaction of ctx. An open one of the same subject, method
// and amount is returned as it is; one with another method or amount is cancelled first,
// unless a part was paid. Errors: ErrMethod, ErrRequestAmount, ErrPartlyPaid.
func (s *Service) Ask(ctx context.Context, a Ask) (Request, error) {
	if !a.Method.PaidFirst() || a.Method == CodeBankTransfer && s.bank == nil || a.Method == CodeCard && s.cards.Rail == nil {
		return Request{}, ErrMethod
	}
	if a.Amount <= 0 || a.Amount > money.Max {
		return Request{}, ErrRequestAmount
	}
	var out Request
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		was, err := s.store.lockSubject(ctx, a.Purpose, a.SubjectID)
		if err != nil {
			return err
		}
		for _, r := range was {
			switch {
			case r.State == RequestPaid:
				return ErrRequestOver
			case r.State == RequestOpen && r.Method == a.Method && r.Amount == a.Amount:
				out = r
				return nil
			case r.State == RequestOpen && r.Kept() > 0:
				return ErrPartlyPaid
			case r.State == RequestOpen:
				if err := s.EndRequest(ctx, r, RequestCancelled); err != nil {
					return err
				}
			}
		}
		out = s.request(a)
		return s.store.insertRequest(ctx, out)
	})
	return out, err
}

func (s *Service) request(a Ask) Request {
	now := s.clock.Now()
	if a.Until.IsZero() {
		a.Until = now.Add(s.wait)
		if a.Method == CodeCard {
			a.Until = now.Add(CardWithin)
		}
	}
	return Request{
		ID: ident.New(), Purpose: a.Purpose, SubjectID: a.SubjectID, PayerID: a.PayerID, PayerOrgID: a.PayerOrgID, Method: a.Method,
		Amount: a.Amount, Reference: "CP" + ident.Code(7), State: RequestOpen, ExpiresAt: a.Until, CreatedAt: now, UpdatedAt: now,
	}
}

// EndRequest cancels or expires an open request that nothing was paid of, or of which the
// caller gives back what came; the card network is told. It joins the transaction of ctx.
// Errors: ErrRequestOver.
func (s *Service) EndRequest(ctx context.Context, r Request, to RequestState) error {
	next, _, err := r.End(to, s.clock.Now())
	if err != nil {
		return err
	}
	if err := s.store.updateRequest(ctx, next); err != nil {
		return err
	}
	if r.Method == CodeCard && s.cards.Rail != nil {
		return s.cards.Rail.Withdraw(ctx, next)
	}
	return nil
}

// CancelRequest cancels a request of which nothing was paid; the same again changes
// nothing. Errors: ErrNoRequest, ErrPartlyPaid, ErrRequestOver.
func (s *Service) CancelRequest(ctx context.Context, id ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, _, err := s.LockRequest(ctx, id)
		switch {
		case err != nil:
			return err
		case r.State == RequestCancelled:
			return nil
		case r.State == RequestOpen && r.Kept() > 0:
			return ErrPartlyPaid
		}
		return s.EndRequest(ctx, r, RequestCancelled)
	})
}

// ExtendRequest gives an open request more time, as while a payment is under way; it never
// takes any. Errors: ErrNoRequest, ErrRequestOver.
func (s *Service) ExtendRequest(ctx context.Context, id ident.ID, until time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, _, err := s.LockRequest(ctx, id)
		if err != nil {
			return err
		}
		if r.State != RequestOpen {
			return ErrRequestOver
		}
		if !until.After(r.ExpiresAt) {
			return nil
		}
		r.ExpiresAt, r.UpdatedAt = until, s.clock.Now()
		return s.store.updateRequest(ctx, r)
	})
}

// RequestByID returns a request. Errors: ErrNoRequest.
func (s *Service) RequestByID(ctx context.Context, id ident.ID) (Request, error) {
	return s.store.oneRequest(ctx, "id = ?", id)
}

// RequestByReference returns the request of a transfer's text. Errors: ErrNoRequest.
func (s *Service) RequestByReference(ctx context.Context, reference string) (Request, error) {
	return s.store.oneRequest(ctx, "reference = ?", reference)
}

// RequestsOf lists the requests of a subject, the oldest first.
func (s *Service) RequestsOf(ctx context.Context, purpose Purpose, subjectID ident.ID) ([]Request, error) {
	return s.store.requests(ctx, "purpose = ? AND subject_id = ? ORDER BY created_at, id", purpose, subjectID)
}

// RequestsBy lists what a person was asked to pay for purchases, the newest first, after a
// position (nil: from the newest).
func (s *Service) RequestsBy(ctx context.Context, userID ident.ID, after *keyset.TimeID, limit int) ([]Request, error) {
	where, args := "payer_id = ? AND purpose = 'purchase'", []any{userID}
	if after != nil {
		where, args = where+" AND (created_at, id) < (?, ?)", append(args, after.At, after.ID)
	}
	return s.store.requests(ctx, where+" ORDER BY created_at DESC, id DESC LIMIT ?", append(args, limit)...)
}

// OpenFilter narrows the open requests; zero values mean "any".
type OpenFilter struct {
	Method    MethodCode
	Amount    money.VND // asked for, or what is left of it
	ExpiredBy time.Time // whose time is over by then
	Limit     int       // 0: 500
}

// OpenRequests lists open requests, the one that ends first at the head.
func (s *Service) OpenRequests(ctx context.Context, f OpenFilter) ([]Request, error) {
	where, args := "state = 'open'", []any{}
	if f.Method != "" {
		where, args = where+" AND method = ?", append(args, f.Method)
	}
	if f.Amount > 0 {
		where, args = where+" AND ? IN (amount_vnd, amount_vnd - received_vnd + returned_vnd)", append(args, int64(f.Amount))
	}
	if !f.ExpiredBy.IsZero() {
		where, args = where+" AND expires_at <= ?", append(args, f.ExpiredBy)
	}
	if f.Limit == 0 {
		f.Limit = 500
	}
	return s.store.requests(ctx, where+" ORDER BY expires_at, id LIMIT ?", append(args, f.Limit)...)
}

// LockRequest returns a request, and all others of its subject, under their locks, in the
// transaction of ctx. Errors: ErrNoRequest.
func (s *Service) LockRequest(ctx context.Context, id ident.ID) (Request, []Request, error) {
	r, err := s.RequestByID(ctx, id)
	if err != nil {
		return r, nil, err
	}
	all, err := s.store.lockSubject(ctx, r.Purpose, r.SubjectID)
	for _, x := range all {
		if x.ID == id {
			return x, all, err
		}
	}
	return r, all, err
}

// LockSubject is LockRequest for all requests of a subject; none is no error.
func (s *Service) LockSubject(ctx context.Context, purpose Purpose, subjectID ident.ID) ([]Request, error) {
	return s.store.lockSubject(ctx, purpose, subjectID)
}

// SaveRequest writes a request that the caller has locked, in the transaction of ctx.
func (s *Service) SaveRequest(ctx context.Context, r Request) error {
	return s.store.updateRequest(ctx, r)
}

// FindReceipt returns money that came before under this name; false where it did not.
func (s *Service) FindReceipt(ctx context.Context, source Source, externalID string) (Receipt, bool, error) {
	return s.store.receipt(ctx, source, externalID)
}

// AddReceipt writes money that came, in the transaction of ctx. Errors: ErrReceiptReused
// where somebody else wrote it meanwhile for another request.
func (s *Service) AddReceipt(ctx context.Context, r Receipt) error {
	return s.store.insertReceipt(ctx, r, s.clock.Now())
}

// ReceiptsOf lists what came for requests, the oldest first.
func (s *Service) ReceiptsOf(ctx context.Context, requestIDs ...ident.ID) ([]Receipt, error) {
	return s.store.receipts(ctx, requestIDs)
}

// PaidFirst records that all orders of a purchase are paid, by this method.
func (s *Service) PaidFirst(ctx context.Context, purchaseID ident.ID, method MethodCode) error {
	return s.store.setPurchase(ctx, purchaseID, method, StateCollected, s.clock.Now())
}

// NotPaid records that nothing is due of a purchase for the time being: its money did not
// come, or it was given up.
func (s *Service) NotPaid(ctx context.Context, purchaseID ident.ID) error {
	return s.store.setPurchase(ctx, purchaseID, "", StateCancelled, s.clock.Now())
}

// DueBy records that all of a purchase is due by another method.
func (s *Service) DueBy(ctx context.Context, purchaseID ident.ID, method MethodCode) error {
	return s.store.setPurchase(ctx, purchaseID, method, StateDue, s.clock.Now())
}
