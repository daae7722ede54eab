package vietqr_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vietqr"
)

// Payloads that others published, byte for byte.
var published = []struct {
	source   string
	transfer vietqr.Transfer
	payload  string
}{
	{
		"Napas, QR code specification v1.5.2, transfer to an account; also in tests of several libraries",
		vietqr.Transfer{Bank: "970403", Account: "0011012345678", Amount: 180_000, Bill: "NPS6869", Purpose: "thanh toan don hang"},
		"00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E",
	},
	{
		"Napas, QR code specification v1.5.2, transfer to a card",
		vietqr.Transfer{Bank: "970403", Account: "9704031101234567", Card: true, Amount: 180_000, Bill: "NPS6869", Purpose: "thanh toan don hang"},
		"00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203",
	},
	{
		"github.com/giautm/emvqr-go sgqr_test.go",
		vietqr.Transfer{Bank: "970415", Account: "113366668888"},
		"00020101021138560010A0000007270126000697041501121133666688880208QRIBFTTA53037045802VN6304F443",
	},
	{
		"github.com/subiz/vietqr README.md",
		vietqr.Transfer{Bank: "970415", Account: "0011001932418", Amount: 120_000, Purpose: "ung ho lu lut"},
		"00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C",
	},
	{
		"npm dynamic-vietqr 0.0.81 README.md, dynamicIBFTToAccount",
		vietqr.Transfer{Bank: "970403", Account: "0011012345678", Amount: 180_000, Purpose: "thanh toan don hang"},
		"00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62230819thanh toan don hang63045FAB",
	},
	{
		"npm dynamic-vietqr 0.0.81 README.md, staticIBFTToCard",
		vietqr.Transfer{Bank: "970403", Account: "0011012345678", Card: true},
		"00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTC53037045802VN63046E2C",
	},
	{
		"npm vietnam-qr-pay 1.1.0 on libraries.io, with amount and purpose",
		vietqr.Transfer{Bank: "970416", Account: "257678859", Amount: 10_000, Purpose: "Chuyen tien"},
		"00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6",
	},
	{
		"npm vietnam-qr-pay 1.1.0 on libraries.io, without",
		vietqr.Transfer{Bank: "970416", Account: "257678859"},
		"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F",
	},
	{
		"github.com/sunary/vietqr, as recomputed in domain-vietnam.md §3b",
		vietqr.Transfer{Bank: "970407", Account: "9796868", Purpose: "gen by sunary/vietqr"},
		"00020101021138510010A00000072701210006970407010797968680208QRIBFTTA53037045802VN62240820gen by sunary/vietqr6304BE74",
	},
}

func TestEncode_as_published(t *testing.T) {
	t.Parallel()
	for _, p := range published {
		got, err := vietqr.Encode(p.transfer)
		require.NoError(t, err, p.source)
		require.Equal(t, p.payload, got, p.source)
		back, err := vietqr.Parse(p.payload)
		require.NoError(t, err, p.source)
		require.Equal(t, p.transfer, back, p.source)
	}
}

func TestEncode_refuses(t *testing.T) {
	t.Parallel()
	good := vietqr.Transfer{Bank: "970436", Account: "1017595600", Amount: 1}
	for name, c := range map[string]struct {
		change func(*vietqr.Transfer)
		want   error
	}{
		"no bank":        {func(x *vietqr.Transfer) { x.Bank = "" }, vietqr.ErrBank},
		"letters":        {func(x *vietqr.Transfer) { x.Bank = "97O436" }, vietqr.ErrBank},
		"no account":     {func(x *vietqr.Transfer) { x.Account = "" }, vietqr.ErrAccount},
		"blank":          {func(x *vietqr.Transfer) { x.Account = "1017 595600" }, vietqr.ErrAccount},
		"long account":   {func(x *vietqr.Transfer) { x.Account = strings.Repeat("1", 20) }, vietqr.ErrAccount},
		"negative":       {func(x *vietqr.Transfer) { x.Amount = -1 }, vietqr.ErrAmount},
		"too much":       {func(x *vietqr.Transfer) { x.Amount = 10_000_000_000_000 }, vietqr.ErrAmount},
		"marks":          {func(x *vietqr.Transfer) { x.Purpose = "ủng hộ" }, vietqr.ErrText},
		"long purpose":   {func(x *vietqr.Transfer) { x.Purpose = strings.Repeat("x", 26) }, vietqr.ErrText},
		"line in a bill": {func(x *vietqr.Transfer) { x.Bill = "a\nb" }, vietqr.ErrText},
	} {
		bad := good
		c.change(&bad)
		_, err := vietqr.Encode(bad)
		require.ErrorIs(t, err, c.want, name)
	}
}

func TestParse_refuses(t *testing.T) {
	t.Parallel()
	good := published[0].payload
	for name, c := range map[string]struct {
		payload string
		want    error
	}{
		"empty":        {"", vietqr.ErrFormat},
		"no checksum":  {good[:len(good)-8], vietqr.ErrFormat},
		"other amount": {strings.Replace(good, "180000", "980000", 1), vietqr.ErrChecksum},
		"MoMo's":       {"000201010211262400020001140100101114-0195204490053037045802VN5931EVN CONG TY DIEN LUC THANH XUAN6006Ha Noi62450302000613PD000000000000702000812TT tien dien6304DC30", vietqr.ErrForeign},
	} {
		_, err := vietqr.Parse(c.payload)
		require.ErrorIs(t, err, c.want, name)
	}
}

// Whatever comes in, reading it does not break, and what can be read can be written.
func FuzzParse(f *testing.F) {
	for _, p := range published {
		f.Add(p.payload)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		transfer, err := vietqr.Parse(payload)
		if err != nil {
			return
		}
		again, err := vietqr.Encode(transfer)
		require.NoError(t, err)
		back, err := vietqr.Parse(again)
		require.NoError(t, err)
		require.Equal(t, transfer, back)
	})
}
