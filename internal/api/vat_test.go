package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vat"
)

func TestVAT_words_say_what_a_price_includes(t *testing.T) {
	t.Parallel()
	parts := []vat.Part{{BasisPoints: 1000, Gross: 110_000, Tax: 10_000}, {BasisPoints: 750, Gross: 162_000, Tax: 11_302}, {Exempt: true, Gross: 25_000}}
	plain := strings.NewReplacer("\u00a0", " ")
	require.Equal(t, "Giá đã gồm thuế GTGT: 10.000 ₫ (10 %), 11.302 ₫ (7,5 %). Nông sản chưa chế biến (25.000 ₫) không chịu thuế GTGT.",
		plain.Replace(vatWords(parts, "vi")))
	require.Equal(t, "Prices include VAT: ₫10,000 (10%), ₫11,302 (7.5%). Unprocessed farm produce (₫25,000) bears no VAT.", vatWords(parts, "en"))
	require.Equal(t, "Nông sản chưa chế biến (25.000 ₫) không chịu thuế GTGT.", plain.Replace(vatWords(parts[2:], "vi")))
	require.Empty(t, vatWords(nil, "vi"))
}
