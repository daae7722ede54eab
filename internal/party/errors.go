package party

import "github.com/chophien/chophien/internal/apperr"

// The faults of this capability.
var (
	ErrNoSession = apperr.New(apperr.KindUnauthenticated, "auth.session_ended",
		"Phiên đăng nhập đã hết. Hãy đăng nhập lại.", "Your session has ended. Log in again.")
	ErrBadCredentials = apperr.New(apperr.KindUnauthenticated, "auth.bad_credentials",
		"Số điện thoại, email hoặc mật khẩu không đúng. Hãy kiểm tra lại, hoặc đặt lại mật khẩu nếu bạn quên.",
		"The phone number, e-mail address or password is not right. Check them, or reset the password if you forgot it.")
	ErrTooManyTries = apperr.New(apperr.KindRateLimited, "auth.too_many_tries",
		"Bạn đã thử quá nhiều lần. Hãy chờ ít phút rồi thử lại.", "Too many tries. Wait a few minutes and try again.")
	ErrResetInvalid = apperr.New(apperr.KindPrecondition, "auth.reset_invalid",
		"Liên kết đặt lại mật khẩu đã dùng hoặc hết hạn. Hãy xin liên kết mới.",
		"This reset link was used or has expired. Ask for a new one.")
	ErrUserNotFound = apperr.New(apperr.KindNotFound, "user.not_found",
		"Không tìm thấy người này.", "There is no such person.")

	ErrOrgNotFound = apperr.New(apperr.KindNotFound, "organisation.not_found",
		"Không tìm thấy đơn vị này.", "There is no such organisation.")
	ErrOwnerOnly = apperr.New(apperr.KindForbidden, "auth.owner_only",
		"Chỉ chủ tài khoản của đơn vị mới được làm việc này.", "Only an owner of the organisation may do this.")
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
	ErrTooManyPending = apperr.New(apperr.KindPrecondition, "organisation.too_many_pending",
		"Bạn đang có nhiều đơn vị chờ duyệt. Hãy chờ Liên minh xem xét rồi đăng ký tiếp.",
		"Several of your organisations are waiting for a decision. Wait for it before you register another.")
	ErrAllianceStays = apperr.New(apperr.KindPrecondition, "organisation.alliance_stays",
		"Không thể tạm ngưng đơn vị điều hành chợ.", "The organisation that runs the market cannot be suspended.")

	// ErrIncomplete carries in its Meta ("missing") what a seller must tell before it may trade.
	ErrIncomplete = apperr.New(apperr.KindPrecondition, "organisation.incomplete",
		"Hợp tác xã chưa khai đủ số đăng ký, nơi cấp, ngày cấp, người đại diện và địa chỉ nên chưa thể xác minh.",
		"The cooperative has not told its registration number, issuer, date, representative and address, so it cannot be verified.")
	ErrViewing = apperr.New(apperr.KindForbidden, "auth.viewing_only",
		"Bạn đang xem hộ không gian làm việc của đơn vị khác, chỉ được đọc. Hãy kết thúc xem hộ rồi làm tiếp.",
		"You are looking at another organisation's workspace and may only read. End the view to go on.")
	ErrViewReason = apperr.New(apperr.KindInvalid, "view.reason",
		"Hãy ghi lý do xem (tối đa 500 ký tự); hợp tác xã sẽ đọc lý do này.",
		"Say why you look (up to 500 characters); the cooperative will read it.")
	ErrViewOwn = apperr.New(apperr.KindPrecondition, "view.own",
		"Chỉ xem hộ được hợp tác xã hoặc doanh nghiệp mà bạn không thuộc về.",
		"Only a cooperative or firm that one does not belong to can be looked at.")

	ErrMemberNotFound = apperr.New(apperr.KindNotFound, "member.not_found",
		"Người này không thuộc đơn vị.", "This person is not a member of the organisation.")
	ErrRemoved = apperr.New(apperr.KindForbidden, "member.removed",
		"Bạn không còn là thành viên của đơn vị này nên việc vừa rồi chưa được ghi. Hãy gọi chủ tài khoản của đơn vị nếu có nhầm lẫn.",
		"You are no longer a member of this organisation, so what you just did was not saved. Call its owner if this is a mistake.")
	ErrRoleLacks = apperr.New(apperr.KindForbidden, "auth.role_lacks",
		"Vai trò của bạn không làm được việc này. Hãy nhờ chủ tài khoản hoặc người phụ trách.",
		"Your role does not cover this. Ask an owner or whoever is in charge of it.")
	ErrLastOwner = apperr.New(apperr.KindPrecondition, "member.last_owner",
		"Đơn vị phải có ít nhất một chủ tài khoản. Hãy giao vai trò này cho người khác trước.",
		"An organisation needs at least one owner. Make somebody else an owner first.")

	ErrPasswordAgain = apperr.New(apperr.KindForbidden, "auth.password_again",
		"Điện thoại này nhiều người dùng chung. Hãy nhập mật khẩu của bạn để làm việc này.",
		"Several people use this phone. Type your password to do this.")
	ErrDeviceUnknown = apperr.New(apperr.KindNotFound, "device.unknown",
		"Máy này không phải là máy dùng chung, hoặc đã bị gỡ. Hãy đăng nhập bằng mật khẩu.",
		"This is not a shared phone, or it was removed. Log in with your password.")
	ErrTooManyDevices = apperr.New(apperr.KindPrecondition, "device.too_many",
		"Đơn vị đã có 20 máy dùng chung. Hãy gỡ máy không dùng nữa.", "There are 20 shared phones already. Remove one that is not used any more.")

	ErrInvitationNotFound = apperr.New(apperr.KindNotFound, "invitation.not_found",
		"Không tìm thấy lời mời này. Hãy kiểm tra lại liên kết.", "There is no such invitation. Check the link.")
	ErrInvitationExpired = apperr.New(apperr.KindPrecondition, "invitation.expired",
		"Lời mời đã hết hạn hoặc đã bị thu hồi. Hãy xin lời mời mới.",
		"This invitation has expired or was withdrawn. Ask for a new one.")
	ErrInvitationUsed = apperr.New(apperr.KindPrecondition, "invitation.used",
		"Lời mời này đã được dùng. Hãy xin lời mời mới.", "This invitation was used already. Ask for a new one.")
	ErrInvitationOther = apperr.New(apperr.KindForbidden, "invitation.for_another",
		"Lời mời này dành cho người khác. Hãy đăng nhập bằng số điện thoại hoặc email đã được mời.",
		"This invitation is for somebody else. Log in with the phone number or address that was invited.")
	ErrTooManyInvitations = apperr.New(apperr.KindPrecondition, "invitation.too_many",
		"Đơn vị đang có quá nhiều lời mời chưa dùng. Hãy thu hồi bớt rồi mời tiếp.",
		"Too many invitations are open. Withdraw some before you invite more.")
)

// Faults located at one field of a request.
var (
	errLoginEmpty = apperr.New(apperr.KindInvalid, "login.empty",
		"Hãy nhập số điện thoại hoặc email.", "Enter a phone number or e-mail address.")
	errLoginTaken = apperr.New(apperr.KindInvalid, "login.taken",
		"Đã có tài khoản dùng số hoặc email này. Hãy đăng nhập, hoặc đặt lại mật khẩu nếu bạn quên.",
		"There is an account with this number or address. Log in, or reset the password if you forgot it.")
	errLoginLast = apperr.New(apperr.KindInvalid, "login.last",
		"Tài khoản cần số điện thoại hoặc email để đăng nhập. Hãy giữ lại ít nhất một.",
		"The account needs a phone number or an e-mail address to log in. Keep at least one.")
	errEmailInvalid = apperr.New(apperr.KindInvalid, "email.invalid",
		"Email chưa đúng. Hãy viết như ten@example.com, không dấu, không cách.",
		"The e-mail address is not right. Write it like name@example.com, without spaces or accents.")
	errNameEmpty = apperr.New(apperr.KindInvalid, "name.empty", "Hãy nhập tên.", "Enter a name.")
	errNameLong  = apperr.New(apperr.KindInvalid, "name.too_long",
		"Tên quá dài. Hãy rút gọn.", "The name is too long. Shorten it.")
	errNameCharacters = apperr.New(apperr.KindInvalid, "name.characters",
		"Tên có ký tự không dùng được, hoặc không có chữ cái. Hãy viết tên bằng chữ.",
		"The name has characters that cannot be used, or no letters. Write it in letters.")
	errTextLong = apperr.New(apperr.KindInvalid, "text.too_long",
		"Nội dung quá dài. Hãy rút gọn.", "The text is too long. Shorten it.")
	errTextCharacters = apperr.New(apperr.KindInvalid, "text.characters",
		"Nội dung có ký tự không dùng được. Hãy xóa chúng đi.", "The text has characters that cannot be used. Remove them.")
	errPasswordShort = apperr.New(apperr.KindInvalid, "password.too_short",
		"Mật khẩu cần ít nhất 8 ký tự.", "The password needs at least 8 characters.")
	errPasswordLong = apperr.New(apperr.KindInvalid, "password.too_long",
		"Mật khẩu dài quá 200 ký tự. Hãy rút gọn.", "The password is longer than 200 characters. Shorten it.")
	errPasswordCommon = apperr.New(apperr.KindInvalid, "password.too_common",
		"Mật khẩu này quá dễ đoán. Hãy chọn một câu ngắn mà chỉ bạn nghĩ ra.",
		"This password is too easy to guess. Choose a short phrase of your own.")
	errPasswordLogin = apperr.New(apperr.KindInvalid, "password.same_as_login",
		"Mật khẩu không được trùng với số điện thoại hoặc email.", "The password must differ from the phone number or e-mail address.")
	errPasswordWrong = apperr.New(apperr.KindInvalid, "password.wrong",
		"Mật khẩu hiện tại không đúng.", "The current password is not right.")
	errIdle = apperr.New(apperr.KindInvalid, "device.idle_unknown",
		"Hãy chọn khóa máy sau 1, 5 hoặc 15 phút.", "Choose to lock after 1, 5 or 15 minutes.")
	errPINShape = apperr.New(apperr.KindInvalid, "pin.six_digits", "Mã PIN gồm đúng 6 chữ số.", "A PIN has exactly 6 digits.")
	errPINEasy  = apperr.New(apperr.KindInvalid, "pin.too_easy",
		"Mã này quá dễ đoán. Đừng dùng số lặp, số liền nhau hay số điện thoại của bạn.",
		"This PIN is too easy to guess. Use no repeated or consecutive digits and no part of your phone number.")
	errPINWrong  = apperr.New(apperr.KindInvalid, "pin.wrong", "Mã PIN không đúng.", "The PIN is not right.")
	errPINLocked = apperr.New(apperr.KindInvalid, "pin.locked",
		"Mã PIN đã khóa vì nhập sai 5 lần. Hãy vào bằng mật khẩu.", "The PIN is locked after 5 wrong tries. Use the password.")
	errPINNone = apperr.New(apperr.KindInvalid, "pin.none",
		"Người này chưa đặt mã PIN. Hãy vào bằng mật khẩu.", "This person has no PIN yet. Use the password.")
	errLocale = apperr.New(apperr.KindInvalid, "locale.unknown",
		"Hãy chọn tiếng Việt hoặc tiếng Anh.", "Choose Vietnamese or English.")
	errRole = apperr.New(apperr.KindInvalid, "role.unknown",
		"Hãy chọn một vai trò có trong danh sách.", "Choose one of the roles of the list.")
	errOneContact = apperr.New(apperr.KindInvalid, "invitation.one_contact",
		"Hãy mời bằng số điện thoại hoặc email, không cả hai.", "Invite by a phone number or an e-mail address, not both.")
	errKind = apperr.New(apperr.KindInvalid, "organisation.kind_unknown",
		"Hãy chọn hợp tác xã hoặc doanh nghiệp mua hàng.", "Choose cooperative or buyer firm.")
	errStatus = apperr.New(apperr.KindInvalid, "organisation.status_unknown",
		"Chỉ có thể xác minh hoặc tạm ngưng một đơn vị.", "An organisation can be verified or suspended.")
	errReason = apperr.New(apperr.KindInvalid, "organisation.reason_needed",
		"Hãy ghi lý do tạm ngưng.", "Say why it is suspended.")
	errIdentityChecked = apperr.New(apperr.KindInvalid, "organisation.identity_checked",
		"Mục này đã được Liên minh xác minh. Hãy gửi thay đổi ở phần Xác minh của trang Hồ sơ.",
		"The Alliance has verified this. Send the change in the part Verification of the profile page.")
	errLevel = apperr.New(apperr.KindInvalid, "organisation.level_unknown",
		"Hãy chọn mức: hiệu quả, trung bình, yếu hoặc ngừng hoạt động.", "Choose a level: good, average, weak or inactive.")
	errDateFuture = apperr.New(apperr.KindInvalid, "date.future",
		"Ngày đăng ký không thể ở tương lai.", "The date of registration cannot lie in the future.")
	errPurpose = apperr.New(apperr.KindInvalid, "consent.purpose_unknown",
		"Không có mục đồng ý này.", "There is no such consent.")
)
