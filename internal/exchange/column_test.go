package exchange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/exchange"
)

// A file without a column that new goods need: the fault names the row and the column,
// not a cell that the file does not have.
func TestImport_names_a_column_that_is_missing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	i := b.send(t, "moi.csv", csvOf("Mã hàng;Giá bán", "MOI-1;45000"))
	rows, err := b.exchange.Rows(t.Context(), id(coop), i.ID, exchange.OutcomeFaulty, 0, 10)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	var told []string
	for _, f := range rows[0].Faults {
		require.Equal(t, "2:2", f.Cell)
		require.Contains(t, f.EN, "The file lacks the column")
		told = append(told, f.VI)
	}
	require.Contains(t, told[0], "Tệp thiếu cột “Tên sản phẩm” mà hàng mới cần.")
	require.Len(t, told, 4, "name, category, unit, shipping weight")
}
