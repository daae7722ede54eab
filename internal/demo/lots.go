package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

// sampleLot is a made-up lot of a variant of the demo; all of it is marked as sample.
type sampleLot struct {
	slug     string
	variant  int
	quantity int64 // of the variant's opening stock
	made     int   // days ago
	good     int   // days from today; 0: does not spoil
	code     string
	house    string
	public   bool // the household agreed to be named
	area     string
	steps    []sampleStep
	results  []sampleResult
}

type sampleStep struct {
	kind  trace.StepKind
	ago   int // days
	place string
	vi    string
	en    string
}

type sampleResult struct {
	number, subject, result string
	ago                     int
}

const (
	sampleIssuer     = "Cơ quan cấp mã (dữ liệu mẫu)"
	sampleLaboratory = "Phòng kiểm nghiệm mẫu (dữ liệu mẫu)"
)

func sampleLots() []sampleLot {
	jam := []sampleStep{
		{trace.StepHarvest, 24, "Mù Cang Chải", "Hái táo mèo chín trên nương, chọn quả không dập.", "H'Mông apples picked ripe on the slopes; bruised fruit left out."},
		{trace.StepProcess, 21, "Xưởng của hợp tác xã", "Rửa, bỏ hạt, sên với đường trong 4 giờ.", "Washed, cored, and simmered with sugar for four hours."},
		{trace.StepPack, 20, "Xưởng của hợp tác xã", "Đóng hộp, dán nhãn và mã lô.", "Boxed, labelled, and given the lot's code."},
	}
	return []sampleLot{
		{
			slug: "mut-tao-meo", quantity: 20, made: 20, good: 160, code: "MTM-1126", house: "Hộ mẫu số 3", public: true, area: "MAU-VT-0012", steps: jam,
			results: []sampleResult{
				{"KN-MAU-0457", "Chất bảo quản (benzoat, sorbat)", "Không phát hiện", 15},
				{"KN-MAU-0457", "Tổng số vi sinh vật hiếu khí", "Trong giới hạn cho phép", 15},
			},
		},
		{slug: "mut-tao-meo", quantity: 6, made: 171, good: 9, code: "MTM-0626", house: "Hộ mẫu số 3", area: "MAU-VT-0012", steps: []sampleStep{
			{trace.StepProcess, 172, "Xưởng của hợp tác xã", "Sên từ táo mèo sấy của vụ trước.", "Made of dried apples of the last season."},
			{trace.StepPack, 171, "Xưởng của hợp tác xã", "Đóng hộp, dán nhãn và mã lô.", "Boxed, labelled, and given the lot's code."},
		}},
		{slug: "che-shan-tuyet-suoi-giang", quantity: 15, made: 40, good: 500, code: "CST-1026", house: "Hộ mẫu số 7", public: true, area: "MAU-VT-0031", steps: []sampleStep{
			{trace.StepHarvest, 41, "Suối Giàng", "Hái một tôm hai lá trên cây cổ thụ, hái buổi sáng.", "One bud and two leaves, picked from old trees in the morning."},
			{trace.StepProcess, 41, "Suối Giàng", "Diệt men, vò và sao khô trong ngày.", "Fixed, rolled and pan-dried on the same day."},
			{trace.StepPack, 40, "Suối Giàng", "Đóng hộp 100 g trong phòng sạch.", "Packed in boxes of 100 g in a clean room."},
		}, results: []sampleResult{{"KN-MAU-0391", "Dư lượng thuốc bảo vệ thực vật (nhóm clo, lân)", "Không phát hiện", 35}}},
		{slug: "ga-hmong-thuong-pham", quantity: 20, made: 150, code: "GHM-0726", house: "Hộ mẫu số 1", public: true, area: "", steps: []sampleStep{
			{trace.StepPlant, 150, "Trại của hợp tác xã", "Vào đàn gà con 1 ngày tuổi.", "Chicks of one day put in."},
			{trace.StepCare, 120, "Trại của hợp tác xã", "Tiêm phòng đủ theo lịch thú y; thả đồi từ ngày 45.", "Vaccinated by the veterinary calendar; on the hill from day 45."},
		}, results: []sampleResult{{"KN-MAU-0512", "Cúm gia cầm H5N1 (xét nghiệm nhanh)", "Âm tính", 12}}},
	}
}

// receive puts the sample lots of a product on its shelf, as far as its opening stock
// holds them; the rest of that has no lot.
func (l *loader) receive(ctx context.Context, slug string, variants []ident.ID, counts []int64) error {
	today := calendar.Day(l.Clock.Now())
	tracing := trace.NewService(trace.Deps{DB: l.DB, Stock: l.Stock, Catalog: l.Catalog, Clock: l.Clock})
	rest := slices.Clone(counts)
	for _, s := range sampleLots() {
		if s.slug != slug || rest[s.variant] < s.quantity {
			continue
		}
		in := stock.ReceiveInput{
			VariantID: variants[s.variant], Code: s.code, Quantity: s.quantity, Sample: true,
			LotFacts: stock.LotFacts{MadeOn: today.AddDate(0, 0, -s.made), Household: s.house, HouseholdPublic: s.public, AreaCode: s.area},
		}
		if s.good > 0 {
			in.ExpiresOn = today.AddDate(0, 0, s.good)
		}
		if s.area != "" {
			in.AreaIssuer = sampleIssuer
		}
		lots, err := l.Stock.Receive(ctx, in)
		if err != nil {
			return fmt.Errorf("sample lot %s: %w", s.code, err)
		}
		if err := l.tell(ctx, tracing, lots[0].ID, s, today); err != nil {
			return fmt.Errorf("sample lot %s: %w", s.code, err)
		}
		rest[s.variant] -= s.quantity
	}
	return nil
}

func (l *loader) tell(ctx context.Context, tracing *trace.Service, lotID ident.ID, s sampleLot, today time.Time) error {
	for _, x := range s.steps {
		if err := tracing.SeedStep(ctx, trace.Step{
			LotID: lotID, Kind: x.kind, On: today.AddDate(0, 0, -x.ago), Place: x.place, Text: apperr.Text{VI: x.vi, EN: x.en},
		}); err != nil {
			return err
		}
	}
	for _, x := range s.results {
		if err := tracing.SeedResult(ctx, trace.Result{
			LotID: lotID, Laboratory: sampleLaboratory, Number: x.number, On: today.AddDate(0, 0, -x.ago), Subject: x.subject, Result: x.result, Passed: true,
		}); err != nil {
			return err
		}
	}
	return nil
}
