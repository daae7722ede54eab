import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import type { WantedNotice, WantedPer } from './queries';

export function rhythmText(per: WantedPer | ''): string {
	switch (per) {
		case '':
			return m.want_per_once();
		case 'day':
			return m.want_per_day();
		case 'week':
			return m.want_per_week();
		case 'month':
			return m.want_per_month();
		case 'year':
			return m.want_per_year();
	}
}

/** "4.000 con · Mỗi tháng"; empty for a household's. */
export function amountText(notice: WantedNotice): string {
	if (!notice.quantity) return '';
	const number = new Intl.NumberFormat(lang()).format(notice.quantity);
	return [`${number} ${notice.unit ?? ''}`.trim(), notice.per && rhythmText(notice.per)]
		.filter(Boolean)
		.join(' · ');
}
