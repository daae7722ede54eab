import { expect, test } from 'vitest';
import { formatDeadline } from './deadline';

test('a term that ends with a day says so', () => {
	const midnight = '2026-12-02T17:00:00Z'; // 00:00 of the 3rd in Vietnam
	expect(formatDeadline(midnight, 'vi')).toBe('hết ngày 02/12/2026');
	expect(formatDeadline(midnight, 'en')).toBe('the end of 02/12/2026');
	expect(formatDeadline('2026-12-02T07:05:00Z', 'vi')).toBe('14:05, 02/12/2026');
});
