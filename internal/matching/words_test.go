package matching_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/matching/plan"
)

func TestLineProposal_Missing_says_what_lacks_and_why(t *testing.T) {
	t.Parallel()
	l := matching.LineProposal{Unit: "con", Refused: []matching.Reason{
		{Code: plan.CodeCertificate, OrgName: "HTX Y", Detail: "vietgap"}, {Code: plan.CodeNoPeriod, OrgName: "HTX Z"},
	}}
	m := matching.MonthPlan{
		Month: calendar.Date(2027, time.March, 1), Asked: 4000, Filled: 3400,
		Lacking: []matching.Reason{{Code: plan.CodeNothingAvailable, OrgName: "HTX X"}, {Code: plan.CodePriceCeiling, OrgName: "HTX W", Have: 270_000, Need: 260_000}},
	}
	require.Equal(t, catalog.Text{
		VI: "Thiếu 600 con trong tháng 3/2027: HTX X đã hết hàng, giá tới nơi của HTX W là 270.000\u00a0₫, cao hơn mức 260.000\u00a0₫, HTX Y chưa có VietGAP.",
		EN: "Lacking 600 head in March 2027: HTX X has nothing left, HTX W would cost ₫270,000 at the door, above ₫260,000, HTX Y lacks the VietGAP certificate.",
	}, l.Missing(m))
	m.Filled = 4000
	require.Empty(t, l.Missing(m).VI)
}

// Every cause of the solver has words in both languages, none of them its own name.
func TestReason_Say_knows_every_cause(t *testing.T) {
	t.Parallel()
	for _, c := range []plan.Code{
		plan.CodeStars, plan.CodeCertificate, plan.CodeSureness, plan.CodeNotInvited, plan.CodeExcluded, plan.CodeNoTransport, plan.CodeNoPeriod,
		plan.CodeLeadTime, plan.CodeNothingAvailable, plan.CodePriceCeiling, plan.CodeMinOrder, plan.CodeLeastShare, plan.CodeFull, plan.CodeLot,
		plan.CodeMostSuppliers, plan.CodeShareCap, plan.CodeLeastPart, plan.CodeNoSupply, plan.CodeNotFound,
		plan.CodeOnly, plan.CodeCheapest, plan.CodeNeeded, plan.CodeTier, plan.CodeContinuity, plan.CodeSmall,
	} {
		said := matching.Reason{Code: c, OrgName: "HTX", Detail: "haccp", Have: 1200, Need: 2000}.Say("con")
		for _, s := range []string{said.VI, said.EN} {
			require.NotEmpty(t, s, c)
			require.NotEqual(t, string(c), s)
			require.NotContains(t, s, "%")
		}
	}
}
