package demo

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/settlement"
)

// Two small statements and a carrier's settlement, made up, of an account that no bank
// has and parcels that nobody sent: so that the pages show how they work.
const (
	sampleAccount   = "CHOPHIENMAU"
	sampleStatement = `SAO KE MAU - DU LIEU MINH HOA, KHONG PHAI GIAO DICH THAT
Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung
16/11/2026;MAU0001;;20.000.000;20.000.000;Lien minh chuyen von ban dau
17/11/2026;MAU0002;11.000;;19.989.000;Phi quan ly tai khoan thang 11
20/11/2026;MAU0003;;350.000;20.339.000;Nguyen Van Mau chuyen tien mua mat ong
`
	sampleSwift = `:20:MAU261124
:25:CHOPHIENMAU
:28C:00002/001
:60F:C261120VND20339000,
:61:2611231123C125000,NTRFNONREF//MAU0004
:86:Khach mau chuyen khoan khong ghi ma
:61:2611241124D5500,NCHGNONREF//MAU0005
:86:Phi chuyen tien
:62F:C261124VND20458500,
`
	sampleSettlement = `BANG DOI SOAT MAU - DU LIEU MINH HOA
Mã đơn khách hàng;Mã vận đơn;Tiền thu hộ;Phí dịch vụ;Thực nhận
CPMAU2345-1;MAU-VD-1;185.000;32.000;153.000
CPMAU6789-1;MAU-VD-2;420.000;38.500;381.500
`
)

func (l *loader) bank(ctx context.Context) error {
	if l.Reconcile == nil || l.Settlement == nil {
		return nil
	}
	account, err := l.Reconcile.Bank.EnsureAccount(ctx, bank.Account{Number: sampleAccount, Bank: "Agribank", Holder: "TÀI KHOẢN MẪU, KHÔNG CHUYỂN TIỀN", Sample: true})
	if err != nil {
		return err
	}
	for _, file := range [][2]string{{"sao-ke-mau.csv", sampleStatement}, {"sao-ke-mau.sta", sampleSwift}} {
		if _, err := l.Reconcile.Upload(ctx, bank.TakeInput{AccountID: account.ID, FileName: file[0], Data: []byte(file[1])}); err != nil {
			return err
		}
	}
	if err := l.setAside(ctx); err != nil {
		return err
	}
	_, _, err = l.Settlement.Take(ctx, settlement.TakeInput{FileName: "doi-soat-mau.csv", Data: []byte(sampleSettlement), Sample: true})
	return err
}

// setAside explains some of the sample's lines; those that anybody has touched stay as they are.
func (l *loader) setAside(ctx context.Context) error {
	page, err := l.Reconcile.List(ctx, reconcile.Filter{State: reconcile.StateUnmatched}, "", 50)
	if err != nil {
		return err
	}
	for _, v := range page.Items {
		if v.Number != sampleAccount || v.By != ident.Nil { // judging again counts the version on, a person leaves their name
			continue
		}
		switch {
		case strings.HasPrefix(v.Text, "Phi quan ly"):
			err = l.Reconcile.SetAside(ctx, ident.Nil, v.Line.ID, reconcile.ReasonBankFee, "Dữ liệu mẫu")
		case strings.HasPrefix(v.Text, "Lien minh"):
			err = l.Reconcile.SetAside(ctx, ident.Nil, v.Line.ID, reconcile.ReasonOwner, "Dữ liệu mẫu")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
