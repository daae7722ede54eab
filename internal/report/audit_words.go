package report

import (
	"strings"

	"github.com/chophien/chophien/internal/apperr"
)

// AuditKind groups the log by what it is about.
type AuditKind string

// The kinds.
const (
	AuditPeople AuditKind = "people" // members, invitations, phones, PINs
	AuditCard   AuditKind = "card"   // the organisation itself
	AuditGoods  AuditKind = "goods"
	AuditStock  AuditKind = "stock"
	AuditOrders AuditKind = "orders"
	AuditTrade  AuditKind = "trade" // offers and contracts
	AuditOther  AuditKind = "other"
)

// kindPrefixes are the first words of actions, by kind; what is in none is other.
//

var kindPrefixes = map[AuditKind][]string{
	AuditPeople: {"member", "invitation", "device", "pin"},
	AuditCard:   {"organisation", "verification", "view", "payout_account", "penalty"},
	AuditGoods:  {"product", "listing", "variant", "picture", "price"},
	AuditStock:  {"stock", "lot"},
	AuditOrders: {"order", "return", "review", "parcel"},
	AuditTrade:  {"offer", "contract", "capacity"},
}

func auditKindOf(action string) AuditKind {
	prefix, _, _ := strings.Cut(action, ".")
	for kind, prefixes := range kindPrefixes {
		for _, p := range prefixes {
			if p == prefix {
				return kind
			}
		}
	}
	return AuditOther
}

// auditTexts says each action. A test fails on an action of the code or of the
// database that is not here.
//

var auditTexts = map[string]apperr.Text{
	"member.add":        {VI: "Thêm thành viên", EN: "Added a member"},
	"member.set_role":   {VI: "Đổi vai trò", EN: "Changed a role"},
	"member.remove":     {VI: "Gỡ thành viên", EN: "Removed a member"},
	"invitation.create": {VI: "Mời thành viên", EN: "Invited somebody"},
	"invitation.resend": {VI: "Gửi lại lời mời", EN: "Sent an invitation again"},
	"invitation.revoke": {VI: "Thu hồi lời mời", EN: "Withdrew an invitation"},
	"invitation.accept": {VI: "Nhận lời mời và vào đơn vị", EN: "Accepted an invitation and joined"},
	"device.register":   {VI: "Đăng ký điện thoại dùng chung", EN: "Registered a shared phone"},
	"device.remove":     {VI: "Gỡ điện thoại dùng chung", EN: "Removed a shared phone"},
	"pin.set":           {VI: "Đặt mã PIN", EN: "Set a PIN"},
	"pin.remove":        {VI: "Xóa mã PIN", EN: "Removed a PIN"},
	"user.erase":        {VI: "Xóa tài khoản của mình", EN: "Erased their own account"},

	"organisation.register":   {VI: "Đăng ký đơn vị", EN: "Registered the organisation"},
	"organisation.update":     {VI: "Sửa hồ sơ công khai", EN: "Changed the public card"},
	"organisation.set_status": {VI: "Liên minh xác nhận hoặc tạm ngưng đơn vị", EN: "The Alliance verified or suspended the organisation"},

	"organisation.set_level": {VI: "Liên minh xếp mức đơn vị", EN: "The Alliance graded the organisation"},

	"verification.submit":      {VI: "Nộp hồ sơ xác nhận", EN: "Handed in papers to be verified"},
	"verification.refuse":      {VI: "Liên minh chưa chấp nhận hồ sơ", EN: "The Alliance refused the papers"},
	"verification.read_paper":  {VI: "Liên minh mở xem một giấy tờ", EN: "The Alliance read a paper"},
	"view.start":               {VI: "Liên minh bắt đầu xem nơi làm việc", EN: "The Alliance began to look on"},
	"view.read":                {VI: "Liên minh xem một trang", EN: "The Alliance looked at a page"},
	"view.end":                 {VI: "Liên minh thôi xem nơi làm việc", EN: "The Alliance stopped looking on"},
	"product.edit":             {VI: "Sửa mặt hàng", EN: "Changed a listing"},
	"product.price":            {VI: "Đổi giá", EN: "Changed a price"},
	"product.undo":             {VI: "Trả lại giá trị cũ của mặt hàng", EN: "Took a change of a listing back"},
	"product.picture":          {VI: "Đổi ảnh mặt hàng", EN: "Changed a listing's pictures"},
	"product.status":           {VI: "Đổi trạng thái mặt hàng", EN: "Changed a listing's state"},
	"product.review":           {VI: "Liên minh duyệt mặt hàng", EN: "The Alliance checked a listing"},
	"dossier.open_by_alliance": {VI: "Liên minh lập hồ sơ OCOP giúp hợp tác xã", EN: "The Alliance opened an OCOP dossier for the cooperative"},
	"listing.take_down":        {VI: "Liên minh gỡ một mặt hàng", EN: "The Alliance took a listing down"},
	"listing.lift_take_down":   {VI: "Liên minh bỏ lệnh gỡ một mặt hàng", EN: "The Alliance lifted a take-down"},

	"payout_account.set":  {VI: "Đổi tài khoản nhận tiền", EN: "Changed the account for payouts"},
	"payout_account.keep": {VI: "Giữ lại tài khoản nhận tiền cũ", EN: "Kept the old account for payouts"},
	"payout_account.hold": {VI: "Liên minh giữ lại thay đổi tài khoản nhận tiền", EN: "The Alliance held a change of the account for payouts back"},

	"penalty.approve":   {VI: "Liên minh ghi một khoản phạt", EN: "The Alliance set a penalty"},
	"penalty.take_back": {VI: "Liên minh bỏ một khoản phạt", EN: "The Alliance took a penalty back"},

	"stock.opening":   {VI: "Nhập tồn ban đầu", EN: "Entered opening stock"},
	"stock.receive":   {VI: "Nhập hàng", EN: "Received goods"},
	"stock.adjust":    {VI: "Chỉnh tồn kho", EN: "Adjusted stock"},
	"stock.ship":      {VI: "Xuất hàng", EN: "Shipped goods"},
	"stock.count":     {VI: "Kiểm đếm kho", EN: "Counted stock"},
	"stock.write_off": {VI: "Loại hàng hỏng, hết hạn", EN: "Wrote goods off"},
	"stock.withhold":  {VI: "Giữ lại hàng, chưa bán", EN: "Withheld goods from sale"},
	"stock.restore":   {VI: "Bán lại hàng đã giữ", EN: "Put withheld goods back on sale"},
	"stock.return":    {VI: "Nhận hàng trả lại", EN: "Took goods back"},

	"order.placed":              {VI: "Nhận đơn hàng", EN: "Order placed"},
	"order.awaiting_payment":    {VI: "Đơn hàng chờ thanh toán", EN: "Order waits for its money"},
	"order.paid":                {VI: "Đơn hàng đã thanh toán", EN: "Order was paid"},
	"order.lapsed":              {VI: "Đơn hàng hết hạn thanh toán", EN: "Order lapsed unpaid"},
	"order.confirmed":           {VI: "Xác nhận đơn hàng", EN: "Confirmed an order"},
	"order.packed":              {VI: "Đóng gói đơn hàng", EN: "Packed an order"},
	"order.confirm_by_alliance": {VI: "Liên minh xác nhận đơn thay hợp tác xã", EN: "The Alliance confirmed an order for the cooperative"},
	"order.cancel_by_alliance":  {VI: "Liên minh hủy đơn thay hợp tác xã", EN: "The Alliance cancelled an order for the cooperative"},
	"order.confirm_by_link":     {VI: "Xác nhận đơn bằng đường dẫn trong tin báo", EN: "Confirmed an order by the link of the notice"},
	"order.cancel_by_link":      {VI: "Từ chối đơn bằng đường dẫn trong tin báo", EN: "Declined an order by the link of the notice"},
	"order.unpacked":            {VI: "Mở đơn hàng ra đóng lại", EN: "Unpacked an order"},
	"order.weighed":             {VI: "Ghi cân nặng thật của đơn hàng", EN: "Weighed an order"},
	"order.weight_asked":        {VI: "Hỏi người mua vì hàng nặng hơn", EN: "Asked the buyer about a higher weight"},
	"order.weight_agreed":       {VI: "Người mua đồng ý cân nặng", EN: "The buyer agreed to the weight"},
	"order.weight_declined":     {VI: "Người mua không đồng ý cân nặng", EN: "The buyer declined the weight"},
	"order.delayed":             {VI: "Báo gửi chậm đơn hàng", EN: "Announced a delay of an order"},
	"order.shipped":             {VI: "Gửi đơn hàng", EN: "Shipped an order"},
	"order.delivered":           {VI: "Báo đã giao đơn hàng", EN: "Marked an order delivered"},
	"order.cancelled":           {VI: "Hủy đơn hàng", EN: "Cancelled an order"},
	"order.part_cancelled":      {VI: "Hủy một phần đơn hàng", EN: "Cancelled a part of an order"},

	"offer.proposal": {VI: "Nhận đề nghị chào hàng", EN: "Was asked for an offer"},
	"offer.accept":   {VI: "Nhận phần giao của một nhu cầu", EN: "Accepted a share of a demand"},
	"offer.counter":  {VI: "Chào hàng theo điều kiện của mình", EN: "Made a counter-offer"},
	"offer.decline":  {VI: "Từ chối một nhu cầu", EN: "Declined a demand"},
	"offer.lapse":    {VI: "Lời mời chào hàng hết hạn", EN: "A request for an offer ran out"},
	"offer.award":    {VI: "Chào hàng được chọn", EN: "An offer was awarded"},
	"offer.lose":     {VI: "Chào hàng không được chọn", EN: "An offer was not chosen"},

	"contract.draft":                {VI: "Soạn hợp đồng", EN: "Drafted a contract"},
	"contract.edit":                 {VI: "Sửa bản thảo hợp đồng", EN: "Edited a draft contract"},
	"contract.send":                 {VI: "Gửi hợp đồng để ký", EN: "Sent a contract to be signed"},
	"contract.sign":                 {VI: "Ký hợp đồng", EN: "Signed a contract"},
	"contract.refuse":               {VI: "Chưa đồng ý hợp đồng", EN: "Refused a contract"},
	"contract.activate":             {VI: "Hợp đồng có hiệu lực", EN: "A contract came into force"},
	"contract.cancel":               {VI: "Hủy hợp đồng chưa ký xong", EN: "Cancelled a contract before it was in force"},
	"contract.complete":             {VI: "Hợp đồng hoàn thành", EN: "A contract was completed"},
	"contract.terminate":            {VI: "Hợp đồng chấm dứt", EN: "A contract was ended"},
	"contract.addendum_propose":     {VI: "Đề nghị phụ lục hợp đồng", EN: "Proposed an addendum"},
	"contract.addendum_sign":        {VI: "Ký phụ lục hợp đồng", EN: "Signed an addendum"},
	"contract.addendum_refuse":      {VI: "Từ chối phụ lục hợp đồng", EN: "Refused an addendum"},
	"contract.addendum_withdraw":    {VI: "Rút phụ lục hợp đồng", EN: "Withdrew an addendum"},
	"contract.addendum_enforce":     {VI: "Phụ lục có hiệu lực", EN: "An addendum came into force"},
	"contract.delivery_call":        {VI: "Gọi một đợt giao", EN: "Called a delivery"},
	"contract.delivery_confirm":     {VI: "Xác nhận một đợt giao", EN: "Confirmed a delivery"},
	"contract.delivery_ship":        {VI: "Gửi một đợt giao", EN: "Shipped a delivery"},
	"contract.delivery_accept":      {VI: "Nhận đủ một đợt giao", EN: "Accepted a delivery"},
	"contract.delivery_accept_part": {VI: "Nhận một phần đợt giao", EN: "Accepted a part of a delivery"},
	"contract.delivery_reject":      {VI: "Từ chối một đợt giao", EN: "Rejected a delivery"},
	"contract.delivery_miss":        {VI: "Lỡ một đợt giao", EN: "Missed a delivery"},
	"contract.delivery_cancel":      {VI: "Hủy một đợt giao", EN: "Cancelled a delivery"},
	"contract.shortfall_raise":      {VI: "Ghi nhận phần hàng thiếu", EN: "A shortfall was recorded"},
	"contract.shortfall_consent":    {VI: "Cho nơi khác bù hàng", EN: "Let others make up a shortfall"},
	"contract.shortfall_take":       {VI: "Nhận bù hàng thiếu", EN: "Took over a shortfall"},
	"contract.shortfall_waive":      {VI: "Miễn phần hàng thiếu", EN: "Waived a shortfall"},
	"contract.shortfall_lapse":      {VI: "Phần hàng thiếu hết hạn bù", EN: "A shortfall lapsed"},
	"contract.call_again":           {VI: "Gọi thêm một đợt giao", EN: "Called another delivery"},
	"contract.waive":                {VI: "Miễn phần còn lại", EN: "Waived what remains"},
}

// auditWords is what an action is called; one without words, which the tests do not
// let pass, is told by its code rather than not at all.
func auditWords(action string) apperr.Text {
	if t, ok := auditTexts[action]; ok {
		return t
	}
	return apperr.Text{VI: action, EN: action}
}

func roleWords(role string) apperr.Text {
	switch role {
	case "owner":
		return apperr.Text{VI: "chủ tài khoản", EN: "owner"}
	case "seller":
		return apperr.Text{VI: "bán hàng", EN: "seller"}
	case "packer":
		return apperr.Text{VI: "đóng hàng", EN: "packer"}
	case "bookkeeper":
		return apperr.Text{VI: "kế toán", EN: "book-keeper"}
	}
	return apperr.Text{VI: "nhân viên", EN: "staff"}
}
