package main

import (
	"context"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vntext"
)

//go:embed sql
var sqlFiles embed.FS

// scale says how large a generated market is.
type scale struct {
	Cooperatives int
	Products     int
	Orders       int
}

// The two markets of the scale section; the small one serves all others too.
var (
	smallScale = scale{Cooperatives: 50, Products: 1_000, Orders: 10_000}       //nolint:gochecknoglobals // a constant
	largeScale = scale{Cooperatives: 500, Products: 100_000, Orders: 1_000_000} //nolint:gochecknoglobals // a constant
)

func (s scale) String() string {
	return thousands(s.Products) + " products, " + thousands(s.Orders) + " orders"
}

// The ids that the generator's SQL computes, computed here.
const (
	idCooperative = "8001"
	idVariant     = "8003"
	idUser        = "800c"
)

func generatedID(kind string, n int) string {
	return fmt.Sprintf("01900000-0000-7000-%s-%012x", kind, n)
}

// sellable tells whether product n of a generated market is listed and priced.
func sellable(n int) bool { return n%89 != 37 && n%83 != 73 && n%97 != 11 }

// cooperativeOf is the number of the cooperative that sells product n.
func (s scale) cooperativeOf(n int) int { return 1 + (n-1)%s.Cooperatives }

type word struct{ vi, en string }

// goods has a prime number of words, so that they spread over categories and sellers.
var goods = []word{
	{"Mứt tào mèo", "Hawthorn jam"},
	{"Gạo nếp Tú Lệ", "Tú Lệ sticky rice"},
	{"Chè Shan tuyết", "Snow Shan tea"},
	{"Quế thanh", "Cinnamon sticks"},
	{"Mật ong rừng", "Forest honey"},
	{"Măng khô", "Dried bamboo shoots"},
	{"Miến đao", "Canna noodles"},
	{"Thịt trâu gác bếp", "Smoked buffalo"},
	{"Lạp xưởng hun khói", "Smoked sausage"},
	{"Gà đen H'Mông", "H'Mông chicken"},
	{"Cá hồ Thác Bà", "Thác Bà lake fish"},
	{"Bưởi Đại Minh", "Đại Minh pomelo"},
	{"Cam sành Lục Yên", "Lục Yên orange"},
	{"Lạc đỏ", "Red peanuts"},
	{"Khoai sọ nương", "Upland taro"},
	{"Nấm hương", "Shiitake"},
	{"Mộc nhĩ", "Wood ear"},
	{"Tinh dầu quế", "Cinnamon oil"},
	{"Dược liệu đỗ trọng", "Eucommia bark"},
	{"Giảo cổ lam", "Jiaogulan tea"},
	{"Sơn tra khô", "Dried hawthorn"},
	{"Hạt dổi", "Dổi seed"},
	{"Mắc khén", "Mắc khén pepper"},
	{"Rượu ngô men lá", "Corn spirit"},
	{"Thổ cẩm", "Brocade"},
	{"Gùi tre", "Bamboo back basket"},
	{"Bánh chưng đen", "Black rice cake"},
	{"Cốm Tú Lệ", "Tú Lệ young rice"},
	{"Trứng vịt muối", "Salted duck eggs"},
	{"Ba ba gai", "Soft-shelled turtle"},
	{"Tương ớt Mường", "Mường chilli sauce"},
}

var kinds = []word{
	{"loại một", "first grade"},
	{"hữu cơ", "organic"},
	{"truyền thống", "traditional"},
	{"đặc biệt", "special"},
	{"sấy lạnh", "cold-dried"},
	{"nguyên chất", "pure"},
	{"ít đường", "low sugar"},
	{"vùng cao", "highland"},
	{"hộp quà", "gift box"},
	{"gói nhỏ", "small pack"},
	{"mùa mới", "new season"},
}

var categories = []word{
	{"Trái cây", "Fruit"},
	{"Chè", "Tea"},
	{"Gạo và ngũ cốc", "Rice and grain"},
	{"Gia vị", "Spices"},
	{"Mật ong", "Honey"},
	{"Thịt và cá", "Meat and fish"},
	{"Đồ khô", "Dried goods"},
	{"Mứt và kẹo", "Jam and sweets"},
	{"Đồ uống", "Drinks"},
	{"Dược liệu", "Herbs"},
	{"Thủ công", "Crafts"},
	{"Quà tặng", "Gifts"},
}

// categorySlug is the slug of the shelf that many generated products stand on.
func categorySlug(n int) string { return dashed(categories[n%len(categories)].vi) }

func dashed(s string) string { return strings.ReplaceAll(vntext.SearchKey(s), " ", "-") }

// productSlug is the slug of product n, as the generator's SQL writes it.
func productSlug(n int) string { return dashed(goods[n%len(goods)].vi) + "-" + strconv.Itoa(n) }

// sellerSession is the cookie of the generated seller of cooperative 1.
const sellerSession = "bench-seller-session-0000000000000000000000"

// generate fills a migrated, empty database. It needs a superuser: it loads
// without looking up foreign keys.
func generate(ctx context.Context, dsn string, s scale) (time.Duration, error) {
	began := time.Now()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return 0, fmt.Errorf("connect to generate: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	fill := strings.NewReplacer("{orgs}", strconv.Itoa(s.Cooperatives),
		"{products}", strconv.Itoa(s.Products), "{orders}", strconv.Itoa(s.Orders))
	if err := loadWords(ctx, conn); err != nil {
		return 0, err
	}
	for _, name := range []string{"functions.sql", "begin.sql", "catalogue.sql", "orders.sql", "end.sql"} {
		if err := script(ctx, conn, fill, name); err != nil {
			return 0, err
		}
	}
	if _, err := conn.Exec(ctx, `INSERT INTO sessions (token_hash, user_id, user_agent, created_at, last_seen_at, expires_at)
VALUES ($1, $2, 'bench', now(), now(), now() + interval '29 days')`, ident.Hash(sellerSession), generatedID(idUser, 1)); err != nil {
		return 0, fmt.Errorf("log the seller in: %w", err)
	}
	if _, err := conn.Exec(ctx, "VACUUM (ANALYZE)"); err != nil {
		return 0, fmt.Errorf("analyse: %w", err)
	}
	if _, err := conn.Exec(ctx, "CHECKPOINT"); err != nil {
		return 0, fmt.Errorf("write the generated data out: %w", err)
	}
	return time.Since(began), nil
}

func script(ctx context.Context, conn *pgx.Conn, fill *strings.Replacer, name string) error {
	text, err := sqlFiles.ReadFile("sql/" + name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if _, err := conn.PgConn().Exec(ctx, fill.Replace(string(text))).ReadAll(); err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	return nil
}

func loadWords(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, `CREATE TABLE bench_words (list text, nr int, vi text, en text, key text, spelt text, key_slug text)`); err != nil {
		return fmt.Errorf("make the table of words: %w", err)
	}
	var rows [][]any
	for _, list := range []struct {
		name  string
		words []word
	}{{"goods", goods}, {"kind", kinds}, {"category", categories}} {
		for i, w := range list.words {
			rows = append(rows, []any{list.name, i + 1, w.vi, w.en, vntext.SearchKey(w.vi), vntext.AccentKey(w.vi), dashed(w.vi)})
		}
	}
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"bench_words"}, []string{"list", "nr", "vi", "en", "key", "spelt", "key_slug"}, pgx.CopyFromRows(rows))
	if err != nil {
		return fmt.Errorf("load words: %w", err)
	}
	return nil
}
