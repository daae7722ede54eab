package channel

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// ESMS sends brand-name SMS through eSMS.vn (SendMultipleMessage_V4). Needs an account and
// a registered brand name.
type ESMS struct {
	Base      string // https://rest.esms.vn
	APIKey    string
	SecretKey string
	Brand     string
	Client    *http.Client
}

type esmsRequest struct {
	APIKey    string `json:"ApiKey"`
	SecretKey string `json:"SecretKey"`
	Phone     string `json:"Phone"`
	Content   string `json:"Content"`
	Brandname string `json:"Brandname"`
	SMSType   string `json:"SmsType"` // 2: customer care under a brand name
	IsUnicode string `json:"IsUnicode"`
	RequestID string `json:"RequestId"`
}

type esmsAnswer struct {
	CodeResult   string `json:"CodeResult"`
	SMSID        string `json:"SMSID"`
	ErrorMessage string `json:"ErrorMessage"`
}

// Codes of eSMS: taken, and taken before under the same RequestId.
const (
	esmsTaken  = "100"
	esmsBefore = "124"
)

// Name implements Channel.
func (ESMS) Name() string { return "sms" }

// Send implements Channel.
func (c ESMS) Send(ctx context.Context, t Text) error {
	var got esmsAnswer
	err := post(ctx, c.Client, strings.TrimRight(c.Base, "/")+"/MainService.svc/json/SendMultipleMessage_V4_post_json/", nil, esmsRequest{
		APIKey: c.APIKey, SecretKey: c.SecretKey, Phone: national(t.To), Content: t.Body, Brandname: c.Brand, SMSType: "2", IsUnicode: "0", RequestID: t.ID,
	}, &got)
	if err != nil {
		return fmt.Errorf("send SMS: %w", err)
	}
	if got.CodeResult != esmsTaken && got.CodeResult != esmsBefore {
		return fmt.Errorf("send SMS: eSMS says %s: %s", got.CodeResult, got.ErrorMessage)
	}
	return nil
}

// national writes +84912345678 as 0912345678.
func national(e164 string) string {
	if rest, ok := strings.CutPrefix(e164, "+84"); ok {
		return "0" + rest
	}
	return e164
}
