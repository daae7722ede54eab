package intent_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/search/intent"
	"github.com/chophien/chophien/internal/vntext"
)

// short writes a query's meaning down: the words, then each wish.
func short(q intent.Query) string {
	out := q.Words
	for _, w := range q.Wishes {
		switch w.Kind {
		case intent.KindPrice:
			out += fmt.Sprintf(" |%d-%d", w.PriceMin, w.PriceMax)
		case intent.KindStars:
			out += fmt.Sprintf(" |%d*", w.Stars)
		case intent.KindSeason:
			out += " |season"
		case intent.KindOccasion:
			out += " |" + w.Tag
		case intent.KindBulk:
			out += fmt.Sprintf(" |%d %s/%s", w.Bulk.Quantity, w.Bulk.Unit, w.Bulk.Per)
		}
	}
	return strings.TrimSpace(out)
}

func TestParse(t *testing.T) {
	t.Parallel()
	for q, want := range map[string]string{
		"":                 "",
		"mật ong":          "mật ong",
		"Chè  Shan\ttuyết": "Chè Shan tuyết",
		// Prices.
		"mật ong dưới 200k":          "mật ong |0-200000",
		"mat ong duoi 200k":          "mat ong |0-200000",
		"mật ong <200k":              "mật ong |0-200000",
		"mật ong <= 200.000":         "mật ong |0-200000",
		"mật ong tối đa 200 nghìn":   "mật ong |0-200000",
		"mật ong 200k trở xuống":     "mật ong |0-200000",
		"mật ong không quá 200.000đ": "mật ong |0-200000",
		"honey under 200k":           "honey |0-200000",
		"quế văn yên dưới 100k":      "quế văn yên |0-100000",
		"dưới 200 mật ong":           "mật ong |0-200000",
		"dưới 200000 mật ong":        "mật ong |0-200000",
		"giá dưới 50 ngàn":           "|0-50000",
		"chè giá từ 100k đến 200k":   "chè |100000-200000",
		"chè 100-200k":               "chè |100000-200000",
		"chè 100k–200k":              "chè |100000-200000",
		"tea between 100k and 200k":  "tea |100000-200000",
		"chè trên 100k":              "chè |100000-0",
		"chè >=100k":                 "chè |100000-0",
		"chè từ 100k trở lên":        "chè |100000-0",
		"chè tầm 150k":               "chè |120000-180000",
		"chè khoảng 150 nghìn":       "chè |120000-180000",
		"chè 150k":                   "chè |120000-180000",
		"rẻ hơn 50 nghìn":            "|0-50000",
		"rượu dưới 1tr":              "rượu |0-1000000",
		"rượu dưới 1tr5":             "rượu |0-1500000",
		"rượu dưới 1,5 triệu":        "rượu |0-1500000",
		"rượu dưới nửa triệu":        "rượu |0-500000",
		"mật ong 200.000 ₫":          "mật ong |160000-240000",
		"200000 đồng mật ong":        "mật ong |160000-240000",
		"dưới 5kg":                   "dưới 5kg",
		"mật ong dưới 5 kg":          "mật ong dưới 5 kg",
		"mật ong 500g":               "mật ong 500g",
		"gà 2 con":                   "gà 2 con",
		"chè 100 năm":                "chè 100 năm",
		"trên 300 năm tuổi":          "trên 300 năm tuổi",
		"giá 0đ":                     "giá 0đ",
		"dưới 99999999999999999999k": "dưới 99999999999999999999k",
		// Stars.
		"chè shan tuyết 4 sao":      "chè shan tuyết |4*",
		"che shan tuyet ocop 4 sao": "che shan tuyet |4*",
		"ocop 3 sao":                "|3*",
		"mật ong 4*":                "mật ong |4*",
		"mật ong 4 ★":               "mật ong |4*",
		"mật ong bốn sao":           "mật ong |4*",
		"honey 4 stars":             "honey |4*",
		"honey 4-star":              "honey |4*",
		"chè từ 4 sao trở lên":      "chè |4*",
		"mật ong OCOP":              "mật ong |3*",
		"hoa sao":                   "hoa sao",
		"9 sao":                     "9 sao",
		// Season.
		"quả đang mùa":     "quả |season",
		"trái cây đúng vụ": "trái cây |season",
		"mua nay co gi":    "co gi |season",
		"đang mua chè":     "đang mua chè",
		"fruit in season":  "fruit |season",
		// Occasions.
		"quà tết":               "|tet",
		"qua tet":               "|tet",
		"đồ Tết":                "|tet",
		"giỏ quà tết dưới 500k": "|0-500000 |tet",
		"bánh chưng tết":        "bánh chưng |tet",
		"quà biếu":              "|qua-tang",
		"chè làm quà":           "chè |qua-tang",
		"táo mèo qua bieu":      "táo mèo |qua-tang",
		"gifts":                 "|qua-tang",
		"quả tặng":              "quả tặng",
		"qua tao meo":           "qua tao meo",
		// Large quantities.
		"gà đen 4000 con/tháng":           "gà đen |4000 con/month",
		"gà đen 4.000 con mỗi tháng":      "gà đen |4000 con/month",
		"ga den 4000 con 1 thang":         "ga den |4000 con/month",
		"4000 per month":                  "|4000 /month",
		"chè 500 kg/tuần":                 "chè |500 kg/week",
		"quế 5 tấn":                       "quế |5 tấn/",
		"100 con gà":                      "gà |100 con/",
		"chè mua sỉ":                      "chè |0 /",
		"số lượng lớn":                    "|0 /",
		"1 kg chè":                        "1 kg chè",
		"10 quả trứng":                    "10 quả trứng",
		"20 túi lọc":                      "20 túi lọc",
		"1 con gà":                        "1 con gà",
		"gà đen dưới 200k 4000 con/tháng": "gà đen |4000 con/month |0-200000",
		// Hostile.
		"stars > 3 OR 1=1":          "stars > 3 OR 1=1",
		"'; DROP TABLE products;--": "'; DROP TABLE products;--",
		"🐔":                         "🐔",
		"\x00\x01":                  "",
	} {
		got := intent.Parse(q)
		if q == "\x00\x01" {
			require.Empty(t, vntext.SearchKey(got.Words))
			continue
		}
		require.Equal(t, want, short(got), q)
		require.Equal(t, want, norm.NFC.String(short(intent.Parse(norm.NFD.String(q)))), "decomposed %q", q)
	}
	long := strings.Repeat("mật ong dưới 200k ", 600)
	require.LessOrEqual(t, len(intent.Parse(long).Words), len(long))
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{"dưới 200k", "4000 con/tháng", "100-200k", "1tr5", "nửa triệu", "4 sao", "\xff<\x00", "< 9,9,9 tr", "0.001k"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		got := intent.Parse(q)
		seen := map[intent.Kind]bool{}
		for _, w := range got.Wishes {
			if seen[w.Kind] || w.PriceMin < 0 || w.PriceMax < 0 || w.Stars < 0 || w.Stars > 5 || w.Bulk.Quantity < 0 ||
				w.PriceMax > 0 && w.PriceMin > w.PriceMax || w.Text == "" {
				t.Fatalf("%q: %+v", q, w)
			}
			seen[w.Kind] = true
		}
	})
}
