package bank_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/money"
)

// Made up, in the shape of SWIFT's field specifications: an envelope, a page break, both
// ways of giving information, a value date of another year, a reversal.
const mt940 = `{1:F01BFTVVNVXAXXX0000000000}{2:O9400000}{4:
:20:STMT261231
:25:BFTVVNVX/0000111122
:28C:00365/001
:60F:C261231VND1000000,00
:61:2701021231C250000,00NTRFNONREF//FT26365A1
BOOK TRANSFER
:86:MBVCB.123.CP7K2M9QX.CT tu 0123
NGUYEN VAN A
:61:261231D11000,NCHGPHI1
:86:PHI QUAN LY TK
:62M:C261231VND1239000,00
-}{4:
:20:STMT261231
:25:BFTVVNVX/0000111122
:28C:00365/002
:60M:C261231VND1239000,00
:61:261231RC250000,NTRFNONREF//FT26365A2
:86:166?00TRANSFER?20HOAN TRA ?21CP7K2M9QX?31123456?32NGUYEN VAN?33 A
:62F:C261231VND989000,00
:64:C261231VND989000,00
-}
`

func TestParse_MT940(t *testing.T) {
	t.Parallel()
	for _, text := range []string{mt940, strings.ReplaceAll(mt940, "\n", "\r\n")} {
		read, err := bank.Parse([]byte(text))
		require.NoError(t, err)
		require.Equal(t, bank.ChannelMT940, read.Channel)
		require.Equal(t, "0000111122", read.Account)
		require.Equal(t, []money.VND{1_000_000, 989_000}, []money.VND{*read.Opening, *read.Closing})
		require.Len(t, read.Entries, 3)
		a, fee, back := read.Entries[0], read.Entries[1], read.Entries[2]
		require.Equal(t, []any{money.VND(250_000), "FT26365A1", "2026-12-31", "MBVCB.123.CP7K2M9QX.CT tu 0123 NGUYEN VAN A"}, []any{a.Amount, a.Ref, a.Day.Format("2006-01-02"), a.Text})
		require.Equal(t, []any{money.VND(-11_000), "PHI1"}, []any{fee.Amount, fee.Ref})
		require.Equal(t, []any{money.VND(-250_000), "HOAN TRA CP7K2M9QX", "NGUYEN VAN A", "123456"}, []any{back.Amount, back.Text, back.Payer, back.PayerAccount})
	}
	for name, c := range map[string]struct {
		from, to string
		want     error
	}{
		"a closing balance that is not": {"VND989000,00\n:64", "VND989001,00\n:64", bank.ErrFaulty},
		"a page that is missing":        {":60M:C261231VND1239000", ":60M:C261231VND1239001", bank.ErrFaulty},
		"another currency":              {":60F:C261231VND", ":60F:C261231USD", bank.ErrCurrency},
		"another account":               {"00365/001", "00365/001\n:25:BFTVVNVX/999", bank.ErrManyAccounts},
		"an amount with a fraction":     {"D11000,N", "D11000,5N", bank.ErrFaulty},
		"a line cut off":                {":61:261231D11000,NCHGPHI1", ":61:2612", bank.ErrFaulty},
		"no closing balance":            {":62F:C261231VND989000,00", ":99:", bank.ErrFile},
		"overflow":                      {"C250000,00NTRF", "C999999999999999,NTRF", bank.ErrFaulty},
	} {
		require.Contains(t, mt940, c.from, name)
		_, err := bank.Parse([]byte(strings.Replace(mt940, c.from, c.to, 1)))
		require.ErrorIs(t, err, c.want, name)
	}
}

// Whatever the bytes, a statement is taken with totals that add up, or refused.
func FuzzParse_MT940(f *testing.F) {
	f.Add([]byte(mt940))
	f.Add([]byte(":20:A\n:25:1234\n:60F:D261231VND1,\n:61:261231C1,NTRF//\n:86:?20\n:62F:C261231VND0,\n"))
	f.Add([]byte(":20:\n:25:\n:61:\n:86:\n:62F:"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := bank.Parse(data)
		if err != nil || read.Channel != bank.ChannelMT940 {
			return
		}
		sum := *read.Opening
		for _, e := range read.Entries {
			require.NotZero(t, e.Amount)
			require.False(t, e.Day.IsZero())
			sum += e.Amount
		}
		require.Equal(t, *read.Closing, sum)
	})
}
