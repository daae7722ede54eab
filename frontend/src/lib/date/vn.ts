import type { Locale } from '$lib/i18n/address';

/** Every time we show is Vietnam's: UTC+7, no summer time. */
const timeZone = 'Asia/Ho_Chi_Minh';

/** One formatter per language and shape: making one costs more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + JSON.stringify(options);
	let found = formatters.get(key);
	if (!found) {
		found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'vi-VN', { ...options, timeZone });
		formatters.set(key, found);
	}
	return found;
}

/** `23/11/2026`, in both languages: the numbers are what is on the papers. */
export function formatDate(iso: string): string {
	return formatter('en', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(
		new Date(iso)
	);
}

/** `14:05, 23/11/2026`. */
export function formatDateTime(iso: string): string {
	return `${formatTime(iso)}, ${formatDate(iso)}`;
}

/** `14:05`. */
export function formatTime(iso: string): string {
	return formatter('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(
		new Date(iso)
	);
}

/** `thứ Hai, 23/11`, `Chủ nhật, 22/11` or `Monday, 23/11`. */
export function formatWeekday(iso: string, locale: Locale): string {
	const day = formatter(locale, { weekday: 'long' }).format(new Date(iso));
	const date = formatter('en', { day: '2-digit', month: '2-digit' }).format(new Date(iso));
	return `${locale === 'vi' ? day.replace(/^Thứ/, 'thứ').replace('Nhật', 'nhật') : day}, ${date}`;
}

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
	['day', 86_400],
	['hour', 3_600],
	['minute', 60]
];

/**
 * `3 giờ trước`, `in 2 days`. Always shown with the exact time at hand
 * (a `title` or the text beside it), never alone.
 */
export function formatRelative(iso: string, now: Date, locale: Locale): string {
	const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	for (const [unit, size] of steps) {
		if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
	}
	return locale === 'vi' ? 'vừa xong' : 'just now';
}

/** The month in Vietnam now, 1 to 12. */
export function monthNow(now: Date = new Date()): number {
	return Number(formatter('en', { month: 'numeric' }).format(now));
}

/**
 * Joins months to runs around the year's end: [9,10,11,12,1,2] is one run 9–2.
 * @param months 1 to 12, in any order
 */
export function monthRuns(months: readonly number[]): [first: number, last: number][] {
	const set = new Set(months.filter((m) => m >= 1 && m <= 12));
	if (set.size === 0) return [];
	if (set.size === 12) return [[1, 12]];
	const before = (m: number) => (m === 1 ? 12 : m - 1);
	const after = (m: number) => (m === 12 ? 1 : m + 1);
	return [...set]
		.filter((m) => !set.has(before(m)))
		.sort((a, b) => a - b)
		.map((first) => {
			let last = first;
			while (set.has(after(last))) last = after(last);
			return [first, last];
		});
}

/** `tháng 9` or `September`. */
export function monthName(month: number, locale: Locale): string {
	if (locale === 'vi') return `tháng ${month}`;
	return formatter('en', { month: 'long' }).format(new Date(Date.UTC(2026, month - 1, 15)));
}
