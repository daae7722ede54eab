import type { Locale } from '$lib/i18n/address';

/**
 * Every time we show is Vietnam's: UTC+7, no summer time. Counted here rather than by
 * Intl.DateTimeFormat: to make one with a time zone holds a cheap phone's processor for
 * 50 ms, and a product page needed three before it could be used.
 */
const offset = 7 * 3_600_000;

/** `2026-11-23T14:05:00.000Z` with Vietnam's figures in it. */
const local = (at: Date): string => new Date(at.getTime() + offset).toISOString();

const weekdays = {
	vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
	en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
};

const months = [
	...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
	...['September', 'October', 'November', 'December']
];

/** The day in Vietnam as a date field wants it: `2026-11-23`. */
export function todayIso(now: Date = new Date()): string {
	return local(now).slice(0, 10);
}

/** `23/11/2026`, in both languages: the numbers are what is on the papers. */
export function formatDate(iso: string): string {
	return local(new Date(iso)).slice(0, 10).split('-').reverse().join('/');
}

/** `14:05, 23/11/2026`. */
export function formatDateTime(iso: string): string {
	return `${formatTime(iso)}, ${formatDate(iso)}`;
}

/** `14:05`. */
export function formatTime(iso: string): string {
	return local(new Date(iso)).slice(11, 16);
}

/** `thứ Hai, 23/11`, `Chủ nhật, 22/11` or `Monday, 23/11`. */
export function formatWeekday(iso: string, locale: Locale): string {
	const day = new Date(new Date(iso).getTime() + offset).getUTCDay();
	return `${weekdays[locale][day]}, ${formatDate(iso).slice(0, 5)}`;
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
	return Number(local(now).slice(5, 7));
}

/**
 * Joins months to runs around the year's end: [9,10,11,12,1,2] is one run 9–2.
 * @param inSeason 1 to 12, in any order
 */
export function monthRuns(inSeason: readonly number[]): [first: number, last: number][] {
	const set = new Set(inSeason.filter((m) => m >= 1 && m <= 12));
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
	return months[month - 1] ?? '';
}
