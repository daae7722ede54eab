package trace_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

// fixture is a cooperative with one variant of jam.
type fixture struct {
	db      *db.DB
	stock   *stock.Service
	trace   *trace.Service
	by      trace.By
	variant ident.ID
}

func setup(t *testing.T) fixture {
	t.Helper()
	d := dbtest.New(t)
	c := &clock.Fixed{T: today.Add(5 * time.Hour)}
	f := fixture{db: d, stock: stock.NewService(d, c), by: trace.By{UserID: ident.New(), OrgID: ident.New()}, variant: ident.New()}
	f.trace = trace.NewService(trace.Deps{
		DB: d, Stock: f.stock, Catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}), Clock: c, PublicURL: "https://chophien.test",
	})
	category, product := ident.New(), ident.New()
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, address, phone, registration_no, created_at, updated_at)
VALUES ($1, 'cooperative', 'htx-mau', 'Hợp tác xã Mẫu', 'HTX Mẫu', 'verified', 'Thôn 3, xã Mù Cang Chải', '0912 345 678', '160707000123', now(), now())`, []any{f.by.OrgID}},
		{`INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES ($1, '15', 'Mù Cang Chải', 'Mù Cang Chải')`, []any{f.by.OrgID}},
		{`INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ($1, 'mut', 'Mứt', 'Jam', 'leaf', 1)`, []any{category}},
		{`INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, created_at, listed_at, updated_at)
VALUES ($1, $2, $3, 'mut-tao-meo', 'listed', 'Mứt tào mèo', 'H''Mông apple jam', now(), now(), now())`, []any{product, f.by.OrgID, category}},
		{`INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at)
VALUES ($1, $2, 'P13', 'Hộp 250 g', '250 g box', 'hộp', 250, 300, 50000, now())`, []any{f.variant, product}},
		{
			`INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on, is_sample)
VALUES ($1, $2, '12/QĐ-MAU', 'UBND tỉnh (mẫu)', 'tinh', 4, '2025-01-15', '2028-01-15', true), ($3, $2, '7/QĐ-MAU', 'UBND huyện (mẫu)', 'huyen', 3, '2021-01-15', '2024-01-15', true)`,
			[]any{ident.New(), product, ident.New()},
		},
	} {
		_, err := d.Pool().Exec(t.Context(), s.sql, s.args...)
		require.NoError(t, err)
	}
	return f
}

func (f fixture) receive(t *testing.T, code string, quantity int64) *trace.Detail {
	t.Helper()
	d, err := f.trace.Receive(t.Context(), f.by, "receive-"+code, stock.ReceiveInput{
		VariantID: f.variant, Code: code, Quantity: quantity, LotFacts: stock.LotFacts{
			MadeOn: today.AddDate(0, 0, -20), ExpiresOn: today.AddDate(0, 0, 180), Household: "Hộ bà Thào Thị Mỷ",
			AreaCode: "VN-YBOR-0012", AreaIssuer: "Chi cục Trồng trọt",
		},
	})
	require.NoError(t, err)
	return d
}

func TestService_writes_once_and_only_its_own(t *testing.T) {
	t.Parallel()
	f := setup(t)
	ctx := t.Context()
	lot := f.receive(t, "A", 10)
	require.Equal(t, lot.ID, f.receive(t, "A", 10).ID, "a repeated key returns what the first made")
	_, err := f.trace.Receive(ctx, f.by, "receive-A", stock.ReceiveInput{VariantID: f.variant, Code: "A", Quantity: 11})
	require.ErrorIs(t, err, idempotency.ErrReused)
	off := stock.ChangeInput{LotID: lot.ID, Kind: stock.ChangeWriteOff, Quantity: 2, Cause: stock.CauseDamaged}
	for range 2 {
		d, err := f.trace.Change(ctx, f.by, "write-off-1", off)
		require.NoError(t, err)
		require.EqualValues(t, 8, d.OnHand)
		require.Len(t, d.Moves, 2)
	}
	step := trace.Step{Kind: trace.StepHarvest, On: today.AddDate(0, 0, -21), Text: apperr.Text{VI: "Hái quả chín"}}
	for range 2 {
		d, err := f.trace.AddStep(ctx, f.by, lot.ID, "step-key-1", step)
		require.NoError(t, err)
		require.Len(t, d.Steps, 1)
	}
	other := trace.By{UserID: f.by.UserID, OrgID: ident.New()}
	_, err = f.trace.Receive(ctx, other, "receive-B", stock.ReceiveInput{VariantID: f.variant, Quantity: 1})
	require.ErrorIs(t, err, catalog.ErrVariantNotFound)
	_, err = f.trace.Change(ctx, other, "write-off-2", off)
	require.ErrorIs(t, err, stock.ErrLotNotFound)
	_, err = f.trace.AddStep(ctx, other, lot.ID, "step-key-2", step)
	require.ErrorIs(t, err, stock.ErrLotNotFound)
	step.On = today.AddDate(0, 0, 1)
	_, err = f.trace.AddStep(ctx, f.by, lot.ID, "step-key-3", step)
	require.Error(t, err, "nothing was done tomorrow")
	drift, err := f.stock.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestService_page_names_a_household_with_its_consent_alone(t *testing.T) {
	t.Parallel()
	f := setup(t)
	ctx := t.Context()
	lot := f.receive(t, "A", 10)
	p, err := f.trace.ByCode(ctx, lot.TraceCode)
	require.NoError(t, err)
	require.Empty(t, p.Lot.Household)
	require.Len(t, p.Certificates, 1, "an expired decision is no decision")
	require.Equal(t, "12/QĐ-MAU", p.Certificates[0].Number)
	facts := lot.LotFacts
	facts.HouseholdPublic = true
	_, err = f.trace.Edit(ctx, f.by, stock.EditLotInput{LotID: lot.ID, LotFacts: facts, Version: lot.Version})
	require.NoError(t, err)
	p, err = f.trace.ByCode(ctx, lot.TraceCode)
	require.NoError(t, err)
	require.Equal(t, "Hộ bà Thào Thị Mỷ", p.Lot.Household)

	_, err = f.trace.SetGTIN(ctx, f.by, f.variant, "4006381333932")
	require.Error(t, err, "the check digit")
	_, err = f.trace.SetGTIN(ctx, f.by, f.variant, "4006381333931")
	require.NoError(t, err)
	p, err = f.trace.ByGTIN(ctx, "04006381333931", "A")
	require.NoError(t, err)
	require.Equal(t, lot.TraceCode, p.Lot.TraceCode)
	for _, gtin := range []string{"04006381333931", "00000096385074"} {
		_, err = f.trace.ByGTIN(ctx, gtin, "B")
		require.ErrorIs(t, err, stock.ErrLotNotFound)
	}
	for range 3 {
		require.NoError(t, f.trace.CountScan(ctx, lot.TraceCode))
	}
	require.NoError(t, f.trace.CountScan(ctx, "nobody"))
	d, err := f.trace.Lot(ctx, f.by.OrgID, lot.ID)
	require.NoError(t, err)
	require.Equal(t, trace.Scans{Total: 3, LastWeek: 3}, d.Scans)
}

func TestDatabase_knows_a_GTIN(t *testing.T) {
	t.Parallel()
	f := setup(t)
	for _, gtin := range []string{"04006381333932", "4006381333931", "0400638133393x"} {
		_, err := f.db.Pool().Exec(t.Context(), `INSERT INTO variant_gtins (variant_id, gtin, set_by, set_at) VALUES ($1, $2, $1, now())`, f.variant, gtin)
		require.Error(t, err, gtin)
	}
}
