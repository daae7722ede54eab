package demo

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/review"
)

// programme puts OCOP dossiers in several states, other certifications and a few reviews
// on show, all marked as samples.
func (l *loader) programme(ctx context.Context) error {
	if l.Dossier != nil {
		if err := l.dossiers(ctx); err != nil {
			return err
		}
	}
	if l.Certification != nil {
		if err := l.certifications(ctx); err != nil {
			return err
		}
	}
	if l.Review == nil {
		return nil
	}
	return l.reviews(ctx)
}

// sampleDossier is one dossier; points are whole ones by criterion, in the table's order.
type sampleDossier struct {
	slug     string
	kind     dossier.Kind
	subgroup int
	target   int
	path     []dossier.Status
	days     int
	points   [8]int // A1 A2 A3 B1 B2 C1 C2 C3
	rounds   []dossier.Round
	words    []string
	helped   bool
}

func sampleDossiers() []sampleDossier {
	commune := dossier.Round{Level: ocop.LevelCommune, DecisionNo: "MẪU-45/BC-UBND", Note: "Nguyên liệu và lao động tại xã, đúng thực tế."}
	province := func(points int) dossier.Round {
		return dossier.Round{Level: ocop.LevelProvince, DecisionNo: "MẪU-118/BB-HĐ", Points: &points}
	}
	submitted, seen, scored := dossier.StatusSubmitted, dossier.StatusCommunePrescore, dossier.StatusProvinceScored
	return []sampleDossier{
		{
			slug: "mut-tao-meo", kind: dossier.KindNew, subgroup: 7, target: 4, days: 12, points: [8]int{14, 8, 7, 10, 6, 9, 9, 1}, helped: true,
			words: []string{"Hồ sơ đã khá đủ. Bà con bổ sung phiếu kiểm nghiệm còn hạn và ảnh nhãn mới nhé.", "Chúng tôi đang chờ kết quả kiểm nghiệm, tuần sau sẽ tải lên."},
		},
		{slug: "que-dieu", kind: dossier.KindNew, subgroup: 10, target: 3, days: 20, points: [8]int{12, 6, 6, 8, 4, 8, 9, 2}, path: []dossier.Status{submitted}, helped: true},
		{
			slug: "com-tu-le", kind: dossier.KindNew, subgroup: 6, target: 3, days: 35, points: [8]int{15, 7, 8, 9, 7, 9, 8, 0},
			path: []dossier.Status{submitted, seen}, rounds: []dossier.Round{commune},
		},
		{
			slug: "mien-dao-quy-mong", kind: dossier.KindNew, subgroup: 6, target: 4, days: 60, points: [8]int{17, 9, 9, 13, 8, 10, 10, 2},
			path: []dossier.Status{submitted, seen, scored}, rounds: []dossier.Round{commune, province(7350)},
		},
		{
			slug: "mang-bat-do-kho", kind: dossier.KindNew, subgroup: 7, target: 3, days: 260, points: [8]int{14, 7, 8, 9, 6, 9, 9, 1},
			path:   []dossier.Status{submitted, seen, scored, dossier.StatusCertified},
			rounds: []dossier.Round{commune, province(6225)},
		},
		{
			slug: "mien-dao-gioi-phien", kind: dossier.KindReEvaluation, subgroup: 6, target: 4, days: 400, points: [8]int{17, 9, 9, 14, 8, 10, 10, 3},
			path:   []dossier.Status{submitted, seen, scored, dossier.StatusCertified},
			rounds: []dossier.Round{commune, province(7710)},
		},
		{slug: "gao-nep-lao-mu", kind: dossier.KindReEvaluation, subgroup: 3, target: 3, days: 9, points: [8]int{13, 6, 7, 8, 5, 8, 8, 0}},
	}
}

func (l *loader) dossiers(ctx context.Context) error {
	list := sampleDossiers()
	slugs := make([]string, len(list))
	for i, d := range list {
		slugs[i] = d.slug
	}
	ids, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return err
	}
	owners, err := l.store.owners(ctx)
	if err != nil {
		return err
	}
	alliance := l.orgs["lien-minh-htx"]
	for _, d := range list {
		in := dossier.SeedInput{
			OrgID: l.orgs[l.sellerOf(d.slug)], ProductID: ids[d.slug], Kind: d.kind, Subgroup: d.subgroup, TargetStars: d.target, Path: d.path, Days: d.days,
			Rounds: d.rounds, Words: d.words, AllianceID: alliance,
		}
		for i, code := range []string{"A1", "A2", "A3", "B1", "B2", "C1", "C2", "C3"} {
			in.Scores = append(in.Scores, dossier.Score{Criterion: code, Points: 100 * d.points[i]})
		}
		if d.helped {
			in.AssigneeID = owners[alliance].UserID
		}
		if in.ProductID == ident.Nil || in.OrgID == ident.Nil || alliance == ident.Nil {
			continue
		}
		if err := l.Dossier.Seed(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) sellerOf(slug string) string {
	for _, p := range l.data.Products {
		if p.Slug == slug {
			return p.Seller
		}
	}
	return ""
}

type sampleReview struct {
	slug, author string
	stars, days  int
	body, reply  string
}

func sampleReviews() []sampleReview {
	return []sampleReview{
		{"mut-tao-meo", "Lan N.", 5, 21, "Mứt vừa ngọt vừa chua, gói cẩn thận, nhà tôi thích lắm.", "Cảm ơn chị, mùa sau HTX làm thêm loại ít đường."},
		{"mut-tao-meo", "Hùng Đ.", 4, 15, "Ngon, nhưng hộp hơi khó mở.", ""},
		{"mut-tao-meo", "Mai T.", 5, 8, "Mua lần thứ hai để biếu.", ""},
		{"mut-tao-meo", "Sơn P.", 4, 3, "Giao đúng hẹn, vị như trong ảnh giới thiệu.", ""},
		{"che-shan-tuyet-suoi-giang", "Hà V.", 5, 30, "Trà thơm, nước xanh, uống xong còn ngọt ở cổ.", ""},
		{"che-shan-tuyet-suoi-giang", "Tuấn L.", 5, 12, "Đúng trà cổ thụ, sẽ mua tiếp.", "Cảm ơn anh đã tin trà Suối Giàng."},
		{"gao-nep-tan-tu-le", "Thu B.", 4, 18, "Xôi dẻo và thơm, hạt đều.", ""},
		{"mat-ong-mu-cang-chai", "Nam Q.", 3, 25, "Mật ngon nhưng chai bị dính khi nhận.", "HTX xin lỗi, đã đổi sang nắp kín hơn."},
	}
}

func (l *loader) reviews(ctx context.Context) error {
	var slugs []string
	for _, r := range sampleReviews() {
		slugs = append(slugs, r.slug)
	}
	ids, err := l.Catalog.ProductIDs(ctx, slugs)
	if err != nil {
		return err
	}
	var list []review.Sample
	for _, r := range sampleReviews() {
		if ids[r.slug] == ident.Nil {
			continue
		}
		list = append(list, review.Sample{
			ProductID: ids[r.slug], OrgID: l.orgs[l.sellerOf(r.slug)], Variant: apperr.Text{}, Author: r.author, Stars: r.stars, Body: r.body, Days: r.days, Reply: r.reply,
		})
	}
	return l.Review.Seed(ctx, list)
}
