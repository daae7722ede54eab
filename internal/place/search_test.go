package place_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/place"
)

func TestService_Search(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	const suoiGiang = "xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái (trước 7/2025)"
	for _, c := range []struct{ q, province, code, label, as string }{
		{"xa suoi giang van chan yen bai", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang},
		{"Xã Suối Giàng, huyện Văn Chấn, Yên Bái", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang},
		{"suoi gia", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang},
		{"suối giàng văn", "15", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang},
		{"suoi giagn", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang}, // a slip
		{"văn chấn", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", ""},
		{"van chan yen bai", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", ""},
		{"trạm tấu", "", "04606", "xã Trạm Tấu, tỉnh Lào Cai", ""},
		{"thị trấn trạm tấu", "", "04585", "xã Hạnh Phúc, tỉnh Lào Cai", "thị trấn Trạm Tấu, huyện Trạm Tấu, tỉnh Yên Bái (trước 7/2025)"},
		{"tt tram tau", "", "04585", "xã Hạnh Phúc, tỉnh Lào Cai", "thị trấn Trạm Tấu, huyện Trạm Tấu, tỉnh Yên Bái (trước 7/2025)"},
		{"nghĩa lộ", "", "04288", "phường Nghĩa Lộ, tỉnh Lào Cai", ""},
		{"phuong nghia lo", "", "04288", "phường Nghĩa Lộ, tỉnh Lào Cai", ""},
		{"xã nghĩa lộ", "15", "04663", "phường Trung Tâm, tỉnh Lào Cai", "xã Nghĩa Lộ, thị xã Nghĩa Lộ, tỉnh Yên Bái (trước 7/2025)"},
		{"xã yên bình lào cai", "", "04714", "xã Yên Bình, tỉnh Lào Cai", ""},
		{"thi tran yen binh", "15", "04714", "xã Yên Bình, tỉnh Lào Cai", "thị trấn Yên Bình, huyện Yên Bình, tỉnh Yên Bái (trước 7/2025)"},
		{"Khánh Hoà Lục Yên", "", "04342", "xã Khánh Hòa, tỉnh Lào Cai", ""},
		{"khánh hòa", "15", "04342", "xã Khánh Hòa, tỉnh Lào Cai", ""},
		{"mù căng chải", "", "04456", "xã Mù Cang Chải, tỉnh Lào Cai", ""},
		{"mu cang chai", "", "04456", "xã Mù Cang Chải, tỉnh Lào Cai", ""},
		{"dao thinh", "", "04498", "xã Trấn Yên, tỉnh Lào Cai", "xã Đào Thịnh, huyện Trấn Yên, tỉnh Yên Bái (trước 7/2025)"},
		{"xã long thành", "", "26368", "phường Long Thành, thành phố Đồng Nai", "xã Long Thành, thành phố Đồng Nai (trước 4/2026)"},
		{"p12 go vap", "", "26882", "phường An Hội Tây, thành phố Hồ Chí Minh", "phường 12, quận Gò Vấp, thành phố Hồ Chí Minh (trước 7/2025)"},
		{"cau thia", "", "04681", "phường Cầu Thia, tỉnh Lào Cai", ""},
		{"thôn Pang Cáng, xã Suối Giàng, Yên Bái", "", "04672", "xã Văn Chấn, tỉnh Lào Cai", suoiGiang},
		{"đặc khu lý", "", "21548", "đặc khu Lý Sơn, tỉnh Quảng Ngãi", ""},
		{"ly son", "", "21548", "đặc khu Lý Sơn, tỉnh Quảng Ngãi", ""},
	} {
		for form, q := range map[string]string{"composed": c.q, "decomposed": norm.NFD.String(c.q)} {
			got, err := s.Search(context.Background(), q, c.province, 5)
			require.NoError(t, err)
			if assert.NotEmpty(t, got, "%s (%s)", c.q, form) {
				assert.Equal(t, c.code, got[0].Commune.Code, "%s (%s): %v", c.q, form, codes(got))
				assert.Equal(t, c.label, got[0].Label(), c.q)
				assert.Equal(t, c.as, got[0].MatchedAs, c.q)
			}
		}
	}
}

func TestService_Search_lists(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	ctx := context.Background()

	t.Run("homonyms all appear, today's first", func(t *testing.T) {
		t.Parallel()
		got, err := s.Search(ctx, "trạm tấu", "", 10)
		require.NoError(t, err)
		assert.Equal(t, []string{"04606", "04585", "04609", "04603"}, codes(got), "commune, township, then the rest of the old district")
		assert.Equal(t, "huyện Trạm Tấu, tỉnh Yên Bái (trước 7/2025)", got[2].MatchedAs)
	})
	t.Run("typed diacritics decide", func(t *testing.T) {
		t.Parallel()
		// Văn Bàn (Lào Cai) and Văn Bán (Phú Thọ) fold to the same letters.
		got, err := s.Search(ctx, "văn bàn", "", 10)
		require.NoError(t, err)
		require.NotEmpty(t, got)
		assert.Equal(t, "Văn Bàn", got[0].Commune.Name)
		got, err = s.Search(ctx, "văn bán", "", 10)
		require.NoError(t, err)
		require.NotEmpty(t, got)
		assert.Contains(t, got[0].MatchedAs, "Văn Bán")
	})
	t.Run("an empty text lists the province by name", func(t *testing.T) {
		t.Parallel()
		got, err := s.Search(ctx, " ", "15", 50)
		require.NoError(t, err)
		assert.Len(t, got, 50)
		assert.Equal(t, "A Mú Sung", got[0].Commune.Name)
		none, err := s.Search(ctx, "", "", 10)
		require.NoError(t, err)
		assert.Empty(t, none)
	})
	t.Run("province bounds the answer", func(t *testing.T) {
		t.Parallel()
		got, err := s.Search(ctx, "tân lập", "15", 50)
		require.NoError(t, err)
		require.NotEmpty(t, got)
		for _, m := range got {
			assert.Equal(t, "15", m.Province.Code)
		}
		_, err = s.Search(ctx, "tân lập", "pre2025-yen-bai", 10)
		require.ErrorIs(t, err, place.ErrUnknown)
		_, err = s.Search(ctx, "tân lập", "99", 10)
		require.ErrorIs(t, err, place.ErrUnknown)
	})
	t.Run("limits", func(t *testing.T) {
		t.Parallel()
		for limit, want := range map[int]int{0: 10, -1: 10, 3: 3, 1000: 50} {
			got, err := s.Search(ctx, "tan", "", limit)
			require.NoError(t, err)
			assert.Len(t, got, want)
		}
	})
	t.Run("English", func(t *testing.T) {
		t.Parallel()
		got, err := s.Search(ctx, "suoi giang", "", 1)
		require.NoError(t, err)
		assert.Equal(t, "Văn Chấn commune, Lào Cai province", got[0].LabelEN())
		assert.Equal(t, "Suối Giàng commune, Văn Chấn district, Yên Bái province (before 7/2025)", got[0].MatchedAsEN)
	})
}
