package paper

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
)

func setContract(k contract.Contract, f Facts, en bool) ([]byte, error) {
	s := newSheet(en, k.Code, k.UpdatedAt)
	s.head(k.Code, "HỢP ĐỒNG BAO TIÊU SẢN PHẨM", "OFF-TAKE FRAMEWORK CONTRACT", k.Title)
	if s.en {
		s.text("", 9, "C", "Translation. The Vietnamese document binds.")
	}
	if f.Programme.VI != "" {
		s.text("", 10, "C", s.say("Chương trình liên kết: ", "Linkage programme: ")+f.Programme.In(s.lang()))
	}
	s.parties(f)
	value, err := k.Value()
	if err != nil {
		return nil, err
	}
	t := k.Terms
	s.article(1, "Hàng hóa, sản lượng và phần của mỗi hợp tác xã", "Goods, quantities and each cooperative's share")
	for _, h := range k.Shares {
		s.share(h)
	}
	s.article(2, "Giá trị", "Value")
	s.para("Giá trị hợp đồng theo giá gốc: %s.", "The contract is worth %s at base prices.", s.vnd(value))
	s.article(3, "Giao nhận", "Delivery")
	s.para("Nơi nhận: %s. Cách giao: %s. Mỗi đợt được gọi tự động theo lịch, trước thời gian chuẩn bị hai ngày; đợt có ngày giao không còn kịp thời gian chuẩn bị khi hợp đồng có hiệu lực được dời đến ngày sớm nhất kịp chuẩn bị. Khi gửi, hợp tác xã ghi số lượng và khối lượng thực của từng lô; bên mua nhận đủ, nhận một phần hoặc từ chối kèm lý do và ảnh.",
		"Place: %s. Terms: %s. Each delivery is called off by the calendar, two days before the lead time begins; one whose day leaves less than the lead time when the contract comes into force moves to the first day that does. On sending, the cooperative states the real count and weight of each lot; the buyer accepts, accepts in part, or rejects with reason and photos.",
		f.Place, s.terms(t.Delivery))
	s.article(4, "Thanh toán", "Payment")
	s.payment(t)
	s.article(5, "Dung sai và phạt", "Tolerance and penalties")
	s.para("Mỗi đợt giao thiếu không quá %d %% được coi là giao đủ. Phần thiếu vượt dung sai: phạt %s %% giá trị phần thiếu. Giao chậm: phạt %s %% giá trị đợt giao cho mỗi ngày. Tổng mức phạt của một đợt không quá 8 %% giá trị đợt đó (Điều 301 Luật Thương mại 2005). Quá ngày giao %d ngày mà chưa gửi hàng thì đợt đó tính là lỡ.",
		"A delivery short by at most %d %% is kept. Beyond it the penalty is %s %% of the value that is short; for each day late %s %% of the value delivered. Penalties for one delivery never exceed 8 %% of its value (Commercial Law 2005, Article 301). If nothing is sent within %d days of the due day, the delivery is missed.",
		t.TolerancePct, percent(t.ShortBP), percent(t.LateBP), t.MissAfterDays)
	s.article(6, "Thiếu hàng", "Shortfalls")
	s.para("Phần thiếu được chào cho các hợp tác xã khác theo cùng điều khoản%s. Ai nhận trước được trước; phần đã được bù không tính là nợ của bên thiếu.",
		"A shortfall is offered to other cooperatives on the same terms%s. The first to take it has it; what is made up is no longer owed by who was short.",
		s.consent(t.Substitution))
	s.article(7, "Sửa đổi và chấm dứt", "Changes and end")
	s.para("Hợp đồng được sửa bằng phụ lục do bên mua và các hợp tác xã có phần bị thay đổi ký. Hợp đồng kết thúc khi mọi phần đã giao hoặc được miễn, hoặc bằng phụ lục do tất cả các bên ký.",
		"The contract is changed by addenda that the buyer and the cooperatives whose shares they touch sign. It ends when everything is delivered or forgiven, or by an addendum that all parties sign.")
	if t.Note != "" {
		s.article(8, "Ghi chú", "Note")
		s.para("%s", "%s", t.Note)
	}
	s.signing(f)
	return s.bytes()
}

func (s *sheet) lang() string { return s.say("vi", "en") }

func (s *sheet) head(code, vi, en, title string) {
	if !s.en {
		s.text("B", 10, "C", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
		s.text("", 10, "C", "Độc lập – Tự do – Hạnh phúc")
		s.pdf.Ln(3)
	}
	s.text("B", 15, "C", s.say(vi, en))
	s.text("", 10, "C", s.say("Số: ", "No. ")+code)
	s.text("B", 11, "C", title)
}

func (s *sheet) parties(f Facts) {
	for i, p := range f.Parties {
		s.pdf.Ln(2)
		name := s.say("BÊN MUA", "BUYER")
		if i > 0 {
			name = fmt.Sprintf("%s %d", s.say("BÊN BÁN", "SELLER"), i)
		}
		s.text("B", 10, "L", name+": "+p.LegalName)
		for _, x := range []struct{ vi, en, value string }{
			{"Đăng ký", "Registration", p.Registration},
			{"Người đại diện", "Representative", p.Representative},
			{"Địa chỉ", "Address", p.Address},
			{"Điện thoại", "Telephone", p.Phone},
			{"Thư điện tử", "E-mail", p.Email},
		} {
			if x.value != "" {
				s.text("", 10, "L", s.say(x.vi, x.en)+": "+x.value)
			}
		}
	}
}

func (s *sheet) share(h contract.Share) {
	s.pdf.Ln(1)
	s.text("B", 10, "L", h.OrgName+" – "+h.TypeName.In(s.lang()))
	if h.Specification != "" {
		s.text("", 10, "L", h.Specification)
	}
	s.text("", 10, "L", s.price(h))
	widths := []float64{0.2, 0.25, 0.55}
	s.row("B", widths, s.say("Tháng", "Month"), s.say("Sản lượng", "Quantity"), s.say("Ngày giao (số lượng)", "Days of delivery (quantity)"))
	var sum int64
	for _, m := range h.Months {
		days := ""
		for i, p := range m.Plan {
			if i > 0 {
				days += ", "
			}
			days += p.DueOn.Format("02/01") + " (" + s.number(p.Quantity) + ")"
		}
		s.row("", widths, m.Month.Format("01/2006"), s.number(m.Contracted)+" "+h.Unit, days)
		sum += m.Contracted
	}
	s.row("B", widths, s.say("Cộng", "Total"), s.number(sum)+" "+h.Unit, "")
}

func (s *sheet) number(n int64) string {
	text, sep := strconv.FormatInt(n, 10), s.say(".", ",")
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + sep + text[i:]
	}
	return text
}

func (s *sheet) price(h contract.Share) string {
	p := h.Price
	switch p.Kind {
	case contract.PriceKindTier:
		out := s.say("Giá theo lượng mỗi đợt: ", "Price by the quantity of a delivery: ") + s.vnd(p.Base) + "/" + h.Unit
		for _, t := range p.Tiers {
			out += "; " + s.say("từ ", "from ") + s.number(t.From) + ": " + s.vnd(t.Unit)
		}
		return out
	case contract.PriceKindIndex:
		return fmt.Sprintf(s.say("Giá = %s × chỉ số “%s” ÷ %s, làm tròn nửa lên đến đồng, không dưới %s và không quá %s mỗi %s; dùng chỉ số công bố gần nhất đến ngày giao.",
			"Price = %s × index “%s” ÷ %s, halves of a đồng rounded up, not below %s nor above %s a %s; by the last quote published by the due day."),
			s.vnd(p.Base), p.Index, s.vnd(p.IndexBase), s.vnd(p.Floor), s.vnd(p.Cap), h.Unit)
	case contract.PriceKindFixed:
	}
	return s.say("Giá cố định: ", "Fixed price: ") + s.vnd(p.Base) + "/" + h.Unit
}

// sentence ends a text with one full stop.
func sentence(text string) string { return strings.TrimSuffix(text, ".") + "." }

// percent writes hundredths of a percent.
func percent(bp int) string {
	if bp%100 == 0 {
		return strconv.Itoa(bp / 100)
	}
	return fmt.Sprintf("%d,%02d", bp/100, bp%100)
}

func (s *sheet) terms(delivery string) string {
	if delivery == "pickup" {
		return s.say("bên mua đến lấy hàng", "the buyer fetches the goods")
	}
	return s.say("bên bán giao tận nơi", "delivered by the sellers")
}

func (s *sheet) consent(beforehand bool) string {
	if beforehand {
		return s.say("; bên mua đồng ý trước", "; the buyer consents beforehand")
	}
	return s.say(" khi bên mua đồng ý", " when the buyer consents")
}

func (s *sheet) payment(t contract.Terms) {
	switch t.Payment {
	case "deposit":
		s.para("Bên mua đặt cọc %d %% giá trị của mỗi phần trong 7 ngày kể từ khi hợp đồng có hiệu lực; cọc được trừ theo lượng hàng vào mỗi đợt giao, cọc của hàng sẽ không giao được trả lại. Phần còn lại trả khi nhận hàng.",
			"The buyer pays %d %% of each share as a deposit within 7 days of the contract coming into force; it is taken off each delivery in proportion to its quantity, and paid back for goods that will not come. The rest is paid on acceptance.", t.DepositPct)
	case "monthly_invoice":
		s.para("Hàng nhận trong tháng được trả trong %d ngày sau ngày cuối tháng.", "Goods accepted in a month are paid within %d days of its end.", t.CreditDays)
	default:
		s.para("Trả khi nhận hàng.", "Paid on acceptance.")
	}
}

func (s *sheet) signing(f Facts) {
	s.pdf.Ln(4)
	s.para("Các bên ký điện tử trên Chợ Phiên: họ tên, thời điểm, mã một lần gửi vào thư điện tử của người ký, và mã băm SHA-256 của bản tiếng Việt này được lưu cùng chữ ký.",
		"The parties sign electronically on Chợ Phiên: name, time, a one-time code sent to the signer's email, and the SHA-256 of the Vietnamese document are kept with each signature.")
	for _, p := range f.Parties {
		s.text("B", 10, "L", p.LegalName+" – "+s.say("người đại diện: ", "represented by: ")+p.Representative)
	}
}

func nameOf(k contract.Contract, id ident.ID) string {
	if id == k.BuyerOrgID {
		return k.BuyerName
	}
	for _, h := range k.Shares {
		if h.OrgID == id {
			return h.OrgName
		}
	}
	return id.String()
}

func setAddendum(k contract.Contract, a contract.Addendum, f Facts, en bool) ([]byte, error) {
	s := newSheet(en, fmt.Sprintf("%s/PL%d", k.Code, a.Ordinal), a.CreatedAt)
	s.head(fmt.Sprintf("%s/PL%d", k.Code, a.Ordinal), "PHỤ LỤC HỢP ĐỒNG", "ADDENDUM TO A CONTRACT", k.Title)
	s.parties(f)
	s.pdf.Ln(2)
	s.para("Đề nghị của %s. Lý do: %s", "Proposed by %s. Reason: %s", nameOf(k, a.ProposedBy), a.Changes.Reason)
	if a.Changes.Terminate {
		s.para("Hợp đồng chấm dứt khi các bên đã ký; phần chưa giao được miễn.", "The contract ends once all parties have signed; what remains is forgiven.")
	}
	for _, m := range a.Changes.Months {
		h := k.Share(m.ShareID)
		s.para("%s, %s, tháng %s: từ %s thành %s %s.", "%s, %s, month %s: from %s to %s %s.", h.OrgName, h.TypeName.In(s.lang()), m.Month.Format("01/2006"),
			s.number(h.Month(m.Month).Contracted), s.number(m.Contracted), h.Unit)
	}
	for _, p := range a.Changes.Prices {
		h := *k.Share(p.ShareID)
		was := s.price(h)
		h.Price = p.Price
		s.para("%s, %s: %s Thay cho: %s", "%s, %s: %s In place of: %s", h.OrgName, h.TypeName.In(s.lang()), sentence(s.price(h)), sentence(was))
	}
	for _, m := range a.Changes.Moves {
		s.para("Đợt giao %s chuyển từ ngày %s sang ngày %s.", "Delivery %s moves from %s to %s.", m.Code, s.date(m.Was), s.date(m.DueOn))
	}
	s.signing(f)
	return s.bytes()
}
