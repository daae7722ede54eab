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
		"Sản phẩm đã ngừng hẳn nên không thể bày bán lại.", "The product is gone for good and cannot be listed again.")
	ErrNotReady = apperr.New(apperr.KindPrecondition, "catalog.not_ready",
		"Sản phẩm chưa có quy cách nào có giá. Hãy đặt giá trước khi bày bán.",
		"The product has no variant with a price yet. Set a price before listing it.")
	ErrStillDraft = apperr.New(apperr.KindPrecondition, "catalog.still_draft",
		"Sản phẩm còn là bản nháp, chưa bày bán nên không cần ẩn.",
		"The product is still a draft and not on the shelf, so there is nothing to hide.")
	ErrQuoteOnly = apperr.New(apperr.KindPrecondition, "catalog.quote_only",
		"Mặt hàng này bán theo báo giá nên không đặt giá niêm yết.",
		"This is sold by quotation and has no listed price.")
	ErrPrice = apperr.New(apperr.KindInvalid, "catalog.price",
		"Giá phải từ 1.000 ₫ đến 1.000.000.000 ₫.", "The price must be from ₫1,000 to ₫1,000,000,000.")
	ErrStatus = apperr.New(apperr.KindInvalid, "catalog.status",
		"Trạng thái chỉ có thể là bày bán hoặc ẩn.", "The status can only be listed or hidden.")
	ErrTooManyPictures = apperr.New(apperr.KindPrecondition, "catalog.too_many_pictures",
		"Mỗi sản phẩm có nhiều nhất 8 ảnh. Hãy gỡ bớt một ảnh trước.",
		"A product has at most 8 pictures. Remove one first.")
	ErrSynonymNotFound = apperr.New(apperr.KindNotFound, "catalog.synonym_not_found",
		"Nhóm từ đồng nghĩa này không còn nữa.", "This group of synonyms is gone.")
	ErrSynonymChanged = apperr.New(apperr.KindConflict, "catalog.synonym_changed",
		"Ai đó vừa sửa nhóm từ này. Hãy tải lại trang rồi sửa tiếp.", "Somebody has just changed this group. Reload the page and go on.")
	ErrTooManySynonyms = apperr.New(apperr.KindPrecondition, "catalog.too_many_synonyms",
		"Đã có 2.000 nhóm từ đồng nghĩa. Hãy gỡ bớt nhóm không dùng.", "There are 2,000 groups of synonyms already. Remove some that are not needed.")
)
