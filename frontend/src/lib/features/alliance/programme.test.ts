import { expect, it } from 'vitest';
import { emptyProgramme, programmeInput, programmeState, slugOf } from './programme';

it.each([
	['Liên kết HTX Yên Bái – Bình Thuận 2026–2028', 'lien-ket-htx-yen-bai-binh-thuan-2026-2028'],
	['  Đường   Đi  ', 'duong-di'],
	['???', ''],
	[`${'a'.repeat(79)} b`, 'a'.repeat(79)]
])('makes an address of %j', (name, slug) => expect(slugOf(name)).toBe(slug));

it('knows what runs on a day, the last day included', () => {
	const programme = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
	expect(programmeState(programme, '2025-12-31')).toBe('coming');
	expect(programmeState(programme, '2026-01-01')).toBe('running');
	expect(programmeState(programme, '2026-12-31')).toBe('running');
	expect(programmeState(programme, '2027-01-01')).toBe('ended');
});

it('sends the version only of what is changed', () => {
	const draft = { ...emptyProgramme, nameVi: ' Liên kết ' };
	expect(programmeInput(draft)).not.toHaveProperty('version');
	expect(programmeInput(draft, 3)).toMatchObject({ nameVi: 'Liên kết', version: 3 });
});
