package order

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// The rows are written through json_to_recordset: their json tags are column names.

type purchaseRow struct {
	ID            ident.ID  `json:"id"`
	Code          string    `json:"code"`
	UserID        *ident.ID `json:"user_id"`
	Locale        string    `json:"locale"`
	ContactName   string    `json:"contact_name"`
	ContactPhone  string    `json:"contact_phone"`
	ContactEmail  *string   `json:"contact_email"`
	ProvinceCode  string    `json:"province_code"`
	CommuneCode   string    `json:"commune_code"`
	AddressLine   string    `json:"address_line"`
	AddressTyped  string    `json:"address_typed"`
	AddressLabel  string    `json:"address_label"`
	Note          string    `json:"note"`
	PaymentMethod string    `json:"payment_method"`
	Subtotal      money.VND `json:"subtotal_vnd"`
	Shipping      money.VND `json:"shipping_vnd"`
	Discount      money.VND `json:"discount_vnd"`
	Total         money.VND `json:"total_vnd"`
	TermsVersion  string    `json:"terms_version"`
	PlacedAt      time.Time `json:"placed_at"`
	BuyerOrgID    *ident.ID `json:"buyer_org_id"`
	BuyerOrgName  string    `json:"buyer_org_name"`
	ProgrammeID   *ident.ID `json:"programme_id"`
	ProgrammeVI   string    `json:"programme_name_vi"`
	ProgrammeEN   string    `json:"programme_name_en"`
}

func toPurchaseRow(p Purchase) purchaseRow {
	r := purchaseRow{
		ID: p.ID, Code: p.Code, Locale: p.Locale,
		ContactName: p.Contact.FullName, ContactPhone: p.Contact.Phone,
		ProvinceCode: p.Address.ProvinceCode, CommuneCode: p.Address.CommuneCode,
		AddressLine: p.Address.Line, AddressTyped: p.Address.Typed, AddressLabel: p.Address.Label,
		Note: p.Note, PaymentMethod: p.PaymentMethod,
		Subtotal: p.Subtotal, Shipping: p.Shipping, Discount: p.Discount, Total: p.Total,
		TermsVersion: p.TermsVersion, PlacedAt: p.PlacedAt,
		BuyerOrgID: idOrNull(p.Firm.OrgID), BuyerOrgName: p.Firm.Name, ProgrammeID: idOrNull(p.Firm.ProgrammeID),
		ProgrammeVI: p.Firm.Programme.VI, ProgrammeEN: p.Firm.Programme.EN,
	}
	if p.UserID != ident.Nil {
		r.UserID = &p.UserID
	}
	if p.Contact.Email != "" {
		r.ContactEmail = &p.Contact.Email
	}
	return r
}

type orderRow struct {
	ID         ident.ID  `json:"id"`
	Code       string    `json:"code"`
	PurchaseID ident.ID  `json:"purchase_id"`
	OrgID      ident.ID  `json:"org_id"`
	Subtotal   money.VND `json:"subtotal_vnd"`
	Shipping   money.VND `json:"shipping_vnd"`
	Total      money.VND `json:"total_vnd"`
	Discount   money.VND `json:"discount_vnd"`
	Promotion  money.VND `json:"promotion_vnd"`
	ShipOffC   money.VND `json:"ship_off_cooperative_vnd"`
	ShipOffP   money.VND `json:"ship_off_platform_vnd"`
	WeightG    int64     `json:"weight_g"`
	DaysMin    int       `json:"days_min"`
	DaysMax    int       `json:"days_max"`
	Status     Status    `json:"status"`
	// OfferedAt is null while the order waits for its money.
	OfferedAt *time.Time `json:"offered_at"`
}

type lineRow struct {
	ID            ident.ID  `json:"id"`
	OrderID       ident.ID  `json:"order_id"`
	Position      int       `json:"position"`
	ProductID     ident.ID  `json:"product_id"`
	VariantID     ident.ID  `json:"variant_id"`
	ProductSlug   string    `json:"product_slug"`
	ProductNameVI string    `json:"product_name_vi"`
	ProductNameEN string    `json:"product_name_en"`
	VariantNameVI string    `json:"variant_name_vi"`
	VariantNameEN string    `json:"variant_name_en"`
	Unit          string    `json:"unit"`
	PictureKey    string    `json:"picture_key"`
	VATTreatment  string    `json:"vat_treatment"`
	UnitPrice     money.VND `json:"unit_price_vnd"`
	Quantity      int64     `json:"quantity"`
	NominalG      *int64    `json:"nominal_g"`
	OffC          money.VND `json:"off_cooperative_vnd"`
	OffP          money.VND `json:"off_platform_vnd"`
}

func toOrderRows(p Purchase) ([]orderRow, []lineRow) {
	orders := make([]orderRow, len(p.Orders))
	var lines []lineRow
	for i, o := range p.Orders {
		orders[i] = orderRow{
			ID: o.ID, Code: o.Code, PurchaseID: o.PurchaseID, OrgID: o.OrgID,
			Subtotal: o.Subtotal, Shipping: o.Shipping, Total: o.Total, Discount: o.Discount, Promotion: o.Promotion,
			ShipOffC: o.ShipDiscount.Cooperative, ShipOffP: o.ShipDiscount.Platform,
			WeightG: o.WeightG, DaysMin: o.DaysMin, DaysMax: o.DaysMax, Status: o.Status, OfferedAt: timeOrNull(o.OfferedAt),
		}
		for j, l := range o.Lines {
			lines = append(lines, lineRow{
				ID: l.ID, OrderID: o.ID, Position: j, ProductID: l.ProductID, VariantID: l.VariantID,
				ProductSlug: l.ProductSlug, ProductNameVI: l.ProductName.VI, ProductNameEN: l.ProductName.EN,
				VariantNameVI: l.VariantName.VI, VariantNameEN: l.VariantName.EN, Unit: l.Unit,
				PictureKey: l.PictureKey, VATTreatment: l.VATTreatment, UnitPrice: l.UnitPrice, Quantity: l.Quantity, NominalG: gramsOrNull(l.NominalG),
				OffC: l.Discount.Cooperative, OffP: l.Discount.Platform,
			})
		}
	}
	return orders, lines
}

// changedLine is what a command may change of a line.
type changedLine struct {
	ID           ident.ID `json:"id"`
	CancelledQty int64    `json:"cancelled_qty"`
	RealG        *int64   `json:"real_g"`
	AskedG       *int64   `json:"asked_g"`
}

func toChangedLines(before, after Order) []changedLine {
	rows := []changedLine{}
	for i, l := range after.Lines {
		if l.changed(before.Lines[i]) {
			rows = append(rows, changedLine{ID: l.ID, CancelledQty: l.CancelledQty, RealG: gramsOrNull(l.RealG), AskedG: gramsOrNull(l.AskedG)})
		}
	}
	return rows
}

func gramsOrNull(g int64) *int64 {
	if g == 0 {
		return nil
	}
	return &g
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

// changed tells whether what is kept of a line differs; its lots are stock's.
func (l Line) changed(before Line) bool {
	return l.CancelledQty != before.CancelledQty || l.RealG != before.RealG || l.AskedG != before.AskedG
}
