package catalogue

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

// today is when the fixtures were chosen: what is expired or out of season is so on this day.
var today = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

func mustLoad(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	require.NoError(t, err)
	return c
}

func product(t *testing.T, c *Catalogue, code string) Product {
	t.Helper()
	i := slices.IndexFunc(c.Products, func(p Product) bool { return p.Code == code })
	require.GreaterOrEqual(t, i, 0, "product %s", code)
	return c.Products[i]
}

func TestLoad_Cooperatives(t *testing.T) {
	t.Parallel()
	c := mustLoad(t)

	// Byte-exact from the source document; never "corrected".
	names := []string{
		"HTX Chế biến, kinh doanh tổng hợp Đoàn Lương",
		"HTX dịch vụ NN Púng Luông",
		"HTX phân trùn quế Anh Tú",
		"HTX DV nông lâm nghiệp tổng hợp Công Tâm",
		"HTX chăn nuôi DGP Yên Bái",
		"HTX Chăn nuôi và DVNN MQ",
		"HTX Demo 01 (dữ liệu mẫu)", "HTX Demo 02 (dữ liệu mẫu)", "HTX Demo 03 (dữ liệu mẫu)",
		"HTX Demo 04 (dữ liệu mẫu)", "HTX Demo 05 (dữ liệu mẫu)", "HTX Demo 06 (dữ liệu mẫu)",
		"HTX Demo 07 (dữ liệu mẫu)", "HTX Demo 08 (dữ liệu mẫu)", "HTX Demo 09 (dữ liệu mẫu)",
		"HTX Demo 10 (dữ liệu mẫu)",
	}
	require.Len(t, c.Cooperatives, len(names))
	for i, k := range c.Cooperatives {
		require.Equal(t, names[i], k.LegalName)
		require.Equal(t, i >= 6, k.IsDemo, k.Slug)
		words := len(strings.Fields(k.Story.VI))
		require.True(t, words >= 120 && words <= 220, "%s: story of %d words", k.Slug, words)
		require.Contains(t, k.Story.VI, "\n\n", "%s: paragraphs", k.Slug)
	}
}

func TestLoad_Products(t *testing.T) {
	t.Parallel()
	c := mustLoad(t)
	require.Len(t, c.Products, 50)
	openings := map[string]string{}
	for _, p := range c.Products {
		words := len(strings.Fields(p.Description.VI))
		require.True(t, words >= 80 && words <= 160, "%s: description of %d words", p.Code, words)
		require.Contains(t, p.Description.VI, "\n\n", "%s: paragraphs", p.Code)
		opening := strings.Join(strings.Fields(p.Description.VI)[:4], " ")
		require.Empty(t, openings[opening], "%s and %s open alike", p.Code, openings[opening])
		openings[opening] = p.Code
		for _, cert := range p.Certificates {
			require.Less(t, cert.Stars, 5, p.Code)
		}
	}
}

// TestLoad_Fixtures holds the cases the screens and the tests of other packages lean on.
func TestLoad_Fixtures(t *testing.T) {
	t.Parallel()
	c := mustLoad(t)

	require.Equal(t, "mut-tao-meo", product(t, c, "P13").Slug)
	require.Equal(t, "doan-luong", product(t, c, "P13").Seller)
	require.Equal(t, "ga-hmong-thuong-pham", product(t, c, "P20").Slug)
	require.Equal(t, "dgp-yen-bai", product(t, c, "P20").Seller)
	require.Equal(t, "draft", product(t, c, "P50").Status)
	require.True(t, product(t, c, "P21").Has(FlagQuoteOnly))
	require.True(t, product(t, c, "P16").Has(FlagAlcohol))
	require.True(t, product(t, c, "P09").Has(FlagColdChain))
	require.True(t, product(t, c, "P43").Has(FlagLive))
	require.False(t, product(t, c, "P39").Season.Sold(int(time.November)), "an out-of-season fruit")
	require.Nil(t, product(t, c, "P49").OCOP)

	pungLuong := product(t, c, "P04").Certificates
	require.Len(t, pungLuong, 1)
	require.False(t, pungLuong[0].IsSample, "the expired certificate of Púng Luông is a real one")
	require.Less(t, pungLuong[0].ExpiresOn, today.Format(time.DateOnly))

	var valid, expiring, soldOut, scarce, quote, drafts int
	for _, p := range c.Products {
		if p.Has(FlagQuoteOnly) {
			quote++
		}
		if p.Status == "draft" {
			drafts++
		}
		for _, cert := range p.Certificates {
			switch {
			case cert.ExpiresOn <= today.Format(time.DateOnly):
			case cert.ExpiresOn <= today.AddDate(0, 0, 90).Format(time.DateOnly):
				expiring++
			default:
				valid++
			}
		}
		for _, v := range p.Variants {
			if p.Season.Sold(int(today.Month())) && !p.Has(FlagQuoteOnly) {
				soldOut += count(v.Stock == 0)
				scarce += count(v.Stock > 0 && v.Stock <= 3)
			}
			require.True(t, p.Season.Sold(int(today.Month())) || v.Stock == 0, "%s: out of season, so nothing to sell", v.SKU)
		}
	}
	require.Equal(t, 13, valid)
	require.Equal(t, 1, expiring)
	require.Equal(t, 1, drafts)
	require.Equal(t, 2, quote)
	require.Positive(t, soldOut)
	require.Positive(t, scarce)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func TestLoad_Accounts(t *testing.T) {
	t.Parallel()
	c := mustLoad(t)
	shown := []string{}
	for _, u := range c.Accounts.Users {
		if u.Shown {
			shown = append(shown, u.Login)
		}
	}
	require.Equal(t, []string{"consumer", "doan-luong", "ha-noi", "lien-minh"}, shown)
	require.Equal(t, "chophien-demo", c.Accounts.Password)
}

func TestPlace_Label(t *testing.T) {
	t.Parallel()
	c := mustLoad(t)
	tests := map[string]Text{
		"P01": {
			"xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái)",
			"Văn Chấn commune, Lào Cai province (before July 2025: Suối Giàng commune, Văn Chấn district, Yên Bái province)",
		},
		"P42": {
			"xã Thác Bà, tỉnh Lào Cai (trước 7/2025: thị trấn Thác Bà, huyện Yên Bình, tỉnh Yên Bái)",
			"Thác Bà commune, Lào Cai province (before July 2025: Thác Bà township, Yên Bình district, Yên Bái province)",
		},
		"P13": {"tỉnh Lào Cai", "Lào Cai province"},
	}
	for code, want := range tests {
		require.Equal(t, want, product(t, c, code).Origin.Label(), code)
	}
}

// TestLoad_Refuses breaks one thing at a time in a copy of the files.
func TestLoad_Refuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ file, old, new, want string }{
		"an unknown key":        {"products/tao-meo.yaml", "shelf_life_days: 180", "shelf_life_day: 180", "unknown field"},
		"a seller that is none": {"products/tao-meo.yaml", "seller: doan-luong", "seller: doan-luon", "unknown seller"},
		"five stars":            {"products/gao-com.yaml", "stars: 4", "stars: 5", "5 stars"},
		"a short certificate":   {"products/gao-com.yaml", `expires_on: "2028-03-28"`, `expires_on: "2028-03-27"`, "36 months"},
		"a rising tier":         {"products/tao-meo.yaml", "price_vnd: 61000", "price_vnd: 66000", "does not fall"},
		"a price of nothing":    {"products/tao-meo.yaml", "price_vnd: 65000", "price_vnd: 0", "price 0"},
		"a doubled slug":        {"products/tao-meo.yaml", "slug: tao-meo-tuoi", "slug: mut-tao-meo", "used twice"},
		"a slug with marks":     {"products/tao-meo.yaml", "slug: tao-meo-tuoi", "slug: táo-mèo-tươi", "slug"},
		"an empty shelf":        {"products/mien-mang.yaml", "category: bun-mien", "category: mang-rau-cu", "has no product"},
		"an unknown commune":    {"products/gao-com.yaml", `commune: "04630"`, `commune: "99999"`, "not in province"},
		"a posted live animal":  {"products/thuy-san.yaml", "ship_scope: pickup", "ship_scope: nationwide", "live animal"},
		"a missing translation": {"products/tao-meo.yaml", "en: Fresh táo mèo (sơn tra)", `en: ""`, "missing in a language"},
		"a sample star on a real seller": {
			"products/che-shan-tuyet.yaml", "is_sample: false", "is_sample: true", "samples hang on demo sellers",
		},
		"a foreign e-mail": {"accounts.yaml", "nguoimua@chophien.test", "nguoimua@example.com", "@chophien.test"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fsys := copyFiles(t)
			raw := string(fsys[tc.file].Data)
			require.Contains(t, raw, tc.old)
			fsys[tc.file].Data = []byte(strings.ReplaceAll(raw, tc.old, tc.new))
			_, err := load(fsys)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

// TestFiles_NFC keeps decomposed letters out: the published list of communes holds some.
func TestFiles_NFC(t *testing.T) {
	t.Parallel()
	for name, f := range copyFiles(t) {
		require.True(t, norm.NFC.IsNormal(f.Data), "%s holds decomposed Vietnamese", name)
	}
}

func copyFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		out[path] = &fstest.MapFile{Data: raw}
		return err
	}))
	return out
}
