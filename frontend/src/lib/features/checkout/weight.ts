import { lang } from '$lib/i18n/locale';

/** Grams as people read them: `450 g`, `1,2 kg`. */
export function weightText(grams: number): string {
	if (grams < 1000) return `${grams} g`;
	const text = String(Math.round(grams / 100) / 10);
	return `${lang() === 'vi' ? text.replace('.', ',') : text} kg`;
}
