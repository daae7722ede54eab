package checkout

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/shipping"
)

const terms = "2026-11-23"

func valid() PlaceInput {
	return PlaceInput{
		Key: "12345678", FullName: "Nguyễn Thị Lan", Phone: "0912 345 678", CommuneCode: "00166", AddressLine: "12 Xuân Thủy",
		Payment: "cod", AcceptTermsVersion: terms,
	}
}

func TestPlaceInput_validate_names_every_fault(t *testing.T) {
	t.Parallel()
	_, err := valid().validate(terms)
	require.NoError(t, err)
	_, err = PlaceInput{Key: "short", Email: "lan@", Note: strings.Repeat("x", 501)}.validate(terms)
	for _, pointer := range []string{
		"/contact/fullName", "/contact/phone", "/contact/email", "/address/line", "/address/communeCode", "/note",
		"/acceptTermsVersion", "#Idempotency-Key",
	} {
		require.ErrorContains(t, err, "["+pointer)
	}
}

func TestPlaceInput_hash_is_of_the_request_alone(t *testing.T) {
	t.Parallel()
	a, b := valid(), valid()
	b.Key, b.Owner = "another-key", cart.Owner{UserID: ident.New()}
	first, err := a.hash()
	require.NoError(t, err)
	same, err := b.hash()
	require.NoError(t, err)
	require.Equal(t, first, same)
	b.Note = "khác"
	other, err := b.hash()
	require.NoError(t, err)
	require.NotEqual(t, first, other)
}

// Whatever is typed: cleaning is done once and for all, keeps valid text valid,
// and leaves nothing invisible behind.
func FuzzPlaceInput_normalize(f *testing.F) {
	for _, s := range []string{"Thào Thị Nủ", norm.NFD.String("Đặng Văn Hùng"), "a\u200bb\u202ec", "🌸👨‍👩‍👧", "\xff\xfe", "\x00\r\n\t"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, note string) {
		once := PlaceInput{FullName: name, Note: note}.normalize()
		if twice := once.normalize(); twice.FullName != once.FullName || twice.Note != once.Note {
			t.Fatalf("%q becomes %q and then %q", name, once.FullName, twice.FullName)
		}
		if !utf8.ValidString(once.FullName) || !norm.NFC.IsNormalString(once.FullName) || strings.ContainsAny(once.FullName, "\n\u202e\u200b") {
			t.Fatalf("%q is left as %q", name, once.FullName)
		}
	})
}

func TestReaches(t *testing.T) {
	t.Parallel()
	near, north, far := shipping.Reach{SameProvince: true, North: true}, shipping.Reach{North: true}, shipping.Reach{}
	for scope, want := range map[catalog.ShipScope][3]bool{
		catalog.ShipNationwide: {true, true, true}, catalog.ShipNorth: {true, true, false},
		catalog.ShipProvince: {true, false, false}, catalog.ShipPickup: {false, false, false},
	} {
		require.Equal(t, want, [3]bool{reaches(scope, near), reaches(scope, north), reaches(scope, far)}, scope)
	}
}

func TestDecide_refuses_what_was_not_agreed(t *testing.T) {
	t.Parallel()
	quote := Quote{
		Cart: cart.Cart{MinAge: 18}, Total: 100_000, Methods: []payment.MethodCode{payment.CodeCOD},
		Place: place.Place{Commune: place.Unit{Code: "00166"}, Province: place.Unit{Code: "01"}},
	}
	in := valid()
	_, err := decide(in, "+84912345678", quote, time.Time{})
	require.ErrorContains(t, err, "/adult")
	in.Adult = true
	in.ExpectedTotal = new(money.VND)
	_, err = decide(in, "+84912345678", quote, time.Time{})
	require.ErrorIs(t, err, ErrPriceChanged)
	*in.ExpectedTotal = 100_000
	in.Payment = "gold"
	_, err = decide(in, "+84912345678", quote, time.Time{})
	require.ErrorContains(t, err, "/paymentMethod")
	in.Payment = "cod"
	p, err := decide(in, "+84912345678", quote, time.Time{})
	require.NoError(t, err)
	require.Equal(t, "00166", p.Address.CommuneCode)
	quote.Groups = []QuotedGroup{{NotShippable: []catalog.Text{{VI: "Ba ba gai"}}}}
	_, err = decide(in, "+84912345678", quote, time.Time{})
	require.ErrorIs(t, err, ErrNotShippable)
}
