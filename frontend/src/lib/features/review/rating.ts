import { lang } from '$lib/i18n/locale';

/** A rating in hundredths of a star in words: `4,6`; `4.6` in English. */
export function averageText(hundredths: number): string {
	const text = (Math.round(hundredths / 10) / 10).toFixed(1);
	return lang() === 'vi' ? text.replace('.', ',') : text;
}
