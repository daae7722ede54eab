package place_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

func TestLoadReference(t *testing.T) {
	d := dbtest.New(t)
	ctx := context.Background()
	start := time.Now()
	var wg sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs { // three processes starting at once
		wg.Go(func() { errs[i] = place.LoadReference(ctx, d) })
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	t.Logf("loaded in %s", time.Since(start))

	count := func(sql string, args ...any) (n int) {
		require.NoError(t, d.Conn(ctx).Raw(sql, args...).Row().Scan(&n))
		return n
	}
	units := func(level string, valid bool) int {
		return count(`SELECT count(*) FROM admin_units WHERE level = ? AND (valid_to IS NULL) = ?`, level, valid)
	}
	assert.Equal(t, 34, units("province", true))
	assert.Equal(t, 63, units("province", false))
	assert.Equal(t, 0, units("district", true))
	assert.Equal(t, 3321, units("commune", true))
	assert.Equal(t, 10035+769, units("commune", false))
	assert.Equal(t, 99, count(`SELECT count(*) FROM admin_units WHERE parent_code = '15'`))
	assert.Equal(t, 124, count(`SELECT count(*) FROM admin_units WHERE parent_code = '68'`))

	t.Run("old Yên Bái: 168 communes to 51, each whole", func(t *testing.T) {
		const from = ` FROM admin_unit_successors s JOIN admin_units o ON o.code = s.old_code JOIN admin_units d ON d.code = o.parent_code
			WHERE d.parent_code = 'pre2025-yen-bai' AND o.gso_code <> ''`
		assert.Equal(t, 168, count(`SELECT count(*)`+from))
		assert.Equal(t, 168, count(`SELECT count(DISTINCT s.old_code)`+from))
		assert.Equal(t, 51, count(`SELECT count(DISTINCT s.new_code)`+from))
	})
	t.Run("every old province became part of one", func(t *testing.T) {
		for old, want := range map[string]string{"yen-bai": "15", "lao-cai": "15", "binh-thuan": "68", "binh-duong": "79"} {
			var got string
			require.NoError(t, d.Conn(ctx).Raw(`SELECT new_code FROM admin_unit_successors WHERE old_code = ?`, "pre2025-"+old).Row().Scan(&got))
			assert.Equal(t, want, got)
		}
	})
	t.Run("every closed commune leads somewhere valid", func(t *testing.T) {
		assert.Zero(t, count(`SELECT count(*) FROM admin_units o WHERE o.level = 'commune' AND o.valid_to IS NOT NULL
			AND NOT EXISTS (SELECT FROM admin_unit_successors s WHERE s.old_code = o.code)`))
		assert.Zero(t, count(`SELECT count(*) FROM admin_unit_successors s JOIN admin_units n ON n.code = s.new_code WHERE n.valid_to IS NOT NULL`))
	})
	t.Run("every commune of today is reached from the past", func(t *testing.T) {
		assert.Zero(t, count(`SELECT count(*) FROM admin_units n WHERE n.level = 'commune' AND n.valid_to IS NULL
			AND NOT EXISTS (SELECT FROM admin_unit_successors s WHERE s.new_code = n.code)`))
	})

	t.Run("a new release renews and is noticed", func(t *testing.T) {
		s := place.NewService(d, &stepping{t: today})
		before, err := s.ByCode(ctx, "04672")
		require.NoError(t, err)
		require.NoError(t, d.Conn(ctx).Exec(`UPDATE admin_unit_release SET version = 'older'`).Error)
		require.NoError(t, d.Conn(ctx).Exec(`UPDATE admin_units SET name = 'Cũ' WHERE code = '04672'`).Error)
		changed, err := s.ByCode(ctx, "04672")
		require.NoError(t, err)
		assert.Equal(t, "Cũ", changed.Name, "a running service sees another version within a minute")
		require.NoError(t, place.LoadReference(ctx, d))
		after, err := s.ByCode(ctx, "04672")
		require.NoError(t, err)
		assert.Equal(t, before, after)
	})
}

// stepping is a clock on which every look is an hour later.
type stepping struct{ t time.Time }

func (c *stepping) Now() time.Time {
	c.t = c.t.Add(time.Hour)
	return c.t
}
