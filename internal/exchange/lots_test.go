package exchange_test

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

const lotHeading = "Mã lô;Mã hàng;Số lượng nhập;Ngày sản xuất;Hạn dùng;Hộ sản xuất;Hộ đồng ý nêu tên;Mã vùng trồng;Nơi cấp mã vùng"

func TestImport_of_lots_reports_faults_by_cell_and_doubles_nothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	day := func(n int) string { return calendar.Day(time.Now()).AddDate(0, 0, n).Format("2/1/2006") }
	file := csvOf(
		lotHeading,
		"lô 1;MUT-500;1.200;"+day(-2)+";"+day(90)+";Hộ bà Mỷ;có;VN-YB-1;Sở NN;",
		"L2;mut-250;5;;;;;;",
		"L3;MUT-500;5;"+day(2)+";"+day(1)+";;;;", // expires before it was made
		"L4;KHONG-CO;5;;;;;;",
		"L5;MUT-500;10 hũ;;;;;;",
		"LO-1;MUT-500;7;;;;;;", // the first row's, as stock writes it
		";MUT-500;5;;;;;;",
		"L6;GAO-B;5;;;;;;", // another cooperative's
		"L7;MUT-500;;;;;;;",
		"L8;MUT-500;5;;31/02/2026;;;;",
		"L9;MUT-500;5;;"+day(-1)+";;;;",
		"L10;MUT-500;5;;;;có;;",
		"L11;MUT-500;5;;;;có lẽ;VN-1;",
		"L12;MUT-CU;5;;;;;;", // gone for good
		"TON-CHUNG;MUT-500;5;;;;;;",
	)
	i := b.send(t, "lo.csv", file)
	require.Equal(t, []string{
		"A16 stock.lot_code", "A7 import.twice", "A8 import.lot_missing", "B15 import.sku_gone", "B5 import.lot_unknown_code", "B9 import.lot_unknown_code",
		"C10 import.lot_quantity", "C6 import.lot_quantity", "E11 import.lot_day", "E12 stock.lot_expired", "E4 stock.lot_dates",
		"F13 stock.lot_consent", "G14 import.lot_consent", "I14 stock.lot_area",
	}, b.faults(t, i.ID))
	require.Equal(t, "0", b.one(t, `SELECT count(*)::text FROM lots WHERE NOT loose`), "a check changes nothing")

	require.Equal(t, 2, b.apply(t, i.ID, exchange.ModeSkipFaulty).Counts.Applied)
	require.Equal(t, "LO-1 1200 Hộ bà Mỷ true", b.one(t, `SELECT code || ' ' || on_hand || ' ' || household || ' ' || (household_consent_at IS NOT NULL) FROM lots WHERE code = 'LO-1'`))
	require.Equal(t, "45", b.one(t, `SELECT on_hand::text FROM stock_items WHERE variant_id = '00000000-0000-7000-8000-000000000031'`), "40 were there, 5 came")
	b.requireSound(t)

	again := b.send(t, "lo.csv", file)
	require.Equal(t, [3]int{0, 0, 2}, [3]int{again.Counts.New, again.Counts.Changed, again.Counts.Same}, "the same file again adds nothing")

	later := b.send(t, "sua.csv", csvOf(lotHeading, "LO-1;MUT-500;1200;;"+day(60)+";Hộ ông Páo;;;", "L2;MUT-250;6;;;;;;"))
	require.Equal(t, []string{"C3 import.lot_quantity_differs"}, b.faults(t, later.ID))
	require.Equal(t, 1, b.apply(t, later.ID, exchange.ModeSkipFaulty).Counts.Applied)
	require.Equal(t, "1200 Hộ ông Páo VN-YB-1", b.one(t, `SELECT on_hand || ' ' || household || ' ' || area_code FROM lots WHERE code = 'LO-1'`))
	b.requireSound(t)
}

func TestImport_of_lots_is_all_or_nothing_and_sees_what_changed_meanwhile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	i := b.send(t, "lo.csv", csvOf(lotHeading, "A;MUT-250;5;;;;;;", "B;MUT-250;5;;;;;;"))
	_, err := b.stock.Receive(t.Context(), stock.ReceiveInput{VariantID: id("00000000-0000-7000-8000-000000000031"), Code: "B", Quantity: 9, ActorID: ident.Nil})
	require.NoError(t, err)
	done := b.apply(t, i.ID, exchange.ModeAll)
	require.Equal(t, exchange.StateChecked, done.State)
	require.Equal(t, []string{"A3 import.stale"}, b.faults(t, i.ID))
	require.Equal(t, "B", b.one(t, `SELECT string_agg(code, ' ') FROM lots WHERE NOT loose`), "all or nothing")
	b.requireSound(t)
}

// More than was set aside for retail is found by cell before anything is taken over: the
// rows of a file share one allotment, and what it says is what the database refuses.
func TestImport_finds_more_than_the_allotment_by_cell(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.db.Pool().Exec(t.Context(), `UPDATE products SET type_code = $1 WHERE slug = 'mut'`, chicken)
	require.NoError(t, err)
	month := calendar.Month.Start(calendar.Day(time.Now()))
	_, err = b.supply.Declare(t.Context(), supply.DeclareInput{Actor: b.actor, OrgID: id(coop), Key: "khai-bao-1", CapacityInput: supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 100, LotQty: 50, PickupCommune: "04576",
		Tiers: []supply.Tier{{MinQty: 100, Price: 210_000}}, Periods: []supply.PeriodInput{{StartsOn: month, Declared: 1000, Retail: 100}},
	}})
	require.NoError(t, err)
	perPiece := b.one(t, `SELECT type_milli(v.unit, v.net_weight_g, t.unit, t.unit_weight_g)::text FROM variants v, product_types t WHERE v.sku = 'MUT-500' AND t.code = $1`, chicken)
	milli, err := strconv.ParseInt(perPiece, 10, 64)
	require.NoError(t, err)
	left, err := strconv.ParseInt(b.one(t, `SELECT (retail * 1000 - shelved_milli)::text FROM capacity_periods WHERE retail > 0`), 10, 64)
	require.NoError(t, err)
	room := left / milli
	require.Positive(t, room)
	line := func(code string, n int64) string { return code + ";MUT-500;" + strconv.FormatInt(n, 10) + ";;;;;;" }

	i := b.send(t, "lo.csv", csvOf(lotHeading, line("A", room-1), line("B", 2), line("C", 1), line("D", 1)))
	require.Equal(t, []string{"C3 stock.over_allotment", "C5 stock.over_allotment"}, b.faults(t, i.ID))
	require.Equal(t, 2, b.apply(t, i.ID, exchange.ModeSkipFaulty).Counts.Applied, "the database takes what the check let pass")
	require.Equal(t, "A C", b.one(t, `SELECT string_agg(code, ' ' ORDER BY code) FROM lots WHERE NOT loose`))
	counted := b.send(t, "hang.csv", csvOf("Mã hàng;Tồn kho", "MUT-500;"+strconv.FormatInt(room+1, 10)))
	require.Equal(t, []string{"B2 stock.over_allotment"}, b.faults(t, counted.ID))
	b.requireSound(t)
}

// The template's sheet of lots is read back, beside goods of the same file; goods that
// are counted in both places are a fault in the second.
func TestTemplate_has_a_sheet_of_lots(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for lang, names := range map[string][2]string{"vi": {"Lô hàng", "có"}, "en": {"Lots", "yes"}} {
		var out bytes.Buffer
		require.NoError(t, b.exchange.Template(t.Context(), id(coop), lang, &out))
		f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		require.NoError(t, err)
		require.NoError(t, f.SetSheetRow(names[0], "A2", &[]any{"MAU-" + lang, "MUT-500", 3, "2026-11-01", "", "Hộ " + lang, names[1], "", "", "thử"}))
		require.NoError(t, f.SetSheetRow(names[0], "A3", &[]any{"HAI-" + lang, "MUT-250", 3}))
		require.NoError(t, f.SetSheetRow(f.GetSheetName(0), "A2", &[]any{"MUT-250", "", "", "", "", "", "", 50}))
		out.Reset()
		require.NoError(t, f.Write(&out))
		i := b.send(t, "mau.xlsx", out.Bytes())
		require.Equal(t, []string{names[0] + "!C3 import.lot_counted_twice"}, b.faults(t, i.ID))
		require.NotZero(t, b.apply(t, i.ID, exchange.ModeSkipFaulty).Counts.Applied)
		require.Equal(t, "3 thử", b.one(t, `SELECT on_hand || ' ' || note FROM lots WHERE code = $1`, "MAU-"+map[string]string{"vi": "VI", "en": "EN"}[lang]))
	}
	b.requireSound(t)
}
