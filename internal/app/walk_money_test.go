package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
)

// money makes a commission rule of the Alliance.
func (w *world) money(t *testing.T) {
	t.Helper()
	r, err := w.market.App.Commission.Add(t.Context(), commission.AddInput{ActorID: ident.New(), Rule: commission.Rule{
		Rate: 300, From: calendar.Day(time.Now()).AddDate(0, 0, 2), Reason: "Thử",
	}})
	require.NoError(t, err)
	w.ids["ruleId"] = r.ID.String()
}
