package party

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"lan@example.com":              "lan@example.com",
		"  Lan.Nguyen+cho@Example.COM": "lan.nguyen+cho@example.com",
		"a@b.co":                       "a@b.co",
		"o'neil@sub.domain.vn":         "o'neil@sub.domain.vn",
		"x@1.2.vn":                     "x@1.2.vn",
	} {
		got, ok := ParseEmail(in)
		assert.True(t, ok, in)
		assert.Equal(t, want, got)
	}
	for _, in := range []string{
		"", "lan", "@example.com", "lan@", "lan@example", "lan@@example.com", "lan@example..com", ".lan@example.com", "lan.@example.com",
		"la..n@example.com", "lan@-example.com", "lan@example-.com", "lan nguyen@example.com", "lân@example.com", "lan@vídụ.vn",
		"lan@example.c", "lan@127.0.0.1", "lan@example.com\r\nBcc: x@y.vn", "<lan@example.com>", "lan@exa_mple.com", "lan\x00@example.com",
		strings.Repeat("a", 65) + "@example.com", "lan@" + strings.Repeat("a.", 130) + "com", "lan@" + strings.Repeat("a", 64) + ".com",
	} {
		_, ok := ParseEmail(in)
		assert.False(t, ok, "%q", in)
	}
}

func FuzzParseEmail(f *testing.F) {
	f.Add("Lan@example.com")
	f.Add("lân@ví-dụ.vn")
	f.Add("a@b.co\r\nX: y")
	f.Fuzz(func(t *testing.T, s string) {
		email, ok := ParseEmail(s)
		if !ok {
			require.Empty(t, email)
			return
		}
		again, ok := ParseEmail(email)
		require.True(t, ok)
		require.Equal(t, email, again)
		require.Equal(t, 1, strings.Count(email, "@"))
		for i := range len(email) {
			require.True(t, email[i] > ' ' && email[i] < 0x7f, "%q", email)
		}
	})
}

func TestParseLogin(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0912 345 678": "+84912345678", "+84912345678": "+84912345678", "01234567890": "+84834567890", " LAN@example.com ": "lan@example.com",
	} {
		got, fault := ParseLogin(in)
		require.Nil(t, fault, in)
		assert.Equal(t, want, got.String())
	}
	for in, code := range map[string]string{
		"": "login.empty", "  ": "login.empty", "lan@": "email.invalid", "09123": "phone.too_short", "0912 345 67x": "phone.letters",
		"0912\x00345678": "phone.character", "+1 212 555 0100": "phone.foreign",
	} {
		_, fault := ParseLogin(in)
		require.NotNil(t, fault, in)
		assert.Equal(t, code, fault.Code, in)
		assert.NotEmpty(t, fault.Text.VI)
		assert.NotEmpty(t, fault.Text.EN)
	}
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Nguyễn Thị Lan":                          "Nguyễn Thị Lan",
		norm.NFD.String("Nguyễn Thị Lan"):         "Nguyễn Thị Lan",
		"  Giàng \t A\u00a0 Pháo\n":               "Giàng A Pháo",
		"Lan 🌸":                                   "Lan 🌸",
		"Nhà 👨\u200d👩\u200d👧":                     "Nhà 👨\u200d👩\u200d👧",
		"L\u200ban\ufeff":                         "Lan",
		"Ý":                                       "Ý",
		"Nguyê\u200b\u0303n":                      "Nguyễn",
		strings.Repeat("a", 120):                  strings.Repeat("a", 120),
		norm.NFD.String(strings.Repeat("ễ", 120)): strings.Repeat("ễ", 120),
	} {
		got, fault := CleanName(in)
		require.Nil(t, fault, "%q", in)
		assert.Equal(t, want, got)
	}
	for in, code := range map[string]string{
		"": "name.empty", " \u200b ": "name.empty", "🌸🌸": "name.characters", "123": "name.characters", "---": "name.characters",
		"Lan\x00": "name.characters", "Lan\x1b[31m": "name.characters", "\u202eNaL": "name.characters", "Lan\xff": "name.characters",
		"Z" + strings.Repeat("\u0301", 20) + "algo": "name.characters",
		"\u0301Lan": "name.characters", strings.Repeat("a", 121): "name.too_long", "\ufffdLan": "name.characters",
	} {
		_, fault := CleanName(in)
		require.NotNil(t, fault, "%q", in)
		assert.Equal(t, code, fault.Code, "%q", in)
	}
}

func FuzzCleanName(f *testing.F) {
	for _, s := range []string{"Nguyễn Thị Lan", norm.NFD.String("Đỗ Thị Hường"), "Lan 🌸", "\u202eLan", "a\u200b\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, fault := CleanName(s)
		if fault != nil {
			require.Empty(t, name)
			return
		}
		require.True(t, utf8.ValidString(name))
		require.True(t, norm.NFC.IsNormalString(name), "%q", name)
		require.LessOrEqual(t, utf8.RuneCountInString(name), maxName)
		require.Equal(t, strings.TrimSpace(name), name)
		require.Negative(t, strings.IndexFunc(name, unicode.IsControl))
		again, fault := CleanName(name)
		require.Nil(t, fault, "%q", name)
		require.Equal(t, name, again)
	})
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for in, code := range map[string]string{
		"1234567": "password.too_short", "ngắn": "password.too_short", "12345678": "password.too_common", "MatKhau123": "password.too_common",
		"aaaaaaaaaa": "password.too_common", "        ": "password.too_common", "0912345678": "password.same_as_login",
		"+84 912 345 678": "password.same_as_login", "LAN.NGUYEN@example.com": "password.same_as_login", "lan.nguyen": "password.same_as_login",
		strings.Repeat("ấ", 201): "password.too_long", "hợp lệ\xff\xff": "text.characters",
		"mưa rừng rơi": "", strings.Repeat("ấb", 100): "", "correct horse": "", "trâu bò gà": "",
	} {
		fault := checkPassword(in, "lan.nguyen@example.com", "+84912345678")
		got := ""
		if fault != nil {
			got = fault.Code
		}
		assert.Equal(t, code, got, "%q", in)
	}
	require.GreaterOrEqual(t, len(commonPasswords), 100)
	for p := range commonPasswords {
		require.GreaterOrEqual(t, utf8.RuneCountInString(p), minPassword, "%q is refused by its length already", p)
		require.Equal(t, strings.ToLower(norm.NFC.String(p)), p, "would never match")
	}
}

func TestHasher(t *testing.T) {
	t.Parallel()
	h := newHasher()
	hash, err := h.hash(t.Context(), "mưa rừng rơi")
	require.NoError(t, err)
	for password, want := range map[string]bool{
		"mưa rừng rơi": true, norm.NFD.String("mưa rừng rơi"): true, "mưa rừng rớt": false, "": false, strings.Repeat("x", 1_000_000): false,
	} {
		ok, err := h.matches(t.Context(), password, hash)
		require.NoError(t, err)
		require.Equal(t, want, ok, "%.20q", password)
	}
	ok, err := h.matches(t.Context(), "mưa rừng rơi", "")
	require.NoError(t, err)
	require.False(t, ok, "no account")

	params, _, _, err := argon2id.DecodeHash(decoyHash)
	require.NoError(t, err)
	require.Equal(t, hashParams, *params, "an unknown login must cost what a known one does")
}

func TestSlugOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"HTX Suối Giàng": "htx-suoi-giang", "  Đỗ & Cộng sự (Yên Bái) ": "do-cong-su-yen-bai", "🌸": "don-vi", "H'Mông": "h-mong",
		norm.NFD.String("Trà Shan tuyết"): "tra-shan-tuyet", strings.Repeat("dài ", 60): strings.TrimSuffix(strings.Repeat("dai-", 20), "-"),
	} {
		assert.Equal(t, want, slugOf(in))
	}
}

func TestShortNameOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Hợp tác xã Suối Giàng": "HTX Suối Giàng", "HỢP TÁC XÃ Suối Giàng": "HTX Suối Giàng", "HTX Suối Giàng": "HTX Suối Giàng",
		"Công ty Cổ phần Chè": "Công ty CP Chè", "Hợp tác xã": "Hợp tác xã", "Hợp tác xãhội": "Hợp tác xãhội",
	} {
		assert.Equal(t, want, shortNameOf(in))
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"203.0.113.9": "203.0.113.9", "::ffff:203.0.113.9": "203.0.113.9", "2001:db8:1:2:3::4": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "nonsense": "nonsense",
	} {
		assert.Equal(t, want, network(in))
	}
}

func TestCardInput_apply_gathers_all_faults(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC) // already the 24th in Viet Nam
	bad, long, tomorrow := "x\x00", strings.Repeat("a", 401), time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	var faults apperr.Fields
	CardInput{
		RegistrationNo: &long, RegistrationIssuer: &bad, RegistrationDate: &tomorrow, Representative: &bad, Phone: &bad, Email: &bad, Address: &long,
	}.apply(Card{}, now, &faults)
	var e *apperr.Error
	require.ErrorAs(t, faults.Err(), &e)
	got := map[string]string{}
	for _, f := range e.Fields {
		got[f.Pointer] = f.Code
	}
	require.Equal(t, map[string]string{
		"/registrationNo": "text.too_long", "/registrationIssuer": "text.characters", "/registrationDate": "date.future",
		"/representative": "text.characters", "/phone": "phone.letters", "/email": "email.invalid", "/address": "text.too_long",
	}, got)

	var none apperr.Fields
	today, empty, phone := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), "", "0216 3818 555"
	card := CardInput{RegistrationDate: &today, Email: &empty, Phone: &phone}.apply(Card{Email: "old@example.com", Address: "stays"}, now, &none)
	require.NoError(t, none.Err())
	require.Equal(t, Card{RegistrationDate: today, Phone: "+842163818555", Address: "stays"}, card)
}

func TestOrgKey_round_trip(t *testing.T) {
	t.Parallel()
	k := orgKey{waiting: true, at: time.Date(2026, 11, 23, 1, 2, 3, 4000, time.UTC), id: ident.New()}
	got, err := decodeOrgKey(k.encode())
	require.NoError(t, err)
	require.Equal(t, k, *got)
	_, err = decodeOrgKey("nonsense")
	require.Error(t, err)
}

func TestActor(t *testing.T) {
	t.Parallel()
	a, b := ident.New(), ident.New()
	actor := Actor{Memberships: []Membership{{OrgID: a, Kind: KindCooperative, Role: RoleOwner}}}
	_, member := actor.MemberOf(b)
	require.False(t, member)
	m, member := actor.MemberOf(a)
	require.True(t, member)
	require.Equal(t, RoleOwner, m.Role)
	require.False(t, actor.IsAlliance())
	actor.Memberships = append(actor.Memberships, Membership{OrgID: b, Kind: KindAlliance, Status: StatusPending})
	require.False(t, actor.IsAlliance(), "not while it is pending")
	actor.Memberships[1].Status = StatusVerified
	require.True(t, actor.IsAlliance())
	require.False(t, Actor{}.IsAlliance())
}
