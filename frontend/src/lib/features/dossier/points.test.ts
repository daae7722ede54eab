import { describe, expect, it } from 'vitest';
import { expiresOn, parsePoints, pointsText } from './points';

describe('points', () => {
	it('reads the Vietnamese and the English way', () => {
		expect(parsePoints('12', 4000)).toBe(1200);
		expect(parsePoints(' 12,5 ', 4000)).toBe(1250);
		expect(parsePoints('12.25', 4000)).toBe(1225);
		expect(parsePoints('40', 4000)).toBe(4000);
	});
	it('refuses what is none or too much', () => {
		for (const typed of ['', '-1', '12,345', 'mười', '41', '1.000', '1e2'])
			expect(parsePoints(typed, 4000), typed).toBeNull();
	});
	it('writes them in Vietnamese', () => {
		expect(pointsText(1250)).toBe('12,5');
		expect(pointsText(600)).toBe('6');
	});
	it('ends a certificate 36 calendar months later', () => {
		expect(expiresOn('2023-12-28')).toBe('2026-12-28');
		expect(expiresOn('2024-02-29')).toBe('2027-02-28');
	});
});
