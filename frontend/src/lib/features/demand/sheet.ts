import type { Locale } from '$lib/i18n/address';

/** The columns the server reads, in both languages (demand/sheet.go knows them). */
const columns: Record<Locale, string[]> = {
	vi: [
		'Loại hàng',
		'Quy cách',
		'Số lượng',
		'Đơn vị',
		'Tần suất',
		'Từ',
		'Đến',
		'Giá mục tiêu',
		'Giá cao nhất',
		'Sao OCOP',
		'Chứng nhận',
		'Dung sai'
	],
	en: [
		'Product type',
		'Specification',
		'Quantity',
		'Unit',
		'Frequency',
		'From',
		'To',
		'Target price',
		'Highest price',
		'Stars',
		'Certificates',
		'Tolerance'
	]
};

/** The heading, parted by tabs: pasted into a spreadsheet it falls into its columns. */
export const headings = (locale: Locale): string => columns[locale].join('\t');
