import { expect, it, vi } from 'vitest';

vi.mock('$lib/paraglide/messages', () => ({
	m: new Proxy({}, { get: (_, key) => () => String(key) })
}));
const { mostFiles, refusal, sizeText } = await import('./files');
const MiB = 1024 * 1024;

it.each([
	['bang-gia.pdf', 1000, 0, undefined],
	['Ảnh chuồng.JPG', 10 * MiB, 9, undefined],
	['gia.xlsx', 10 * MiB + 1, 0, 'offer_file_size'],
	['gia.docx', 0, 0, 'offer_file_empty'],
	['gia.xls', 1000, 0, 'offer_file_kind'],
	['pdf', 1000, 0, 'offer_file_kind'],
	[`${'a'.repeat(160)}.pdf`, 1000, 0, 'offer_file_name'],
	['a.pdf', 1000, mostFiles, 'offer_file_many']
])('%s of %d bytes beside %d others: %s', (name, size, present, fault) => {
	expect(refusal({ name, size }, present)).toBe(fault);
});

it('writes sizes as people read them', () => {
	expect([10, 820_400, 1_440_000].map(sizeText)).toEqual(['1 kB', '820 kB', '1,4 MB']);
});
