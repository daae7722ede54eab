package place_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/place"
)

func codes(matches []place.Match) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m.Commune.Code)
	}
	return out
}

func TestService_Resolve_ambiguous(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	for text, want := range map[string][]string{
		// The commune and the township of one name went to different communes.
		"Trạm Tấu, huyện Trạm Tấu, Yên Bái": {"04585", "04606"},
		"Trạm Tấu, Yên Bái":                 {"04585", "04606"},
		// The old commune, or the new one with the province's old name from habit?
		"xã Yên Bình, Yên Bái": {"04717", "04714"},
		// The old township and commune, and the new ward.
		"Nghĩa Lộ, Yên Bái": {"04663", "04288"},
		// Merged away in 2024; the data gives two heirs and names no first.
		"xã Bảo Hưng, huyện Trấn Yên, Yên Bái": {"04498", "04543"},
		// Divided in 2025.
		"phường Dịch Vọng, quận Cầu Giấy, Hà Nội": {"00166", "00160"},
		// A district of old is no commune: the communes it became are offered.
		"huyện Trạm Tấu, tỉnh Yên Bái":          {"04585", "04606", "04609", "04603"},
		"huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu": {"26732"},
		// A slip is never mended silently.
		"xã Suối Giàn, huyện Văn Chấn, Yên Bái": {"04672"},
		"xa suoi giang, van chan, yen bia":      {"04672"},
	} {
		got, err := s.Resolve(context.Background(), text)
		require.NoError(t, err)
		assert.Equal(t, place.StatusAmbiguous, got.Status, text)
		assert.ElementsMatch(t, want, codes(got.Candidates), "%s: %v", text, got.Candidates)
		assert.Nil(t, got.Match, text)
		assert.Equal(t, text, got.Verbatim)
	}
	divided, err := s.Resolve(context.Background(), "phường Dịch Vọng, quận Cầu Giấy, Hà Nội")
	require.NoError(t, err)
	assert.Equal(t, []string{"00166", "00160"}, codes(divided.Candidates), "the part the source names first leads")
	require.NotNil(t, divided.Province)
	assert.Equal(t, "01", divided.Province.Code)
}

func TestService_Resolve_reads_what_people_write(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	for text, want := range map[string]struct{ code, street string }{
		"Số 12, thôn Pang Cáng, xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái, Việt Nam": {"04672", "Số 12, thôn Pang Cáng"},
		"thon pang cang xa suoi giang van chan yen bai":                                {"04672", "thon pang cang"},
		"THÔN PANG CÁNG - XÃ VĂN CHẤN - TỈNH LÀO CAI 33000":                            {"04672", "THÔN PANG CÁNG"},
		"Tổ 5, p. Pú Trạng, tx. Nghĩa Lộ, t. Yên Bái":                                  {"04288", "Tổ 5"},
		"xã Văn Chấn, Yên Bái":                                                         {"04672", ""}, // the new commune with the old province
		"xã Suối Giàng, Lào Cai":                                                       {"04672", ""}, // and the other way round
		"xã Suối Giàng, xã Văn Chấn, tỉnh Lào Cai":                                     {"04672", ""},
		"xã Suối Giàng": {"04672", ""}, // one of its name in the country
		"đường Yên Bình, xã Bảo Ái, huyện Yên Bình, YB":    {"04750", "đường Yên Bình"},
		"25 Lê Lợi, phường Bến Nghé, Quận 1, TP. HCM":      {"26740", "25 Lê Lợi"},
		"25 Lê Lợi P.Bến Nghé Q1 TPHCM":                    {"26740", "25 Lê Lợi"},
		"Thôn 3\nxã Mù Cang Chải\nLào Cai\n":               {"04456", "Thôn 3"},
		"xã Ea H'Leo, tỉnh Đắk Lắk":                        {"24184", ""},
		"xã Ea Hleo, Đắc Lắc":                              {"24184", ""},
		"phường Quy Đức, tỉnh Hoà Bình":                    {"", ""}, // it is a xã: ask
		"xã Qui Đức, huyện Bình Chánh, TP.HCM":             {"27628", ""},
		"phường Phương Liên - Trung Tự, quận Đống Đa, HN ": {"00226", ""},
	} {
		for form, typed := range map[string]string{"as is": text, "decomposed": norm.NFD.String(text), "capitals": strings.ToUpper(text)} {
			got, err := s.Resolve(context.Background(), typed)
			require.NoError(t, err)
			assert.Equal(t, typed, got.Verbatim)
			if want.code == "" {
				assert.NotEqual(t, place.StatusResolved, got.Status, text)
				continue
			}
			if !assert.Equal(t, place.StatusResolved, got.Status, "%s (%s): %v", text, form, got) {
				continue
			}
			assert.Equal(t, want.code, got.Match.Commune.Code, "%s (%s)", text, form)
			assert.Equal(t, got.Match.Province, *got.Province)
			if form == "as is" {
				assert.Equal(t, want.street, got.Street, text)
			}
		}
	}
}

func TestService_Resolve_unknown(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	for text, province := range map[string]string{
		"":                           "",
		"   ,,, ":                    "",
		"12345":                      "",
		"🏔️ 🐔":                       "",
		"\xff\xfe":                   "",
		"Springfield, USA":           "",
		"xã Không Có, tỉnh Yên Bái":  "15",
		"thôn Xyz, tỉnh Bình Thuận":  "68",
		"số 1, Bình Dương, Việt Nam": "79",
		"tỉnh Lào Cai":               "15",
	} {
		got, err := s.Resolve(context.Background(), text)
		require.NoError(t, err)
		if !assert.NotEqual(t, place.StatusResolved, got.Status, "%s: %v", text, got.Match) {
			continue
		}
		assert.Equal(t, text, got.Verbatim)
		switch {
		case province == "" && got.Status == place.StatusUnknown:
			assert.Nil(t, got.Province, text)
		case assert.NotNil(t, got.Province, "%q %v", text, got):
			assert.Equal(t, province, got.Province.Code, text)
		}
	}
	_, err := s.Resolve(context.Background(), strings.Repeat("ấ", 301))
	require.ErrorIs(t, err, place.ErrTooLong)
}
