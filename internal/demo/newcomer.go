package demo

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/verification"
)

// newcomerSlug is a made-up cooperative that has just signed up.
const newcomerSlug = "htx-mau-cho-xac-minh"

// newcomer signs a made-up cooperative up and hands its papers in, so that the Alliance
// has somebody to verify.
func (l *loader) newcomer(ctx context.Context, _, _ party.Actor) error {
	if _, there := l.orgs[newcomerSlug]; there {
		return nil
	}
	number, mail, where := "+84900000041", "choxacminh@chophien.test", "Thôn Mẫu, xã Trấn Yên, tỉnh Lào Cai (địa chỉ mẫu)"
	org, err := l.Party.CreateOrganisation(ctx, party.CreateOrganisationInput{
		Kind: party.KindCooperative, Slug: newcomerSlug, LegalName: "Hợp tác xã Mẫu Chờ Xác Minh (dữ liệu mẫu)", ShortName: "HTX Mẫu Chờ Xác Minh",
		Status: party.StatusPending, Demo: true, Card: party.CardInput{Phone: &number, Email: &mail, Address: &where},
	})
	if err != nil {
		return err
	}
	l.orgs[newcomerSlug] = org.ID
	if err := l.Catalog.CreateProfile(ctx, catalog.ProfileInput{
		OrgID: org.ID, ProvinceCode: "15", CommuneCode: "04498", Place: catalog.Text{VI: "Xã Trấn Yên, tỉnh Lào Cai", EN: "Trấn Yên commune, Lào Cai"},
	}); err != nil {
		return err
	}
	if err := l.user(ctx, catalogue.User{
		Login: newcomerSlug, FullName: "Tài khoản mẫu – HTX Chờ Xác Minh", Email: mail, Phone: number, Organisation: newcomerSlug, Role: string(party.RoleOwner),
	}); err != nil {
		return err
	}
	owners, err := l.store.owners(ctx)
	if err != nil {
		return err
	}
	paper, err := samplePaper(l.day(40))
	if err != nil {
		return err
	}
	s := *l.Verification
	s.Clock = l.daysAgo(1)
	if _, err := s.AddPaper(ctx, verification.AddPaperInput{
		Actor: owners[org.ID], OrgID: org.ID, Kind: verification.PaperRegistration, Name: "giay-dang-ky-mau.pdf", Data: paper,
	}); err != nil {
		return err
	}
	_, err = s.Submit(ctx, verification.SubmitInput{
		Actor: owners[org.ID], OrgID: org.ID, Note: "Tám hộ trồng măng và nuôi gà, muốn bán trước Tết. (Dữ liệu mẫu)",
		Identity: party.Identity{
			LegalName: "Hợp tác xã Mẫu Chờ Xác Minh (dữ liệu mẫu)", Line: "Trồng măng tre Bát Độ, chăn nuôi gia cầm", RegistrationNo: "MAU-HTX-41",
			RegistrationIssuer: "Cơ quan đăng ký mẫu", RegistrationDate: l.day(400), Representative: "Người đại diện mẫu Trấn Yên", Address: where,
		},
	})
	return err
}

// samplePaper is a page that nobody can take for a real certificate.
func samplePaper(at time.Time) ([]byte, error) {
	p := pdf.New(pdf.Options{Title: "Bản mẫu, không có giá trị", Lang: "vi", At: at, Width: 148, Height: 105})
	p.SetMargins(12, 12, 12)
	p.AddPage()
	p.SetFont(pdf.Family, "B", 14)
	p.MultiCell(0, 8, "BẢN MẪU, KHÔNG CÓ GIÁ TRỊ", "", "C", false)
	p.SetFont(pdf.Family, "", 11)
	p.MultiCell(0, 7, "Chỗ này là giấy chứng nhận đăng ký hợp tác xã.\nSố: MAU-HTX-41\nTên: Hợp tác xã Mẫu Chờ Xác Minh\nNơi cấp: Cơ quan đăng ký mẫu", "", "L", false)
	return pdf.Bytes(p)
}
