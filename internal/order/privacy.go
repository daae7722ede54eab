package order

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// exportMax bounds an export; a person with more purchases gets the newest.
const exportMax = 10_000

// ExportedPurchase is a purchase in the words of a person's data export.
type ExportedPurchase struct {
	Code          string          `json:"code"`
	PlacedAt      time.Time       `json:"placedAt"`
	FullName      string          `json:"fullName"`
	Phone         string          `json:"phone"`
	Email         string          `json:"email,omitempty"`
	Address       string          `json:"address"`
	AddressTyped  string          `json:"addressTyped,omitempty"`
	Note          string          `json:"note,omitempty"`
	PaymentMethod string          `json:"paymentMethod"`
	TermsVersion  string          `json:"termsVersion"`
	TotalVND      money.VND       `json:"totalVnd"`
	Orders        []ExportedOrder `json:"orders"`
}

// ExportedOrder is one order within an exported purchase.
type ExportedOrder struct {
	Code     string         `json:"code"`
	Status   Status         `json:"status"`
	TotalVND money.VND      `json:"totalVnd"`
	Lines    []ExportedLine `json:"lines"`
}

// ExportedLine is one line of an exported order.
type ExportedLine struct {
	Product      string    `json:"product"`
	Variant      string    `json:"variant"`
	Quantity     int64     `json:"quantity"`
	Cancelled    int64     `json:"cancelled,omitempty"`
	UnitPriceVND money.VND `json:"unitPriceVnd"`
}

// ExportPurchases returns all that is kept of a user's purchases, as
// []ExportedPurchase, newest first.
func (s *Service) ExportPurchases(ctx context.Context, userID ident.ID) (any, error) {
	ids, err := s.store.purchaseIDs(ctx, bought{userID: userID, ofFirms: true}, nil, exportMax)
	if err != nil {
		return nil, err
	}
	found, err := s.store.purchases(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]ExportedPurchase, len(found))
	for i, p := range found {
		out[i] = export(p)
	}
	return out, nil
}

func export(p Purchase) ExportedPurchase {
	e := ExportedPurchase{
		Code: p.Code, PlacedAt: p.PlacedAt, FullName: p.Contact.FullName, Phone: p.Contact.Phone, Email: p.Contact.Email,
		Address: p.Address.Label, AddressTyped: p.Address.Typed, Note: p.Note, PaymentMethod: p.PaymentMethod,
		TermsVersion: p.TermsVersion, TotalVND: p.Total,
	}
	for _, o := range p.Orders {
		eo := ExportedOrder{Code: o.Code, Status: o.Status, TotalVND: o.Total}
		for _, l := range o.Lines {
			eo.Lines = append(eo.Lines, ExportedLine{
				Product: l.ProductName.VI, Variant: l.VariantName.VI, Quantity: l.Quantity, Cancelled: l.CancelledQty, UnitPriceVND: l.UnitPrice,
			})
		}
		e.Orders = append(e.Orders, eo)
	}
	return e
}

// ErasePersonalData takes the person out of the purchases; records of trade stay.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.erase(ctx, userID, s.clock.Now())
}
