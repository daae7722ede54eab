import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';

/** The most that one message carries. */
export const mostFiles = 10;
const mostBytes = 10 * 1024 * 1024;
/** The longest name the server keeps. */
const longestName = 160;
const endings = ['pdf', 'jpg', 'jpeg', 'png', 'xlsx', 'docx'];

/** For a file field: what its dialog offers. */
export const accepted = endings.map((ending) => `.${ending}`).join(',');

/** 820 kB, 1,4 MB; 1.4 MB in English. */
export function sizeText(bytes: number): string {
	if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
	const text = (Math.round(bytes / 100_000) / 10).toFixed(1);
	return `${lang() === 'vi' ? text.replace('.', ',') : text} MB`;
}

/**
 * Why a file cannot be sent, or undefined. The server looks into the file itself, too.
 * @param present how many the message carries already
 */
export function refusal(file: Pick<File, 'name' | 'size'>, present: number): string | undefined {
	const { name } = file;
	if (present >= mostFiles) return m.offer_file_many({ most: mostFiles });
	if (!endings.includes(name.toLowerCase().split('.').pop() ?? '') || !name.includes('.'))
		return m.offer_file_kind({ name });
	if (file.size === 0) return m.offer_file_empty({ name });
	if (file.size > mostBytes) return m.offer_file_size({ name, size: sizeText(file.size) });
	if ([...name].length > longestName || /["\r\n]/.test(name)) return m.offer_file_name();
	return undefined;
}
