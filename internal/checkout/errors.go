package checkout

import "github.com/chophien/chophien/internal/apperr"

// Errors of the checkout; those of cart, stock, shipping, payment and place come
// through as they are.
var (
	ErrEmptyCart = apperr.New(apperr.KindPrecondition, "checkout.empty_cart",
		"Giỏ hàng đang trống. Hãy chọn hàng trước khi đặt.", "The cart is empty. Choose something first.")
	ErrCartProblem = apperr.New(apperr.KindConflict, "checkout.cart_problem",
		"Có món không mua được như đang chọn. Hãy xem lại giỏ hàng.",
		"Something in the cart cannot be bought as it is. Look at your cart again.")
	ErrPriceChanged = apperr.New(apperr.KindConflict, "checkout.price_changed",
		"Giá hoặc phí giao vừa thay đổi. Hãy xem lại tổng tiền mới rồi đặt lại.",
		"A price or the shipping has just changed. Look at the new total, then order again.")
	ErrNotShippable = apperr.New(apperr.KindPrecondition, "checkout.not_shippable",
		"Có món không giao được tới địa chỉ này. Hãy bỏ món đó hoặc đổi địa chỉ.",
		"Something is not shipped to this address. Take it out or change the address.")
	ErrAge = apperr.New(apperr.KindPrecondition, "checkout.adults_only",
		"Giỏ có đồ uống có cồn. Bạn cần xác nhận đã đủ 18 tuổi.",
		"There is alcohol in the cart. Confirm that you are at least 18.")
	ErrTerms = apperr.New(apperr.KindInvalid, "checkout.terms",
		"Hãy đọc và đồng ý với điều khoản hiện hành trước khi đặt.",
		"Read and accept the current terms before ordering.")
	ErrKeyReused = apperr.New(apperr.KindConflict, "checkout.key_reused",
		"Yêu cầu này đã được dùng cho một lần mua khác. Hãy tải lại trang rồi đặt lại.",
		"This request was already used for another purchase. Reload the page and order again.")
	ErrKey = apperr.New(apperr.KindInvalid, "checkout.key",
		"Thiếu mã chống đặt trùng (Idempotency-Key, 8–120 ký tự).", "The Idempotency-Key is missing (8–120 characters).")
	errName = apperr.New(apperr.KindInvalid, "contact.full_name",
		"Hãy ghi họ tên người nhận (tối đa 120 ký tự).", "Give the recipient's name (up to 120 characters).")
	errPhone = apperr.New(apperr.KindInvalid, "contact.phone",
		"Số điện thoại chưa đúng. Ví dụ: 0912 345 678.", "The phone number is not valid. Example: 0912 345 678.")
	errEmail = apperr.New(apperr.KindInvalid, "contact.email",
		"Địa chỉ email chưa đúng. Có thể để trống.", "The e-mail address is not valid. It may be left empty.")
	errLine = apperr.New(apperr.KindInvalid, "address.line",
		"Hãy ghi số nhà, đường hoặc thôn, bản (tối đa 200 ký tự).", "Give house, street or hamlet (up to 200 characters).")
	errCommune = apperr.New(apperr.KindInvalid, "address.commune",
		"Không có xã, phường này. Hãy chọn trong danh sách.", "There is no such commune. Choose one from the list.")
	errNote = apperr.New(apperr.KindInvalid, "checkout.note",
		"Ghi chú tối đa 500 ký tự.", "A note has at most 500 characters.")
)
