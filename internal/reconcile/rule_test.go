package reconcile_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/reconcile"
)

func line(amount money.VND, text string) bank.Line {
	return bank.Line{Entry: bank.Entry{Amount: amount, Text: text}}
}

func TestIndex_Judge(t *testing.T) {
	t.Parallel()
	want := func(ref string, due money.VND, name, phone, code string) reconcile.Want {
		return reconcile.Want{RequestID: ident.New(), Reference: ref, Due: due, Name: name, Phone: phone, Code: code}
	}
	a := want("CP7K2M9QX", 250_000, "Nguyễn Thị Hương", "+84912345678", "CPAB34WXYZ")
	b := want("CP7K2MQQX", 99_000, "Trần Văn Bình", "+84987654321", "CPZZ34WXYZ")
	c := want("CPWQXYZ23", 300_000, "Giàng A Páo", "", "")
	d := want("CPRSTWX45", 300_000, "Giàng Thị Mỷ", "", "")
	paid := want("CP2222222", 0, "Lò Thị Sáu", "+84900000001", "CPQQ34WXYZ")
	x := reconcile.NewIndex([]reconcile.Want{a, b, c, d, paid})
	for name, tc := range map[string]struct {
		line  bank.Line
		exact string   // its reference
		some  []string // references that are suggested, the likeliest first
	}{
		"as we wrote it":                        {line(250_000, "CP7K2M9QX"), "CP7K2M9QX", nil},
		"the bank's own words around it":        {line(250_000, "MBVCB.123456.CP7K2M9QX.CT tu 0351000646393 NGUYEN THI HUONG toi 8800"), "CP7K2M9QX", nil},
		"blanks stripped":                       {line(250_000, "NGUYENTHIHUONGCHUYENTIENCP7K2M9QXFT26334"), "CP7K2M9QX", nil},
		"blanks put in":                         {line(250_000, "thanh toan cp 7k2m 9qx cam on"), "CP7K2M9QX", nil},
		"another case, signs within":            {line(250_000, "Cp7k-2m9q/x"), "CP7K2M9QX", nil},
		"a nought for the Q":                    {line(250_000, "CP7K2M90X"), "CP7K2M9QX", nil},
		"an O for the Q":                        {line(250_000, "CP7K2M9OX"), "CP7K2M9QX", nil},
		"diacritics around":                     {line(250_000, "Chuyển khoản mua mật ong CP7K2M9QX đơn hàng"), "CP7K2M9QX", nil},
		"too little":                            {line(100_000, "CP7K2M9QX"), "CP7K2M9QX", nil},
		"too much":                              {line(900_000, "CP7K2M9QX"), "CP7K2M9QX", nil},
		"paid before":                           {line(250_000, "CP2222222"), "CP2222222", nil},
		"paid before and open together":         {line(250_000, "CP2222222 CP7K2M9QX"), "CP7K2M9QX", nil},
		"twice the same":                        {line(250_000, "CP7K2M9QX CP7K2M9QX"), "CP7K2M9QX", nil},
		"cut, and the money is right":           {line(300_000, "THANH TOAN DON HANG CPWQXYZ"), "CPWQXYZ23", nil},
		"cut, and the money is not":             {line(299_000, "THANH TOAN DON HANG CPWQXYZ"), "", []string{"CPWQXYZ23"}},
		"cut where two begin so":                {line(250_000, "THANH TOAN CP7K2M"), "", []string{"CP7K2M9QX"}},
		"two open ones":                         {line(349_000, "CP7K2M9QX CP7K2MQQX"), "", []string{"CP7K2M9QX", "CP7K2MQQX"}},
		"one sign wrong":                        {line(250_000, "CP7K3M9QX"), "", []string{"CP7K2M9QX"}},
		"the order's code":                      {line(250_000, "mua hang CPAB34WXYZ-1"), "", []string{"CP7K2M9QX"}},
		"the order's code, another amount":      {line(1_000, "mua hang cpab34wxyz"), "", []string{"CP7K2M9QX"}},
		"telephone and amount":                  {line(250_000, "0912 345 678 ck"), "", []string{"CP7K2M9QX"}},
		"a telephone alone":                     {line(1_000, "0912345678 ck"), "", nil},
		"name and amount, two of that amount":   {line(300_000, "GIANG A PAO chuyen tien"), "", []string{"CPWQXYZ23", "CPRSTWX45"}},
		"the payer's name beside the text":      {bank.Line{Entry: bank.Entry{Amount: 99_000, Text: "chuyen tien", Payer: "TRAN VAN BINH"}}, "", []string{"CP7K2MQQX"}},
		"an amount that one waits for":          {line(99_000, "chuyen tien"), "", []string{"CP7K2MQQX"}},
		"nothing":                               {line(77_000, "LAI TIEN GUI"), "", nil},
		"no text":                               {line(77_000, ""), "", nil},
		"somebody else's code":                  {line(77_000, "CPHAN MEM CPU CPCPCPCP"), "", nil},
		"nobody waits for what was paid before": {line(77_000, "0900000001 LO THI SAU"), "", nil},
	} {
		v := x.Judge(tc.line)
		exact := ""
		if v.Exact != nil {
			exact = v.Exact.Reference
		}
		require.Equal(t, tc.exact, exact, name)
		var some []string
		for _, s := range v.Suggested {
			some = append(some, s.Reference)
			require.Positive(t, s.Score, name)
			require.NotEmpty(t, s.Why, name)
		}
		require.Equal(t, tc.some, some, name)
	}
}

// Among many requests alike each line finds its own or is shown to a person, also where its reference was cut.
func TestIndex_Judge_many(t *testing.T) {
	t.Parallel()
	x, lines, wants := crowd(10_000)
	for i, l := range lines {
		v := x.Judge(l)
		if i%2 == 0 && v.Exact == nil {
			require.NotEmpty(t, v.Suggested, "%s for %s", l.Text, wants[i].Reference)
			continue
		}
		require.NotNil(t, v.Exact, l.Text)
		require.Equal(t, wants[i].RequestID, v.Exact.RequestID)
	}
}

// Time a line: it should hardly grow with the number of requests.
func BenchmarkIndex_Judge(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("requests=%d", n), func(b *testing.B) {
			x, lines, _ := crowd(n)
			for i := 0; b.Loop(); i++ {
				x.Judge(lines[i%n])
			}
		})
	}
}

// crowd makes requests of namesakes, and a line for each: every other one lacks the last sign of its reference.
func crowd(n int) (*reconcile.Index, []bank.Line, []reconcile.Want) {
	rnd := rand.New(rand.NewPCG(1, 2))
	wants, lines := make([]reconcile.Want, n), make([]bank.Line, n)
	for i := range wants {
		w := reconcile.Want{
			RequestID: ident.New(), Reference: "CP" + ident.Code(7), Due: money.VND(1+rnd.Int64N(500)) * 1000, Name: "Nguyễn Văn A", Phone: fmt.Sprintf("+849%08d", i), Code: "CP" + ident.Code(8),
		}
		text := "MBVCB.1234567." + w.Reference + ".CT tu 0351000646393 NGUYEN VAN A"
		if i%2 == 0 {
			text = "NGUYEN VAN A chuyen tien mua hang " + w.Reference[:len(w.Reference)-1]
		}
		wants[i], lines[i] = w, line(w.Due, text)
	}
	return reconcile.NewIndex(wants), lines, wants
}
