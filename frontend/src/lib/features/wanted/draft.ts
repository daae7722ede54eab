import type { TellWanted, WantedPer } from './queries';

/** A notice as it is being written: all text, as fields are. */
export interface Draft {
	words: string;
	quantity: string;
	unit: string;
	per: WantedPer | '';
	note: string;
	contact: string;
}

export const rhythms = ['', 'day', 'week', 'month', 'year'] as const;

/** What a search already knows, read from the address; what makes no sense is left out. */
export function readDraft(params: URLSearchParams): Draft {
	const clean = (name: string, most: number) =>
		(params.get(name) ?? '')
			.normalize('NFC')
			.replace(/\p{Cc}+/gu, ' ')
			.trim()
			.slice(0, most);
	const quantity = /^[1-9]\d{0,9}$/.exec(params.get('so') ?? '')?.[0] ?? '';
	return {
		words: clean('q', 200),
		quantity,
		unit: quantity && clean('don_vi', 20),
		per: (quantity && rhythms.find((per) => per === params.get('nhip'))) || '',
		note: '',
		contact: ''
	};
}

/** A whole number as people write it: "4.000", "4 000"; NaN for anything else. */
export function wholeOf(text: string): number {
	const typed = text.trim();
	if (!/^(\d+|\d{1,3}([.,\s]\d{3})+)$/.test(typed)) return NaN;
	const value = Number(typed.replace(/\D/g, ''));
	return value >= 1 && value <= 1_000_000_000 ? value : NaN;
}

/** The request's body; fields left empty are left out. */
export function bodyOf(draft: Draft): TellWanted {
	const [note, unit, contact] = [draft.note, draft.unit, draft.contact].map((text) => text.trim());
	return {
		words: draft.words.trim(),
		...(note && { note }),
		...(draft.quantity.trim() && {
			quantity: wholeOf(draft.quantity),
			unit,
			...(draft.per && { per: draft.per })
		}),
		...(contact && { contact })
	};
}
