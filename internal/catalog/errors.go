package catalog

import "github.com/chophien/chophien/internal/apperr"

// What can go wrong in the catalogue.
var (
	ErrProductNotFound = apperr.New(apperr.KindNotFound, "catalog.product_not_found",
		"Không tìm thấy sản phẩm này. Có thể hợp tác xã đã ngừng bán.",
		"There is no such product. The cooperative may have stopped selling it.")
	ErrVariantNotFound = apperr.New(apperr.KindNotFound, "catalog.variant_not_found",
		"Không tìm thấy quy cách này của sản phẩm.", "There is no such variant of the product.")
	ErrCooperativeNotFound = apperr.New(apperr.KindNotFound, "catalog.cooperative_not_found",
		"Không tìm thấy hợp tác xã này trên chợ.", "There is no such cooperative on the market.")
	// ErrVersionConflict carries what is there now in its Meta ("current").
	ErrVersionConflict = apperr.New(apperr.KindConflict, "catalog.version_conflict",
		"Ai đó vừa sửa mục này. Hãy xem giá trị mới rồi lưu lại.",
		"Somebody has just changed this. Look at the new values and save again.")
	ErrArchived = apperr.New(apperr.KindPrecondition, "catalog.archived",
		"Sản phẩm đang cất đi. Hãy lấy lại trước khi bày bán.", "The product is put away. Bring it back before you list it.")
	ErrNotReady = apperr.New(apperr.KindPrecondition, "catalog.not_ready",
		"Sản phẩm chưa có quy cách nào có giá. Hãy đặt giá trước khi bày bán.",
		"The product has no variant with a price yet. Set a price before listing it.")
	ErrStillDraft = apperr.New(apperr.KindPrecondition, "catalog.still_draft",
		"Sản phẩm còn là bản nháp, chưa bày bán nên không cần ẩn.",
		"The product is still a draft and not on the shelf, so there is nothing to hide.")
	ErrTakenDown = apperr.New(apperr.KindPrecondition, "catalog.taken_down",
		"Liên minh đã gỡ mặt hàng này nên chưa thể bày bán lại. Hãy xem lý do ở trang Mặt hàng bị gỡ; nếu không đồng ý, hãy khiếu nại.",
		"The Alliance took this down, so it cannot be listed again yet. See the reason on the page of what was taken down; object if you disagree.")
	ErrQuoteOnly = apperr.New(apperr.KindPrecondition, "catalog.quote_only",
		"Mặt hàng này bán theo báo giá nên không đặt giá niêm yết.",
		"This is sold by quotation and has no listed price.")
	ErrPrice = apperr.New(apperr.KindInvalid, "catalog.price",
		"Giá phải từ 1.000 ₫ đến 1.000.000.000 ₫.", "The price must be from ₫1,000 to ₫1,000,000,000.")
	ErrStatus = apperr.New(apperr.KindInvalid, "catalog.status",
		"Trạng thái chỉ có thể là nháp, bày bán, ẩn hoặc cất đi.", "The status can only be draft, listed, hidden or archived.")
	ErrTooManyPictures = apperr.New(apperr.KindPrecondition, "catalog.too_many_pictures",
		"Mỗi sản phẩm có nhiều nhất 8 ảnh. Hãy gỡ bớt một ảnh trước.",
		"A product has at most 8 pictures. Remove one first.")
	ErrSynonymNotFound = apperr.New(apperr.KindNotFound, "catalog.synonym_not_found",
		"Nhóm từ đồng nghĩa này không còn nữa.", "This group of synonyms is gone.")
	ErrSynonymChanged = apperr.New(apperr.KindConflict, "catalog.synonym_changed",
		"Ai đó vừa sửa nhóm từ này. Hãy tải lại trang rồi sửa tiếp.", "Somebody has just changed this group. Reload the page and go on.")
	ErrTooManySynonyms = apperr.New(apperr.KindPrecondition, "catalog.too_many_synonyms",
		"Đã có 2.000 nhóm từ đồng nghĩa. Hãy gỡ bớt nhóm không dùng.", "There are 2,000 groups of synonyms already. Remove some that are not needed.")
	// ErrEditedMeanwhile carries both values of each field in its Meta ("conflicts").
	ErrEditedMeanwhile = apperr.New(apperr.KindConflict, "catalog.edited_meanwhile",
		"Người khác vừa sửa cùng chỗ. Hãy chọn giá trị giữ lại cho từng ô; chưa có gì bị ghi đè.",
		"Somebody has just edited the same fields. Choose what to keep for each; nothing was overwritten.")
	ErrNotInReview = apperr.New(apperr.KindPrecondition, "catalog.not_in_review",
		"Mặt hàng này không còn chờ duyệt.", "This product does not wait for a check any more.")
	ErrRefusalReason = apperr.New(apperr.KindInvalid, "catalog.refusal_reason",
		"Hãy nói rõ lý do từ chối (5–500 ký tự) để hợp tác xã biết mà sửa.", "Say why it is refused (5–500 characters), so that the cooperative can mend it.")
	ErrVerdict = apperr.New(apperr.KindInvalid, "catalog.verdict",
		"Kết quả duyệt chỉ có thể là đồng ý hoặc từ chối.", "The verdict can only be approve or refuse.")
	ErrHiddenByAlliance = apperr.New(apperr.KindPrecondition, "catalog.hidden_by_alliance",
		"Liên minh đã ẩn mặt hàng này. Hãy liên hệ Liên minh để được bày bán lại.", "The Alliance has hidden this product. Ask the Alliance to list it again.")
	ErrGoLiveAt = apperr.New(apperr.KindInvalid, "catalog.go_live_at",
		"Giờ lên kệ phải ở sau lúc này và trong vòng một năm.", "The time to go live must be ahead and within a year.")
	ErrIDTaken = apperr.New(apperr.KindConflict, "catalog.id_taken",
		"Mã bản nháp này đã dùng cho mặt hàng khác. Hãy tải lại trang rồi thêm mặt hàng mới.", "This draft's id belongs to another product. Reload the page and add a new one.")
	ErrChangeNotFound = apperr.New(apperr.KindNotFound, "catalog.change_not_found",
		"Không tìm thấy lần sửa này.", "There is no such change.")
	ErrNotUndoable = apperr.New(apperr.KindPrecondition, "catalog.not_undoable",
		"Lần đổi này không hoàn tác được ở đây.", "This change cannot be undone here.")
)

// What can be wrong with a field of a product.
var (
	ErrField = apperr.New(apperr.KindInvalid, "catalog.field",
		"Mặt hàng không có ô này.", "A product has no such field.")
	ErrChoice = apperr.New(apperr.KindInvalid, "catalog.choice",
		"Giá trị này không dùng được cho ô này.", "This field does not take that value.")
	ErrTooLong = apperr.New(apperr.KindInvalid, "catalog.too_long",
		"Đoạn này dài quá. Hãy viết gọn lại.", "This is too long. Make it shorter.")
	ErrNameShort = apperr.New(apperr.KindInvalid, "catalog.name_short",
		"Hãy đặt tên mặt hàng, ít nhất 2 ký tự.", "Name the product, with at least 2 characters.")
	ErrNameLetters = apperr.New(apperr.KindInvalid, "catalog.name_letters",
		"Chỗ này cần có chữ cái; chỉ có hình hoặc ký hiệu thì người mua không tìm thấy.",
		"This needs letters; shoppers cannot find what has pictures or signs only.")
	ErrCategory = apperr.New(apperr.KindInvalid, "catalog.category",
		"Hãy chọn nhóm hàng trong danh sách.", "Choose a category from the list.")
	ErrAdultsOnly = apperr.New(apperr.KindInvalid, "catalog.adults_only",
		"Đồ uống có cồn chỉ bán cho người từ 18 tuổi, không bỏ mục này được.",
		"Drinks with alcohol are sold from 18 years of age only; this cannot be switched off.")
	ErrExcise = apperr.New(apperr.KindInvalid, "catalog.excise",
		"Đồ uống có cồn chịu thuế tiêu thụ đặc biệt nên không được giảm thuế giá trị gia tăng; mục này không đổi được.",
		"Drinks with alcohol bear the special consumption tax and no reduced value added tax; this cannot be changed.")
	ErrUnit = apperr.New(apperr.KindInvalid, "catalog.unit",
		"Hãy chọn đơn vị bán: kg, con, hộp, chai…", "Choose the unit of sale: kg, head, box, bottle …")
	ErrSKU = apperr.New(apperr.KindInvalid, "catalog.sku",
		"Mã hàng chỉ gồm chữ không dấu, số, dấu gạch, chấm; nhiều nhất 40 ký tự.", "A product code has letters, digits, dashes and dots only, at most 40.")
	ErrSKUTaken = apperr.New(apperr.KindConflict, "catalog.sku_taken",
		"Mã hàng này đã dùng cho quy cách khác. Hãy đặt mã khác.", "This product code belongs to another variant. Choose another.")
	ErrWeight = apperr.New(apperr.KindInvalid, "catalog.weight",
		"Cân nặng phải từ 0 đến 2.000 kg; cân nặng khi gửi phải lớn hơn 0.", "A weight is from 0 to 2,000 kg; the weight to ship is more than 0.")
	ErrTiers = apperr.New(apperr.KindInvalid, "catalog.tiers",
		"Giá theo số lượng: số lượng tăng dần từ 2, giá giảm dần và thấp hơn giá lẻ; nhiều nhất 5 mức.",
		"Quantity prices: quantities rise from 2, prices fall and are below the price of one; at most 5.")
	ErrQuantities = apperr.New(apperr.KindInvalid, "catalog.quantities",
		"Số lượng mỗi lần mua phải từ 1 đến 1.000.000, mức nhiều nhất không nhỏ hơn mức ít nhất.",
		"Quantities of one purchase are from 1 to 1,000,000, the most not below the least.")
	ErrSeasonMonths = apperr.New(apperr.KindInvalid, "catalog.season_months",
		"Hãy chọn ít nhất một tháng có hàng.", "Choose at least one month of the season.")
	ErrShelfLife = apperr.New(apperr.KindInvalid, "catalog.shelf_life",
		"Hạn dùng phải từ 0 đến 3.650 ngày; 0 là không có hạn.", "The shelf life is from 0 to 3,650 days; 0 means none.")
	ErrPictures = apperr.New(apperr.KindInvalid, "catalog.pictures",
		"Danh sách ảnh có ảnh không thuộc mặt hàng này hoặc quá 8 ảnh. Hãy tải lại trang.",
		"The list has a picture that is not this product's, or more than 8. Reload the page.")
	ErrVariantGone = apperr.New(apperr.KindPrecondition, "catalog.variant_gone",
		"Quy cách này đã được gỡ khỏi mặt hàng. Hãy tải lại trang.", "This variant was taken off the product. Reload the page.")
	ErrTooManyVariants = apperr.New(apperr.KindInvalid, "catalog.too_many_variants",
		"Mỗi mặt hàng có nhiều nhất 30 quy cách.", "A product has at most 30 variants.")
)
