package dossier

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
)

// Export writes all dossiers as one sheet of an .xlsx file, changed last first.
// Errors: ErrNotFound.
func (s *Service) Export(ctx context.Context, door Door, lang string) (io.Reader, error) {
	if role, err := door.role(); err != nil || role != RoleAlliance {
		return nil, ErrNotFound
	}
	list, err := s.store.list(ctx, Filter{}, nil, exportCap)
	if err != nil {
		return nil, err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // of temporary files; there are none in memory
	const sheet = "OCOP"
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return nil, fmt.Errorf("name the sheet: %w", err)
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, fmt.Errorf("start the sheet: %w", err)
	}
	if err := w.SetColWidth(1, len(heading(lang)), 18); err != nil {
		return nil, fmt.Errorf("size the columns: %w", err)
	}
	rows := [][]any{heading(lang)}
	for _, d := range list {
		rows = append(rows, sheetRow(d, lang))
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return nil, fmt.Errorf("name row %d: %w", i+1, err)
		}
		if err := w.SetRow(cell, row); err != nil {
			return nil, fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("end the sheet: %w", err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write the file: %w", err)
	}
	return &out, nil
}

// exportCap bounds the sheet; the programme of a province has some hundred dossiers.
const exportCap = 20_000

func heading(lang string) []any {
	if lang == "en" {
		return []any{"Code", "Cooperative", "Product", "Set of goods", "Kind", "State", "Target stars", "Own points", "Council's points", "Stars", "Certificate until", "Looked after by", "Changed", "Sample"}
	}
	return []any{"Mã hồ sơ", "Hợp tác xã", "Sản phẩm", "Bộ sản phẩm", "Loại", "Trạng thái", "Mục tiêu (sao)", "Điểm tự chấm", "Điểm hội đồng", "Số sao", "Chứng nhận đến", "Người theo dõi", "Cập nhật", "Dữ liệu mẫu"}
}

func sheetRow(d Dossier, lang string) []any {
	set, _ := ocop.SubgroupOf(d.Subgroup)
	name, kind, sample := set.VI, map[Kind]string{KindNew: "Mới", KindReEvaluation: "Đánh giá lại"}[d.Kind], ""
	if lang == "en" {
		name, kind = set.EN, map[Kind]string{KindNew: "New", KindReEvaluation: "Re-evaluation"}[d.Kind]
	}
	if d.Sample {
		sample = "x"
	}
	row := []any{d.Code, d.OrgName, d.ProductName.In(lang), fmt.Sprintf("%d. %s", d.Subgroup, name), kind, d.Status.In(lang), d.TargetStars, float64(d.SelfPoints) / 100}
	if d.LastPoints >= 0 {
		row = append(row, float64(d.LastPoints)/100)
	} else {
		row = append(row, nil)
	}
	until := ""
	if !d.ExpiresOn.IsZero() {
		until = d.ExpiresOn.Format("02/01/2006")
	}
	return append(row, d.Stars, until, d.Assignee, d.UpdatedAt.In(clock.Saigon).Format("02/01/2006 15:04"), sample)
}
