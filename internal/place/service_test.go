package place_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

func TestService_ByCode(t *testing.T) {
	t.Parallel()
	s, _, c := setup(t)
	ctx := context.Background()

	u, err := s.ByCode(ctx, "04672")
	require.NoError(t, err)
	assert.Equal(t, place.Unit{
		Code: "04672", GSOCode: "04672", Level: place.LevelCommune, Kind: place.KindCommune, Name: "Văn Chấn", ParentCode: "15",
		ValidFrom: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC),
	}, u)

	_, err = s.ByCode(ctx, "pre2025-04672")
	require.ErrorIs(t, err, place.ErrClosed)
	for _, code := range []string{"", "4672", "99999", "04672 ", "'; DROP TABLE admin_units; --"} {
		_, err = s.ByCode(ctx, code)
		require.ErrorIs(t, err, place.ErrUnknown, code)
	}

	c.T = time.Date(2025, 6, 30, 16, 59, 0, 0, time.UTC) // still 30 June in Vietnam
	_, err = s.ByCode(ctx, "04672")
	require.ErrorIs(t, err, place.ErrClosed)
}

// The state gave old codes to new territories.
func TestService_ByGSOCode(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	before, after := time.Date(2025, 6, 30, 0, 0, 0, 0, time.UTC), time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	for code, want := range map[string][2]string{
		"04672": {"thị trấn Sơn Thịnh", "xã Văn Chấn"},
		"04288": {"phường Tân An", "phường Nghĩa Lộ"},
		"04663": {"xã Phù Nham", "phường Trung Tâm"},
		"04606": {"xã Pá Hu", "xã Trạm Tấu"},
		"04342": {"xã Khánh Hoà", "xã Khánh Hòa"},
	} {
		old, err := s.ByGSOCode(context.Background(), code, before)
		require.NoError(t, err)
		now, err := s.ByGSOCode(context.Background(), code, after)
		require.NoError(t, err)
		assert.Equal(t, want, [2]string{old.FullName(), now.FullName()}, code)
		assert.NotEqual(t, old.Code, now.Code)
	}
	_, err := s.ByGSOCode(context.Background(), "", after)
	require.ErrorIs(t, err, place.ErrUnknown)
}

func TestService_labels(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	ctx := context.Background()

	label, err := s.Label(ctx, "04543")
	require.NoError(t, err)
	assert.Equal(t, "phường Âu Lâu, tỉnh Lào Cai", label)

	origin, err := s.OriginLabel(ctx, "04672", "pre2025-04657")
	require.NoError(t, err)
	assert.Equal(t, place.Origin{
		VI: "xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: xã Suối Giàng, huyện Văn Chấn, Yên Bái)",
		EN: "Văn Chấn commune, Lào Cai province (before 7/2025: Suối Giàng commune, Văn Chấn district, Yên Bái)",
	}, origin)

	origin, err = s.OriginLabel(ctx, "04456", "pre2025-yen-bai-huyen-mu-cang-chai")
	require.NoError(t, err)
	assert.Equal(t, "xã Mù Cang Chải, tỉnh Lào Cai (trước 7/2025: huyện Mù Căng Chải, Yên Bái)", origin.VI)

	origin, err = s.OriginLabel(ctx, "04672", "")
	require.NoError(t, err)
	assert.Equal(t, "xã Văn Chấn, tỉnh Lào Cai", origin.VI)

	_, err = s.OriginLabel(ctx, "04672", "pre2025-04630") // Tú Lệ went elsewhere
	require.ErrorIs(t, err, place.ErrUnknown)
	_, err = s.Label(ctx, "15")
	require.ErrorIs(t, err, place.ErrUnknown, "a province is no commune")
}

func TestService_Provinces(t *testing.T) {
	t.Parallel()
	s, _, _ := setup(t)
	provinces, err := s.Provinces(context.Background())
	require.NoError(t, err)
	assert.Len(t, provinces, 34)
	assert.Equal(t, "An Giang", provinces[0].Name)
	for _, p := range provinces {
		if p.Code == "75" {
			assert.Equal(t, "thành phố Đồng Nai", p.FullName(), "a city since 30/4/2026")
		}
	}
}

func TestService_without_data(t *testing.T) {
	t.Parallel()
	s := place.NewService(dbtest.New(t), clock.System{})
	_, err := s.Provinces(context.Background())
	require.ErrorContains(t, err, "is the reference data loaded?")
}
