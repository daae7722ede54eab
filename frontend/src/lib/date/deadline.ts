import type { Locale } from '$lib/i18n/address';
import { formatDate, formatTime, formatDateTime } from './vn';

/**
 * By when something is due. Terms in days end with a day, stored as the first moment
 * after it: nobody reads `00:00, 03/12` as all of the 2nd, so that is what is written.
 */
export function formatDeadline(iso: string, locale: Locale): string {
	if (formatTime(iso) !== '00:00') return formatDateTime(iso);
	const day = formatDate(new Date(new Date(iso).getTime() - 1).toISOString());
	return locale === 'vi' ? `hết ngày ${day}` : `the end of ${day}`;
}
