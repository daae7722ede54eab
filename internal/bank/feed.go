package bank

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"hash"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
)

// MaxFeed bounds what a service may send at once, in bytes.
const MaxFeed = 1 << 20

const (
	sepayWithin = 5 * time.Minute // as SePay says
	// Casso does not say how old a notice may be; it is known by its id anyway.
	cassoWithin = 24 * time.Hour
)

// Genuine tells whether a notice is from who knows the secret: by SePay's or Casso's
// signature where there is one, else by the secret itself in a header. header returns a
// request's header. All is compared in constant time. Pure.
func Genuine(secret string, header func(string) string, body []byte, now time.Time) bool {
	if secret == "" {
		return false
	}
	if signature := header("X-SePay-Signature"); signature != "" {
		stamp := header("X-SePay-Timestamp")
		return fresh(stamp, time.Second, sepayWithin, now) &&
			signed(sha256.New, secret, stamp+"."+string(body), strings.TrimPrefix(signature, "sha256="))
	}
	if signature := header("X-Casso-Signature"); signature != "" {
		stamp, value, ok := strings.Cut(strings.TrimPrefix(signature, "t="), ",v1=")
		sorted, err := sortedJSON(body)
		return ok && err == nil && fresh(stamp, time.Millisecond, cassoWithin, now) && signed(sha512.New, secret, stamp+"."+sorted, value)
	}
	sent := header("Secure-Token")
	if kind, value, ok := strings.Cut(header("Authorization"), " "); sent == "" && ok && (strings.EqualFold(kind, "Apikey") || strings.EqualFold(kind, "Bearer")) {
		sent = value
	}
	a, b := sha256.Sum256([]byte(sent)), sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func fresh(stamp string, unit, within time.Duration, now time.Time) bool {
	n, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || n < 0 || n > int64(1)<<53 {
		return false
	}
	at := time.Unix(n, 0)
	if unit == time.Millisecond {
		at = time.UnixMilli(n)
	}
	return now.Sub(at).Abs() <= within
}

func signed(algorithm func() hash.Hash, secret, text, signature string) bool {
	mac := hmac.New(algorithm, []byte(secret))
	mac.Write([]byte(text))
	sent, err := hex.DecodeString(strings.TrimSpace(signature))
	return err == nil && hmac.Equal(mac.Sum(nil), sent)
}

// sortedJSON is a body as Casso signs it: fields in the order of their names, all the
// way down, written as JavaScript writes them.
func sortedJSON(body []byte) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil { // maps come out sorted
		return "", err
	}
	return strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029").Replace(strings.TrimSuffix(out.String(), "\n")), nil
}

// Provider names a service.
type Provider string

// The services.
const (
	SePay   Provider = "sepay"
	Casso   Provider = "casso"
	Unknown Provider = "unknown" // genuine, but of no shape that we know
)

// Notice is one movement of money as a service tells it.
type Notice struct {
	Provider   Provider
	ExternalID string // theirs; of an unknown shape the sum of its bytes
	Raw        string
}

// notices takes a body apart: one notice of SePay, or those that Casso sends in one. Pure.
func notices(body []byte) []Notice {
	var shape struct {
		ID           json.RawMessage `json:"id"`
		TransferType string          `json:"transferType"`
		Data         json.RawMessage `json:"data"`
	}
	if json.Unmarshal(body, &shape) == nil {
		var list []json.RawMessage
		switch {
		case shape.TransferType != "" && plainID(shape.ID) != "":
			return []Notice{{Provider: SePay, ExternalID: plainID(shape.ID), Raw: kept(body)}}
		case len(shape.Data) > 0 && json.Unmarshal(shape.Data, &list) == nil && len(list) > 0:
		case len(shape.Data) > 0 && shape.Data[0] == '{':
			list = []json.RawMessage{shape.Data}
		}
		var out []Notice
		for _, raw := range list {
			var one struct {
				ID json.RawMessage `json:"id"`
			}
			if json.Unmarshal(raw, &one) != nil || plainID(one.ID) == "" {
				out = append(out, unknown(raw))
				continue
			}
			out = append(out, Notice{Provider: Casso, ExternalID: plainID(one.ID), Raw: kept(raw)})
		}
		if len(out) > 0 {
			return out
		}
	}
	return []Notice{unknown(body)}
}

func unknown(raw []byte) Notice {
	sum := sha256.Sum256(raw)
	return Notice{Provider: Unknown, ExternalID: hex.EncodeToString(sum[:]), Raw: kept(raw)}
}

// kept is a body as the database can hold it.
func kept(raw []byte) string {
	return strings.ToValidUTF8(strings.ReplaceAll(string(raw), "\x00", ""), "?")
}

// plainID is an id without quotes; numbers and texts alike.
func plainID(raw json.RawMessage) string {
	id := strings.Trim(strings.TrimSpace(string(raw)), `"`)
	if id == "null" || len(id) > 100 {
		return ""
	}
	return id
}

// told is a notice as the services publish their fields. Casso changed its names once.
type told struct {
	// SePay.
	TransferType    string      `json:"transferType"`
	TransferAmount  json.Number `json:"transferAmount"`
	TransactionDate string      `json:"transactionDate"`
	Content         string      `json:"content"`
	ReferenceCode   string      `json:"referenceCode"`
	Accumulated     json.Number `json:"accumulated"`
	// Both.
	AccountNumber string `json:"accountNumber"`
	Description   string `json:"description"`
	// Casso, first version.
	TID        string      `json:"tid"`
	Amount     json.Number `json:"amount"`
	Cusum      json.Number `json:"cusum_balance"`
	When       string      `json:"when"`
	SubAccID   string      `json:"bank_sub_acc_id"`
	OtherName  string      `json:"corresponsiveName"`
	OtherAccNo string      `json:"corresponsiveAccount"`
	// Casso, second version.
	Reference      string      `json:"reference"`
	RunningBalance json.Number `json:"runningBalance"`
	DateTime       string      `json:"transactionDateTime"`
	CounterName    string      `json:"counterAccountName"`
	CounterNumber  string      `json:"counterAccountNumber"`
}

// entry reads a notice: which account, and what happened. Pure.
func (n Notice) entry() (account string, e Entry, ok bool) {
	var t told
	if json.Unmarshal([]byte(n.Raw), &t) != nil {
		return "", e, false
	}
	amount, stamp, balance := t.Amount, first(t.When, t.DateTime), t.Cusum
	if n.Provider == SePay {
		amount, stamp, balance = t.TransferAmount, t.TransactionDate, t.Accumulated
	} else if balance == "" {
		balance = t.RunningBalance
	}
	value, good := wholeOf(amount)
	if !good || value == 0 {
		return "", e, false
	}
	if n.Provider == SePay {
		switch t.TransferType {
		case "in":
		case "out":
			value = -value
		default:
			return "", e, false
		}
	}
	if e.Day, e.At, ok = stampOf(stamp); !ok {
		return "", e, false
	}
	e.Amount, e.Text = value, first(t.Content, t.Description)
	e.Ref = first(t.ReferenceCode, t.TID, t.Reference)
	e.Payer, e.PayerAccount = first(t.OtherName, t.CounterName), first(t.OtherAccNo, t.CounterNumber)
	if left, good := wholeOf(balance); good && left != 0 { // nought is what they send when a bank does not say
		e.Balance = &left
	}
	account = strings.ToUpper(strings.ReplaceAll(first(t.AccountNumber, t.SubAccID), " ", ""))
	return account, e, account != ""
}

func first(list ...string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

func wholeOf(n json.Number) (money.VND, bool) {
	whole, fraction, _ := strings.Cut(n.String(), ".")
	v, err := strconv.ParseInt(whole, 10, 64)
	return money.VND(v), err == nil && within(v) && strings.Trim(fraction, "0") == ""
}

func stampOf(s string) (day, at time.Time, ok bool) {
	for _, layout := range []string{time.DateTime, "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, clock.Saigon); err == nil {
			return calendar.Day(t), t.UTC(), true
		}
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, time.Time{}, true
	}
	return day, at, false
}
