package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/review"
	"github.com/chophien/chophien/internal/ticket"
)

// What waits at the desk is about a cooperative whose log-in is printed at start.
const (
	sampleCooperative = "doan-luong"
	sampleAlliance    = "lien-minh-htx"
	sampleAsker       = "demo-05" // has written to the Alliance
)

// desk puts something on every page of the Alliance's desk, so that none opens empty:
// complaints, a request about data, letters, a reported review, a cooperative that waits
// to be verified. All of it says that it is a sample, and is made by the services that
// make real ones, only on earlier days. What is there already is left alone.
func (l *loader) desk(ctx context.Context) error {
	there, err := l.store.onDesk(ctx)
	if err != nil {
		return err
	}
	owners, err := l.store.owners(ctx)
	if err != nil {
		return err
	}
	staff, known := owners[l.orgs[sampleAlliance]]
	coop, also := owners[l.orgs[sampleCooperative]]
	if !known || !also {
		return nil
	}
	for _, step := range []struct {
		name string
		skip bool
		do   func(ctx context.Context, staff, coop party.Actor) error
	}{
		{"tickets", there.Tickets || l.Ticket == nil, l.tickets},
		{"letters", there.Letters || l.Liaison == nil, l.letters},
		{"reported review", there.Reports || l.Review == nil, l.reported},
		{"imports", there.Imports || l.Exchange == nil, l.imports},
		{"returns", there.Returns || l.Returns == nil, l.cases},
		{"cooperative to verify", there.Verifications || l.Verification == nil, l.newcomer},
	} {
		if step.skip {
			continue
		}
		if err := l.DB.InTx(ctx, func(ctx context.Context) error { return step.do(ctx, staff, coop) }); err != nil {
			return fmt.Errorf("sample %s: %w", step.name, err)
		}
	}
	return nil
}

// daysAgo is the clock as of so many days ago.
func (l *loader) daysAgo(days int) clock.Clock {
	return &clock.Fixed{T: l.Clock.Now().AddDate(0, 0, -days)}
}

// sampleTicket is one complaint or request, and what was done with it since.
type sampleTicket struct {
	key     string
	days    int
	in      ticket.OpenInput
	taken   bool   // up by the Alliance, the day after
	said    string // by the cooperative, two days after
	outcome string // upheld with it, four days after
}

func sampleTickets() []sampleTicket {
	return []sampleTicket{
		{
			key: "sample-ticket-picture", days: 13, taken: true,
			in: ticket.OpenInput{
				Topic: ticket.TopicListing, ProductSlug: "mut-tao-meo", Reason: "misleading", Name: "Khách mẫu Hà", Contact: "khach.ha@chophien.test",
				Words: "Ảnh trên trang làm tôi tưởng là hộp 500 g, nhận hàng mới biết là 250 g. Mong chợ ghi khối lượng rõ hơn trên ảnh. (Dữ liệu mẫu)",
			},
			said: "HTX đã ghi khối lượng trong tên quy cách. Tuần này sẽ chụp lại ảnh có cân bên cạnh.",
		},
		{
			key: "sample-ticket-conduct", days: 24, taken: true,
			in: ticket.OpenInput{
				Topic: ticket.TopicSeller, OrgSlug: sampleCooperative, Reason: "not_reachable", Name: "Khách mẫu Bình", Contact: "khach.binh@chophien.test",
				Words: "Tôi gọi số của hợp tác xã hai ngày không ai nghe máy. (Dữ liệu mẫu)",
			},
			said:    "Số cũ đã hỏng, HTX đã đổi số trên trang và gọi lại cho khách.",
			outcome: "Hợp tác xã đã đổi số điện thoại và gọi lại cho khách. Liên minh đã gọi thử, có người nghe.",
		},
		{
			key: "sample-ticket-data",
			in: ticket.OpenInput{
				Topic: ticket.TopicDataAccess, Reason: "data", Name: "Khách mẫu Lan", Contact: "khach.lan@chophien.test",
				Words: "Tôi muốn biết chợ đang giữ những thông tin gì của tôi, gửi qua thư điện tử này. (Dữ liệu mẫu)",
			},
		},
	}
}

func (l *loader) tickets(ctx context.Context, staff, coop party.Actor) error {
	for _, t := range sampleTickets() {
		at := func(after int) *ticket.Service {
			s := *l.Ticket
			s.Clock = l.daysAgo(t.days - after)
			return &s
		}
		t.in.Key, t.in.Locale = t.key, "vi"
		full, err := at(0).Open(ctx, t.in)
		if err != nil {
			return err
		}
		if t.taken {
			if full, err = at(1).Act(ctx, ticket.ActInput{Actor: staff, ID: full.ID, Action: ticket.ActionAcknowledge, Version: full.Version}); err != nil {
				return err
			}
		}
		if t.said != "" {
			if _, err := at(2).Say(ctx, ticket.SayInput{Actor: coop, ID: full.ID, Body: t.said}); err != nil {
				return err
			}
		}
		if t.outcome != "" {
			if _, err := at(4).Act(ctx, ticket.ActInput{Actor: staff, ID: full.ID, Action: ticket.ActionUphold, Outcome: t.outcome, Version: full.Version}); err != nil {
				return err
			}
		}
	}
	return nil
}

// letters are one answered exchange with the cooperative, and one letter that waits for
// the Alliance.
func (l *loader) letters(ctx context.Context, staff, coop party.Actor) error {
	owners, err := l.store.owners(ctx)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		key  string
		days int
		from party.Actor
		body string
	}{
		{"sample-letter-visit", 6, staff, "Chào bà con, thứ Năm tuần sau cán bộ Liên minh lên thăm xưởng mứt. Bà con chuẩn bị giúp sổ ghi lô và phiếu kiểm nghiệm gần nhất nhé. (Dữ liệu mẫu)"},
		{"sample-letter-answer", 5, coop, "Vâng, HTX chờ đoàn ở xưởng từ 8 giờ. Phiếu kiểm nghiệm mới đã có, mời đoàn xem tại chỗ."},
		{"sample-letter-stalls", 1, staff, "Sở Công Thương mở phiên chợ OCOP ở Hà Nội tháng sau, còn 4 gian. HTX muốn đi thì trả lời thư này trước thứ Sáu. (Dữ liệu mẫu)"},
		{"sample-letter-asks", 0, owners[l.orgs[sampleAsker]], "Kính gửi Liên minh, măng mai năm nay được mùa. Xin hỏi làm hồ sơ OCOP 3 sao thì bắt đầu từ đâu? (Dữ liệu mẫu)"},
	} {
		if len(m.from.Memberships) == 0 {
			continue // nobody there to write
		}
		to := coop.Memberships[0].OrgID
		if m.from.UserID != staff.UserID {
			to = m.from.Memberships[0].OrgID
		}
		s := *l.Liaison
		s.Clock = l.daysAgo(m.days)
		if _, err := s.Send(ctx, liaison.SendInput{Actor: m.from, OrgID: to, Key: m.key, Body: m.body}); err != nil {
			return err
		}
	}
	return nil
}

// reported is a sample review that somebody asks the Alliance to look at.
func (l *loader) reported(ctx context.Context, _, _ party.Actor) error {
	slug := "mat-ong-mu-cang-chai"
	ids, err := l.Catalog.ProductIDs(ctx, []string{slug})
	if err != nil || ids[slug] == ident.Nil {
		return err
	}
	page, err := l.Review.List(ctx, review.Filter{ProductID: ids[slug]}, "", 1)
	if err != nil || len(page.Items) == 0 {
		return err
	}
	return l.Review.Report(ctx, page.Items[0].ID, "sample", review.ReasonOther, "Chai dính là do người gửi gói lỏng, không phải mật bị hở. Nhờ Liên minh xem lại. (Dữ liệu mẫu)")
}

// day is a date so many days ago, without the time.
func (l *loader) day(ago int) time.Time { return l.today().AddDate(0, 0, -ago) }
