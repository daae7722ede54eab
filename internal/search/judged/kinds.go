package judged

import (
	_ "embed" // the lists
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/chophien/chophien/internal/vntext"
)

//go:embed kinds.txt
var kindsText string

//go:embed demo.txt
var demoText string

// Kind is one sort of goods.
type Kind struct {
	Slug     string
	VI, EN   string
	Category string
	PriceVND int64
	Aliases  []string

	folded string
}

// lines are the fields of a list's lines, comments and blank lines left out.
func lines(text string) [][]string {
	var out [][]string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		out = append(out, fields)
	}
	return out
}

func list(field string) []string {
	return strings.FieldsFunc(field, func(r rune) bool { return r == ',' })
}

// Kinds returns all kinds in the order of the list.
var Kinds = sync.OnceValue(func() []Kind { //nolint:gochecknoglobals // read once, never changed
	var out []Kind
	for _, f := range lines(kindsText) {
		price, err := strconv.ParseInt(f[4], 10, 64)
		if err != nil || len(f) != 6 {
			continue // TestKinds counts them
		}
		k := Kind{Slug: f[0], VI: f[1], EN: f[2], Category: f[3], PriceVND: price * 1000, folded: vntext.SearchKey(f[1])}
		for _, a := range list(f[5]) {
			k.Aliases = append(k.Aliases, strings.TrimSpace(a))
		}
		out = append(out, k)
	}
	return out
})

// Thing is a product in the judge's terms.
type Thing struct {
	Slug     string
	Kind     string
	Place    string // slug of the place of origin
	PriceVND int64
	Stars    int
}

// Product is a generated product.
type Product struct {
	Thing

	VI, EN   string
	Category string
	Origin   string // "xã Suối Giàng, tỉnh Lào Cai"
	Aliases  []string
	Maker    int // number of the cooperative
	InStock  bool
	Sold     int64
	DaysOld  int
	Months   []int
}

var places = []string{
	"Suối Giàng", "Nậm Lành", "Púng Luông", "Mù Cang Chải", "Trạm Tấu", "Tú Lệ", "Phình Hồ", "Văn Yên", "Lục Yên", "Lâm Thượng",
	"Nghĩa Lộ", "Mường Lò", "Gia Hội", "Cao Phạ", "Khao Mang", "Chế Cu Nha", "Dế Xu Phình", "La Pán Tẩn", "Nậm Có", "Bản Mù",
	"Xà Hồ", "Hát Lừu", "Đại Sơn", "Viễn Sơn", "Mỏ Vàng", "Thác Bà", "Yên Bình", "Hưng Khánh", "Kiên Thành", "Văn Chấn", "Giới Phiên",
	"Quy Mông", "Nà Hẩu", "Minh Quán",
}

var finishes = []string{"loại 1", "túi 500 g", "hũ 250 g", "thượng hạng", "gói 1 kg", "bản Mông", "hộp quà", "mùa mới", "hữu cơ", "đóng túi"}

// Makers is how many cooperatives the generated market has.
const Makers = 200

// mix is a number that depends on n and salt only.
func mix(n, salt int) int {
	x := uint64(n)*0x9e3779b97f4a7c15 + uint64(salt)*0xbf58476d1ce4e5b9 //nolint:gosec // wraps on purpose
	x ^= x >> 31
	x *= 0x94d049bb133111eb
	x ^= x >> 29
	return int(x >> 33)
}

// Generate returns the first n products of the generated market; always the same.
func Generate(n int) []Product {
	kinds := Kinds()
	out := make([]Product, n)
	for i := range out {
		k := kinds[i%len(kinds)]
		turn := i / len(kinds)
		place := places[(turn+i%len(kinds))%len(places)]
		p := Product{
			Thing: Thing{
				Slug: fmt.Sprintf("thu-%s-%d", k.Slug, turn), Kind: k.Slug, Place: slug(place),
				PriceVND: k.PriceVND * int64(60+mix(i, 1)%90) / 100 / 1000 * 1000,
			},
			VI: k.VI, EN: k.EN, Category: k.Category, Aliases: k.Aliases, Origin: "xã " + place + ", tỉnh Lào Cai",
			Maker: 1 + mix(i, 2)%Makers, InStock: mix(i, 3)%10 > 0, DaysOld: mix(i, 4) % 700,
			Months: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
		}
		p.PriceVND = max(p.PriceVND, 5000)
		if mix(i, 5)%4 > 0 {
			p.VI, p.EN = p.VI+" "+place, p.EN+", "+place
		}
		if mix(i, 6)%3 == 0 {
			p.VI += " " + finishes[mix(i, 7)%len(finishes)]
		}
		switch mix(i, 8) % 10 {
		case 0, 1:
			p.Stars = 3
		case 2:
			p.Stars = 4
		}
		if mix(i, 9)%3 == 0 {
			from := 1 + mix(i, 10)%12
			p.Months = []int{from, 1 + from%12, 1 + (from+1)%12}
		}
		if r := mix(i, 11) % 100; r < 40 { // few sell much
			p.Sold = int64(mix(i, 12)%(1+r*r)) + 1
		}
		out[i] = p
	}
	return out
}

func slug(place string) string { return strings.ReplaceAll(vntext.Fold(place), " ", "-") }

// DemoThings returns the demo products in the judge's terms, by code; prices and
// stars are filled in by whoever knows them.
func DemoThings() map[string]Thing {
	out := map[string]Thing{}
	for _, f := range lines(demoText) {
		words := strings.Fields(f[0])
		t := Thing{Kind: words[1]}
		if len(words) > 2 {
			t.Place = words[2]
		}
		out[words[0]] = t
	}
	return out
}
