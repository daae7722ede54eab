package demo

import (
	"context"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/ident"
)

// sampleCertification is one of a product beside OCOP; ago and left are days from today.
type sampleCertification struct {
	product      string // slug
	kind         certification.Kind
	name, number string
	ago, left    int // left 0: without an end
}

func sampleCertifications() []sampleCertification {
	return []sampleCertification{
		{product: "mut-tao-meo", kind: certification.KindHACCP, name: "xưởng sên mứt", number: "MẪU-HACCP-0126", ago: 420, left: 675},
		{product: "mut-tao-meo", kind: certification.KindLab, name: "nấm men, nấm mốc", number: "MẪU-KN-0457", ago: 15},
		{product: "che-shan-tuyet-suoi-giang", kind: certification.KindOrganic, name: "chè cổ thụ, 12 ha", number: "MẪU-HC-0331", ago: 340, left: 25},
		{product: "ga-hmong-thuong-pham", kind: certification.KindVietGAP, name: "chăn nuôi gà thả đồi", number: "MẪU-VG-0512", ago: 200, left: 530},
		{product: "mien-dao-gioi-phien", kind: certification.KindFoodSafety, number: "MẪU-ATTP-0918", ago: 700, left: 395},
	}
}

const certificationIssuer = "Tổ chức chứng nhận (dữ liệu mẫu)"

// certifications gives cooperatives what the trace page and the reminders show.
func (l *loader) certifications(ctx context.Context) error {
	list := sampleCertifications()
	slugs := make([]string, len(list))
	for i, c := range list {
		slugs[i] = c.product
	}
	ids, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return err
	}
	today := calendar.Day(l.Clock.Now())
	byOrg := map[ident.ID][]certification.Facts{}
	var orgs []ident.ID
	for _, c := range list {
		org := l.orgs[l.sellerOf(c.product)]
		if org == ident.Nil || ids[c.product] == ident.Nil {
			continue
		}
		f := certification.Facts{
			ProductID: ids[c.product], Kind: c.kind, Name: c.name, Number: c.number, Issuer: certificationIssuer, IssuedOn: today.AddDate(0, 0, -c.ago),
		}
		if c.left > 0 {
			f.ExpiresOn = today.AddDate(0, 0, c.left)
		}
		if byOrg[org] == nil {
			orgs = append(orgs, org)
		}
		byOrg[org] = append(byOrg[org], f)
	}
	for _, org := range orgs {
		if err := l.Certification.Seed(ctx, org, byOrg[org]); err != nil {
			return err
		}
	}
	return nil
}
