package demo

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// sampleSheet is a file that the cooperative sent in; apply takes it over.
type sampleSheet struct {
	key, name string
	days      int
	rows      []string
	apply     bool
}

func sampleSheets() []sampleSheet {
	return []sampleSheet{
		{
			key: "sample-sheet-new", name: "hang-moi (dữ liệu mẫu).csv", days: 8, apply: true,
			rows: []string{
				"Mã hàng;Tên sản phẩm;Nhóm hàng;Quy cách;Đơn vị tính;Giá bán;Tồn kho;Khối lượng tịnh (g);Khối lượng gửi (g)",
				"MAU-OM-200;Ô mai táo mèo (dữ liệu mẫu);Táo mèo;Hộp 200 g;hộp;45000;0;200;260",
				"MAU-OM-500;Ô mai táo mèo (dữ liệu mẫu);Táo mèo;Hộp 500 g;hộp;98000;0;500;590",
			},
		},
		{
			key: "sample-sheet-faults", name: "gia-tet (dữ liệu mẫu).csv", days: 1,
			rows: []string{
				"Mã hàng;Tên sản phẩm;Giá bán;Tồn kho",
				"MAU-OM-200;Ô mai táo mèo (dữ liệu mẫu);48000;",
				"MAU-OM-500;Ô mai táo mèo (dữ liệu mẫu);0;",
				"MAU-OM-200;Ô mai táo mèo (dữ liệu mẫu);49000;",
				"MAU-MOI;;năm mươi nghìn;-3",
			},
		},
	}
}

// imports sends two files in: one that was taken over as drafts, one with faults that
// waits for a word.
func (l *loader) imports(ctx context.Context, _, coop party.Actor) error {
	for _, f := range sampleSheets() {
		s := exchange.NewService(l.Exchange.Deps)
		s.Clock = l.daysAgo(f.days)
		org := coop.Memberships[0].OrgID
		data := []byte("\ufeff" + strings.Join(f.rows, "\r\n") + "\r\n")
		i, err := s.Open(ctx, exchange.OpenInput{Actor: coop, OrgID: org, Key: f.key, FileName: f.name, Data: data})
		if err != nil {
			return err
		}
		if err := s.Check(ctx, i.ID); err != nil {
			return err
		}
		if f.apply {
			if err := take(ctx, s, org, i.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func take(ctx context.Context, s *exchange.Service, org, id ident.ID) error {
	if _, err := s.Start(ctx, org, id, exchange.ModeAll); err != nil {
		return err
	}
	return s.Apply(ctx, id)
}
