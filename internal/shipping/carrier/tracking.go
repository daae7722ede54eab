package carrier

import (
	"net/url"
	"strings"
)

// trackingPages are where carriers show a parcel by its code.
var trackingPages = map[string]string{
	"ghn":         "https://donhang.ghn.vn/?order_code=",
	"ghtk":        "https://i.ghtk.vn/",
	"viettelpost": "https://viettelpost.vn/thong-tin-don-hang?peopleTracking=sender&orderNumber=",
	"vnpost":      "https://vnpost.vn/tra-cuu-hanh-trinh/buu-pham?code=",
}

// TrackingURL is the carrier's own page about a parcel; "" for a carrier that has none
// that we know, and for a parcel without a code.
func TrackingURL(name, code string) string {
	page := trackingPages[strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(name))]
	if page == "" || code == "" {
		return ""
	}
	return page + url.QueryEscape(code)
}
