package matching

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/matching/plan"
	"github.com/chophien/chophien/internal/money"
)

// Missing tells what a month lacks and who could not give it: "Thiếu 600 con trong
// tháng 3/2027: HTX X đã hết hàng, HTX Y chưa có VietGAP." Empty when nothing lacks.
func (l LineProposal) Missing(m MonthPlan) catalog.Text {
	short := m.Asked - m.Filled
	if short <= 0 {
		return catalog.Text{}
	}
	var vi, en []string
	all := append(append([]Reason{}, m.Lacking...), l.Refused...)
	for _, r := range all {
		// The months, and each cooperative's own reason, say it better.
		if r.Code == plan.CodeNoPeriod || r.Code == plan.CodeNoSupply && len(all) > 1 {
			continue
		}
		t := r.Say(l.Unit)
		vi, en = append(vi, t.VI), append(en, t.EN)
	}
	text := catalog.Text{
		VI: fmt.Sprintf("Thiếu %s %s trong tháng %s", grouped(short, "."), l.Unit, monthVI(m.Month)),
		EN: fmt.Sprintf("Lacking %s %s in %s", grouped(short, ","), catalog.UnitName(l.Unit, "en"), m.Month.Format("January 2006")),
	}
	if len(vi) > 0 {
		text.VI += ": " + strings.Join(vi, ", ")
		text.EN += ": " + strings.Join(en, ", ")
	}
	text.VI, text.EN = text.VI+".", text.EN+"."
	return text
}

// monthVI writes a month as people say it: 3/2027.
func monthVI(t time.Time) string { return fmt.Sprintf("%d/%d", t.Month(), t.Year()) }

func grouped(n int64, sep string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// phrase is a wording in which %n is the cooperative, %h and %k the two figures in
// units, %H and %K as money, %d the detail, %u the unit.
type phrase struct{ vi, en string }

// phraseOf returns the wording of a cause.
func phraseOf(c plan.Code) phrase {
	switch c {
	case plan.CodeStars:
		return phrase{"%n chưa đủ sao OCOP (có %h, cần %k)", "%n lacks OCOP stars (has %h, needs %k)"}
	case plan.CodeCertificate:
		return phrase{"%n chưa có %d", "%n lacks the %d certificate"}
	case plan.CodeSureness:
		return phrase{"%n chưa đủ chắc chắn", "%n is not sure enough"}
	case plan.CodeNotInvited:
		return phrase{"%n không được mời", "%n is not invited"}
	case plan.CodeExcluded:
		return phrase{"%n đã bị loại ra", "%n was left out"}
	case plan.CodeNoTransport:
		return phrase{"chưa có cước vận chuyển từ %n", "there is no freight rate from %n"}
	case codeOtherProduct:
		return phrase{"%n có mặt hàng khác cùng loại", "%n has another product of the type"}
	case plan.CodeNoPeriod:
		return phrase{"%n không có hàng trong các tháng cần", "%n has nothing in the months asked for"}
	case plan.CodeLeadTime:
		return phrase{"%n không kịp chuẩn bị", "%n needs more lead time"}
	case plan.CodeNothingAvailable:
		return phrase{"%n đã hết hàng", "%n has nothing left"}
	case plan.CodePriceCeiling:
		return phrase{"giá tới nơi của %n là %H, cao hơn mức %K", "%n would cost %H at the door, above %K"}
	case plan.CodeMinOrder:
		return phrase{"%n chỉ còn %h %u, dưới đơn tối thiểu %k", "%n has only %h %u, below its minimum order of %k"}
	case plan.CodeLeastShare:
		return phrase{"phần của %n chỉ được %h %u, dưới mức %k", "%n could give only %h %u, below the least share of %k"}
	case plan.CodeFull:
		return phrase{"%n đã dùng hết %h %u", "%n is full with %h %u"}
	case plan.CodeLot:
		return phrase{"%n còn %h %u, chưa đủ một lô %k", "%n has %h %u left, less than a lot of %k"}
	case plan.CodeMostSuppliers:
		return phrase{"thêm %n thì quá %k nhà cung cấp", "%n would exceed the %k suppliers"}
	case plan.CodeShareCap:
		return phrase{"phần của %n bị giới hạn ở %k %u", "the share of %n is capped at %k %u"}
	case plan.CodeLeastPart:
		return phrase{"tất cả chỉ gom được %h %u, dưới mức nhận tối thiểu %k", "together there are only %h %u, below the least part of %k"}
	case plan.CodeNoSupply:
		return phrase{"chưa hợp tác xã nào có hàng phù hợp", "no cooperative has suitable goods"}
	case plan.CodeNotFound:
		return phrase{"%n còn %h %u nhưng không ghép được theo lô và đơn tối thiểu", "%n has %h %u left that fit no lot and minimum order"}
	default:
		return whyTaken(c)
	}
}

func whyTaken(c plan.Code) phrase {
	switch c {
	case plan.CodeOnly:
		return phrase{"nơi duy nhất phù hợp", "the only one that suits"}
	case plan.CodeCheapest:
		return phrase{"giá tới nơi thấp nhất (%H)", "the lowest price at the door (%H)"}
	case plan.CodeNeeded:
		return phrase{"các nơi rẻ hơn đã hết (giá tới nơi %H, thấp nhất %K)", "the cheaper ones are used up (%H at the door, the lowest is %K)"}
	case plan.CodeTier:
		return phrase{"đủ số lượng để hưởng mức giá từ %k %u", "reaches the price tier from %k %u"}
	case plan.CodeContinuity:
		return phrase{"giao đều trong %h tháng", "supplies in %h months"}
	case plan.CodeSmall:
		return phrase{"hợp tác xã nhỏ được ưu tiên", "a small cooperative, which is favoured"}
	default: // a cause that the solver learned since: its name is better than silence
		return phrase{vi: string(c), en: string(c)}
	}
}

// Say puts a reason into words; unit is the line's.
func (r Reason) Say(unit string) catalog.Text {
	p := phraseOf(r.Code)
	standard := catalog.Standard(r.Detail).Name()
	fill := func(s, sep, detail, unit string, vnd func(int64) string) string {
		return strings.NewReplacer("%n", r.OrgName, "%h", grouped(r.Have, sep), "%k", grouped(r.Need, sep),
			"%H", vnd(r.Have), "%K", vnd(r.Need), "%d", detail, "%u", unit).Replace(s)
	}
	return catalog.Text{
		VI: fill(p.vi, ".", standard.VI, unit, func(n int64) string { return money.VND(n).String() }),
		EN: fill(p.en, ",", standard.EN, catalog.UnitName(unit, "en"), func(n int64) string { return money.VND(n).English() }),
	}
}
