package offtake

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
)

// Feed is the calendar of an organisation's deliveries (RFC 5545), from 60 days ago
// to a year ahead, for whoever knows its secret. Errors: contract.ErrNotFound.
func (s *Service) Feed(ctx context.Context, secret, lang string) ([]byte, error) {
	orgID, err := s.Contract.FeedOf(ctx, secret)
	if err != nil {
		return nil, err
	}
	today := calendar.Day(s.Clock.Now())
	list, err := s.Contract.Calendar(ctx, orgID, today.AddDate(0, 0, -60), today.AddDate(1, 0, 0))
	if err != nil {
		return nil, err
	}
	return ics(list, lang), nil
}

// ics writes deliveries as all-day events. Pure; the same deliveries give the same bytes.
func ics(list []contract.Delivery, lang string) []byte {
	var b strings.Builder
	put := func(name, value string) { b.WriteString(fold(name + ":" + value)) }
	put("BEGIN", "VCALENDAR")
	put("VERSION", "2.0")
	put("PRODID", "-//Chợ Phiên//Giao hàng//VI")
	put("CALSCALE", "GREGORIAN")
	put("METHOD", "PUBLISH")
	put("X-WR-CALNAME", map[bool]string{true: "Deliveries – Chợ Phiên", false: "Lịch giao hàng – Chợ Phiên"}[lang == "en"])
	for _, d := range list {
		put("BEGIN", "VEVENT")
		put("UID", d.ID.String()+"@chophien")
		put("DTSTAMP", d.UpdatedAt.UTC().Format("20060102T150405Z"))
		put("SEQUENCE", fmt.Sprint(d.Version-1))
		put("DTSTART;VALUE=DATE", d.DueOn.Format("20060102"))
		put("DTEND;VALUE=DATE", d.DueOn.Add(24*time.Hour).Format("20060102"))
		put("SUMMARY", escape(fmt.Sprintf("%s: %d %s", d.TypeName.In(lang), d.Quantity, d.Unit)))
		put("DESCRIPTION", escape(d.Code+"\n"+stateName(d.Status).In(lang)))
		status := "CONFIRMED"
		switch d.Status {
		case contract.DeliveryPlanned:
			status = "TENTATIVE"
		case contract.DeliveryCancelled, contract.DeliveryMissed:
			status = "CANCELLED"
		default:
		}
		put("STATUS", status)
		put("TRANSP", "TRANSPARENT")
		put("END", "VEVENT")
	}
	put("END", "VCALENDAR")
	return []byte(b.String())
}

// stateName says in words where a delivery stands.
func stateName(s contract.DeliveryStatus) apperr.Text {
	switch s {
	case contract.DeliveryPlanned:
		return apperr.Text{VI: "Theo lịch, chưa gọi hàng", EN: "Planned, not called off yet"}
	case contract.DeliveryCalled:
		return apperr.Text{VI: "Đã gọi hàng", EN: "Called off"}
	case contract.DeliveryConfirmed:
		return apperr.Text{VI: "Hợp tác xã đã xác nhận", EN: "Confirmed by the cooperative"}
	case contract.DeliveryShipped:
		return apperr.Text{VI: "Đang trên đường", EN: "On its way"}
	case contract.DeliveryAccepted:
		return apperr.Text{VI: "Đã nhận đủ", EN: "Accepted"}
	case contract.DeliveryAcceptedPart:
		return apperr.Text{VI: "Đã nhận một phần", EN: "Accepted in part"}
	case contract.DeliveryRejected:
		return apperr.Text{VI: "Bị từ chối", EN: "Rejected"}
	case contract.DeliveryMissed:
		return apperr.Text{VI: "Lỡ hẹn", EN: "Missed"}
	case contract.DeliveryCancelled:
		return apperr.Text{VI: "Đã hủy", EN: "Cancelled"}
	}
	return apperr.Text{VI: string(s), EN: string(s)}
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(s)
}

// fold breaks a line after at most 75 octets, never within a letter.
func fold(line string) string {
	var b strings.Builder
	room := 75
	for _, r := range line {
		n := utf8.RuneLen(r)
		if n > room {
			b.WriteString("\r\n ")
			room = 74
		}
		b.WriteRune(r)
		room -= n
	}
	return b.String() + "\r\n"
}
