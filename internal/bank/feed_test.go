package bank_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
)

// cassoPublished is the example that Casso publishes for checking a signature: body, key,
// header.
const (
	cassoPublished = `{"error":0,"data":{"id":0,"reference":"MA_GIAO_DICH_THU_NGHIEM","description":"giao dich thu nghiem","amount":599000,"runningBalance":25000000,` +
		`"transactionDateTime":"2024-10-03 15:06:37","accountNumber":"88888888","bankName":"VPBank","bankAbbreviation":"VPB","virtualAccountNumber":"","virtualAccountName":"",` +
		`"counterAccountName":"NGUYEN VAN A","counterAccountNumber":"8888888888","counterAccountBankId":"970415","counterAccountBankName":"VietinBank"}}`
	cassoKey       = "mgExMrjj4i7a1p8Cs6LmFbpCd8lbw4sSX4LZXPag7TKazeIogtR90tvWYTkwQbvs"
	cassoSignature = "t=1727948258788,v1=ed0a4bd2e826d5cb69988cdb141e6c1a080e21f3b57eb72cd78192220042b9e7dde0868fc667faea8e224900fa7904e7c88dfa098032fb2d6b6996856e8b7ff3"
)

// sepayPublished is the body that SePay publishes.
const sepayPublished = `{"id":92704,"gateway":"Vietcombank","transactionDate":"2023-03-25 14:02:37","accountNumber":"0123499999","code":null,"content":"chuyen tien mua iphone",` +
	`"transferType":"in","transferAmount":2277000,"accumulated":19077000,"subAccount":null,"referenceCode":"MBVCB.3278907687","description":""}`

func sign(secret, stamp, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "." + body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

func TestGenuine(t *testing.T) {
	t.Parallel()
	const secret = "mot-bi-mat-du-dai"
	at := time.UnixMilli(1_727_948_258_788)
	now := strconv.FormatInt(at.Unix(), 10)
	for name, c := range map[string]struct {
		secret, body string
		header       []string
		want         bool
	}{
		"Casso's own example":        {cassoKey, cassoPublished, []string{"X-Casso-Signature", cassoSignature}, true},
		"Casso, fields in any order": {cassoKey, `{"data":` + strings.TrimPrefix(cassoPublished, `{"error":0,"data":`)[:len(cassoPublished)-len(`{"error":0,"data":`)-1] + `,"error":0}`, []string{"X-Casso-Signature", cassoSignature}, true},
		"Casso, another amount":      {cassoKey, strings.Replace(cassoPublished, "599000", "599001", 1), []string{"X-Casso-Signature", cassoSignature}, false},
		"Casso, another time":        {cassoKey, cassoPublished, []string{"X-Casso-Signature", strings.Replace(cassoSignature, "788,", "789,", 1)}, false},
		"Casso, garbage":             {cassoKey, cassoPublished, []string{"X-Casso-Signature", "v1=zz"}, false},
		"SePay's signature":          {secret, sepayPublished, []string{"X-SePay-Timestamp", now, "X-SePay-Signature", sign(secret, now, sepayPublished)}, true},
		"SePay, old":                 {secret, sepayPublished, []string{"X-SePay-Timestamp", "1727940000", "X-SePay-Signature", sign(secret, "1727940000", sepayPublished)}, false},
		"SePay, another body":        {secret, sepayPublished + " ", []string{"X-SePay-Timestamp", now, "X-SePay-Signature", sign(secret, now, sepayPublished)}, false},
		"a bad signature beside the right key": {
			secret, sepayPublished, []string{"X-SePay-Timestamp", now, "X-SePay-Signature", "sha256=00", "Authorization", "Apikey " + secret}, false,
		},
		"SePay's key":       {secret, sepayPublished, []string{"Authorization", "Apikey " + secret}, true},
		"Casso's token":     {secret, cassoPublished, []string{"Secure-Token", secret}, true},
		"a wrong key":       {secret, sepayPublished, []string{"Authorization", "Apikey " + secret + "x"}, false},
		"nothing":           {secret, sepayPublished, nil, false},
		"no secret is kept": {"", sepayPublished, []string{"Authorization", "Apikey "}, false},
	} {
		h := http.Header{}
		for i := 0; i < len(c.header); i += 2 {
			h.Set(c.header[i], c.header[i+1])
		}
		require.Equal(t, c.want, bank.Genuine(c.secret, h.Get, []byte(c.body), at), name)
	}
}
