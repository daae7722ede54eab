import { describe, expect, it } from 'vitest';
import { looksLikeEmail, looksLikePhone } from './contact-check';
import { emptyDraft, readDraft } from './draft';

describe('looksLikePhone', () => {
	it.each([
		'0912 345 678',
		'0912.345.678',
		'+84 912 345 678',
		'+84 (0) 912345678',
		'0084912345678',
		'01234567890',
		'0216 3.818.555',
		'912345678'
	])('lets %s through', (typed) => expect(looksLikePhone(typed)).toBe(true));
	it.each(['', '12345', '09123456789012', 'không có', '0912 345 67o', '☎️'])('stops %j', (typed) =>
		expect(looksLikePhone(typed)).toBe(false)
	);
});

it('knows an e-mail address when it sees one', () => {
	expect(looksLikeEmail('a.cau@example.vn')).toBe(true);
	expect(looksLikeEmail('a.cau@')).toBe(false);
	expect(looksLikeEmail('a cau@example.vn')).toBe(false);
});

describe('readDraft', () => {
	it('gives back what was kept', () => {
		const draft = { ...emptyDraft, fullName: 'Lù A Câu', line: 'Bản Mù' };
		expect(readDraft(JSON.stringify(draft))).toEqual(draft);
	});
	it.each([null, '', 'x', '[]', '3', '{"fullName":7,"x":"y"}'])('starts empty from %j', (json) =>
		expect(readDraft(json)).toEqual(emptyDraft)
	);
});
