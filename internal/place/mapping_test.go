package place_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/place"
)

// Where each place of the catalogue went in July 2025.
func TestService_Resolve_former_communes_of_Yen_Bai(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	for old, want := range map[string]struct{ code, label string }{
		"xã Suối Giàng, huyện Văn Chấn, Yên Bái":               {"04672", "xã Văn Chấn, tỉnh Lào Cai"},
		"xã Tú Lệ, huyện Văn Chấn, tỉnh Yên Bái":               {"04630", "xã Tú Lệ, tỉnh Lào Cai"},
		"xã Cao Phạ, huyện Mù Căng Chải, tỉnh Yên Bái":         {"04630", "xã Tú Lệ, tỉnh Lào Cai"},
		"xã Púng Luông, huyện Mù Cang Chải, Yên Bái":           {"04492", "xã Púng Luông, tỉnh Lào Cai"},
		"La Pán Tẩn, Mù Cang Chải, Yên Bái":                    {"04492", "xã Púng Luông, tỉnh Lào Cai"},
		"Dế Xu Phình, Mù Cang Chải, Yên Bái":                   {"04492", "xã Púng Luông, tỉnh Lào Cai"},
		"Dế Su Phình, Mù Căng Chải, Yên Bái":                   {"04492", "xã Púng Luông, tỉnh Lào Cai"},
		"Nậm Khắt, Mù Cang Chải, Yên Bái":                      {"04492", "xã Púng Luông, tỉnh Lào Cai"},
		"xã Giới Phiên, thành phố Yên Bái, tỉnh Yên Bái":       {"04543", "phường Âu Lâu, tỉnh Lào Cai"},
		"xã Kiên Thành, huyện Trấn Yên, Yên Bái":               {"04531", "xã Quy Mông, tỉnh Lào Cai"},
		"xã Y Can, huyện Trấn Yên, Yên Bái":                    {"04531", "xã Quy Mông, tỉnh Lào Cai"},
		"xã Quy Mông, huyện Trấn Yên, Yên Bái":                 {"04531", "xã Quy Mông, tỉnh Lào Cai"},
		"xã Hồng Ca, huyện Trấn Yên, Yên Bái":                  {"04576", "xã Hưng Khánh, tỉnh Lào Cai"},
		"xã Hưng Khánh, huyện Trấn Yên, Yên Bái":               {"04576", "xã Hưng Khánh, tỉnh Lào Cai"},
		"xã Hưng Thịnh, huyện Trấn Yên, Yên Bái":               {"04537", "xã Lương Thịnh, tỉnh Lào Cai"},
		"xã Đại Minh, huyện Yên Bình, Yên Bái":                 {"04717", "xã Thác Bà, tỉnh Lào Cai"},
		"xã Hán Đà, huyện Yên Bình, Yên Bái":                   {"04717", "xã Thác Bà, tỉnh Lào Cai"},
		"xã Vũ Linh, huyện Yên Bình, Yên Bái":                  {"04717", "xã Thác Bà, tỉnh Lào Cai"},
		"tt. Thác Bà, h. Yên Bình, t. Yên Bái":                 {"04717", "xã Thác Bà, tỉnh Lào Cai"},
		"xã Nà Hẩu, huyện Văn Yên, Yên Bái":                    {"04429", "xã Tân Hợp, tỉnh Lào Cai"},
		"xã Đại Sơn, huyện Văn Yên, Yên Bái":                   {"04429", "xã Tân Hợp, tỉnh Lào Cai"},
		"xã Viễn Sơn, huyện Văn Yên, Yên Bái":                  {"04441", "xã Xuân Ái, tỉnh Lào Cai"},
		"xã Yên Hợp, huyện Văn Yên, Yên Bái":                   {"04441", "xã Xuân Ái, tỉnh Lào Cai"},
		"xã Xuân Ái, huyện Văn Yên, Yên Bái":                   {"04441", "xã Xuân Ái, tỉnh Lào Cai"},
		"xã Trạm Tấu, huyện Trạm Tấu, Yên Bái":                 {"04606", "xã Trạm Tấu, tỉnh Lào Cai"},
		"xã Túc Đán, huyện Trạm Tấu, Yên Bái":                  {"04606", "xã Trạm Tấu, tỉnh Lào Cai"},
		"xã Bản Mù, huyện Trạm Tấu, Yên Bái":                   {"04609", "xã Phình Hồ, tỉnh Lào Cai"},
		"thị trấn Trạm Tấu, huyện Trạm Tấu, Yên Bái":           {"04585", "xã Hạnh Phúc, tỉnh Lào Cai"},
		"xã Nghĩa Lộ, thị xã Nghĩa Lộ, tỉnh Yên Bái":           {"04663", "phường Trung Tâm, tỉnh Lào Cai"},
		"xã Nghĩa Lợi, thị xã Nghĩa Lộ, tỉnh Yên Bái":          {"04663", "phường Trung Tâm, tỉnh Lào Cai"},
		"phường Nghĩa Lộ, tỉnh Lào Cai":                        {"04288", "phường Nghĩa Lộ, tỉnh Lào Cai"},
		"phường Pú Trạng, thị xã Nghĩa Lộ, Yên Bái":            {"04288", "phường Nghĩa Lộ, tỉnh Lào Cai"},
		"phường Tân An, thị xã Nghĩa Lộ, Yên Bái":              {"04288", "phường Nghĩa Lộ, tỉnh Lào Cai"},
		"xã Nghĩa An, thị xã Nghĩa Lộ, Yên Bái":                {"04288", "phường Nghĩa Lộ, tỉnh Lào Cai"},
		"xã Tân Lĩnh, huyện Lục Yên, Yên Bái":                  {"04336", "xã Tân Lĩnh, tỉnh Lào Cai"},
		"xã Lâm Thượng, huyện Lục Yên, Yên Bái":                {"04309", "xã Lâm Thượng, tỉnh Lào Cai"},
		"xã Minh Xuân, huyện Lục Yên, Yên Bái":                 {"04303", "xã Lục Yên, tỉnh Lào Cai"},
		"thị trấn Yên Thế, huyện Lục Yên, Yên Bái":             {"04303", "xã Lục Yên, tỉnh Lào Cai"},
		"xã Khánh Hoà, huyện Lục Yên, Yên Bái":                 {"04342", "xã Khánh Hòa, tỉnh Lào Cai"},
		"xã Khánh Hòa, huyện Lục Yên, Yên Bái":                 {"04342", "xã Khánh Hòa, tỉnh Lào Cai"},
		"xã Đào Thịnh, huyện Trấn Yên, Yên Bái":                {"04498", "xã Trấn Yên, tỉnh Lào Cai"}, // merged 12/2024
		"xã Yên Bình, huyện Yên Bình, Yên Bái":                 {"04717", "xã Thác Bà, tỉnh Lào Cai"},  // the old commune
		"thị trấn Yên Bình, huyện Yên Bình, Yên Bái":           {"04714", "xã Yên Bình, tỉnh Lào Cai"},
		"xã Yên Bình, tỉnh Lào Cai":                            {"04714", "xã Yên Bình, tỉnh Lào Cai"}, // the new one
		"thị trấn Mù Căng Chải, huyện Mù Căng Chải, Yên Bái":   {"04456", "xã Mù Cang Chải, tỉnh Lào Cai"},
		"thị trấn Nông trường Nghĩa Lộ, Nghĩa Lộ, Yên Bái":     {"04663", "phường Trung Tâm, tỉnh Lào Cai"}, // until 2020
		"xã Tà Si Láng, Trạm Tấu, Yên Bái":                     {"04603", "xã Tà Xi Láng, tỉnh Lào Cai"},
		"Phường 12, Quận Gò Vấp, TP.HCM":                       {"26882", "phường An Hội Tây, thành phố Hồ Chí Minh"},
		"P12, Q. Gò Vấp, Sài Gòn":                              {"26882", "phường An Hội Tây, thành phố Hồ Chí Minh"},
		"phường Mũi Né, thành phố Phan Thiết, tỉnh Bình Thuận": {"22918", "phường Mũi Né, tỉnh Lâm Đồng"},
		"phường Phú Cường, thành phố Thủ Dầu Một, Bình Dương":  {"25747", "phường Thủ Dầu Một, thành phố Hồ Chí Minh"},
		"xã Thạnh Lộc, huyện Giồng Riềng, Kiên Giang":          {"30910", "xã Thạnh Hưng, tỉnh An Giang"},
		"xã Thạnh Lộc, huyện Châu Thành, tỉnh Kiên Giang":      {"30886", "xã Thạnh Lộc, tỉnh An Giang"},
		"xã Ia Mơ, huyện Chư Prông, Gia Lai":                   {"23938", "xã Ia Mơ, tỉnh Gia Lai"},
		"xã Long Thành, tỉnh Đồng Nai":                         {"26368", "phường Long Thành, thành phố Đồng Nai"},
		"thị trấn Long Thành, huyện Long Thành, tỉnh Đồng Nai": {"26368", "phường Long Thành, thành phố Đồng Nai"},
		"phường Phúc Xá, quận Ba Đình, HN":                     {"00097", "phường Hồng Hà, thành phố Hà Nội"},
		"huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu":                {"", ""}, // a district of old: offered, see below
		"Đặc khu Côn Đảo, TP. Hồ Chí Minh":                     {"26732", "đặc khu Côn Đảo, thành phố Hồ Chí Minh"},
	} {
		got, err := s.Resolve(context.Background(), old)
		require.NoError(t, err)
		if want.code == "" {
			assert.Equal(t, place.StatusAmbiguous, got.Status, old)
			continue
		}
		if assert.Equal(t, place.StatusResolved, got.Status, "%s: %v", old, got.Candidates) {
			assert.Equal(t, want.code, got.Match.Commune.Code, old)
			assert.Equal(t, want.label, got.Match.Label(), old)
			assert.Equal(t, old, got.Verbatim)
			assert.Empty(t, got.Street, old)
		}
	}
}
