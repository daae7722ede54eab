package vntext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vntext"
)

func TestDecodeTelex(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"mefo": "mèo", "meof": "mèo", "taos": "táo", "gaf": "gà", "dden": "đen", "dend": "đen", "maatj": "mật", "matja": "mật",
		"rwowuj": "rượu", "ruowuj": "rượu", "rwuouj": "", "buoiwr": "bưởi", "buowir": "bưởi", "bwowir": "bưởi", "quees": "quế", "chef": "chè", "mawng": "măng",
		"tuyeets": "tuyết", "tuyets": "tuyét", "suoois": "suối", "giangf": "giàng", "vawn": "văn", "yeen": "yên", "hoof": "hồ", "soown": "",
		"duowngf": "dường", "dduowngf": "đường", "nuwowcs": "nước", "nwowcs": "nước", "thuyr": "thủy", "hoawcj": "hoặc", "muwa": "mưa", "muaw": "mưa",
		"uowng": "ương", "w": "", "tienges": "tiếng", "gif": "gì", "quys": "quý", "GAF": "gà", "laps": "láp", "lapf": "", "banhs": "bánh",
		"cinnamon": "", "ong": "", "500g": "", "ngheej": "nghệ", "xoais": "xoái", "sowr": "sở", "ruwngf": "rừng",
	} {
		got, ok := vntext.DecodeTelex(typed)
		require.Equal(t, want, got, typed)
		require.Equal(t, want != "", ok, typed)
	}
}

func TestDecodeVNI(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"ta1o": "táo", "tao1": "táo", "me2o": "mèo", "d9en": "đen", "den9": "đen", "ma6t5": "mật", "mat65": "mật", "ru7o75u": "rượu", "ruou75": "rượu",
		"buoi73": "bưởi", "que61": "quế", "ma8ng": "măng", "tuye6t1": "tuyết", "ga2": "gà", "d9u7o7ng2": "đường", "d9uo7ng2": "đường", "5": "", "2kg": "", "ga": "",
	} {
		got, ok := vntext.DecodeVNI(typed)
		require.Equal(t, want, got, typed)
		require.Equal(t, want != "", ok, typed)
	}
}

// words spell every part that keystrokes can make.
const words = `mứt tào mèo táo chè trà tuyết suối giàng gà đen mật ong rừng bưởi đại minh cam sành văn chấn quế chi yên bình
 măng ớt bát độ miến đao giới phiên nếp tú lệ cốm rượu cá hồ thác bà phân trùn khoai sọ lạc đỏ trứng vịt bầu đường nước dừa xoài
 nghệ gừng hạt dổi thịt trâu gác bếp lạp sườn ngọc linh đông trùng hạ thảo thuỷ thủy hoà hòa quý quyển khuỷu nghiêng oanh hoặc
 khuya tuần chuối muối mướp lươn hươu bươm rươi trượt giếng gì gìn giữ ưng ăn ấm ong ổi ủ ý yếu`

func TestEncode_round_trip(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields(words) {
		for name, pair := range map[string][2]func(string) (string, bool){
			"Telex": {func(s string) (string, bool) { return vntext.EncodeTelex(s), true }, vntext.DecodeTelex},
			"VNI":   {func(s string) (string, bool) { return vntext.EncodeVNI(s), true }, vntext.DecodeVNI},
		} {
			typed, _ := pair[0](w)
			if typed == w {
				continue
			}
			got, ok := pair[1](typed)
			require.True(t, ok, "%s %s: %s", name, w, typed)
			require.Equal(t, vntext.SpellingKey(w), vntext.SpellingKey(got), "%s: %s", name, typed)
		}
	}
	require.Equal(t, "mats ong", vntext.EncodeTelex("mát ong"))
	require.Equal(t, "ga2 d9en", vntext.EncodeVNI("gà đen"))
}

func TestIsSyllable(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields(words) {
		require.True(t, vntext.IsSyllable(w), w)
		require.True(t, vntext.IsSyllable(vntext.Fold(w)), w)
	}
	for _, w := range []string{"", "taomeo", "chips", "xyz", "str", "500g", "honey", "bl", "ngg"} {
		require.False(t, vntext.IsSyllable(w), w)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"mefo", "uwow", "w", "d9", "ddddd", "aaaa", "\xff", "ươ", "quwwow"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, decode := range []func(string) (string, bool){vntext.DecodeTelex, vntext.DecodeVNI} {
			if got, ok := decode(s); ok && (!vntext.HasDiacritics(got) || !vntext.IsSyllable(got)) {
				t.Fatalf("%q became %q", s, got)
			}
		}
		_, _ = vntext.EncodeTelex(s), vntext.EncodeVNI(s)
	})
}
