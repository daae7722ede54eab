package picture

import "github.com/chophien/chophien/internal/apperr"

// What can be wrong with an upload.
var (
	ErrTooLarge = apperr.New(apperr.KindTooLarge, "picture.too_large",
		"Ảnh nặng hơn 12 MB. Hãy giảm cỡ ảnh rồi tải lại.",
		"The picture is larger than 12 MB. Make it smaller and upload it again.")
	ErrNotAPicture = apperr.New(apperr.KindUnsupported, "picture.not_a_picture",
		"Tệp này không phải ảnh JPEG, PNG hoặc WebP. Hãy chọn một tấm ảnh.",
		"This file is no JPEG, PNG or WebP picture. Choose a photograph.")
	ErrHEIC = apperr.New(apperr.KindUnsupported, "picture.heic",
		"Đây là ảnh HEIC hoặc AVIF, chợ chưa đọc được. Trên iPhone: Cài đặt, Camera, Định dạng, chọn Tương thích nhất; hoặc gửi ảnh dạng JPEG.",
		"This is a HEIC or AVIF picture, which the market cannot read. On an iPhone: Settings, Camera, Formats, Most Compatible; or send it as JPEG.")
	ErrScript = apperr.New(apperr.KindUnsupported, "picture.script",
		"Tệp này chứa mã lệnh nên không nhận làm ảnh. Hãy chụp lại hoặc chọn ảnh gốc từ máy.",
		"This file carries program code and is not taken as a picture. Take the photograph again or choose the original.")
	ErrBroken = apperr.New(apperr.KindInvalid, "picture.broken",
		"Tệp ảnh bị hỏng hoặc tải lên chưa trọn. Hãy thử tải lại hoặc chọn ảnh khác.",
		"The picture is damaged or did not arrive whole. Upload it again or choose another.")
	ErrTooManyPixels = apperr.New(apperr.KindInvalid, "picture.too_many_pixels",
		"Ảnh có quá nhiều điểm ảnh. Hãy giảm kích thước (cạnh dài 6.000 điểm là thừa đủ) rồi tải lại.",
		"The picture has too many pixels. Make it smaller (6,000 on the long side is plenty) and upload it again.")
	ErrTooSmall = apperr.New(apperr.KindInvalid, "picture.too_small",
		"Ảnh quá nhỏ hoặc quá dẹt: cạnh ngắn cần ít nhất 200 điểm ảnh, cạnh dài không quá 4 lần cạnh ngắn.",
		"The picture is too small or too narrow: the short side needs at least 200 pixels, the long side at most 4 times as many.")
)
