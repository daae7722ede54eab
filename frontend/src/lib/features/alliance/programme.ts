import type { Programme, ProgrammeInput } from './programme-queries';

/** A programme as it is being typed. */
export interface ProgrammeDraft {
	slug: string;
	nameVi: string;
	nameEn: string;
	startsOn: string;
	endsOn: string;
	note: string;
	provinces: string[];
	orgIds: string[];
}

export const emptyProgramme: ProgrammeDraft = {
	slug: '',
	nameVi: '',
	nameEn: '',
	startsOn: '',
	endsOn: '',
	note: '',
	provinces: [],
	orgIds: []
};

export function programmeDraft(programme: Programme): ProgrammeDraft {
	const { slug, nameVi, nameEn, startsOn, endsOn, note, provinces, orgIds } = programme;
	return {
		slug,
		nameVi,
		nameEn: nameEn ?? '',
		startsOn,
		endsOn,
		note: note ?? '',
		provinces: [...provinces],
		orgIds: [...orgIds]
	};
}

export function programmeInput(draft: ProgrammeDraft, version?: number): ProgrammeInput {
	return {
		...draft,
		slug: draft.slug.trim(),
		nameVi: draft.nameVi.trim(),
		nameEn: draft.nameEn.trim(),
		note: draft.note.trim(),
		...(version !== undefined && { version })
	};
}

/** "Liên kết Yên Bái – Bình Thuận" as an address: `lien-ket-yen-bai-binh-thuan`. */
export function slugOf(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/đ/g, 'd')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 80)
		.replace(/-+$/, '');
}

/** Whether a programme runs on a day (`2026-11-24`), is over, or is still to come. */
export function programmeState(
	{ startsOn, endsOn }: Pick<Programme, 'startsOn' | 'endsOn'>,
	today: string
): 'coming' | 'running' | 'ended' {
	if (today < startsOn) return 'coming';
	return today > endsOn ? 'ended' : 'running';
}
