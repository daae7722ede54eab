package ocop

// Group is one of the programme's six groups of goods (nhóm), by the code that
// products carry.
type Group struct {
	Code   string
	VI, EN string
}

// Subgroup is one of the 26 sets of goods that are judged by a table of their
// own (bộ sản phẩm), numbered in the order of the decision's list.
type Subgroup struct {
	Number int // 1 to 26
	Group  string
	VI, EN string
}

// ClassesSource says where the list of groups comes from and how far it was
// checked, for the page to say so too.
//
// The wording of 1–7 and the six groups was compared with two published copies of
// the list of QĐ 148/QĐ-TTg; that of 8–26 with one transcription of the whole
// list, which agrees with those copies where they overlap and counts to 26.
const ClassesSource = "Danh mục phân loại sản phẩm OCOP, QĐ 148/QĐ-TTg (24/02/2023); đối chiếu bản đăng lại, chưa đối chiếu bản gốc có dấu"

// ClassesVersion dates the list, so that another list is another version.
const ClassesVersion = "148/2023"

// Groups lists the six groups.
func Groups() []Group {
	return []Group{
		{"TP", "Thực phẩm", "Food"},
		{"DU", "Đồ uống", "Drinks"},
		{"DL", "Dược liệu và sản phẩm từ dược liệu", "Medicinal plants and what is made of them"},
		{"TC", "Hàng thủ công mỹ nghệ", "Handicrafts"},
		{"SV", "Sinh vật cảnh", "Ornamental plants and animals"},
		{"DV", "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch", "Community tourism, ecotourism and places to visit"},
	}
}

// Subgroups lists the 26 sets in their order.
func Subgroups() []Subgroup {
	return []Subgroup{
		{1, "TP", "Rau, củ, quả, hạt tươi", "Fresh vegetables, roots, fruit, nuts"},
		{2, "TP", "Thịt, thủy sản, trứng, sữa tươi", "Fresh meat, fish, eggs, milk"},
		{3, "TP", "Gạo, ngũ cốc, hạt sơ chế khác", "Rice, cereals, other pre-processed grains"},
		{4, "TP", "Mật ong, mật khác và nông sản thực phẩm khác", "Honey, syrups and other farm food"},
		{5, "TP", "Đồ ăn nhanh", "Ready-made food"},
		{6, "TP", "Chế biến từ gạo, ngũ cốc", "Made of rice and cereals"},
		{7, "TP", "Chế biến từ rau, củ, quả, hạt", "Made of vegetables, roots, fruit, nuts"},
		{8, "TP", "Chế biến từ thịt, trứng, sữa, thủy sản, mật ong, mật khác và nông sản thực phẩm khác", "Made of meat, eggs, milk, fish, honey and other farm food"},
		{9, "TP", "Tương, nước mắm, gia vị dạng lỏng khác", "Soy and fish sauces, other liquid seasonings"},
		{10, "TP", "Gia vị khác", "Other seasonings"},
		{11, "TP", "Chè tươi, chế biến", "Tea, fresh or processed"},
		{12, "TP", "Sản phẩm chè từ thực vật khác", "Teas of other plants"},
		{13, "TP", "Cà phê, ca cao", "Coffee, cocoa"},
		{14, "DU", "Rượu trắng", "White spirits"},
		{15, "DU", "Đồ uống có cồn khác", "Other alcoholic drinks"},
		{16, "DU", "Nước khoáng thiên nhiên, nước uống đóng chai", "Mineral and bottled water"},
		{17, "DU", "Đồ uống không cồn", "Drinks without alcohol"},
		{18, "DL", "Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền", "Supplements, herbal and traditional medicines"},
		{19, "DL", "Mỹ phẩm có thành phần từ dược liệu", "Cosmetics of medicinal plants"},
		{20, "DL", "Tinh dầu và dược liệu khác", "Essential oils and other medicinal plants"},
		{21, "TC", "Thủ công mỹ nghệ gia dụng, trang trí", "Crafts for household and decoration"},
		{22, "TC", "Vải, may mặc", "Cloth and clothes"},
		{23, "SV", "Hoa", "Flowers"},
		{24, "SV", "Cây cảnh", "Ornamental plants"},
		{25, "SV", "Động vật cảnh", "Ornamental animals"},
		{26, "DV", "Du lịch cộng đồng, du lịch sinh thái và điểm du lịch", "Community tourism, ecotourism and places to visit"},
	}
}

// SubgroupOf returns the set with that number.
func SubgroupOf(number int) (Subgroup, bool) {
	all := Subgroups()
	if number < 1 || number > len(all) {
		return Subgroup{}, false
	}
	return all[number-1], true
}
