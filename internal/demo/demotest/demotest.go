// Package demotest fills a test database with a small market in some tens of
// milliseconds: two cooperatives with goods in stock, a buyer firm, the
// Alliance, log-ins for each, shipping rates.
package demotest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

// Password opens every account of the small market.
const Password = "chophien-test"

// Opening is the morning of the market's first day in Viet Nam: 23/11/2026 10:00.
var Opening = time.Date(2026, time.November, 23, 3, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a date cannot be a constant

// Org is an organisation with its people.
type Org struct {
	ID    ident.ID
	Slug  string
	Owner Person
	Staff Person
}

// Person is an account.
type Person struct {
	ID    ident.ID
	Email string
	Phone string // E.164
	Name  string
}

// Product is a product with its variants in shelf order.
type Product struct {
	ID       ident.ID
	Slug     string
	Variants []Variant
}

// Variant is one way to buy, as it was at the start.
type Variant struct {
	ID    ident.ID
	SKU   string
	Price money.VND
	Stock int64
}

// Market is what Seed has put there.
type Market struct {
	Consumer Person
	// DoanLuong and DGP sell; both ship from Lào Cai (15).
	DoanLuong, DGP Org
	Buyer          Org
	Alliance       Org

	// Of Đoàn Lương: Candy in two sizes (65,000 ₫ and 120,000 ₫; the first costs
	// 60,000 ₫ from 10 on), four stars valid; Liquor for adults; Plums of which 3
	// are left.
	Candy, Liquor, Plums Product
	// Of DGP: Chicken in the cold chain, LiveChicken within the province only,
	// Contract by quotation, Feed that is a draft.
	Chicken, LiveChicken, Contract, Feed Product
}

// seeder carries one run.
type seeder struct {
	tb      testing.TB
	store   *store
	party   *party.Service
	catalog *catalog.Service
	stock   *stock.Service
	now     time.Time
	people  int
}

// Seed fills an empty database as of Opening.
func Seed(tb testing.TB, d *db.DB) *Market {
	tb.Helper()
	c := &clock.Fixed{T: Opening}
	s := &seeder{
		tb: tb, store: &store{db: d}, party: party.NewService(d, c), stock: stock.NewService(d, c),
		catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}), now: Opening,
	}
	m := &Market{}
	s.must(d.InTx(context.Background(), func(ctx context.Context) error {
		s.must(s.store.shipping(ctx))
		m.Consumer = s.person(ctx, "Thào Thị Nu")
		m.DoanLuong = s.org(ctx, party.KindCooperative, "doan-luong", "HTX Chế biến, kinh doanh tổng hợp Đoàn Lương", "Đoàn Lương")
		m.DGP = s.org(ctx, party.KindCooperative, "dgp-yen-bai", "HTX chăn nuôi DGP Yên Bái", "DGP Yên Bái")
		m.Buyer = s.org(ctx, party.KindBuyer, "thuc-pham-mau", "Công ty Thực phẩm Mẫu Hà Nội", "Thực phẩm Mẫu")
		m.Alliance = s.org(ctx, party.KindAlliance, "lien-minh-htx", "Liên minh HTX tỉnh Yên Bái (dữ liệu mẫu)", "Liên minh HTX")
		for i, slug := range []string{"tao-meo", "do-uong", "gia-cam"} {
			name := []catalog.Text{{VI: "Táo mèo", EN: "H'Mông apple"}, {VI: "Đồ uống", EN: "Drinks"}, {VI: "Gia cầm", EN: "Poultry"}}[i]
			s.must(s.catalog.PutCategory(ctx, catalog.CategoryInput{Slug: slug, Name: name, Icon: "apple", Position: i}))
		}
		s.goods(ctx, m)
		return nil
	}))
	return m
}

func (s *seeder) must(err error) {
	s.tb.Helper()
	if err != nil {
		s.tb.Fatalf("seed the small market: %v", err)
	}
}

func (s *seeder) org(ctx context.Context, kind party.OrgKind, slug, legal, short string) Org {
	s.tb.Helper()
	o, err := s.party.CreateOrganisation(ctx, party.CreateOrganisationInput{
		Kind: kind, Slug: slug, LegalName: legal, ShortName: short, Status: party.StatusVerified, Demo: true,
	})
	s.must(err)
	out := Org{ID: o.ID, Slug: slug, Owner: s.person(ctx, "Chủ "+short), Staff: s.person(ctx, "Nhân viên "+short)}
	s.must(s.party.AddMember(ctx, o.ID, out.Owner.ID, party.RoleOwner))
	s.must(s.party.AddMember(ctx, o.ID, out.Staff.ID, party.MemberRole(kind)))
	if kind == party.KindCooperative {
		s.must(s.catalog.CreateProfile(ctx, catalog.ProfileInput{
			OrgID: o.ID, Story: catalog.Text{VI: "Chuyện của " + short + ".", EN: "The story of " + short + "."},
			ProvinceCode: "15", CommuneCode: "04252", Place: catalog.Text{VI: "phường Yên Bái, tỉnh Lào Cai", EN: "Yên Bái ward, Lào Cai province"},
		}))
	}
	return out
}

func (s *seeder) person(ctx context.Context, name string) Person {
	s.tb.Helper()
	s.people++
	suffix := fmt.Sprintf("%02d", s.people)
	p := Person{ID: ident.New(), Email: "nguoi" + suffix + "@chophien.test", Phone: "+849000001" + suffix, Name: name}
	s.must(s.store.user(ctx, p, passwordHash(), s.now))
	return p
}

// passwordHash is of Password, made with the least of work: tests log in often.
//
//nolint:gochecknoglobals // computed once for all tests of the process
var passwordHash = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash(Password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		panic(err)
	}
	return hash
})

func (s *seeder) product(ctx context.Context, in catalog.ProductInput, counts ...int64) Product {
	s.tb.Helper()
	created, err := s.catalog.CreateProduct(ctx, in)
	s.must(err)
	out := Product{ID: created.ID, Slug: in.Slug}
	for i, count := range counts {
		id, v := created.VariantIDs[i], in.Variants[i]
		s.must(s.stock.SetOnHand(ctx, id, count, ident.Nil, "opening count"))
		out.Variants = append(out.Variants, Variant{ID: id, SKU: v.SKU, Price: v.PriceVND, Stock: count})
	}
	return out
}

// base is what all goods have in common.
func base(orgID ident.ID, category, slug, name, nameEN string) catalog.ProductInput {
	return catalog.ProductInput{
		OrgID: orgID, CategorySlug: category, Slug: slug, Status: catalog.StatusListed, Name: catalog.Text{VI: name, EN: nameEN},
		Summary:     catalog.Text{VI: name + " của hợp tác xã.", EN: nameEN + " of the cooperative."},
		Description: catalog.Text{VI: "Làm từ nguyên liệu trong vùng.", EN: "Made of what grows in the region."},
		Origin:      catalog.Text{VI: "tỉnh Lào Cai", EN: "Lào Cai province"}, SeasonMonths: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
		ShipScope: catalog.ShipNationwide, VATTreatment: catalog.VATReduced,
	}
}

func variant(sku, name, nameEN, unit string, grams int64, price money.VND) catalog.VariantInput {
	return catalog.VariantInput{
		SKU: sku, Name: catalog.Text{VI: name, EN: nameEN}, Unit: unit, NetWeightG: grams, ShipWeightG: grams + 50,
		PriceVND: price, MinQty: 1, MaxQty: 100, StepQty: 1,
	}
}

func (s *seeder) goods(ctx context.Context, m *Market) {
	s.tb.Helper()
	candy := base(m.DoanLuong.ID, "tao-meo", "mut-tao-meo", "Mứt tào mèo", "Candied táo mèo")
	candy.Aliases, candy.SeasonMonths = []string{"mứt táo mèo", "mứt sơn tra"}, []int{9, 10, 11, 12, 1, 2}
	small := variant("T13-250", "Hộp 250 g", "250 g box", "hộp", 250, 65_000)
	small.Tiers = []catalog.Tier{{MinQty: 10, PriceVND: 60_000}}
	candy.Variants = []catalog.VariantInput{small, variant("T13-500", "Hộp 500 g", "500 g box", "hộp", 500, 120_000)}
	candy.OCOPGroup, candy.OCOPSubgroup = "TP", 7
	candy.Certificates = []catalog.CertificateInput{{
		Number: "2585/QĐ-UBND", Issuer: "UBND tỉnh Yên Bái", Level: ocop.LevelProvince, Stars: 4,
		IssuedOn: time.Date(2023, 12, 28, 0, 0, 0, 0, time.UTC), Sample: true,
	}}
	m.Candy = s.product(ctx, candy, 100, 40)

	liquor := base(m.DoanLuong.ID, "do-uong", "ruou-tao-meo", "Rượu táo mèo", "Táo mèo liqueur")
	liquor.MinAge, liquor.VATTreatment = 18, catalog.VATStandard
	liquor.Variants = []catalog.VariantInput{variant("T16-500", "Chai 500 ml", "500 ml bottle", "chai", 500, 120_000)}
	m.Liquor = s.product(ctx, liquor, 30)

	plums := base(m.DoanLuong.ID, "tao-meo", "o-mai-tao-meo", "Ô mai táo mèo", "Salted táo mèo")
	plums.Variants = []catalog.VariantInput{variant("T18-200", "Hộp 200 g", "200 g tub", "hộp", 200, 55_000)}
	m.Plums = s.product(ctx, plums, 3)

	chicken := base(m.DGP.ID, "gia-cam", "ga-hmong", "Gà H'Mông thương phẩm", "H'Mông chicken")
	chicken.Aliases, chicken.ColdChain, chicken.VATTreatment = []string{"gà Mông", "gà đen"}, true, catalog.VATExemptFarm
	chicken.Variants = []catalog.VariantInput{variant("T20-1", "Con 1,2–1,5 kg", "1.2–1.5 kg bird", "con", 1300, 250_000)}
	m.Chicken = s.product(ctx, chicken, 50)

	live := base(m.DGP.ID, "gia-cam", "ga-giong-hmong", "Gà giống H'Mông", "H'Mông chicks")
	live.LiveAnimal, live.ShipScope = true, catalog.ShipProvince
	live.Variants = []catalog.VariantInput{variant("T21-1", "Con", "Chick", "con", 60, 35_000)}
	m.LiveChicken = s.product(ctx, live, 200)

	contract := base(m.DGP.ID, "gia-cam", "ga-hmong-hop-dong", "Gà H'Mông hợp đồng tháng", "H'Mông chicken, monthly contract")
	contract.QuoteOnly = true
	contract.Variants = []catalog.VariantInput{variant("T22-100", "Con, từ 100", "Birds from 100", "con", 1300, 0)}
	m.Contract = s.product(ctx, contract, 0)

	feed := base(m.DGP.ID, "gia-cam", "cam-ga", "Cám gà", "Chicken feed")
	feed.Status = catalog.StatusDraft
	feed.Variants = []catalog.VariantInput{variant("T50-10", "Bao 10 kg", "10 kg sack", "bao", 10_000, 150_000)}
	m.Feed = s.product(ctx, feed, 10)
}
