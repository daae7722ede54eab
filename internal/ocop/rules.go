package ocop

import "time"

// RuleSet is how dossiers of a time are judged. Dossiers keep the code of theirs.
type RuleSet struct {
	Code     string // "148", "1489"
	Decision string
	From     time.Time
	// Rounds are the councils that judge a dossier, in order.
	Rounds []Level
	Parts  []Part
	// Source says how far the scores of the set were checked, in Vietnamese.
	Source string
}

// Part is one of the three parts of the scoring table.
type Part struct {
	Code     string // A, B, C
	VI, EN   string
	Max      int // hundredths of a point
	Criteria []Criterion
}

// Criterion is one heading of the table. The points that each heading can have
// differ by set of goods and were not found in a source that could be trusted, so
// none is kept: a heading is bounded by what its part can have.
type Criterion struct {
	Code   string // A1 … C3
	VI, EN string
	// Evidence is what a dossier usually shows for it, as a help and not as the law's list.
	EvidenceVI, EvidenceEN string
	// Commune tells that the commune judges something of it first (QĐ 1489).
	Commune bool
}

// ScoreSource says what of the table was found and what was not.
const ScoreSource = "Ba phần A 40 / B 25 / C 35 và các đề mục theo QĐ 148/QĐ-TTg; điểm tối đa của từng đề mục khác nhau theo bộ sản phẩm " +
	"(Phụ lục III) và chưa đối chiếu được với bản gốc, nên phần mềm chỉ giới hạn theo phần"

// RuleSets lists the sets, oldest first.
func RuleSets() []RuleSet {
	return []RuleSet{
		{
			Code: "148", Decision: "QĐ 148/QĐ-TTg ngày 24/02/2023", From: district3From,
			Rounds: []Level{LevelDistrict, LevelProvince, LevelCentral}, Parts: parts(), Source: ScoreSource,
		},
		{
			Code: "1489", Decision: "QĐ 148/QĐ-TTg, sửa đổi bởi QĐ 1489/QĐ-TTg ngày 06/7/2025", From: twoTiersFrom,
			Rounds: []Level{LevelCommune, LevelProvince, LevelCentral}, Parts: parts(), Source: ScoreSource,
		},
	}
}

// RuleSetOn returns the set by which a dossier opened on a day is judged; before
// the first it is the first.
func RuleSetOn(day time.Time) RuleSet {
	sets := RuleSets()
	for i := len(sets) - 1; i > 0; i-- {
		if !day.Before(sets[i].From) {
			return sets[i]
		}
	}
	return sets[0]
}

// RuleSetBy returns the set with a code.
func RuleSetBy(code string) (RuleSet, bool) {
	for _, s := range RuleSets() {
		if s.Code == code {
			return s, true
		}
	}
	return RuleSet{}, false
}

// PartOf returns the part that a criterion belongs to.
func (s RuleSet) PartOf(criterion string) (Part, bool) {
	for _, p := range s.Parts {
		for _, c := range p.Criteria {
			if c.Code == criterion {
				return p, true
			}
		}
	}
	return Part{}, false
}

func parts() []Part {
	return []Part{
		{Code: "A", VI: "Sản phẩm và sức mạnh cộng đồng", EN: "Product and strength of the community", Max: 4000, Criteria: []Criterion{
			{
				Code: "A1", VI: "Tổ chức sản xuất", EN: "Organisation of production", Commune: true,
				EvidenceVI: "Nguồn gốc nguyên liệu địa phương, hợp đồng liên kết, năng lực sản xuất, bảo vệ môi trường",
				EvidenceEN: "Origin of local raw material, contracts with growers, capacity, care of the environment",
			},
			{
				Code: "A2", VI: "Phát triển sản phẩm", EN: "Development of the product", Commune: true,
				EvidenceVI: "Nguồn gốc ý tưởng sản phẩm, bao bì, nhãn, ảnh sản phẩm", EvidenceEN: "Where the idea comes from, packaging, label, pictures",
			},
			{
				Code: "A3", VI: "Sức mạnh cộng đồng", EN: "Strength of the community", Commune: true,
				EvidenceVI: "Giấy đăng ký HTX, danh sách lao động địa phương, doanh thu các năm, kế toán",
				EvidenceEN: "Registration of the cooperative, local workers, sales by year, accounts",
			},
		}},
		{Code: "B", VI: "Khả năng tiếp thị", EN: "Marketing", Max: 2500, Criteria: []Criterion{
			{
				Code: "B1", VI: "Tiếp thị", EN: "Marketing and distribution",
				EvidenceVI: "Nơi bán, hợp đồng phân phối, hoạt động quảng bá, hội chợ, trang bán hàng",
				EvidenceEN: "Where it is sold, contracts with distributors, promotion, fairs, web shop",
			},
			{
				Code: "B2", VI: "Câu chuyện về sản phẩm", EN: "Story of the product", Commune: true,
				EvidenceVI: "Câu chuyện sản phẩm, bản sắc và trí tuệ địa phương, tờ giới thiệu", EvidenceEN: "The story, local identity and knowledge, leaflet",
			},
		}},
		{Code: "C", VI: "Chất lượng sản phẩm", EN: "Quality of the product", Max: 3500, Criteria: []Criterion{
			{
				Code: "C1", VI: "Chỉ tiêu cảm quan, dinh dưỡng, tính độc đáo", EN: "Senses, nutrition, uniqueness",
				EvidenceVI: "Phiếu kiểm nghiệm dinh dưỡng, mẫu sản phẩm, điều làm sản phẩm khác biệt", EvidenceEN: "Laboratory results on nutrition, a sample, what makes it different",
			},
			{
				Code: "C2", VI: "Tiêu chuẩn sản phẩm", EN: "Standards of the product",
				EvidenceVI: "Bản tự công bố, giấy an toàn thực phẩm, phiếu kiểm nghiệm định kỳ, truy xuất nguồn gốc",
				EvidenceEN: "Self-declaration, food safety paper, regular laboratory results, traceability",
			},
			{
				Code: "C3", VI: "Khả năng xuất khẩu, phân phối tại thị trường quốc tế", EN: "Export and distribution abroad",
				EvidenceVI: "Hợp đồng xuất khẩu, chứng nhận quốc tế, nhãn tiếng nước ngoài", EvidenceEN: "Export contracts, international certificates, foreign-language label",
			},
		}},
	}
}
