package api

import (
	"context"

	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

// usualTotal is a purchase for which every way of paying is open.
const usualTotal = 500_000

// GetSite answers with facts about the site itself.
func (s *Server) GetSite(context.Context, GetSiteRequestObject) (GetSiteResponseObject, error) {
	return GetSite200JSONResponse{
		Name: "Chợ Phiên", Operator: s.Site.Operator, TermsVersion: s.Site.TermsVersion, PrivacyVersion: s.Site.PrivacyVersion,
		PaymentMethods: toAPIMethods(s.Payment.Offered(payment.Bill{Total: usualTotal})), Languages: []string{"vi", "en"},
		Demo: s.Site.Demo, SearchEngine: s.Site.SearchEngine,
	}, nil
}

// GetAllianceOverview answers with the market's figures.
func (s *Server) GetAllianceOverview(ctx context.Context, _ GetAllianceOverviewRequestObject) (GetAllianceOverviewResponseObject, error) {
	o, err := s.Report.Overview(ctx)
	if err != nil {
		return nil, err
	}
	out := GetAllianceOverview200JSONResponse{
		Cooperatives: o.Cooperatives, PendingOrganisations: o.PendingOrganisations, Products: o.Products, Purchases30d: o.Purchases30d,
		Revenue30dVnd: int64(o.Revenue30d), WaitingOver24h: o.WaitingOver24h, ExpiringCertificates: o.ExpiringCertificates,
	}
	for _, st := range order.Statuses() {
		out.OrdersByStatus = append(out.OrdersByStatus, StatusCount{Status: OrderStatus(st), Count: o.OrdersByStatus[st]})
	}
	return out, nil
}
